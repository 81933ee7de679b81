/** The kernels that draw a picture anew, against the obvious arithmetic, over generated planes. */
import fc from 'fast-check';
import { expectNear, kernels, through } from '../support/kernels';

interface Picture {
	readonly width: number;
	readonly height: number;
	readonly y: readonly number[];
}

const byte = fc.integer({ min: 0, max: 255 });
const plane = (length: number): fc.Arbitrary<readonly number[]> =>
	fc.array(byte, { minLength: length, maxLength: length });
const pictures: fc.Arbitrary<Picture> = fc
	.record({ width: fc.integer({ min: 1, max: 15 }), height: fc.integer({ min: 1, max: 9 }) })
	.chain(({ width, height }) =>
		fc.record({
			width: fc.constant(width),
			height: fc.constant(height),
			y: plane(width * height),
		}),
	);

const held = (at: number, count: number): number => Math.min(count - 1, Math.max(0, at));
const clamped = (value: number): number => Math.min(255, Math.max(0, value));
const blank = (length: number): readonly number[] => new Array<number>(length).fill(0);

/** The samples of the block that ends in a place. */
const blockAt = ({ width, height, y }: Picture, [x, row]: readonly number[], reach: number) =>
	Array.from({ length: (reach + 1) ** 2 }, (_, i) => {
		const [dx, dy] = [i % (reach + 1), Math.floor(i / (reach + 1))];
		return y[held((row ?? 0) - dy, height) * width + held((x ?? 0) - dx, width)] ?? 0;
	});
const meanOf = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;
const spreadOf = (values: readonly number[]): number =>
	meanOf(values.map((value) => value * value)) - meanOf(values) ** 2;

it('a painted sample is the mean of the calmest of the four blocks that meet in it', () => {
	fc.assert(
		fc.property(pictures, fc.integer({ min: 1, max: 3 }), (picture, reach) => {
			const { width, height, y } = picture;
			const [seen = []] = through(
				[y, blank(y.length), blank(y.length * 2), blank(y.length)],
				1,
				([src = 0, means = 0, spreads = 0, out = 0]) => {
					kernels.blockSpreads(src, width, height, means, spreads, reach);
					kernels.calmest(means, spreads, width, height, out, reach);
				},
			);
			seen.forEach((value, i) => {
				const [x, row] = [i % width, Math.floor(i / width)];
				const blocks = [
					[x, row],
					[held(x + reach, width), row],
					[x, held(row + reach, height)],
					[held(x + reach, width), held(row + reach, height)],
				].map((place) => blockAt(picture, place, reach));
				const least = Math.min(...blocks.map(spreadOf));
				// Variances are rounded: blocks that are nearly as calm may win.
				const means = blocks.filter((block) => spreadOf(block) < least + 2.01).map(meanOf);
				expect(Math.min(...means.map((mean) => Math.abs(mean - value)))).toBeLessThanOrEqual(0.51);
			});
		}),
	);
});

it('hues turn by the angle and keep their distance from gray', () => {
	fc.assert(
		fc.property(plane(20), plane(20), fc.integer({ min: -360, max: 360 }), (us, vs, degrees) => {
			const [cos, sin] = [Math.cos, Math.sin].map((of) => of((degrees * Math.PI) / 180));
			const [u, v] = through([us, vs], 2, ([atU = 0, atV = 0]) => {
				const whole = [cos, sin].map((one) => Math.round((one ?? 0) * 256));
				kernels.turnHues(atU, atV, 20, whole[0] ?? 0, whole[1] ?? 0);
			});
			const turned = (i: number, [c = 0, d = 0]: readonly (number | undefined)[]): number =>
				clamped(128 + ((us[i] ?? 0) - 128) * c + ((vs[i] ?? 0) - 128) * d);
			expectNear(
				u,
				us.map((_, i) => turned(i, [cos, -(sin ?? 0)])),
				1.5,
			);
			expectNear(
				v,
				us.map((_, i) => turned(i, [sin, cos])),
				1.5,
			);
		}),
	);
});

it('the kept hue keeps its color to the bit, the opposite one becomes gray, and none grows', () => {
	const angles = fc.integer({ min: 0, max: 359 });
	fc.assert(
		fc.property(plane(20), plane(20), angles, (us, vs, degrees) => {
			const way = [Math.cos, Math.sin].map((of) => of((degrees * Math.PI) / 180));
			const [u = [], v = []] = through([us, vs], 2, ([atU = 0, atV = 0]) => {
				kernels.keepHue(atU, atV, 20, way[0] ?? 0, way[1] ?? 0, 1);
			});
			us.forEach((a, i) => {
				const b = vs[i] ?? 0;
				const far = Math.hypot(a - 128, b - 128);
				const near = ((a - 128) * (way[0] ?? 0) + (b - 128) * (way[1] ?? 0)) / Math.max(1, far);
				const left = Math.hypot((u[i] ?? 0) - 128, (v[i] ?? 0) - 128);
				expect(left).toBeLessThanOrEqual(far + 1);
				if (near > 0.92 && far >= 2) expect([u[i], v[i]]).toEqual([a, b]);
				if (near < 0.74) expect(left).toBe(0);
			});
		}),
	);
});

it('dots are white on white, black on black, and more of them black the darker it is', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 16, max: 234 }),
			fc.double({ min: 3, max: 9, noNaN: true }),
			(value, cell) => {
				const printed = (luma: number): readonly number[] =>
					through([new Array<number>(900).fill(luma)], 1, ([at = 0]) => {
						kernels.dots(at, 30, 30, cell);
					})[0] ?? [];
				expect(Math.max(...printed(16))).toBe(16);
				expect(Math.min(...printed(235))).toBe(235);
				const brighter = printed(value + 1);
				printed(value).forEach((one, i) => {
					expect(one).toBeLessThanOrEqual(brighter[i] ?? 0);
					expect(one).toBeGreaterThanOrEqual(16);
					expect(one).toBeLessThanOrEqual(235);
				});
			},
		),
	);
});

it('smeared rows hold on to their past, each by itself', () => {
	fc.assert(
		fc.property(pictures, fc.integer({ min: 0, max: 240 }), ({ width, height, y }, hold) => {
			const [seen] = through([y], 1, ([at = 0]) => {
				kernels.smearRows(at, width, height, hold);
			});
			const wanted = y.reduce<number[]>((done, value, i) => {
				const before = done[i - 1];
				done.push(
					i % width === 0 || before === undefined ? value : value + ((before - value) * hold) / 256,
				);
				return done;
			}, []);
			expectNear(seen, wanted, 1.5);
		}),
	);
});
