/** A text cut into what readers see as single characters, each with its style. */
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
}

const BREAK = /^(?:\r\n|[\n\r\v\f\u0085\u2028\u2029])$/u;
const SPACE = /^[ \t\u1680\u2000-\u2006\u2008-\u200A\u205F\u3000]$/u;
const NONE = /^[\p{Default_Ignorable_Code_Point}\p{Cc}]+$/u;
const JOINING =
	/^[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Nko}\p{Script=Thaana}\p{Mn}\u200C\u200D]+$/u;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Whether a cluster belongs to a script that is written from right to left. */
export const isRightToLeft = (text: string): boolean => JOINING.test(text) && !NONE.test(text);

const kindOf = (text: string): Cluster['kind'] => {
	if (BREAK.test(text)) return 'break';
	if (SPACE.test(text)) return 'space';
	return NONE.test(text) ? 'none' : 'ink';
};

/** The clusters of the runs, in reading order. Together they are the whole text. */
export const clustersOf = (runs: readonly TextRun[]): readonly Cluster[] => {
	const clusters: Cluster[] = [];
	let run = 0;
	let runEnd = runs[0]?.text.length ?? 0;
	for (const { segment, index } of graphemes.segment(runs.map(({ text }) => text).join(''))) {
		while (index >= runEnd && run < runs.length - 1) runEnd += runs[++run]?.text.length ?? 0;
		const style = runs[run]?.style;
		if (!style) break;
		const before = clusters.at(-1);
		if (before?.style === style && JOINING.test(before.text) && JOINING.test(segment))
			clusters[clusters.length - 1] = { ...before, text: before.text + segment };
		else clusters.push({ text: segment, style, kind: kindOf(segment), offset: index });
	}
	return clusters;
};
