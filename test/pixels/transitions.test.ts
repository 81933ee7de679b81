/** Transitions: what is seen of both clips while one gives way to the next. */
import type { AssetId } from '../../render-agent/src/timeline/asset';
import type { Direction, TransitionLook } from '../../render-agent/src/timeline/looks';
import { type Drawn, drawn, flat, H264, near, openStudio } from '../support/studio';
import { picture, type Place, rgb, timelineOf, transition } from '../support/timelines';
import { type Frame, inkOf, pixelOf, type Rgb } from '../support/video';

jest.setTimeout(60_000);

const studio = openStudio();
const RED: Rgb = [224, 16, 16];
const BLUE: Rgb = [16, 16, 224];
const BLACK: Rgb = [0, 0, 0];

let red: AssetId;
let blue: AssetId;

beforeAll(async () => {
	red = await studio.make('red.mp4', ...flat(RED), ...H264);
	blue = await studio.make('blue.mp4', ...flat(BLUE), ...H264);
});
afterAll(() => {
	studio.close();
});

const spot = (frame: Frame, x: number, y: number): Rgb => pixelOf(frame, x, y);
const four = (...colors: readonly Rgb[]): readonly unknown[] => colors.map((one) => near(one));

type Point = readonly [x: number, y: number];

/** A place that still shows the old clip halfway, and one that shows the next. */
const HALFWAY: [
	family: 'slide' | 'push' | 'wipe',
	direction: Direction,
	old: Point,
	come: Point,
][] = [
	['slide', 'left', [16, 18], [48, 18]],
	['push', 'left', [16, 18], [48, 18]],
	['wipe', 'left', [16, 18], [48, 18]],
	['slide', 'right', [48, 18], [16, 18]],
	['push', 'down', [32, 27], [32, 9]],
	['wipe', 'up', [32, 9], [32, 27]],
	['wipe', 'right', [48, 18], [16, 18]],
];

const UNCOVERING: [look: TransitionLook, come: Point, old: Point][] = [
	[{ family: 'iris', opening: true, shape: 'circle' }, [32, 18], [2, 2]],
	[{ family: 'iris', opening: false, shape: 'circle' }, [2, 2], [32, 18]],
	[{ family: 'doors', axis: 'horizontal', opening: true }, [32, 18], [2, 18]],
	[{ family: 'doors', axis: 'vertical', opening: false }, [32, 1], [32, 18]],
	[{ family: 'diagonal', corner: 'topLeft' }, [2, 2], [61, 33]],
	[{ family: 'diagonal', corner: 'bottomRight' }, [61, 33], [2, 2]],
	[{ family: 'clock' }, [48, 18], [16, 18]],
];

describe('transitions of a second at the middle', () => {
	const crossing = async (look: TransitionLook): Promise<Drawn> => {
		const left = picture(red, [0, 1]);
		const right = picture(blue, [1, 2]);
		const transitions = [transition(look, [left, right], 1)];
		return drawn(timelineOf(2, { visuals: [left, right], transitions }), studio);
	};
	/** How many pixels of a frame are blue. */
	const share = (frame: Frame): number =>
		inkOf(frame, [0, 0, 64, 36], { rgb: BLUE, tolerance: 100 }) / (64 * 36);

	it('a dissolve gives the mean of both halfway, and only one of them outside', async () => {
		const { at } = await crossing({ family: 'dissolve' });
		expect([14, 30, 45].map((frame) => spot(at(frame), 32, 18))).toEqual(
			four(RED, [120, 16, 120], BLUE),
		);
	});

	it('a fade goes through its color', async () => {
		const { at } = await crossing({ family: 'fadeThrough', color: rgb(0, 0, 0) });
		expect(spot(at(30), 32, 18)).toEqual(near(BLACK));
		expect(spot(at(22), 32, 18)[0]).toBeGreaterThan(90);
	});

	it.each(HALFWAY)('a %s %s is halfway there at its cut', async (...row) => {
		const [family, direction, old, come] = row;
		const { at } = await crossing({ family, direction });
		expect(spot(at(30), ...old)).toEqual(near(RED));
		expect(spot(at(30), ...come)).toEqual(near(BLUE));
		expect(share(at(30))).toBeCloseTo(0.5, 1);
		expect(share(at(22))).toBeCloseTo(7 / 30, 1);
	});

	it.each(UNCOVERING)('%j uncovers the next clip where it should', async (look, come, old) => {
		const { at } = await crossing(look);
		expect(spot(at(30), ...come)).toEqual(near(BLUE));
		expect(spot(at(30), ...old)).toEqual(near(RED));
	});

	it.each([
		{ family: 'zoom', inward: true },
		{ family: 'zoom', inward: false },
		{ family: 'spin', clockwise: true },
		{ family: 'blur' },
	] as const)('%j begins with one clip and ends with the other', async (look) => {
		const { at } = await crossing(look);
		expect([14, 15, 45].map((frame) => spot(at(frame), 32, 18))).toEqual(four(RED, RED, BLUE));
		expect(spot(at(44), 32, 18)).toEqual(near(BLUE, 16));
	});
});

