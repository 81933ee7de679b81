/** Which moments of a timeline show best what is in it: spread over its length, a little after cuts. Pure. */
import { type Frames, frames, least, most, plus } from '../kernel/units';
import type { Timeline } from '../timeline/timeline';
import { hardCuts, layersOf, type PlacedClip } from './layers';

/** What lies between two cuts. */
interface Shot {
	readonly from: Frames;
	readonly to: Frames;
}

const shotsOf = (placed: readonly PlacedClip[], total: Frames): readonly Shot[] => {
	const cuts = hardCuts(placed).filter((cut) => cut > 0 && cut < total);
	const edges = [frames(0), ...cuts, total];
	return edges.slice(1).map((to, i) => ({ from: edges[i] ?? frames(0), to }));
};

const part = (a: Shot, b: Shot): Shot => ({ from: most(a.from, b.from), to: least(a.to, b.to) });

const length = ({ from, to }: Shot): number => to - from;

const middle = ({ from, to }: Shot): Frames => frames(Math.floor((from + to) / 2));

/** Half a second after the cut, when motions into the picture are over; sooner in a short shot. */
const settled = (shot: Shot, rate: Timeline['canvas']['rate']): Frames => {
	const half = Math.round(rate.num / rate.den / 2);
	return plus(shot.from, frames(Math.min(half, Math.floor(length(shot) / 2))));
};

/** A moment within a transition moves behind it, or before it, as far as its share allows. */
const outside = (at: Frames, share: Shot, windows: readonly Shot[]): Frames => {
	const window = windows.find(({ from, to }) => at >= from && at < to);
	if (!window) return at;
	if (window.to < share.to) return window.to;
	return window.from > share.from ? frames(window.from - 1) : at;
};

/**
 * Frames that show a timeline: `count` of them or as many as there are, ascending, one in each equal share of its
 * length. In each share the longest shot is shown: soon after its cut where that is in the share, else amid it.
 */
export const momentsOf = (timeline: Timeline, count: number): readonly Frames[] => {
	const { frames: total, canvas } = timeline;
	const placed = layersOf(timeline);
	const shots = shotsOf(placed, total);
	const windows = placed.flatMap(({ layer }) => layer.crossings);
	const shares = Math.min(count, total);
	return Array.from({ length: shares }, (_, i) => {
		const share: Shot = {
			from: frames(Math.floor((i * total) / shares)),
			to: frames(Math.floor(((i + 1) * total) / shares)),
		};
		const parts = shots
			.map((shot) => ({ shot, seen: part(shot, share) }))
			.filter(({ seen }) => length(seen) > 0);
		const longest = parts.reduce<(typeof parts)[number] | undefined>(
			(best, one) => (best && length(best.seen) >= length(one.seen) ? best : one),
			undefined,
		);
		const seen = longest?.seen ?? share;
		const isCut = longest !== undefined && longest.shot.from >= share.from && seen.from > 0;
		const at = isCut ? settled(seen, canvas.rate) : middle(seen);
		return outside(at, share, windows);
	});
};

/** The frame that is on screen at a time in seconds: the nearest one that there is. */
export const frameOfSeconds = ({ frames: total, canvas: { rate } }: Timeline, at: number): Frames =>
	frames(Math.min(total - 1, Math.max(0, Math.floor((at * rate.num) / rate.den + 1e-6))));
