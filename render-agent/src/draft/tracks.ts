/** The segments that are shown or heard, each in its place: sorted, hidden ones dropped, with a layer and a name of its own. */
import { type FrameRate, microseconds, tickOf } from '../kernel/units';
import type { TimeRange } from '../timeline/range';
import type { Draft, Filed } from './draft';
import type { Segment } from './schema';
import type { NumberedTrack, Use } from './scope';

/** Where tracks lie that do not say: what writers give them. */
const DEFAULT_INDEX: ReadonlyMap<string, number> = new Map(
	Object.entries({
		video: 0,
		effect: 10_000,
		filter: 11_000,
		sticker: 14_000,
		text: 15_000,
	}),
);

const MUTED = 1;

interface Laid extends NumberedTrack {
	readonly segment: Segment;
	readonly target: TimeRange;
	/** 0, or higher where segments of one track overlap. */
	readonly lane: number;
	readonly overlaps: boolean;
}

/** Where a segment lies: compared part by part. */
type Height = readonly [group: number, index: number, track: number, lane: number];

const isShown = ({ visible, target_timerange }: Segment): boolean =>
	visible && target_timerange.duration > 0;

/** Segments of a track in order; ends that reach over the next start by a rounding are cut, true overlaps get a lane. */
const laidOut = (numbered: NumberedTrack, rate: FrameRate): readonly Laid[] => {
	const slack = tickOf(rate) / 2;
	const sorted = numbered.track.segments
		.filter(isShown)
		.sort((a, b) => a.target_timerange.start - b.target_timerange.start);
	const ends: number[] = [];
	return sorted.map((segment, i) => {
		const { start, duration } = segment.target_timerange;
		const next = sorted[i + 1]?.target_timerange.start ?? Infinity;
		const over = start + duration - next;
		const end = over > 0 && over <= slack && next > start ? next : start + duration;
		const free = ends.findIndex((taken) => taken <= start);
		const lane = free < 0 ? ends.length : free;
		const overlaps = ends.some((taken) => taken > start);
		ends[lane] = end;
		const target = { start: microseconds(start), duration: microseconds(end - start) };
		return { ...numbered, segment, target, lane, overlaps };
	});
};

const indexOf = ({ segment, track }: Laid): number =>
	segment.render_index ?? track.render_index ?? DEFAULT_INDEX.get(track.type) ?? 0;

/** Whether the indexes of segments tell another order of the video tracks than the tracks themselves. */
const disagrees = (laid: readonly Laid[]): boolean => {
	const indexes = laid.filter(({ track }) => track.type === 'video').map(indexOf);
	return indexes.some((index, i) => index < (indexes[i - 1] ?? index)) || mixed(laid);
};

const mixed = (laid: readonly Laid[]): boolean =>
	laid.some((one, i) => {
		const before = laid[i - 1];
		return (
			before?.index === one.index && one.track.type === 'video' && indexOf(before) !== indexOf(one)
		);
	});

const heightsOf = (laid: readonly Laid[], byTrackOrder: boolean): readonly Height[] => {
	const byOrder = byTrackOrder && disagrees(laid);
	return laid.map((one): Height => {
		if (!byOrder) return [0, indexOf(one), one.index, one.lane];
		return one.track.type === 'video'
			? [0, 0, one.index, one.lane]
			: [1, indexOf(one), one.index, one.lane];
	});
};

const compared = (a: Height, b: Height): number => {
	const at = a.findIndex((part, i) => part !== b[i]);
	return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
};

/** Numbers from 0 in the order of the heights; the same height, the same number. */
const ranked = (heights: readonly Height[]): readonly number[] => {
	const sorted = [...heights].sort(compared);
	const ranks = new Map<string, number>();
	for (const height of sorted) if (!ranks.has(height.join())) ranks.set(height.join(), ranks.size);
	return heights.map((height) => ranks.get(height.join()) ?? 0);
};

const uniqueNames = (laid: readonly Laid[]): readonly string[] => {
	const taken = new Set<string>();
	/** The number of the next copy of a name. */
	const copies = new Map<string, number>();
	return laid.map(({ segment, index }, i) => {
		const wanted = segment.id === '' ? `track-${String(index)}-${String(i)}` : segment.id;
		let name = wanted;
		let copy = copies.get(wanted) ?? 2;
		for (; taken.has(name); copy++) name = `${wanted}-${String(copy)}`;
		copies.set(wanted, copy);
		taken.add(name);
		return name;
	});
};

const companionsOf = (
	{ extra_material_refs }: Segment,
	materials: Draft['materials'],
): readonly Filed[] =>
	// A segment may name one material twice: it has it once.
	[...new Set(extra_material_refs)].flatMap((id) => materials.get(id) ?? []);

/** The lowest track that shows pictures: the only one whose clips may have a background. */
const mainTrack = (laid: readonly Laid[], layers: readonly number[]): number | undefined => {
	const videos = laid
		.map((one, i) => ({ one, layer: layers[i] ?? 0 }))
		.filter(({ one }) => one.track.type === 'video')
		.sort((a, b) => a.layer - b.layer);
	return videos[0]?.one.index;
};

/** Every segment that is shown or heard, track by track, in order of time. */
export const usesOf = (draft: Draft, rate: FrameRate): readonly Use[] => {
	const laid = draft.tracks.flatMap((track, index) => laidOut({ track, index }, rate));
	const layers = ranked(heightsOf(laid, draft.byTrackOrder));
	const names = uniqueNames(laid);
	const main = mainTrack(laid, layers);
	return laid.map(({ segment, track, index, target, overlaps }, i) => ({
		id: names[i] ?? segment.id,
		segment,
		track: index,
		trackType: track.type,
		muted: (track.attribute & MUTED) !== 0,
		main: index === main,
		layer: layers[i] ?? 0,
		target,
		overlaps,
		material: draft.materials.get(segment.material_id),
		companions: companionsOf(segment, draft.materials),
		curves: draft.curves,
	}));
};