describe('transitions of a second whose clips do not overlap', () => {
	const LOOKS: readonly TransitionLook[] = [
		{ family: 'dissolve' },
		...(['slide', 'push', 'wipe', 'whip'] as const).map((family): TransitionLook => ({
			family,
			direction: 'left',
		})),
		{ family: 'iris', opening: true, shape: 'circle' },
		{ family: 'blinds', axis: 'horizontal' },
		{ family: 'doors', axis: 'vertical', opening: false },
		{ family: 'diagonal', corner: 'topLeft' },
		{ family: 'clock' },
		{ family: 'zoom', inward: true },
		{ family: 'spin', clockwise: true },
		{ family: 'flip', axis: 'horizontal' },
		...(['blur', 'zoomBlur', 'pixelate', 'ripple'] as const).map((family): TransitionLook => ({
			family,
		})),
	];
	const apart = async (look: TransitionLook, place: Place = {}): Promise<Drawn> => {
		const left = picture(red, [0, 1], place);
		const right = picture(blue, [1, 2], place);
		const transitions = [{ ...transition(look, [left, right], 1), apart: true as const }];
		return drawn(timelineOf(2, { visuals: [left, right], transitions }), studio);
	};
	/** How much of a color there is: the sum of what one part has more than the other. */
	const moreOf = (frame: Frame, one: 0 | 2): number => {
		let most = -255;
		for (let y = 1; y < 36; y += 2)
			for (let x = 1; x < 64; x += 2) {
				const at = pixelOf(frame, x, y);
				most = Math.max(most, at[one] - at[one === 0 ? 2 : 0]);
			}
		return most;
	};

	it.each(LOOKS.map((look) => [look.family, look] as const))(
		'%s shows the first up to the cut, and only the second from it on',
		async (_, look) => {
			const { at } = await apart(look);
			for (const frame of [10, 16, 20, 25, 29]) expect(moreOf(at(frame), 2)).toBeLessThan(20);
			for (const frame of [30, 34, 40, 44, 50]) expect(moreOf(at(frame), 0)).toBeLessThan(20);
			for (const [frame, color] of [
				[14, RED],
				[20, RED],
				[40, BLUE],
				[46, BLUE],
			] as const)
				expect(moreOf(at(frame), color === RED ? 0 : 2)).toBeGreaterThan(60);
		},
	);

	it('a dissolve goes down to the canvas and comes up from it', async () => {
		const { at } = await apart({ family: 'dissolve' });
		const bright = [15, 20, 25, 29, 30, 35, 40, 45].map((frame) =>
			Math.max(...spot(at(frame), 32, 18)),
		);
		expect(bright.slice(0, 4)).toEqual([...bright.slice(0, 4)].sort((a, b) => b - a));
		expect(bright.slice(4)).toEqual([...bright.slice(4)].sort((a, b) => a - b));
		expect(Math.max(bright[3] ?? 255, bright[4] ?? 255)).toBeLessThan(50);
	});

	it('a push leaves the canvas where the first has gone and the second not come', async () => {
		const { at } = await apart({ family: 'push', direction: 'left' });
		expect([spot(at(22), 8, 18), spot(at(22), 56, 18)]).toEqual(four(RED, BLACK));
		expect([spot(at(38), 8, 18), spot(at(38), 56, 18)]).toEqual(four(BLACK, BLUE));
	});

	/** The places that an edge that goes so meets early and late. */
	const MET: Readonly<Record<Direction, readonly [early: Point, late: Point]>> = {
		left: [
			[56, 18],
			[8, 18],
		],
		right: [
			[8, 18],
			[56, 18],
		],
		up: [
			[32, 31],
			[32, 4],
		],
		down: [
			[32, 4],
			[32, 31],
		],
	};
	/** What both places show early in each half. */
	const early = async (look: TransitionLook, [first, second]: readonly [Point, Point]) => {
		const { at } = await apart(look);
		return [22, 38].map((frame) => [spot(at(frame), ...first), spot(at(frame), ...second)]);
	};

	it.each([
		...(['left', 'right', 'up', 'down'] as const).map((way) => ['wipe', way] as const),
		...(['slide', 'push'] as const).flatMap((family) =>
			(['left', 'down'] as const).map((way) => [family, way] as const),
		),
	])('a %s %s goes that way in both halves', async (family, direction) => {
		expect(await early({ family, direction }, MET[direction])).toEqual([
			four(BLACK, RED),
			four(BLUE, BLACK),
		]);
	});

	it.each(UNCOVERING)(
		'%j takes the first clip away as it uncovers the second',
		async (look, come, old) => {
			expect(await early(look, [come, old])).toEqual([four(BLACK, RED), four(BLUE, BLACK)]);
		},
	);

	/** Middles of slats 6.4 pixels wide, and borders between two. */
	const SLATS = [
		[3, 6],
		[35, 31],
		[60, 57],
	] as const;

	const isLit = (color: Rgb | undefined): boolean => Math.max(...(color ?? [])) > 112;

	it('blinds open in the middle of each slat in both halves', async () => {
		const look = { family: 'blinds', axis: 'vertical' } as const;
		for (const [middle, border] of SLATS) {
			const halves = await early(look, [
				[middle, 18],
				[border, 18],
			]);
			expect(halves.map((points) => points.map(isLit))).toEqual([
				[false, true],
				[true, false],
			]);
		}
	});

	it.each(['inward', 'outward'] as const)(
		'a zoom %s shows the first clip up to the cut and then the second, and never the canvas',
		async (way) => {
			const { at } = await apart({ family: 'zoom', inward: way === 'inward' });
			for (const frame of [15, 23, 29, 30, 37, 45])
				for (const [x, y] of [
					[2, 2],
					[32, 18],
					[61, 33],
				] as const)
					expect(spot(at(frame), x, y)).toEqual(near(frame < 30 ? RED : BLUE));
		},
	);
});

