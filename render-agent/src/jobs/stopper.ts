/** Stops work with a reason. */

/** A way to stop, and why it was: the first reason counts. */
export interface Stopper<T> {
	readonly signal: AbortSignal;
	readonly stop: (reason: T) => void;
	readonly reason: () => T | undefined;
}

/** A stopper that nobody has used yet. */
export const createStopper = <T>(): Stopper<T> => {
	const abort = new AbortController();
	let why: T | undefined;
	return {
		signal: abort.signal,
		reason: () => why,
		stop: (reason) => {
			why ??= reason;
			abort.abort();
		},
	};
};
