/** Transitions that never show both clips at once: the first goes, up to the cut, then the second comes. */
import type { Size } from '../timeline/geometry';
import type { TransitionLook } from '../timeline/looks';
import { crossingDraws, takenOver } from './crossing';
import type { Draw } from './draws';
import { type Family, group, moved, type Sides, zoomed } from './sides';

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
}

/** Both sides of a transition, of which one is nothing, or both the same clip. */
type Sided = (lone: Lone) => Pick<Sides, 'from' | 'to' | 'share'>;

/** Each clip does its own part. */
const own: Sided = ({ draws, goes, share }) =>
	goes ? { from: draws, to: [], share } : { from: [], to: draws, share };
/** Goes as the first one does, and comes as it would go. */
const going: Sided = ({ draws, goes, share }) => ({
	...{ from: draws, to: [], share: goes ? share : 1 - share },
});
/** Stays beneath an effect that is strongest at the cut. */
const within: Sided = ({ draws, goes, share }) => ({
	...{ from: draws, to: draws, share: (goes ? share : 1 + share) / 2 },
});

/** What a clip of each family does alone; of the others, it stays. */
const WAYS: Partial<Readonly<Record<Family, Sided>>> = {
	...{ dissolve: own, push: own, whip: own },
	...{ slide: own, wipe: own, iris: own, doors: own, diagonal: own, clock: own },
	blinds: going,
};

/** Degrees that a spinning clip has turned by at the cut. */
const QUARTER = 90;

/** How far a clip is turned about its middle at the cut; undefined for looks in which it grows no larger there. */
const swingOf = (look: TransitionLook): number | undefined => {
	if (look.family === 'zoom') return 0;
	if (look.family === 'spin') return look.clockwise ? QUARTER : -QUARTER;
	return undefined;
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
	return cover && group(draws, sides, { covers: [{ ...cover, inverted: !cover.inverted }] });
};

/** What is drawn at a moment of a transition whose clips do not overlap, back to front. */
export const apartDraws = (look: TransitionLook, lone: Lone): readonly Draw[] => {
	const { draws, goes, share, canvas, opaque } = lone;
	const left = goes ? leaving(look, lone) : undefined;
	if (left) return [left];
	const swing = swingOf(look);
	if (swing === undefined)
		return crossingDraws(look, { ...(WAYS[look.family] ?? within)(lone), canvas, opaque });
	const far = goes ? share * share : (1 - share) ** 2;
	const matrix = zoomed(canvas, 1 + far, goes ? swing * far : -swing * far);
	return [group(draws, { from: draws, to: [], share, canvas, opaque }, { moved: matrix })];
};
