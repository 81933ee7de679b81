/** The kernels that work on whole planes, against the obvious arithmetic, over generated planes: within one code value. */
import fc from 'fast-check';
import { expectNear, kernels, through } from '../support/kernels';

const byte = fc.integer({ min: 0, max: 255 });
const plane = (width: number, height: number): fc.Arbitrary<readonly number[]> =>
	fc.array(byte, { minLength: width * height, maxLength: width * height });
/** Odd and even sizes, thin ones too, with what they hold. */
const pictures = (planes: number) =>
	fc
		.record({ width: fc.integer({ min: 1, max: 19 }), height: fc.integer({ min: 1, max: 13 }) })
		.chain(({ width, height }) =>
			fc.record({
				width: fc.constant(width),
				height: fc.constant(height),
				values: fc.array(plane(width, height), { minLength: planes, maxLength: planes }),
			}),
		);

const half = (length: number): number => (length + 1) >> 1;

/** The weights of six samples from which a sample of chroma size is made, and where they lie. */
const chromaSites = (cx: number, cy: number, [width, height]: readonly [number, number]) =>
	[0, 1].flatMap((j) =>
		[-1, 0, 1].map((i) => ({
			at: Math.min(cy * 2 + j, height - 1) * width + Math.max(0, Math.min(width - 1, cx * 2 + i)),
			weight: i === 0 ? 2 : 1,
		})),
	);
const chromaOf = (
	width: number,
	height: number,
	valueAt: (sites: ReturnType<typeof chromaSites>, index: number) => number,
): readonly number[] =>
	Array.from({ length: half(width) * half(height) }, (_, index) => {
		const [cx, cy] = [index % half(width), Math.floor(index / half(width))];
		return valueAt(chromaSites(cx, cy, [width, height]), index);
	});
const meanOver = (sites: ReturnType<typeof chromaSites>, values: readonly number[]): number =>
	sites.reduce((sum, { at, weight }) => sum + (values[at] ?? 0) * weight, 0) / 8;

it('mix goes the share of the way from one plane to the other', () => {
	fc.assert(
		fc.property(pictures(2), fc.integer({ min: 0, max: 256 }), ({ values }, weight) => {
			const [a = [], b = []] = values;
			const [seen] = through([b, a], 1, ([there = 0, here = 0]) => {
				kernels.mix(here, there, a.length, weight);
			});
			expectNear(
				seen,
				a.map((value, i) => value + (((b[i] ?? 0) - value) * weight) / 256),
			);
		}),
	);
});

it('covers multiply', () => {
	fc.assert(
		fc.property(pictures(2), ({ values }) => {
			const [a = [], b = []] = values;
			const [seen] = through([b, a], 1, ([other = 0, target = 0]) => {
				kernels.multiplyCover(target, other, a.length);
			});
			expectNear(
				seen,
				a.map((value, i) => (value * (b[i] ?? 0)) / 255),
			);
		}),
	);
});

it('a halved plane has the means of four', () => {
	fc.assert(
		fc.property(pictures(1), ({ width, height, values: [own = []] }) => {
			const out = new Array<number>(half(width) * half(height)).fill(0);
			const [seen] = through([own, out], 1, ([from = 0, to = 0]) => {
				kernels.halve(from, width, height, width, to);
			});
			const at = (x: number, y: number): number =>
				own[Math.min(y, height - 1) * width + Math.min(x, width - 1)] ?? 0;
			expectNear(
				seen,
				out.map((_, i) => {
					const [x, y] = [(i % half(width)) * 2, Math.floor(i / half(width)) * 2];
					return (at(x, y) + at(x + 1, y) + at(x, y + 1) + at(x + 1, y + 1)) / 4;
				}),
			);
		}),
	);
});

it('a box blur has the means of its neighbors in the column, the ends repeated', () => {
	fc.assert(
		fc.property(pictures(1), fc.integer({ min: 0, max: 25 }), (drawn, radius) => {
			const { width, height, values } = drawn;
			const [own = []] = values;
			const [seen] = through([own, own.map(() => 0)], 1, ([from = 0, to = 0]) => {
				kernels.boxBlurColumns(from, width, height, to, radius);
			});
			const wanted = own.map((_, i) => {
				const [x, y] = [i % width, Math.floor(i / width)];
				const near = Array.from({ length: radius * 2 + 1 }, (__, k) => {
					const row = Math.min(height - 1, Math.max(0, y + k - radius));
					return own[row * width + x] ?? 0;
				});
				return near.reduce((sum, value) => sum + value, 0) / near.length;
			});
			expectNear(seen, wanted);
		}),
	);
});

