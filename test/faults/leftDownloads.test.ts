/** Downloads that were stopped: what of them is gone on with, and that no file is ever made of two. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cache, createCache } from '../../render-agent/src/assets/cache';
import { AgentError } from '../../render-agent/src/kernel/errors';
import { systemClock } from '../../render-agent/src/kernel/clock';
import { createClient } from '../../render-agent/src/net/client';
import { impatientClock } from '../support/impatientClock';
import { type MeteredOrigin, meteredOrigin } from '../support/meteredOrigin';

const MIB = 1024 * 1024;
const never = new AbortController().signal;

/** Bytes that are nowhere the same as another seed's. */
const bytesOf = (seed: number, size: number): Buffer =>
	Buffer.from(Uint8Array.from({ length: size }, (_, i) => ((i * 31 + (i >> 8)) ^ seed) & 255));

const BODY = bytesOf(1, 8 * MIB);
const OTHER = bytesOf(2, 8 * MIB);
const SHORTER = BODY.subarray(0, 2 * MIB);
const TAG = { ETag: '"one"' };
const CHANGED = 'Sun, 24 Nov 2024 10:00:00 GMT';
const TIME = { 'Last-Modified': CHANGED };
/** Where the first download is stopped: 60 %. */
const UNTIL = Math.floor(BODY.length * 0.6);
/** What may have to be sent twice. */
const SMALL = MIB + 128 * 1024;

let origin: MeteredOrigin;
let folder: string;
/** Numbers of the processes that run, as the caches are told. */
const running = new Set<number>();
let lastPid = 0;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'left-'));
	origin = await meteredOrigin({ body: BODY, validator: TAG });
});
afterEach(async () => {
	await origin.close();
	await rm(folder, { recursive: true, force: true });
});

/** The cache of a process that runs from now on: it has made none of the parts that are there. */
const cacheOf = (pid: number, limitBytes = 1e9): Cache => {
	running.add(pid);
	return createCache({
		...{ folder, limitBytes, clock: systemClock, pid },
		isRunning: (one) => running.has(one),
		client: createClient({
			...{ allow: ['127.0.0.0/8'], clock: impatientClock() },
			limits: { headers: 2_000, idle: 2_000, attempts: 3 },
		}),
	});
};

/** The cache of one more process, beside those that run. */
const anotherCache = (limitBytes?: number): Cache => cacheOf((lastPid += 1), limitBytes);

/** The cache of the next process: those before it have ended. */
const nextCache = (limitBytes?: number): Cache => {
	running.clear();
	return anotherCache(limitBytes);
};

const fetched = async (cache: Cache, path = '/film'): Promise<Buffer> => {
	const held = await cache.fetch({ url: origin.base + path, limitBytes: 1e9 }, never);
	held.release();
	const content = await readFile(held.file);
	expect(createHash('sha256').update(content).digest('hex')).toBe(held.sha256);
	return content;
};

const partsHere = async (): Promise<readonly string[]> =>
	(await readdir(join(folder, 'parts'))).map((name) => join(folder, 'parts', name)).sort();

const leftPart = async (): Promise<{ part: string; note: string }> => {
	const [part, note] = await partsHere();
	if (part === undefined || note === undefined) throw new TypeError('a part and its note');
	return { part, note };
};

/** Downloads until no more than `until` has come, then stops; the rest is served from then on. */
const begin = async (
	validator: Readonly<Record<string, string>> = TAG,
	until = UNTIL,
): Promise<Cache> => {
	const cache = nextCache();
	origin.serve({ body: BODY, validator, until });
	const stop = new AbortController();
	const onBytes = (done: number): void => {
		if (done >= until)
			setImmediate(() => {
				stop.abort(new AgentError('CANCELLED'));
			});
	};
	const request = { url: `${origin.base}/film`, limitBytes: 1e9, onBytes };
	await expect(cache.fetch(request, stop.signal)).rejects.toMatchObject({
		code: 'CANCELLED',
	});
	// A part alone is one that is about to go.
	for (let i = 0; i < 500 && (await partsHere()).length % 2 === 1; i += 1)
		await new Promise((resolve) => setTimeout(resolve, 10));
	origin.sent();
	origin.serve({ body: BODY, validator });
	return cache;
};

