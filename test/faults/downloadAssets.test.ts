import { mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cache, createCache } from '../../render-agent/src/assets/cache';
import { type AssetsRequest, fetchAssets } from '../../render-agent/src/assets/fetchAssets';
import { AgentError } from '../../render-agent/src/kernel/errors';
import { microseconds } from '../../render-agent/src/kernel/units';
import { type Client, createClient } from '../../render-agent/src/net/client';
import type { AssetId, AssetReference } from '../../render-agent/src/timeline/asset';
import { addressesOnly } from '../../render-agent/src/assets/draftSource';
import { runProbe } from '../support/ffprobe';
import { impatientClock } from '../support/impatientClock';
import { type Origin, PAYLOAD, startOrigin } from '../support/origin';

const FIXTURES = join(__dirname, '..', 'fixtures');
const VIDEO = join(FIXTURES, '01_single_video', 'assets', 'videos', 'tc.mp4');
const never = new AbortController().signal;

let origin: Origin;
let folder: string;
let client: Client;
let cache: Cache;

const cacheOf = (limitBytes: number): Cache =>
	createCache({ folder: join(folder, 'cache'), limitBytes, client, clock: impatientClock() });

beforeEach(async () => {
	origin = await startOrigin();
	folder = await mkdtemp(join(tmpdir(), 'assets-'));
	const limits = { attempts: 2, headers: 300, idle: 300 };
	client = createClient({ allow: ['127.0.0.0/8'], clock: impatientClock(), limits });
	cache = cacheOf(1e9);
});

afterEach(async () => {
	await origin.close();
	await rm(folder, { recursive: true, force: true });
});

const reference = (
	name: string,
	url: string,
	use: AssetReference['use'] = 'video',
): AssetReference => ({
	id: name as AssetId,
	use,
	place: /^https?:/.test(url) ? { kind: 'address', url } : { kind: 'path', path: url },
	label: `${name}.mp4`,
	usedBy: [{ segment: `s-${name}`, track: 1, start: microseconds(0), end: microseconds(5) }],
});

const bring = (
	references: readonly AssetReference[],
	more: Partial<AssetsRequest> = {},
): ReturnType<typeof fetchAssets> =>
	fetchAssets(
		{
			references,
			source: { find: addressesOnly },
			cache,
			run: runProbe,
			onMissing: 'fail',
			...more,
		},
		never,
	);

const files = async (): Promise<readonly string[]> =>
	(await readdir(join(folder, 'cache'))).filter((name) => name.length === 64);

