/** Untouched videos are copied: the joined file shows the very pictures of the file and of what was encoded between. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemClock } from '../../render-agent/src/kernel/clock';
import { encodingOf, planWithCopies } from '../../render-agent/src/compile/plan';
import { copySourcesIn } from '../../render-agent/src/render/copying/copySources';
import { idOf, settingsIn } from '../../render-agent/src/render/h264/settings';
import { createMadeStore } from '../../render-agent/src/render/madeStore';
import { pictureTrackOf } from '../../render-agent/src/render/mp4/pictureTrack';
import { readChunk } from '../../render-agent/src/render/quality/chunkBoxes';
import type { Made } from '../../render-agent/src/render/renderPlan';
import type { AssetId } from '../../render-agent/src/timeline/asset';
import { constant } from '../../render-agent/src/timeline/curve';
import type { PictureClip, Timeline } from '../../render-agent/src/timeline/timeline';
import { captionIn } from '../support/captions';
import { ffmpegPath, ffprobePath } from '../support/ffmpegPath';
import { made, openStudio, renderTimeline } from '../support/studio';
import { canvasOf, picture, sound, timelineOf, words } from '../support/timelines';

jest.setTimeout(120_000);

const SIZE = { width: 160, height: 96 };
const CANVAS = canvasOf(SIZE);
const ENCODING = encodingOf('h264', 'standard');
const TAGS = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
/** As cameras and other programs write: other presets and other groups than ours, a light picture. */
const stream = (gop: number, ...more: readonly string[]): readonly string[] => [
	...['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'superfast', '-crf', '40'],
	...['-g', String(gop), '-keyint_min', String(gop), '-sc_threshold', '0'],
	...[...TAGS, '-color_range', 'tv', ...more],
];
const film = (source = 'testsrc2'): readonly string[] => [
	...[...made(`${source}=s=160x96:r=30,format=yuv420p`), '-t', '8'],
];

const studio = openStudio();
let moving: AssetId;
let long: AssetId;
let tone: AssetId;

beforeAll(async () => {
	moving = await studio.make('moving.mp4', ...film(), ...stream(60));
	long = await studio.make('long.mp4', ...film('mandelbrot'), ...stream(90));
	tone = await studio.make('tone.wav', ...made('sine=f=440:r=48000:d=12'));
});
afterAll(() => {
	studio.close();
});

const timeline = (visuals: Timeline['visuals'], seconds: number): Timeline => ({
	...timelineOf(seconds, { visuals, sounds: [sound(tone, [0, seconds])] }),
	canvas: CANVAS,
});

/** Decoded pictures, as sums. */
const pictures = (file: string, ...more: readonly string[]): readonly string[] =>
	execFileSync(ffmpegPath(), ['-v', 'error', ...more, '-i', file, '-an', '-f', 'framemd5', '-'], {
		encoding: 'utf8',
	})
		.split('\n')
		.filter((line) => line.startsWith('0,'))
		.map((line) => line.split(',').at(-1)?.trim() ?? '');

const partsOf = ({ file, chunks }: Made): readonly string[] =>
	chunks.map((_, i) => join(dirname(file), `chunk${String(i)}.mp4`));

/** What a decoder has to say of a file. */
const complaintsOf = (file: string): string =>
	spawnSync(ffmpegPath(), ['-v', 'error', '-i', file, '-f', 'null', '-'], {
		encoding: 'utf8',
	}).stderr;

const copiedIn = ({ chunks }: Made): readonly boolean[] => chunks.map(({ copied }) => copied);

const fileOf = (asset: AssetId): string => studio.facts.get(asset)?.file ?? '';

/** A clip that begins between key frames, one that begins on one, and a caption for a second. */
const edited = (): Timeline =>
	timeline(
		[
			picture(long, [0, 4.5], { source: [1, 5.5] }),
			picture(moving, [4.5, 10], { source: [2, 7.5] }),
			words(captionIn({ height: 12 }, 'a'), [6.5, 7.5], { layer: 1 }),
		],
		10,
	);

it('shows the pictures of the file, and those that are encoded between, one after another', async () => {
	const whole = await renderTimeline(edited(), studio, { copies: true });
	const parts = partsOf(whole).map((file) => pictures(file));
	expect(parts.flat()).toHaveLength(300);
	expect(pictures(whole.file)).toEqual(parts.flat());
	// From the key frame at 3 s of the one almost to its end, and from that at 2 s of the other up to the caption.
	const [one = [], two = [], ...more] = parts.filter((_, i) => copiedIn(whole)[i]);
	expect(one).toEqual(pictures(fileOf(long)).slice(90, 90 + one.length));
	expect(one.length).toBeGreaterThan(70);
	expect(two).toEqual(pictures(fileOf(moving)).slice(60, 120));
	expect(more).toHaveLength(0);
	expect(whole.quality.file.frames).toBe(300);
});

it('needs no parameter set but those of the header', async () => {
	const whole = await renderTimeline(edited(), studio, { copies: true });
	const stripped = join(studio.folder, 'stripped.mp4');
	const bare = ['-bsf:v', 'filter_units=remove_types=6-9', '-an', '-y', stripped];
	execFileSync(ffmpegPath(), ['-v', 'error', '-i', whole.file, '-c', 'copy', ...bare]);
	const only = [
		'-c',
		'copy',
		'-map',
		'0:v:0',
		'-bsf:v',
		'filter_units=pass_types=7-8',
		'-f',
		'data',
		'-',
	];
	const inBand = (file: string): number =>
		execFileSync(ffmpegPath(), ['-v', 'error', '-i', file, ...only]).length;
	expect(inBand(whole.file)).toBeGreaterThan(0);
	expect(inBand(stripped)).toBe(0);
	expect(pictures(stripped)).toEqual(pictures(whole.file));
	const { settings = '' } = (await readChunk(whole.file)) ?? {};
	const [, head = ''] = /^avcC ([0-9a-f]+)/.exec(settings) ?? [];
	const two = settingsIn(Buffer.from(head, 'hex'));
	expect(two?.sequences.map((set) => idOf(set, 'sequence'))).toEqual([1, 0]);
	expect(two?.pictures.map((set) => idOf(set, 'picture'))).toEqual([1, 0]);
});

it('gives every packet a moment of its own, in order, a frame apart', async () => {
	const whole = await renderTimeline(edited(), studio, { copies: true });
	const asked = ['-v', 'error', '-select_streams', 'v', '-show_entries', 'packet=pts,dts'];
	const packets = execFileSync(ffprobePath(), [...asked, '-of', 'csv=p=0', whole.file], {
		encoding: 'utf8',
	})
		.trim()
		.split('\n')
		.map((line) => line.split(',').map(Number));
	const step = 512;
	expect(packets.map(([, dts = 0]) => dts)).toEqual(packets.map((_, i) => (i - 2) * step));
	const moments = packets.map(([pts = 0]) => pts).sort((one, other) => one - other);
	expect(moments).toEqual(packets.map((_, i) => i * step));
});

it('takes copied chunks from the store, and knows them from encoded ones', async () => {
	const folder = join(studio.folder, 'chunks');
	const store = createMadeStore({ folder, limitBytes: 1e9, clock: systemClock });
	const first = await renderTimeline(edited(), studio, { copies: true, store });
	const again = await renderTimeline(edited(), studio, { copies: true, store });
	expect(again.reusedFrames).toBe(300);
	expect(copiedIn(again)).toEqual(copiedIn(first));
	expect(again.sha256).toBe(first.sha256);
	const encoded = await renderTimeline(edited(), studio, { store });
	expect(encoded.reusedFrames).toBe(0);
	expect(copiedIn(encoded)).not.toContain(true);
});

it('encodes what looks like a copy but is not: other streams, and what is touched', async () => {
	const asTwice = ['-vf', 'scale=320:192'];
	const others: Readonly<Record<string, readonly string[]>> = {
		'other-rate': [...film(), '-r', '25', ...stream(60)],
		'other-size': [...film(), ...asTwice, ...stream(60)],
		'other-profile': [...film(), ...stream(60, '-profile:v', 'main')],
		'other-colors': [...film(), ...stream(60, '-color_trc', 'smpte2084')],
		'full-range': [...film(), ...stream(60, '-color_range', 'pc')],
		interlaced: [...film(), ...stream(60, '-x264-params', 'interlaced=1')],
		heavy: [...film(), ...stream(60, '-crf', '1')],
		seldom: [...film(), ...stream(900, '-x264-params', 'sps-id=1')],
	};
	for (const [name, args] of Object.entries(others)) {
		const asset = await studio.make(`${name}.mp4`, ...args);
		const shown = timeline([picture(asset, [0, 4])], 4);
		const whole = await renderTimeline(shown, studio, { copies: true });
		expect([name, ...copiedIn(whole)]).not.toContain(true);
	}
	const touched = [
		picture(moving, [0, 4], { opacity: constant(0.9) }),
		picture(moving, [0, 4], { rotation: 1 }),
		picture(moving, [0, 4], { source: [0, 8] }),
		picture(moving, [0, 4], { more: { reversed: true } }),
		picture(moving, [0, 4], { more: { adjustments: { brightness: constant(0.2) } } }),
		picture(moving, [0, 4], { more: { crop: { left: 0, top: 0, right: 0.5, bottom: 0.5 } } }),
	];
	const sources = await copySourcesIn(studio.facts, CANVAS);
	const copiesIn = (clip: PictureClip): readonly unknown[] =>
		planWithCopies(timeline([clip], 4), { facts: studio.facts, sources }, ENCODING).chunks.filter(
			({ copy }) => copy !== undefined,
		);
	expect(copiesIn(picture(moving, [0, 4]))).toHaveLength(1);
	for (const clip of touched) expect(copiesIn(clip)).toHaveLength(0);
});

it('copies nothing of a file whose pictures cannot all be decoded', async () => {
	const spoilt = await studio.make('spoilt.mp4', ...film(), ...stream(60));
	const file = fileOf(spoilt);
	const track = await pictureTrackOf(file);
	const bytes = readFileSync(file);
	const at = track?.offsets[120] ?? 0;
	// The second half of the picture at 4 s: its units are as long as they were.
	bytes.fill(0xff, at + 900, at + (track?.sizes[120] ?? 0));
	writeFileSync(file, bytes);
	const shown = timeline([picture(spoilt, [0, 8])], 8);
	const whole = await renderTimeline(shown, studio, { copies: true });
	expect(copiedIn(whole)).not.toContain(true);
	expect(whole.frames).toBe(240);
	expect(complaintsOf(file)).not.toBe('');
	expect(complaintsOf(whole.file)).toBe('');
});
