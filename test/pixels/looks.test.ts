/** What a frame looks like: who hides whom, where things stand, masks, backdrops, motion. */
import type { AssetId } from '../../render-agent/src/timeline/asset';
import { constant } from '../../render-agent/src/timeline/curve';
import { captionIn, color } from '../support/captions';
import { type Drawn, drawn, flat, H264, hex, made, near, openStudio } from '../support/studio';
import {
	canvasOf,
	fill,
	keyed,
	mask,
	nested,
	picture,
	type Place,
	rgb,
	timelineOf,
	words,
} from '../support/timelines';
import { type Frame, inkOf, meanOf, pixelOf, type Rgb } from '../support/video';
import type { PictureClip, Timeline, VisualClip } from '../../render-agent/src/timeline/timeline';

jest.setTimeout(60_000);

const studio = openStudio();
const RED: Rgb = [224, 16, 16];
const BLUE: Rgb = [16, 16, 224];
const GREEN: Rgb = [16, 200, 16];
const BLACK: Rgb = [0, 0, 0];
/** What eight bits of limited range and subsampled chroma cost a channel. */
const ROUNDING = 6;

let red: AssetId;
let blue: AssetId;
/** Four quarters: red, green over blue, white. */
let quarters: AssetId;
let texture: AssetId;

beforeAll(async () => {
	red = await studio.make('red.mp4', ...flat(RED), ...H264);
	blue = await studio.make('blue.mp4', ...flat(BLUE), ...H264);
	const corner = (rgbColor: Rgb): readonly string[] => made(`color=c=${hex(rgbColor)}:s=32x18:d=1`);
	quarters = await studio.make(
		'quarters.png',
		...[...corner(RED), ...corner(GREEN), ...corner(BLUE), ...corner([255, 255, 255])],
		...['-filter_complex', '[0][1]hstack[a];[2][3]hstack[b];[a][b]vstack', '-frames:v', '1'],
	);
	const wave = 'st(0,126+55*sin(X/9)*cos(Y/7)+35*sin((X+2*Y)/15))';
	texture = await studio.make(
		'texture.png',
		...made(`nullsrc=s=480x270:d=1,format=gray,geq=lum='${wave}'`),
		...['-frames:v', '1'],
	);
});
afterAll(() => {
	studio.close();
});

const draw = (visuals: readonly VisualClip[], more: Partial<Timeline> = {}): Promise<Drawn> =>
	drawn(timelineOf(2, { visuals, ...more }), studio);

const spot = (frame: Frame, x: number, y: number): Rgb => pixelOf(frame, x, y);

/** Corners of the picture, just inside: upper left, upper right, lower left, lower right. */
const cornersOf = (frame: Frame): readonly Rgb[] => [
	spot(frame, 8, 4),
	spot(frame, 55, 4),
	spot(frame, 8, 31),
	spot(frame, 55, 31),
];
const WHITE: Rgb = [255, 255, 255];
const four = (...colors: readonly Rgb[]): readonly unknown[] => colors.map((one) => near(one));

describe('who hides whom', () => {
	it('the upper clip hides the lower, and is gone at its end', async () => {
		const { at } = await draw([picture(red, [0, 2]), picture(blue, [0.5, 1.5], { layer: 1 })]);
		expect([0, 14, 15, 44, 45, 59].map((frame) => spot(at(frame), 32, 18))).toEqual(
			four(RED, RED, BLUE, BLUE, RED, RED),
		);
	});

	it('where nothing is, there is black', async () => {
		const { at } = await draw([picture(red, [0.5, 1])]);
		expect([0, 15, 30].map((frame) => spot(at(frame), 32, 18))).toEqual(four(BLACK, RED, BLACK));
	});

	it('half opacity gives the mean of both', async () => {
		const { at } = await draw([
			picture(red, [0, 2]),
			picture(blue, [0, 2], { layer: 1, opacity: 0.5 }),
		]);
		expect(spot(at(10), 32, 18)).toEqual(near([120, 16, 120]));
	});

	it('opacity keyframes run straight', async () => {
		const opacity = keyed([0, 0], [2, 1]);
		const { at } = await draw([fill(rgb(1, 1, 1), [0, 2], { opacity })]);
		const greys = [0, 15, 30, 45].map((frame) => spot(at(frame), 32, 18)[0]);
		greys.forEach((grey, i) => {
			expect(Math.abs(grey - i * 0.25 * 255)).toBeLessThan(ROUNDING);
		});
	});
});

