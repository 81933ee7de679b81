/** An HTTP origin that misbehaves in the way that the first part of the path names, and remembers what it was asked. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { cutAt, type Mode, PAYLOAD, tagOf, type Turn, whole } from './originAnswers';
import { CHANGES } from './originChanges';

export { PAYLOAD } from './originAnswers';

/** What the origin was asked. */
export interface Asked {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingMessage['headers'];
}

/** A running origin. */
export interface Origin {
	/** `http://host:port`, without a slash at the end. */
	readonly base: string;
	readonly port: number;
	readonly asked: Asked[];
	/** Serves these bytes at a path of their own, with ranges and an entity tag. */
	readonly serve: (path: string, body: Uint8Array | string, type?: string) => string;
	readonly close: () => Promise<void>;
}

const ranged = (
	{ request, response }: Turn,
	body: Uint8Array,
	headers: Record<string, string> = {},
): void => {
	const tag = tagOf(body);
	if (request.headers['if-none-match'] === tag) {
		response.writeHead(304, { ETag: tag }).end();
		return;
	}
	const from = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
	const unlike = request.headers['if-range'] !== undefined && request.headers['if-range'] !== tag;
	if (!from || unlike) {
		whole(response, body, headers);
		return;
	}
	const start = Number(from[1]);
	const end = from[2] === '' ? body.length - 1 : Math.min(Number(from[2]), body.length - 1);
	if (start > end) {
		response.writeHead(416, { 'Content-Range': `bytes */${String(body.length)}` }).end();
		return;
	}
	const part = body.subarray(start, end + 1);
	const range = `bytes ${String(start)}-${String(end)}/${String(body.length)}`;
	response.writeHead(206, {
		...headers,
		ETag: tag,
		'Content-Range': range,
		'Content-Length': String(part.length),
	});
	response.end(part);
};

const redirect =
	(status: number): Mode =>
	({ response, rest }) => {
		// As servers do that write their bytes as they are: UTF-8, which headers know nothing of.
		const location = Buffer.from(decodeURIComponent(rest), 'utf8').toString('latin1');
		response.writeHead(status, { Location: location }).end();
	};

