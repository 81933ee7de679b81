/** Which moments of a timeline show best what is in it: spread over its length, a little after cuts. Pure. */
import { type Frames, frames, least, most, plus, startOf } from '../kernel/units';
import { valueAt } from '../timeline/curve';
import type { Timeline } from '../timeline/timeline';
import { groundEdges } from './cuts';
import { layersOf, type PlacedClip } from './layers';

/** What lies between two cuts. */
interface Shot {
	readonly from: Frames;
	readonly to: Frames;
}

const shotsOf = (placed: readonly PlacedClip[], total: Frames): readonly Shot[] => {
	const cuts = groundEdges(placed).filter((cut) => cut > 0 && cut < total);
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

/** How opaque a layer must be to count as seen. */
const SEEN = 0.05;

/** What is seen at a frame: 2 where there is a picture, 1 where only words or colors are, 0 where nothing is. */
const worthOf = (placed: readonly PlacedClip[], at: Frames, { rate }: Timeline['canvas']): number =>
	placed.reduce((worth, { clip, layer }) => {
		if (clip.kind === 'effect' || clip.kind === 'filter') return worth;
		if (at < layer.from || at >= layer.to) return worth;
		const moment = startOf(at, rate) - layer.start;
		if (valueAt(layer.placement.opacity, moment) < SEEN) return worth;
		return Math.max(worth, clip.kind === 'picture' || clip.kind === 'nested' ? 2 : 1);
	}, 0);

/** A frame that could be shown for a share, and for how many frames it stands. */
interface Candidate {
	readonly at: Frames;
	readonly weight: number;
}

/**
 * Frames that show a timeline: `count` of them or as many as there are, ascending, one in each equal share of its
 * length. In each share the longest shot is shown: soon after its cut where that is in the share, else amid it. A gap is
 * shown only where a share has nothing else, and words alone only where it has no picture.
 */
export const momentsOf = (timeline: Timeline, count: number): readonly Frames[] => {
	const { frames: total, canvas } = timeline;
	const placed = layersOf(timeline);
	const shots = shotsOf(placed, total);
	const windows = placed.flatMap(({ layer }) => layer.crossings);
	const shares = Math.min(count, total);
	const inShots = (share: Shot): readonly Candidate[] =>
		shots.flatMap((shot) => {
			const seen = part(shot, share);
			if (length(seen) <= 0) return [];
			const isCut = shot.from >= share.from && seen.from > 0;
			const at = isCut ? settled(seen, canvas.rate) : middle(seen);
			return [{ at: outside(at, share, windows), weight: length(seen) }];
		});
	const inLayers = (share: Shot): readonly Candidate[] =>
		placed.flatMap(({ layer: { from, to } }) => {
			const seen = part({ from, to }, share);
			return length(seen) > 0 ? [{ at: middle(seen), weight: length(seen) }] : [];
		});
	return Array.from({ length: shares }, (_, i) => {
		const share: Shot = {
			from: frames(Math.floor((i * total) / shares)),
			to: frames(Math.floor(((i + 1) * total) / shares)),
		};
		const best = (candidates: readonly Candidate[]) =>
			candidates
				.map((one) => ({ ...one, worth: worthOf(placed, one.at, canvas) }))
				.reduce<(Candidate & { readonly worth: number }) | undefined>((first, one) => {
					const isBetter =
						!first ||
						one.worth > first.worth ||
						(one.worth === first.worth && one.weight > first.weight);
					return isBetter ? one : first;
				}, undefined);
		const shot = best(inShots(share));
		const layer = shot && shot.worth >= 2 ? undefined : best(inLayers(share));
		const chosen = layer && layer.worth > (shot?.worth ?? 0) ? layer : shot;
		return chosen?.at ?? middle(share);
	});
};

/** The frame that is on screen at a time in seconds: the nearest one that there is. */
export const frameOfSeconds = ({ frames: total, canvas: { rate } }: Timeline, at: number): Frames =>
	frames(Math.min(total - 1, Math.max(0, Math.floor((at * rate.num) / rate.den + 1e-6))));
