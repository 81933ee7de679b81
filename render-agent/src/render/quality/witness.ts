/** Finds the picture of a frame that must be seen in it: the one on top, laid plainly. Says nothing where none is. */
import type { Draw } from '../../compose/draws';
import type { Arena } from '../../compose/kernels';
import type { Planes } from '../../compose/surface';
import type { Affine, Size } from '../../timeline/geometry';
import type { Witness } from './frameMeter';
import { type Area, PrintReader } from './lumaPrint';

/** What is asked of the pictures of a scene. */
export interface Pictures {
	readonly isText: (source: number) => boolean;
	readonly pictureOf: (source: number) => Planes;
	/** Whether the file of a source has ended before its clip. */
	readonly hasEnded: (source: number) => boolean;
}

type PictureDraw = Extract<Draw, { readonly kind: 'picture' }>;

/** Where a straight picture lies. Shares of the canvas: what is seen of it; shares of the picture: which part that is. */
interface Seen {
	readonly share: number;
	readonly part: Area;
}

/** Share of the canvas that texts above it may take. */
const COVERED = 0.4;
const OPAQUE = 0.5;
const LEAST = 0.1;

const seenOf = ({ xx, yy, xy, yx, dx, dy }: Affine, { width, height }: Size): Seen | undefined => {
	if (xy !== 0 || yx !== 0 || xx <= 0 || yy <= 0) return undefined;
	const left = Math.max(0, -dx / xx);
	const top = Math.max(0, -dy / yy);
	const right = Math.min(1, (width - dx) / xx);
	const bottom = Math.min(1, (height - dy) / yy);
	const part = { left, top, width: right - left, height: bottom - top };
	if (part.width <= 0 || part.height <= 0) return undefined;
	return { share: (part.width * xx * part.height * yy) / (width * height), part };
};

const isPlain = ({ blend, covers, effects, opacity, parts, stages }: PictureDraw): boolean =>
	covers.length === 0 && opacity >= OPAQUE && !blend && !effects && !parts && !stages;

/** The topmost draw that is no small text, when it is a plain picture. */
const topmost = (
	draws: readonly Draw[],
	pictures: Pictures,
	canvas: Size,
): PictureDraw | undefined => {
	let covered = 0;
	for (const draw of draws.toReversed()) {
		if (draw.kind !== 'picture') return undefined;
		if (!pictures.isText(draw.source)) return isPlain(draw) ? draw : undefined;
		covered += seenOf(draw.matrix, canvas)?.share ?? 1;
		if (covered > COVERED) return undefined;
	}
	return undefined;
};

/** Less of a picture than this share of a pixel is not seen. */
const NO_SIZE = 0.01;

/** Whether all that is drawn is pictures that lie outside of the canvas, or are of no size. */
export const areUnseen = (draws: readonly Draw[], { width, height }: Size): boolean =>
	draws.length > 0 &&
	draws.every((draw) => {
		if (draw.kind !== 'picture' || draw.effects) return false;
		const { xx, xy, yx, yy, dx, dy } = draw.matrix;
		const [left, right] = [dx + Math.min(0, xx, xy, xx + xy), dx + Math.max(0, xx, xy, xx + xy)];
		const [top, bottom] = [dy + Math.min(0, yx, yy, yx + yy), dy + Math.max(0, yx, yy, yx + yy)];
		const isOutside = right <= 0 || bottom <= 0 || left >= width || top >= height;
		return isOutside || Math.abs(xx * yy - xy * yx) < NO_SIZE;
	});

/** Finds the witness of a frame; undefined where what is on top is blended, masked, changed, turned, small or transparent. */
export type FindWitness = (draws: readonly Draw[], pictures: Pictures) => Witness | undefined;

/** Finds witnesses on a canvas, in pictures of that memory. */
export const witnessFinder = (arena: Arena, canvas: Size): FindWitness => {
	let known: { readonly name: string; readonly reader: PrintReader } | undefined;
	const readerOf = (area: Area, stride: number): PrintReader => {
		const name = `${String(area.left)} ${String(area.top)} ${String(area.width)} ${String(area.height)} ${String(stride)}`;
		if (known?.name !== name) known = { name, reader: new PrintReader(area, stride) };
		return known.reader;
	};
	return (draws, pictures) => {
		const draw = topmost(draws, pictures, canvas);
		const seen = draw && seenOf(draw.matrix, canvas);
		if (!draw || !seen || seen.share < LEAST) return undefined;
		const { y, a, width, height } = pictures.pictureOf(draw.source);
		if (a !== 0) return undefined;
		const area = {
			left: Math.floor(seen.part.left * width),
			top: Math.floor(seen.part.top * height),
			width: Math.max(1, Math.floor(seen.part.width * width)),
			height: Math.max(1, Math.floor(seen.part.height * height)),
		};
		return {
			print: readerOf(area, width).read(arena.bytes(y, width * height)),
			weight: seen.share * draw.opacity,
			hasEnded: () => pictures.hasEnded(draw.source),
		};
	};
};
