/** Finds the ranges of a caption's styles that do not lie within its words, each beside the next: what becomes of them is told. */
import { type Content, type DraftStyle, rangesEnd } from './textContent';

/** What is odd in a range: it reaches beyond the words, begins where it ends or behind, or lies over another one. */
export type RangeOddness = 'outside' | 'backward' | 'overlapping';

/** A range that cannot be followed as it stands, in words. */
export interface OddRange {
	readonly range: string;
	readonly odd: RangeOddness;
}

interface Styled {
	readonly from: number;
	readonly to: number;
	readonly shown: string;
}

const shownOf = (range: readonly number[]): string => `[${range.join(', ')}]`;

/**
 * Whether a range is the base of a script: all of the text, at twice its length.
 * @source test/fixtures/20_capcutmate_slideshow
 */
const isBase = ([from, to]: readonly number[], index: number, { text }: Content): boolean =>
	index === 0 && from === 0 && to === 2 * text.length;

const faultOf = ({ range }: DraftStyle, index: number, content: Content): OddRange | undefined => {
	if (!range || isBase(range, index, content)) return undefined;
	const [from = 0, to = 0] = range;
	const shown = shownOf(range);
	if (range.length !== 2 || from >= to) return { range: shown, odd: 'backward' };
	const length = rangesEnd(content);
	if (from >= 0 && to <= length) return undefined;
	return { range: `${shown} (0…${String(length)})`, odd: 'outside' };
};

/** Ranges that lie over one before them. A first style of the whole text is meant to lie beneath the others. */
const overlapsIn = ({ text, styles }: Content): readonly OddRange[] => {
	const ranges = styles.map(({ range }, index): Styled => {
		const [from = 0, to = text.length] = range ?? [];
		return { from, to, shown: range ? shownOf(range) : `#${String(index + 1)}` };
	});
	const [first, ...others] = ranges;
	const isBeneath =
		first !== undefined && others.every(({ from, to }) => first.from <= from && first.to >= to);
	const own = (isBeneath ? others : ranges)
		.filter(({ from, to }) => from < to)
		.toSorted((a, b) => a.from - b.from || a.to - b.to);
	let furthest: Styled | undefined;
	return own.flatMap((one) => {
		const under = furthest;
		if (!furthest || one.to > furthest.to) furthest = one;
		return under && one.from < under.to
			? [{ range: `${under.shown} + ${one.shown}`, odd: 'overlapping' as const }]
			: [];
	});
};

/** The odd ranges of the styles of a caption; none of one without words. */
export const oddRangesIn = (content: Content): readonly OddRange[] =>
	content.text === ''
		? []
		: [
				...content.styles.flatMap((style, index) => faultOf(style, index, content) ?? []),
				...overlapsIn(content),
			];
