/** Masks of the color page: the colors of a clip change within them only, and none of it is cut. */
import {
	type Change,
	clip,
	codesOf,
	extra,
	type Json,
	keyframes,
	materialWith,
	segmentWith,
	videoTrack,
} from '../support/drafts';
import { flatColor, framesOfDraft, small } from '../support/draftStudio';
import { flat, H264, near, openStudio } from '../support/studio';
import { type Frame, pixelOf, type Rgb } from '../support/video';

const studio = openStudio();
const GRAY: Rgb = [128, 128, 128];
const RED: Rgb = [224, 16, 16];

beforeAll(async () => {
	await studio.make('gray.mp4', ...flat(GRAY), ...H264);
	await studio.make('red.mp4', ...flat(RED), ...H264);
});
afterAll(() => {
	studio.close();
});

/** A rectangle over the left half of its clip. */
const LEFT = { centerX: -0.5, centerY: 0, width: 0.5, height: 1 };
const mask = (config: Json = LEFT, more: Json = {}): Change =>
	extra('masks', { category: 'adjust', resource_type: 'rectangle', name: '矩形', config, ...more });
const bright = extra('effects', { type: 'brightness', value: 0.5 });
const gray = extra('effects', { type: 'saturation', value: -1 });

const codesWith = (...changes: Change[]): readonly string[] =>
	codesOf(videoTrack(clip('gray.mp4', [0, 1], materialWith({ has_audio: false }), ...changes)));

const frameOf = async (file: string, ...changes: Change[]): Promise<Frame> => {
	const frames = await framesOfDraft(small(videoTrack(clip(file, [0, 0.1], ...changes))), studio);
	const [first] = frames;
	if (!first) throw new RangeError('no frame');
	return first;
};
const ends = (frame: Frame): readonly Rgb[] => [pixelOf(frame, 12, 18), pixelOf(frame, 52, 18)];

it('a slider changes what lies within, and leaves the rest as it is', async () => {
	const whole = pixelOf(await frameOf('gray.mp4', bright), 12, 18);
	expect(whole[0]).toBeGreaterThan(200);
	expect(ends(await frameOf('gray.mp4', bright, mask()))).toEqual([near(whole), near(GRAY)]);
	const inverted = mask({ ...LEFT, invert: true });
	expect(ends(await frameOf('gray.mp4', bright, inverted))).toEqual([near(GRAY), near(whole)]);
});

it('changes color as well as light, and nothing where there is no slider', async () => {
	const [inside, outside] = ends(await frameOf('red.mp4', gray, mask()));
	expect(Math.max(...(inside ?? [])) - Math.min(...(inside ?? []))).toBeLessThan(12);
	expect(outside).toEqual(near(RED));
	expect(ends(await frameOf('red.mp4', mask()))).toEqual([near(RED), near(RED)]);
});

it('is the same for a clip of one color, and lies where the clip lies', async () => {
	const half = segmentWith({
		clip: { alpha: 1, rotation: 0, scale: { x: 0.5, y: 0.5 }, transform: { x: 0, y: 0 } },
	});
	const [frame] = await framesOfDraft(
		small(videoTrack(flatColor('#808080', [0, 0.1], half, bright, mask()))),
		studio,
	);
	const seen = [4, 24, 40, 60].map((x) => (frame ? pixelOf(frame, x, 18)[0] : NaN));
	expect(seen[0]).toBeLessThan(4);
	expect(seen[1]).toBeGreaterThan(200);
	expect(seen.slice(2)).toEqual([expect.closeTo(128, -1), expect.closeTo(0, -1)]);
});

it('filters and keys are not held by it', async () => {
	const filter = extra('effects', { type: 'filter', name: '黑白', value: 1 });
	for (const color of ends(await frameOf('red.mp4', filter, mask())))
		expect(Math.max(...color) - Math.min(...color)).toBeLessThan(12);
});

it('moves with its keyframes', async () => {
	const moved = keyframes('KFTypeCommonMaskPositionX', [0, -0.5], [0.3, 0.5]);
	const frames = await framesOfDraft(
		small(videoTrack(clip('gray.mp4', [0, 0.4], bright, mask(), moved))),
		studio,
	);
	const lit = (frame: Frame | undefined) => (frame ? ends(frame).map(([red]) => red > 180) : []);
	expect([lit(frames[0]), lit(frames[10])]).toEqual([
		[true, false],
		[false, true],
	]);
});

it('is larger by what it says, and a line along its edge is told of', async () => {
	const half = { ...LEFT, width: 0.25 };
	const litTo = (frame: Frame): number => {
		const row = Array.from({ length: 64 }, (_, x) => pixelOf(frame, x, 18)[0]);
		return row.findLastIndex((red) => red > 180);
	};
	const plain = litTo(await frameOf('gray.mp4', bright, mask(half)));
	const grown = litTo(await frameOf('gray.mp4', bright, mask({ ...half, expansion: 0.2 })));
	expect(grown).toBeGreaterThan(plain);
	const line = mask(LEFT, { mask_stroke: { color: '#ff0000', width: 0.1 } });
	expect(codesWith(bright, line)).toEqual(['STAGE_UNSUPPORTED']);
});

