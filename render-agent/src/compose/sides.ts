/** Both sides of a transition, and how a side is moved, faded and cut as one picture. */
import {
	type Affine,
	after,
	IDENTITY,
	type Size,
	scaled,
	shifted,
	turned,
} from '../timeline/geometry';
import type { Direction, TransitionLook } from '../timeline/looks';
import type { Cover, Draw } from './draws';

/** Both sides of a transition at one moment. `share` runs from 0 to 1; `opaque`: nothing lies beneath the two. */
export interface Sides {
	readonly from: readonly Draw[];
	readonly to: readonly Draw[];
	readonly share: number;
	readonly canvas: Size;
	readonly opaque: boolean;
	/** What is drawn beside the two is over all of the canvas, though something may lie beneath. Default: only where they are. */
	readonly spreads?: boolean;
}

const STEPS: Readonly<Record<Direction, readonly [number, number]>> = {
	left: [-1, 0],
	right: [1, 0],
	up: [0, -1],
	down: [0, 1],
};

const canvasMatrix = ({ width, height }: Size, moved: Affine = IDENTITY): Affine =>
	after(moved, scaled(width, height));

/** A side as one picture that can be moved, faded and cut. */
export const group = (
	draws: readonly Draw[],
	{ canvas, opaque }: Sides,
	{
		moved = IDENTITY,
		opacity = 1,
		covers = [],
	}: { moved?: Affine; opacity?: number; covers?: readonly Cover[] },
): Draw => ({ kind: 'group', draws, matrix: canvasMatrix(canvas, moved), opacity, covers, opaque });

/** What a cover leaves. */
export const without = (cover: Cover): Cover => ({ ...cover, inverted: !cover.inverted });

/** A shift of the whole canvas in a direction, `share` of its size. */
export const moved = (direction: Direction, share: number, { width, height }: Size): Affine => {
	const [x, y] = STEPS[direction];
	return shifted(x * width * share, y * height * share);
};

/** A scaling and turning of the canvas about its middle; degrees. */
export const zoomed = ({ width, height }: Size, scale: number, turn = 0): Affine =>
	after(
		shifted(width / 2, height / 2),
		after(turned(turn), after(scaled(scale, scale), shifted(-width / 2, -height / 2))),
	);

/** The name of a look. */
export type Family = TransitionLook['family'];
/** The look of a family. */
export type LookOf<F extends Family> = TransitionLook extends infer Look
	? Look extends { readonly family: infer Families }
		? F extends Families
			? Look
			: never
		: never
	: never;
