/** In which order the characters of a row stand: the Unicode bidirectional algorithm (UAX #9). The one file that knows `bidi-js`. */
import bidiFactory, { type BidiCharTypeName } from 'bidi-js';

const bidi = bidiFactory();

/** The direction of each piece of a paragraph. */
export interface Directions {
	/** Embedding levels, one a piece: an odd one goes from right to left. */
	readonly levels: Uint8Array;
	/** The level of the paragraph: 0, or 1 where its first letter is one of a script from right to left. */
	readonly base: number;
	/** One character a piece, for what the package asks of it at the ends of lines. */
	readonly firsts: string;
}

/** Whatever can make a row run from right to left: letters of such scripts, and marks and formats that say so. */
const TURNING =
	/[\u0590-\u08FF\u200F\u202B\u202E\u2067\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** A character in one unit of each type that characters in two units, or ends of paragraphs within one, have. */
const STAND_INS: Partial<Readonly<Record<BidiCharTypeName, string>>> = {
	...{ R: 'א', AL: 'ا', EN: '1', AN: '٠', ET: '%', ON: '*', NSM: '\u0300', BN: '\u00AD', B: ' ' },
};

const ENDING = /[\n\r\u001C-\u001E\u0085\u2029]/u;

/** One unit for a character: the package looks at units, and takes the halves of the others for Latin letters. */
const unitOf = (character: string): string =>
	character.length === 1 && !ENDING.test(character)
		? character
		: (STAND_INS[bidi.getBidiCharTypeName(character)] ?? 'a');

/** The directions of the pieces of one paragraph, or undefined where all go from left to right. */
export const directionsOf = (pieces: readonly string[]): Directions | undefined => {
	if (!pieces.some((piece) => TURNING.test(piece))) return undefined;
	const units = pieces.map((piece) => Array.from(piece, unitOf).join(''));
	const { levels, paragraphs } = bidi.getEmbeddingLevels(units.join(''));
	let at = 0;
	const own = units.map((unit) => {
		const level = levels[at] ?? 0;
		at += unit.length;
		return level;
	});
	return {
		levels: Uint8Array.from(own),
		base: paragraphs[0]?.level ?? 0,
		firsts: units.map((unit) => unit.charAt(0)).join(''),
	};
};

/** The pieces of a line, those from `start` to `end` (not included), as they stand from left to right: their indexes from `start`. */
export const visualOrder = (
	{ levels, base, firsts }: Directions,
	start: number,
	end: number,
): readonly number[] =>
	bidi.getReorderedIndices(firsts.slice(start, end), {
		levels: levels.slice(start, end),
		paragraphs: [{ start: 0, end: end - start - 1, level: base }],
	});

/** What is drawn for a piece: a bracket or the like from right to left is its mirror image. */
export const mirrored = (piece: string, level: number): string =>
	level % 2 === 0
		? piece
		: (bidi.getMirroredCharacter(piece.charAt(0)) ?? piece.charAt(0)) + piece.slice(1);
