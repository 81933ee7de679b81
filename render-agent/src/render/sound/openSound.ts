/** Joins what a piece of sound goes through: decoded, reversed, paced, leveled, its channels chosen, its voice changed. */
import { SAMPLE_RATE } from '../../compile/sound';
import type { SoundPiece } from '../../compile/soundPiece';
import { SECOND } from '../../kernel/units';
import { assetTimeAt, type Paced } from '../../timeline/tempo';
import { decodedSound, type Stretch } from './decodedSound';
import { loudnessGain, type LoudnessMiss } from './loudness';
import { ResampledSound } from './resampledSound';
import { ReversedSound } from './reversedSound';
import { delayed, sampleOf, type SampleSource } from './samples';
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

const isPlain = ({ tempo, source, target }: Paced): boolean =>
	tempo.kind === 'constant' &&
	(target.duration === 0 || Math.abs(source.duration / target.duration - 1) < 1e-6);

/** Which sample of its file a piece shows at each of its samples; fractions lie between two. */
const fileSampleOf =
	({ paced, from }: SoundPiece): PlaceOf =>
	(sample) =>
		sampleOf(assetTimeAt(paced, from + (sample * SECOND) / SAMPLE_RATE));

/** The samples of its file that a piece plays; nothing lies before 0. What is played as it is begins at the nearest one. */
export const stretchOf = (piece: SoundPiece): Stretch => {
	const { media, isMono, paced, count } = piece;
	const placeOf = fileSampleOf(piece);
	const ends = [placeOf(0), placeOf(count)];
	const [low, high] = isPlain(paced)
		? [Math.round(Math.min(...ends)), Math.round(Math.max(...ends))]
		: [Math.floor(Math.min(...ends)), Math.ceil(Math.max(...ends))];
	const first = Math.max(0, low);
	return { media, isMono, first, count: Math.max(0, high - first) };
};

/** Which sample of its stretch, in the order of playing, a piece shows at each of its samples. */
const placesIn = (piece: SoundPiece, { first, count }: Stretch): PlaceOf => {
	const placeOf = fileSampleOf(piece);
	return piece.paced.reversed
		? (sample) => first + count - placeOf(sample)
		: (sample) => placeOf(sample) - first;
};

const pacedSound = (piece: SoundPiece, { ffmpeg, signal }: SoundContext): SampleSource => {
	const stretch = stretchOf(piece);
	const source = piece.paced.reversed
		? new ReversedSound(stretch, ffmpeg, signal)
		: decodedSound(stretch, { ffmpeg, signal });
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