const MODES: Readonly<Record<string, Mode>> = {
	ok: (turn) => {
		ranged(turn, PAYLOAD);
	},
	/** 503 first, then well. */
	flap: (turn) => {
		if (turn.before === 0) turn.response.writeHead(503, { 'Retry-After': '7' }).end();
		else whole(turn.response, PAYLOAD);
	},
	/** Always the status that the path names. */
	status: ({ response, rest }) => {
		response.writeHead(Number(rest.split('/')[0])).end('no');
	},
	/** 429 with a Retry-After of a week, then well. */
	absurd: (turn) => {
		if (turn.before === 0) turn.response.writeHead(429, { 'Retry-After': '604800' }).end();
		else whole(turn.response, PAYLOAD);
	},
	trickle: ({ response }) => {
		response.writeHead(200, { 'Content-Length': String(PAYLOAD.length) });
		const timer = setInterval(() => response.write('x'), 5);
		response.on('close', () => {
			clearInterval(timer);
		});
	},
	silent: () => undefined,
	/** Headers and some bytes, then nothing. */
	stall: ({ response }) => {
		response.writeHead(200, { 'Content-Length': String(PAYLOAD.length) });
		response.write(PAYLOAD.subarray(0, 1000));
	},
	/** Cut after 30 000 bytes, then goes on by range. */
	cut: (turn) => {
		if (turn.before === 0) cutAt(turn.response, 30_000, { ETag: tagOf(PAYLOAD) });
		else ranged(turn, PAYLOAD);
	},
	/** Cut, without anything to tell the same file by. */
	cutUntagged: (turn) => {
		if (turn.before === 0) cutAt(turn.response, 30_000, {});
		else ranged(turn, PAYLOAD);
	},
	/** Cut, and another file by the time of the second request. */
	cutChanged: (turn) => {
		if (turn.before === 0) cutAt(turn.response, 30_000, { ETag: '"old"' });
		else ranged(turn, PAYLOAD);
	},
	/** Cut, then goes on at the wrong place; well at last. */
	cutWrong: (turn) => {
		if (turn.before === 0) cutAt(turn.response, 30_000, { ETag: tagOf(PAYLOAD) });
		else if (turn.before === 1)
			turn.response
				.writeHead(206, { 'Content-Range': 'bytes 5000-5099/100000', ETag: tagOf(PAYLOAD) })
				.end(PAYLOAD.subarray(5000, 5100));
		else whole(turn.response, PAYLOAD);
	},
	/** Cut, then 416 as for a file that has become shorter; well at last. */
	cut416: (turn) => {
		if (turn.before === 0) cutAt(turn.response, 30_000, { ETag: tagOf(PAYLOAD) });
		else if (turn.before === 1)
			turn.response.writeHead(416, { 'Content-Range': 'bytes */20000' }).end();
		else whole(turn.response, PAYLOAD);
	},
	...CHANGES,
	alwaysCut: ({ response }) => {
		cutAt(response, 100, {});
	},
	chunkedCut: (turn) => {
		if (turn.before > 0) {
			whole(turn.response, PAYLOAD);
			return;
		}
		turn.response.writeHead(200);
		turn.response.write(PAYLOAD.subarray(0, 500), () => turn.response.socket?.destroy());
	},
	/** No length: the end of the connection is the end of the file. */
	untilEof: ({ response }) => {
		response.useChunkedEncodingByDefault = false;
		response.writeHead(200, { Connection: 'close' });
		response.end(PAYLOAD);
	},
	lie206: ({ response }) => {
		response.writeHead(206, { 'Content-Range': 'bytes 5000-5099/100000' });
		response.end(PAYLOAD.subarray(5000, 5100));
	},
	/** The rest of the path is how many redirects are still to come. */
	hops: ({ response, rest, base }) => {
		const left = Number(rest);
		const next = left > 1 ? `${base}/hops/${String(left - 1)}` : '/ok';
		response.writeHead(302, { Location: next }).end();
	},
	to301: redirect(301),
	to302: redirect(302),
	to307: redirect(307),
	to308: redirect(308),
	gzip: ({ response }) => {
		response.writeHead(200, { 'Content-Encoding': 'gzip' });
		response.end(gzipSync(Buffer.alloc(1024 * 1024)));
	},
	endless: ({ response }) => {
		response.writeHead(200);
		const more = (): void => {
			while (!response.destroyed && response.write(PAYLOAD));
		};
		response.on('drain', more);
		more();
	},
	promisesTooMuch: ({ response }) => {
		response.writeHead(200, { 'Content-Length': '99999999999' });
		response.flushHeaders();
	},
	headers: ({ response }) => {
		response.writeHead(200, { 'X-Long': 'x'.repeat(100_000) }).end('ok');
	},
	html: ({ response }) => {
		response.writeHead(200, { 'Content-Type': 'video/mp4' });
		response.end('<!doctype html><html><body>Sign in</body></html>');
	},
	namedBadly: (turn) => {
		ranged(turn, PAYLOAD, { 'Content-Disposition': 'attachment; filename="..\\..\\CON.mp4"' });
	},
};

/** Starts an origin on a free port of a loopback address. */
export const startOrigin = async (host = '127.0.0.1'): Promise<Origin> => {
	const asked: Asked[] = [];
	const served = new Map<string, { body: Buffer; type: string }>();
	const counts = new Map<string, number>();
	let base = '';
	const server: Server = createServer((request, response) => {
		const path = request.url ?? '/';
		asked.push({ method: request.method ?? '', path, headers: request.headers });
		const before = counts.get(path) ?? 0;
		counts.set(path, before + 1);
		const [, mode = '', ...rest] = path.split('/');
		const turn = { request, response, before, rest: rest.join('/'), base };
		const file = served.get(path);
		const act = MODES[mode];
		response.on('error', () => undefined);
		if (file) ranged(turn, file.body, { 'Content-Type': file.type });
		else if (act) act(turn);
		else response.writeHead(404).end('{}');
	});
	await new Promise<void>((resolve) => server.listen(0, host, resolve));
	const { port } = server.address() as AddressInfo;
	base = `http://${host}:${String(port)}`;
	return {
		base,
		port,
		asked,
		serve: (path, body, type = 'application/octet-stream') => {
			served.set(path, { body: Buffer.from(body), type });
			return base + path;
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => {
					resolve();
				});
				server.closeAllConnections();
			}),
	};
};