describe('the cache', () => {
	const get = (path: string): ReturnType<Cache['fetch']> =>
		cache.fetch({ url: origin.base + path, limitBytes: 1e7 }, never);

	it('keeps a file under its sum, whole', async () => {
		const { file, sha256, bytes } = await get('/ok');
		expect(file.endsWith(sha256)).toBe(true);
		expect(bytes).toBe(PAYLOAD.length);
		expect((await readFile(file)).equals(PAYLOAD)).toBe(true);
		expect(await readdir(join(folder, 'cache', 'parts'))).toEqual([]);
	});

	it('asks once for what several want at the same time', async () => {
		await Promise.all([get('/ok'), get('/ok'), get('/ok')]);
		expect(origin.asked).toHaveLength(1);
	});

	it('asks later whether a file is still the same, and takes the new one when it is not', async () => {
		const url = origin.serve('/f', 'one');
		const first = await cache.fetch({ url, limitBytes: 100 }, never);
		expect((await cache.fetch({ url, limitBytes: 100 }, never)).sha256).toBe(first.sha256);
		origin.serve('/f', 'two');
		const third = await cache.fetch({ url, limitBytes: 100 }, never);
		expect(await readFile(third.file, 'utf8')).toBe('two');
	});

	it('does not ask again for what was fetched since the job began', async () => {
		const since = Date.now() - 1000;
		const url = `${origin.base}/ok`;
		await cache.fetch({ url, limitBytes: 1e7 }, never);
		await cache.fetch({ url, limitBytes: 1e7, since }, never);
		expect(origin.asked).toHaveLength(1);
	});

	it('still has what its server gives no more', async () => {
		const url = origin.serve('/f', 'one');
		await cache.fetch({ url, limitBytes: 100 }, never);
		await origin.close();
		expect(await readFile((await cache.fetch({ url, limitBytes: 100 }, never)).file, 'utf8')).toBe(
			'one',
		);
	});

	it('goes on for the others when one of them gives up', async () => {
		const stop = new AbortController();
		const url = `${origin.base}/ok`;
		const one = cache.fetch({ url, limitBytes: 1e7 }, stop.signal);
		const other = cache.fetch({ url, limitBytes: 1e7 }, never);
		stop.abort(new AgentError('CANCELLED'));
		await expect(one).rejects.toMatchObject({ code: 'CANCELLED' });
		expect((await other).bytes).toBe(PAYLOAD.length);
	});

	it('leaves nothing behind when it is told to stop', async () => {
		const stop = new AbortController();
		const url = `${origin.base}/endless`;
		const onBytes = (): void => {
			stop.abort(new AgentError('CANCELLED'));
		};
		const running = cache.fetch({ url, limitBytes: 1e9, onBytes }, stop.signal);
		await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
		for (let i = 0; i < 100 && (await readdir(join(folder, 'cache', 'parts'))).length > 0; i += 1)
			await new Promise((resolve) => setTimeout(resolve, 10));
		expect(await readdir(join(folder, 'cache', 'parts'))).toEqual([]);
	});

	it('evicts what was used longest ago, but nothing that is held', async () => {
		cache = cacheOf(1300);
		const names = ['a', 'b', 'c'];
		const [a, b, c] = await Promise.all(
			names.map((name) => {
				const url = origin.serve(`/${name}`, name.repeat(600));
				return cache.fetch({ url, limitBytes: 1e4 }, never);
			}),
		);
		if (!a || !b || !c) throw new TypeError('three files were asked for');
		b.release();
		c.release();
		for (const [i, { file }] of [a, b, c].entries()) {
			const used = new Date(Date.now() - (9 - i) * 3_600_000);
			await utimes(file, used, used);
		}
		await cache.tidy();
		expect([...(await files())].sort()).toEqual([a.sha256, c.sha256].sort());
	});

	it('keeps what is held over its limit, and lets it go after the release', async () => {
		cache = cacheOf(1);
		const held = await cache.fetch(
			{ url: origin.serve('/a', 'a'.repeat(600)), limitBytes: 1e4 },
			never,
		);
		const old = new Date(Date.now() - 3_600_000);
		await utimes(held.file, old, old);
		await cache.tidy();
		expect((await stat(held.file)).size).toBe(600);
		held.release();
		held.release();
		await cache.tidy();
		expect(await files()).toEqual([]);
	});
});

