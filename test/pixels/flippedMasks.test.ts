/** Masks of mirrored clips stay where the draft puts them, and the report says so where another reading would show; those of stretched clips are stretched. */
import {
	type Change,
	clip,
	codesOf,
	extra,
	type Json,
	keyframes,
	segmentWith,
	videoTrack,
} from '../support/drafts';
import { framesOfDraft, small } from '../support/draftStudio';
import { H264, made, near, openStudio } from '../support/studio';
import { type Frame, pixelOf, type Rgb } from '../support/video';

const studio = openStudio();
const RED: Rgb = [224, 16, 16];
const BLUE: Rgb = [16, 16, 224];
const BLACK: Rgb = [0, 0, 0];

beforeAll(async () => {
	// Red on the left, blue on the right.
	const halves =
		'color=0xE01010:s=32x36:d=1:r=30[a];color=0x1010E0:s=32x36:d=1:r=30[b];[a][b]hstack';
	await studio.make('halves.mp4', ...made(halves), ...H264);
});
afterAll(() => {
	studio.close();
});

const flip = (horizontal: boolean, vertical = false): Change =>
	segmentWith({
		clip: {
			...{ alpha: 1, rotation: 0, scale: { x: 1, y: 1 }, transform: { x: 0, y: 0 } },
			flip: { horizontal, vertical },
		},
	});
/** A rectangle over the left half of its clip. */
const LEFT: Json = { centerX: -0.5, centerY: 0, width: 0.5, height: 1 };
const mask = (config: Json, shape = 'rectangle'): Change =>
	extra('masks', { resource_type: shape, name: shape, config });

const frameOf = async (...changes: Change[]): Promise<Frame> => {
	const [first] = await framesOfDraft(
		small(videoTrack(clip('halves.mp4', [0, 0.1], ...changes))),
		studio,
	);
	if (!first) throw new RangeError('no frame');
	return first;
};

it('keeps the same half of the canvas, in which the other half of the picture lies now', async () => {
	const plain = await frameOf(mask(LEFT));
	expect([pixelOf(plain, 12, 18), pixelOf(plain, 52, 18)]).toEqual([near(RED, 40), near(BLACK)]);
	const flipped = await frameOf(mask(LEFT), flip(true));
	expect([pixelOf(flipped, 12, 18), pixelOf(flipped, 52, 18)]).toEqual([
		near(BLUE, 40),
		near(BLACK),
	]);
});

const WHOLE: Json = { centerX: 0, centerY: 0, width: 0.5, height: 0.5 };

it.each<[what: string, changes: readonly Change[], told: boolean]>([
	['beside the middle', [flip(true), mask(LEFT)], true],
	['beside the middle, mirrored along the other axis', [flip(false, true), mask(LEFT)], false],
	['beside the middle, mirrored both ways', [flip(true, true), mask(LEFT)], true],
	['in the middle', [flip(true, true), mask(WHOLE)], false],
	['turned', [flip(true), mask({ ...WHOLE, rotation: 30 })], true],
	['turned by half', [flip(true), mask({ ...WHOLE, rotation: 180 })], false],
	['a level line', [flip(true), mask(WHOLE, 'line')], false],
	['a level line, mirrored across itself', [flip(false, true), mask(WHOLE, 'line')], true],
	[
		'an upright line, mirrored along itself',
		[flip(false, true), mask({ ...WHOLE, rotation: 90 }, 'line')],
		false,
	],
	['of a clip that is not mirrored', [flip(false), mask({ ...LEFT, rotation: 30 })], false],
])('a mask %s', (_, changes, told) => {
	const codes = codesOf(videoTrack(clip('halves.mp4', [0, 1], ...changes)));
	expect(codes).toEqual(told ? ['STAGE_APPROXIMATED'] : []);
});

it('one that keyframes move off the middle is told', () => {
	const moved = keyframes('KFTypeCommonMaskPositionX', [0, 0], [1, 0.5]);
	const codes = codesOf(videoTrack(clip('halves.mp4', [0, 1], flip(true), mask(WHOLE), moved)));
	expect(codes).toEqual(['STAGE_APPROXIMATED']);
});

it('a turned mask is stretched with its clip', async () => {
	const clipped = { rotation: 0, flip: { horizontal: false, vertical: false } };
	const frame = await frameOf(
		mask({ centerX: 0, centerY: 0, rotation: 45 }, 'line'),
		segmentWith({
			clip: { alpha: 1, ...clipped, scale: { x: 1, y: 0.5 }, transform: { x: 0, y: 0 } },
		}),
	);
	// From upper left to lower right in the clip's own pixels, half as steep on the canvas: what lies above it is kept.
	const isSeen = (x: number, y: number): boolean =>
		Math.max(...pixelOf(frame, 32 + x, 18 + y)) > 120;
	expect([isSeen(14, 6), isSeen(14, 8), isSeen(-14, -8), isSeen(-14, -6)]).toEqual([
		...[true, false, true, false],
	]);
});
