/** What effects are made with: the picture to change, copies of it, tables, washes of color, soft covers. */
import { type Affine, scaled } from '../../timeline/geometry';
import type { Color } from '../../timeline/text';
import type { Cover, EffectDraw } from '../draws';
import type { Arena } from '../kernels';
import { lumaChroma } from '../lumaChroma';
import { copyPlanes, givePlanes, half, type Plane, type Planes, takePlanes } from '../surface';

/** The looks of a family. */
export type LookOf<F extends EffectDraw['look']['family']> = Extract<
	EffectDraw['look'],
	{ readonly family: F }
>;

/** What the painter lends to effects. */
export interface Stage {
	readonly arena: Arena;
	/** Lays a picture over another; its unit square goes where `matrix` says. */
	readonly lay: (
		target: Planes,
		picture: Planes,
		laid: { matrix: Affine; opacity: number; covers: readonly Cover[] },
	) => void;
}

/** A picture that an effect changes, and how. */
export interface Brush extends Stage {
	readonly target: Planes;
	/** The alpha that the picture, lent as an opaque one, is cut out by again: what moves samples must move it with them. Else none. */
	readonly outline: readonly Plane[];
	/** Above 0, at most 1. */
	readonly amount: number;
	/** As in `EffectDraw`. */
	readonly phase: number;
	/** The shorter side of the picture. */
	readonly unit: number;
}

const BLACK = 16;
const WHITE = 235;

/** A weight of the kernels. */
export const weightOf = (share: number): number =>
	Math.round(Math.min(1, Math.max(0, share)) * 256);

/** Lends a block of memory. */
export const withBlock = (arena: Arena, bytes: number, use: (at: number) => void): void => {
	const at = arena.take(bytes);
	use(at);
	arena.give(at, bytes);
};

/** Lends a copy of the picture. */
export const withCopy = ({ arena, target }: Brush, use: (copy: Planes) => void): void => {
	const copy = takePlanes(arena, target, target.a !== 0);
	copyPlanes(arena, target, copy);
	use(copy);
	givePlanes(arena, copy);
};

/** Changes the picture by its share: `change` does all of it, what is left over of the old one is mixed back. */
export const blended = (brush: Brush, share: number, change: () => void): void => {
	if (share >= 1) {
		change();
		return;
	}
	withCopy(brush, (old) => {
		change();
		const { arena, target } = brush;
		arena.kernels.mix(target.y, old.y, target.bytes, weightOf(1 - share));
	});
};

/** Lays the whole of a copy back, moved by a map of canvas pixels. */
export const layMoved = (
	{ lay, target }: Brush,
	copy: Planes,
	{ map, opacity = 1 }: { map: (unit: Affine) => Affine; opacity?: number },
): void => {
	lay(target, copy, { matrix: map(scaled(target.width, target.height)), opacity, covers: [] });
};

/** Sends luma, both chromas, or all of them through a function of 0…255. */
export const mapped = (
	{ arena, target }: Brush,
	{ luma, u, v }: { [plane in 'luma' | 'u' | 'v']?: (value: number) => number },
): void => {
	const { width, height } = target;
	const run = (at: number, count: number, change?: (value: number) => number): void => {
		if (!change) return;
		withBlock(arena, 256, (table) => {
			arena
				.bytes(table, 256)
				.set(Uint8ClampedArray.from({ length: 256 }, (_, value) => change(value)));
			arena.kernels.mapSamples(at, count, table);
		});
	};
	const chroma = half(width) * half(height);
	run(target.y, width * height, luma);
	run(target.u, chroma, u);
	run(target.v, chroma, v);
};

/** A cover over the picture, made from a small field of 0…255. */
export interface Field {
	readonly width: number;
	readonly height: number;
	readonly values: Uint8Array;
}

/** A field from a function of the place, 0…1 both ways; results 0…1. */
const fieldOf = (
	width: number,
	height: number,
	value: (x: number, y: number) => number,
): Field => ({
	width,
	height,
	values: Uint8Array.from({ length: width * height }, (_, i) => {
		const at = value(((i % width) + 0.5) / width, (Math.floor(i / width) + 0.5) / height);
		return Math.round(Math.min(1, Math.max(0, at)) * 255);
	}),
});

