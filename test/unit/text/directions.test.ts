import fc from 'fast-check';
import type { TextLayout } from '../../../render-agent/src/render/text/layout';
import { layoutText } from '../../../render-agent/src/render/text/layoutText';
import { rasterText } from '../../../render-agent/src/render/text/rasterText';
import { caption, color, pixelAt, rightToLeftFonts, styled } from '../../support/captions';

const fonts = rightToLeftFonts();

/** What each row shows from left to right, a word of letters that join read as one. */
const seen = ({ lines }: TextLayout): readonly string[] =>
	lines.map(({ clusters }) =>
		clusters
			.filter(({ box }) => box.width > 0)
			.toSorted((a, b) => a.box.x - b.box.x)
			.map(({ glyphs }) => glyphs || ' ')
			.join(''),
	);

const rowOf = (text: string): string => seen(layoutText(caption(text), fonts)).join('\n');

/** Letters from left to right as they are seen. */
const turned = (text: string): string => Array.from(text).toReversed().join('');

const OVERRIDE = '\u202D';

const ROWS = [
	['מחיר: 12.50 ₪!', `!₪ 12.50 :${turned('מחיר')}`],
	['(שלום) B', `B (${turned('שלום')})`],
	['1. שלום', `${turned('שלום')} .1`],
	['12:30 שלום', `${turned('שלום')} 12:30`],
	['😀😁 שלום', `${turned('שלום')} 😁😀`],
	['שלום, עולם! (כן) [לא]', `[${turned('לא')}] (${turned('כן')}) !${turned('שלום, עולם')}`],
	[
		'כתובת: user@mail.com, טל. 03-1234567',
		`03-1234567 .${turned('טל')} ,user@mail.com :${turned('כתובת')}`,
	],
	['Hello שלום, עולם! end', `Hello ${turned('שלום, עולם')}! end`],
	['שלום - A - B - עולם', `${turned('עולם')} - A - B - ${turned('שלום')}`],
	['a שָׁב b', 'a בשָׁ b'],
	['\u200fab!', '!ab'],
] as const;

describe('rows of scripts from right to left', () => {
	it.each(ROWS)('shows %s as the bidirectional algorithm has it', (text, row) => {
		expect(rowOf(text)).toBe(row);
	});

	it('shows Arabic words joined, their brackets and quotes as mirror images, their question mark on the left', () => {
		expect(rowOf('سلام! كيف؟ (نعم) «لا»')).toBe('«لا» (نعم) ؟كيف !سلام');
	});

	it('sets digits of Persian in their own order beside the words', () => {
		expect(rowOf('سال ۱۴۰۳')).toBe('۱۴۰۳ سال');
	});

	it.each(ROWS)('draws %s pixel by pixel like a row that is written as it is seen', (text, row) => {
		const [directed, plain] = [text, OVERRIDE + row].map((one) =>
			rasterText(caption(one), { scale: 1, fonts }),
		);
		expect(directed?.width).toBeGreaterThan(20);
		expect(directed?.rgba).toEqual(plain?.rgba);
	});

	it('orders each row of a wrapped text for itself, in the direction of its paragraph', () => {
		const text = 'שלום (abc) 12 עולם ועוד';
		const { width } = layoutText(caption('שלום (abc) 12'), fonts);
		expect(seen(layoutText(caption(text, { wrapAt: width + 1 }), fonts))).toEqual([
			`12 (abc) ${turned('שלום')}`,
			turned('עולם ועוד'),
		]);
	});

	it('gives each paragraph its own direction', () => {
		expect(rowOf('abc!\nשלום!\nabc!')).toBe(`abc!\n!${turned('שלום')}\nabc!`);
	});

	it('sets a row of words in several styles and sizes without gaps and without overlap', () => {
		const red = styled({ fill: color(1, 0, 0), height: 60 });
		const runs = [
			{ text: 'שלו', style: styled() },
			{ text: 'ם ab', style: red },
			{ text: 'c (עוד)', style: styled() },
		];
		const layout = layoutText(caption(runs, { letterSpacing: 0.2 }), fonts);
		expect(seen(layout)).toEqual([`(${turned('עוד')}) abc ${turned('שלום')}`]);
		const boxes = layout.lines[0]?.clusters.map(({ box }) => box).toSorted((a, b) => a.x - b.x);
		const ends = boxes?.map(({ x, width }) => x + width) ?? [];
		expect(Math.max(...ends)).toBeCloseTo(layout.width, 6);
		boxes?.slice(1).forEach(({ x }, i) => {
			const gap = x - (ends[i] ?? NaN);
			expect(gap).toBeGreaterThan(7);
			expect(gap).toBeLessThan(13);
		});
	});

	it.each([
		['سلام', 1],
		['سلام', 3],
		['بيت', 1],
		['كلمات', 3],
	])('lets the letters of %s join where the style changes after %i of them', (word, at) => {
		const [first, second] = [styled(), styled({ fill: color(0.99, 1, 1) })];
		const runs = [
			{ text: word.slice(0, at), style: first },
			{ text: word.slice(at), style: second },
		];
		const [parts, whole] = [caption(runs), caption(word)].map((one) =>
			rasterText(one, { scale: 1, fonts }),
		);
		expect(parts?.clusters.map(({ offset }) => offset)).toEqual(
			whole?.clusters.map(({ offset }) => offset),
		);
		expect(parts?.width).toBe(whole?.width);
		const apart = parts?.rgba.filter((value, i) => Math.abs(value - (whole?.rgba[i] ?? 0)) > 60);
		expect((apart?.length ?? NaN) / (whole?.rgba.length ?? NaN)).toBeLessThan(0.003);
	});

	it('sets any text of all scripts and marks side by side: each character once, no gap and no overlap', () => {
		const signs =
			'אבשׁ سلاو܀ab1٣۵ ,.:-%$()[]«»"!字😀👍🏽\u200d\u200f\u202e\u202a\u202c\u2067\u2066\u2069\n';
		const texts = fc.array(fc.constantFrom(...Array.from(signs)), { maxLength: 40 });
		fc.assert(
			fc.property(texts, fc.constantFrom(undefined, 150), (parts, wrapAt) => {
				const text = parts.join('');
				const layout = layoutText(caption(text, wrapAt === undefined ? {} : { wrapAt }), fonts);
				for (const { box, clusters } of layout.lines) {
					const offsets = clusters.map(({ offset }) => offset);
					expect(offsets).toEqual([...new Set(offsets)].toSorted((a, b) => a - b));
					let at = box.x;
					const row = clusters.map((one) => one.box).filter(({ width }) => width > 0);
					for (const { x, width } of row.toSorted((a, b) => a.x - b.x)) {
						expect(x).toBeCloseTo(at, 6);
						at = x + width;
					}
					expect(at).toBeCloseTo(box.x + box.width, 6);
				}
			}),
		);
	});

	it('leaves columns in the order of reading, with the brackets as they are written', () => {
		const layout = layoutText(caption('(של)', { vertical: true }), fonts);
		const down = layout.lines[0]?.clusters.toSorted((a, b) => a.box.y - b.box.y);
		expect(down?.map(({ glyphs }) => glyphs).join('')).toBe('(של)');
	});

	it('underlines the letters of a style where they are seen, and not those between them', () => {
		const runs = [
			{ text: 'ab של', style: styled({ underline: true }) },
			{ text: 'ום ef', style: styled() },
		];
		const bitmap = rasterText(caption(runs), { scale: 1, fonts });
		// The line is the lowest ink below an underlined letter.
		const inkBelow = (offset: number, from: number): number => {
			const box = bitmap.clusters.find((one) => one.offset === offset);
			const x = Math.round((box?.x ?? NaN) + (box?.width ?? NaN) / 2);
			for (let y = bitmap.height - 1; y >= from; y -= 1)
				if (pixelAt(bitmap, x, y).alpha > 0.9) return y;
			return -1;
		};
		const line = inkBelow(0, 0);
		expect([1, 3, 4].map((offset) => inkBelow(offset, line))).toEqual([line, line, line]);
		expect([5, 6, 8].map((offset) => inkBelow(offset, line))).toEqual([-1, -1, -1]);
	});
});