it('a box blur of a radius and a fraction weighs the two samples beyond its box by the fraction', () => {
	fc.assert(
		fc.property(
			pictures(1),
			fc.integer({ min: 0, max: 25 }),
			fc.integer({ min: 1, max: 255 }),
			(...[{ width, height, values }, whole, parts]) => {
				const [own = []] = values;
				const fraction = parts / 256;
				const [seen] = through([own, own.map(() => 0)], 1, ([from = 0, to = 0]) => {
					kernels.boxBlurColumns(from, width, height, to, whole + fraction);
				});
				const wanted = own.map((_, i) => {
					const [x, y] = [i % width, Math.floor(i / width)];
					const row = (k: number): number =>
						own[Math.min(height - 1, Math.max(0, y + k)) * width + x] ?? 0;
					const box = Array.from({ length: whole * 2 + 1 }, (__, k) => row(k - whole));
					const sum = box.reduce((all, value) => all + value, 0);
					const beyond = row(-whole - 1) + row(whole + 1);
					return (sum + fraction * beyond) / (box.length + 2 * fraction);
				});
				expectNear(seen, wanted);
			},
		),
	);
});

it('@@premultiplied planes are their samples times their alpha, at each size', () => {
	fc.assert(
		fc.property(pictures(4), ({ width, height, values: [y = [], u = [], v = [], a = []] }) => {
			const small = half(width) * half(height);
			const [us, vs] = [u.slice(0, small), v.slice(0, small)];
			const cut = [y, us, vs, a, us.map(() => 0)];
			const [luma, blue, red, alpha, smallAlpha] = through(cut, 5, ([py, pu, pv, pa, pca]) => {
				kernels.premultiply(...([py, pu, pv, pa, pca] as Addresses), width, height);
			});
			const alphas = chromaOf(width, height, (sites) => meanOver(sites, a));
			expectNear(
				luma,
				y.map((value, i) => (value * (a[i] ?? 0)) / 255),
			);
			expectNear(smallAlpha, alphas);
			expectNear(
				blue,
				us.map((value, i) => (value * (alphas[i] ?? 0)) / 255),
			);
			expectNear(
				red,
				vs.map((value, i) => (value * (alphas[i] ?? 0)) / 255),
			);
			expect(alpha).toEqual(a);
		}),
	);
});
type Addresses = [number, number, number, number, number];

it('red, green and blue become luma and chroma of BT.709, times their alpha', () => {
	fc.assert(
		fc.property(pictures(4), ({ width, height, values: [r = [], g = [], b = [], a = []] }) => {
			const rgba = r.flatMap((red, i) => [red, g[i] ?? 0, b[i] ?? 0, a[i] ?? 0]);
			const small = new Array<number>(half(width) * half(height)).fill(0);
			const inputs = [rgba, r, small, small, r, small];
			const [y, u, v, alpha, ca] = through(inputs, 5, ([from = 0, ...to]) => {
				kernels.rgbaToPlanes(from, width, height, ...(to as Addresses));
			});
			const luma = (i: number): number =>
				16 + (219 * (0.2126 * (r[i] ?? 0) + 0.7152 * (g[i] ?? 0) + 0.0722 * (b[i] ?? 0))) / 255;
			expectNear(
				y,
				r.map((_, i) => (luma(i) * (a[i] ?? 0)) / 255),
			);
			const over = (channel: readonly number[], sites: ReturnType<typeof chromaSites>) =>
				meanOver(
					sites,
					channel.map((value, i) => (value * (a[i] ?? 0)) / 255),
				);
			const chroma = (which: readonly number[], divisor: number) =>
				chromaOf(width, height, (sites) => {
					const [red, green, blue] = [r, g, b].map((channel) => over(channel, sites));
					const gray = 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
					const alphaHere = meanOver(sites, a) / 255;
					return 128 * alphaHere + (224 * (over(which, sites) - gray)) / divisor / 255;
				});
			expectNear(u, chroma(b, 1.8556));
			expectNear(v, chroma(r, 1.5748));
			expectNear(
				ca,
				chromaOf(width, height, (sites) => meanOver(sites, a)),
			);
			expect(alpha).toEqual(a);
		}),
	);
});

/** Cover times weight is rounded, then what is mixed. */
const TWO_ROUNDINGS = 1.5;

it('an overlay is what lies above by its weight and cover, and what lies beneath by the rest', () => {
	fc.assert(
		fc.property(
			pictures(4),
			fc.integer({ min: 0, max: 256 }),
			fc.boolean(),
			fc.boolean(),
			(...[{ width, height, values }, weight, clear, masked]) => {
				const [under = [], above = [], alpha = [], cover = []] = values;
				const premultiplied = clear
					? above.map((value, i) => Math.round((value * (alpha[i] ?? 0)) / 255))
					: above;
				const inputs = [premultiplied, alpha, cover, under];
				const [seen] = through(inputs, 1, ([src = 0, a = 0, c = 0, dst = 0]) => {
					kernels.overlay(
						...([src, clear ? a : 0, width, dst, width] as const),
						...([masked ? c : 0, width, width, height, weight] as const),
					);
				});
				expectNear(
					seen,
					under.map((value, i) => {
						const share = (weight / 256) * (masked ? (cover[i] ?? 0) / 255 : 1);
						const solid = clear ? (alpha[i] ?? 0) / 255 : 1;
						return value + ((premultiplied[i] ?? 0) - value * solid) * share;
					}),
					TWO_ROUNDINGS,
				);
			},
		),
	);
});
