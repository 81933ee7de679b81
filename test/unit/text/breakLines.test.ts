import fc from 'fast-check';
import { breakLines, widthOf, type Piece } from '../../../render-agent/src/compile/text/breakLines';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Every character one unit wide, Chinese ones two. */
const piecesOf = (text: string, gap = 0): readonly Piece[] =>
	Array.from(graphemes.segment(text), ({ segment }) => ({
		text: segment,
		width: /[\u2000-\uffff]/u.test(segment) ? 2 : 1,
		gap,
		space: segment === ' ',
	}));

const linesOf = (text: string, wrapAt?: number): readonly string[] => {
	const pieces = piecesOf(text);
	return breakLines(pieces, wrapAt).map(({ start, drawnEnd }) =>
		pieces
			.slice(start, drawnEnd)
			.map((piece) => piece.text)
			.join(''),
	);
};

describe('breakLines', () => {
	it('leaves a text alone when no width is given', () => {
		expect(linesOf('一二三四五六七八九十'.repeat(20))).toHaveLength(1);
	});

	it('gives an empty paragraph one empty line', () => {
		expect(breakLines([])).toEqual([{ start: 0, drawnEnd: 0, end: 0 }]);
	});

	it('breaks Chinese between any two characters', () => {
		expect(linesOf('一二三四五六七', 6)).toEqual(['一二三', '四五六', '七']);
	});

	it.each(['，', '。', '！', '？', '、', '；', '：', '」', '）', '》', '”', '…', '%'])(
		'begins no line with %s',
		(mark) => {
			expect(linesOf(`一二三${mark}四五`, 6)[0]).toBe('一二');
		},
	);

	it.each(['「', '（', '《', '“'])('ends no line with %s', (mark) => {
		expect(linesOf(`一二${mark}三四五`, 6)[0]).toBe('一二');
	});

	it('breaks before an opening quotation mark between Chinese characters', () => {
		expect(linesOf('他说“好的”吗', 6)).toEqual(['他说', '“好', '的”吗']);
	});

	it('breaks Latin at spaces, and the spaces hang', () => {
		expect(linesOf('the quick  brown fox', 9)).toEqual(['the quick', 'brown fox']);
	});

	it('breaks after a hyphen', () => {
		expect(linesOf('well-known', 6)).toEqual(['well-', 'known']);
	});

	it('cuts a word only when it is wider than a line', () => {
		expect(linesOf('a incomprehensible b', 8)).toEqual(['a', 'incompre', 'hensible', 'b']);
	});

	it('keeps a mark with the last letters of a word that has to be cut', () => {
		expect(linesOf('abcdef!', 6)).toEqual(['abcde', 'f!']);
	});

	it('breaks Thai, which has no spaces, between words', () => {
		expect(linesOf('สวัสดีครับ', 6)).toEqual(['สวัสดี', 'ครับ']);
	});

	it('does not break a number from its unit', () => {
		expect(linesOf('共 $12.50 元', 7)).toEqual(['共', '$12.50', '元']);
	});

	it('does not wrap a text into the width that it has', () => {
		const pieces = piecesOf('0123456789', 0.1);
		expect(breakLines(pieces, widthOf(pieces, 0, pieces.length))).toHaveLength(1);
	});
});

describe('the lines of any text', () => {
	const texts = fc
		.array(fc.constantFrom(...'一二三，。（）“”abc de-f! 　12 $%…é👍🏽ทดสอบ'.split('')), {
			maxLength: 60,
		})
		.map((characters) => characters.join(''));
	const widths = fc.double({ min: 0.5, max: 30, noNaN: true });
	const gaps = fc.double({ min: 0, max: 2, noNaN: true });

	it('tile it: nothing is lost, nothing twice', () => {
		fc.assert(
			fc.property(texts, widths, gaps, (text, width, gap) => {
				const pieces = piecesOf(text, gap);
				const end = breakLines(pieces, width).reduce((at, line) => {
					expect(line.start).toBe(at);
					expect(line.drawnEnd).toBeLessThanOrEqual(line.end);
					expect(pieces.slice(line.drawnEnd, line.end).every(({ space }) => space)).toBe(true);
					return line.end;
				}, 0);
				expect(end).toBe(pieces.length);
			}),
		);
	});

	it('are no wider than asked unless they are a single character', () => {
		fc.assert(
			fc.property(texts, widths, gaps, (text, width, gap) => {
				const pieces = piecesOf(text, gap);
				for (const { start, drawnEnd } of breakLines(pieces, width))
					if (drawnEnd - start > 1)
						expect(widthOf(pieces, start, drawnEnd)).toBeLessThanOrEqual(width + 1e-6);
			}),
		);
	});

	it('are as few as with a first line that takes all it can', () => {
		fc.assert(
			fc.property(texts, widths, (text, width) => {
				const pieces = piecesOf(text);
				const [first] = breakLines(pieces, width);
				if (!first || first.end === pieces.length) return;
				const rest = breakLines(pieces.slice(first.end), width);
				expect(breakLines(pieces, width)).toHaveLength(rest.length + 1);
			}),
		);
	});
});
