/** An origin of one file that counts what it sends, and may stop in the middle until its caller is gone. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an answer says of its file, beside the bytes. */
export interface Serving {
	readonly body: Buffer;
	/** `ETag`, `Last-Modified`; by what `If-Range` is compared, too. A `Date` takes the place of the true one. */
	readonly validator: Readonly<Record<string, string>>;
	/** So many bytes of the body are sent, then nothing more; default: all. */
	readonly until?: number;
}

/** A running origin. */
export interface MeteredOrigin {
	/** Without a slash at the end; any path is the file. */
	readonly base: string;
	/** What is served from now on. */
	readonly serve: (serving: Serving) => void;
	/** Bytes of bodies that were sent since this was asked last. */
	readonly sent: () => number;
	/** The headers of every request so far. */
	readonly asked: readonly IncomingMessage['headers'][];
	readonly close: () => Promise<void>;
}

interface Part {
	readonly from: number;
	readonly end: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly status: number;
}

const partFor = (
	{ range, 'if-range': condition }: IncomingMessage['headers'],
	{ body, validator }: Serving,
): Part => {
	const size = body.length;
	const whole = {
		from: 0,
		end: size,
		headers: { 'Content-Length': String(size), ...validator },
		status: 200,
	};
	const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
	const isSame = condition === undefined || Object.values(validator).includes(String(condition));
	if (first === undefined || !isSame) return whole;
	const from = Number(first);
	if (from >= size)
		return {
			...{ from, end: from, status: 416 },
			headers: { 'Content-Range': `bytes */${String(size)}` },
		};
	const end = last ? Math.min(Number(last) + 1, size) : size;
	const span = `bytes ${String(from)}-${String(end - 1)}/${String(size)}`;
	const headers = { 'Content-Range': span, 'Content-Length': String(end - from), ...validator };
	return { from, end, headers, status: 206 };
};

/** Starts it on a port of loopback; default: one that is free. */
export const meteredOrigin = async (first: Serving, on = 0): Promise<MeteredOrigin> => {
	let serving = first;
	let sent = 0;
	const asked: IncomingMessage['headers'][] = [];
	const answer = (request: IncomingMessage, response: ServerResponse): void => {
		const { body, until = body.length } = serving;
		asked.push(request.headers);
		const { from, end, headers, status } = partFor(request.headers, serving);
		response.writeHead(status, headers);
		const piece = body.subarray(from, Math.max(from, Math.min(until, end)));
		sent += piece.length;
		if (until < end) response.write(piece);
		else response.end(piece);
	};
	const server = createServer(answer);
	await new Promise<void>((done) => server.listen(on, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	return {
		base: `http://127.0.0.1:${String(port)}`,
		asked,
		serve: (next) => {
			serving = next;
		},
		sent: () => {
			const since = sent;
			sent = 0;
			return since;
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