describe('the assets of a draft', () => {
	it('are there with their facts', async () => {
		const url = origin.serve('/tc.mp4?sign=1', await readFile(VIDEO));
		const seen: [number, number][] = [];
		const { assets } = await bring([reference('tc', url)], {
			progressed: (done, total) => seen.push([done, total]),
		});
		expect(assets.get('tc' as AssetId)).toMatchObject({
			demuxer: 'mov',
			picture: {
				width: 640,
				height: 360,
				rate: { num: 30, den: 1 },
				motion: 'video',
				alpha: false,
			},
			sound: { channels: expect.any(Number) as number },
		});
		const size = (await stat(VIDEO)).size;
		expect(seen.at(-1)).toEqual([size, size]);
	});

	it('that cannot be had fail all together, each named without its query', async () => {
		const good = origin.serve('/tc.mp4', await readFile(VIDEO));
		const running = bring([
			reference('good', good),
			reference('gone', `${origin.base}/status/404/gone.mp4?token=secret`),
			reference('page', `${origin.base}/html`),
			reference('lost', '/app/output/draft/x/assets/videos/lost.mp4'),
		]);
		const error: unknown = await running.catch((reason: unknown) => reason);
		expect(error).toMatchObject({ code: 'MEDIA_UNREACHABLE' });
		const { message } = error as AgentError;
		for (const word of ['gone.mp4 (HTTP 404)', 'page.mp4', 'lost.mp4'])
			expect(message).toContain(word);
		expect(message).not.toContain('secret');
		expect(message).not.toContain('good.mp4');
	});

	it.each([
		['/app/x/lost.mp4', 'MEDIA_MISSING'],
		['HTML', 'MEDIA_BROKEN'],
		['http://10.1.2.3/a.mp4', 'ADDRESS_REFUSED'],
	])('%s alone fail as %s', async (place, code) => {
		const url = place === 'HTML' ? `${origin.base}/html` : place;
		await expect(bring([reference('a', url)])).rejects.toMatchObject({ code });
	});

	it('that are refused name one setting for all of them', async () => {
		const running = bring(
			['10.1.2.3', '10.1.2.4'].map((ip) => reference(ip, `http://${ip}/a.mp4`)),
		);
		await expect(running).rejects.toMatchObject({
			hint: { setting: 'RENDER_AGENT_ALLOW_ADDRESSES=127.0.0.0/8,10.1.2.3/32,10.1.2.4/32' },
		});
	});

	it('that cannot be had are left out with a warning for each use, when asked to', async () => {
		const good = origin.serve('/tc.mp4', await readFile(VIDEO));
		const gone = reference('gone', `${origin.base}/status/404/gone.mp4`);
		const { assets, diagnostics } = await bring([reference('good', good), gone], {
			onMissing: 'skip',
		});
		expect([...assets.keys()]).toEqual(['good']);
		expect(diagnostics).toEqual([
			expect.objectContaining({
				code: 'MEDIA_MISSING',
				segment: 's-gone',
				track: 1,
				start: 0,
				end: 5,
			}),
		]);
	});

	it('without the stream that they are used for are broken', async () => {
		const wave = join(FIXTURES, '11_audio', 'assets', 'audios', 'tone440.wav');
		const url = origin.serve('/a.wav', await readFile(wave));
		await expect(bring([reference('a', url, 'video')])).rejects.toMatchObject({
			code: 'MEDIA_BROKEN',
		});
		const { assets } = await bring([reference('a', url, 'audio')]);
		expect(assets.get('a' as AssetId)?.sound).toMatchObject({ codec: 'pcm_s16le' });
	});
});

describe('fonts and LUTs that cannot be had', () => {
	const there = (): string => `${origin.base}/gone.cube`;

	it('never fail, for other fonts stand for them and a LUT is left out; the LUT is told of, with its key', async () => {
		const lut: AssetReference = {
			...reference('look', there(), 'lut'),
			called: { name: '青橙', resourceId: '77' },
		};
		const font = reference('zh-hans', '/Applications/App/SystemFont/zh-hans.ttf', 'font');
		const { assets, diagnostics } = await bring([lut, font]);
		expect(assets.size).toBe(0);
		expect(diagnostics).toMatchObject([
			{
				code: 'COLOR_STAGE_IGNORED',
				segment: 's-look',
				subject: { what: 'lut', name: '青橙', library: ['青橙', '77'] },
			},
		]);
	});

	it('are told as near where a look of its name is drawn instead of a LUT', async () => {
		const lut: AssetReference = { ...reference('teal', there(), 'lut'), hasNear: true };
		expect((await bring([lut])).diagnostics).toMatchObject([
			{
				code: 'COLOR_STAGE_APPROXIMATED',
				text: { en: expect.stringContaining('nearest grading by its name') as string },
			},
		]);
	});

	it('do not hide media that cannot be had', async () => {
		const font = reference('a', '/fonts/a.ttf', 'font');
		await expect(bring([font, reference('b', '/videos/b.mp4')])).rejects.toMatchObject({
			code: 'MEDIA_MISSING',
			object: { en: 'b.mp4' },
		});
	});
});
