/** Pictures as planes in linear memory: what layers are drawn from, and what they are drawn on. */
import type { Arena } from './kernels';

/** A picture: luma at full size, chroma at half, premultiplied by alpha where there is any. Strides are the widths. */
export interface Planes {
	readonly width: number;
	readonly height: number;
	readonly y: number;
	readonly u: number;
	readonly v: number;
	/** Alpha at full and at chroma size; 0 where the picture is opaque. */
	readonly a: number;
	readonly ca: number;
	/** Bytes of the whole block, from `y`. */
	readonly bytes: number;
	/** Where the first chroma sample lies, in pixels from the left edge. Default: as H.264 has it, level with the first column. */
	readonly chromaX?: number;
}

/** The chroma size of a length. */
export const half = (length: number): number => (length + 1) >> 1;

/** Bytes of a picture. Alpha lies right after the chroma, as ffmpeg's yuva420p has it; chroma-sized alpha comes last. */
export const bytesOf = (width: number, height: number, alpha: boolean): number => {
	const luma = width * height;
	const chroma = half(width) * half(height);
	return alpha ? luma * 2 + chroma * 3 : luma + chroma * 2;
};

/** A picture of undefined content. */
export const takePlanes = (
	arena: Arena,
	{ width, height }: { readonly width: number; readonly height: number },
	alpha: boolean,
): Planes => {
	const bytes = bytesOf(width, height, alpha);
	const y = arena.take(bytes);
	const luma = width * height;
	const chroma = half(width) * half(height);
	const u = y + luma;
	const a = alpha ? u + chroma * 2 : 0;
	return { width, height, y, u, v: u + chroma, a, ca: alpha ? a + luma : 0, bytes };
};

/** Gives a picture's memory back. */
export const givePlanes = (arena: Arena, planes: Planes): void => {
	arena.give(planes.y, planes.bytes);
};

/** Copies a picture onto another of the same size and kind. */
export const copyPlanes = (arena: Arena, from: Planes, to: Planes): void => {
	arena.bytes(to.y, to.bytes).set(arena.bytes(from.y, from.bytes));
};

const BLACK_LUMA = 16;
const NEUTRAL = 128;

/** Makes a picture black where it is opaque, transparent where it has alpha. */
export const clear = (arena: Arena, { width, height, y, a, bytes }: Planes): void => {
	const block = arena.bytes(y, bytes);
	if (a !== 0) {
		block.fill(0);
		return;
	}
	block.fill(BLACK_LUMA, 0, width * height);
	block.fill(NEUTRAL, width * height);
};

/** One plane of a picture with how its samples lie: `step` canvas pixels apart, the first one at (`x0`, `y0`). */
export interface Plane {
	readonly at: number;
	readonly alpha: number;
	readonly width: number;
	readonly height: number;
	readonly step: 1 | 2;
	readonly x0: number;
	readonly y0: number;
}

const LUMA = { step: 1, x0: 0.5, y0: 0.5 } as const;
/** Chroma is sited left, as MPEG-2 and H.264 have it: between two rows, level with the even columns. */
const CHROMA = { step: 2, x0: 0.5, y0: 1 } as const;

/** The planes of a picture that carry color, and alpha's own two when asked for. */
export const planesOf = (picture: Planes): readonly Plane[] => {
	const { width, height, y, u, v, a, ca, chromaX = CHROMA.x0 } = picture;
	const small = { width: half(width), height: half(height), alpha: ca, ...CHROMA, x0: chromaX };
	return [
		{ at: y, alpha: a, width, height, ...LUMA },
		{ at: u, ...small },
		{ at: v, ...small },
		...(a === 0
			? []
			: [
					{ at: a, alpha: a, width, height, ...LUMA },
					{ at: ca, ...small },
				]),
	];
};
