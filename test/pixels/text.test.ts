import { rasterText, type RasterText } from '../../render-agent/src/render/text/rasterText';
import { type TextBlock, type TextStyle } from '../../render-agent/src/timeline/text';
import {
	caption,
	captionIn,
	color,
	inkBoxOf,
	ownFonts,
	pixelAt,
	styled,
	type Ink,
} from '../support/captions';

const fonts = ownFonts();
const draw = (block: TextBlock, scale = 1): RasterText => rasterText(block, { scale, fonts });
const red = color(1, 0, 0);
const black = color(0, 0, 0);
/** A channel may be off by this: edges are softened by coverage, not by color, but are rounded to bytes. */
const NEAR = 0.1;
const nearly =
	(wanted: typeof red): Ink =>
	({ red: r, green: g, blue: b, alpha }) =>
		alpha >= 0.5 &&
		[r - wanted.red, g - wanted.green, b - wanted.blue].every((off) => Math.abs(off) < NEAR);
const isRed = nearly(red);
const isWhite = nearly(color(1, 1, 1));
const isBlack = nearly(black);
const boxOf = (bitmap: RasterText, ink?: Ink) => {
	const box = inkBoxOf(bitmap, ink);
	if (!box) throw new RangeError('the bitmap shows no such ink');
	const { left, right, top, bottom } = box;
	return { ...box, width: right - left, height: bottom - top };
};

describe('the size of a drawn caption', () => {
	it('gives a Chinese character of 100 pixels ink of 80 to 97 pixels', () => {
		const { width, height } = boxOf(draw(captionIn({ height: 100 }, '国')));
		for (const side of [width, height]) {
			expect(side).toBeGreaterThan(80);
			expect(side).toBeLessThan(97);
		}
	});

	it('gives Latin capitals 73 hundredths of the height', () => {
		expect(boxOf(draw(captionIn({ height: 200 }, 'H'))).height / 200).toBeCloseTo(0.733, 1.7);
	});

	it('grows with the scale', () => {
		const [one, three] = [boxOf(draw(caption('国'), 1)), boxOf(draw(caption('国'), 3))];
		expect(Math.abs(three.width - 3 * one.width)).toBeLessThanOrEqual(3);
	});

	it('stays within 8192 pixels a side, with less scale', () => {
		const long = draw(caption('很长的字幕'.repeat(200)), 2);
		expect(long.width).toBeLessThanOrEqual(8192);
		expect(long.width).toBeGreaterThan(8000);
		expect(long.scale).toBeCloseTo(8192 / (1000 * 40), 2);
	});

	it('is nothing for a text without ink', () => {
		expect([draw(caption('')), draw(caption('  \n ')), draw(caption('字'), 0)]).toMatchObject(
			Array(3).fill({ width: 0, height: 0, clusters: [] }),
		);
	});
});

describe('the place of a drawn caption', () => {
	it.each(['HOH', '国国国', '一二三一'])('centers %s on its box within a pixel', (text) => {
		const { left, right } = boxOf(draw(caption(text)));
		expect(Math.abs(left + right) / 2).toBeLessThanOrEqual(1);
	});

	it('keeps an italic word where the upright one is', () => {
		const [upright, italic] = [false, true].map((on) =>
			boxOf(draw(captionIn({ italic: on }, 'HOH'))),
		);
		expect(italic?.width).toBeGreaterThan((upright?.width ?? 0) + 3);
		const middle = ((italic?.left ?? 9) + (italic?.right ?? 9)) / 2;
		expect(Math.abs(middle)).toBeLessThanOrEqual(1);
	});

	it('puts the shorter line to the side that is asked', () => {
		const lower = (align: TextBlock['align']) => {
			const bitmap = draw(
				caption(
					[
						{ text: '国国国国\n', style: styled() },
						{ text: '国', style: styled({ fill: red }) },
					],
					{ align },
				),
			);
			const [all, short] = [boxOf(bitmap), boxOf(bitmap, isRed)];
			return { left: short.left - all.left, right: all.right - short.right };
		};
		expect(lower('left').left).toBeLessThanOrEqual(1);
		expect(lower('right').right).toBeLessThanOrEqual(1);
		expect(Math.abs(lower('center').left - lower('center').right)).toBeLessThanOrEqual(1);
	});

	it('stands vertical text upright in one column, the first character on top', () => {
		const runs = [
			{ text: '一', style: styled({ fill: red }) },
			{ text: '国国国', style: styled() },
		];
		const bitmap = draw(caption(runs, { vertical: true }));
		const [first, rest] = [boxOf(bitmap, isRed), boxOf(bitmap, isWhite)];
		expect(first.bottom).toBeLessThan(rest.top);
		expect(first.width).toBeGreaterThan(2 * first.height);
		expect(rest.height).toBeGreaterThan(2.5 * rest.width);
	});

	it('gives each character its box, in which its ink lies', () => {
		const bitmap = draw(caption('国口'), 2);
		const ends = bitmap.clusters.map(({ x, width }) => [x, x + width]);
		expect(ends).toHaveLength(2);
		// The boxes at the ends reach to the edges of the bitmap, with what lies around the letters.
		const middle = ends[0]?.[1] ?? NaN;
		expect(ends).toEqual([
			[0, middle],
			[expect.closeTo(middle, 3), bitmap.width],
		]);
	});
});