describe('where a picture stands', () => {
	const still = async (place: Place, more: Partial<PictureClip> = {}): Promise<Frame> =>
		(await draw([picture(quarters, [0, 2], { ...place, more })])).at(5);

	it('as it is, each quarter is in its corner', async () => {
		expect(cornersOf(await still({}))).toEqual(four(RED, GREEN, BLUE, WHITE));
	});

	it('flips change sides', async () => {
		expect(cornersOf(await still({ flipX: true }))).toEqual(four(GREEN, RED, WHITE, BLUE));
		expect(cornersOf(await still({ flipY: true }))).toEqual(four(BLUE, WHITE, RED, GREEN));
	});

	it('turns go clockwise', async () => {
		expect(cornersOf(await still({ rotation: 180 }))).toEqual(four(WHITE, BLUE, GREEN, RED));
		const quarter = await still({ rotation: 90 });
		// Upright it is 36 wide: the upper left quarter has come to the upper right.
		expect(
			[
				[27, 4],
				[37, 4],
				[27, 31],
				[37, 31],
			].map(([x = 0, y = 0]) => spot(quarter, x, y)),
		).toEqual(four(BLUE, RED, WHITE, GREEN));
	});

	it('half as large and moved, it covers just its place', async () => {
		const frame = await still({ scale: 0.5, x: 16, y: -9 });
		expect(spot(frame, 34, 2)).toEqual(near(RED));
		expect(spot(frame, 61, 15)).toEqual(near(WHITE));
		expect(spot(frame, 29, 2)).toEqual(near(BLACK));
		expect(spot(frame, 40, 20)).toEqual(near(BLACK));
	});

	it('a crop shows its part alone, fitted to the canvas', async () => {
		const crop = { left: 0.5, top: 0, right: 1, bottom: 0.5 };
		expect(cornersOf(await still({}, { crop }))).toEqual(four(GREEN, GREEN, GREEN, GREEN));
	});

	it('a clip that moves by keyframes is in between in between', async () => {
		const { at } = await draw([picture(red, [0, 2], { scale: 0.25, x: keyed([0, -16], [2, 16]) })]);
		const middle = (frame: number): number => {
			let [sum, count] = [0, 0];
			for (let x = 0; x < 64; x++) {
				const weight = spot(at(frame), x, 18)[0];
				sum += weight * (x + 0.5);
				count += weight;
			}
			return sum / count;
		};
		expect(middle(15)).toBeCloseTo(24, 0);
		expect(middle(30)).toBeCloseTo(32, 0);
		expect(middle(45)).toBeCloseTo(40, 0);
	});
});

describe('a picture of another shape', () => {
	it('is fitted whole before its backdrop color', async () => {
		const tall = await studio.make('tall.mp4', ...flat(RED, '36x64'), ...H264);
		const backdrop = { kind: 'color', color: rgb(0, 0, 1) } as const;
		const { at } = await draw([picture(tall, [0, 2], { more: { backdrop } })]);
		expect(spot(at(3), 32, 2)).toEqual(near(RED));
		expect(spot(at(3), 10, 18)).toEqual(near([0, 0, 255]));
		expect(spot(at(3), 54, 18)).toEqual(near([0, 0, 255]));
	});

	it('stands before its own blur, which is as bright as it is and has no edges', async () => {
		const halves = await studio.make(
			'halves.png',
			...made(`color=c=${hex(RED)}:s=36x32:d=1`),
			...made(`color=c=${hex(BLUE)}:s=36x32:d=1`),
			...['-filter_complex', '[0][1]vstack', '-frames:v', '1'],
		);
		const backdrop = { kind: 'blur', sigma: 3 } as const;
		const { at } = await draw([picture(halves, [0, 2], { more: { backdrop } })]);
		const column = Array.from({ length: 36 }, (_, y) => spot(at(3), 6, y));
		expect(column[1]).toEqual(near(RED, 10));
		expect(column[34]).toEqual(near(BLUE, 10));
		const steps = column.slice(1).map(([r], y) => Math.abs(r - (column[y]?.[0] ?? 0)));
		// A hard edge is a step of 208; chroma, which is not interpolated here, takes two rows' worth at once.
		expect(Math.max(...steps)).toBeLessThan(70);
	});

	it('stands before a picture that covers the canvas', async () => {
		const square = await studio.make('square.mp4', ...flat(RED, '36x36'), ...H264);
		const backdrop = { kind: 'picture', asset: quarters } as const;
		const { at } = await draw([picture(square, [0, 2], { more: { backdrop } })]);
		expect(cornersOf(at(3))).toEqual(four(RED, GREEN, BLUE, WHITE));
		expect(spot(at(3), 32, 18)).toEqual(near(RED));
	});
});

