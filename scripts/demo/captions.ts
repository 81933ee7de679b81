/** The demo's captions, as JianYing writes a text: styles by range, strokes, shadows, a keyword in a color of its own. */
import type { Piece } from './draftParts';

/** A color as a draft writes it: three channels, 0 to 1. */
export type TextColor = readonly [number, number, number];

/** A line of text and how it looks. */
export interface Caption {
	readonly text: string;
	/** The editor's size. */
	readonly size: number;
	/** A part of the text in another color. */
	readonly keyword?: string;
	readonly keywordColor?: TextColor;
	readonly bold?: boolean;
	/** Extra advance, in em. */
	readonly spacing?: number;
}

const WHITE: TextColor = [1, 1, 1];
const INK: TextColor = [0.05, 0.04, 0.12];

const solid = (color: TextColor): Piece => ({ solid: { alpha: 1, color } });

const style = (
	{ size, bold = false }: Caption,
	color: TextColor,
	range: readonly number[],
): Piece => ({
	fill: { alpha: 1, content: { render_type: 'solid', ...solid(color) } },
	range,
	size,
	bold,
	italic: false,
	underline: false,
	strokes: [{ content: solid(INK), width: 0.08 }],
	shadows: [{ diffuse: 0.08, alpha: 0.6, distance: 6, content: solid([0, 0, 0]), angle: -45 }],
});

const stylesOf = (caption: Caption): readonly Piece[] => {
	const { text, keyword = '', keywordColor = WHITE } = caption;
	const at = keyword === '' ? -1 : text.indexOf(keyword);
	if (at < 0) return [style(caption, WHITE, [0, text.length])];
	const end = at + keyword.length;
	const parts = [
		style(caption, WHITE, [0, at]),
		style(caption, keywordColor, [at, end]),
		style(caption, WHITE, [end, text.length]),
	];
	return parts.filter((_, i) => [at > 0, true, end < text.length][i]);
};

/** Bits of `check_flag`: the base, stroke and shadow are drawn. */
const DRAWN = 7 + 8 + 32;

/** The material of a caption. */
export const textMaterial = (id: string, caption: Caption): Piece => ({
	id,
	content: JSON.stringify({ styles: stylesOf(caption), text: caption.text }),
	typesetting: 0,
	alignment: 1,
	letter_spacing: caption.spacing ?? 0,
	line_spacing: 0.02,
	line_feed: 1,
	line_max_width: 0.82,
	force_apply_line_max_width: false,
	check_flag: DRAWN,
	type: 'subtitle',
	global_alpha: 1,
});
