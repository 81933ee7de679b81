/**
 * Serves draft folders on loopback as the hosted service does: `get_draft` lists the files, each under
 * `/output/draft/<id>/`. Knows no draft format. Imports nothing of the project, so that scripts run it as it is.
 */
import { createReadStream, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, extname, join, relative, resolve, sep } from 'node:path';

/** What is served. */
export interface Served {
	/** Draft folders by draft id. */
	readonly drafts: Readonly<Record<string, string>>;
	/** Single files by path, such as `/media/red.mp4`. */
	readonly files?: Readonly<Record<string, string>>;
}

/** A running server of drafts. */
export interface DraftServer {
	/** `http://127.0.0.1:<port>` */
	readonly origin: string;
	/** The address that is given to gen_video for a draft. */
	readonly draftUrl: (draftId: string) => string;
	/** Method, path and range of every request so far. */
	readonly requests: readonly string[];
	readonly close: () => Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
	'.json': 'application/json',
	'.mp4': 'video/mp4',
	'.png': 'image/png',
	'.jpg': 'image/jpeg',
	'.wav': 'audio/wav',
	'.m4a': 'audio/mp4',
};

/** Files that belong to the tests, not to the draft. */
const isOwn = (file: string): boolean => !basename(file).startsWith('_');

const filesOf = async (folder: string): Promise<readonly string[]> => {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
	return files.filter(isOwn).sort();
};

const sendJson = (response: ServerResponse, body: unknown): void => {
	const bytes = Buffer.from(JSON.stringify(body));
	response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
	response.end(bytes);
};

const sendNothing = (response: ServerResponse, status: number): void => {
	response.writeHead(status, { 'content-length': 0 }).end();
};

/** The first and last byte that a Range header asks for; all of them without one. */
const rangeOf = (header: string | undefined, size: number): readonly [number, number] => {
	const [, first = '', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];
	const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
	return first === '' ? [0, size - 1] : [Number(first), end];
};

const sendFile = (request: IncomingMessage, response: ServerResponse, file: string): void => {
	const { size } = statSync(file);
	const { range } = request.headers;
	const [first, last] = rangeOf(range, size);
	if (first > 0 && first >= size) {
		response.writeHead(416, { 'content-range': `bytes */${String(size)}` }).end();
		return;
	}
	const part = `bytes ${String(first)}-${String(last)}/${String(size)}`;
	response.writeHead(range === undefined ? 200 : 206, {
		'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
		'accept-ranges': 'bytes',
		'content-length': last - first + 1,
		...(range === undefined ? {} : { 'content-range': part }),
	});
	if (request.method === 'HEAD' || size === 0) response.end();
	else createReadStream(file, { start: first, end: last }).pipe(response);
};

/** What a table holds under a name that somebody asked for. */
const own = (table: Readonly<Record<string, string>>, name: string): string | undefined =>
	Object.hasOwn(table, name) ? table[name] : undefined;

const isFile = (path: string): boolean =>
	statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** The file that a path names, undefined when it names none of those served. */
const fileAt = ({ drafts, files = {} }: Served, path: string): string | undefined => {
	const single = own(files, path);
	if (single !== undefined) return single;
	const [, id = '', rest = ''] = /^\/output\/draft\/([^/]+)\/(.+)$/.exec(path) ?? [];
	const folder = own(drafts, id);
	if (folder === undefined) return undefined;
	const file = resolve(folder, rest);
	const isInside = file.startsWith(resolve(folder) + sep) && isOwn(file);
	return isInside && isFile(file) ? file : undefined;
};

const GET_DRAFT = '/openapi/capcut-mate/v1/get_draft';

/** As the hosted service answers: HTTP 200 for a failure as well, its number in `code`. */
const answerGetDraft = async (
	served: Served,
	url: URL,
	response: ServerResponse,
): Promise<void> => {
	const id = url.searchParams.get('draft_id') ?? '';
	const folder = own(served.drafts, id);
	if (folder === undefined) {
		sendJson(response, { code: 2001, message: '无效的草稿URL' });
		return;
	}
	const files = (await filesOf(folder)).map((file) => {
		const path = relative(folder, file).split(sep).join('/');
		return `${url.origin}/output/draft/${id}/${path}`;
	});
	sendJson(response, { code: 0, message: '成功', files });
};

const answer = async (
	served: Served,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> => {
	const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`);
	if (request.method !== 'GET' && request.method !== 'HEAD') {
		sendNothing(response, 405);
		return;
	}
	if (url.pathname === GET_DRAFT) {
		await answerGetDraft(served, url, response);
		return;
	}
	const file = fileAt(served, decodeURIComponent(url.pathname));
	if (file === undefined) sendNothing(response, 404);
	else sendFile(request, response, file);
};

/** Starts a server of drafts on a free port of loopback, or on `port`. */
export const serveDrafts = async (served: Served, port = 0): Promise<DraftServer> => {
	const requests: string[] = [];
	const server = createServer((request, response) => {
		const { method = '', url = '', headers } = request;
		requests.push([method, url, headers.range].filter(Boolean).join(' '));
		answer(served, request, response).catch(() => response.destroy());
	});
	await new Promise<void>((done, fail) => {
		server.once('error', fail);
		server.listen(port, '127.0.0.1', done);
	});
	const { port: taken } = server.address() as AddressInfo;
	const origin = `http://127.0.0.1:${String(taken)}`;
	return {
		origin,
		draftUrl: (id) => `${origin}${GET_DRAFT}?draft_id=${id}`,
		requests,
		close: () =>
			new Promise((done) => {
				server.close(() => {
					done();
				});
				server.closeAllConnections();
			}),
	};
};
