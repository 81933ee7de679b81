import type { TextLayout } from '../../../render-agent/src/render/text/layout';
import { layoutText } from '../../../render-agent/src/render/text/layoutText';
import { caption, captionIn, ownFonts, styled } from '../../support/captions';

const fonts = ownFonts();
const boxes = (layout: TextLayout) =>
	layout.lines.flatMap(({ clusters }) => clusters.map(({ box }) => box));
const drawn = (layout: TextLayout) =>
	layout.lines.map(({ clusters }) => clusters.map(({ glyphs }) => glyphs || ' ').join(''));

describe('layoutText', () => {
	it('makes a Chinese character one em wide and a line as high as the style', () => {
		const layout = layoutText(captionIn({ height: 55.2 }, '你好世界'), fonts);
		expect(layout.width).toBeCloseTo(4 * 55.2, 3);
		expect(layout.height).toBeCloseTo(55.2, 3);
	});

	it('adds the line spacing as a share of the line height to each line', () => {
		const layout = layoutText(caption('A\nB', { lineSpacing: 1.02 }), fonts);
		expect(layout.height).toBeCloseTo(2 * 40 * 2.02, 3);
	});

	it('adds letter spacing between characters and none after the last', () => {
		const layout = layoutText(caption('你好世界', { letterSpacing: 0.5 }), fonts);
		expect(layout.width).toBeCloseTo(4 * 40 + 3 * 20, 3);
	});

	it('lets the tallest style give the height of a line, on one baseline', () => {
		const runs = [
			{ text: '高亮', style: styled({ height: 20 }) },
			{ text: '关键词', style: styled({ height: 50 }) },
		];
		const layout = layoutText(caption(runs), fonts);
		expect(layout.height).toBeCloseTo(50, 3);
		expect(new Set(layout.lines[0]?.clusters.map(({ baseline }) => baseline)).size).toBe(1);
		expect(layout.width).toBeCloseTo(2 * 20 + 3 * 50, 3);
	});

	it('gives an empty line the height of its style', () => {
		expect(layoutText(caption('A\n\nB'), fonts).height).toBeCloseTo(3 * 40, 3);
	});

	it('takes every kind of line break for one', () => {
		expect(drawn(layoutText(caption('a\r\nb\nc\rd\u2028e'), fonts))).toEqual([
			...['a', 'b', 'c', 'd', 'e'],
		]);
	});

	it.each([
		['left', [0, 0]],
		['center', [0, 40]],
		['right', [0, 80]],
	] as const)('puts lines to the %s within the block', (align, starts) => {
		const layout = layoutText(caption('一二三四\n五六', { align }), fonts);
		expect(layout.lines.map(({ box }) => Math.round(box.x))).toEqual(starts);
	});

	it('wraps at the width given and counts no hanging space', () => {
		const layout = layoutText(caption('一二三四 五六', { wrapAt: 165 }), fonts);
		expect(drawn(layout)).toEqual(['一二三四', '五六']);
		expect(layout.width).toBeCloseTo(160, 3);
	});

	it('sets columns from right to left, each character in a square', () => {
		const layout = layoutText(caption('竖排A\n第二', { vertical: true, align: 'left' }), fonts);
		expect([layout.width, layout.height].map(Math.round)).toEqual([80, 120]);
		expect(boxes(layout).map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([
			...[
				[40, 0],
				[40, 40],
				[40, 80],
			],
			...[
				[0, 0],
				[0, 40],
			],
		]);
	});

	it('keeps an emoji of several code points and a letter with its accent in one cluster', () => {
		const layout = layoutText(caption('e\u0301👍🏽好'), fonts);
		expect(layout.lines[0]?.clusters.map(({ offset }) => offset)).toEqual([0, 2, 6]);
	});

	it('sets Arabic words from right to left and leaves the words around them alone', () => {
		const layout = layoutText(caption('ab مرحبا بالعالم cd'), fonts);
		const places = layout.lines[0]?.clusters.map(({ offset, box }) => ({ offset, x: box.x }));
		const at = (offset: number) => places?.find((place) => place.offset === offset)?.x ?? NaN;
		expect(at(0)).toBeLessThanOrEqual(at(9));
		expect(at(9)).toBeLessThanOrEqual(at(3));
		expect(at(3)).toBeLessThanOrEqual(at(17));
	});

	it.each([
		['no text', caption('')],
		['no run', caption([])],
		['no height', captionIn({ height: 0 }, '字')],
		['a height that is no number', captionIn({ height: NaN }, '字')],
		['only characters that are never seen', caption('\u200b\u2060\n')],
	])('gives %s no size', (_, block) => {
		expect(layoutText(block, fonts)).toMatchObject({ width: 0, height: 0, lines: [] });
	});

	it('lays out two hundred thousand characters and as many lines', () => {
		expect(layoutText(caption('字'.repeat(200_000)), fonts).width).toBeCloseTo(8e6, 0);
		expect(layoutText(caption('\n'.repeat(199_999) + '字'), fonts).lines).toHaveLength(200_000);
	});
});
