/** Ends what takes too long: one deadline that is put off as long as there is progress. */
import type { Clock } from '../kernel/clock';

/** A deadline bound to a signal. `done` must be called when the watched thing has ended. */
export interface Watch {
	/** Aborts with the caller's signal or when the time is up. */
	readonly signal: AbortSignal;
	/** Starts the time anew. */
	readonly fed: () => void;
	readonly done: () => void;
	/** Whether the time was up first. */
	readonly isExpired: () => boolean;
}

/** Aborts `signal`'s followers after `milliseconds` without `fed`. */
export const watchOver = (clock: Clock, milliseconds: number, signal: AbortSignal): Watch => {
	const controller = new AbortController();
	const start = (): (() => void) =>
		clock.after(milliseconds, () => {
			controller.abort();
		});
	let stop = start();
	return {
		signal: AbortSignal.any([signal, controller.signal]),
		fed: () => {
			stop();
			stop = start();
		},
		done: () => {
			stop();
		},
		isExpired: () => controller.signal.aborted,
	};
};
