import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Direct, directOf, windowed } from '../../render-agent/src/compile/direct';
import { encodingOf, planOf } from '../../render-agent/src/compile/plan';
import { Arena } from '../../render-agent/src/compose/kernels';
import { frames, minus } from '../../render-agent/src/kernel/units';
import { directInputs } from '../../render-agent/src/render/directEncoding';
import { drawChunk } from '../../render-agent/src/render/drawChunk';
import { drawOverlays } from '../../render-agent/src/render/overlayPictures';
import { KERNELS } from '../../render-agent/src/render/places';
import type { SceneWorld } from '../../render-agent/src/render/sceneReader';
import { constant } from '../../render-agent/src/timeline/curve';
import type { ChunkPlan } from '../../render-agent/src/timeline/scene';
import type { PictureClip, Timeline, VisualClip } from '../../render-agent/src/timeline/timeline';
import { captionIn, ownFonts } from '../support/captions';
import { ffmpegPath } from '../support/ffmpegPath';
import { drawn, H264, made, openStudio, type Studio } from '../support/studio';
import {
	assetId,
	canvasOf,
	keyed,
	mask,
	picture,
	type Place,
	rgb,
	type Span,
	timelineOf,
	transition,
	words,
} from '../support/timelines';

const TEMPO: PictureClip['tempo'] = {
	kind: 'curve',
	points: [
		{ x: 0, speed: 0.5 },
		{ x: 0.6, speed: 3 },
		{ x: 1, speed: 1 },
	],
};
const CANVAS = canvasOf({ width: 160, height: 90 });
const NEVER = new AbortController().signal;
/**
 * Where pictures lie above: ffmpeg gives four pixels of an edge the mean of their alpha for their color, our kernels weigh
 * it as the color is sited. Only edges differ, and only in color. Decibels.
 */
const [NEAR_LUMA, NEAR_CHROMA] = [58, 37];
/** Of a blurred ground: filters round where our kernels do not. Decibels. */
const NEAR_BLUR = 40;
/** The same of color, where the right edge of a picture is a good part of a tiny canvas: ours mixes it with the ground. */
const NEAR_EDGE = 33;

let studio: Studio;

beforeAll(async () => {
	studio = openStudio();
	const noisy = (rate: number, seed: number): readonly string[] =>
		made(`testsrc2=s=160x90:r=${String(rate)}:d=3,noise=alls=9:allf=t:all_seed=${String(seed)}`);
	await studio.make('a.mp4', ...noisy(30, 1), ...H264);
	await studio.make('b.mp4', ...noisy(25, 2), ...H264);
	await studio.make('wide.mp4', ...noisy(30, 4), '-vf', 'scale=160:48,setsar=1', ...H264);
	await studio.make('tall.mp4', ...noisy(30, 5), '-vf', 'scale=48:90,setsar=1', ...H264);
	await studio.make('small.mp4', ...noisy(30, 3), '-vf', 'scale=80:46', ...H264);
});
afterAll(() => {
	studio.close();
});

const chunksOf = (timeline: Timeline): readonly ChunkPlan[] =>
	planOf(timeline, studio.facts, { ...encodingOf('h264', 'draft'), gop: frames(250) }).chunks;

/** The frames of those pieces that are drawn, a file for each. */
const drawnPieces = async (
	{ scene }: ChunkPlan,
	{ pieces, beneath }: Direct,
	world: SceneWorld,
): Promise<readonly string[]> => {
	const files: string[] = [];
	for (const { kind, from, to } of pieces) {
		if (kind === 'video') continue;
		const file = join(studio.folder, `piece${String(files.length)}`);
		files.push(file);
		writeFileSync(file, '');
		const seen = windowed({ ...scene, layers: beneath }, from, to);
		await drawChunk({ first: from, count: minus(to, from), scene: seen }, world, (frame) => {
			appendFileSync(file, frame);
			return Promise.resolve();
		});
	}
	return files;
};

