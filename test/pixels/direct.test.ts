import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { directOf } from '../../render-agent/src/compile/direct';
import { encodingOf, planOf } from '../../render-agent/src/compile/plan';
import { Arena } from '../../render-agent/src/compose/kernels';
import { frames } from '../../render-agent/src/kernel/units';
import { directInputs } from '../../render-agent/src/render/directEncoding';
import { drawOverlays } from '../../render-agent/src/render/overlayPictures';
import { gridFilters, readGrids } from '../../render-agent/src/render/quality/gridFile';
import { PrintReader } from '../../render-agent/src/render/quality/lumaPrint';
import { KERNELS } from '../../render-agent/src/render/places';
import { constant } from '../../render-agent/src/timeline/curve';
import type { ChunkPlan } from '../../render-agent/src/timeline/scene';
import type { Timeline, VisualClip } from '../../render-agent/src/timeline/timeline';
import { captionIn, ownFonts } from '../support/captions';
import { ffmpegPath } from '../support/ffmpegPath';
import {
	drawn,
	H264,
	made,
	numbered,
	numberIn,
	openStudio,
	renderTimeline,
	type Studio,
} from '../support/studio';
import {
	assetId,
	canvasOf,
	keyed,
	mask,
	picture,
	rgb,
	type Span,
	timelineOf,
	transition,
	words,
} from '../support/timelines';

const CANVAS = canvasOf({ width: 160, height: 90 });
const NEVER = new AbortController().signal;
/**
 * Where pictures lie above: ffmpeg gives four pixels of an edge the mean of their alpha for their color, our kernels weigh
 * it as the color is sited. Only edges differ, and only in color. Decibels.
 */
const [NEAR_LUMA, NEAR_CHROMA] = [58, 37];

let studio: Studio;

beforeAll(async () => {
	studio = openStudio();
	const noisy = (rate: number, seed: number): readonly string[] =>
		made(`testsrc2=s=160x90:r=${String(rate)}:d=3,noise=alls=9:allf=t:all_seed=${String(seed)}`);
	await studio.make('a.mp4', ...noisy(30, 1), ...H264);
	await studio.make('b.mp4', ...noisy(25, 2), ...H264);
	await studio.make('small.mp4', ...noisy(30, 3), '-vf', 'scale=80:46', ...H264);
});
afterAll(() => {
	studio.close();
});

const chunksOf = (timeline: Timeline): readonly ChunkPlan[] =>
	planOf(timeline, studio.facts, { ...encodingOf('h264', 'draft'), gop: frames(250) }).chunks;

/** The frames of a chunk as ffmpeg makes them alone, before any encoder. */
const madeDirectly = async (plan: ChunkPlan): Promise<Buffer> => {
	const direct = directOf(plan);
	if (!direct) throw new RangeError('the chunk is drawn');
	const stretch = { ...plan, ...direct };
	const file = join(studio.folder, 'pictures');
	const arena = new Arena(new WebAssembly.Module(readFileSync(KERNELS)));
	const world = { arena, ffmpeg: ffmpegPath(), signal: NEVER, fonts: ownFonts() };
	const pictures = await drawOverlays(stretch, world, file);
	const found = pictures && directInputs(stretch, pictures, file);
	if (!found) throw new RangeError('the chunk cannot be made directly after all');
	const out = join(studio.folder, 'direct.raw');
	const inputs = found.inputs.flatMap((input) => [...input.options, '-i', input.file]);
	const raw = ['-pix_fmt', 'yuv420p', '-f', 'rawvideo', '-y', out];
	const unmeasured = ['-map', '[grid]', '-f', 'null', '-'];
	execFileSync(ffmpegPath(), [
		...['-v', 'error', '-nostdin', ...inputs, ...found.options, ...raw, ...unmeasured],
	]);
	return readFileSync(out);
};

/** Decibels; infinite where all samples are equal. */
const psnr = (a: Buffer, b: Buffer): number => {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
	return 10 * Math.log10((255 * 255) / (sum / a.length));
};

/** The luma of all frames, or all that is not. */
const planes = (raw: Buffer, isLuma: boolean): Buffer => {
	const [luma, whole] = [160 * 90, 160 * 90 * 1.5];
	const parts = Array.from({ length: raw.length / whole }, (_, i) =>
		isLuma
			? raw.subarray(i * whole, i * whole + luma)
			: raw.subarray(i * whole + luma, (i + 1) * whole),
	);
	return Buffer.concat(parts);
};

/** How near both ways come to one another; every frame must be there. */
const nearness = async (timeline: Timeline): Promise<{ luma: number; chroma: number }> => {
	const parts: Buffer[] = [];
	for (const chunk of chunksOf(timeline)) parts.push(await madeDirectly(chunk));
	const direct = Buffer.concat(parts);
	const { raw } = await drawn(timeline, studio);
	const composed = Buffer.concat(raw);
	expect(direct.length).toBe(composed.length);
	return {
		luma: psnr(planes(direct, true), planes(composed, true)),
		chroma: psnr(planes(direct, false), planes(composed, false)),
	};
};

const shown = (...visuals: readonly VisualClip[]): Timeline =>
	timelineOf(2, { canvas: CANVAS, visuals });

const clip = (name: string, at: Span, source: Span): VisualClip =>
	picture(assetId(name), at, { source });

