/** Words of letters that join, of several styles: the letters join across the changes. */
import type { Cluster } from './clusters';

const JOINER = '\u200D';
/** Lets the letter before it join, as if the word went on; the mark keeps the joiner in the word's direction. */
export const GOES_ON = `${JOINER}\u200F`;

/** Letters of Arabic and Syriac that join with the one before them only, or with none, and the sign that forbids it. */
const ENDING =
	/(?:[\u0621-\u0625\u0627\u0629\u062F-\u0632\u0648\u0671-\u0677\u0688-\u0699\u06C0\u06C3-\u06CB\u06CD\u06CF\u06D2\u06D3\u06D5\u06EE\u06EF\u0710\u0715-\u0719\u071E\u0728\u072A\u072C\u072F\u074D\u0759-\u075B\u076B\u076C\u0771\u0773\u0774\u0778\u0779][\p{M}\u200D]*|\u200C)$/u;

/** What is drawn for a cluster between its neighbors in a row: letters in the shapes that they have in their whole word. */
export const shapedOf = (
	{ text, joined }: Cluster,
	{ before, after }: { readonly before: Cluster | undefined; readonly after: Cluster | undefined },
): string => {
	if (!joined) return text;
	const goesBack = before?.joined === true && !ENDING.test(before.text);
	return `${goesBack ? JOINER : ''}${text}${after?.joined === true ? GOES_ON : ''}`;
};
