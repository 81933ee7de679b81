/** Shares the output out into chunks: runs of whole frames, cut the same on every machine. */
import { type Frames, frames, least, minus, plus } from '../kernel/units';

/** A run of output frames that one encoder process draws. */
export interface Chunk {
	readonly first: Frames;
	readonly count: Frames;
}

/** A chunk that ends at a cut has at least this many frames: shorter ones cost more to start than they save. */
const SHORTEST = frames(60);

const endAfter = (
	start: Frames,
	{ total, cuts, gop }: { total: Frames; cuts: readonly Frames[]; gop: Frames },
): Frames => {
	const latest = plus(start, gop);
	if (latest >= total) return total;
	const cut = cuts.findLast((at) => at >= plus(start, SHORTEST) && at <= latest);
	const end = cut ?? latest;
	return minus(total, end) < SHORTEST ? least(plus(end, SHORTEST), total) : end;
};

/**
 * Cuts `total` frames into chunks. Each starts with a key frame, so it ends at a cut, where one is due anyway, or after
 * `gop` frames; the last may be up to 60 frames longer. Every frame lands in exactly one chunk.
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
