/** What a preflight tells of media that are here before anything is rendered, and that it cannot tell it of others. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptOnly } from '../../render-agent/src/assets/keptOnly';
import { openMachine } from '../../render-agent/src/cli/machine';
import { renderOptions } from '../../render-agent/src/config/options';
import { preflightViewOf } from '../../render-agent/src/http/preflightView';
import { lookIntoMedia } from '../../render-agent/src/jobs/mediaHere';
import type { Preflighted } from '../../render-agent/src/jobs/preflight';
import { systemClock } from '../../render-agent/src/kernel/clock';
import { inLanguage } from '../../render-agent/src/kernel/words';
import {
	captionPiece,
	clip,
	contentJson,
	draftOf,
	extra,
	materialWith,
	type Piece,
	piece,
	read,
	textTrack,
	videoTrack,
} from '../support/drafts';
import { ffmpegPath, ffprobePath } from '../support/ffmpegPath';
import { serve } from '../support/localServer';
import { type Looks, openLooks } from '../support/looks';
import { H264, made } from '../support/studio';

jest.setTimeout(60_000);

const NEVER = new AbortController().signal;
const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
let looks: Looks;

const make = (name: string, seconds: number, ...more: string[]): string => {
	const file = join(folder, name);
	const film = made(`testsrc2=s=128x72:r=30:d=${String(seconds)}`);
	execFileSync(ffmpegPath(), ['-v', 'error', ...film, ...H264, ...more, file]);
	return file;
};

beforeAll(async () => {
	mkdirSync(folder, { recursive: true });
	const whole = readFileSync(make('whole.mp4', 4, '-movflags', '+faststart'));
	writeFileSync(join(folder, 'cut.mp4'), whole.subarray(0, Math.floor(whole.length / 2)));
	writeFileSync(join(folder, 'nothing.mp4'), whole.subarray(0, 300));
	make('long.mp4', 61, '-preset', 'ultrafast', '-s', '16x16');
	make(
		'hdr.mp4',
		4,
		...['-color_primaries', 'bt2020', '-color_trc', 'smpte2084', '-colorspace', 'bt2020nc'],
	);
	looks = await openLooks();
});
afterAll(async () => {
	await looks.close();
	rmSync(folder, { recursive: true, force: true });
});

const preflightedBy = (
	{ preflight }: Pick<Looks, 'preflight'>,
	pieces: readonly Piece[],
	options: Parameters<typeof renderOptions.parse>[0] = {},
): Promise<Preflighted> => {
	writeFileSync(
		join(folder, 'draft_content.json'),
		JSON.stringify(draftOf(...pieces.map((piece) => videoTrack(piece)))),
	);
	return preflight({ draft: folder, options: renderOptions.parse(options) }, NEVER);
};

const preflighted = (...pieces: Piece[]): Promise<Preflighted> => preflightedBy(looks, pieces);

const told = ({ fidelity }: Preflighted): readonly (readonly [string | null, string])[] =>
	fidelity.items.flatMap(({ how, code, name }) => (how === 'exact' ? [] : [[code, name]]));

it('a fade and a voice effect of a file without sound are told as no loss, and refuse nothing', async () => {
	const fade = extra('audio_fades', { fade_in_duration: 5e5, fade_out_duration: 0 });
	const voice = extra('audio_effects', { name: '机器人' });
	const silent = clip(join(folder, 'whole.mp4'), [0, 2], fade, voice);
	const { fidelity, failures } = await preflightedBy(looks, [silent], { on_unsupported: 'fail' });
	expect([failures, fidelity.score]).toEqual([[], 100]);
	expect(fidelity.items.map(({ how, why }) => [how, why?.en ?? ''])).toEqual([
		['exact', ''],
		['exact', expect.stringMatching(/nothing is lost with that: .*whole.mp4 has no sound$/)],
		['exact', expect.stringMatching(/^the fade of the sound has no effect: .*whole.mp4 has/)],
	]);
});

it.each([
	['cut.mp4', 'MEDIA_DAMAGED'],
	['hdr.mp4', 'COLOR_STAGE_APPROXIMATED'],
])('%s is told as %s, and nothing is left unknown', async (name, code) => {
	const found = await preflighted(clip(name, [0, 4]), clip('whole.mp4', [0, 4]));
	expect(told(found)).toEqual([[code, name]]);
	expect(found.failures).toEqual([]);
	expect(found.caveat).toBeUndefined();
});

it('a file that is shorter than its part is told', async () => {
	expect(told(await preflighted(clip('whole.mp4', [0, 6])))).toEqual([
		['MEDIA_SHORT', 'whole.mp4'],
	]);
});

it('a compound clip that plays more than its own timeline holds is told, for less than the whole score', async () => {
	const inner = draftOf(videoTrack(clip(join(folder, 'whole.mp4'), [0, 1])));
	const found = await preflighted(piece(['drafts', { draft: inner }], ['c', 0, 3]));
	expect(told(found)).toEqual([['MEDIA_SHORT', '']]);
	expect(found.fidelity.items.find(({ code }) => code === 'MEDIA_SHORT')).toMatchObject({
		what: 'compound',
		places: [{ start: 1, end: 3 }],
	});
	expect(found.fidelity.score).toBeLessThan(100);
});

it('a font and a LUT that are nowhere are told with what stands for them and the file to add, and are no failure', async () => {
	const style = { range: [0, 2], size: 5, font: { id: '', path: 'C:/fonts/华康少女.ttf' } };
	const content = contentJson('你好', style);
	const caption = captionPiece('你好', [0, 2], materialWith({ content, font_title: '华康少女' }));
	const lut = extra('effects', { type: 'lut', name: 'Teal', path: 'C:/luts/teal.cube', value: 1 });
	writeFileSync(
		join(folder, 'draft_content.json'),
		JSON.stringify(draftOf(videoTrack(clip('whole.mp4', [0, 2], lut)), textTrack(caption))),
	);
	const found = await looks.preflight({ draft: folder, options: renderOptions.parse({}) }, NEVER);
	const { ok, media } = preflightViewOf(found, [], 'en');
	expect(ok).toBe(true);
	const shown = media.map(({ name, state, failure, instead }) => [name, state, failure, instead]);
	expect(shown.sort()).toEqual([
		[
			'teal.cube',
			'missing',
			null,
			expect.stringMatching(/^LUT “teal\.cube” is .* its file cannot be had; a file named Teal/),
		],
		['whole.mp4', 'there', null, null],
		[
			'华康少女.ttf',
			'missing',
			null,
			expect.stringMatching(
				/^The font "华康少女" is not available and ".+" is used instead; add the font file to the draft/,
			),
		],
	]);
	const zh = preflightViewOf(found, [], 'zh').media.find(({ use }) => use === 'font');
	expect(zh?.instead).toMatch(/^找不到字体“华康少女”，已用“.+”代替；请把字体文件放进草稿/);
});

it('a file of which nothing can be read is missing, as a render would say', async () => {
	const { media, failures } = await preflighted(clip('nothing.mp4', [0, 4]));
	expect(media.map(({ state }) => state)).toEqual(['missing']);
	expect(failures.map(({ code }) => code)).toEqual(['MEDIA_BROKEN']);
});

it('of what is at an address, or too long to be decoded, it says that nobody knows yet', async () => {
	const server = await serve(() => ({ bytes: readFileSync(join(folder, 'whole.mp4')) }));
	const address = clip(`${server.origin}/a.mp4`, [0, 4]);
	const found = await preflighted(clip('long.mp4', [0, 4]), address);
	await server.close();
	const view = preflightViewOf(found, [], 'en');
	expect(view.caveat).toBe(
		'1 file on the internet is checked only while rendering: it may be damaged, too short or in HDR; ' +
			'1 file on this machine takes too long to be checked to its end: what is wrong with it shows while rendering',
	);
	expect(preflightViewOf(found, [], 'zh').caveat).toContain('1 个网络素材在渲染时才会检查');
	const whole = await preflighted(clip('whole.mp4', [0, 4]));
	expect(preflightViewOf(whole, [], 'en').caveat).toBeNull();
});

it('media at an address of which a copy is here are looked into, and not fetched again', async () => {
	const asked: string[] = [];
	const server = await serve(({ method, headers }) => {
		asked.push(`${method} ${headers.range ?? 'all'}`);
		return { bytes: readFileSync(join(folder, 'cut.mp4')) };
	});
	const piece = clip(`${server.origin}/a.mp4`, [0, 1]);
	const long = clip(`${server.origin}/a.mp4`, [1, 3]);
	expect((await preflighted(piece, long)).caveat).toBeDefined();
	// A look at its pictures brings it here.
	await looks.storyboard(
		{ draft: folder, options: renderOptions.parse({}) },
		{ kind: 'poster', at: 0.5 },
		NEVER,
	);
	asked.length = 0;
	const found = await preflighted(piece, long);
	await server.close();
	expect(found.caveat).toBeUndefined();
	expect(told(found)).toEqual([['MEDIA_DAMAGED', expect.stringContaining('a.mp4')]]);
	expect(asked).toEqual(['GET bytes=0-0']);
});

it('of a copy that is older than what its address has now, nobody knows anything', async () => {
	let name = 'cut.mp4';
	const server = await serve(() => ({ bytes: readFileSync(join(folder, name)) }));
	const piece = clip(`${server.origin}/b.mp4`, [0, 4]);
	await preflighted(piece);
	const { storyboard } = looks;
	const work = { draft: folder, options: renderOptions.parse({}) };
	await storyboard(work, { kind: 'poster', at: 0.5 }, NEVER);
	expect(told(await preflighted(piece))).toHaveLength(1);
	name = 'whole.mp4';
	const found = await preflighted(piece);
	await server.close();
	expect([told(found), found.failures, found.caveat === undefined]).toEqual([[], [], false]);
});

it('a copy that is gone again before it is looked into is no broken file', async () => {
	const { machine, close } = await openMachine({
		...{ ffmpegPath: ffmpegPath(), ffprobePath: ffprobePath(), searchPath: '' },
	});
	const url = 'https://media.example/a.mp4';
	const { timeline } = read(draftOf(videoTrack(clip(url, [0, 4]))));
	const looked = timeline.assets.map((reference) => ({
		...{ reference, state: 'there' as const, isHere: true as const },
	}));
	const { media, caveat } = await lookIntoMedia(looked, timeline, {
		source: { find: () => Promise.resolve({ kind: 'address', url }) },
		cache: keptOnly({ kept: () => Promise.resolve(undefined) }),
		run: () => Promise.reject(new RangeError('nothing is here')),
		...{ machine: await machine(), signal: NEVER, clock: systemClock },
	});
	await close();
	expect(media).toEqual(timeline.assets.map((reference) => ({ reference, state: 'there' })));
	expect(inLanguage(caveat ?? '', 'en')).toMatch(/^1 file on the internet is checked only while/);
});

it('when there is no time to look into media, it answers with all else and counts them', async () => {
	const hasty = await openLooks(undefined, 0);
	const pieces = [clip('whole.mp4', [0, 4]), clip('hdr.mp4', [0, 4]), clip('cut.mp4', [0, 4])];
	const found = await preflightedBy(hasty, pieces).finally(hasty.close);
	expect(found.media.map(({ state }) => state)).toEqual(['there', 'there', 'there']);
	expect(preflightViewOf(found, [], 'en').caveat).toMatch(
		/^3 files on this machine take too long to be checked to their end/,
	);
	expect([told(found), found.failures]).toEqual([[], []]);
});

it('what is damaged is told, and refuses no draft, as a render would not', async () => {
	const strict = { on_unsupported: 'fail' };
	const found = await preflightedBy(looks, [clip('cut.mp4', [0, 4])], strict);
	expect(told(found)).toEqual([['MEDIA_DAMAGED', 'cut.mp4']]);
	expect(found.failures).toEqual([]);
	const short = await preflightedBy(looks, [clip('whole.mp4', [0, 6])], strict);
	expect(short.failures.map(({ code }) => code)).toEqual(['UNSUPPORTED']);
});
