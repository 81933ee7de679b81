/** Stands before a server of drafts and stops in the middle of one file until it is told to go on. */
import { createServer, request as ask, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A slow way to a server. */
export interface SlowOrigin {
	/** `http://127.0.0.1:<port>` */
	readonly origin: string;
	/** How many answers stand still now. */
	readonly stuck: () => number;
	/** Nothing stands still from now on; what stood still goes on. */
	readonly hurry: () => void;
	readonly close: () => Promise<void>;
}

/** Starts it on a free port of loopback. What is asked for by range is not slowed. */
export const standBefore = async (origin: string, file: string): Promise<SlowOrigin> => {
	let isSlow = true;
	const stuck = new Set<{ readonly response: ServerResponse; readonly rest: Buffer }>();
	const send = (response: ServerResponse, body: Buffer, stops: boolean): void => {
		if (!stops) {
			response.end(body);
			return;
		}
		const half = Math.floor(body.length / 2);
		response.write(body.subarray(0, half));
		const one = { response, rest: body.subarray(half) };
		stuck.add(one);
		response.once('close', () => stuck.delete(one));
	};
	const server = createServer(({ method, url = '/', headers }, response) => {
		const stops = isSlow && url.endsWith(file) && headers.range === undefined;
		const asked = ask(origin + url, { method, headers }, (answer) => {
			const pieces: Buffer[] = [];
			answer.on('data', (piece: Buffer) => pieces.push(piece));
			answer.on('end', () => {
				response.writeHead(answer.statusCode ?? 500, answer.headers);
				send(response, Buffer.concat(pieces), stops);
			});
		});
		asked.on('error', () => response.destroy());
		asked.end();
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	return {
		origin: `http://127.0.0.1:${String(port)}`,
		stuck: () => stuck.size,
		hurry: () => {
			isSlow = false;
			for (const { response, rest } of stuck) response.end(rest);
		},
		close: () =>
			new Promise((done) => {
				server.close(() => {
					done();
				});
				server.closeAllConnections();
			}),
	};
};
