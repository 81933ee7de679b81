/** A small HTTP server on loopback for the stand-ins: it records what came in and sends what a function says. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came in. */
export interface Seen {
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: IncomingHttpHeaders;
	/** The parsed JSON; undefined when the body is empty or none. */
	readonly body: Readonly<Record<string, unknown>> | undefined;
	readonly bodyText: string;
	/** `Date.now()` when it was complete. */
	readonly at: number;
}

/** What is sent back. */
export type Reply =
	| { readonly json: unknown; readonly status?: number; readonly headers?: Headers }
	| { readonly bytes: Buffer | string; readonly status?: number; readonly headers?: Headers }
	/** The connection is cut without an answer, or after `afterBytes` of a promised body. */
	| { readonly hangUp: true; readonly afterBytes?: Buffer; readonly headers?: Headers };

type Headers = Readonly<Record<string, string | number>>;

/** A running server. */
export interface LocalServer {
	/** `http://127.0.0.1:<port>` */
	readonly origin: string;
	readonly requests: readonly Seen[];
	readonly close: () => Promise<void>;
}

const textOf = async (request: IncomingMessage): Promise<string> => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
};

const jsonIn = (text: string): Seen['body'] => {
	try {
		const value: unknown = JSON.parse(text);
		const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
		return isObject ? (value as Record<string, unknown>) : undefined;
	} catch {
		return undefined;
	}
};

/** The text in a field that came as JSON; empty when there is none. */
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Serves on a free port of loopback, or on `port`. */
export const serve = async (
	answer: (seen: Seen) => Reply | Promise<Reply>,
	port = 0,
): Promise<LocalServer> => {
	const requests: Seen[] = [];
	const handle = async (request: IncomingMessage): Promise<Reply> => {
		const url = new URL(request.url ?? '/', 'http://localhost');
		const bodyText = await textOf(request);
		const seen: Seen = {
			method: request.method ?? 'GET',
			path: url.pathname,
			query: url.searchParams,
			headers: request.headers,
			body: jsonIn(bodyText),
			bodyText,
			at: Date.now(),
		};
		requests.push(seen);
		return await answer(seen);
	};
	const server = createServer((request, response) => {
		void handle(request).then((reply) => {
			if ('hangUp' in reply) {
				if (reply.afterBytes === undefined) return response.destroy();
				response.writeHead(200, reply.headers);
				return response.write(reply.afterBytes, () => response.destroy());
			}
			const isJson = 'json' in reply;
			const bytes = Buffer.from(isJson ? JSON.stringify(reply.json) : reply.bytes);
			response.writeHead(reply.status ?? 200, {
				'content-type': isJson ? 'application/json' : 'text/html',
				'content-length': bytes.length,
				...reply.headers,
			});
			return response.end(bytes);
		});
	});
	await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
	const { port: chosen } = server.address() as AddressInfo;
	return {
		origin: `http://127.0.0.1:${String(chosen)}`,
		requests,
		close: () =>
			new Promise((done) => {
				server.close(() => done());
				server.closeAllConnections();
			}),
	};
};
