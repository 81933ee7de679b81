/** Blend modes against their formulas on straight colors, over generated pictures: within one code value. */
import fc from 'fast-check';
import { expectNear, kernels, through } from '../support/kernels';

const hardLight = (a: number, b: number): number =>
	b <= 0.5 ? 2 * a * b : 1 - 2 * (1 - a) * (1 - b);

const softLight = (a: number, b: number): number => {
	if (b <= 0.5) return a - (1 - 2 * b) * a * (1 - a);
	const d = a <= 0.25 ? ((16 * a - 12) * a + 4) * a : Math.sqrt(a);
	return a + (2 * b - 1) * (d - a);
};

const colorBurn = (a: number, b: number): number => {
	if (a >= 1) return 1;
	return b <= 0 ? 0 : 1 - Math.min(1, (1 - a) / b);
};

const colorDodge = (a: number, b: number): number => {
	if (a <= 0) return 0;
	return b >= 1 ? 1 : Math.min(1, a / (1 - b));
};

/** Each mode at its number: the lower color, then the upper one, 0…1. */
const MODES: readonly (readonly [string, (a: number, b: number) => number])[] = [
	['normal', (_, b) => b],
	['darken', Math.min],
	['screen', (a, b) => 1 - (1 - a) * (1 - b)],
	['overlay', (a, b) => hardLight(b, a)],
	['multiply', (a, b) => a * b],
	['lighten', Math.max],
	['hardLight', hardLight],
	['softLight', softLight],
	['linearBurn', (a, b) => Math.max(0, a + b - 1)],
	['colorBurn', colorBurn],
	['colorDodge', colorDodge],
];

type Triple = readonly [number, number, number];

const unit = (value: number): number => Math.min(1, Math.max(0, value));

const rgbOf = (y: number, u: number, v: number): Triple => {
	const [luma, blue, red] = [(y - 16) / 219, (u - 128) / 224, (v - 128) / 224];
	return [
		unit(luma + 1.5748 * red),
		unit(luma - 0.187324 * blue - 0.468124 * red),
		unit(luma + 1.8556 * blue),
	];
};

const lumaOf = ([red, green, blue]: Triple): number =>
	0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** A block of four pixels and their chroma, of what lies beneath or above. */
const block = fc.record({
	y: fc.array(fc.integer({ min: 16, max: 235 }), { minLength: 4, maxLength: 4 }),
	u: fc.integer({ min: 16, max: 240 }),
	v: fc.integer({ min: 16, max: 240 }),
});

it.each(MODES.map(([name, formula], number) => [name, formula, number] as const))(
	'%s is what its formula says, and nothing where the layer is not',
	(_, formula, number) => {
		fc.assert(
			fc.property(
				block,
				block,
				fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
				(under, over, seen) => {
					const opaque = seen.map((is) => (is ? 255 : 0));
					// Premultiplied: what is not there is black, of no color.
					const layer = over.y.map((y, i) => (seen[i] ? y : 0));
					const smallAlpha = seen.some(Boolean) ? 255 : 0;
					const planes = [
						layer,
						[over.u],
						[over.v],
						opaque,
						[smallAlpha],
						under.y,
						[under.u],
						[under.v],
					];
					const after = through(planes, 3, (at) => {
						const [ly = 0, lu = 0, lv = 0, la = 0, lca = 0, y = 0, u = 0, v = 0] = at;
						kernels.blendPlanes(y, u, v, 0, 0, ly, lu, lv, la, lca, 2, 2, 0, 0, 2, 2, number);
					});
					const colors = under.y.map((y, i): Triple => {
						const below = rgbOf(y, under.u, under.v);
						const above = rgbOf(over.y[i] ?? 0, over.u, over.v);
						const [r, g, b] = below.map((a, c) => (seen[i] ? formula(a, above[c] ?? 0) : a));
						return [r ?? 0, g ?? 0, b ?? 0];
					});
					expectNear(
						after[0],
						colors.map((color, i) => (seen[i] ? 16 + 219 * lumaOf(color) : (under.y[i] ?? 0))),
					);
					const mean = [0, 1, 2].map((c) =>
						colors.reduce((sum, color) => sum + (color[c] ?? 0) / 4, 0),
					);
					const [red = 0, green = 0, blue = 0] = mean;
					const luma = lumaOf([red, green, blue]);
					if (!seen.some(Boolean)) return;
					expectNear(after[1], [128 + (224 * (blue - luma)) / 1.8556]);
					expectNear(after[2], [128 + (224 * (red - luma)) / 1.5748]);
				},
			),
			{ numRuns: 200 },
		);
	},
);
