/** The lines of a caption, each with its glyphs in their places. Lengths in canvas pixels from the top left of the text's box. */
import type { Box } from './boxes';
import type { Glyphs } from './glyphs';
import type { PlacedCluster, TextLine } from './layout';
import { measure } from './measure';

/** A line that is not yet placed. */
export interface Line {
	/** In reading order, without the spaces that hang. */
	readonly glyphs: readonly Glyphs[];
	/** From the start of the line to each of them: in a row its left, in a column its upper edge. */
	readonly starts: readonly number[];
	/** Along the line. */
	readonly length: number;
	/** Across the line: pitch, and from its near edge to the baseline. */
	readonly pitch: number;
	readonly baseline: number;
}

/**
 * Where glyphs start that stand side by side in an order: their indexes as they are seen. Between two neighbors is the gap
 * of the one that is read first.
 */
export const sideBySide = (
	glyphs: readonly Glyphs[],
	order: readonly number[],
): Pick<Line, 'starts' | 'length'> => {
	const starts = new Array<number>(glyphs.length).fill(0);
	let at = 0;
	order.forEach((index, i) => {
		const before = order[i - 1];
		if (before !== undefined) at += glyphs[Math.min(before, index)]?.gap ?? 0;
		starts[index] = at;
		at += glyphs[index]?.width ?? 0;
	});
	return { starts, length: Math.max(0, at) };
};

/** A line as a row with its left top corner at a place. */
export const placedRow = (line: Line, x: number, y: number): TextLine => ({
	box: { x, y, width: line.length, height: line.pitch },
	clusters: line.glyphs.map((glyphs, i) => {
		const left = x + (line.starts[i] ?? 0);
		const box = { x: left, y, width: glyphs.width, height: line.pitch };
		return placed(glyphs, box, { x: left, baseline: y + line.baseline });
	}),
});

/** A line as a column with its left top corner at a place. */
export const placedColumn = (line: Line, x: number, y: number): TextLine => ({
	box: { x, y, width: line.pitch, height: line.length },
	clusters: line.glyphs.map((glyphs, i) => {
		const top = y + (line.starts[i] ?? 0);
		return placedInCell(glyphs, { x, y: top, width: line.pitch, height: glyphs.width });
	}),
});

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
	joined: cluster.joined,
});
