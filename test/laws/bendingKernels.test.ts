/** Bent planes, keyed-out colors, undone alpha and stars against the obvious arithmetic, over generated ones. */
import fc from 'fast-check';
import { expectNear, kernels, through } from '../support/kernels';

const byte = fc.integer({ min: 0, max: 255 });
const plane = (length: number): fc.Arbitrary<readonly number[]> =>
	fc.array(byte, { minLength: length, maxLength: length });
const blank = (length: number): readonly number[] => new Array<number>(length).fill(0);

/** Back into 0…last by turning round at the ends. */
const reflected = (at: number, last: number): number => {
	if (last === 0) return 0;
	const turned = ((at % (2 * last)) + 2 * last) % (2 * last);
	return turned > last ? 2 * last - turned : turned;
};

it('a bent plane shows at each place what its grid says, mirrored beyond its edges', () => {
	const [width, height, cell] = [16, 12, 4];
	const [columns, rows] = [width / cell, height / cell];
	const places = fc.array(fc.double({ min: -20, max: 30, noNaN: true }), {
		minLength: (columns + 1) * (rows + 1) * 2,
		maxLength: (columns + 1) * (rows + 1) * 2,
	});
	fc.assert(
		fc.property(plane(width * height), places, (own, list) => {
			const grid = Float32Array.from(list);
			const bytes = [...new Uint8Array(grid.buffer)];
			const [seen] = through([own, bytes, blank(own.length)], 1, ([src = 0, at = 0, out = 0]) => {
				kernels.warp(src, width, height, out, at, columns, cell);
			});
			const corner = (i: number, j: number, axis: 0 | 1): number =>
				grid[(j * (columns + 1) + i) * 2 + axis] ?? 0;
			const between = (x: number, y: number, axis: 0 | 1): number => {
				const [i, j] = [Math.floor(x / cell), Math.floor(y / cell)];
				const [fx, fy] = [x / cell - i, y / cell - j];
				const upper = corner(i, j, axis) * (1 - fx) + corner(i + 1, j, axis) * fx;
				const lower = corner(i, j + 1, axis) * (1 - fx) + corner(i + 1, j + 1, axis) * fx;
				return upper * (1 - fy) + lower * fy;
			};
			const at = (u: number, v: number): number => {
				const [x, y] = [Math.floor(u), Math.floor(v)];
				const value = (dx: number, dy: number): number =>
					own[Math.min(height - 1, y + dy) * width + Math.min(width - 1, x + dx)] ?? 0;
				const [fx, fy] = [u - x, v - y];
				const upper = value(0, 0) * (1 - fx) + value(1, 0) * fx;
				return upper * (1 - fy) + (value(0, 1) * (1 - fx) + value(1, 1) * fx) * fy;
			};
			const wanted = own.map((_, i) => {
				const [x, y] = [i % width, Math.floor(i / width)];
				const u = reflected(between(x, y, 0), width - 1);
				return at(u, reflected(between(x, y, 1), height - 1));
			});
			// Noise is the worst there is to bend: a place that is off by 1/256 changes a sample by one value.
			expectNear(seen, wanted, 4);
			const off = wanted.map((value, i) => Math.abs(value - (seen?.[i] ?? NaN)));
			expect(off.reduce((sum, one) => sum + one, 0) / off.length).toBeLessThan(1);
		}),
		{ numRuns: 100 },
	);
});

it('a premultiplied plane is straight again, and nothing where there was nothing', () => {
	const all = fc.record({ y: plane(4), u: byte, v: byte, alpha: plane(4), small: byte });
	fc.assert(
		fc.property(all, ({ y, u, v, alpha, small }) => {
			const under = (value: number, of: number): number => Math.round((value * of) / 255);
			const planes = [
				...[alpha, [small]],
				...[y.map((value, i) => under(value, alpha[i] ?? 0)), [under(u, small)], [under(v, small)]],
			];
			const seen = through(planes, 3, ([a = 0, ca = 0, at = 0, atU = 0, atV = 0]) => {
				kernels.straighten(at, atU, atV, a, ca, 2, 2);
			});
			// What was rounded under a thin alpha is rounded by so much more without it.
			const near = (
				values: readonly number[] = [],
				wanted: readonly number[],
				thin: readonly number[],
			) => {
				values.forEach((value, i) => {
					const of = thin[i] ?? 0;
					expect(Math.abs(value - (wanted[i] ?? 0))).toBeLessThanOrEqual(0.5 + (0.5 * 255) / of);
				});
			};
			near(
				seen[0]?.filter((_, i) => alpha[i]),
				y.filter((_, i) => alpha[i]),
				alpha.filter(Boolean),
			);
			seen[0]?.forEach((value, i) => {
				if (alpha[i] === 0) expect(value).toBe(16);
			});
			if (small > 0) near([seen[1]?.[0] ?? 0, seen[2]?.[0] ?? 0], [u, v], [small, small]);
			else expect([seen[1], seen[2]]).toEqual([[128], [128]]);
		}),
	);
});

