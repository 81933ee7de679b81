/** The alpha of a picture that was changed on black and on white, against the obvious arithmetic. */
import fc from 'fast-check';
import { expectNear, kernels, through } from '../support/kernels';

const WIDTH = 5;
const HEIGHT = 3;
/** Columns and rows of chroma. */
const SMALL = 3 * 2;

const byte = fc.integer({ min: 0, max: 255 });
const plane = (length: number): fc.Arbitrary<number[]> =>
	fc.array(byte, { minLength: length, maxLength: length });
const luma = plane(WIDTH * HEIGHT);

type Pair = readonly [large: readonly number[], small: readonly number[]];

const coverOf = (
	[dark, light]: readonly [readonly number[], readonly number[]],
	[alpha, small]: Pair,
	keeps: boolean,
): Pair => {
	const blocks = [dark, light, alpha, small];
	const [large = [], chroma = []] = through(
		blocks,
		2,
		([black = 0, white = 0, at = 0, few = 0]) => {
			kernels.coverBetween(black, white, WIDTH, HEIGHT, at, few, keeps ? 1 : 0);
		},
	);
	return [large, chroma];
};

const filled = (value: number, length = WIDTH * HEIGHT): number[] =>
	new Array<number>(length).fill(value);

it('it is as opaque as black and white look alike, and may keep what it was', () => {
	fc.assert(
		fc.property(fc.tuple(luma, luma, luma), fc.boolean(), ([dark, light, alpha], keeps) => {
			const [large] = coverOf([dark, light], [alpha, filled(0, SMALL)], keeps);
			const wanted = dark.map((value, i) => {
				const hidden = 255 - (((light[i] ?? 0) - value) * 255) / 219;
				return Math.max(keeps ? (alpha[i] ?? 0) : 0, Math.min(255, Math.max(0, hidden)));
			});
			expectNear(large, wanted);
		}),
	);
});

it('what an effect leaves alone keeps its alpha at both sizes', () => {
	fc.assert(
		fc.property(byte, (alpha) => {
			const light = 16 + Math.round(((255 - alpha) * 219) / 255);
			const [large, small] = coverOf(
				[filled(16), filled(light)],
				[filled(alpha), filled(alpha, SMALL)],
				true,
			);
			expectNear(large, filled(alpha));
			expectNear(small, filled(alpha, SMALL));
		}),
	);
});

it.each([
	[0, 235, 0],
	[127, 126, 128],
	[255, 16, 255],
])('what hides %d of 255 all over does so in chroma too', (hides, light, wanted) => {
	const clear = [filled(0), filled(0, SMALL)] as const;
	for (const keeps of [true, false]) {
		const [large, chroma] = coverOf([filled(16), filled(light)], clear, keeps);
		expectNear(large, filled(hides));
		expectNear(chroma, filled(wanted, SMALL));
	}
});
