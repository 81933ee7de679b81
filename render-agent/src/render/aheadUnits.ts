/** Which chunks can be made before all files of a video are here, so that they become what they would be otherwise. Pure. */

/** How the frames of a chunk are made: together with its neighbors by one ffmpeg, or drawn, with an encoder of its own. */
export type Way = 'direct' | 'drawn';

/** What is known of chunks. */
export interface Known {
	/** How a chunk is made, where all that it shows is here. */
	readonly wayOf: (number: number) => Way | undefined;
	readonly isBegun: (number: number) => boolean;
}

/** Drawn chunks that are begun at once: readers are opened for them together, and the next files may be here soon. */
const MOST_DRAWN = 4;

interface Stretch {
	readonly way: Way;
	readonly numbers: [number, ...number[]];
	/** Whether nothing can still join it: what lies beside it in the run is known, and made in another way. */
	readonly isWhole: boolean;
}

const stretchesOf = (run: readonly number[], { wayOf }: Known): readonly Stretch[] => {
	const ways = run.map(wayOf);
	const isClosed = (index: number): boolean =>
		index < 0 || index >= run.length || ways[index] !== undefined;
	const stretches: { way: Way; numbers: [number, ...number[]]; from: number }[] = [];
	run.forEach((number, index) => {
		const way = ways[index];
		if (!way) return;
		const last = stretches.at(-1);
		if (last?.way === way && last.from + last.numbers.length === index) last.numbers.push(number);
		else stretches.push({ way, numbers: [number], from: index });
	});
	return stretches.map(({ way, numbers, from }) => ({
		...{ way, numbers },
		isWhole: isClosed(from - 1) && isClosed(from + numbers.length),
	}));
};

/** The first neighbors of a stretch that nobody has begun. */
const freshIn = (
	{ numbers }: Stretch,
	{ isBegun }: Known,
): readonly [number, ...number[]] | undefined => {
	const start = numbers.findIndex((number) => !isBegun(number));
	const [first, ...others] = start < 0 ? [] : numbers.slice(start);
	if (first === undefined) return undefined;
	const end = others.findIndex(isBegun);
	return [first, ...others.slice(0, Math.min(end < 0 ? others.length : end, MOST_DRAWN - 1))];
};

const readyIn = (stretch: Stretch, known: Known): readonly [number, ...number[]] | undefined => {
	if (stretch.way === 'drawn') return freshIn(stretch, known);
	// What one ffmpeg makes is cut from one encoder's output: all of it, or its key frames would be others.
	return stretch.isWhole && !stretch.numbers.some(known.isBegun) ? stretch.numbers : undefined;
};

/** The first chunks of these runs that can be made now: neighbors, in their order. Undefined: none can. */
export const nextAhead = (
	runs: readonly (readonly number[])[],
	known: Known,
): readonly [number, ...number[]] | undefined => {
	for (const run of runs)
		for (const stretch of stretchesOf(run, known)) {
			const ready = readyIn(stretch, known);
			if (ready) return ready;
		}
	return undefined;
};
