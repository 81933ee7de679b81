/** Transitions that never show both clips at once: the first goes, up to the cut, then the second comes. */
import type { Affine, Size } from '../timeline/geometry';
import type { TransitionLook } from '../timeline/looks';
import { crossingDraws, slatCovers, takenOver } from './crossing';
import { rushed } from './passages';
import type { Draw } from './draws';
import { type Family, group, type LookOf, moved, type Sides, without, zoomed } from './sides';

/** The clip that is shown at a moment. */
export interface Lone {
	readonly draws: readonly Draw[];
	/** Whether it gives way; else it comes. */
	readonly goes: boolean;
	/** How much of its half of the window is over: from 0 to 1. */
	readonly share: number;
	readonly canvas: Size;
	/** Nothing lies beneath it. */
	readonly opaque: boolean;
	/** As of both sides. */
	readonly spreads: boolean;
}

/** Both sides of a transition, of which one is nothing, or both the same clip. */
type Sided = (lone: Lone) => Pick<Sides, 'from' | 'to' | 'share'>;

/** Each clip does its own part. */
const own: Sided = ({ draws, goes, share }) =>
	goes ? { from: draws, to: [], share } : { from: [], to: draws, share };
/** Stays beneath an effect that is strongest at the cut. */
const within: Sided = ({ draws, goes, share }) => ({
	...{ from: draws, to: draws, share: (goes ? share : 1 + share) / 2 },
});

/** What a clip of each family does alone; of the others, it stays. */
const WAYS: Partial<Readonly<Record<Family, Sided>>> = {
	...{ dissolve: own, push: own },
	...{ slide: own, wipe: own, iris: own, doors: own, diagonal: own, clock: own },
};

const sidedOf = (look: TransitionLook): Sided => WAYS[look.family] ?? within;

/** Degrees that a spinning clip has turned by at the cut. */
const QUARTER = 90;

/** By what a clip has grown at the cut, or has yet to shrink from there on. */
const FAR = 2;

/** By what a clip that is found at the end of a zoom inwards is still too large at the cut. */
const NEAR = 1.3;

/** How large a clip of a zoom is: never smaller than the canvas, so that nothing shows around it. */
const zoomOf = ({ inward }: LookOf<'zoom'>, { goes, share }: Lone): number => {
	if (goes) return inward ? FAR ** (share ** 2) : 1;
	return (inward ? NEAR : FAR) ** ((1 - share) ** 2);
};

/**
 * How a clip stands that grows, shrinks or turns about its middle, ever faster up to the cut and ever slower from there;
 * undefined for other looks.
 */
const swungOf = (look: TransitionLook, lone: Lone): Affine | undefined => {
	const { goes, share, canvas } = lone;
	if (look.family === 'zoom') return zoomed(canvas, zoomOf(look, lone));
	if (look.family !== 'spin') return undefined;
	const far = goes ? share ** 2 : -((1 - share) ** 2);
	const turn = (look.clockwise ? QUARTER : -QUARTER) * far;
	return zoomed(canvas, 1 + (FAR - 1) * Math.abs(far), turn);
};

/** A clip between slats: the canvas opens in their middles, and so does the second clip. */
const slatted = (
	look: LookOf<'blinds'>,
	{ draws, goes, share, canvas, opaque }: Lone,
): readonly Draw[] => {
	const covers = goes
		? slatCovers(look, { canvas, taken: share, from: 'middles' })
		: slatCovers(look, { canvas, taken: 1 - share, from: 'borders' });
	return [group(draws, { from: draws, to: [], share, canvas, opaque }, { covers })];
};

/** How the first clip goes where it would only be laid over: it gives way to the canvas as it would to the next clip. */
const leaving = (
	look: TransitionLook,
	{ draws, share, canvas, opaque }: Lone,
): Draw | undefined => {
	const sides: Sides = { from: draws, to: [], share, canvas, opaque };
	if (look.family === 'slide')
		return group(draws, sides, { moved: moved(look.direction, share, canvas) });
	const cover = takenOver(look, sides);
	return cover && group(draws, sides, { covers: [without(cover)] });
};

/** What is drawn at a moment of a transition whose clips do not overlap, back to front. */
export const apartDraws = (look: TransitionLook, lone: Lone): readonly Draw[] => {
	const { draws, goes, canvas, opaque, spreads } = lone;
	const left = goes ? leaving(look, lone) : undefined;
	if (left) return [left];
	if (look.family === 'blinds') return slatted(look, lone);
	const swung = swungOf(look, lone);
	if (!swung) return crossingDraws(look, { ...sidedOf(look)(lone), canvas, opaque, spreads });
	const sides: Sides = { ...within(lone), canvas, opaque, spreads };
	const moving = group(draws, sides, { moved: swung });
	return look.family === 'zoom' ? rushed([moving], sides) : [moving];
};
