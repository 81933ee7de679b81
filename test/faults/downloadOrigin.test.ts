import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgentError } from '../../render-agent/src/kernel/errors';
import { type Client, createClient } from '../../render-agent/src/net/client';
import { impatientClock } from '../support/impatientClock';
import { type Origin, PAYLOAD, startOrigin } from '../support/origin';

const ALLOW = ['127.0.0.0/8'];
const LIMIT = 10 * 1024 * 1024;
const never = new AbortController().signal;

let origin: Origin;
let folder: string;
let clock: ReturnType<typeof impatientClock>;
let client: Client;

beforeEach(async () => {
	origin = await startOrigin();
	folder = await mkdtemp(join(tmpdir(), 'download-'));
	clock = impatientClock();
	const limits = { headers: 400, idle: 400, rateWindow: 300, attempts: 3 };
	client = createClient({ allow: ALLOW, clock, limits });
});

afterEach(async () => {
	await origin.close();
	await rm(folder, { recursive: true, force: true });
});

const get = async (path: string, limitBytes = LIMIT): Promise<Buffer> => {
	const into = join(folder, 'file');
	await client.download({ url: origin.base + path, into, limitBytes }, never);
	return readFile(into);
};

const failure = async (path: string, limitBytes = LIMIT): Promise<AgentError> => {
	const error: unknown = await get(path, limitBytes).catch((reason: unknown) => reason);
	if (error instanceof AgentError) return error;
	throw new TypeError(`expected a failure of ${path}, got ${String(error)}`);
};

