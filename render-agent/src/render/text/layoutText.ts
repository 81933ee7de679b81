/** A caption laid out: which glyphs stand where. Lengths in canvas pixels from the top left of the text's box. */
import type { TextBlock, TextStyle } from '../../timeline/text';
import { breakLines, widthOf, type LineRange, type Piece } from '../../compile/text/breakLines';
import { bent } from './bent';
import type { Box } from './boxes';
import type { PlacedCluster, TextLayout, TextLine } from './layout';
import { clustersOf, isRightToLeft, type Cluster } from './clusters';
import { type ColumnForm, columnFormOf } from './columnForms';
import type { Face } from './faces';
import type { ChosenGlyphs, Fonts } from './fonts';
import { measure } from './measure';

/** A cluster with its measures, not yet placed. `ascent` and `descent` are those of the style's own face. */
interface Glyphs extends Piece {
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

interface Line {
	readonly glyphs: readonly Glyphs[];
	/** Along the line. */
	readonly length: number;
	/** Across the line: pitch, and from its near edge to the baseline. */
	readonly pitch: number;
	readonly baseline: number;
}

const TAB_IN_SPACES = 4;

/** Lays out a text. A text without a character of any size has no lines and no size. */
export const layoutText = (block: TextBlock, fonts: Fonts): TextLayout => {
	const lines = linesOf(block, fonts);
	const length = largest(lines.map((line) => line.length));
	const depth = lines.reduce((sum, { pitch }) => sum + pitch, 0);
	const { vertical } = block;
	if (depth === 0) return { width: 0, height: 0, vertical, lines: [] };

	let across = 0;
	const placed = lines.map((line) => {
		const along = { left: 0, center: 0.5, right: 1 }[block.align] * (length - line.length);
		const start = across;
		across += line.pitch;
		return vertical
			? placedColumn(line, depth - start - line.pitch, along)
			: placedRow(line, along, start);
	});
	const [width, height] = vertical ? [depth, length] : [length, depth];
	const straight = { width, height, vertical, lines: placed };
	return block.arc === undefined || vertical ? straight : bent(straight, block.arc);
};

/** The largest number, at least 0. A text may have more characters than a call may have arguments. */
const largest = (numbers: readonly number[]): number =>
	numbers.reduce((most, one) => Math.max(most, one), 0);

const linesOf = (block: TextBlock, fonts: Fonts): readonly Line[] => {
	const clusters = clustersOf(block.runs);
	if (!clusters.some(({ kind }) => kind !== 'break' && kind !== 'none')) return [];
	const all = clusters.map((cluster) => glyphsOf(cluster, block, fonts));
	return paragraphsOf(all).flatMap(({ glyphs, end }) =>
		breakLines(glyphs, block.wrapAt).map((range) => lineOf(glyphs, range, { block, end })),
	);
};

const emOf = ({ height }: TextStyle, { ascent, descent }: Face): number =>
	Number.isFinite(height) && height > 0 ? height / (ascent + descent) : 0;

/** How a cluster stands. */
type Standing = ColumnForm['stands'] | 'in a row';

/** In a column every character stands in a square, unless it lies along it. */
const isSquare = (stands: Standing): boolean => stands === 'upright' || stands === 'cornered';

/** What draws a cluster: in a column the sign's own form where the same font has it. */
const chosenFor = (
	text: string,
	style: TextStyle,
	{ fonts, vertical }: { readonly fonts: Fonts; readonly vertical: boolean },
): { readonly chosen: ChosenGlyphs; readonly stands: Standing } => {
	const chosen = fonts.glyphsOf(text === '\t' ? ' '.repeat(TAB_IN_SPACES) : text, style);
	if (!vertical) return { chosen, stands: 'in a row' };
	const form = columnFormOf(text, (one) => chosen.face.has(one.codePointAt(0) ?? 0));
	return {
		chosen: form.text === text ? chosen : { ...chosen, text: form.text },
		stands: form.stands,
	};
};

const glyphsOf = (cluster: Cluster, block: TextBlock, fonts: Fonts): Glyphs => {
	const { style, kind, text } = cluster;
	const own = fonts.faceOf(style).face;
	const em = emOf(style, own);
	const { vertical } = block;
	const { chosen, stands } = chosenFor(text, style, { fonts, vertical });
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

interface Paragraph {
	readonly glyphs: readonly Glyphs[];
	/** What ends it, for the height of an empty line: the line break, or the text's last cluster. */
	readonly end: Glyphs | undefined;
}

const paragraphsOf = (all: readonly Glyphs[]): readonly Paragraph[] => {
	const paragraphs: Paragraph[] = [];
	let open: Glyphs[] = [];
	for (const glyphs of all) {
		if (glyphs.cluster.kind !== 'break') open.push(glyphs);
		else {
			paragraphs.push({ glyphs: open, end: glyphs });
			open = [];
		}
	}
	return [...paragraphs, { glyphs: open, end: all.at(-1) }];
};

const lineOf = (
	glyphs: readonly Glyphs[],
	{ start, drawnEnd, end }: LineRange,
	{ block, end: paragraphEnd }: { readonly block: TextBlock; readonly end: Glyphs | undefined },
): Line => {
	const high =
		start < end ? glyphs.slice(start, end) : [paragraphEnd].filter((g) => g !== undefined);
	const ascent = largest(high.map((g) => g.ascent));
	const descent = largest(high.map((g) => g.descent));
	const pitch = Math.max(0, (ascent + descent) * (1 + block.lineSpacing));
	return {
		glyphs: glyphs.slice(start, drawnEnd),
		length: Math.max(0, widthOf(glyphs, start, drawnEnd)),
		pitch,
		baseline: (pitch - ascent - descent) / 2 + ascent,
	};
};

const isTurned = (g: Glyphs | undefined): boolean => isRightToLeft(g?.cluster.text ?? '');

const LETTER = /\p{L}/u;

/** Whether a row is one of a script from right to left: its first letter says so. */
const leadsLeft = (glyphs: readonly Glyphs[]): boolean =>
	isTurned(glyphs.find(({ cluster }) => isRightToLeft(cluster.text) || LETTER.test(cluster.text)));

/** Stretches of one direction; the spaces between two words of the other direction than the row's go with them. */
const stretchesOf = (
	glyphs: readonly Glyphs[],
	isOther: (one: Glyphs | undefined) => boolean,
): readonly (readonly Glyphs[])[] => {
	const stretches: (readonly Glyphs[])[] = [];
	for (let i = 0; i < glyphs.length;) {
		let end = i + 1;
		for (let j = end; isOther(glyphs[i]) && j < glyphs.length; j += 1) {
			if (isOther(glyphs[j])) end = j + 1;
			else if (!glyphs[j]?.space) break;
		}
		stretches.push(glyphs.slice(i, end));
		i = end;
	}
	return stretches;
};

/**
 * `glyphs` in visual order. In a row from left to right, words from right to left keep their places as a group, in turned
 * order; in a row from right to left, the others do.
 */
const visualOrder = (glyphs: readonly Glyphs[]): readonly Glyphs[] =>
	leadsLeft(glyphs)
		? stretchesOf(glyphs, (one) => one !== undefined && !isTurned(one) && !one.space)
				.toReversed()
				.flat()
		: stretchesOf(glyphs, isTurned).flatMap((stretch) => stretch.toReversed());

const placedRow = (line: Line, x: number, y: number): TextLine => {
	let at = x;
	const places = new Map<Glyphs, PlacedCluster>();
	for (const glyphs of visualOrder(line.glyphs)) {
		const box = { x: at, y, width: glyphs.width, height: line.pitch };
		places.set(glyphs, placed(glyphs, box, { x: at, baseline: y + line.baseline }));
		at += glyphs.width + glyphs.gap;
	}
	return {
		box: { x, y, width: line.length, height: line.pitch },
		clusters: line.glyphs.flatMap((glyphs) => places.get(glyphs) ?? []),
	};
};

const placedColumn = (line: Line, x: number, y: number): TextLine => {
	let at = y;
	const clusters = line.glyphs.map((glyphs) => {
		const box = { x, y: at, width: line.pitch, height: glyphs.width };
		at += glyphs.width + glyphs.gap;
		return placedInCell(glyphs, box);
	});
	return { box: { x, y, width: line.pitch, height: line.length }, clusters };
};

const QUARTER = Math.PI / 2;

/** A cluster in its cell of a column: its own square and the cell have one middle. */
const placedInCell = (glyphs: Glyphs, cell: Box): PlacedCluster => {
	const { advance, ascent, descent, em, face, stands } = glyphs;
	const middle = { x: cell.x + cell.width / 2, y: cell.y + cell.height / 2 };
	// From the origin of the glyphs to the middle of their square.
	const half = { x: advance / 2, y: (descent - ascent) / 2 };
	const ink = measure(face, glyphs.glyphs);
	const inked = { x: ((ink.right - ink.left) / 2) * em, y: ((ink.below - ink.above) / 2) * em };
	if (stands === 'turned' || stands === 'aside') {
		const across = stands === 'turned' ? inked.y : half.y;
		const origin = { x: middle.x + across, baseline: middle.y - half.x };
		return { ...placed(glyphs, cell, origin), turn: QUARTER };
	}
	const origin = { x: middle.x - half.x, baseline: middle.y - half.y };
	if (stands !== 'cornered') return placed(glyphs, cell, origin);
	return placed(glyphs, cell, {
		x: origin.x - 2 * (inked.x - half.x),
		baseline: origin.baseline - 2 * (inked.y - half.y),
	});
};

const placed = (
	{ glyphs, face, thicken, em, cluster, width: advance }: Glyphs,
	box: Box,
	origin: { readonly x: number; readonly baseline: number },
): PlacedCluster => ({
	...{ glyphs, face, thicken, em, ...origin, box, advance },
	style: cluster.style,
	offset: cluster.offset,
});