/** The frames of a chunk as ffmpeg makes them alone, before any encoder. */
const madeDirectly = async (plan: ChunkPlan): Promise<Buffer> => {
	const direct = directOf(plan);
	if (!direct) throw new RangeError('the chunk is drawn');
	const stretch = { ...plan, above: direct.above };
	const file = join(studio.folder, 'pictures');
	const arena = new Arena(new WebAssembly.Module(readFileSync(KERNELS)));
	const world = { arena, ffmpeg: ffmpegPath(), signal: NEVER, fonts: ownFonts() };
	const pictures = await drawOverlays(stretch, world, file);
	const drawnFiles = await drawnPieces(plan, direct, world);
	const prepared = { pictureFile: file, drawnFiles, standIns: [] };
	const found = pictures && directInputs(plan, direct, { pictures, ...prepared });
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

	it('has the very frames where clips cross, or nothing is seen, and draws only those', async () => {
		const [first, second] = [
			picture(assetId('a.mp4'), [0, 1], { id: 'first', source: [0.5, 1.5] }),
			picture(assetId('b.mp4'), [1, 1.9], { id: 'second', source: [0.7, 1.6] }),
		];
		const transitions = [transition({ family: 'dissolve' }, [first, second], 0.4)];
		const timeline = { ...shown(first, second), transitions };
		const [chunk] = chunksOf(timeline);
		expect(chunk && directOf(chunk)?.pieces.map(({ kind, from, to }) => [kind, from, to])).toEqual([
			['video', 0, 24],
			['drawn', 24, 36],
			['video', 36, 57],
			['drawn', 57, 60],
		]);
		expect(await nearness(timeline)).toEqual({ luma: Infinity, chroma: Infinity });
	});

	it('has the very frames of a speed that changes', async () => {
		const timeline = shown(
			picture(assetId('b.mp4'), [0, 2], { source: [0.2, 2.9], more: { tempo: TEMPO } }),
		);
		expect(chunksOf(timeline).map((chunk) => directOf(chunk)?.pieces.length)).toEqual([1]);
		expect(await nearness(timeline)).toEqual({ luma: Infinity, chroma: Infinity });
	});

	const placed = (
		name: string,
		place: Place & { readonly more?: Partial<PictureClip> },
	): Timeline => shown(picture(assetId(name), [0, 2], place));
	it('lays a smaller video on black as it would be drawn', async () => {
		expect(await nearness(placed('wide.mp4', { y: 1 }))).toEqual({
			luma: Infinity,
			chroma: Infinity,
		});
	});

	it.each<readonly [string, string, Place, number]>([
		['between bands above and below', 'wide.mp4', { y: 1 }, NEAR_BLUR],
		['over one band', 'wide.mp4', { y: -21 }, NEAR_BLUR],
		['between bands on both sides', 'tall.mp4', {}, NEAR_EDGE],
		['beside one band', 'tall.mp4', { x: 56 }, NEAR_BLUR],
		['within a frame', 'a.mp4', { scale: 0.6, x: 12, y: -8 }, NEAR_BLUR],
	])('lays a smaller video on its own blur nearly as it would be drawn, %s', async (...which) => {
		const [, name, place, nearChroma] = which;
		const blurred = { backdrop: { kind: 'blur', sigma: 9 } } as const;
		const { luma, chroma } = await nearness(placed(name, { ...place, more: blurred }));
		expect(luma).toBeGreaterThan(NEAR_BLUR);
		expect(chroma).toBeGreaterThan(nearChroma);
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

describe('a chunk is drawn', () => {
	const whole = (): VisualClip => clip('a.mp4', [0, 2], [0, 2]);
	const changed = (more: object): VisualClip => ({ ...whole(), ...more });
	const first = picture(assetId('a.mp4'), [0, 1], { id: 'first' });
	it.each<readonly [string, () => Timeline]>([
		[
			'when two videos lie over one another for most of it',
			() => shown(clip('small.mp4', [0, 2], [0, 2]), clip('a.mp4', [0, 1.3], [0, 1.3])),
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
		['when most of it is a gap', () => shown(clip('a.mp4', [0, 0.9], [0, 0.9]))],
	])('%s', (_, timeline) => {
		expect(chunksOf(timeline()).map(directOf)).toEqual([undefined]);
	});
});