describe('a line and a shadow, which a mask of colors does not draw', () => {
	const cut = extra('masks', { resource_type: 'circle', name: '圆形', config: LEFT });
	const moved = keyframes('KFTypeMaskStrokeSize', [0, 0], [0.5, 1]);
	const shaded = segmentWith({ enable_mask_shadow: true, enable_video_mask: false });

	it('are told of where they are switched on or move', () => {
		expect(codesWith(bright, mask(), shaded)).toEqual(['STAGE_UNSUPPORTED']);
		expect(codesWith(bright, mask(), moved)).toEqual(['KEYFRAME_PROPERTY_UNSUPPORTED']);
	});

	it('are those of the mask that cuts where there is one', () => {
		const stroke = { mask_stroke: { color: '#ff0000', size: 0.5, alpha: 1 } };
		const lined = extra('masks', { resource_type: 'circle', config: LEFT, ...stroke });
		expect(codesWith(bright, lined, mask(), moved)).toEqual(['STAGE_APPROXIMATED']);
		expect(codesWith(bright, cut, mask())).toEqual([]);
	});
});

describe('beside a mask that cuts', () => {
	it.each([
		['letters', { resource_type: 'text', text_config: { content: '■', font_size: 200 } }],
		['a shape', { resource_type: 'rectangle' }],
	])('of %s each does its own', async (_what, written) => {
		const cut = extra('masks', { ...written, config: { width: 0.75, height: 2 } });
		const frame = await frameOf('gray.mp4', cut, mask(), bright);
		const [inside = 0, outside = 0] = [28, 36].map((x) => pixelOf(frame, x, 18)[0]);
		expect(inside).toBeGreaterThan(200);
		expect(outside).toBeCloseTo(128, -1);
		expect(pixelOf(frame, 1, 18)[0]).toBeLessThan(60);
	});
});

describe('keyframes beside a mask that cuts', () => {
	const moved = keyframes('KFTypeCommonMaskPositionX', [0, -0.5], [0.3, 0.5]);
	const cut = extra('masks', { resource_type: 'rectangle', config: LEFT });
	const rowsOf = async (...changes: Change[]) => {
		const frames = await framesOfDraft(
			small(videoTrack(clip('gray.mp4', [0, 0.4], bright, ...changes))),
			studio,
		);
		return [frames[0], frames[10]].map((frame) => (frame ? ends(frame).map(([red]) => red) : []));
	};

	it('move that one, and the colors stay where they are', async () => {
		const rows = await rowsOf(cut, mask(), moved);
		// First the left half is seen, in its new color; then the right one, which the colors do not reach.
		expect(rows[0]).toEqual([expect.closeTo(244, -2), expect.closeTo(0, -1)]);
		expect(rows[0]?.[0]).toBeGreaterThan(200);
		expect(rows[1]).toEqual([expect.closeTo(0, -1), expect.closeTo(128, -1)]);
		expect(codesWith(bright, cut, mask(), moved)).toEqual(['STAGE_APPROXIMATED']);
	});

	it('move nothing of the colors where that one is switched off', async () => {
		const off = segmentWith({ enable_video_mask: false });
		const rows = await rowsOf(cut, mask(), moved, off);
		for (const [left = 0, right = 0] of rows) {
			expect(left).toBeGreaterThan(200);
			expect(right).toBeCloseTo(128, -1);
		}
		expect(codesWith(bright, cut, mask(), moved, off)).toEqual(['STAGE_APPROXIMATED']);
	});
});

describe('points', () => {
	const points = [
		{ x: 0, y: 0 },
		{ x: 0.5, y: 0 },
		{ x: 0.5, y: 1 },
		{ x: 0, y: 1 },
	];
	const contour = { resource_type: 'contour', contour_path: points };
	const rowOf = (frame: Frame): readonly number[] =>
		Array.from({ length: 64 }, (_, x) => pixelOf(frame, x, 18)[0]);

	/** Clips of half the canvas: files are read as small as they are drawn, and colors are as large as the canvas. */
	const half = segmentWith({
		clip: { alpha: 1, rotation: 0, scale: { x: 0.5, y: 0.5 }, transform: { x: 0, y: 0 } },
	});
	const drawnOn = async (config: Json): Promise<readonly (readonly number[])[]> => {
		const drawn = mask({ width: 1, height: 1, ...config }, contour);
		const rows = [clip('gray.mp4', [0, 0.1], half, bright, drawn)];
		rows.push(flatColor('#808080', [0, 0.1], half, bright, drawn));
		const frames = await Promise.all(
			rows.map((one) => framesOfDraft(small(videoTrack(one)), studio)),
		);
		// Not the ends, where the edges of the clips are.
		return frames.map(([frame]) => (frame ? rowOf(frame).slice(18, 46) : []));
	};
	const apart = (some: readonly number[] = [], others: readonly number[] = []): number =>
		Math.max(...some.map((red, x) => Math.abs(red - (others[x] ?? NaN))));

	it.each([
		['a feather', { feather: 0.5 }],
		['an expansion', { expansion: 0.4 }],
		['both', { feather: 0.4, expansion: -0.4 }],
	])('with %s are the same on pictures of other sizes than drawn', async (_what, more) => {
		const [onFile, onColor] = await drawnOn(more);
		const [plain] = await drawnOn({});
		expect(apart(onFile, onColor)).toBeLessThan(10);
		expect(apart(onFile, plain)).toBeGreaterThan(24);
	});
});

it.each([
	['a rectangle', mask(), []],
	['a star of our own', mask(LEFT, { resource_type: 'star' }), ['STAGE_APPROXIMATED']],
	['letters', mask(LEFT, { resource_type: 'text' }), ['MASK_UNSUPPORTED']],
])('%s is told of as %s', (_what, written, codes) => {
	expect(codesWith(bright, written)).toEqual(codes);
	// Where there are no colors to hold, nothing is different without it.
	expect(codesWith(written)).toEqual([]);
});
