/** When a transition is seen: half of it on each side of its cut. */
import { type Microseconds, microseconds, minus, plus } from '../kernel/units';
import { rangeBetween, type TimeRange } from './range';
import type { Transition } from './timeline';

/** How far a transition of that length reaches over its cut, to either side. */
export const halfOf = (duration: number): Microseconds => microseconds(Math.floor(duration / 2));

/** Where a transition is seen. */
export const windowOf = ({ cut, duration }: Pick<Transition, 'cut' | 'duration'>): TimeRange => {
	const half = halfOf(duration);
	return rangeBetween(minus(cut, half), plus(cut, half));
};
