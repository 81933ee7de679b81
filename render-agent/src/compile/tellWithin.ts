/** Brings what is said of a timeline within a compound clip to the clip, for the time that it shows of it. */
import type { Diagnostic } from '../kernel/diagnostic';
import type { Microseconds } from '../kernel/units';
import { withinOf } from '../timeline/element';
import { outerRange } from '../timeline/nested';
import { endOf, rangeBetween } from '../timeline/range';
import type { Timeline } from '../timeline/timeline';

/** A difference with its time. */
export type Told = Diagnostic & { readonly start: Microseconds; readonly end: Microseconds };

/** What `tell` says of the timelines within compound clips. */
export const toldWithin = (
	timeline: Timeline,
	tell: (inner: Timeline) => readonly Told[],
): readonly Told[] =>
	timeline.visuals.flatMap((clip) =>
		clip.kind === 'nested'
			? tell(clip.timeline).flatMap((one) => {
					const shown = outerRange(clip, rangeBetween(one.start, one.end));
					if (!shown) return [];
					const { id: segment, track } = clip;
					const within =
						one.segment === undefined ? {} : { within: withinOf(one.segment, one.within) };
					return [{ ...one, ...within, segment, track, start: shown.start, end: endOf(shown) }];
				})
			: [],
	);
