/** The slow, obvious drawing: every target sample looked up in floating point. The oracle of the kernels. */
import {
	type Affine,
	after,
	inverse,
	scaled,
	shifted,
} from '../../render-agent/src/timeline/geometry';

/** A plane of samples, with premultiplied alpha where there is any. */
export interface Samples {
	readonly width: number;
	readonly height: number;
	readonly values: readonly number[];
	readonly alpha?: readonly number[];
}

const at = (
	{ width, height }: Samples,
	values: readonly number[],
	[u, v]: readonly [number, number],
): number => {
	const clampedU = Math.min(width - 1, Math.max(0, u));
	const clampedV = Math.min(height - 1, Math.max(0, v));
	const x = Math.floor(clampedU);
	const y = Math.floor(clampedV);
	const right = Math.min(width - 1, x + 1);
	const below = Math.min(height - 1, y + 1);
	const fx = clampedU - x;
	const fy = clampedV - y;
	const upper = (values[y * width + x] ?? 0) * (1 - fx) + (values[y * width + right] ?? 0) * fx;
	const lower =
		(values[below * width + x] ?? 0) * (1 - fx) + (values[below * width + right] ?? 0) * fx;
	return upper * (1 - fy) + lower * fy;
};

/** How much of a target sample the picture covers: by the distance of its middle to each edge. */
const coverage = (u: number, span: number, length: number): number =>
	Math.max(0, Math.min(1, (u + 0.5) / span + 0.5)) -
	Math.max(0, Math.min(1, (u + 0.5 - length) / span + 0.5));

/** What `target` looks like after `picture` was laid over it; `matrix` takes the unit square to target samples. */
export const drawnOver = (
	target: Samples,
	picture: Samples,
	{ matrix, opacity }: { readonly matrix: Affine; readonly opacity: number },
): readonly number[] => {
	const back = inverse(after(matrix, scaled(1 / picture.width, 1 / picture.height)));
	if (!back) return target.values;
	const map = after(shifted(-0.5, -0.5), after(back, shifted(0.5, 0.5)));
	const spanU = Math.hypot(map.xx, map.xy);
	const spanV = Math.hypot(map.yx, map.yy);
	return target.values.map((under, i) => {
		const x = i % target.width;
		const y = Math.floor(i / target.width);
		const u = map.xx * x + map.xy * y + map.dx;
		const v = map.yx * x + map.yy * y + map.dy;
		const cover = coverage(u, spanU, picture.width) * coverage(v, spanV, picture.height);
		const color = at(picture, picture.values, [u, v]);
		const alpha = picture.alpha ? at(picture, picture.alpha, [u, v]) / 255 : 1;
		return under + (color - under * alpha) * cover * opacity;
	});
};
