/** The letters of a word that joins them: each with its share of the word. */
import type { Box } from './boxes';
import { GOES_ON } from './joining';
import type { PlacedCluster } from './layout';
import { measure } from './measure';

/** A character's share of its line, and where the character starts in the whole text, in UTF-16 code units. */
export interface Letter {
	readonly box: Box;
	readonly offset: number;
}

/** One letter with its marks; a lam with its alef is one sign. */
const LETTER = /\u0644\p{M}*[\u0622\u0623\u0625\u0627]\p{M}*|\p{L}[\p{M}\u200C\u200D]*/gu;
/** Each letter is measured with all before it. No word has more; what has no spaces comes at once. */
const MOST = 60;

/** The letters of a cluster in reading order, each as wide as the word grows by it; another cluster is one letter. */
export const lettersOf = ({
	joined,
	glyphs,
	face,
	em,
	box,
	offset,
}: PlacedCluster): readonly Letter[] => {
	const letters = joined ? [...glyphs.matchAll(LETTER)] : [];
	if (letters.length < 2 || letters.length > MOST) return [{ box, offset }];
	// What comes before the first letter is not of the text.
	const before = letters[0]?.index ?? 0;
	let right = box.x + box.width;
	return letters.map(({ 0: letter, index }, i) => {
		const isLast = i === letters.length - 1;
		const grown = measure(face, glyphs.slice(0, index + letter.length) + GOES_ON).advance * em;
		const left = isLast ? box.x : Math.max(box.x, Math.min(right, box.x + box.width - grown));
		const own = { ...box, x: left, width: right - left };
		right = left;
		return { box: own, offset: offset + index - before };
	});
};
