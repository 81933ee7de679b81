/** What a laid-out caption is. Lengths in canvas pixels from the top left of the text's box. */
import type { TextStyle } from '../../timeline/text';
import type { Box } from './boxes';
import type { Face } from './faces';

/** One cluster in its place. */
export interface PlacedCluster {
	/** What is drawn; empty for spaces and for characters that no font has. */
	readonly glyphs: string;
	readonly face: Face;
	readonly thicken: boolean;
	readonly style: TextStyle;
	/** Pixels of one em. */
	readonly em: number;
	/** The origin of the glyphs on the baseline. */
	readonly x: number;
	readonly baseline: number;
	/** The cluster's share of its line: its advance by the line's pitch. Boxes of a line never overlap. */
	readonly box: Box;
	/** Where the cluster starts in the whole text, in UTF-16 code units. */
	readonly offset: number;
	/** Radians clockwise about the origin of its glyphs, of a text on an arc or of a sign that lies along its column. */
	readonly turn?: number;
	/** Along the baseline, in canvas pixels. */
	readonly advance: number;
	/** Whether it is a word of letters that join, from right to left. */
	readonly joined: boolean;
}

/** A row, or a column of a vertical text. Clusters in reading order; hanging spaces are left out. */
export interface TextLine {
	readonly box: Box;
	readonly clusters: readonly PlacedCluster[];
}

/** A laid-out text. Its box is as wide as the widest line and as high as the pitches of all lines (vertical: the other way). */
export interface TextLayout {
	readonly width: number;
	readonly height: number;
	readonly vertical: boolean;
	readonly lines: readonly TextLine[];
}
