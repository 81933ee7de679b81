import type { ShapeCover } from '../../../render-agent/src/compose/draws';
import { uncovered } from '../../../render-agent/src/compose/uncovered';
import { shifted as movedBy } from '../../../render-agent/src/timeline/geometry';
import { crossingDraws } from '../../../render-agent/src/compose/crossing';
import type { Draw } from '../../../render-agent/src/compose/draws';
import { Painter } from '../../../render-agent/src/compose/paint';
import { takePlanes } from '../../../render-agent/src/compose/surface';
import type { IrisShape, TransitionLook } from '../../../render-agent/src/timeline/looks';
import { freshArena, lumaOf, pictureOf } from '../../support/engine';

const SIZE = { width: 192, height: 108 };
const [DARK, LIGHT] = [30, 200];
const arena = freshArena();
const painter = new Painter(arena, SIZE);
const [dark, light] = [
	pictureOf(arena, SIZE, { sample: () => DARK }),
	pictureOf(arena, SIZE, { sample: () => LIGHT }),
];

const side = (source: number): Draw => ({
	...{ kind: 'picture', source, opacity: 1, covers: [] },
	matrix: { xx: SIZE.width, xy: 0, yx: 0, yy: SIZE.height, dx: 0, dy: 0 },
});

const at = (look: TransitionLook, share: number): readonly number[] => {
	const target = takePlanes(arena, SIZE, false);
	const sides = { from: [side(0)], to: [side(1)], share, canvas: SIZE, opaque: true };
	painter.frame(target, crossingDraws(look, sides), (source) => (source === 0 ? dark : light));
	return lumaOf(arena, target);
};

const opened = (shape: IrisShape, share: number) =>
	at({ family: 'iris', opening: true, shape }, share);

/** How much of the canvas the second clip has. */
const shareOf = (luma: readonly number[]): number =>
	luma.reduce((sum, value) => sum + (value - DARK) / (LIGHT - DARK), 0) / luma.length;

/** How far the second clip reaches from the middle in a direction, in pixels; as far as the canvas if it fills it. */
const reachOf = (luma: readonly number[], [dx, dy]: readonly [number, number]): number => {
	let steps = 0;
	for (; steps < 110; steps++) {
		const [x, y] = [Math.floor(96 + dx * steps), Math.floor(54 + dy * steps)];
		if (x < 0 || y < 0 || x >= SIZE.width || y >= SIZE.height) break;
		if ((luma[y * SIZE.width + x] ?? 0) < (DARK + LIGHT) / 2) break;
	}
	return steps;
};

const SHAPES: readonly IrisShape[] = [
	...([
		'circle',
		'rectangle',
		'square',
		'diamond',
		'triangle',
		'hexagon',
		'heart',
		'star',
	] as const),
];

it.each(SHAPES)('a %s opens from nothing, over the whole canvas, ever further', (shape) => {
	const shares = [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => shareOf(opened(shape, share)));
	expect(shares).toEqual([...shares].sort((a, b) => a - b));
	expect(shares[0]).toBeLessThan(0.001);
	expect(shares[1]).toBeGreaterThan(0.001);
	expect(shares[3]).toBeLessThan(0.99);
	expect(shares[5]).toBeGreaterThan(0.999);
});

const SLANT = Math.SQRT1_2;

/** How far each shape reaches to the right, up, down and slantwise when a fifth or two of its way is over. */
it.each<[shape: IrisShape, share: number, reaches: readonly (readonly [number, number, number])[]]>(
	[
		[
			'rectangle',
			0.4,
			[
				[1, 0, 38],
				[0, -1, 22],
				[0, 1, 22],
				[SLANT, SLANT, 31],
			],
		],
		[
			'square',
			0.3,
			[
				[1, 0, 29],
				[0, -1, 29],
				[0, 1, 29],
				[SLANT, SLANT, 41],
			],
		],
		[
			'diamond',
			0.3,
			[
				[1, 0, 45],
				[0, -1, 45],
				[0, 1, 45],
				[SLANT, SLANT, 32],
			],
		],
		[
			'triangle',
			0.2,
			[
				[0, 1, 22],
				[0, -1, 44],
				[1, 0, 25],
				[-1, 0, 25],
			],
		],
		[
			'hexagon',
			0.3,
			[
				[1, 0, 29],
				[0, -1, 33],
				[0, 1, 33],
				[-1, 0, 29],
			],
		],
	],
)('a %s has its own outline', (shape, share, reaches) => {
	const luma = opened(shape, share);
	for (const [dx, dy, far] of reaches)
		expect(Math.abs(reachOf(luma, [dx, dy]) - far)).toBeLessThanOrEqual(2.5);
});

it('a shape that closes leaves the first clip in itself', () => {
	const luma = at({ family: 'iris', opening: false, shape: 'diamond' }, 0.7);
	const opening = opened('diamond', 0.3);
	luma.forEach((value, i) => {
		if (Math.abs(value + (opening[i] ?? 0) - DARK - LIGHT) > 2)
			throw new Error(`pixel ${String(i)}`);
	});
	expect(luma[54 * SIZE.width + 96]).toBe(DARK);
});

it('doors open along the diagonal', () => {
	const luma = at({ family: 'doors', axis: 'diagonal', opening: true }, 0.5);
	const pixel = (x: number, y: number) => luma[y * SIZE.width + x];
	expect([pixel(96, 54), pixel(4, 104), pixel(188, 4)]).toEqual([LIGHT, LIGHT, LIGHT]);
	expect([pixel(4, 4), pixel(188, 104)]).toEqual([DARK, DARK]);
	expect(shareOf(luma)).toBeCloseTo(0.75, 1);
});

it('four hands sweep a quarter each', () => {
	const luma = at({ family: 'clock', hands: 4 }, 0.5);
	const pixel = (x: number, y: number) => luma[y * SIZE.width + x];
	// Just past twelve, three, six and nine o'clock; just before them.
	expect([pixel(100, 20), pixel(130, 58), pixel(92, 90), pixel(60, 50)]).toEqual(
		Array(4).fill(LIGHT),
	);
	expect([pixel(92, 20), pixel(130, 50), pixel(100, 90), pixel(60, 58)]).toEqual(
		Array(4).fill(DARK),
	);
	expect(shareOf(luma)).toBeCloseTo(0.5, 1);
});

it.each(['circle', 'heart', 'star'] as const)(
	'a clip is opened in the shape of a %s about its own middle',
	(shape) => {
		const size = { width: 40, height: 20 };
		const frame = movedBy(100, 50);
		const at = (share: number): ShapeCover =>
			uncovered({ family: 'iris', shape }, share, { size, frame })[0] as ShapeCover;
		expect(at(0.5).matrix).toEqual(frame);
		expect(at(1).halfWidth).toBeGreaterThanOrEqual(20);
		expect(at(0.5).halfWidth).toBeLessThan(at(1).halfWidth);
	},
);
