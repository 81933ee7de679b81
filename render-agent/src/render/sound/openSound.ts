/** Joins what a piece of sound goes through: decoded, reversed, paced, leveled, its channels chosen, its voice changed. */
import { SAMPLE_RATE } from '../../compile/sound';
import type { SoundPiece } from '../../compile/soundPiece';
import { SECOND } from '../../kernel/units';
import { assetTimeAt, type Paced } from '../../timeline/tempo';
import { decodedSound, type Stretch } from './decodedSound';
import { loudnessGain, type LoudnessMiss } from './loudness';
import { ResampledSound } from './resampledSound';
import { ReversedSound } from './reversedSound';
import { delayed, type SampleSource } from './samples';
import { type PlaceOf, StretchedSound } from './stretchedSound';
import { soundSteps } from './soundFilters';
import { steppedSound } from './steppedSound';

/** What sounds are opened with. */
export interface SoundContext {
	readonly ffmpeg: string;
	readonly signal: AbortSignal;
	/** Hears, while a sound is opened, that it is still being looked into. Default: nobody does. */
	readonly alive?: () => void;
	/** Hears why a piece does not come to its loudness. Default: nobody does. */
	readonly missed?: (miss: LoudnessMiss) => void;
}

/** The stretch of its file that a piece plays. Microseconds; nothing lies before 0. */
export const stretchOf = ({ media, isMono, paced, from, count }: SoundPiece): Stretch => {
	const length = (count * SECOND) / SAMPLE_RATE;
	const ends = [assetTimeAt(paced, from), assetTimeAt(paced, from + length)] as const;
	const low = Math.max(0, Math.min(...ends));
	return { media, isMono, from: low, duration: Math.max(0, Math.max(...ends) - low) };
};

/** Which sample of its stretch, in the order of playing, a piece shows at each of its samples. */
const placesIn = ({ paced, from }: SoundPiece, stretch: Stretch): PlaceOf => {
	const end = stretch.from + stretch.duration;
	return (sample) => {
		const time = assetTimeAt(paced, from + (sample * SECOND) / SAMPLE_RATE);
		return ((paced.reversed ? end - time : time - stretch.from) * SAMPLE_RATE) / SECOND;
	};
};

const isPlain = ({ tempo, source, target }: Paced): boolean =>
	tempo.kind === 'constant' &&
	(target.duration === 0 || Math.abs(source.duration / target.duration - 1) < 1e-6);

const pacedSound = (piece: SoundPiece, { ffmpeg, signal }: SoundContext): SampleSource => {
	const stretch = stretchOf(piece);
	const source = piece.paced.reversed
		? new ReversedSound(stretch, ffmpeg, signal)
		: decodedSound(stretch, ffmpeg, signal);
	const placeOf = placesIn(piece, stretch);
	if (isPlain(piece.paced)) return delayed(source, Math.max(0, Math.round(-placeOf(0))));
	return piece.pitch === 'keep'
		? new StretchedSound(source, placeOf)
		: new ResampledSound(source, placeOf);
};

const leveled = (source: SampleSource, gain: number): SampleSource => ({
	read: async (into) => {
		await source.read(into);
		for (let at = 0; at < into.length; at++) into[at] = (into[at] ?? 0) * gain;
	},
	close: source.close,
});

/** Both channels from one of the two, or from their mean. */
const fromChannels = (source: SampleSource, channels: 'left' | 'right' | 'mean'): SampleSource => ({
	read: async (into) => {
		await source.read(into);
		for (let at = 0; at < into.length; at += 2) {
			const [left = 0, right = 0] = [into[at], into[at + 1]];
			const both = channels === 'mean' ? (left + right) / 2 : channels === 'left' ? left : right;
			into[at] = both;
			into[at + 1] = both;
		}
	},
	close: source.close,
});

const gainOf = async (piece: SoundPiece, context: SoundContext): Promise<number> => {
	if (piece.loudness === undefined) return 1;
	const { factor, miss } = await loudnessGain(stretchOf(piece), piece.loudness, context);
	if (miss) context.missed?.(miss);
	return factor;
};

/**
 * The samples of a piece from its first on. Close it when it is no longer read.
 * @throws {AgentError} from `read`: AUDIO_FAILED, naming the file
 */
export const openSound = async (
	piece: SoundPiece,
	context: SoundContext,
): Promise<SampleSource> => {
	const gain = await gainOf(piece, context);
	const paced = pacedSound(piece, context);
	const level = gain === 1 ? paced : leveled(paced, gain);
	const chosen = piece.channels === undefined ? level : fromChannels(level, piece.channels);
	const steps = (piece.changes ?? []).flatMap(soundSteps);
	const { count, media } = piece;
	return steppedSound(chosen, steps, { ...context, count, label: media.label });
};