describe('a flash between clips above something that do not overlap', () => {
	const flashed = async (): Promise<Drawn> => {
		const under = picture(red, [0, 2], { id: 'under' });
		const high = { rotation: 90, scale: 0.5, layer: 1 };
		const left = picture(blue, [0, 1], { ...high, id: 'left' });
		const right = picture(blue, [1, 2], { ...high, rotation: 0, id: 'right' });
		const look = { family: 'flash', color: rgb(1, 1, 1) } as const;
		const transitions = [{ ...transition(look, [left, right], 1), apart: true as const }];
		return drawn(timelineOf(2, { visuals: [under, left, right], transitions }), studio);
	};

	it('whitens the clips only, and leads the outline of one to that of the other', async () => {
		const { at } = await flashed();
		expect(spot(at(30), 32, 18)).toEqual(near([255, 255, 255]));
		for (const frame of [15, 25, 30, 35]) expect(spot(at(frame), 4, 18)).toEqual(near(RED));
		// Above the second clip the first one goes by and by; beside it the second comes.
		const greens = (x: number, y: number): readonly number[] =>
			[24, 27, 30, 33, 36].map((frame) => spot(at(frame), x, y)[1]);
		const [goes, comes] = [greens(32, 4), greens(20, 18)];
		expect(Math.abs((goes[2] ?? 0) - (comes[2] ?? 0))).toBeLessThan(12);
		for (const half of [goes[2], comes[2]]) expect(half).toBeGreaterThan(100);
		expect([goes[4], comes[0]].map((left) => (left ?? 255) < 40)).toEqual([true, true]);
	});
});
