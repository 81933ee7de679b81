/**
 * Finds stretches that show one untouched video whose stream fits the output: its samples are taken as they are, from the first that
 * can be decoded by itself to the last before which nothing is missing.
 */
import { type FrameRate, frames, type Frames, minus, plus, SECOND } from '../kernel/units';
import type { AssetId } from '../timeline/asset';
import type { Size } from '../timeline/geometry';
import type { CopiedSamples, VideoSource } from '../timeline/scene';
import { assetTimeAt, clipMoment } from '../timeline/tempo';
import type { Canvas, Timeline } from '../timeline/timeline';
import type { Chunk } from './chunks';
import { directOf, spansOf } from './direct';
import type { PlacedClip } from './layers';
import { type Facts, sceneOf } from './scenes';

/** The stream of a file that may stand in one track with ours. Samples are counted in the order in which they are decoded. */
export interface CopySource extends Size {
	readonly rate: FrameRate;
	/** Its parameter sets. Ids count for each kind by itself. */
	readonly sets: readonly {
		readonly kind: 'sequence' | 'picture';
		readonly id: number;
		/** Hexadecimal. */
		readonly bytes: string;
	}[];
	/** Samples with which decoding can begin: all before them are shown before them. Ascending. */
	readonly keys: readonly number[];
	/** Samples before which it can end: all before them are shown before all from them on. Ascending. */
	readonly cuts: readonly number[];
}

/** Streams that may be copied. */
export type CopySources = ReadonlyMap<AssetId, CopySource>;

/** Output frames that are samples of a file. */
export interface CopiedSpan extends Chunk {
	readonly copy: CopiedSamples;
}

/** The id of our own parameter sets in a file with copied samples: nearly all encoders give theirs 0. */
export const OUR_SETS = 1;

/** Fewer frames are not worth a chunk of their own. */
const SHORTEST = 60;
/** How far a frame's moment may lie from that of its sample: nobody could take another one for it. In samples. */
const NEAR = 0.25;

interface Timed {
	readonly timeline: Timeline;
	readonly placed: readonly PlacedClip[];
	readonly facts: Facts;
	readonly sources: CopySources;
}

/** The frames between two neighboring changes of what is seen, where that is one picture of a file that may be copied. */
const stretchesOf = ({
	timeline,
	placed,
	sources,
}: Timed): readonly (Chunk & { asset: AssetId })[] => {
	const whole = { first: frames(0), count: timeline.frames };
	const layers = placed.map(({ layer }) => layer);
	return spansOf(whole, layers).flatMap(({ from: first, to }) => {
		const seen = placed.filter(({ layer }) => layer.from < to && layer.to > first);
		const clip = seen[0]?.clip;
		if (seen.length !== 1 || clip?.kind !== 'picture' || to - first < SHORTEST) return [];
		return sources.has(clip.asset) ? [{ asset: clip.asset, first, count: minus(to, first) }] : [];
	});
};

const hasSize = ({ width, height }: Size, canvas: Size): boolean =>
	width === canvas.width && height === canvas.height;

const hasRate = ({ num, den }: FrameRate, rate: FrameRate): boolean =>
	num * rate.den === den * rate.num;

/** Whether its pictures are shown as they are in the file: in their size, color and order. */
const isUntouched = (source: VideoSource, stream: CopySource, canvas: Canvas): boolean => {
	const { flipX, flipY, alpha, fullRange, hdr, loops, paced } = source;
	const isChanged = [flipX, flipY, alpha, fullRange, hdr, loops, paced.reversed].includes(true);
	const isWhole = source.crop === undefined && source.corners === undefined;
	const isOurs = source.matrix === 'bt709' && source.sampling === 'even' && !isChanged && isWhole;
	const sizes = [source, source.displayed, stream];
	return (
		isOurs && sizes.every((size) => hasSize(size, canvas)) && hasRate(stream.rate, canvas.rate)
	);
};

/** The video that is all that a stretch shows, laid as it is. */
const videoIn = (
	{ first, count }: Chunk,
	{ timeline, ...world }: Timed,
): VideoSource | undefined => {
	const scene = sceneOf(timeline, world, { from: first, to: plus(first, count) });
	const { pieces = [], above = [] } = directOf({ first, count, scene }) ?? {};
	const [source, ...others] = scene.sources;
	const isAlone = pieces.length === 1 && above.length + others.length === 0;
	return isAlone && pieces[0]?.kind === 'video' && source?.kind === 'video' ? source : undefined;
};

