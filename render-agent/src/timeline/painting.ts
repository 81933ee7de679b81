/** Colors, lengths, shadows and lines that move over the time of a clip, and what they are at a moment. Pure. */
import { type Curve, valueAt } from './curve';
import type { Color } from './text';

/** A color over time; every part 0…1. */
export type ColorCurve = Readonly<Record<keyof Color, Curve>>;

/** How something is painted over time; what is absent stays as it is. */
export interface PaintChanges {
	/** In place of the color, and of a gradient. Its alpha counts beside the opacity. */
	readonly color?: ColorCurve;
	/** 0…1, in place of the alpha. */
	readonly opacity?: Curve;
}

/** What changes of a shadow, in its own units. */
export interface ShadeChanges extends PaintChanges {
	readonly distance?: Curve;
	readonly angle?: Curve;
	readonly blur?: Curve;
}

/** What changes of a line along an edge, in its own units. */
export interface LineChanges extends PaintChanges {
	readonly width?: Curve;
	readonly away?: Curve;
	readonly shiftX?: Curve;
	readonly shiftY?: Curve;
}

/** Held within 0…1. */
export const share = (value: number): number => Math.min(1, Math.max(0, value));

/** The value of a curve at a moment of its clip, or the fixed one where there is no curve. */
export const atOr = (curve: Curve | undefined, at: number, fixed: number): number =>
	curve ? valueAt(curve, at) : fixed;

/** The same for what is never below 0. */
export const lengthAt = (curve: Curve | undefined, at: number, fixed: number): number =>
	Math.max(0, atOr(curve, at, fixed));

/** A color at a moment of its clip. */
export const paintedAt = (base: Color, { color, opacity }: PaintChanges, at: number): Color => {
	const part = (name: keyof Color): number => share(atOr(color?.[name], at, base[name]));
	const alpha = share(atOr(opacity, at, base.alpha));
	return {
		...{ red: part('red'), green: part('green'), blue: part('blue') },
		alpha: color ? alpha * part('alpha') : alpha,
	};
};

/** What a shadow is like, in whatever units. */
interface ShadeLike {
	readonly color: Color;
	readonly distance: number;
	readonly angle: number;
	readonly blur: number;
}

/** A shadow at a moment of its clip. */
export const shadedAt = (shade: ShadeLike, changes: ShadeChanges, at: number): ShadeLike => ({
	color: paintedAt(shade.color, changes, at),
	distance: atOr(changes.distance, at, shade.distance),
	angle: atOr(changes.angle, at, shade.angle),
	blur: lengthAt(changes.blur, at, shade.blur),
});
