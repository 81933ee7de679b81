/** When a transition is seen: half of it on each side of its cut. */
import {
	type FrameRate,
	type Frames,
	frames,
	type Microseconds,
	microseconds,
	minus,
	plus,
	tickOf,
} from '../kernel/units';
import { rangeBetween, type TimeRange } from './range';
import { beginningOf, ROUNDED } from './tempo';
import type { Transition } from './timeline';

type Placed = Pick<Transition, 'cut' | 'duration'>;

/** How far a transition of that length reaches over its cut, to either side. */
export const halfOf = (duration: number): Microseconds => microseconds(Math.floor(duration / 2));

/** Where a transition is seen. */
export const windowOf = ({ cut, duration }: Placed): TimeRange => {
	const half = halfOf(duration);
	return rangeBetween(minus(cut, half), plus(cut, half));
};

/** A transition in frames: `from` is inside, `to` is not; the second clip begins at `cut`. */
export interface CrossedFrames {
	readonly from: Frames;
	readonly cut: Frames;
	readonly to: Frames;
}

/** By how much the ends of a window may be rounded: its cut by one, its length, of which half counts, by two. Microseconds. */
const ENDS_ROUNDED = 2 * ROUNDED;

/**
 * The frames of a transition. They depend on where its cut lies within a frame and on nothing else of where it lies: an
 * end halfway between two frames goes to the later one, whichever way the draft rounded its times.
 */
export const crossedFrames = ({ cut: at, duration }: Placed, rate: FrameRate): CrossedFrames => {
	const { frame: cut, late } = beginningOf(at, rate);
	const tick = tickOf(rate);
	const frameAfter = (time: number): Frames =>
		plus(cut, frames(Math.floor((late + time + ENDS_ROUNDED) / tick + 0.5)));
	return { from: frameAfter(0 - duration / 2), cut, to: frameAfter(duration / 2) };
};

/** The first frame of a transition is the first clip as it is, so that one of a single frame has nothing between its clips. */
const LEAST_FRAMES = 2;

/** Whether any frame shows a transition between its two clips. */
export const isSeen = ({ from, to }: CrossedFrames): boolean => to - from >= LEAST_FRAMES;