describe('the look of a drawn caption', () => {
	it('paints every run in its own color', () => {
		const bitmap = draw(
			caption([
				{ text: '普通', style: styled({ fill: color(1, 1, 0) }) },
				{ text: '关键', style: styled({ fill: red }) },
			]),
		);
		expect(boxOf(bitmap, nearly(color(1, 1, 0))).right).toBeLessThan(boxOf(bitmap, isRed).left);
	});

	it('surrounds the fill with the stroke, half of its width outside', () => {
		const stroke = { color: red, width: 0.2 };
		const bitmap = draw(captionIn({ height: 100, strokes: [stroke] }, 'I'));
		const [outer, inner] = [boxOf(bitmap, isRed), boxOf(bitmap, isWhite)];
		for (const reach of [
			inner.left - outer.left,
			outer.right - inner.right,
			inner.top - outer.top,
			outer.bottom - inner.bottom,
		])
			expect(Math.abs(reach - 10)).toBeLessThanOrEqual(2);
	});

	it('covers no letter with the stroke of its neighbor', () => {
		const strokes = [{ color: black, width: 0.3 }];
		const alone = boxOf(draw(captionIn({ strokes }, '国')), isWhite).count;
		const pair = boxOf(
			draw(captionIn({ strokes }, '国国', { letterSpacing: -0.1 })),
			isWhite,
		).count;
		expect(Math.abs(pair - 2 * alone)).toBeLessThanOrEqual(0.03 * alone);
	});

	it('throws the shadow down to the right at minus 45 degrees', () => {
		const shadow = { color: black, distance: 0.2, angle: -45, blur: 0 };
		const bitmap = draw(captionIn({ height: 100, shadow }, 'T'));
		const [ink, fallen] = [boxOf(bitmap, isWhite), boxOf(bitmap, isBlack)];
		expect(Math.abs(fallen.right - ink.right - 14.1)).toBeLessThanOrEqual(1.5);
		expect(Math.abs(fallen.bottom - ink.bottom - 14.1)).toBeLessThanOrEqual(1.5);
	});

	it('softens a shadow and keeps all of it in the bitmap', () => {
		const shadow = { color: black, distance: 0, angle: 0, blur: 0.2 };
		const bitmap = draw(captionIn({ shadow }, '国'));
		const edge = Array.from({ length: bitmap.width }, (_, x) => pixelAt(bitmap, x, 0).alpha);
		expect(Math.max(...edge)).toBeLessThan(0.03);
		const faint = inkBoxOf(bitmap, ({ alpha }) => alpha > 0.05 && alpha < 0.4);
		expect(faint?.count).toBeGreaterThan(200);
	});

	it('shows no seams where half transparent strokes meet', () => {
		const strokes = [{ color: color(1, 0, 0, 0.5), width: 0.4 }];
		const bitmap = draw(captionIn({ fill: color(1, 1, 1, 0), strokes }, '国国'));
		expect(inkBoxOf(bitmap, ({ alpha }) => alpha > 0.52)).toBeUndefined();
	});

	it('underlines beneath the letters, spaces included', () => {
		const plain = boxOf(draw(caption('A B')));
		const lined = draw(captionIn({ underline: true }, 'A B'));
		expect(boxOf(lined).bottom).toBeGreaterThan(plain.bottom + 4);
		const row = Math.round(lined.originY + boxOf(lined).bottom) - 2;
		expect(pixelAt(lined, Math.round(lined.originX), row).alpha).toBeGreaterThan(0.9);
	});

	it('makes bold letters heavier', () => {
		const [plain, bold] = [false, true].map((on) => boxOf(draw(captionIn({ bold: on }, '国'))));
		expect(bold?.count).toBeGreaterThan(1.15 * (plain?.count ?? 0));
	});

	it('draws the line under words as thick and as low as it is said', () => {
		/** The rows of the line between the letters, from the middle of the box. */
		const rowsOf = (line: TextStyle['line']) => {
			const bitmap = draw(
				captionIn({ height: 100, underline: true, ...(line && { line }) }, 'A A'),
			);
			const x = Math.round(bitmap.originX);
			const rows = Array.from({ length: bitmap.height }, (_, y) => y).filter(
				(y) => pixelAt(bitmap, x, y).alpha > 0.5,
			);
			return { thick: rows.length, from: (rows[0] ?? NaN) - bitmap.originY };
		};
		const usual = rowsOf(undefined);
		expect(Math.abs(usual.thick - 5)).toBeLessThanOrEqual(1);
		expect(rowsOf({ offset: 0.22, thickness: 0.05 })).toEqual(usual);
		expect(Math.abs(rowsOf({ offset: 0.22, thickness: 0.3 }).thick - 30)).toBeLessThanOrEqual(1);
		const low = rowsOf({ offset: 0.5, thickness: 0.05 });
		expect(Math.abs(low.from - usual.from - 28)).toBeLessThanOrEqual(1);
	});

	it('leans italic letters by their degrees, and keeps all of them', () => {
		const widthAt = (lean: number) =>
			boxOf(draw(captionIn({ height: 100, italic: true, lean }, 'I'))).width;
		const height = boxOf(draw(captionIn({ height: 100 }, 'I'))).height;
		const gained = widthAt(45) - widthAt(0.001);
		expect(gained).toBeGreaterThan(height - 3);
		expect(gained).toBeLessThan(height + 3);
	});

	it('makes letters as thick as it is said, about their outlines', () => {
		const [plain, thick] = [undefined, 0.1].map((thickening) =>
			boxOf(draw(captionIn({ height: 100, ...(thickening && { thickening }) }, 'I'))),
		);
		expect((thick?.width ?? 0) - (plain?.width ?? 0)).toBeCloseTo(20, -0.5);
		expect((thick?.height ?? 0) - (plain?.height ?? 0)).toBeCloseTo(20, -0.5);
	});

	it('puts a padded box behind the text, around all lines or one a line', () => {
		const drawn = (shape: 'block' | 'lines', rounding = 0) =>
			draw(
				caption('国国国\n国', {
					background: {
						...{ color: red, shape, rounding },
						padding: { x: 0.5, y: 0.25 },
						offset: { x: 0, y: 0 },
					},
				}),
			);
		const block = drawn('block');
		expect(boxOf(block, isRed)).toMatchObject({ width: 160, height: 100 });
		const corner = (bitmap: RasterText) =>
			[bitmap.originX - 78, bitmap.originY + 48].map(Math.round) as [number, number];
		expect(isRed(pixelAt(block, ...corner(block)))).toBe(true);
		const lines = drawn('lines');
		expect(isRed(pixelAt(lines, ...corner(lines)))).toBe(false);
		const round = drawn('block', 1);
		expect(isRed(pixelAt(round, ...corner(round)))).toBe(false);
	});

	it.each(['สวัสดี', 'مرحبا', '😀👨‍👩‍👧🇨🇳', '\u{10FFFD}', '\ud800', 'देवनागरी'])(
		'draws %j without failing, whatever fonts there are',
		(text) => {
			const least = draw(caption('字字')).width;
			expect(draw(caption(`字${text}字`)).width).toBeGreaterThanOrEqual(least);
		},
	);
});
