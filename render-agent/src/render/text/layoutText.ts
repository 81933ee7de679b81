/** A caption laid out: which glyphs stand where. Lengths in canvas pixels from the top left of the text's box. */
import type { TextBlock } from '../../timeline/text';
import { breakLines, type LineRange } from '../../compile/text/breakLines';
import { bent } from './bent';
import { type Directions, directionsOf, visualOrder } from './bidi';
import type { TextLayout } from './layout';
import { type Cluster, clustersOf } from './clusters';
import type { Fonts } from './fonts';
import { type Glyphs, glyphsOf, type Lettering } from './glyphs';
import { shapedOf } from './joining';
import { type Line, placedColumn, placedRow, sideBySide } from './placing';

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
	return paragraphsOf(clusters).flatMap((paragraph) => {
		const whole = lettered(paragraph, { block, fonts });
		return breakLines(whole.glyphs, block.wrapAt).map((range) =>
			lineOf(whole, range, block.lineSpacing),
		);
	});
};

interface Paragraph {
	readonly clusters: readonly Cluster[];
	/** What ends it, for the height of an empty line: the line break, or the text's last cluster. */
	readonly end: Cluster | undefined;
}

const paragraphsOf = (all: readonly Cluster[]): readonly Paragraph[] => {
	const paragraphs: Paragraph[] = [];
	let open: Cluster[] = [];
	for (const cluster of all) {
		if (cluster.kind !== 'break') open.push(cluster);
		else {
			paragraphs.push({ clusters: open, end: cluster });
			open = [];
		}
	}
	return [...paragraphs, { clusters: open, end: all.at(-1) }];
};

/** A paragraph with its glyphs. Columns have no direction but down. */
interface Lettered {
	readonly glyphs: readonly Glyphs[];
	readonly directions: Directions | undefined;
	readonly end: Glyphs | undefined;
}

const lettered = ({ clusters, end }: Paragraph, lettering: Lettering): Lettered => {
	const { vertical } = lettering.block;
	const directions = vertical ? undefined : directionsOf(clusters.map(({ text }) => text));
	return {
		glyphs: clusters.map((one, i) => {
			const beside = { before: clusters[i - 1], after: clusters[i + 1] };
			const shaped = vertical ? one.text : shapedOf(one, beside);
			return glyphsOf(one, { shaped, level: directions?.levels[i] ?? 0 }, lettering);
		}),
		directions,
		end: end && glyphsOf(end, { shaped: end.text, level: 0 }, lettering),
	};
};

/** The glyphs of a line as they are seen along it. */
const orderOf = (directions: Directions | undefined, start: number, end: number) =>
	directions
		? visualOrder(directions, start, end)
		: Array.from({ length: end - start }, (_, i) => i);

const lineOf = (
	{ glyphs, directions, end: paragraphEnd }: Lettered,
	{ start, drawnEnd, end }: LineRange,
	lineSpacing: number,
): Line => {
	const high =
		start < end ? glyphs.slice(start, end) : [paragraphEnd].filter((g) => g !== undefined);
	const ascent = largest(high.map((g) => g.ascent));
	const descent = largest(high.map((g) => g.descent));
	const pitch = Math.max(0, (ascent + descent) * (1 + lineSpacing));
	const shown = glyphs.slice(start, drawnEnd);
	return {
		glyphs: shown,
		...sideBySide(shown, orderOf(directions, start, drawnEnd)),
		pitch,
		baseline: (pitch - ascent - descent) / 2 + ascent,
	};
};
