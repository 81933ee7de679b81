/** The boxes behind letters that text effects have: tiles, circles, lines along their edge, gradients. */
import { rasterText, type RasterText } from '../../render-agent/src/render/text/rasterText';
import type { TextBackground } from '../../render-agent/src/timeline/text';
import { captionIn, color, inkBoxOf, ownFonts, pixelAt, type Ink } from '../support/captions';

const fonts = ownFonts();
const [RED, BLUE] = [color(1, 0, 0), color(0, 0, 1)];
const isRed: Ink = ({ red, blue, alpha }) => alpha > 0.9 && red > 0.9 && blue < 0.1;
const isBlue: Ink = ({ red, blue, alpha }) => alpha > 0.9 && blue > 0.9 && red < 0.1;

/** Words whose letters are clear: only their boxes are seen. */
const boxesOf = (text: string, changes: Partial<TextBackground>, vertical = false): RasterText =>
	rasterText(
		captionIn({ height: 40, fill: color(1, 1, 1, 0) }, text, {
			vertical,
			background: {
				...{ color: RED, shape: 'letters', rounding: 0 },
				...{ padding: { x: -0.05, y: 0 }, offset: { x: 0, y: 0 }, ...changes },
			},
		}),
		{ scale: 1, fonts },
	);

/** Where boxes begin and end along the middle of the words, from the left. */
const edgesAlong = (bitmap: RasterText): readonly number[] => {
	const y = Math.round(bitmap.originY);
	const isInk = (x: number): boolean =>
		x >= 0 && x < bitmap.width && pixelAt(bitmap, x, y).alpha > 0.5;
	return Array.from({ length: bitmap.width + 1 }, (_, x) => x).filter(
		(x) => isInk(x) !== isInk(x - 1),
	);
};

it('each wide letter has a box of its own, each narrow word one', () => {
	expect(edgesAlong(boxesOf('国国 Sea', {}))).toHaveLength(6);
	expect(edgesAlong(boxesOf('国国 Sea', { shape: 'lines' }))).toHaveLength(2);
});

it('boxes of letters are squares of one em, in rows and in columns', () => {
	for (const vertical of [false, true]) {
		const box = inkBoxOf(boxesOf('国', { padding: { x: 0, y: 0 } }, vertical), isRed);
		const [width, height] = [
			(box?.right ?? 0) - (box?.left ?? 0),
			(box?.bottom ?? 0) - (box?.top ?? 0),
		];
		expect(Math.abs(width - height)).toBeLessThanOrEqual(1);
	}
});

it('several colors come in turn', () => {
	const bitmap = boxesOf('国国国', { others: [BLUE] });
	const [em] = [bitmap.width / 3];
	const colorOf = (letter: number) =>
		pixelAt(bitmap, Math.round((letter + 0.5) * em), Math.round(bitmap.originY));
	expect([0, 1, 2].map((letter) => isRed(colorOf(letter)))).toEqual([true, false, true]);
	expect(isBlue(colorOf(1))).toBe(true);
});

it('a line lies along the edge, inside the box', () => {
	const plain = inkBoxOf(boxesOf('国', {}));
	const lined = boxesOf('国', { line: { color: BLUE, width: 0.1 } });
	expect(inkBoxOf(lined)).toMatchObject({ left: plain?.left, right: plain?.right });
	expect(inkBoxOf(lined, isBlue)).toMatchObject({ left: plain?.left, right: plain?.right });
	const red = inkBoxOf(lined, isRed);
	expect((red?.left ?? 0) - (plain?.left ?? 0)).toBeGreaterThan(2);
});

it('a gradient leads over each box', () => {
	const stops = [
		{ at: 0, color: RED },
		{ at: 1, color: BLUE },
	];
	const bitmap = boxesOf('国国', { shape: 'lines', gradient: { stops, angle: 0 } });
	const y = Math.round(bitmap.originY);
	expect(pixelAt(bitmap, 5, y).red).toBeGreaterThan(0.9);
	expect(pixelAt(bitmap, bitmap.width - 5, y).blue).toBeGreaterThan(0.9);
});

it('boxes of half opacity are no denser where they overlap', () => {
	const half = { color: color(1, 0, 0, 0.5), padding: { x: 0.2, y: 0.2 } };
	const bitmap = boxesOf('国国', half);
	const y = Math.round(bitmap.originY);
	expect(pixelAt(bitmap, Math.round(bitmap.width / 2), y).alpha).toBeCloseTo(0.5, 1);
});