describe('a download that was stopped', () => {
	it.each([
		['a strong tag', TAG, '"one"'],
		['the time of the last change', TIME, CHANGED],
		['that of a minute ago', { ...TIME, Date: 'Sun, 24 Nov 2024 10:01:00 GMT' }, CHANGED],
	])('is gone on with by %s', async (_, validator, mark) => {
		await begin(validator);
		expect((await fetched(nextCache())).equals(BODY)).toBe(true);
		expect(origin.sent()).toBeLessThanOrEqual(BODY.length - UNTIL + SMALL);
		expect(origin.asked).toHaveLength(2);
		expect(origin.asked[1]).toMatchObject({
			range: expect.stringMatching(/^bytes=[1-9]\d+-$/) as string,
			'if-range': mark,
		});
		expect(await partsHere()).toEqual([]);
	});

	it('is gone on with a second time, where the second one is stopped too', async () => {
		await begin();
		await begin(TAG, BODY.length - MIB);
		expect(origin.asked[1]?.range).toBeDefined();
		expect((await fetched(nextCache())).equals(BODY)).toBe(true);
		expect(origin.sent()).toBeLessThanOrEqual(MIB + SMALL);
	});

	it('is gone on with after its server did not answer for a while', async () => {
		await begin();
		const { base } = origin;
		await origin.close();
		const away = nextCache().fetch({ url: `${base}/film`, limitBytes: 1e9 }, never);
		await expect(away).rejects.toMatchObject({ code: 'MEDIA_UNREACHABLE' });
		origin = await meteredOrigin({ body: BODY, validator: TAG }, Number(new URL(base).port));
		expect((await fetched(nextCache())).equals(BODY)).toBe(true);
		expect(origin.asked.map(({ 'if-range': mark }) => mark)).toEqual([TAG.ETag]);
		expect(origin.sent()).toBeLessThanOrEqual(BODY.length - UNTIL + SMALL);
	});

	it.each<[string, (first: Cache) => Cache]>([
		['the process that gave it up', (first) => first],
		['one of the same number, as agents in a container are', () => cacheOf(lastPid)],
		['one of another number, once the first has ended', () => nextCache()],
	])('is gone on with by %s', async (_, next) => {
		const first = await begin();
		expect((await fetched(next(first))).equals(BODY)).toBe(true);
		expect(origin.asked[1]?.range).toBeDefined();
		expect(await partsHere()).toEqual([]);
	});

	it('is left alone by others while the process that gave it up runs', async () => {
		await begin();
		expect((await fetched(anotherCache())).equals(BODY)).toBe(true);
		expect(origin.asked[1]?.range).toBeUndefined();
		expect(await partsHere()).toHaveLength(2);
	});

	it.each([
		['nothing to know the file by', {}],
		['a weak tag', { ETag: 'W/"one"' }],
		['a change in the second of the answer', { ...TIME, Date: CHANGED }],
		['a change a minute ago, almost', { ...TIME, Date: 'Sun, 24 Nov 2024 10:00:59 GMT' }],
		['a date that is none', { ...TIME, Date: 'just now' }],
	])('leaves nothing with %s', async (_, validator) => {
		await begin(validator);
		expect(await partsHere()).toEqual([]);
		origin.serve({ body: OTHER, validator });
		expect((await fetched(nextCache())).equals(OTHER)).toBe(true);
		expect(origin.asked[1]?.range).toBeUndefined();
	});

	it.each([
		['another tag', { body: OTHER, validator: { ETag: '"two"' } }, TAG],
		['no tag any more', { body: OTHER, validator: {} }, TAG],
		[
			'another time',
			{ body: OTHER, validator: { 'Last-Modified': 'Mon, 25 Nov 2024 10:00:00 GMT' } },
			TIME,
		],
		['another size at the same time', { body: OTHER.subarray(1), validator: TIME }, TIME],
		['fewer bytes than are here, under the same tag', { body: SHORTER, validator: TAG }, TAG],
	])('is begun anew where the file has %s', async (_, now, validator) => {
		await begin(validator);
		origin.serve(now);
		expect((await fetched(nextCache())).equals(now.body)).toBe(true);
		expect(await partsHere()).toEqual([]);
	});

	it.each<[string, (left: { part: string; note: string }) => Promise<void>]>([
		['a torn note', async ({ note }) => writeFile(note, (await readFile(note)).subarray(0, 40))],
		['an empty note', ({ note }) => writeFile(note, '')],
		[
			'a note that promises more than the whole',
			({ note }) =>
				writeFile(
					note,
					JSON.stringify({ bytes: 9e6, sha256: 'a'.repeat(64), etag: '"one"', total: 8e6 }),
				),
		],
		[
			'a part that is shorter than its note says',
			({ part }) => writeFile(part, BODY.subarray(0, MIB)),
		],
		['a part without a note', async ({ note }) => rm(note)],
		[
			'a note that does not tell when its server answered',
			async ({ note }) => {
				const told = JSON.parse(await readFile(note, 'utf8')) as object;
				const now = { etag: undefined, date: undefined, lastModified: CHANGED };
				await writeFile(note, JSON.stringify({ ...told, ...now }));
			},
		],
		[
			'a part of which the disk lost some bytes',
			async ({ part }) => {
				const torn = await readFile(part);
				await writeFile(part, torn.fill(0, MIB, MIB + 4096));
			},
		],
	])('is begun anew with %s', async (_, damage) => {
		await begin();
		await damage(await leftPart());
		expect((await fetched(nextCache())).equals(BODY)).toBe(true);
		expect(origin.asked.at(-1)?.range).toBeUndefined();
		expect(await partsHere()).toEqual([]);
	});

	it('counts only as far as it was noted: what lies behind is not used', async () => {
		await begin();
		const { part } = await leftPart();
		await writeFile(part, OTHER, { flag: 'a' });
		expect((await fetched(nextCache())).equals(BODY)).toBe(true);
		expect(origin.sent()).toBeLessThanOrEqual(BODY.length - UNTIL + SMALL);
	});

	it('is nothing to another address, and stays for its own', async () => {
		await begin();
		expect((await fetched(nextCache(), '/other')).equals(BODY)).toBe(true);
		expect(origin.asked[1]?.range).toBeUndefined();
		expect(await partsHere()).toHaveLength(2);
	});

	it('is gone on with by one of two that ask at once in processes of their own; both have every byte', async () => {
		await begin();
		const caches = [nextCache(), anotherCache()];
		const both = await Promise.all(caches.map((cache) => fetched(cache)));
		expect(both.map((one) => one.equals(BODY))).toEqual([true, true]);
		expect(origin.asked.slice(1).filter(({ range }) => range !== undefined)).toHaveLength(1);
	});
});

