/** Shares the output out into chunks: runs of whole frames, cut the same on every machine. */
import { type Frames, frames, minus, plus } from '../kernel/units';
import type { Cut } from './cuts';

/** A run of output frames that one encoder process draws. */
export interface Chunk {
	readonly first: Frames;
	readonly count: Frames;
}

/** A chunk has at least this many frames: shorter ones cost more to start than they save. */
const SHORTEST = frames(60);

interface Cutting {
	readonly total: Frames;
	readonly cuts: readonly Cut[];
	readonly gop: Frames;
}

const endAfter = (start: Frames, { total, cuts, gop }: Cutting): Frames => {
	const soonest = plus(start, SHORTEST);
	const latest = plus(start, gop);
	const possible = cuts.filter(({ at }) => at >= soonest && at <= minus(total, SHORTEST));
	const [first, ...others] = possible.filter(({ at }) => at <= latest);
	if (first) return others.reduce((best, cut) => (cut.rank < best.rank ? cut : best), first).at;
	const next = possible[0]?.at ?? total;
	if (next < plus(latest, SHORTEST)) return next;
	const longest = plus(latest, gop);
	if (!cuts.findLast(({ at }) => at <= start)?.moves) return latest;
	return next < plus(longest, SHORTEST) ? next : longest;
};

/**
 * Cuts `total` frames into chunks. Each starts with a key frame, so it ends at a cut, where one is due anyway: of those
 * from 60 frames on up to `gop` frames at the one of the least rank, which lot decides. Where there is none it ends after
 * `gop` frames, or at the next cut when less than 60 would be left until then. What moves by itself all the time is not
 * interrupted before twice as many: there a key frame shows as a jump. So an edit that moves all that follows
 * leaves most chunks behind it as they were: whatever comes before, the same cuts are soon chosen again. Every frame lands
 * in exactly one chunk.
 * @param cuts ascending
 */
export const chunksOf = (total: Frames, cuts: readonly Cut[], gop: Frames): readonly Chunk[] => {
	const chunks: Chunk[] = [];
	let first = frames(0);
	while (first < total) {
		const end = endAfter(first, { total, cuts, gop });
		chunks.push({ first, count: minus(end, first) });
		first = end;
	}
	return chunks;
};