it('a color is keyed out by how far the chroma is from it: none up to the inner distance, all from the outer', () => {
	const chroma = fc.integer({ min: 16, max: 240 });
	const all = fc.record({ u: chroma, v: chroma, keyU: chroma, keyV: chroma, y: plane(4) });
	const distances = fc.record({
		inner: fc.double({ min: 0, max: 60, noNaN: true }),
		more: fc.double({ min: 1, max: 60, noNaN: true }),
	});
	fc.assert(
		fc.property(all, distances, ({ u, v, keyU, keyV, y }, { inner, more }) => {
			const planes = [y, [u], [v], blank(3), blank(4), [255, 255, 255, 255]];
			const seen = through(planes, 1, ([at = 0, atU = 0, atV = 0, keep = 0, luma = 0, a = 0]) => {
				kernels.keyOut(
					...([at, atU, atV, a, keep, luma, 2, 2] as const),
					...([128, keyU - 128, keyV - 128] as const),
					...([inner, inner + more, 0, 0] as const),
				);
			});
			const t = Math.min(1, Math.max(0, (Math.hypot(u - keyU, v - keyV) - inner) / more));
			expectNear(
				seen[0],
				blank(4).map(() => 255 * t * t * (3 - 2 * t)),
			);
		}),
	);
});

it('a star covers what lies within its ten corners, and nothing else, but for two samples at its edge', () => {
	const STAR = 6;
	const [width, height] = [41, 41];
	const sizes = fc.record({
		halfWidth: fc.double({ min: 6, max: 20, noNaN: true }),
		halfHeight: fc.double({ min: 6, max: 20, noNaN: true }),
	});
	fc.assert(
		fc.property(sizes, ({ halfWidth, halfHeight }) => {
			const corners = Array.from({ length: 10 }, (_, i) => {
				const [angle, reach] = [(i * Math.PI) / 5, i % 2 === 0 ? 1 : 0.382];
				return [
					Math.sin(angle) * reach * halfWidth,
					-Math.cos(angle) * reach * halfHeight,
				] as const;
			});
			const edges = corners.map((from, i) => [from, corners[(i + 1) % 10] ?? from] as const);
			const isInside = (x: number, y: number): boolean =>
				edges.filter(
					([[ax, ay], [bx, by]]) =>
						ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax),
				).length %
					2 ===
				1;
			const toEdge = (x: number, y: number): number =>
				Math.min(
					...edges.map(([[ax, ay], [bx, by]]) => {
						const [dx, dy] = [bx - ax, by - ay];
						const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
						const t = Math.min(1, Math.max(0, along));
						return Math.hypot(x - ax - t * dx, y - ay - t * dy);
					}),
				);
			const [seen = []] = through([blank(width * height)], 1, ([out = 0]) => {
				kernels.drawShape(
					...([out, width, height, width, -20, -20, 1, 0, 0, 1] as const),
					...([STAR, halfWidth, halfHeight, 0, 0.5, 0, 0] as const),
				);
			});
			const stretch = Math.max(halfWidth, halfHeight) / Math.min(halfWidth, halfHeight);
			seen.forEach((cover, i) => {
				const [x, y] = [(i % width) - 20, Math.floor(i / width) - 20];
				if (toEdge(x, y) > 2 * stretch) expect(cover).toBe(isInside(x, y) ? 255 : 0);
			});
		}),
		{ numRuns: 60 },
	);
});
