/** Shares the output out into chunks: runs of whole frames, cut the same on every machine. */
import { type Frames, frames, minus, plus } from '../kernel/units';

/** A run of output frames that one encoder process draws. */
export interface Chunk {
	readonly first: Frames;
	readonly count: Frames;
}

/** A chunk has at least this many frames: shorter ones cost more to start than they save. */
const SHORTEST = frames(60);

const endAfter = (
	start: Frames,
	{ total, cuts, gop }: { total: Frames; cuts: readonly Frames[]; gop: Frames },
): Frames => {
	const next = cuts.find((at) => at >= plus(start, SHORTEST) && at <= minus(total, SHORTEST));
	const end = next ?? total;
	return end < plus(start, plus(gop, SHORTEST)) ? end : plus(start, gop);
};

/**
 * Cuts `total` frames into chunks. Each starts with a key frame, so it ends at the next cut, where one is due anyway, but
 * has at least 60 frames; where that cut is far it ends after `gop` frames, or at the cut when less than 60 would be left
 * until then. So every shot of at least 60 frames ends a chunk, whatever comes before it: an edit that moves all that
 * follows leaves the chunks behind that shot as they were. Every frame lands in exactly one chunk.
 * @param cuts frames at which the picture becomes another one, ascending
 */
export const chunksOf = (total: Frames, cuts: readonly Frames[], gop: Frames): readonly Chunk[] => {
	const chunks: Chunk[] = [];
	let first = frames(0);
	while (first < total) {
		const end = endAfter(first, { total, cuts, gop });
		chunks.push({ first, count: minus(end, first) });
		first = end;
	}
	return chunks;
};
