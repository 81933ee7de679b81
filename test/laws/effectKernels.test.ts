/** The kernels of scene effects and of sharpness and vignettes against the obvious arithmetic, over generated planes. */
import fc from 'fast-check';
import { expectNear, kernels, through } from '../support/kernels';

const byte = fc.integer({ min: 0, max: 255 });
const plane = (length: number): fc.Arbitrary<readonly number[]> =>
	fc.array(byte, { minLength: length, maxLength: length });
const half = (length: number): number => (length + 1) >> 1;

interface Picture {
	readonly width: number;
	readonly height: number;
	readonly y: readonly number[];
	readonly u: readonly number[];
	readonly v: readonly number[];
}

const pictures: fc.Arbitrary<Picture> = fc
	.record({ width: fc.integer({ min: 1, max: 17 }), height: fc.integer({ min: 1, max: 11 }) })
	.chain(({ width, height }) => {
		const chroma = half(width) * half(height);
		const size = { width: fc.constant(width), height: fc.constant(height) };
		return fc.record({ ...size, y: plane(width * height), u: plane(chroma), v: plane(chroma) });
	});

const held = (at: number, count: number): number => Math.min(count - 1, Math.max(0, at));
const clamped = (value: number): number => Math.min(255, Math.max(0, value));
const lumaAt = ({ width, height, y }: Picture, x: number, row: number): number =>
	y[held(row, height) * width + held(x, width)] ?? 0;
const blank = (length: number): readonly number[] => new Array<number>(length).fill(0);

/** For every generated picture: what a kernel leaves of it, and what it should be. */
const holds = <T>(
	given: fc.Arbitrary<T>,
	check: (picture: Picture, given: T) => void,
	numRuns = 100,
): void => {
	fc.assert(fc.property(pictures, given, check), { numRuns });
};
const weights = fc.integer({ min: 0, max: 256 });

it('a table sends each sample where it says, to the bit', () => {
	holds(plane(256), ({ y }, table) => {
		const [, seen] = through([table, y], 2, ([entries = 0, at = 0]) => {
			kernels.mapSamples(at, y.length, entries);
		});
		expect(seen).toEqual(y.map((value) => table[value]));
	});
});

it('chroma goes its share of the way to what a table says of the mean luma', () => {
	holds(fc.tuple(plane(256), weights), (picture, [table, weight]) => {
		const { width, height, y, u } = picture;
		const [seen] = through([y, table, u], 1, ([luma = 0, entries = 0, out = 0]) => {
			kernels.chromaFromLuma(luma, width, height, out, entries, weight);
		});
		const wanted = u.map((own, i) => {
			const [x, row] = [(i % half(width)) * 2, Math.floor(i / half(width)) * 2];
			const four = [0, 1].flatMap((j) => [0, 1].map((k) => lumaAt(picture, x + k, row + j)));
			const mean = Math.floor(four.reduce((sum, one) => sum + one, 2) / 4);
			return own + (((table[mean] ?? 0) - own) * weight) / 256;
		});
		expectNear(seen, wanted);
	});
});

it('rows come back on the other side as far as they are shifted, to the bit', () => {
	holds(
		fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 11, maxLength: 11 }),
		(picture, by) => {
			const { width, height, y } = picture;
			const offsets = [...new Uint8Array(Int32Array.from(by).buffer)];
			const [seen] = through([y, offsets, blank(y.length)], 1, ([src = 0, places = 0, out = 0]) => {
				kernels.shiftRows(src, width, height, out, places);
			});
			const wanted = y.map((_, i) => {
				const row = Math.floor(i / width);
				const x = (((i % width) - (by[row] ?? 0)) % width) + width;
				return y[row * width + (x % width)];
			});
			expect(seen).toEqual(wanted);
		},
	);
});

