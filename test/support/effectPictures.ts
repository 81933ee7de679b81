/** A small picture with all that effects may change, and how it comes out under one. */
import type { Draw, EffectDraw } from '../../render-agent/src/compose/draws';
import { Painter } from '../../render-agent/src/compose/paint';
import type { Planes } from '../../render-agent/src/compose/surface';
import type { Single } from './effectExamples';
import { freshArena, lumaOf, pictureOf } from './engine';

/** The size of the pictures. */
export const SIZE = { width: 128, height: 96 };
/** The memory of the pictures. */
export const arena = freshArena();
const painter = new Painter(arena, SIZE);

/** Soft hills with a hard-edged bright square, and color that differs from place to place. */
const sample = (x: number, y: number): number => {
	const bright = x > 40 && x < 60 && y > 20 && y < 44;
	return Math.round(110 + 50 * Math.sin(x / 17) * Math.cos(y / 13)) + (bright ? 60 : 0);
};

/** A fresh picture; `alpha` makes it premultiplied. */
export const freshPicture = (alpha?: (x: number, y: number) => number): Planes =>
	pictureOf(arena, SIZE, { sample, ...(alpha && { alpha }) });
/** A gray picture. */
export const flatPicture = (value: number): Planes =>
	pictureOf(arena, SIZE, { sample: () => value });

const step = (look: Single, more: Partial<EffectDraw> = {}): Draw => ({
	kind: 'effect',
	look,
	amount: 1,
	phase: 0.3,
	...more,
});

const noPicture = (): never => {
	throw new RangeError('effects draw no source');
};

/** Changes a picture by an effect at full amount, 0.3 s in, unless said otherwise. */
export const apply = (target: Planes, look: Single, more: Partial<EffectDraw> = {}): Planes => {
	painter.over(target, [step(look, more)], noPicture);
	return target;
};
/** All bytes of a picture. */
export const bytesOf = (planes: Planes): readonly number[] => [
	...arena.bytes(planes.y, planes.bytes),
];
/** The luma of a fresh picture under an effect. */
export const after = (look: Single, more: Partial<EffectDraw> = {}): readonly number[] =>
	lumaOf(arena, apply(freshPicture(), look, more));
/** The luma of the picture without any. */
export const before = lumaOf(arena, freshPicture());

/** The mean. */
export const mean = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;
/** The variance. */
export const variance = (values: readonly number[]): number =>
	mean(values.map((value) => (value - mean(values)) ** 2));
/** The value at a place. */
export const at = (values: readonly number[], x: number, y: number): number =>
	values[y * SIZE.width + x] ?? NaN;
/** How much neighbors in a row differ. */
export const roughness = (values: readonly number[]): number =>
	mean(values.map((value, i) => (i % SIZE.width ? Math.abs(value - (values[i - 1] ?? 0)) : 0)));
/** The places of a square. */
export const window = (
	x0: number,
	y0: number,
	size: number,
): readonly (readonly [number, number])[] =>
	Array.from({ length: size * size }, (_, i) => [x0 + (i % size), y0 + Math.floor(i / size)]);
