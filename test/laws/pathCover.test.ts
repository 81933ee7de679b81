/** What closed lines cover, against the plain sum over all samples, over generated polygons: within one code value. */
import fc from 'fast-check';
import type { PathCover } from '../../render-agent/src/compose/draws';
import { drawPath } from '../../render-agent/src/compose/pathCover';
import { IDENTITY } from '../../render-agent/src/timeline/geometry';

const [WIDTH, HEIGHT] = [60, 24];
const FINE = 4;

type Point = readonly [x: number, y: number];

/** Where a level line crosses a closed one, from left to right. */
const crossed = (points: readonly Point[], y: number): readonly number[] =>
	points
		.flatMap(([x1, y1], i): readonly number[] => {
			const [x0, y0] = points[(i + points.length - 1) % points.length] ?? [0, 0];
			return y0 <= y !== y1 <= y ? [x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)] : [];
		})
		.sort((a, b) => a - b);

/** The share of a sample that lies inside, in four rows. */
const shareAt = (points: readonly Point[], x: number, y: number): number => {
	let share = 0;
	for (let fine = 0; fine < FINE; fine++) {
		const found = crossed(points, y + (fine + 0.5) / FINE);
		for (let i = 0; i + 1 < found.length; i += 2)
			share += Math.max(0, Math.min(x + 1, found[i + 1] ?? 0) - Math.max(x, found[i] ?? 0));
	}
	return share / FINE;
};

const place = fc.tuple(
	fc.double({ min: -20, max: WIDTH + 20, noNaN: true }),
	fc.double({ min: -8, max: HEIGHT + 8, noNaN: true }),
);

it('each sample is covered by as much of it as lies inside', () => {
	fc.assert(
		fc.property(fc.array(place, { minLength: 3, maxLength: 9 }), (points) => {
			const cover: PathCover = {
				...{ shape: 'path', points, matrix: IDENTITY, halfWidth: 1, halfHeight: 1 },
				...{ soft: 0.5, inverted: false },
			};
			const out = new Uint8Array(WIDTH * HEIGHT).fill(77);
			// Samples reach from whole place to whole place.
			const plane = {
				at: 0,
				alpha: 0,
				width: WIDTH,
				height: HEIGHT,
				step: 1,
				x0: 0.5,
				y0: 0.5,
			} as const;
			drawPath(out, plane, cover);
			let worst = 0;
			for (let y = 0; y < HEIGHT; y++)
				for (let x = 0; x < WIDTH; x++) {
					const wanted = Math.min(1, shareAt(points, x, y)) * 255;
					worst = Math.max(worst, Math.abs((out[y * WIDTH + x] ?? NaN) - wanted));
				}
			expect(worst).toBeLessThanOrEqual(1);
		}),
		{ numRuns: 150 },
	);
});