describe('a download', () => {
	it.each([
		'/ok',
		'/flap',
		'/absurd',
		'/cut',
		'/cutUntagged',
		'/cutChanged',
		'/cutWrong',
		'/cut416',
		'/cutTimed',
		'/cutPieces',
		'/changedTag',
		'/changedUntagged',
		'/changedWeakTag',
		'/changedTime',
		'/changedUntimed',
		'/changedAtOnce',
		'/changedTotal',
		'/changedTotalOfTag',
		'/chunkedCut',
		'/untilEof',
		'/hops/5',
		'/namedBadly',
		'/to301/%2Fok',
		'/to307/%2Fok',
		'/to308/%2Fok',
	])('from %s gives every byte once', async (path) => {
		expect((await get(path)).equals(PAYLOAD)).toBe(true);
	});

	it('tells size and sum of what arrived, also when it was resumed', async () => {
		const into = join(folder, 'file');
		const url = `${origin.base}/cut`;
		expect(await client.download({ url, into, limitBytes: LIMIT }, never)).toMatchObject({
			kind: 'file',
			bytes: PAYLOAD.length,
			sha256: createHash('sha256').update(PAYLOAD).digest('hex'),
		});
	});

	it('goes on where the stream broke, on condition that the file is the same', async () => {
		await get('/cut');
		const again = origin.asked[1]?.headers;
		expect(again?.range).toBe('bytes=30000-');
		expect(again?.['if-range']).toMatch(/^"/);
	});

	it('goes on by the time of the last change, where size and time are still the same', async () => {
		await get('/cutTimed');
		expect(origin.asked).toHaveLength(2);
		expect(origin.asked[1]?.headers['if-range']).toBe('Sun, 24 Nov 2024 10:00:00 GMT');
	});

	it('starts anew when nothing tells whether the file is the same', async () => {
		await get('/cutUntagged');
		expect(origin.asked[1]?.headers.range).toBeUndefined();
	});

	it('asks for nothing compressed and sends no range at first', async () => {
		await get('/ok');
		expect(origin.asked[0]?.headers['accept-encoding']).toBe('identity');
		expect(origin.asked[0]?.headers.range).toBeUndefined();
	});

	it('waits as Retry-After asks, but no longer than a minute', async () => {
		await get('/flap');
		await get('/absurd');
		expect(clock.waits).toEqual([7000, 60_000]);
	});

	it.each([
		['/status/404/clip.mp4', 'HTTP 404', 1],
		['/status/403/clip.mp4', 'HTTP 403', 1],
		['/status/500/clip.mp4', 'HTTP 500', 1],
		['/status/503/clip.mp4', 'HTTP 503', 3],
		['/silent/clip.mp4', 'timed out', 3],
		['/stall/clip.mp4', 'went silent', 3],
		['/alwaysCut/clip.mp4', 'connection lost', 3],
		['/trickle/clip.mp4', 'too slow', 1],
		['/lie206/clip.mp4', 'part that was not asked for', 1],
		['/hops/6', 'too many redirects', 6],
		['/gzip/clip.mp4', 'compressed', 1],
		['/headers/clip.mp4', 'headers too large', 3],
	])('from %s fails as unreachable: %s, after %i requests', async (path, words, requests) => {
		const error = await failure(path);
		expect(error.code).toBe('MEDIA_UNREACHABLE');
		expect(error.message).toContain(words);
		expect(error.message).toContain('127.0.0.1');
		expect(origin.asked).toHaveLength(requests);
	});

	it.each(['/endless', '/promisesTooMuch'])('from %s ends at the limit', async (path) => {
		const error = await failure(path, 3 * 1024 * 1024);
		expect(error.code).toBe('TOO_LARGE');
		expect(error.hint).toEqual({ limit: '3 MiB' });
	});

	it('that is not changed since the copy that is there fetches nothing', async () => {
		const url = `${origin.base}/ok`;
		const into = join(folder, 'file');
		const first = await client.download({ url, into, limitBytes: LIMIT }, never);
		const ifChanged = first.kind === 'file' ? first.validator : {};
		const second = await client.download({ url, into, limitBytes: LIMIT, ifChanged }, never);
		expect(second).toEqual({ kind: 'unchanged' });
	});

	it('stops when it is told to, with the reason given', async () => {
		const stop = new AbortController();
		const into = join(folder, 'file');
		const running = client.download(
			{
				url: `${origin.base}/endless`,
				into,
				limitBytes: 1e12,
				onBytes: (done) => {
					if (done > 1e6) stop.abort(new AgentError('CANCELLED'));
				},
			},
			stop.signal,
		);
		await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
	});

	it('tells how far it is', async () => {
		const seen: [number, number | undefined][] = [];
		const onBytes = (done: number, total: number | undefined): void => {
			seen.push([done, total]);
		};
		const into = join(folder, 'file');
		await client.download({ url: `${origin.base}/ok`, into, limitBytes: LIMIT, onBytes }, never);
		expect(seen[0]).toEqual([0, PAYLOAD.length]);
		expect(seen.at(-1)).toEqual([PAYLOAD.length, PAYLOAD.length]);
	});
});

describe('a full disk', () => {
	it('fails the download as DISK_FULL and names the folder', async () => {
		const request = { url: `${origin.base}/ok`, into: '/dev/full', limitBytes: LIMIT };
		await expect(client.download(request, never)).rejects.toMatchObject({
			code: 'DISK_FULL',
			hint: { folder: '/dev' },
		});
	});
});

describe('peek', () => {
	it.each([
		['/ok', 'ok'],
		['/hops/2', 'ok'],
		['/endless', 'ok'],
		['/status/404', 'no'],
		['/status/410', 'no'],
		['/status/403', 'no'],
		['/status/401', 'no'],
		['/status/416', 'unsure'],
		['/status/500', 'unsure'],
		['/status/503', 'unsure'],
		['/status/429', 'unsure'],
		['/silent', 'unsure'],
		['/hops/9', 'no'],
	])('of %s is %s', async (path, expected) => {
		expect((await client.peek(origin.base + path, never)).answer).toBe(expected);
	});

	it('asks for one byte by GET', async () => {
		await client.peek(`${origin.base}/ok`, never);
		expect(origin.asked[0]).toMatchObject({ method: 'GET', headers: { range: 'bytes=0-0' } });
	});

	it('of a port where nobody listens is no', async () => {
		await origin.close();
		expect((await client.peek(`${origin.base}/ok`, never)).answer).toBe('no');
	});
});
