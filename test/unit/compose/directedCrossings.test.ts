import { apartDraws } from '../../../render-agent/src/compose/apart';
import { crossingDraws } from '../../../render-agent/src/compose/crossing';
import type { Draw } from '../../../render-agent/src/compose/draws';
import { Painter } from '../../../render-agent/src/compose/paint';
import { takePlanes } from '../../../render-agent/src/compose/surface';
import type { TransitionLook } from '../../../render-agent/src/timeline/looks';
import { freshArena, lumaOf, pictureOf } from '../../support/engine';

const SIZE = { width: 128, height: 96 };
const [DARK, LIGHT] = [60, 200];
const arena = freshArena();
const painter = new Painter(arena, SIZE);
const PICTURES = [
	pictureOf(arena, SIZE, { sample: () => DARK }),
	pictureOf(arena, SIZE, { sample: () => LIGHT }),
	// Upright stripes, and level ones.
	pictureOf(arena, SIZE, { sample: (x) => (x % 16 < 8 ? DARK : LIGHT) }),
	pictureOf(arena, SIZE, { sample: (_, y) => (y % 16 < 8 ? DARK : LIGHT) }),
] as const;

const side = (source: number): Draw => ({
	...{ kind: 'picture', source, opacity: 1, covers: [] },
	matrix: { xx: SIZE.width, xy: 0, yx: 0, yy: SIZE.height, dx: 0, dy: 0 },
});

const painted = (draws: readonly Draw[]): readonly number[] => {
	const target = takePlanes(arena, SIZE, false);
	painter.frame(target, draws, (source) => PICTURES[source] ?? PICTURES[0]);
	return lumaOf(arena, target);
};

const at = (look: TransitionLook, share: number, [from, to] = [0, 1]): readonly number[] =>
	painted(
		crossingDraws(look, {
			...{ from: [side(from)], to: [side(to)], share, canvas: SIZE, opaque: true },
		}),
	);

const pixel = (luma: readonly number[], x: number, y: number): number =>
	luma[y * SIZE.width + x] ?? NaN;

/** The upper, lower, left and right edge. */
const edgesOf = (luma: readonly number[]): readonly number[] => [
	...[pixel(luma, 64, 6), pixel(luma, 64, 89), pixel(luma, 6, 48), pixel(luma, 121, 48)],
];

it.each([
	['down', [LIGHT, DARK]],
	['up', [DARK, LIGHT]],
] as const)('a shake and ripples that go %s carry one clip away and the other in', (way, seen) => {
	for (const family of ['shake', 'ripple'] as const) {
		expect(edgesOf(at({ family, direction: way }, 0.5)).slice(0, 2)).toEqual(seen);
		// Without overlap each clip is carried over the canvas behind itself: nothing dark is seen.
		for (const goes of [true, false]) {
			const draws = [side(goes ? 0 : 1)];
			const lone = { draws, goes, share: 0.5, canvas: SIZE, opaque: true, spreads: false };
			const half = edgesOf(painted(apartDraws({ family, direction: way }, lone)));
			for (const value of half) expect(value).toBe(goes ? DARK : LIGHT);
		}
	}
});

it.each(['inward', 'outward'] as const)(
	'a zoom %s without overlap fills the canvas at every moment',
	(way) => {
		for (const goes of [true, false])
			for (const share of [0, 0.3, 0.6, 1]) {
				const draws = [side(goes ? 0 : 1)];
				const lone = { draws, goes, share, canvas: SIZE, opaque: true, spreads: false };
				const look = { family: 'zoom', inward: way === 'inward' } as const;
				for (const value of edgesOf(painted(apartDraws(look, lone))))
					expect(value).toBe(goes ? DARK : LIGHT);
			}
	},
);

it('a zoom that goes left leaves the right to the second clip', () => {
	const [, , left = NaN, right] = edgesOf(
		at({ family: 'zoom', inward: true, direction: 'left' }, 0.7),
	);
	expect(right).toBe(LIGHT);
	expect(left).toBeLessThan(LIGHT - 20);
});

/** How much a picture changes along its rows. */
const acrossOf = (luma: readonly number[]): number =>
	luma.reduce(
		(sum, value, i) => sum + (i % SIZE.width ? Math.abs(value - (luma[i - 1] ?? 0)) : 0),
		0,
	) / luma.length;

it('a shake along an axis leaves what runs along it in its rows', () => {
	const luma = at({ family: 'shake', axis: 'horizontal' }, 0.3, [3, 3]);
	expect(acrossOf(luma)).toBeLessThan(0.1);
	expect(acrossOf(at({ family: 'shake' }, 0.3, [3, 3]))).toBeGreaterThan(0.5);
});

it.each(['inward', 'outward'] as const)('a shake that zooms %s moves one side only', (zoom) => {
	// Stripes of the side that grows are wider: fewer edges in a row.
	const edges = (share: number): number => acrossOf(at({ family: 'shake', zoom }, share, [2, 2]));
	const still = (share: number): number => acrossOf(at({ family: 'shake' }, share, [2, 2]));
	const [grown, kept] = zoom === 'inward' ? [0.45, 0.55] : [0.55, 0.45];
	expect(edges(grown)).toBeLessThan(still(grown) * 0.85);
	expect(edges(kept)).toBeCloseTo(still(kept), 1);
});
