/** A receiver of uploads and callbacks that counts what it got, and misbehaves when it is told to. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One callback as it arrived. */
export interface Arrived {
	readonly id: string;
	readonly headers: IncomingMessage['headers'];
	readonly body: string;
}

/** A receiver. */
export interface Sink {
	readonly origin: string;
	/** How often each file was put, by its name. */
	readonly uploads: ReadonlyMap<string, number>;
	readonly callbacks: readonly Arrived[];
	/** What the next callbacks are answered, one each; afterwards 204. */
	readonly next: ('status 500' | 'cut' | 'silent')[];
	readonly close: () => Promise<void>;
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
	const pieces: Buffer[] = [];
	for await (const piece of request) pieces.push(piece as Buffer);
	return Buffer.concat(pieces).toString('latin1');
};

/** Starts a receiver on a free port of an address of this machine (default loopback): `/upload` takes forms, `/hook` callbacks. */
export const startSink = async (host = '127.0.0.1'): Promise<Sink> => {
	const uploads = new Map<string, number>();
	const callbacks: Arrived[] = [];
	const next: Sink['next'] = [];
	const server = createServer((request, response) => {
		bodyOf(request).then(
			(body) => {
				if (request.url?.startsWith('/upload') === true) {
					const name = /filename="([^"]+)"/.exec(body)?.[1] ?? '';
					uploads.set(name, (uploads.get(name) ?? 0) + 1);
					response.writeHead(200, { 'content-type': 'application/json' });
					response.end(JSON.stringify({ url: `https://store.example/${name}` }));
					return;
				}
				const { headers } = request;
				callbacks.push({ id: String(headers['webhook-id']), headers, body });
				const act = next.shift();
				if (act === 'cut') response.destroy();
				else if (act !== 'silent') response.writeHead(act === undefined ? 204 : 500).end();
			},
			// The agent was killed while it sent.
			() => response.destroy(),
		);
	});
	await new Promise<void>((done) => server.listen(0, host, done));
	const { port } = server.address() as AddressInfo;
	return {
		origin: `http://${host}:${String(port)}`,
		uploads,
		callbacks,
		next,
		close: () =>
			new Promise((done) => {
				server.close(() => {
					done();
				});
				server.closeAllConnections();
			}),
	};
};
