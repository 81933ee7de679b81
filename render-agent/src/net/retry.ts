/** Asks again where that may help: busy servers and broken streams. Other refusals pass at once. */
import type { Clock } from '../kernel/clock';
import { type Outcome, outcomeOf } from './failures';

const LONGEST_WAIT = 60_000;
const LONGEST_OWN_WAIT = 30_000;

/** What Retry-After says, in milliseconds from `now`, at most 60 s; undefined when it says nothing readable. */
export const retryAfterOf = (header: string | undefined, now: number): number | undefined => {
	if (header === undefined) return undefined;
	const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
	return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_WAIT);
};

/** How a thing is tried again. */
export interface Retry {
	readonly clock: Clock;
	/** Tries in a row without progress. */
	readonly attempts: number;
	/** Grows with what has been got; a lot of progress starts the count anew. Bytes. */
	readonly progress: () => number;
	/** Whether broken streams, too, are waited for longer each time. Default: a second each time. */
	readonly backsOff?: boolean;
}

const waitAfter = (
	{ retryAfter, status }: Outcome,
	{ tried, backsOff }: { readonly tried: number; readonly backsOff: boolean },
): number => {
	const isGrowing = backsOff || status !== undefined;
	return retryAfter ?? Math.min(isGrowing ? 1000 * 2 ** (tried - 1) : 1000, LONGEST_OWN_WAIT);
};

const WORTHWHILE = 1024 * 1024;

/**
 * What `attempt` gives, tried again after a wait: what Retry-After asks (at most 60 s), else 1, 2, 4 … 30 s
 * for busy servers and 1 s for broken streams, or as long as for busy ones.
 */
export const retrying = async <T>(
	attempt: () => Promise<T>,
	{ clock, attempts, progress, backsOff = false }: Retry,
	signal: AbortSignal,
): Promise<T> => {
	let from = progress();
	let tried = 0;
	for (;;) {
		try {
			return await attempt();
		} catch (error) {
			signal.throwIfAborted();
			const outcome = outcomeOf(error);
			if (outcome?.again !== true) throw error;
			tried += 1;
			if (progress() - from >= WORTHWHILE) {
				from = progress();
				tried = 1;
			}
			if (tried >= attempts) throw error;
			await clock.sleep(waitAfter(outcome, { tried, backsOff }), signal);
		}
	}
};
