/** Half-open intervals of time and their arithmetic. */
import { least, type Microseconds, minus, most, plus } from '../kernel/units';

/** A half-open interval of timeline or asset time: `start` is inside, `endOf` is not. Microseconds. */
export interface TimeRange {
	readonly start: Microseconds;
	readonly duration: Microseconds;
}

/** The first moment after a range. */
export const endOf = ({ start, duration }: TimeRange): Microseconds => plus(start, duration);

/** The range from one moment up to, not including, another. */
export const rangeBetween = (start: Microseconds, end: Microseconds): TimeRange => ({
	start,
	duration: minus(end, start),
});

/**
 * What two ranges share, or undefined when they only touch.
 *
 *     a  [------)
 *     b      [------)
 *     →      [--)
 */
export const intersection = (a: TimeRange, b: TimeRange): TimeRange | undefined => {
	const start = most(a.start, b.start);
	const end = least(endOf(a), endOf(b));
	return start < end ? rangeBetween(start, end) : undefined;
};

/** Ranges in order of their starts, those that overlap or touch as one; also those that are only `near` apart, microseconds. */
export const united = (ranges: readonly TimeRange[], near = 0): readonly TimeRange[] => {
	const all: TimeRange[] = [];
	for (const one of ranges.toSorted((a, b) => a.start - b.start)) {
		const last = all.at(-1);
		if (last && one.start - endOf(last) <= near)
			all.splice(-1, 1, rangeBetween(last.start, most(endOf(last), endOf(one))));
		else all.push(one);
	}
	return all;
};
