/** Flat pictures of a color, and what color planes show. The slow way: every sample by the formulas of BT.709. */
import type { Arena } from '../../render-agent/src/compose/kernels';
import { rgbFrom, yuvFrom } from '../../render-agent/src/compose/color/table';
import { type Planes, planesOf, takePlanes } from '../../render-agent/src/compose/surface';

/** Red, green, blue, 0…1. */
export type Triple = readonly [red: number, green: number, blue: number];

/** A size in pixels. */
export interface Box {
	readonly width: number;
	readonly height: number;
	/** 0…255; makes a picture premultiplied. */
	readonly alpha?: number | undefined;
}

/** A picture of one color; with `alpha` (0…255) premultiplied. */
export const flat = (arena: Arena, color: Triple, box: Box): Planes => {
	const { alpha } = box;
	const planes = takePlanes(arena, box, alpha !== undefined);
	const yuv = yuvFrom([...color]);
	planesOf(planes).forEach((plane, i) => {
		const straight = yuv[i];
		const value = straight === undefined ? alpha : (straight * (alpha ?? 255)) / 255;
		arena.bytes(plane.at, plane.width * plane.height).fill(Math.round(value ?? 255));
	});
	return planes;
};

/** The code values of luma and chroma at a pixel. */
export const codesAt = (
	arena: Arena,
	planes: Planes,
	[x, y]: readonly [number, number],
): Triple => {
	const [luma, u, v] = planesOf(planes).map((plane) => {
		const at = Math.floor(y / plane.step) * plane.width + Math.floor(x / plane.step);
		return arena.bytes(plane.at, plane.width * plane.height)[at] ?? 0;
	});
	return [luma ?? 0, u ?? 0, v ?? 0];
};

/** The color at a pixel of an opaque picture, held in 0…1. */
export const colorAt = (
	arena: Arena,
	planes: Planes,
	at: readonly [number, number] = [0, 0],
): Triple => {
	const [red, green, blue] = rgbFrom(...codesAt(arena, planes, at)).map((value) =>
		Math.min(1, Math.max(0, value)),
	);
	return [red ?? 0, green ?? 0, blue ?? 0];
};

/** How far two colors lie apart at most, in 255ths. */
export const apart = (a: Triple, b: Triple): number =>
	Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? 0)))) * 255;
