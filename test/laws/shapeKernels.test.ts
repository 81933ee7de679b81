/** Shapes that cover part of a picture, against their distances by the book, over generated ones: within one code value. */
import fc from 'fast-check';
import { expectNear, kernels, through } from '../support/kernels';

/** How far inside a shape a place lies, by the book. */
const INSIDE: Readonly<Record<string, (x: number, y: number, r: Box) => number>> = {
	line: (_, y) => -y,
	mirror: (_, y, { halfHeight }) => halfHeight - Math.abs(y),
	circle: (x, y, { halfWidth, halfHeight }) =>
		(1 - Math.hypot(x / halfWidth, y / halfHeight)) * Math.min(halfWidth, halfHeight),
	rectangle: (x, y, { halfWidth, halfHeight, radius }) => {
		const [qx, qy] = [Math.abs(x) - halfWidth + radius, Math.abs(y) - halfHeight + radius];
		return radius - Math.hypot(Math.max(0, qx), Math.max(0, qy)) - Math.min(0, Math.max(qx, qy));
	},
};
interface Box {
	readonly halfWidth: number;
	readonly halfHeight: number;
	readonly radius: number;
}
const length = fc.double({ min: 1, max: 20, noNaN: true });

it.each(Object.keys(INSIDE).map((name, number) => [name, number] as const))(
	'a %s covers by the distance to its edge',
	(name, number) => {
		fc.assert(
			fc.property(
				fc.record({
					halfWidth: length,
					halfHeight: length,
					round: fc.double({ min: 0, max: 1, noNaN: true }),
				}),
				fc.record({
					degrees: fc.integer({ min: 0, max: 359 }),
					soft: fc.double({ min: 0.5, max: 9, noNaN: true }),
					grow: fc.double({ min: -3, max: 3, noNaN: true }),
				}),
				fc.boolean(),
				({ halfWidth, halfHeight, round }, { degrees, soft, grow }, inverted) => {
					const [width, height] = [23, 17];
					const radius = round * Math.min(halfWidth, halfHeight);
					const [cos, sin] = [
						Math.cos((degrees * Math.PI) / 180),
						Math.sin((degrees * Math.PI) / 180),
					];
					const [ux, uy] = [-11 * cos + 8 * sin, -11 * sin - 8 * cos];
					const blank = new Array<number>(width * height).fill(0);
					const [seen] = through([blank], 1, ([out = 0]) => {
						kernels.drawShape(
							...([out, width, height, width] as const),
							...([ux, uy, cos, -sin, sin, cos] as const),
							...([number, halfWidth, halfHeight, radius, soft, grow, inverted ? 1 : 0] as const),
						);
					});
					const wanted = blank.map((_, i) => {
						const [x, y] = [i % width, Math.floor(i / width)];
						const own = [ux + x * cos - y * sin, uy + x * sin + y * cos] as const;
						const inside = INSIDE[name]?.(...own, { halfWidth, halfHeight, radius }) ?? 0;
						const t = Math.min(1, Math.max(0, ((inside + grow) / soft + 1) / 2));
						const cover = t * t * (3 - 2 * t) * 255;
						return inverted ? 255 - cover : cover;
					});
					expectNear(seen, wanted);
				},
			),
			{ numRuns: 60 },
		);
	},
);

/** Numbers that lie on no axis: where a hand of a clock begins, either side is right. */
const between = (least: number, most: number): fc.Arbitrary<number> =>
	fc.integer({ min: 0, max: 9999 }).map((n) => least + ((most - least) * (n + 0.37)) / 10_000);

it('a row of any shape is as its samples are one by one', () => {
	const WIDTH = 120;
	fc.assert(
		fc.property(
			fc.record({
				shape: fc.integer({ min: 0, max: 6 }),
				halfWidth: fc.double({ min: 0.5, max: 60, noNaN: true }),
				halfHeight: fc.double({ min: 0.5, max: 60, noNaN: true }),
				round: fc.double({ min: 0, max: 1, noNaN: true }),
			}),
			fc.record({
				ux: between(-90, 10),
				uy: between(-30, 30),
				degrees: between(0, 360),
				stretch: between(0.3, 2),
			}),
			fc.record({
				soft: fc.double({ min: 0.01, max: 9, noNaN: true }),
				grow: fc.double({ min: -3, max: 3, noNaN: true }),
				inverted: fc.integer({ min: 0, max: 1 }),
			}),
			(
				{ shape, halfWidth, halfHeight, round },
				{ ux, uy, degrees, stretch },
				{ soft, grow, inverted },
			) => {
				const a = stretch * Math.cos((degrees * Math.PI) / 180);
				const c = stretch * Math.sin((degrees * Math.PI) / 180);
				const isClock = shape === 4;
				// A clock has one hand, or up to five that are as far from each other as the last from the first.
				const hands = Math.floor(round * 4.99);
				const radius = isClock
					? hands && (2 * Math.PI) / (hands + 1)
					: round * Math.min(halfWidth, halfHeight);
				const rest = [shape, isClock ? halfWidth / 10 : halfWidth, halfHeight, radius] as const;
				const edge = [soft, isClock ? 0 : grow, inverted] as const;
				const blank = new Array<number>(WIDTH).fill(0);
				const [row] = through([blank], 1, ([out = 0]) => {
					kernels.drawShape(out, WIDTH, 1, WIDTH, ux, uy, a, -c, c, a, ...rest, ...edge);
				});
				const [single] = through([blank], 1, ([out = 0]) => {
					for (let x = 0; x < WIDTH; x++) {
						const place = [ux + x * a, uy + x * c, a, -c, c, a] as const;
						kernels.drawShape(out + x, 1, 1, 1, ...place, ...rest, ...edge);
					}
				});
				expectNear(row, single ?? []);
			},
		),
		{ numRuns: 1500 },
	);
});
