/** Punctuation in columns: by the forms of the font, and without them. */
import type { Fonts } from '../../../render-agent/src/render/text/fonts';
import { layoutText } from '../../../render-agent/src/render/text/layoutText';
import { rasterText } from '../../../render-agent/src/render/text/rasterText';
import {
	anyInk,
	caption,
	color,
	type Ink,
	inkBoxOf,
	ownFonts,
	pixelAt,
	styled,
} from '../../support/captions';

const fonts = ownFonts();
/** A font without forms for columns. */
const bare: Fonts = {
	faceOf: fonts.faceOf,
	glyphsOf: (cluster, style) => {
		const chosen = fonts.glyphsOf(cluster, style);
		const has = (code: number): boolean => code < 0xfe10 && chosen.face.has(code);
		return { ...chosen, face: { ...chosen.face, has } };
	},
};
const isRed: Ink = ({ red, green, alpha }) => alpha >= 0.5 && red > 0.9 && green < 0.1;
const isWhite: Ink = ({ green, alpha }) => alpha >= 0.5 && green > 0.9;

/** Where a sign stands between two squares: its size and its middle, in shares of an em from the middle of its own square. */
const placeOf = (sign: string, drawnWith: Fonts) => {
	const [white, red] = [styled({ height: 100 }), styled({ height: 100, fill: color(1, 0, 0) })];
	const runs = [
		{ text: '口', style: white },
		{ text: sign, style: red },
		{ text: '口', style: white },
	];
	const bitmap = rasterText(caption(runs, { vertical: true }), { scale: 1, fonts: drawnWith });
	const [own, around] = [inkBoxOf(bitmap, isRed), inkBoxOf(bitmap, isWhite)];
	if (!own || !around) throw new RangeError(`${sign} is not seen`);
	const middle = (box: typeof own) => [(box.left + box.right) / 200, (box.top + box.bottom) / 200];
	const [[x = 0, y = 0], [midX = 0, midY = 0]] = [middle(own), middle(around)];
	const [width, height] = [(own.right - own.left) / 100, (own.bottom - own.top) / 100];
	return { width, height, right: x - midX, down: y - midY };
};

const kinds = [
	['with forms', fonts],
	['without', bare],
] as const;

describe.each(kinds)('a column in a font %s', (_, own) => {
	it.each(['（', '《', '「', '】'])('has %s lie across it', (sign) => {
		const { width, height } = placeOf(sign, own);
		expect(width).toBeGreaterThan(height * 1.3);
	});

	it.each(['—', '…'])('has %s go down it, in its middle', (sign) => {
		const { width, height, right } = placeOf(sign, own);
		expect(height).toBeGreaterThan(width * 3);
		expect(Math.abs(right)).toBeLessThan(0.06);
	});

	it.each(['，', '。', '、'])('has %s above right', (sign) => {
		const { right, down } = placeOf(sign, own);
		expect(right).toBeGreaterThan(0.2);
		expect(down).toBeLessThan(-0.2);
	});

	it('has brackets open towards what they hold', () => {
		expect(placeOf('（', own).down).toBeGreaterThan(0.15);
		expect(placeOf('）', own).down).toBeLessThan(-0.15);
	});

	it('has quotes turned, the first to the right of what follows', () => {
		const { width, height, right } = placeOf('“', own);
		expect(height).toBeGreaterThan(width);
		expect(right).toBeGreaterThan(0.1);
	});
});

it('rows keep the signs as they are, letters and digits stand upright in columns', () => {
	const drawn = (text: string, vertical: boolean) =>
		layoutText(caption(text, { vertical }), fonts).lines[0]?.clusters;
	expect(drawn('（。', false)?.map(({ glyphs }) => glyphs)).toEqual(['（', '。']);
	expect(drawn('（。', true)?.map(({ glyphs }) => glyphs)).toEqual(['︵', '︒']);
	expect(drawn('A1国', true)?.map(({ glyphs, turn }) => [glyphs, turn])).toEqual([
		['A', undefined],
		['1', undefined],
		['国', undefined],
	]);
});

it('the underline of a column is one line beside all of it, turned signs too', () => {
	const runs = [{ text: '口“口', style: styled({ height: 100, underline: true }) }];
	const bitmap = rasterText(caption(runs, { vertical: true }), { scale: 1, fonts });
	const rows = Array.from({ length: bitmap.height }, (_, y) => y);
	const inkedIn = (x: number): number => rows.filter((y) => anyInk(pixelAt(bitmap, x, y))).length;
	const columns = Array.from({ length: bitmap.width }, (_, x) => inkedIn(x));
	const first = columns.findIndex((count) => count > 0);
	expect(columns.slice(first, first + 4)).toEqual([300, 300, 300, 300]);
});
