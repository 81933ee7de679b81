/** The characters of a caption with the glyphs that draw them and their measures, not yet placed. */
import type { Piece } from '../../compile/text/breakLines';
import type { TextBlock, TextStyle } from '../../timeline/text';
import { mirrored } from './bidi';
import type { Cluster } from './clusters';
import { type ColumnForm, columnFormOf } from './columnForms';
import type { Face } from './faces';
import type { ChosenGlyphs, Fonts } from './fonts';
import { measure } from './measure';

/** How a cluster stands. */
export type Standing = ColumnForm['stands'] | 'in a row';

/** A cluster with its measures, not yet placed. `ascent` and `descent` are those of the style's own face. */
export interface Glyphs extends Piece {
	readonly cluster: Cluster;
	readonly glyphs: string;
	readonly face: Face;
	readonly thicken: boolean;
	readonly em: number;
	readonly advance: number;
	readonly stands: Standing;
	readonly ascent: number;
	readonly descent: number;
}

/** What the glyphs of a caption follow from. */
export interface Lettering {
	readonly block: TextBlock;
	readonly fonts: Fonts;
}

const TAB_IN_SPACES = 4;

const emOf = ({ height }: TextStyle, { ascent, descent }: Face): number =>
	Number.isFinite(height) && height > 0 ? height / (ascent + descent) : 0;

/** In a column every character stands in a square, unless it lies along it. */
const isSquare = (stands: Standing): boolean => stands === 'upright' || stands === 'cornered';

/** What draws a cluster: in a column the sign's own form where the same font has it. */
const chosenFor = (
	text: string,
	style: TextStyle,
	{ fonts, block: { vertical } }: Lettering,
): { readonly chosen: ChosenGlyphs; readonly stands: Standing } => {
	const chosen = fonts.glyphsOf(text === '\t' ? ' '.repeat(TAB_IN_SPACES) : text, style);
	if (!vertical) return { chosen, stands: 'in a row' };
	const form = columnFormOf(text, (one) => chosen.face.has(one.codePointAt(0) ?? 0));
	return {
		chosen: form.text === text ? chosen : { ...chosen, text: form.text },
		stands: form.stands,
	};
};

/** How a cluster stands among others: what is drawn for it there, and the embedding level. An odd one mirrors. */
export interface Setting {
	readonly shaped: string;
	readonly level: number;
}

/** The glyphs of a cluster, with their measures. */
export const glyphsOf = (
	cluster: Cluster,
	{ shaped, level }: Setting,
	lettering: Lettering,
): Glyphs => {
	const { style, kind, text } = cluster;
	const { block, fonts } = lettering;
	const own = fonts.faceOf(style).face;
	const em = emOf(style, own);
	const { chosen, stands } = chosenFor(mirrored(shaped, level), style, lettering);
	const drawn = kind === 'ink' || kind === 'space' ? chosen.text : '';
	const advance = drawn === '' ? 0 : measure(chosen.face, drawn).advance * em;
	const glyphs = kind === 'ink' ? drawn : '';
	return {
		...{ cluster, text, glyphs, face: chosen.face, thicken: chosen.thicken, em, advance, stands },
		width: glyphs !== '' && isSquare(stands) ? em : advance,
		gap: drawn === '' ? 0 : block.letterSpacing * em,
		space: kind === 'space' || kind === 'none',
		ascent: own.ascent * em,
		descent: own.descent * em,
	};
};
