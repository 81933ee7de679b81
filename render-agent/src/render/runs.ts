/** Which chunks are drawn together: those that follow each other are read by one reader, so that no source is sought anew. */

/** Chunks in one run at most: it bounds what a reader holds, and what is drawn again when a run is given up. */
const LONGEST = 16;
/** From so many chunks on, a run ends where a file is shown that none before it showed: the next one may begin when that is here. */
const AT_SEAM = 2;
/** Runs for each lane, so that lanes end at about the same time. */
const FOR_EACH_LANE = 2;

/**
 * The chunks with these numbers (ascending) in runs of neighbors, in their order.
 * @param lanes how many runs are drawn at a time
 * @param seams chunks that first show a file which had to be fetched
 */
export const runsOf = (
	chunks: readonly number[],
	lanes: number,
	seams: ReadonlySet<number> = new Set(),
): readonly (readonly [number, ...number[]])[] => {
	const share = lanes === 1 ? LONGEST : Math.ceil(chunks.length / (lanes * FOR_EACH_LANE));
	const longest = Math.min(LONGEST, share);
	const runs: [number, ...number[]][] = [];
	for (const chunk of chunks) {
		const run = runs.at(-1);
		const isSeam = run !== undefined && run.length >= AT_SEAM && seams.has(chunk);
		if (run?.at(-1) === chunk - 1 && run.length < longest && !isSeam) run.push(chunk);
		else runs.push([chunk]);
	}
	return runs;
};
