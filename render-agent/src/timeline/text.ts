/** A caption as the timeline knows it: runs of styled text and how they are laid out. Lengths in canvas pixels or em. */
import type { Microseconds } from '../kernel/units';
import type { AssetId } from './asset';

/** A color and its opacity; every part 0…1, sRGB as drafts write them. */
export interface Color {
	readonly red: number;
	readonly green: number;
	readonly blue: number;
	readonly alpha: number;
}

/** Colors along a line. */
export interface Gradient {
	/** Sorted by `at`, 0…1 of the line; before the first and behind the last the color holds. Two at least. */
	readonly stops: readonly { readonly at: number; readonly color: Color }[];
	/** Where the line leads, in degrees counter-clockwise from the right. It is as long as what is filled. */
	readonly angle: number;
}

/** A gradient in letters: over all words of a style together, or over each letter anew. */
export interface LetterGradient extends Gradient {
	readonly over: 'words' | 'letter';
	/** From the middle outwards, all around, to half the longer side. Default: along a line. */
	readonly round?: true;
}

/** A picture in letters: it covers all words of a style together at `scale` 1, and repeats where it is smaller. */
export interface LetterTexture {
	readonly asset: AssetId;
	/** Hexadecimal SHA-256 of its file. Absent until the file is there. */
	readonly sha256?: string;
	/** About its middle, in degrees counter-clockwise. */
	readonly angle: number;
	readonly scale: number;
}

/** Which font the draft asks for. The file, when it is there; else the catalogued name. */
export interface FontRequest {
	readonly asset?: AssetId;
	/** Resource id in the catalogue; empty when unknown. */
	readonly resourceId: string;
	/** Name in the catalogue or of the file; empty for the app's own font. */
	readonly name: string;
	/** Fonts of the user's library for characters that it lacks, in this order. Default: none. */
	readonly spares?: readonly { readonly asset: AssetId }[];
}

/** A line under words, in em: how far its middle lies below the baseline, and how thick it is. */
export interface TextLine {
	readonly offset: number;
	readonly thickness: number;
}

/** The look of a run of characters. */
export interface TextStyle {
	readonly font: FontRequest;
	/** From the font's typographic ascender to its descender, in canvas pixels; the em follows from the font. */
	readonly height: number;
	readonly bold: boolean;
	readonly italic: boolean;
	readonly underline: boolean;
	/** Added on each side of its outlines, in em. Absent: as `bold` asks, where its face is not. */
	readonly thickening?: number;
	/** How far italic letters lean, in degrees. Absent: 10. */
	readonly lean?: number;
	/** The line under underlined words. Absent: the usual one. */
	readonly line?: TextLine;
	readonly fill: Color;
	/** Instead of the color of `fill`; its alpha counts for both. */
	readonly gradient?: LetterGradient;
	/** Instead of color and gradient, where its picture is there. */
	readonly texture?: LetterTexture;
	/** Lines along the outline, beneath the fill. `width` in em, centered on the outline. */
	readonly strokes: readonly {
		readonly color: Color;
		readonly width: number;
		/** Instead of the color; its alpha counts for both. */
		readonly gradient?: LetterGradient;
		/** Instead of color and gradient, where its picture is there. */
		readonly texture?: LetterTexture;
	}[];
	/** Lengths in em; `angle` in degrees counter-clockwise from the right. */
	readonly shadow?: {
		readonly color: Color;
		readonly distance: number;
		readonly angle: number;
		readonly blur: number;
	};
}

/** A run of text in one style. Line breaks are `\n`. */
export interface TextRun {
	readonly text: string;
	readonly style: TextStyle;
}

/** The box behind a text. */
export interface TextBackground {
	readonly color: Color;
	/** One box around all lines, one a line, or one a letter: an em square about each wide one, one box about each narrow word. */
	readonly shape: 'block' | 'lines' | 'letters';
	/** The colors of further boxes, in turn; then `color` again. Default: all boxes are alike. */
	readonly others?: readonly Color[];
	/** In each box, instead of the colors; the alpha of `color` counts for it. */
	readonly gradient?: Gradient;
	/** A line along the edge of each box; `width` in em of the first run, inside the box. The alpha of `color` counts for it. */
	readonly line?: { readonly color: Color; readonly width: number };
	/** Corner radius as a share of half the shorter side of the box, 0…1. */
	readonly rounding: number;
	/** Added on each side, in em of the first run; below 0: taken away. */
	readonly padding: { readonly x: number; readonly y: number };
	/** Shift of the box, as a share of its size. Right and down positive. */
	readonly offset: { readonly x: number; readonly y: number };
}

/** A word that is spoken: its time in the clip, and its place in the whole text in UTF-16 units, the end not included. */
export interface SpokenWord {
	readonly from: Microseconds;
	readonly to: Microseconds;
	readonly start: number;
	readonly end: number;
}

/** Words that are not there before they are spoken, or that have a color of their own while they are. */
export type Spoken =
	| { readonly way: 'appear'; readonly words: readonly SpokenWord[] }
	| { readonly way: 'light'; readonly words: readonly SpokenWord[]; readonly color: Color };

/** A text with its layout. The box is centered on the clip's place. */
export interface TextBlock {
	readonly runs: readonly TextRun[];
	readonly align: 'left' | 'center' | 'right';
	/** Columns from right to left instead of rows. */
	readonly vertical: boolean;
	/** Added after each character, in em. */
	readonly letterSpacing: number;
	/** Added to the pitch of lines, as a share of the line height. */
	readonly lineSpacing: number;
	/** Lines longer than this are wrapped. Canvas pixels; absent: no wrapping. */
	readonly wrapAt?: number;
	/** Rows bent to an arc of so many degrees: above 0 their ends hang down, below 0 they rise. Absent: straight. */
	readonly arc?: number;
	readonly background?: TextBackground;
}