describe('a chunk that one ffmpeg makes alone', () => {
	it('has the very frames that would be drawn, at any place, speed and rate of the file, also past its end', async () => {
		const moment = fc.integer({ min: 0, max: 1500 }).map((ms) => ms / 1000);
		const cuts = fc.record({
			name: fc.constantFrom('a.mp4', 'b.mp4'),
			cut: fc.integer({ min: 300, max: 1700 }).map((ms) => ms / 1000),
			from: moment,
			length: fc.constantFrom(0.5, 1, 1.37, 2, 4),
			second: moment,
		});
		await fc.assert(
			fc.asyncProperty(cuts, async ({ name, cut, from, length, second }) => {
				const timeline = shown(
					clip(name, [0, cut], [from, from + length * cut]),
					clip('a.mp4', [cut, 2], [second, second + 2 - cut]),
				);
				expect(await nearness(timeline)).toEqual({ luma: Infinity, chroma: Infinity });
			}),
			{ numRuns: 6, seed: 7 },
		);
	});

	it('lays captions as they would be drawn', async () => {
		const line = (text: string): ReturnType<typeof captionIn> =>
			captionIn(
				{ fill: rgb(0.06, 0.75, 0.12), strokes: [{ color: rgb(0, 0, 0), width: 0.1 }] },
				text,
			);
		const timeline = shown(
			clip('a.mp4', [0, 2], [0.2, 2.2]),
			words(line('春江潮水'), [0.2, 0.9], { layer: 1, y: 25 }),
			words(line('A b'), [0.5, 1.4], { layer: 2, y: -20, opacity: 0.6 }),
			words(line('平'), [1.2, 2], {
				layer: 1,
				x: -40,
				rotation: 20,
				opacity: keyed([1.2, 1], [1.5, 1]),
			}),
		);
		const { luma, chroma } = await nearness(timeline);
		expect(luma).toBeGreaterThan(NEAR_LUMA);
		expect(chroma).toBeGreaterThan(NEAR_CHROMA);
	});
});

it('looks at the very pixels that are looked at where frames are drawn', async () => {
	const canvas = { width: 1280, height: 722 };
	const source = made('testsrc2=s=1280x722:d=0.1,noise=alls=60:allf=t,format=yuv420p');
	const [whole, grid] = [join(studio.folder, 'whole.raw'), join(studio.folder, 'grid.raw')];
	const raw = ['-frames:v', '1', '-f', 'rawvideo', '-y'];
	execFileSync(ffmpegPath(), [
		...['-v', 'error', '-nostdin', ...source, '-filter_complex'],
		`split[w][g];[g]${gridFilters(canvas)}[o]`,
		...['-map', '[w]', ...raw, whole, '-map', '[o]', ...raw, grid],
	]);
	const [found] = await readGrids(grid, canvas, [1]);
	const reader = new PrintReader({ left: 0, top: 0, ...canvas }, canvas.width);
	const { cells } = reader.read(readFileSync(whole));
	expect(new Set(cells).size).toBeGreaterThan(10);
	expect([...Buffer.from(found?.first ?? '', 'base64')]).toEqual([...cells]);
});

describe('several chunks that one encoder makes', () => {
	it('have every picture once and in order', async () => {
		const file = await studio.make('numbers.mp4', ...numbered(4), ...H264);
		const timeline = timelineOf(4, { visuals: [picture(file, [0, 4])] });
		const { file: video, chunks } = await renderTimeline(timeline, studio, { gop: 60 });
		expect(chunks).toHaveLength(2);
		const [width, height] = [64, 36];
		const raw = execFileSync(
			ffmpegPath(),
			['-v', 'error', '-i', video, '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'],
			{ maxBuffer: 1 << 26 },
		);
		const size = width * height * 3;
		const seen = Array.from({ length: raw.length / size }, (_, i) =>
			numberIn({ width, height, rgb: raw.subarray(i * size, (i + 1) * size) }),
		);
		expect(seen).toEqual(Array.from({ length: 120 }, (_, i) => i));
	});
});

describe('a chunk is drawn', () => {
	const whole = (): VisualClip => clip('a.mp4', [0, 2], [0, 2]);
	const changed = (more: object): VisualClip => ({ ...whole(), ...more });
	const second = picture(assetId('b.mp4'), [1, 2], { id: 'second' });
	const first = picture(assetId('a.mp4'), [0, 1], { id: 'first' });
	it.each<readonly [string, () => Timeline]>([
		[
			'when its video is smaller than the canvas',
			() => shown(clip('small.mp4', [0, 2], [0, 2]), clip('a.mp4', [0, 1], [0, 1])),
		],
		[
			'when its video is moved',
			() =>
				shown(
					changed({
						placement: {
							...(whole().kind === 'picture' ? first.placement : first.placement),
							x: constant(3),
						},
					}),
				),
		],
		['when its video has a mask', () => shown(changed({ mask: mask('circle') }))],
		['when its video is mixed by a mode', () => shown(changed({ blend: 'multiply' }))],
		['when its video runs backwards', () => shown(changed({ reversed: true }))],
		[
			'when a video lies above another',
			() => shown(whole(), picture(assetId('b.mp4'), [0, 2], { layer: 1, scale: 0.5 })),
		],
		['when there is a gap', () => shown(clip('a.mp4', [0, 1], [0, 1]))],
		[
			'when there is a transition',
			() => ({
				...shown(first, second),
				transitions: [transition({ family: 'dissolve' }, [first, second], 0.4)],
			}),
		],
	])('%s', (_, timeline) => {
		expect(chunksOf(timeline()).map(directOf)).toEqual([undefined]);
	});
});
