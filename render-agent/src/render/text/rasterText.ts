/** A caption as pixels. Owns the size of its bitmap; refuses to know where on the canvas it goes. */
import { createCanvas } from '@napi-rs/canvas';
import type { TextBlock } from '../../timeline/text';
import { extentOf } from './extent';
import type { Fonts } from './fonts';
import type { Box } from './boxes';
import type { TextLayout } from './layout';
import { layoutText } from './layoutText';
import { lettersOf } from './letters';
import { paintText } from './paint';
import type { LetterPictures } from './pictureBrush';

/** A drawn caption. Coordinates are bitmap pixels from its left top corner. */
export interface RasterText {
	/** Zero, both, when there is nothing to see. */
	readonly width: number;
	readonly height: number;
	/** Four bytes a pixel, alpha not multiplied in. */
	readonly rgba: Uint8ClampedArray;
	/** Bitmap pixels per canvas pixel: the scale that was asked, or less when the bitmap would be too large. */
	readonly scale: number;
	/** Where the center of the text's box is; this point goes onto the clip's place. */
	readonly originX: number;
	readonly originY: number;
	/** The box of each character in reading order, spaces included; together they fill the bitmap, boxes of one straight line never overlap. */
	readonly clusters: readonly (Box & { readonly offset: number })[];
}

const MAX_SIDE = 8192;
const MAX_PIXELS = 8192 * 4096;
/** Room for the soft edge of glyphs on each side. */
const MARGIN = 2;

const nothing = (scale: number): RasterText => ({
	...{ width: 0, height: 0, originX: 0, originY: 0, scale, clusters: [] },
	rgba: new Uint8ClampedArray(),
});

const NO_PICTURES: LetterPictures = new Map();

/** What a text is drawn with. */
export interface Drawing {
	readonly scale: number;
	readonly fonts: Fonts;
	/** What is not in here leaves letters in their color. Default: none. */
	readonly pictures?: LetterPictures | undefined;
}

/**
 * Draws a text at `scale` bitmap pixels per canvas pixel: the largest that it ever has on screen, so it stays sharp.
 * @throws {AgentError} NOT_READY when no font can be read
 */
export const rasterText = (
	block: TextBlock,
	{ scale, fonts, pictures = NO_PICTURES }: Drawing,
): RasterText => {
	const layout = layoutText(block, fonts);
	const extent = extentOf(block, layout);
	const fitting = extent ? fittingScale(extent, scale) : 0;
	if (!extent || !(fitting > 0)) return nothing(scale);

	const width = Math.ceil(extent.width * fitting) + 2 * MARGIN;
	const height = Math.ceil(extent.height * fitting) + 2 * MARGIN;
	const left = extent.x - MARGIN / fitting;
	const top = extent.y - MARGIN / fitting;
	const context = createCanvas(width, height).getContext('2d');
	paintText({ context, scale: fitting, left, top }, block, { layout, pictures });
	return {
		width,
		height,
		rgba: context.getImageData(0, 0, width, height).data,
		scale: fitting,
		originX: (layout.width / 2 - left) * fitting,
		originY: (layout.height / 2 - top) * fitting,
		clusters:
			block.arc === undefined
				? boxesOf(layout, { scale: fitting, left, top }, { width, height })
				: turnedBoxes(layout, { scale: fitting, left, top }),
	};
};

/** The boxes of the clusters of a text on an arc: they overlap a little. */
const turnedBoxes = (
	{ lines }: TextLayout,
	{ scale, left, top }: { readonly scale: number; readonly left: number; readonly top: number },
): RasterText['clusters'] =>
	lines.flatMap(({ clusters }) =>
		clusters.map(({ box, offset }) => ({
			offset,
			x: (box.x - left) * scale,
			y: (box.y - top) * scale,
			width: box.width * scale,
			height: box.height * scale,
		})),
	);

const fittingScale = ({ width, height }: Box, scale: number): number =>
	Math.min(
		scale,
		(MAX_SIDE - 2 * MARGIN - 1) / width,
		(MAX_SIDE - 2 * MARGIN - 1) / height,
		Math.sqrt(MAX_PIXELS / (width * height)),
	);

/** Which boxes of a row or column reach to the ends of the bitmap: the outermost ones, the widest of those without width. */
const endsOf = (
	boxes: readonly Box[],
	vertical: boolean,
): { readonly first: number; readonly last: number } => {
	const from = ({ x, y }: Box): number => (vertical ? y : x);
	const room = ({ width, height }: Box): number => (vertical ? height : width);
	const outermost = (place: (box: Box) => number): number =>
		boxes.reduce((most, box, i) => {
			const other = boxes[most] ?? box;
			const further = place(box) - place(other);
			return further > 0 || (further === 0 && room(box) > room(other)) ? i : most;
		}, 0);
	return { first: outermost((box) => -from(box)), last: outermost((box) => from(box) + room(box)) };
};

/** The boxes of the characters in the bitmap; those at its edges reach to them, with their outlines and shadows. */
const boxesOf = (
	layout: TextLayout,
	{ scale, left, top }: { readonly scale: number; readonly left: number; readonly top: number },
	{ width, height }: { readonly width: number; readonly height: number },
): RasterText['clusters'] => {
	const { lines, vertical } = layout;
	return lines.flatMap(({ clusters }, line) => {
		const letters = vertical ? clusters : clusters.flatMap(lettersOf);
		const outer = endsOf(
			letters.map(({ box }) => box),
			vertical,
		);
		return letters.map(({ box, offset }, i) => {
			const ends = { first: i === outer.first, last: i === outer.last };
			// Columns go from right to left, rows from top to bottom.
			const sides = { first: line === 0, last: line === lines.length - 1 };
			const [across, down] = vertical
				? [{ first: sides.last, last: sides.first }, ends]
				: [ends, sides];
			const from = { x: (box.x - left) * scale, y: (box.y - top) * scale };
			const to = { x: from.x + box.width * scale, y: from.y + box.height * scale };
			const x = across.first ? 0 : from.x;
			const y = down.first ? 0 : from.y;
			return {
				...{ x, y, offset },
				width: (across.last ? width : to.x) - x,
				height: (down.last ? height : to.y) - y,
			};
		});
	});
};
