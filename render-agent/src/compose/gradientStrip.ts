/** Gradients as pictures: a strip of their colors, which is laid across the canvas like any other picture. */
import { type Affine, after, scaled, shifted, type Size, turned } from '../timeline/geometry';
import type { Color, Gradient } from '../timeline/text';
import type { Arena } from './kernels';
import { lumaChroma } from './lumaChroma';
import { givePlanes, half, type Planes, takePlanes } from './surface';

/** Pixels of the end colors beyond both ends, so that the strip's soft edges stay outside. */
const BEYOND = 8;
/** A strip needs no more rows: across its line nothing changes. */
const ROWS = 2;
/** So many times as wide as the canvas's diagonal is the strip laid, for the same reason. */
const WIDE = 4;
const LONGEST = 16_000;

const mixed = (from: Color, to: Color, share: number): Color => ({
	red: from.red + (to.red - from.red) * share,
	green: from.green + (to.green - from.green) * share,
	blue: from.blue + (to.blue - from.blue) * share,
	alpha: from.alpha + (to.alpha - from.alpha) * share,
});

const CLEAR: Color = { red: 0, green: 0, blue: 0, alpha: 0 };

/** The color of a gradient at a share of its line. */
export const colorAt = ({ stops }: Gradient, share: number): Color => {
	const next = stops.findIndex(({ at }) => at > share);
	const after = stops[next];
	if (!after) return stops.at(-1)?.color ?? CLEAR;
	const before = stops[next - 1];
	if (!before) return after.color;
	return mixed(before.color, after.color, (share - before.at) / (after.at - before.at));
};

interface Strip {
	readonly planes: Planes;
	/** From the strip's unit square to the canvas. */
	readonly matrix: Affine;
}

const fill = (
	arena: Arena,
	planes: Planes,
	{ gradient, length }: { readonly gradient: Gradient; readonly length: number },
): void => {
	const { width, y, u, v, a, ca } = planes;
	const small = half(width);
	const put = (at: number, row: number, values: readonly number[]): void => {
		for (let copy = 0; copy < (row === width ? ROWS : half(ROWS)); copy++)
			arena.bytes(at + copy * row, row).set(values);
	};
	const colors = (count: number, step: number): readonly Color[] =>
		Array.from({ length: count }, (_, i) => colorAt(gradient, (i * step + 0.5 - BEYOND) / length));
	const large = colors(width, 1);
	const chroma = colors(small, 2);
	const values = (list: readonly Color[], part: 0 | 1 | 2): readonly number[] =>
		list.map((color) => Math.round(lumaChroma(color)[part] * (a === 0 ? 1 : color.alpha)));
	put(y, width, values(large, 0));
	put(u, small, values(chroma, 1));
	put(v, small, values(chroma, 2));
	if (a === 0) return;
	put(
		a,
		width,
		large.map(({ alpha }) => Math.round(alpha * 255)),
	);
	put(
		ca,
		small,
		chroma.map(({ alpha }) => Math.round(alpha * 255)),
	);
};

/** A gradient over a canvas as a picture and its place. The caller gives the picture back. */
export const takeStrip = (arena: Arena, gradient: Gradient, { width, height }: Size): Strip => {
	const angle = (gradient.angle * Math.PI) / 180;
	const across = Math.abs(width * Math.cos(angle)) + Math.abs(height * Math.sin(angle));
	const length = Math.min(LONGEST, Math.max(2, Math.ceil(across)));
	const isClear = gradient.stops.some(({ color }) => color.alpha < 1);
	const pixels = length + 2 * BEYOND;
	const planes = takePlanes(arena, { width: pixels, height: ROWS }, isClear);
	fill(arena, planes, { gradient, length });
	const middle = after(shifted(width / 2, height / 2), turned(-gradient.angle));
	const sized = scaled((across * pixels) / length, WIDE * Math.hypot(width, height));
	return { planes, matrix: after(middle, after(sized, shifted(-0.5, -0.5))) };
};

/** Gives a strip's picture back. */
export const giveStrip = (arena: Arena, { planes }: Strip): void => {
	givePlanes(arena, planes);
};
