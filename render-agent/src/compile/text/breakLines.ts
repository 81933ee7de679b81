/** Where a paragraph is cut into lines. Owns the rules of line ends; refuses to know fonts: widths come in. */
// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- the package has no types; whoever imports this file needs ours
/// <reference path="./linebreak.d.ts" />
import LineBreaker from 'linebreak';

/** One unbreakable piece of a paragraph. Lengths in any unit, the same for all. */
export interface Piece {
	readonly text: string;
	readonly width: number;
	/** Room after it, unless it is the last of its line. */
	readonly gap: number;
	/** Hangs over the end of a line without taking room. */
	readonly space: boolean;
}

/** Pieces `start` to `end` (not included) make a line; those from `drawnEnd` on are spaces that hang. */
export interface LineRange {
	readonly start: number;
	readonly drawnEnd: number;
	readonly end: number;
}

/** What must not begin a line, and what must not end one, where a word has to be cut. */
const NOT_FIRST =
	/^[、。，．：；？！…‥—～·・）］｝〉》」』】〕〗〙〛”’％‰℃°ー々゛゜ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)\]}%]/u;
const NOT_LAST = /[（［｛〈《「『【〔〖〘〚“‘([{]$/u;
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。、？！：；]/u;
const UNSPACED = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Rounding of sums must not wrap a text into a width that was measured from it. */
const SLACK = 1e-6;

/** The lines of one paragraph, in order; they tile the pieces. No line is wider than `wrapAt` unless it is one piece. */
export const breakLines = (
	pieces: readonly Piece[],
	wrapAt: number = Infinity,
): readonly LineRange[] => {
	if (pieces.length === 0) return [{ start: 0, drawnEnd: 0, end: 0 }];
	const chances = wrapAt === Infinity ? new Set<number>() : opportunitiesOf(pieces);
	const lines: LineRange[] = [];
	for (let start = 0; start < pieces.length;) {
		const end = endOfLine({ pieces, chances, wrapAt }, start);
		lines.push({ start, drawnEnd: trimmed(pieces, start, end), end });
		start = end;
	}
	return lines;
};

/** The room that pieces `start` to `end` take side by side. */
export const widthOf = (pieces: readonly Piece[], start: number, end: number): number =>
	pieces
		.slice(start, end)
		.reduce((sum, { width, gap }, i) => sum + width + (start + i < end - 1 ? gap : 0), 0);

const trimmed = (pieces: readonly Piece[], start: number, end: number): number => {
	let last = end;
	while (last > start && pieces[last - 1]?.space) last -= 1;
	return last;
};

interface Paragraph {
	readonly pieces: readonly Piece[];
	readonly chances: ReadonlySet<number>;
	readonly wrapAt: number;
}

const endOfLine = ({ pieces, chances, wrapAt }: Paragraph, start: number): number => {
	let room = 0;
	let chance = 0;
	for (let i = start; i < pieces.length; i += 1) {
		const piece = pieces[i];
		if (!piece) break;
		if (i > start && chances.has(i)) chance = i;
		const over = !piece.space && room + piece.width > wrapAt + SLACK;
		if (over && i > start) return chance > start ? chance : cutBefore(pieces, start, i);
		room += piece.width + piece.gap;
	}
	return pieces.length;
};

/** Where to cut a word that is longer than a line: as late as fits, but not before a mark that may not begin a line. */
const cutBefore = (pieces: readonly Piece[], start: number, limit: number): number => {
	for (let cut = limit; cut > start; cut -= 1) {
		const first = pieces[cut]?.text ?? '';
		const last = pieces[cut - 1]?.text ?? '';
		if (!NOT_FIRST.test(first) && !NOT_LAST.test(last)) return cut;
	}
	return limit;
};

/** The indexes of pieces that may begin a line: UAX #14, words of Thai and its like, and quotation marks in Chinese. */
const opportunitiesOf = (pieces: readonly Piece[]): ReadonlySet<number> => {
	const text = pieces.map((piece) => piece.text).join('');
	const places = placesIn(text);
	const chances = new Set<number>();
	let offset = 0;
	pieces.forEach((piece, i) => {
		const before = pieces[i - 1]?.text ?? '';
		if (i > 0 && (places.has(offset) || aroundQuote(before, piece.text))) chances.add(i);
		offset += piece.text.length;
	});
	return chances;
};

const placesIn = (text: string): ReadonlySet<number> => {
	const places = new Set<number>();
	const breaker = new LineBreaker(text);
	for (let next = breaker.nextBreak(); next; next = breaker.nextBreak()) places.add(next.position);
	if (UNSPACED.test(text)) for (const place of wordStarts(text)) places.add(place);
	return places;
};

/** Curly quotes forbid breaks on both sides in UAX #14; between Chinese characters only the inner side is meant. */
const aroundQuote = (before: string, after: string): boolean =>
	(/^[“‘]/u.test(after) && EAST_ASIAN.test(before)) ||
	(/[”’]$/u.test(before) && EAST_ASIAN.test(after) && !NOT_FIRST.test(after));

const wordStarts = (text: string): readonly number[] => {
	const words = [...new Intl.Segmenter('th', { granularity: 'word' }).segment(text)];
	return words
		.filter(
			({ segment, index }) =>
				UNSPACED.test(segment.charAt(0)) && UNSPACED.test(text.charAt(index - 1)),
		)
		.map(({ index }) => index);
};