it('split channels take red and blue from either side, by BT.709', () => {
	const way = fc.integer({ min: -3, max: 3 });
	holds(fc.tuple(way, way), (picture, [rx, ry]) => {
		const { width, height, y, u, v } = picture;
		const planes = [y, u, v, blank(y.length), blank(u.length), blank(v.length)];
		const seen = through(planes, 3, ([a = 0, b = 0, c = 0, outY = 0, outU = 0, outV = 0]) => {
			kernels.splitChannels(a, b, c, width, height, outY, outU, outV, rx, ry);
		});
		const chromaAt = (values: readonly number[], x: number, row: number): number =>
			values[(held(row, height) >> 1) * half(width) + (held(x, width) >> 1)] ?? 0;
		/** Red and blue of full range, less what is theirs here. */
		const change = (x: number, row: number) => {
			const luma = lumaAt(picture, x, row);
			return {
				red:
					(255 / 219) * (lumaAt(picture, x - rx, row - ry) - luma) +
					((255 * 1.5748) / 224) * (chromaAt(v, x - rx, row - ry) - chromaAt(v, x, row)),
				blue:
					(255 / 219) * (lumaAt(picture, x + rx, row + ry) - luma) +
					((255 * 1.8556) / 224) * (chromaAt(u, x + rx, row + ry) - chromaAt(u, x, row)),
			};
		};
		const wantedY = y.map((own, i) => {
			const { red, blue } = change(i % width, Math.floor(i / width));
			return clamped(own + (219 / 255) * (0.2126 * red + 0.0722 * blue));
		});
		expectNear(seen[0], wantedY);
		const wantedOf = (
			values: readonly number[],
			of: (one: { red: number; blue: number }) => number,
		) =>
			values.map((own, i) => {
				const [x, row] = [(i % half(width)) * 2, Math.floor(i / half(width)) * 2];
				return clamped(own + (224 / 255) * of(change(x, row)));
			});
		const luma = (one: { red: number; blue: number }): number =>
			0.2126 * one.red + 0.0722 * one.blue;
		expectNear(
			seen[1],
			wantedOf(u, (one) => (one.blue - luma(one)) / 1.8556),
		);
		expectNear(
			seen[2],
			wantedOf(v, (one) => (one.red - luma(one)) / 1.5748),
		);
	});
});

it('blocks have their means', () => {
	holds(fc.integer({ min: 1, max: 9 }), (picture, size) => {
		const { width, height, y } = picture;
		const [seen] = through([y], 1, ([at = 0]) => {
			kernels.blocks(at, width, height, size);
		});
		const blockOf = (i: number): number =>
			Math.floor(Math.floor(i / width) / size) * 100 + Math.floor((i % width) / size);
		const wanted = y.map((_, i) => {
			const all = y.filter((__, j) => blockOf(j) === blockOf(i));
			return all.reduce((sum, one) => sum + one, 0) / all.length;
		});
		expectNear(seen, wanted);
	});
});

it('edges are as steep as Sobel says, to the bit', () => {
	holds(fc.integer({ min: 1, max: 3 }), (picture, reach) => {
		const { width, height, y } = picture;
		const [seen] = through([y, blank(y.length)], 1, ([src = 0, out = 0]) => {
			kernels.edges(src, width, height, out, reach);
		});
		const wanted = y.map((_, i) => {
			const [x, row] = [i % width, Math.floor(i / width)];
			const at = (dx: number, dy: number): number =>
				lumaAt(picture, held(x + dx * reach, width), held(row + dy * reach, height));
			const slope = (place: (along: number, across: number) => number): number =>
				[-1, 0, 1].reduce(
					(sum, across) => sum + (across === 0 ? 2 : 1) * (place(1, across) - place(-1, across)),
					0,
				);
			const both = Math.abs(slope((a, b) => at(a, b))) + Math.abs(slope((a, b) => at(b, a)));
			return clamped(Math.floor(both / 2));
		});
		expect(seen).toEqual(wanted);
	});
});

it('planes are added by their weight, driven apart, and darkened in rows', () => {
	const settings = fc.record({
		weight: fc.integer({ min: -512, max: 512 }),
		bias: byte,
		period: fc.integer({ min: 1, max: 6 }),
		thick: fc.integer({ min: 0, max: 4 }),
		keep: weights,
		other: fc.nat(255),
	});
	holds(settings, ({ width, height, y }, { weight, bias, period, thick, keep, other }) => {
		const others = y.map((value, i) => (value * 7 + other + i * 31) & 255);
		const [added] = through([others, y], 1, ([src = 0, dst = 0]) => {
			kernels.addPlane(dst, src, y.length, bias, weight);
		});
		expectNear(
			added,
			y.map((value, i) => clamped(value + (((others[i] ?? 0) - bias) * weight) / 256)),
		);
		const [apart] = through([others, y], 1, ([src = 0, at = 0]) => {
			kernels.awayFrom(at, src, y.length, weight);
		});
		expectNear(
			apart,
			y.map((value, i) => clamped(value + ((value - (others[i] ?? 0)) * weight) / 256)),
		);
		const lit = y.map((value) => Math.max(16, value));
		const [dark] = through([lit], 1, ([at = 0]) => {
			kernels.darkenRows(at, width, height, period, thick, keep);
		});
		const isDark = (i: number): boolean => Math.floor(i / width) % period < thick;
		expectNear(
			dark,
			lit.map((value, i) => (isDark(i) ? 16 + ((value - 16) * keep) / 256 : value)),
		);
	});
});

