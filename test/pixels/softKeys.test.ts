/** Chroma keys at soft edges and thin lines: what is laid over something looks as if it had never stood before the key's color. */
import type { AssetId } from '../../render-agent/src/timeline/asset';
import type { ChromaKey } from '../../render-agent/src/timeline/timeline';
import { drawn, made, openStudio } from '../support/studio';
import { canvasOf, fill, picture, rgb, timelineOf } from '../support/timelines';
import type { Frame } from '../support/video';

jest.setTimeout(60_000);

const canvas = canvasOf({ width: 96, height: 64 });
const SECONDS = 0.1;
const GREEN = [0, 177, 64] as const;
const BLUE = [40, 60, 200] as const;
const shares = (color: readonly [number, number, number]) =>
	rgb(color[0] / 255, color[1] / 255, color[2] / 255);
const KEY: ChromaKey = {
	...{ color: shares(GREEN), intensity: 0.2, shadow: 0, softness: 0, spill: 0 },
};

const studio = openStudio();
afterAll(() => {
	studio.close();
});

/** A picture of one color before another, as opaque at a pixel as an expression says. */
const before = async (
	name: string,
	opacity: string,
	[color, ground]: readonly [readonly number[], readonly number[]],
): Promise<AssetId> => {
	const channels = ['r', 'g', 'b'].map(
		(channel, i) =>
			`${channel}='st(0,${opacity})*${String(color[i])}+(1-ld(0))*${String(ground[i])}'`,
	);
	const source = `color=black:s=96x64:d=1,format=gbrp,geq=${channels.join(':')}`;
	return studio.make(`${name}.png`, ...made(source), '-frames:v', '1');
};

const seen = async (...visuals: Parameters<typeof timelineOf>[1]['visuals'] & {}): Promise<Frame> =>
	(await drawn(timelineOf(SECONDS, { canvas, visuals }), studio)).at(0);

/** How near two pictures are, in decibels. */
const nearness = ({ rgb: one }: Frame, { rgb: other }: Frame): number => {
	const error = one.reduce((sum, value, i) => sum + (value - (other[i] ?? NaN)) ** 2, 0);
	return 10 * Math.log10(255 ** 2 / (error / one.length));
};

/** By how much the first is greener than the second where it is most. */
const greener = ({ rgb: one }: Frame, { rgb: other }: Frame): number => {
	const greenOf = (colors: Uint8Array, at: number): number =>
		(colors[at + 1] ?? 0) - Math.max(colors[at] ?? 0, colors[at + 2] ?? 0);
	const places = Array.from({ length: one.length / 3 }, (_, i) => i * 3);
	return Math.max(...places.map((at) => greenOf(one, at) - Math.max(0, greenOf(other, at))));
};

const DISC = 'clip((26-hypot(X-48,Y-32))/8,0,1)';
/** Four slanted lines from one to three pixels wide. */
const LINES = 'clip(0.5+(0.5+0.25*floor(X/24)+0.25*gte(X,72))-abs(mod(X,24)-12-(Y-32)*0.25),0,1)';

it.each([
	['a gray disc', DISC, [200, 200, 200], 28],
	['a disc of skin', DISC, [220, 160, 130], 28],
	['dark hair', LINES, [60, 40, 30], 21],
	['fair hair', LINES, [210, 180, 120], 21],
] as const)(
	'%s has no fringe of the key, and is as opaque as it is',
	async (...[name, opacity, color, least]) => {
		const source = await before(name, opacity, [color, GREEN]);
		const truth = await before(`${name} in truth`, opacity, [color, BLUE]);
		const keyed = await seen(
			fill(shares(BLUE), [0, SECONDS]),
			picture(source, [0, SECONDS], { layer: 1, more: { key: KEY } }),
		);
		const wanted = await seen(picture(truth, [0, SECONDS]));
		expect(nearness(keyed, wanted)).toBeGreaterThan(least);
		expect(greener(keyed, wanted)).toBeLessThan(16);
	},
);

it('an area whose color is not far from the key stays opaque up to its edge', async () => {
	const box = 'lt(abs(X-48),24)*lt(abs(Y-32),16)';
	const teal = [40, 120, 120] as const;
	const source = await before('a box', box, [teal, GREEN]);
	const keyed = await seen(
		fill(shares(BLUE), [0, SECONDS]),
		picture(source, [0, SECONDS], { layer: 1, more: { key: KEY } }),
	);
	const row = 32 * 96;
	for (const x of [28, 48, 68])
		teal.forEach((value, c) => {
			expect(Math.abs((keyed.rgb[(row + x) * 3 + c] ?? NaN) - value)).toBeLessThan(16);
		});
});
