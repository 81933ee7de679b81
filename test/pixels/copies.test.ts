/** Untouched videos are copied: the joined file shows the very pictures of the file and of what was encoded between. */
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemClock } from '../../render-agent/src/kernel/clock';
import { createMadeStore } from '../../render-agent/src/render/madeStore';
import { readChunk } from '../../render-agent/src/render/quality/chunkBoxes';
import type { Made } from '../../render-agent/src/render/renderPlan';
import type { AssetId } from '../../render-agent/src/timeline/asset';
import type { Timeline } from '../../render-agent/src/timeline/timeline';
import { captionIn } from '../support/captions';
import { ffmpegPath, ffprobePath } from '../support/ffmpegPath';
import { made, openStudio, renderTimeline } from '../support/studio';
import { canvasOf, picture, sound, timelineOf, words } from '../support/timelines';

jest.setTimeout(120_000);

const SIZE = { width: 160, height: 90 };
const CANVAS = canvasOf(SIZE);
const TAGS = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
/** As cameras and other programs write: other presets and other groups than ours, a light picture. */
const stream = (gop: number, ...more: readonly string[]): readonly string[] => [
	...['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'superfast', '-crf', '30'],
	...['-g', String(gop), '-keyint_min', String(gop), '-sc_threshold', '0'],
	...[...TAGS, '-color_range', 'tv', ...more],
];
const film = (source = 'testsrc2'): readonly string[] => [
	...[...made(`${source}=s=160x90:r=30,format=yuv420p`), '-t', '8'],
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

const copiedIn = ({ chunks }: Made): readonly boolean[] => chunks.map(({ copied }) => copied);

/** A clip that begins between key frames, one that begins on one, and a caption for a second. */
const edited = (): Timeline =>
	timeline(
		[
			picture(long, [0, 5], { source: [1, 6] }),
			picture(moving, [5, 10], { source: [2, 7] }),
			words(captionIn({ height: 12 }, 'a'), [7, 8], { layer: 1 }),
		],
		10,
	);

it('shows the pictures of the file, and those that are encoded between, one after another', async () => {
	const whole = await renderTimeline(edited(), studio, { copies: true });
	expect(whole.frames).toBe(300);
	expect(copiedIn(whole).filter(Boolean).length).toBeGreaterThan(1);
	expect(copiedIn(whole)).toContain(false);
	const parts = partsOf(whole).flatMap((file) => pictures(file));
	expect(parts).toHaveLength(300);
	expect(pictures(whole.file)).toEqual(parts);
});
