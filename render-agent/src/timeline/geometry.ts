/** Plane geometry: affine maps, and where a clip stands on the canvas. Lengths are canvas pixels unless said otherwise. */

/** An affine map: x' = xx·x + xy·y + dx, y' = yx·x + yy·y + dy. */
export interface Affine {
	readonly xx: number;
	readonly xy: number;
	readonly yx: number;
	readonly yy: number;
	readonly dx: number;
	readonly dy: number;
}

/** A width and a height; fractions allowed. */
export interface Size {
	readonly width: number;
	readonly height: number;
}

/** The corners of the square from 0 to 1. */
export const UNIT_CORNERS = [
	[0, 0],
	[1, 0],
	[0, 1],
	[1, 1],
] as const;

/** The map that changes nothing. */
export const IDENTITY: Affine = { xx: 1, xy: 0, yx: 0, yy: 1, dx: 0, dy: 0 };

/** First `inner`, then `outer`. */
export const after = (outer: Affine, inner: Affine): Affine => ({
	xx: outer.xx * inner.xx + outer.xy * inner.yx,
	xy: outer.xx * inner.xy + outer.xy * inner.yy,
	yx: outer.yx * inner.xx + outer.yy * inner.yx,
	yy: outer.yx * inner.xy + outer.yy * inner.yy,
	dx: outer.xx * inner.dx + outer.xy * inner.dy + outer.dx,
	dy: outer.yx * inner.dx + outer.yy * inner.dy + outer.dy,
});

/** The map that undoes another, or undefined for one that flattens the plane. */
export const inverse = ({ xx, xy, yx, yy, dx, dy }: Affine): Affine | undefined => {
	const area = xx * yy - xy * yx;
	if (Math.abs(area) < 1e-12) return undefined;
	return {
		xx: yy / area,
		xy: -xy / area,
		yx: -yx / area,
		yy: xx / area,
		dx: (xy * dy - yy * dx) / area,
		dy: (yx * dx - xx * dy) / area,
	};
};

/** A shift. */
export const shifted = (dx: number, dy: number): Affine => ({ ...IDENTITY, dx, dy });

/** A scaling about the origin. */
export const scaled = (x: number, y: number): Affine => ({ ...IDENTITY, xx: x, yy: y });

/** A turn about the origin, degrees clockwise on screen (y runs down). */
export const turned = (degrees: number): Affine => {
	const radians = (degrees * Math.PI) / 180;
	const cos = Math.cos(radians);
	const sin = Math.sin(radians);
	return { xx: cos, xy: -sin, yx: sin, yy: cos, dx: 0, dy: 0 };
};

/** Where a map takes a point. */
export const applied = (
	map: Affine,
	x: number,
	y: number,
): { readonly x: number; readonly y: number } => ({
	x: map.xx * x + map.xy * y + map.dx,
	y: map.yx * x + map.yy * y + map.dy,
});

/** The largest size of the same shape that fits into a box: what scale 1 means in a draft. */
export const contained = (picture: Size, box: Size): Size => {
	const factor = Math.min(box.width / picture.width, box.height / picture.height);
	return { width: picture.width * factor, height: picture.height * factor };
};

/** The smallest size of the same shape that covers a box. */
export const covering = (picture: Size, box: Size): Size => {
	const factor = Math.max(box.width / picture.width, box.height / picture.height);
	return { width: picture.width * factor, height: picture.height * factor };
};

/** Whether a map of the unit square covers the whole canvas without turning it. */
export const coversCanvas = (unit: Affine, canvas: Size): boolean => {
	if (unit.xy !== 0 || unit.yx !== 0) return false;
	const slack = 1e-6;
	const left = Math.min(unit.dx, unit.dx + unit.xx);
	const right = Math.max(unit.dx, unit.dx + unit.xx);
	const top = Math.min(unit.dy, unit.dy + unit.yy);
	const bottom = Math.max(unit.dy, unit.dy + unit.yy);
	return (
		left <= slack &&
		top <= slack &&
		right >= canvas.width - slack &&
		bottom >= canvas.height - slack
	);
};
