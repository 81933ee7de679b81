/** Sounds of a timeline within a timeline, moved to where the outer one plays them: cut, sped up or slowed down, turned round. */
import { type Microseconds, nearestMicrosecond } from '../kernel/units';
import type { Curve, Keyframe } from '../timeline/curve';
import { assetTimeAt, clipTimeOf, type Paced, type Tempo } from '../timeline/tempo';
import type { NestedClip } from '../timeline/timeline';
import type { SoundPiece } from './soundPiece';

type Inner = Pick<NestedClip, 'target' | 'source' | 'tempo' | 'reversed'>;

/** A stretch of the outer time on which an inner one is played. Microseconds, fractions allowed. */
interface Stretch {
	readonly from: number;
	readonly to: number;
	/** Inner time that passes with each moment of outer time. */
	readonly speed: number;
}

/** Outer time of an inner moment. */
const outerTime = (clip: Inner, inner: number): number => {
	const { target, source, reversed } = clip;
	const forward = reversed ? source.start + (source.start + source.duration - inner) : inner;
	return target.start + clipTimeOf({ ...clip, reversed: false }, forward);
};

const stretchOf = (clip: Inner, inner: readonly [from: number, to: number]): Stretch => {
	const ends = inner.map((moment) => outerTime(clip, moment));
	const [from, to] = [Math.min(...ends), Math.max(...ends)];
	return { from, to, speed: to > from ? (inner[1] - inner[0]) / (to - from) : 1 };
};

/** A curve over a clip that is now `1 / speed` times as long, or runs the other way: `at` tells where its moments are now. */
const stretched = (
	curve: Curve,
	{ speed }: Stretch,
	{ at, turned }: { readonly at: (moment: number) => Microseconds; readonly turned: boolean },
): Curve => {
	if (curve.kind === 'constant') return curve;
	const keys = curve.keys.map((key): Keyframe => {
		const { leaving, arriving } = key;
		const scaled = (handle: typeof leaving, way: number) =>
			handle && { dt: (handle.dt * way) / speed, dv: handle.dv };
		const [out, into] = turned ? [arriving, leaving] : [leaving, arriving];
		const way = turned ? -1 : 1;
		const [after, before] = [scaled(out, way), scaled(into, way)];
		return {
			at: at(key.at),
			value: key.value,
			...(after && { leaving: after }),
			...(before && { arriving: before }),
		};
	});
	const [first, ...rest] = turned ? keys.reverse() : keys;
	return first ? { kind: 'keyed', keys: [first, ...rest] } : curve;
};

const turnedTempo = (tempo: Tempo, turned: boolean): Tempo =>
	tempo.kind === 'constant' || !turned
		? tempo
		: {
				kind: 'curve',
				points: tempo.points.map(({ x, speed }) => ({ x: 1 - x, speed })).reverse(),
			};

/** Places of a speed curve: so far apart in outer time, and so many at most. */
const SPACING = 20_000;
const MOST_PLACES = 400;

/** How far through its part of the file a sound is at a moment of its own timeline, 0…1. */
const shareAt = (paced: Paced, moment: number): number => {
	const into =
		assetTimeAt({ ...paced, reversed: false }, moment - paced.target.start) - paced.source.start;
	return Math.min(1, Math.max(0, into / Math.max(1, paced.source.duration)));
};

/** The pace of a sound within a clip of changing speed: how its share of the file grows, looked up at places close together. */
const followed = (clip: Inner, paced: Paced, { from, to }: Stretch): Tempo => {
	const count = Math.min(MOST_PLACES, Math.max(3, Math.ceil((to - from) / SPACING)));
	const step = (to - from) / count;
	const shares = Array.from({ length: count + 1 }, (_, i) => {
		const share = shareAt(paced, assetTimeAt(clip, from + step * i - clip.target.start));
		return clip.reversed ? 1 - share : share;
	});
	const share = (i: number): number => shares[i] ?? 0;
	const slope = (i: number): number => {
		if (i === 0) return 2 * share(1) - 1.5 * share(0) - 0.5 * share(2);
		if (i === count) return 1.5 * share(i) - 2 * share(i - 1) + 0.5 * share(i - 2);
		return (share(i + 1) - share(i - 1)) / 2;
	};
	const length = paced.source.duration;
	const points = shares.map((x, i) => ({ x, speed: Math.max(0, (slope(i) * length) / step) }));
	return { kind: 'curve', points };
};

/** The pace of a sound in the time of the outer timeline. */
const tempoIn = (clip: Inner, paced: Paced, whole: Stretch): Tempo =>
	clip.tempo.kind === 'curve'
		? followed(clip, paced, whole)
		: turnedTempo(paced.tempo, clip.reversed);

/** How pieces are counted in samples. */
interface Counting {
	readonly sampleAt: (moment: number) => number;
	readonly moment: (sample: number) => number;
}

/** A piece of the inner sound in the time of the outer timeline; nothing when the clip does not show its time. */
export const movedPiece = (
	clip: Inner,
	piece: SoundPiece,
	{ sampleAt, moment }: Counting,
): SoundPiece | undefined => {
	const { source, reversed } = clip;
	const heard = [
		Math.max(source.start, moment(piece.first)),
		Math.min(source.start + source.duration, moment(piece.first + piece.count)),
	] as const;
	if (heard[1] <= heard[0]) return undefined;
	const { target } = piece.paced;
	const whole = stretchOf(clip, [target.start, target.start + target.duration]);
	const played = stretchOf(clip, heard);
	const first = Math.max(0, sampleAt(played.from));
	const start = nearestMicrosecond(whole.from);
	const { gain, fadeIn, fadeOut } = piece;
	const end = target.start + target.duration;
	// Of the ends of the inner piece, the one that is heard first, and the other.
	const ends = [
		stretchOf(clip, [target.start, target.start + fadeIn]),
		stretchOf(clip, [end - fadeOut, end]),
	].map(({ from, to }) => nearestMicrosecond(to - from));
	const [rising = fadeIn, falling = fadeOut] = reversed ? ends.reverse() : ends;
	const at = (inner: number): Microseconds =>
		nearestMicrosecond(outerTime(clip, target.start + inner) - start);
	return {
		...piece,
		first,
		count: Math.max(0, sampleAt(played.to) - first),
		from: moment(first) - start,
		paced: {
			target: { start, duration: nearestMicrosecond(whole.to - whole.from) },
			source: piece.paced.source,
			tempo: tempoIn(clip, piece.paced, whole),
			reversed: piece.paced.reversed !== reversed,
		},
		gain: stretched(gain, whole, { at, turned: reversed }),
		fadeIn: rising,
		fadeOut: falling,
	};
};