describe('what is left of a download', () => {
	const aged = async (hours: number): Promise<void> => {
		const then = new Date(Date.now() - hours * 3_600_000);
		for (const file of await partsHere()) await utimes(file, then, then);
	};

	it('waits for a day', async () => {
		await begin();
		await aged(23);
		await nextCache().tidy();
		expect(await partsHere()).toHaveLength(2);
		await aged(25);
		await nextCache().tidy();
		expect(await partsHere()).toEqual([]);
	});

	it('counts for the size of the cache, and goes before what was used later', async () => {
		await begin();
		await aged(2);
		const { part } = await leftPart();
		const { size } = await stat(part);
		const held = await fetched(nextCache(), '/other');
		await nextCache(held.length + size).tidy();
		expect(await partsHere()).toHaveLength(2);
		await nextCache(held.length + size - 1).tidy();
		expect(await partsHere()).toEqual([]);
		expect(await readdir(folder)).toContain(createHash('sha256').update(BODY).digest('hex'));
	});

	it('goes when its address is here whole', async () => {
		await begin();
		const names = await partsHere();
		const kept = await Promise.all(names.map((name) => readFile(name)));
		await fetched(nextCache());
		for (const [i, name] of names.entries()) await writeFile(name, kept[i] ?? '');
		await aged(1);
		await nextCache().tidy();
		expect(await partsHere()).toEqual([]);
	});
});