/** The sample that a frame shows; undefined where it could be another. */
const sampleAt = ({ paced }: VideoSource, frame: Frames, { rate }: Canvas): number | undefined => {
	const time = assetTimeAt(paced, clipMoment(frame, rate, paced.target.start));
	const place = (time * rate.num) / (rate.den * SECOND);
	const sample = Math.floor(place + 0.5);
	return sample >= 0 && Math.abs(place - sample) <= NEAR ? sample : undefined;
};

/** The samples of a stretch that can be taken as they are. */
const copyIn = (
	stretch: Chunk & { readonly asset: AssetId },
	world: Timed,
): CopiedSpan | undefined => {
	const { first, count, asset } = stretch;
	const { canvas } = world.timeline;
	const source = videoIn(stretch, world);
	const stream = world.sources.get(asset);
	if (!source || !stream || !isUntouched(source, stream, canvas)) return undefined;
	const shown = sampleAt(source, first, canvas);
	const last = sampleAt(source, plus(first, frames(count - 1)), canvas);
	if (shown === undefined || last !== shown + count - 1) return undefined;
	const begin = stream.keys.find((key) => key >= shown);
	const end = stream.cuts.findLast((cut) => cut <= last + 1);
	if (begin === undefined || end === undefined || end - begin < SHORTEST) return undefined;
	return {
		first: plus(first, frames(begin - shown)),
		count: frames(end - begin),
		copy: { media: source.media, first: begin },
	};
};

interface Found {
	readonly span: CopiedSpan;
	readonly stream: CopySource;
}

/** Streams with the same sets, and how many frames are theirs. */
const bySets = (found: readonly Found[]): readonly (readonly Found[])[] => {
	const groups = new Map<string, Found[]>();
	for (const one of found) {
		const name = JSON.stringify(one.stream.sets);
		groups.set(name, [...(groups.get(name) ?? []), one]);
	}
	const framesOf = (group: readonly Found[]): number =>
		group.reduce((sum, { span }) => sum + span.count, 0);
	return [...groups.values()].sort((a, b) => framesOf(b) - framesOf(a));
};

/** Those whose sets can stand beside each other and beside ours: no id means two things. What has most frames comes first. */
const compatible = (found: readonly Found[]): readonly Found[] => {
	const meant = new Map<string, string>();
	const taken = bySets(found).filter(([one]) => {
		const sets = one?.stream.sets ?? [];
		const nameOf = ({ kind, id }: (typeof sets)[number]): string => `${kind} ${String(id)}`;
		const isFree = sets.every(
			(set) => set.id !== OUR_SETS && (meant.get(nameOf(set)) ?? set.bytes) === set.bytes,
		);
		if (isFree) for (const set of sets) meant.set(nameOf(set), set.bytes);
		return isFree;
	});
	return taken.flat().sort((a, b) => a.span.first - b.span.first);
};

/** Fewer frames our encoder does not put off as it does others, and then they do not join. */
const FEWEST = 3;

const isTooFew = (count: number): boolean => count > 0 && count < FEWEST;

/** A copy that leaves enough frames to be encoded behind it, or none; undefined where it would be too short. */
const withRoom = ({ span, stream }: Found, next: Frames): CopiedSpan | undefined => {
	const { first, count, copy } = span;
	if (!isTooFew(next - first - count)) return span;
	const latest = copy.first + next - first - FEWEST;
	const end = stream.cuts.findLast((cut) => cut <= latest) ?? copy.first;
	return end - copy.first < SHORTEST ? undefined : { ...span, count: frames(end - copy.first) };
};

/** The copies with enough frames between them. */
const spacedOut = (found: readonly Found[], total: Frames): readonly CopiedSpan[] => {
	const all = found.filter(({ span }) => !isTooFew(span.first));
	return all.flatMap((one, i) => withRoom(one, all[i + 1]?.span.first ?? total) ?? []);
};

/** The spans of a timeline that can be copied, ascending. */
export const copiesOf = (world: Timed): readonly CopiedSpan[] => {
	if (world.sources.size === 0) return [];
	const found = stretchesOf(world).flatMap((stretch) => {
		const span = copyIn(stretch, world);
		const stream = world.sources.get(stretch.asset);
		return span && stream ? [{ span, stream }] : [];
	});
	return spacedOut(compatible(found), world.timeline.frames);
};