describe('masks', () => {
	const masked = async (shape: Parameters<typeof mask>[0], more = {}): Promise<Frame> =>
		(await draw([picture(red, [0, 2], { more: { mask: mask(shape, more) } })])).at(4);
	const covered = (frame: Frame): number => meanOf(frame, [0, 0, 64, 36])[0] / RED[0];

	it.each([
		['circle', Math.PI / 16],
		['rectangle', 1 / 4],
		['mirror', 1 / 2],
		['line', 1 / 2],
	] as const)('a %s keeps its part and no more', async (shape, part) => {
		expect(covered(await masked(shape))).toBeCloseTo(part, 1.3);
	});

	it.each(['heart', 'star'] as const)(
		'a %s keeps its middle and not its corners',
		async (shape) => {
			const frame = await masked(shape);
			expect(spot(frame, 32, 18)).toEqual(near(RED));
			expect(spot(frame, 17, 26)).toEqual(near(BLACK));
			expect(covered(frame)).toBeGreaterThan(0.05);
			expect(covered(frame)).toBeLessThan(0.25);
		},
	);

	it('inverted, it keeps the rest', async () => {
		const frame = await masked('rectangle', { inverted: true });
		expect(spot(frame, 32, 18)).toEqual(near(BLACK));
		expect(spot(frame, 4, 4)).toEqual(near(RED));
		expect(covered(frame)).toBeCloseTo(3 / 4, 1.3);
	});

	it('feathered, it has no hard edge', async () => {
		const row = (frame: Frame): number[] =>
			Array.from({ length: 64 }, (_, x) => spot(frame, x, 18)[0]);
		const step = (values: readonly number[]): number =>
			Math.max(...values.slice(1).map((value, x) => Math.abs(value - (values[x] ?? 0))));
		const soft = await masked('circle', { feather: constant(0.5) });
		expect(step(row(await masked('circle')))).toBeGreaterThan(100);
		expect(step(row(soft))).toBeLessThan(60);
	});
});

describe('text, timelines within, stickers', () => {
	it('a caption lies over the video, in its place', async () => {
		const text = captionIn({ height: 14, fill: color(1, 1, 1) }, '国国');
		const { at } = await draw([picture(red, [0, 2]), words(text, [0.5, 1.5], { layer: 1, y: 9 })]);
		const white = { rgb: WHITE, tolerance: 60 };
		expect(inkOf(at(5), [0, 0, 64, 36], white)).toBe(0);
		expect(inkOf(at(30), [16, 18, 32, 18], white)).toBeGreaterThan(20);
		expect(inkOf(at(30), [0, 0, 64, 16], white)).toBe(0);
		expect(spot(at(30), 4, 4)).toEqual(near(RED));
	});

	it('a timeline within is drawn on its own canvas and fitted, see-through where it is empty', async () => {
		const inner = timelineOf(2, {
			canvas: canvasOf({ width: 128, height: 72 }),
			visuals: [picture(blue, [0.5, 2], { scale: 0.5 })],
		});
		const { at } = await draw([
			picture(red, [0, 2]),
			nested(inner, [0.5, 1.5], { layer: 1, source: [0.25, 1.25] }),
		]);
		expect([14, 20, 23, 44, 45].map((frame) => spot(at(frame), 32, 18))).toEqual(
			four(RED, RED, BLUE, BLUE, RED),
		);
		expect(spot(at(30), 8, 4)).toEqual(near(RED));
	});
});

describe('slow motion of a still', () => {
	it('moves in every frame, and in no frame much more than in others', async () => {
		const visuals = [
			picture(texture, [0, 5], {
				scale: keyed([0, 1], [5, 1.1]),
				x: keyed([0, 0], [5, 6.5]),
			}),
		];
		const canvas = canvasOf({ width: 240, height: 136 });
		const { raw } = await drawn(timelineOf(5, { canvas, visuals }), studio);
		const steps = raw.slice(1).map((frame, i) => {
			const before = raw[i] ?? frame;
			let sum = 0;
			for (let at = 0; at < 240 * 136; at++) sum += Math.abs((frame[at] ?? 0) - (before[at] ?? 0));
			return sum;
		});
		const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
		expect(Math.min(...steps)).toBeGreaterThan(0.4 * mean);
		expect(Math.max(...steps)).toBeLessThan(1.5 * mean);
	});
});
