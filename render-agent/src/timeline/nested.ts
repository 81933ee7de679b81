/** Where a stretch of what lies inside a compound clip plays on the timeline around it. */
import { minus, plus } from '../kernel/units';
import { endOf, intersection, rangeBetween, type TimeRange } from './range';
import { clipTimeOf, type Paced } from './tempo';

/** A stretch of a nested timeline where it plays in the outer one; undefined where the clip shows none of it. */
export const outerRange = (clip: Paced, inner: TimeRange): TimeRange | undefined => {
	const used = intersection(inner, clip.source);
	if (!used) return undefined;
	const { start, duration } = clip.target;
	const begins = clipTimeOf(clip, used.start);
	const ends = clipTimeOf(clip, endOf(used));
	return clip.reversed
		? rangeBetween(plus(start, minus(duration, ends)), plus(start, minus(duration, begins)))
		: rangeBetween(plus(start, begins), plus(start, ends));
};