describe('letter spacing of scripts from right to left', () => {
	const gain = (text: string): number => {
		const [without, spaced] = [0, 0.5].map(
			(letterSpacing) => layoutText(caption(text, { letterSpacing }), fonts).width,
		);
		return (spaced ?? NaN) - (without ?? NaN);
	};

	it.each([
		['abcde', 4],
		['עברית', 4],
		['שָׁלוֹם', 3],
	])('stands between all letters of %s', (text, steps) => {
		expect(gain(text)).toBeCloseTo(gain('ab') * steps, 6);
	});

	it('stands between Arabic words, whose letters stay joined', () => {
		expect(gain('سلام')).toBe(0);
		expect(gain('سلام عليكم')).toBeCloseTo(gain('ab') * 2, 6);
	});
});

describe('the characters of a bitmap', () => {
	const lettersOf = (text: string) => {
		const bitmap = rasterText(caption(text), { scale: 1, fonts });
		return { bitmap, letters: bitmap.clusters };
	};

	it.each([
		['שלום עולם', [0, 1, 2, 3, 4, 5, 6, 7, 8]],
		['سلام عليكم', [0, 1, 3, 4, 5, 6, 7, 8, 9]],
		['بَيْت', [0, 2, 4]],
	])('%s comes letter by letter from the right', (text, offsets) => {
		const { bitmap, letters } = lettersOf(text);
		expect(letters.map(({ offset }) => offset)).toEqual(offsets);
		expect((letters[0]?.x ?? 0) + (letters[0]?.width ?? 0)).toBeCloseTo(bitmap.width, 6);
		letters.slice(1).forEach(({ x, width }, i) => {
			expect(x + width).toBeCloseTo(letters[i]?.x ?? NaN, 6);
			expect(width).toBeGreaterThan(3);
		});
		expect(letters.at(-1)?.x).toBe(0);
	});

	it('a word without end comes at once: its letters are not told apart', () => {
		expect(lettersOf('سلام'.repeat(10)).letters).toHaveLength(30);
		expect(lettersOf('سلام'.repeat(500)).letters).toHaveLength(1);
	});

	it('cuts a joined word where its letters meet: what is uncovered is what the shorter word shows, as if it went on', () => {
		const whole = lettersOf('سلام');
		const part = lettersOf('سلا');
		const [first, second] = whole.letters;
		const uncovered = (first?.width ?? 0) + (second?.width ?? 0);
		const ink = (bitmap: typeof whole.bitmap, from: number): number => {
			let sum = 0;
			for (let y = 0; y < bitmap.height; y += 1)
				for (let x = Math.round(from); x < bitmap.width; x += 1) sum += pixelAt(bitmap, x, y).alpha;
			return sum;
		};
		const shown = ink(whole.bitmap, whole.bitmap.width - uncovered);
		const expected = ink(part.bitmap, 0);
		expect(Math.abs(shown / expected - 1)).toBeLessThan(0.05);
	});
});
