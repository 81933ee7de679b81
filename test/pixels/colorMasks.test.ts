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
	const of = clip('gray.mp4', [0, 1], materialWith({ has_audio: false }), bright, line);
	expect(codesOf(videoTrack(of))).toEqual(['STAGE_UNSUPPORTED']);
});

it.each([
	['a rectangle', mask(), []],
	['a star of our own', mask(LEFT, { resource_type: 'star' }), ['STAGE_APPROXIMATED']],
	['letters', mask(LEFT, { resource_type: 'text' }), ['MASK_UNSUPPORTED']],
])('%s is told of as %s', (_what, written, codes) => {
	const of = clip('gray.mp4', [0, 1], materialWith({ has_audio: false }), bright, written);
	expect(codesOf(videoTrack(of))).toEqual(codes);
});
