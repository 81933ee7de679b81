/** The plan of the sound: every piece with its exact place in samples. Never cut into chunks. */
import { type Microseconds, minus, nearestMicrosecond, SECOND } from '../kernel/units';
import { delayed, product } from '../timeline/curve';
import { withinOf } from '../timeline/element';
import type { NestedClip, SoundClip, Timeline } from '../timeline/timeline';
import { rangeBetween, type TimeRange } from '../timeline/range';
import { halfOf } from '../timeline/transitionWindow';
import { movedPiece } from './nestedSound';
import type { Facts } from './scenes';
import type { SoundPiece } from './soundPiece';
import { mediaOf } from './sources';

/** Samples a second of the mix, each for two channels. */
export const SAMPLE_RATE = 48_000;

/** The whole sound of a video. */
export interface SoundPlan {
	/** Samples of the mix: as long as the picture. */
	readonly samples: number;
	/** Ascending by first sample. */
	readonly pieces: readonly SoundPiece[];
	/** LUFS that the whole mix is brought to; absent: it stays the plain sum. */
	readonly loudness?: number;
}

/** The sample that is nearest to a moment. */
const sampleAt = (moment: number): number => Math.round((moment * SAMPLE_RATE) / SECOND);

/** The moment at which a sample begins. Microseconds, fractions allowed. */
const moment = (sample: number): number => (sample * SECOND) / SAMPLE_RATE;

/** When a piece is heard, on the timeline. */
export const heardIn = ({ first, count }: Pick<SoundPiece, 'first' | 'count'>): TimeRange =>
	rangeBetween(nearestMicrosecond(moment(first)), nearestMicrosecond(moment(first + count)));

/** How far a clip's sound reaches over its ends: half of each transition in which both are heard. */
const reach = (
	clip: SoundClip,
	{ transitions }: Timeline,
): { before: Microseconds; behind: Microseconds } => {
	const overlaps = transitions.filter(({ apart }) => !apart);
	const half = (id: 'left' | 'right'): Microseconds =>
		halfOf(overlaps.find((transition) => transition[id] === clip.id)?.duration ?? 0);
	return { before: half('right'), behind: half('left') };
};

const isSilent = ({ gain }: SoundClip): boolean => gain.kind === 'constant' && gain.value <= 0;

const pieceOf = (clip: SoundClip, timeline: Timeline, facts: Facts): readonly SoundPiece[] => {
	const asset = facts.get(clip.asset);
	if (!asset?.sound || isSilent(clip)) return [];
	const { before, behind } = reach(clip, timeline);
	const first = Math.max(0, sampleAt(clip.target.start - before));
	const end = sampleAt(clip.target.start + clip.target.duration + behind);
	const { target, source, tempo, reversed, pitch, gain, fadeIn, fadeOut } = clip;
	const { changes, channels, loudness } = clip;
	return [
		{
			id: clip.id,
			media: mediaOf(asset, timeline),
			length: asset.sound.duration,
			isMono: asset.sound.channels === 1,
			first,
			count: end - first,
			from: moment(first) - clip.target.start,
			paced: { target, source, tempo, reversed },
			pitch,
			gain,
			fadeIn,
			fadeOut,
			...(changes && { changes }),
			...(channels && { channels }),
			...(loudness !== undefined && { loudness }),
		},
	];
};

/** A piece as loud as the clip that it lies in has it. */
const amplified = (piece: SoundPiece, { gain, target }: NestedClip): SoundPiece =>
	gain
		? {
				...piece,
				gain: product(piece.gain, delayed(gain, minus(target.start, piece.paced.target.start))),
			}
		: piece;

/** A piece of the timeline within a compound clip as one of the clip. */
const ownedBy = ({ id }: NestedClip, piece: SoundPiece): SoundPiece => ({
	...piece,
	...{ id, within: withinOf(piece.id, piece.within) },
});

const nestedSounds = (timeline: Timeline, facts: Facts): readonly SoundPiece[] =>
	timeline.visuals.flatMap((clip) => {
		if (clip.kind !== 'nested') return [];
		return soundPieces(clip.timeline, facts).flatMap((piece) => {
			const moved = movedPiece(clip, piece, { sampleAt, moment });
			return moved ? [ownedBy(clip, amplified(moved, clip))] : [];
		});
	});

const soundPieces = (timeline: Timeline, facts: Facts): readonly SoundPiece[] => [
	...timeline.sounds.flatMap((clip) => pieceOf(clip, timeline, facts)),
	...nestedSounds(timeline, facts),
];

/** The sound of a timeline. Clips whose asset is not there or has no sound are left out. */
export const soundPlanOf = (timeline: Timeline, facts: Facts): SoundPlan => {
	const { num, den } = timeline.canvas.rate;
	const samples = Math.round((timeline.frames * den * SAMPLE_RATE) / num);
	const pieces = soundPieces(timeline, facts)
		.filter(({ first }) => first < samples)
		.map((piece) => ({ ...piece, count: Math.min(piece.count, samples - piece.first) }));
	return { samples, pieces: [...pieces].sort((a, b) => a.first - b.first) };
};
