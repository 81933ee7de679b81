/** Sounds of a timeline within a timeline, moved to where the outer one plays them: cut, sped up or slowed down, turned round. */
import { type Microseconds, nearestMicrosecond } from '../kernel/units';
import type { Curve, Keyframe } from '../timeline/curve';
import { clipTimeOf, type Tempo } from '../timeline/tempo';
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
	if (reversed) {
		const ratio = source.duration === 0 ? 1 : target.duration / source.duration;
		return target.start + (source.start + source.duration - inner) * ratio;
	}
	return target.start + clipTimeOf(clip, inner);
};

const stretchOf = (clip: Inner, inner: readonly [from: number, to: number]): Stretch => {
	const ends = inner.map((moment) => outerTime(clip, moment));
	const [from, to] = [Math.min(...ends), Math.max(...ends)];
	return { from, to, speed: to > from ? (inner[1] - inner[0]) / (to - from) : 1 };
};

/** A curve over a clip that is now `1 / speed` times as long, or runs the other way. */
const stretched = (curve: Curve, { speed }: Stretch, turned: number | undefined): Curve => {
	if (curve.kind === 'constant') return curve;
	const at = (moment: number): Microseconds =>
		nearestMicrosecond((turned === undefined ? moment : turned - moment) / speed);
	const keys = curve.keys.map((key): Keyframe => {
		const { leaving, arriving } = key;
		const scaled = (handle: typeof leaving, way: number) =>
			handle && { dt: (handle.dt * way) / speed, dv: handle.dv };
		const [out, into] = turned === undefined ? [leaving, arriving] : [arriving, leaving];
		const way = turned === undefined ? 1 : -1;
		const [after, before] = [scaled(out, way), scaled(into, way)];
		return {
			at: at(key.at),
			value: key.value,
			...(after && { leaving: after }),
			...(before && { arriving: before }),
		};
	});
	const [first, ...rest] = turned === undefined ? keys : keys.reverse();
	return first ? { kind: 'keyed', keys: [first, ...rest] } : curve;
};

const turnedTempo = (tempo: Tempo, turned: boolean): Tempo =>
	tempo.kind === 'constant' || !turned
		? tempo
		: {
				kind: 'curve',
				points: tempo.points.map(({ x, speed }) => ({ x: 1 - x, speed })).reverse(),
			};

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
	const [rising, falling] = reversed ? [fadeOut, fadeIn] : [fadeIn, fadeOut];
	return {
		...piece,
		first,
		count: Math.max(0, sampleAt(played.to) - first),
		from: nearestMicrosecond(moment(first) - start),
		paced: {
			target: { start, duration: nearestMicrosecond(whole.to - whole.from) },
			source: piece.paced.source,
			tempo: turnedTempo(piece.paced.tempo, reversed),
			reversed: piece.paced.reversed !== reversed,
		},
		gain: stretched(gain, whole, reversed ? target.duration : undefined),
		fadeIn: nearestMicrosecond(rising / whole.speed),
		fadeOut: nearestMicrosecond(falling / whole.speed),
	};
};
