/** Coverage planes that are no plain shape: closed lines, letters, pictures; softened and turned inside out. */
import { share } from '../timeline/painting';
import { radiiOf } from './blur';
import { boxBlur } from './boxBlur';
import type { PathCover, PictureCover } from './draws';
import type { Arena } from './kernels';
import { growCover } from './grownCover';
import { drawPath } from './pathCover';
import { clear, givePlanes, half, type Plane, type Planes, planesOf, takePlanes } from './surface';

/** Lays the picture of a cover on planes; gives whether it has transparency of its own. */
export type LayMatte = (cover: PictureCover, onto: Planes) => boolean;

/** Where coverage goes: a block for each size. */
interface Outs {
	readonly large: number;
	readonly small: number;
}

const BLACK = 16;
const WHITE = 235;
const FULL = 255;

/** How opaque light is. */
const LIGHT = Uint8Array.from({ length: 256 }, (_, value) =>
	Math.round(share((value - BLACK) / (WHITE - BLACK)) * FULL),
);

/** Coverage at chroma size, level with the even columns and between two rows as chroma is. */
const halved = (large: Uint8Array, small: Uint8Array, { width, height }: Planes): void => {
	const across = half(width);
	for (let y = 0; y < half(height); y++)
		for (let x = 0; x < across; x++) {
			const at = 2 * y * width + 2 * x;
			const below = 2 * y + 1 < height ? at + width : at;
			small[y * across + x] = ((large[at] ?? 0) + (large[below] ?? 0) + 1) >> 1;
		}
};

/** What is opaque of a picture; of one without transparency, what is light. */
const drawPicture = (
	arena: Arena,
	cover: PictureCover,
	{ target, outs, lay }: { target: Planes; outs: Outs; lay: LayMatte },
): void => {
	const side = takePlanes(arena, target, true);
	clear(arena, side);
	const hasAlpha = lay(cover, side);
	const [luma, chroma] = [target.width * target.height, half(target.width) * half(target.height)];
	const [large, small] = [arena.bytes(outs.large, luma), arena.bytes(outs.small, chroma)];
	if (hasAlpha) {
		large.set(arena.bytes(side.a, luma));
		small.set(arena.bytes(side.ca, chroma));
	} else {
		const light = arena.bytes(side.y, luma);
		for (let i = 0; i < luma; i++) large[i] = LIGHT[light[i] ?? 0] ?? 0;
		halved(large, small, target);
	}
	givePlanes(arena, side);
};

/** The standard deviation of an edge that is smoothed over `soft` to each side. */
const SOFTENED = 1 / Math.sqrt(5);
/** Softer by less is nothing that a pixel shows. */
const LEAST_SOFT = 1;

const finished = (
	arena: Arena,
	{ at, width, height, step }: Plane,
	{ soft, inverted }: PathCover | PictureCover,
): void => {
	const local = soft / step;
	if (local > LEAST_SOFT)
		boxBlur(arena, { at, width, height }, { out: at, radii: radiiOf(local * SOFTENED) });
	if (inverted) arena.kernels.invertCover(at, width * height);
};

/** Moves the edge of what is covered by so many canvas pixels, at both sizes. */
const grown = (
	arena: Arena,
	{ outs, target, step }: { readonly outs: Outs; readonly target: Planes; readonly step: number },
	by: number,
): void => {
	const large = arena.bytes(outs.large, target.width * target.height);
	growCover(large, target, by / step);
	halved(large, arena.bytes(outs.small, half(target.width) * half(target.height)), target);
};

/** Draws a cover that is no plain shape at both sizes. */
export const drawMatte = (
	arena: Arena,
	cover: PathCover | PictureCover,
	{ target, outs, lay }: { readonly target: Planes; readonly outs: Outs; readonly lay: LayMatte },
): void => {
	const [luma, chroma] = planesOf(target);
	if (!luma || !chroma) return;
	const planes = [
		{ ...luma, at: outs.large },
		{ ...chroma, at: outs.small },
	];
	if (cover.shape === 'picture') drawPicture(arena, cover, { target, outs, lay });
	else
		for (const plane of planes)
			drawPath(arena.bytes(plane.at, plane.width * plane.height), plane, cover);
	if (cover.grow) grown(arena, { outs, target, step: luma.step }, cover.grow);
	for (const plane of planes) finished(arena, plane, cover);
};
