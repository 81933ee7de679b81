/** Blends a layer into what lies beneath by a blend mode. Owns the modes' numbers and the region that is touched. */
import { type Affine, applied, UNIT_CORNERS } from '../timeline/geometry';
import type { BlendMode } from '../timeline/looks';
import type { Arena } from './kernels';
import type { Planes } from './surface';

/** Numbers of the modes, as `blend.as.ts` has them. */
const MODES: Readonly<Record<BlendMode, number>> = {
	normal: 0,
	darken: 1,
	screen: 2,
	overlay: 3,
	multiply: 4,
	lighten: 5,
	hardLight: 6,
	softLight: 7,
	linearBurn: 8,
	colorBurn: 9,
	colorDodge: 10,
};

/** The even rectangle that the unit square touches through `matrix`, within a picture. */
const touched = (
	matrix: Affine,
	{ width, height }: Planes,
): readonly [x0: number, y0: number, x1: number, y1: number] => {
	const corners = UNIT_CORNERS.map(([x, y]) => applied(matrix, x, y));
	const xs = corners.map(({ x }) => x);
	const ys = corners.map(({ y }) => y);
	const first = (values: readonly number[]): number =>
		Math.max(0, Math.floor((Math.min(...values) - 2) / 2) * 2);
	const last = (values: readonly number[], end: number): number =>
		Math.min(end, Math.ceil((Math.max(...values) + 2) / 2) * 2);
	return [first(xs), first(ys), last(xs, width), last(ys, height)];
};

/** Blends `layer`, whose picture stands where `matrix` says, into `target`. Both are of one size; the layer has alpha. */
export const blend = (
	arena: Arena,
	{ target, layer }: { readonly target: Planes; readonly layer: Planes },
	{ mode, matrix }: { readonly mode: BlendMode; readonly matrix: Affine },
): void => {
	const { width, height } = target;
	const [x0, y0, x1, y1] = touched(matrix, target);
	if (x0 >= x1 || y0 >= y1) return;
	arena.kernels.blendPlanes(
		...([target.y, target.u, target.v, target.a, target.ca] as const),
		...([layer.y, layer.u, layer.v, layer.a, layer.ca] as const),
		...([width, height, x0, y0, x1, y1, MODES[mode]] as const),
	);
};
