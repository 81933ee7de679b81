/** Chunks that were begun before all files of their video were here: the port by which they come to the rest. */
import type { Findings } from './tasks';

/** Neighboring chunks that are made ahead. */
export interface AheadRun {
	/** What the chunks are known by, in their order. */
	readonly keys: readonly string[];
	/** Whether all are whole and not taken yet. */
	readonly isMade: () => boolean;
	/**
	 * Waits for them and gives their files these names. What was found out about each; undefined when they could not be
	 * made or were taken before: then they have to be made, and some of the names may be taken. Rejects with the signal's reason alone.
	 */
	readonly take: (
		files: readonly string[],
		signal: AbortSignal,
	) => Promise<readonly Findings[] | undefined>;
	/** Gives them up; resolves when nothing of it runs any more. */
	readonly stop: () => Promise<void>;
}

/** Runs that were begun ahead by the number of their first chunk. Those of chunks that are other ones now are left out. */
export const aheadAmong = (
	runs: readonly AheadRun[],
	keys: readonly string[],
): ReadonlyMap<number, AheadRun> => {
	const found = new Map<number, AheadRun>();
	// The longest first: a short one fits into more places.
	for (const run of [...runs].sort((a, b) => b.keys.length - a.keys.length)) {
		const others = numbersAhead(found);
		// What looks the same bears the same key, however often it comes.
		const first = keys.findIndex((_, at) =>
			run.keys.every((key, i) => keys[at + i] === key && !others.has(at + i)),
		);
		if (first >= 0 && run.keys.length > 0) found.set(first, run);
	}
	return found;
};

/** The numbers of all chunks that were begun ahead. */
export const numbersAhead = (ahead: ReadonlyMap<number, AheadRun>): ReadonlySet<number> =>
	new Set([...ahead].flatMap(([first, { keys }]) => keys.map((_, i) => first + i)));

/** What is left of runs without some of their chunks: neighbors stay together. */
export const withoutThese = (
	runs: readonly (readonly number[])[],
	gone: ReadonlySet<number>,
): readonly (readonly [number, ...number[]])[] =>
	runs.flatMap((run) => {
		const left: [number, ...number[]][] = [];
		for (const number of run) {
			if (gone.has(number)) continue;
			const last = left.at(-1);
			if (last?.at(-1) === number - 1) last.push(number);
			else left.push([number]);
		}
		return left;
	});
