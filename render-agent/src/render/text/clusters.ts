/** A text cut into what readers see as single characters, each with its style. */
import { isJoinedLetter } from '../../timeline/scripts';
import type { TextRun, TextStyle } from '../../timeline/text';

/**
 * One grapheme cluster, or one word of a script whose letters join. `break` ends a line, `space` hangs at the end of
 * one, `none` has no ink and no width, `ink` is drawn.
 */
export interface Cluster {
	readonly text: string;
	readonly style: TextStyle;
	readonly kind: 'ink' | 'space' | 'none' | 'break';
	/** Where it starts in the whole text, in UTF-16 code units. */
	readonly offset: number;
	/** Whether it is of letters that join with their neighbors. */
	readonly joined: boolean;
}

const BREAK = /^(?:\r\n|[\n\r\v\f\u0085\u2028\u2029])$/u;
const SPACE = /^[ \t\u1680\u2000-\u2006\u2008-\u200A\u205F\u3000]$/u;
const NONE = /^[\p{Default_Ignorable_Code_Point}\p{Cc}]+$/u;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

const kindOf = (text: string): Cluster['kind'] => {
	if (BREAK.test(text)) return 'break';
	if (SPACE.test(text)) return 'space';
	return NONE.test(text) ? 'none' : 'ink';
};

const LAM_LAST = /\u0644\p{M}*$/u;
const ALEF_FIRST = /^[\u0622\u0623\u0625\u0627]/u;

/** Whether a letter goes on a word: one of its own style, or the alef of a lam, which are one sign and have the style of the lam. */
const goesOn = ({ text, style }: Cluster, letter: string, own: TextStyle): boolean =>
	style === own || (LAM_LAST.test(text) && ALEF_FIRST.test(letter));

/** The clusters of the runs, in reading order. Together they are the whole text. */
export const clustersOf = (runs: readonly TextRun[]): readonly Cluster[] => {
	const clusters: Cluster[] = [];
	const styles = runs.flatMap(({ text, style }) => Array<TextStyle>(text.length).fill(style));
	for (const { segment, index } of graphemes.segment(runs.map(({ text }) => text).join(''))) {
		const style = styles[index];
		if (!style) continue;
		const joined = isJoinedLetter(segment);
		const before = clusters.at(-1);
		if (joined && before?.joined && goesOn(before, segment, style))
			clusters[clusters.length - 1] = { ...before, text: before.text + segment };
		else clusters.push({ text: segment, style, kind: kindOf(segment), offset: index, joined });
	}
	return clusters;
};
