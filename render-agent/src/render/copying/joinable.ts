/** What a stream must be like to stand in one track with ours: every decoder that plays ours plays it too. */
import type { CopySource } from '../../compile/copies';
import { sequenceOf, type Sequence } from '../h264/sequence';
import { idOf, type Settings, settingsIn } from '../h264/settings';
import { type PictureTrack, pictureTrackOf } from '../mp4/pictureTrack';

/** Frames by which our encoder puts off its pictures, and so the most that a copied one may. */
export const DELAY = 2;
/** Our encoder's profile. Sets of several profiles must not stand in one description. */
const HIGH = 100;
/** Levels that players know: for pictures up to 1080p at 60 a second, and for larger ones. */
const LEVELS = { usual: 42, large: 52 } as const;
const USUAL_BLOCKS = 8_704;
const USUAL_BLOCKS_A_SECOND = 522_240;
/** More bits for each pixel are a camera's, not what we would write. 1080p at 30 a second: 18.7 Mbit/s. */
const MOST_BITS = 0.3;
/** Seconds between two pictures that can be decoded by themselves: whoever seeks waits for so many at most. */
const LONGEST_GROUP = 10;

type Kind = 'sequence' | 'picture';

const setsOf = ({ sequences, pictures }: Settings): CopySource['sets'] => {
	const named = (sets: readonly Buffer[], kind: Kind): CopySource['sets'] =>
		sets.map((set) => ({ id: idOf(set, kind), kind, bytes: set.toString('hex') }));
	return [...named(sequences, 'sequence'), ...named(pictures, 'picture')];
};

const isPlayable = (
	{ profile, level, isPlain, isSquare, isBt709, reordered, width, height }: Sequence,
	rate: number,
): boolean => {
	const blocks = Math.ceil(width / 16) * Math.ceil(height / 16);
	const isUsual = blocks <= USUAL_BLOCKS && blocks * rate <= USUAL_BLOCKS_A_SECOND;
	const isAsOurs = profile === HIGH && isPlain && isSquare && isBt709;
	const isNear = reordered !== undefined && reordered <= DELAY;
	return isAsOurs && isNear && level <= (isUsual ? LEVELS.usual : LEVELS.large);
};

/** Numbers of samples before which all that is decoded is shown before all that follows; the end of the stream is the last. */
const cutsIn = ({ shown }: Pick<PictureTrack, 'shown'>): readonly number[] => {
	const cuts: number[] = [];
	let last = -1;
	for (const [at, place] of shown.entries()) {
		if (last === at - 1) cuts.push(at);
		last = Math.max(last, place);
	}
	return [...cuts, shown.length];
};

const isEarlyEnough = ({ shown }: PictureTrack): boolean =>
	shown.every((place, at) => at - place <= DELAY);

/** The keys at which a stream can be cut: nothing that is shown later is decoded before. */
const keysIn = ({ keys, shown }: PictureTrack, cuts: ReadonlySet<number>): readonly number[] =>
	keys.filter((key) => cuts.has(key) && shown[key] === key);

const isOften = (keys: readonly number[], end: number, rate: number): boolean =>
	[...keys, end].every((key, i) => key - (keys[i - 1] ?? 0) <= LONGEST_GROUP * rate);

const playedOf = (track: PictureTrack): { settings: Settings; sequence: Sequence } | undefined => {
	const settings = settingsIn(track.settings);
	const [set] = settings?.sequences ?? [];
	const sequence = set && sequenceOf(set);
	const isOne = settings?.sequences.length === 1 && settings.profile === HIGH;
	return isOne && settings.lengthBytes === 4 && sequence ? { settings, sequence } : undefined;
};

/** A file's stream as one that may be copied; undefined where it may not. */
export const joinableStream = async (file: string): Promise<CopySource | undefined> => {
	const track = await pictureTrackOf(file);
	const played = track && playedOf(track);
	if (!played || !isEarlyEnough(track)) return undefined;
	const { settings, sequence } = played;
	const { timescale, step, sizes } = track;
	const rate = timescale / step;
	const { width, height } = sequence;
	const bits = sizes.reduce((sum, size) => sum + size, 0) * 8;
	const cuts = cutsIn(track);
	const keys = keysIn(track, new Set(cuts));
	const isLight = bits <= MOST_BITS * sizes.length * width * height;
	if (!isLight || !isPlayable(sequence, rate) || !isOften(keys, sizes.length, rate))
		return undefined;
	const frameRate = { num: timescale, den: step };
	return { sets: setsOf(settings), width, height, rate: frameRate, keys, cuts };
};
