/** Does the work on a video: as much at a time as the machine bears. */

/** A piece of work. */
export interface Job {
	/** Whether it may be done beside others: it needs little memory, or is over soon. */
	readonly isSmall: boolean;
	readonly perform: (signal: AbortSignal) => Promise<void>;
}

/**
 * Does all jobs, at most `lanes` at a time and a small one beside them: two large ones on one lane would take the memory of
 * two. The first failure stops the others; all have ended before it is thrown.
 * @throws {unknown} the first failure; the signal's reason when aborted
 */
export const together = async (
	jobs: readonly Job[],
	lanes: number,
	signal: AbortSignal,
): Promise<void> => {
	const siblings = new AbortController();
	const stop = AbortSignal.any([signal, siblings.signal]);
	const large = jobs.filter(({ isSmall }) => !isSmall);
	const small = jobs.filter(({ isSmall }) => isSmall);
	const lane = async (next: () => Job | undefined): Promise<void> => {
		for (let job = next(); job && !stop.aborted; job = next())
			await job.perform(stop).catch((error: unknown) => {
				siblings.abort(error);
			});
	};
	const any = (): Job | undefined => large.shift() ?? small.shift();
	const beside = lane(() => small.shift());
	await Promise.all([beside, ...Array.from({ length: Math.max(1, lanes) }, () => lane(any))]);
	signal.throwIfAborted();
	siblings.signal.throwIfAborted();
};