/** A field for the picture: fine enough for what is soft, much smaller than the picture. */
export const fieldFor = ({ target }: Brush, value: (x: number, y: number) => number): Field => {
	const fitting = (length: number): number => Math.max(2, Math.min(96, Math.floor(length / 4)));
	return fieldOf(fitting(target.width), fitting(target.height), value);
};

const ROW_BYTES = 16_384;

/** Enlarges a plane smoothly over another of any size. `cover` may be 0. */
export const enlarge = (
	arena: Arena,
	from: { at: number; width: number; height: number },
	to: { at: number; width: number; height: number; weight?: number; cover?: number },
): void => {
	const sx = from.width / to.width;
	const sy = from.height / to.height;
	withBlock(arena, ROW_BYTES * 5, (scratch) => {
		arena.kernels.drawScaled(
			...([from.at, 0, from.width, from.height, from.width] as const),
			...([to.at, to.width, to.height, to.width] as const),
			...([sx / 2 - 0.5, sy / 2 - 0.5, sx, sy] as const),
			...([to.weight ?? 256, to.cover ?? 0, to.width, scratch, ROW_BYTES] as const),
		);
	});
};

/** Lends a field as covers of luma and of chroma size. */
export const withField = (
	{ arena, target: { width, height } }: Brush,
	field: Field,
	use: (large: number, small: number) => void,
): void => {
	const chroma = { width: half(width), height: half(height) };
	withBlock(arena, field.values.length, (at) => {
		arena.bytes(at, field.values.length).set(field.values);
		const from = { at, width: field.width, height: field.height };
		withBlock(arena, width * height, (large) => {
			enlarge(arena, from, { at: large, width, height });
			withBlock(arena, chroma.width * chroma.height, (small) => {
				enlarge(arena, from, { at: small, ...chroma });
				use(large, small);
			});
		});
	});
};

/** Lays one value over each plane with a weight of 0…256 each, everywhere or where a field says. */
const laidOver = (
	brush: Brush,
	values: readonly [y: number, u: number, v: number],
	{ weights, field }: { weights: readonly number[]; field?: Field | undefined },
): void => {
	const { arena, target } = brush;
	if (weights.every((weight) => weight === 0)) return;
	const small = { width: half(target.width), height: half(target.height) };
	const run = (covers: readonly number[]): void => {
		withBlock(arena, target.width, (row) => {
			[target.y, target.u, target.v].forEach((at, i) => {
				const { width, height } = i === 0 ? target : small;
				arena.bytes(row, width).fill(values[i] ?? 0);
				arena.kernels.overlay(
					...([row, 0, 0, at, width, covers[i] ?? 0, width, width, height] as const),
					weights[i] ?? 0,
				);
			});
		});
	};
	if (!field) run([]);
	else
		withField(brush, field, (large, chroma) => {
			run([large, chroma, chroma]);
		});
};

/** Washes a color over the picture, all of it or where a field says. */
export const washed = (
	brush: Brush,
	color: Color,
	{ share, field }: { share: number; field?: Field },
): void => {
	const weight = weightOf(share * color.alpha);
	laidOver(brush, lumaChroma(color), { weights: [weight, weight, weight], field });
};

/** Lets light of a color fall on the picture: what is bright grows less, nothing grows darker. */
export const lit = (
	brush: Brush,
	color: Color,
	{ share, field }: { share: number; field?: Field },
): void => {
	const [luma, u, v] = lumaChroma(color);
	const weight = weightOf(share * color.alpha);
	const bright = weightOf((share * color.alpha * (luma - BLACK)) / (WHITE - BLACK));
	laidOver(brush, [WHITE, u, v], { weights: [bright, weight, weight], field });
};

/** A color on its way to another. */
export const towards = (from: Color, to: Color, share: number): Color => ({
	red: from.red + (to.red - from.red) * share,
	green: from.green + (to.green - from.green) * share,
	blue: from.blue + (to.blue - from.blue) * share,
	alpha: from.alpha,
});
