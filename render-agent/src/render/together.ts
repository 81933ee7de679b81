/** Does the work on a video: as much at a time as the machine bears. */

/** A piece of it. */
export interface Work {
	/** Whether it may be done beside others: it needs little memory, or is over soon. */
	readonly isSmall: boolean;
	readonly perform: (signal: AbortSignal) => Promise<void>;
}

/**
 * Does all of it, at most `lanes` pieces at a time and a small one beside them. That place takes small ones only: a large one
 * there would take the memory of one lane more. The first failure stops the others; all have ended before it is thrown.
 * @throws {unknown} the first failure; the signal's reason when aborted
 */
export const doTogether = async (
	pieces: readonly Work[],
	lanes: number,
	signal: AbortSignal,
): Promise<void> => {
	const siblings = new AbortController();
	const stop = AbortSignal.any([signal, siblings.signal]);
	const large = pieces.filter(({ isSmall }) => !isSmall);
	const small = pieces.filter(({ isSmall }) => isSmall);
	const lane = async (next: () => Work | undefined): Promise<void> => {
		for (let piece = next(); piece && !stop.aborted; piece = next())
			await piece.perform(stop).catch((error: unknown) => {
				siblings.abort(error);
			});
	};
	const any = (): Work | undefined => large.shift() ?? small.shift();
	const beside = lane(() => small.shift());
	await Promise.all([beside, ...Array.from({ length: Math.max(1, lanes) }, () => lane(any))]);
	signal.throwIfAborted();
	siblings.signal.throwIfAborted();
};
