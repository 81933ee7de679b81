/** Slanted crops, and timelines within timelines that are cut, sped up and turned round. */
import type { Crop, NestedClip } from '../../render-agent/src/timeline/timeline';
import {
	drawn,
	flat,
	H264,
	hex,
	made,
	near,
	numbered,
	numberIn,
	openStudio,
	type Studio,
} from '../support/studio';
import { nested, picture, timelineOf } from '../support/timelines';
import { meanOf, type Rgb } from '../support/video';

const RED: Rgb = [200, 30, 30];
const GREEN: Rgb = [30, 180, 30];
const BLUE: Rgb = [30, 30, 200];
const YELLOW: Rgb = [200, 200, 30];

let studio: Studio;
beforeAll(async () => {
	studio = openStudio();
	const cell = (color: Rgb): readonly string[] => made(`color=${hex(color)}:s=100x100:d=1`);
	await studio.make(
		'quarters.png',
		...[RED, GREEN, BLUE, YELLOW].flatMap(cell),
		...['-filter_complex', 'xstack=inputs=4:layout=0_0|w0_0|0_h0|w0_h0,format=rgb24'],
		...['-frames:v', '1'],
	);
	await studio.make('numbered.mp4', ...numbered(3), ...H264);
	await studio.make('gray.mp4', ...flat([90, 90, 90]), ...H264);
});
afterAll(() => {
	studio.close();
});

it('a crop that stands on its corner is turned upright, as large as its sides', async () => {
	const corners = {
		topLeft: { x: 0.5, y: 0 },
		topRight: { x: 1, y: 0.5 },
		bottomLeft: { x: 0, y: 0.5 },
		bottomRight: { x: 0.5, y: 1 },
	};
	const asset = picture('quarters.png' as never, [0, 0.1], {
		more: { crop: { left: 0, top: 0, right: 1, bottom: 1, corners } },
	});
	const frame = (await drawn(timelineOf(0.1, { visuals: [asset] }), studio)).at(0);
	// A square of 36 in the middle of 64 × 36: its sides lie between the quarters of the picture.
	expect(meanOf(frame, [28, 2, 8, 4])).toEqual(near(GREEN, 12));
	expect(meanOf(frame, [42, 14, 6, 8])).toEqual(near(YELLOW, 12));
	expect(meanOf(frame, [28, 30, 8, 4])).toEqual(near(BLUE, 12));
	expect(meanOf(frame, [16, 14, 6, 8])).toEqual(near(RED, 12));
	expect(meanOf(frame, [2, 10, 8, 16])).toEqual(near([0, 0, 0]));
});

describe('a crop with its corners the other way round', () => {
	/** The colors of the four quarters of what is drawn: the upper ones, the lower ones, each from the left. */
	const quartersOf = async (crop: Partial<Crop>, flipX = false): Promise<readonly Rgb[]> => {
		const whole = { left: 0, top: 0, right: 1, bottom: 1 };
		const clip = picture('quarters.png' as never, [0, 0.1], {
			flipX,
			more: { crop: { ...whole, ...crop } },
		});
		const frame = (await drawn(timelineOf(0.1, { visuals: [clip] }), studio)).at(0);
		return [
			[16, 2],
			[36, 2],
			[16, 22],
			[36, 22],
		].map(([x = 0, y = 0]) => meanOf(frame, [x, y, 10, 10]));
	};
	const all = (...colors: readonly Rgb[]): unknown => colors.map((color) => near(color, 12));

	it('is mirrored, and twice mirrored as it was', async () => {
		expect(await quartersOf({})).toEqual(all(RED, GREEN, BLUE, YELLOW));
		expect(await quartersOf({ mirroredX: true })).toEqual(all(GREEN, RED, YELLOW, BLUE));
		expect(await quartersOf({ mirroredY: true })).toEqual(all(BLUE, YELLOW, RED, GREEN));
		expect(await quartersOf({ mirroredX: true }, true)).toEqual(all(RED, GREEN, BLUE, YELLOW));
	});

	it('and slanted sides is mirrored too', async () => {
		const corners = {
			topLeft: { x: 0.98, y: 0 },
			topRight: { x: 0, y: 0.02 },
			bottomLeft: { x: 1, y: 0.98 },
			bottomRight: { x: 0.02, y: 1 },
		};
		expect(await quartersOf({ corners })).toEqual(all(GREEN, RED, YELLOW, BLUE));
	});
});

describe('a timeline within', () => {
	const inner = timelineOf(3, { visuals: [picture('numbered.mp4' as never, [0, 3])] });
	const numbersOf = async (changes: Partial<NestedClip>, gop: number): Promise<number[]> => {
		const below = picture('gray.mp4' as never, [0, 1]);
		const clip = { ...nested(inner, [0, 1], { layer: 1, source: [1, 2] }), ...changes };
		const { at, raw } = await drawn(timelineOf(1, { visuals: [below, clip] }), studio, gop);
		return raw.map((_, frame) => numberIn(at(frame)));
	};
	const up = Array.from({ length: 30 }, (_, i) => 30 + i);

	it('shows its own frames, in one chunk or in many', async () => {
		expect(await numbersOf({}, 250)).toEqual(up);
		expect(await numbersOf({}, 7)).toEqual(up);
	});

	it('that runs backwards shows them from the last to the first, in one chunk or in many', async () => {
		const down = [...up].reverse();
		expect(await numbersOf({ reversed: true }, 250)).toEqual(down);
		expect(await numbersOf({ reversed: true }, 7)).toEqual(down);
	});

	it('that is over holds its last frame', async () => {
		const { source } = nested(inner, [0, 1], { source: [2.5, 3.5] });
		const numbers = await numbersOf({ source }, 250);
		expect(numbers.slice(13, 17)).toEqual([88, 89, 89, 89]);
	});

	it.each([0.495, 0.505])(
		'that begins at %d s, between two frames, shows each of its own once',
		async (start) => {
			const clip = nested(inner, [start, start + 1], { source: [1, 2] });
			for (const reversed of [false, true]) {
				const timeline = timelineOf(2, { visuals: [{ ...clip, reversed }] });
				const { at } = await drawn(timeline, studio);
				const numbers = up.map((_, i) => numberIn(at(15 + i)));
				expect(numbers).toEqual(reversed ? up.toReversed() : up);
			}
		},
	);
});
