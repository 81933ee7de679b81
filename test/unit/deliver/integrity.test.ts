/** What arrived is compared with what was sent, as far as a receiver shows it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createHash } from 'node:crypto';
import { ownTarget } from '../../../render-agent/src/config/targets';
import { openTarget } from '../../../render-agent/src/deliver/openTarget';
import { UNWATCHED } from '../../../render-agent/src/deliver/target';
import { createPost } from '../../../render-agent/src/net/post';
import { deliveryFile } from '../../support/deliveryTarget';
import { startFormServer } from '../../support/formServer';
import { impatientClock } from '../../support/impatientClock';

const never = new AbortController().signal;
const BYTES = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7) % 251));

/** What a server of files does wrong, or does not do. */
interface Manner {
	/** Changes what was put before it is kept. */
	readonly spoils?: (bytes: Buffer) => Buffer;
	/** Shows nothing of what it has. */
	readonly isMute?: boolean;
	/** Gives all where a stretch is asked for. */
	readonly hasNoRanges?: boolean;
	/** Header of checksums, made of what it has. */
	readonly sums?: (bytes: Buffer) => string;
	/** Answers reading with a page of its own. */
	readonly page?: string;
	/** Says of no file that it can be read in stretches. */
	readonly isSilent?: boolean;
	/** Type of what is read. Default: none. */
	readonly type?: string;
	/** What reading a stretch is answered with; the length is told all the same. */
	readonly getStatus?: number;
	/** Takes files and keeps none. */
	readonly forgets?: boolean;
	/** What a PUT is answered with. Default: 201. */
	readonly putAnswer?: readonly [number, string];
}

/** A server of PUT and WebDAV that keeps files in memory. */
const startFiles = async (manner: Manner) => {
	const { spoils = (bytes: Buffer): Buffer => bytes, isMute, hasNoRanges, sums, page } = manner;
	const { isSilent, type, getStatus, forgets, putAnswer = [201, ''] } = manner;
	const told = {
		...(isSilent !== true && { 'accept-ranges': 'bytes' }),
		...(type !== undefined && { 'content-type': type }),
	};
	const files = new Map<string, Buffer>();
	const ranges: string[] = [];
	const givePart = (range: string, bytes: Buffer, response: ServerResponse): void => {
		ranges.push(range);
		const [, from, to] = /bytes=(\d+)-(\d+)/.exec(range) ?? [];
		if (from === undefined || hasNoRanges === true) {
			response.end(bytes);
			return;
		}
		const all = String(bytes.length);
		response.writeHead(206, { 'content-range': `bytes ${from}-${String(to)}/${all}` });
		response.end(bytes.subarray(Number(from), Number(to) + 1));
	};
	const refusalOf = (method: string | undefined, bytes: Buffer | undefined): number | undefined => {
		if (isMute === true) return 403;
		if (!bytes) return 404;
		return method === 'GET' ? getStatus : undefined;
	};
	const show = ({ url = '', method, headers }: IncomingMessage, response: ServerResponse): void => {
		const bytes = files.get(url);
		const refusal = refusalOf(method, bytes);
		if (refusal !== undefined || !bytes) response.writeHead(refusal ?? 404).end();
		else if (page !== undefined)
			response.writeHead(200, { 'content-type': 'text/html', 'accept-ranges': 'bytes' }).end(page);
		else {
			response.setHeaders(new Map(Object.entries(told)));
			if (sums) response.setHeader('oc-checksum', sums(bytes));
			if (method === 'GET') givePart(headers.range ?? '', bytes, response);
			else response.writeHead(200, { 'content-length': bytes.length }).end();
		}
	};
	const put = (url: string, body: Buffer, response: ServerResponse): void => {
		if (forgets !== true) files.set(url, spoils(body));
		response.writeHead(putAnswer[0]).end(putAnswer[1]);
	};
	const change = ({ method, url = '', headers }: IncomingMessage): void => {
		const moved = files.get(url);
		if (method === 'MOVE' && moved)
			files.set(new URL(String(headers['destination'])).pathname, moved);
		if (method === 'MOVE' || method === 'DELETE') files.delete(url);
	};
	const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const { method = '', url = '' } = request;
		const body = await buffer(request);
		if (method === 'HEAD' || method === 'GET') show(request, response);
		else if (method === 'PUT') put(url, body, response);
		else {
			change(request);
			response.writeHead(201).end();
		}
	};
	const server = createServer((request, response) => void answer(request, response));
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
	return { url, files, ranges, close: () => void server.close() };
};