it('what is laid over a color is that color where nothing is, and comes off again', () => {
	holds(fc.tuple(plane(187), byte), ({ y }, [alphas, value]) => {
		const alpha = alphas.slice(0, y.length);
		const own = y.map((sample, i) => Math.min(sample, alpha[i] ?? 0));
		const [laid] = through([alpha, own], 1, ([cover = 0, at = 0]) => {
			kernels.settle(at, cover, own.length, value);
		});
		expectNear(
			laid,
			own.map((sample, i) => sample + ((255 - (alpha[i] ?? 0)) * value) / 255),
		);
		const [off] = through([alpha, laid ?? []], 1, ([cover = 0, at = 0]) => {
			kernels.unsettle(at, cover, own.length, value);
		});
		expectNear(off, own);
	});
});

it('scattered samples are of their neighborhood, and none is made up', () => {
	holds(fc.integer({ min: 0, max: 4 }), ({ width, height, y }, radius) => {
		const [seen = []] = through([y, blank(y.length)], 1, ([src = 0, out = 0]) => {
			kernels.scatter(src, width, height, out, radius, 1);
		});
		seen.forEach((value, i) => {
			const [x, row] = [i % width, Math.floor(i / width)];
			const near = y.filter(
				(_, j) =>
					Math.abs((j % width) - x) <= radius && Math.abs(Math.floor(j / width) - row) <= radius,
			);
			expect(near).toContain(value);
		});
	});
});

it('sharpness moves luma away from the weighted mean around it, between black and white', () => {
	holds(fc.integer({ min: -256, max: 512 }), (picture, amount) => {
		const { width, height, y } = picture;
		const [seen] = through([blank(y.length), y], 1, ([copy = 0, at = 0]) => {
			kernels.sharpen(at, 0, copy, width, height, amount);
		});
		const wanted = y.map((own, i) => {
			const [x, row] = [i % width, Math.floor(i / width)];
			const mean = [-1, 0, 1]
				.flatMap((dy) =>
					[-1, 0, 1].map(
						(dx) => lumaAt(picture, x + dx, row + dy) * (2 - Math.abs(dx)) * (2 - Math.abs(dy)),
					),
				)
				.reduce((sum, one) => sum + one / 16, 0);
			const moved = own + ((own - mean) * amount) / 256;
			return Math.max(Math.min(own, 16), Math.min(Math.max(own, 235), moved));
		});
		expectNear(seen, wanted);
	});
});

it('a vignette goes to black in the corners, or to white, and leaves the middle', () => {
	holds(fc.double({ min: -1, max: 1, noNaN: true }), ({ width, height, y, u, v }, amount) => {
		const seen = through([y, u, v], 3, ([a = 0, b = 0, c = 0]) => {
			kernels.vignette(a, b, c, 0, 0, width, height, amount);
		});
		const wanted = (values: readonly number[], [across, down]: readonly number[], goal: number) =>
			values.map((own, i) => {
				const dx = (((i % (across ?? 1)) + 0.5) * 2) / (across ?? 1) - 1;
				const dy = ((Math.floor(i / (across ?? 1)) + 0.5) * 2) / (down ?? 1) - 1;
				const t = Math.min(1, Math.max(0, (Math.hypot(dx, dy) / Math.SQRT2 - 0.3) / 0.7));
				return own + (goal - own) * t * t * (3 - 2 * t) * Math.abs(amount);
			});
		expectNear(seen[0], wanted(y, [width, height], amount >= 0 ? 16 : 235));
		expectNear(seen[1], wanted(u, [half(width), half(height)], 128));
		expectNear(seen[2], wanted(v, [half(width), half(height)], 128));
	});
});