const spoiledAt =
	(at: number) =>
	(bytes: Buffer): Buffer => {
		const copy = Buffer.from(bytes);
		copy[at] = (copy[at] ?? 0) ^ 255;
		return copy;
	};
const cut = (bytes: Buffer): Buffer => bytes.subarray(0, -1);
const sha1 = (bytes: Buffer): string =>
	`SHA1:${createHash('sha1').update(bytes).digest('hex')} ADLER32:0`;

describe('what arrived', () => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'integrity-'));
	});
	afterAll(() => rm(folder, { recursive: true }));

	const sent = async (settings: object, bytes = BYTES) => {
		const clock = impatientClock();
		const { send } = createPost({ allow: ['127.0.0.1'], clock });
		const target = openTarget('it', ownTarget.parse(settings), { send, clock, linkDays: 7 });
		return target.put(await deliveryFile(folder, bytes), UNWATCHED, never);
	};
	const outcome = async (kind: 'webdav' | 'put', manner: Manner, bytes = BYTES) => {
		const files = await startFiles(manner);
		const url = kind === 'put' ? `${files.url}/{name}` : files.url;
		const code = await sent({ kind, url }, bytes).then(
			() => 'done',
			(error: unknown) => (error as { code: string }).code,
		);
		files.close();
		return { code, files: [...files.files.values()], ranges: files.ranges };
	};

	it.each<[string, 'webdav' | 'put', Manner]>([
		['done', 'webdav', {}],
		['done', 'put', {}],
		['DELIVERY_CORRUPT', 'webdav', { spoils: spoiledAt(0) }],
		['DELIVERY_CORRUPT', 'webdav', { spoils: spoiledAt(150_000) }],
		['DELIVERY_CORRUPT', 'webdav', { spoils: spoiledAt(299_999) }],
		['DELIVERY_CORRUPT', 'webdav', { spoils: spoiledAt(70_000), sums: sha1 }],
		['done', 'webdav', { sums: sha1 }],
		['DELIVERY_CORRUPT', 'webdav', { spoils: cut }],
		['DELIVERY_CORRUPT', 'put', { spoils: spoiledAt(299_999) }],
		['DELIVERY_CORRUPT', 'put', { spoils: cut }],
		['DELIVERY_CORRUPT', 'put', { spoils: spoiledAt(0), hasNoRanges: true }],
		['done', 'put', { spoils: cut, isMute: true }],
		['done', 'put', { page: '<html>sign in</html>' }],
		['DELIVERY_CORRUPT', 'webdav', { getStatus: 404 }],
		['DELIVERY_CORRUPT', 'webdav', { getStatus: 410 }],
		['DELIVERY_CORRUPT', 'webdav', { getStatus: 204 }],
		['DELIVERY_CORRUPT', 'webdav', { getStatus: 200 }],
		['done', 'webdav', { getStatus: 403 }],
		['done', 'webdav', { getStatus: 405 }],
		['done', 'webdav', { getStatus: 416 }],
		['done', 'put', { isSilent: true }],
		['DELIVERY_CORRUPT', 'put', { isSilent: true, spoils: cut }],
		['DELIVERY_CORRUPT', 'put', { isSilent: true, type: 'video/mp4', spoils: spoiledAt(150_000) }],
		['DELIVERY_CORRUPT', 'put', { isSilent: true, hasNoRanges: true, spoils: spoiledAt(9) }],
		['done', 'put', { isSilent: true, type: 'text/plain', spoils: cut, putAnswer: [200, 'ok'] }],
		['done', 'put', { isSilent: true, spoils: cut, putAnswer: [200, 'ok'] }],
		['DELIVERY_CORRUPT', 'put', { forgets: true }],
		['DELIVERY_CORRUPT', 'put', { forgets: true, putAnswer: [200, ''] }],
		['done', 'put', { forgets: true, putAnswer: [200, '{"id":7}'] }],
		['done', 'put', { forgets: true, putAnswer: [202, ''] }],
		['done', 'put', { isMute: true, forgets: true }],
	])('is %s with %s and a server like %j', async (code, kind, manner) => {
		const { files, ...tried } = await outcome(kind, manner);
		expect(tried.code).toBe(code);
		if (kind === 'webdav' && code !== 'done') expect(files).toEqual([]);
	});

	it('is read back at its beginning, middle and end; a checksum makes that needless', async () => {
		const { ranges } = await outcome('webdav', {});
		expect(ranges).toEqual(['bytes=0-32767', 'bytes=133616-166383', 'bytes=267232-299999']);
		expect((await outcome('webdav', { sums: sha1 })).ranges).toEqual([]);
		expect((await outcome('webdav', {}, BYTES.subarray(0, 5000))).ranges).toEqual(['bytes=0-4999']);
		expect((await outcome('put', { hasNoRanges: true })).ranges).toEqual(['bytes=0-32767']);
	});

	it.each<[string, string | undefined]>([
		['javascript:alert(document.cookie)//.mp4', undefined],
		[' JavaScript:alert(1)', undefined],
		['data:text/html,<script>alert(1)</script>', undefined],
		['file:///etc/passwd', undefined],
		['ftp://files.example/v.mp4', undefined],
		['https://cdn.example/v.mp4', 'https://cdn.example/v.mp4'],
		['//cdn.example/v.mp4', 'http://cdn.example/v.mp4'],
	])('at a form that answers the address %j is read at %s', async (said, read) => {
		const server = await startFormServer();
		server.answer = { status: 200, text: JSON.stringify({ url: said }) };
		const outcome: unknown = await sent({ kind: 'form', url: server.url }).catch(
			(error: unknown) => error,
		);
		await server.close();
		if (read !== undefined) expect(outcome).toEqual({ url: read });
		else {
			expect(outcome).toMatchObject({ code: 'DELIVERY_FAILED' });
			expect(String(outcome)).toMatch(/has no url \(see result_path/);
		}
	});

	it.each<[object, string, RegExp | undefined]>([
		[{ success: false, message: 'no' }, 'DELIVERY_FAILED', /success: false/],
		[{ ok: false }, 'DELIVERY_FAILED', /ok: false/],
		[{ error: 'quota of anna is used up' }, 'DELIVERY_FAILED', /quota of anna/],
		[{ code: 500, msg: 'x' }, 'DELIVERY_FAILED', /code: 500/],
		[{ errcode: 40001 }, 'DELIVERY_FAILED', /errcode: 40001/],
		[{ status: 'error' }, 'DELIVERY_FAILED', /status: error/],
		[{ success: 'false' }, 'DELIVERY_FAILED', /success: false/],
		[{ data: { success: false } }, 'DELIVERY_FAILED', /success: false/],
		[{ result: { ok: 'FALSE' } }, 'DELIVERY_FAILED', /ok: FALSE/],
		[{ error_code: 'QUOTA' }, 'DELIVERY_FAILED', /error_code: QUOTA/],
		[{ errno: '40001' }, 'DELIVERY_FAILED', /errno: 40001/],
		[{ result: 'error' }, 'DELIVERY_FAILED', /result: error/],
		[{ data: { size: 17 } }, 'DELIVERY_CORRUPT', /17 bytes instead of 300000/],
		[{ size: 0 }, 'DELIVERY_CORRUPT', /0 bytes instead/],
		[{ success: true, error: null, code: 0, errors: [], size: 300_000 }, 'done', undefined],
		[{ success: 'true', error_code: '0', errcode: 0, result: 'success' }, 'done', undefined],
		[
			{ error_code: '', errno: 'OK', data: { success: true, status: 'uploaded' } },
			'done',
			undefined,
		],
		[{ error_code: '00000', data: { code: 418, error_code: 200 } }, 'done', undefined],
		[{ code: 200, size: 293 }, 'done', undefined],
		[{ code: 1, msg: 'ok' }, 'done', undefined],
	])(
		'at a form that answers %j is %s, also when its address is known beforehand',
		async (answer, code, words) => {
			const server = await startFormServer();
			server.answer = { status: 200, text: JSON.stringify(answer) };
			const settings = { kind: 'form', url: server.url, public_url: 'https://cdn.example' };
			const failure: unknown = await sent(settings).catch((error: unknown) => error);
			await server.close();
			if (code === 'done') expect(failure).toEqual({ url: 'https://cdn.example/j_1.mp4' });
			else expect(failure).toMatchObject({ code });
			if (words) expect(String(failure)).toMatch(words);
		},
	);
});
