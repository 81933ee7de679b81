/**
 * A file that stands for a stretch of another: its samples from the key frame before the stretch on, without those pictures before it
 * to which no other refers. Whoever seeks in it finds the same pictures at the same moments, and decodes fewer to get there.
 */
import { clearAway } from '../../config/heldFiles';
import { SECOND } from '../../kernel/units';
import type { Size } from '../../timeline/geometry';
import type { VideoSource } from '../../timeline/scene';
import { sequenceOf } from '../h264/sequence';
import { settingsIn } from '../h264/settings';
import { writeMovie } from '../mp4/movieFile';
import { type PictureTrack, pictureTrackOf } from '../mp4/pictureTrack';
import type { WrittenTrack } from '../mp4/writtenTrack';
import { type Between, betweenFiles } from './betweenFiles';
import { readSamples } from './readSamples';
import { isUnneeded } from './units';

/** Where in a file the pictures lie that are to be seen. Microseconds of asset time. */
export interface Reach {
	/** Where it is sought. */
	readonly from: number;
	/** Behind the last picture that is shown. */
	readonly to: number;
}

/** Samples of a track by their number: the key to begin with, and where they end. */
interface Wanted {
	readonly key: number;
	/** The first picture, in the order in which they are shown, that must be there. */
	readonly shown: number;
	readonly end: number;
}

/** Pictures before the sought one that are kept, and some behind the last one: no rounding of a moment reaches so far. */
const BEFORE = 2;
const BEHIND = 16;
/** Fewer pixels on the way are decoded in about the time in which the file is written. */
const LEAST_PIXELS = 60_000_000;
/** Longer stretches would be written for the little that lies before them. */
const MOST_BYTES = 64 << 20;
/** Reading an index of more pictures takes as long as what is saved. Half an hour. */
const MOST_PICTURES = 50_000;
/** Lengths in ticks are written with 32 bits. */
const MOST_TICKS = 2 ** 31;

/** Of mp4 and mov, whose boxes we read. */
const MOVIE = 'mov';

/** Whether it could be worth while, by what is known without a look at the file. */
const isDeep = (
	{ media, length, rate, displayed, loops }: VideoSource,
	{ from }: Reach,
): boolean => {
	const picturesIn = (time: number): number => (time * rate.num) / (rate.den * SECOND);
	const isOurs = media.demuxer === MOVIE && media.decoder === undefined && !loops;
	const pixels = picturesIn(from) * displayed.width * displayed.height;
	return isOurs && picturesIn(length) <= MOST_PICTURES && pixels >= LEAST_PIXELS;
};

/** Size of the pictures, if whole frames are put in order by what the only set says; undefined where a decoder has to guess. */
const plainSizeOf = ({ settings }: PictureTrack): Size | undefined => {
	const { sequences = [], lengthBytes } = settingsIn(settings) ?? {};
	const sequence = sequences[0] && sequenceOf(sequences[0]);
	const isSaid = sequences.length === 1 && lengthBytes === 4;
	return isSaid && sequence?.isPlain && sequence.reordered !== undefined ? sequence : undefined;
};

/** Whether all samples before a key are shown before all from it on, and it is shown before the rest of them. */
const isClosed = ({ shown }: PictureTrack, key: number): boolean =>
	shown[key] === key && shown.every((place, at) => (at < key ? place < key : place >= key));

/** The samples that a stretch needs; undefined where the group in which it begins is not closed. */
const wantedOf = (track: PictureTrack, { from, to }: Reach): Wanted | undefined => {
	const { shown, keys, timescale, step } = track;
	const pictureAt = (time: number): number => (time * timescale) / (SECOND * step);
	const sought = Math.floor(pictureAt(from));
	const key = keys.findLast((one) => one <= sought);
	if (key === undefined || keys[0] !== 0 || shown[0] !== 0 || !isClosed(track, key))
		return undefined;
	const last = Math.ceil(pictureAt(to)) + BEHIND;
	const end = shown.findLastIndex((place) => place <= last) + 1;
	return end > key ? { key, shown: sought - BEFORE, end } : undefined;
};

const isWorthIt = (
	{ sizes, step }: PictureTrack,
	{ key, shown, end }: Wanted,
	{ width, height }: Size,
): boolean => {
	const bytes = sizes.slice(key, end).reduce((sum, size) => sum + size, 0);
	const isShort = bytes <= MOST_BYTES && end * step < MOST_TICKS;
	return isShort && (shown - key) * width * height >= LEAST_PIXELS;
};

/** Copies the samples that are needed; gives their numbers, undefined where the file is shorter than its index says. */
const copyNeeded = async (
	{ from, to }: Between,
	track: PictureTrack,
	{ wanted: { key, shown: first, end }, signal }: { wanted: Wanted; signal: AbortSignal },
): Promise<readonly number[] | undefined> => {
	// The first of the file is not decoded: with it there, moments are those of the file.
	const numbers = [...track.sizes.keys()].filter((at) => at === 0 || (at >= key && at < end));
	const copied: number[] = [];
	const reading = { from, track, numbers, most: MOST_BYTES, signal };
	const isWhole = await readSamples(reading, async (sample, at) => {
		if (at > key && (track.shown[at] ?? 0) < first && isUnneeded(sample)) return true;
		await to.write(sample);
		copied.push(at);
		return true;
	});
	return isWhole ? copied : undefined;
};

/** The track of copied samples: each is decoded and shown when it is in the whole file. */
const trackOf = (
	{ sizes, shown, keys, settings, description, timescale, step }: PictureTrack,
	copied: readonly number[],
	{ width, height }: Size,
): Omit<WrittenTrack, 'begin'> => {
	const keyed = new Set(keys);
	return {
		...{ width, height, settings, description, timescale, step },
		sizes: copied.map((at) => sizes[at] ?? 0),
		decoded: copied,
		shown: copied.map((at) => shown[at] ?? 0),
		keys: copied.flatMap((at, number) => (keyed.has(at) ? [number] : [])),
		delay: copied.reduce((most, at) => Math.max(most, at - (shown[at] ?? 0)), 0),
	};
};

const write = async (
	{ source, reach, into }: Thinning,
	track: PictureTrack,
	signal: AbortSignal,
): Promise<boolean> => {
	const size = plainSizeOf(track);
	const wanted = size && wantedOf(track, reach);
	if (!wanted || !isWorthIt(track, wanted, size)) return false;
	return betweenFiles(source.media.file, into, (files) =>
		writeMovie(files.to, async () => {
			const copied = await copyNeeded(files, track, { wanted, signal });
			return copied && trackOf(track, copied, size);
		}),
	);
};

/** Which stretch of which file, and the file that is to stand for it. */
export interface Thinning {
	readonly source: VideoSource;
	readonly reach: Reach;
	readonly into: string;
}

/**
 * Writes the file, where decoding it costs less: H.264 in an mp4 or mov, sought deep in a closed group of pictures. False where the file
 * itself is to be decoded, also where this one cannot be written.
 * @throws the signal's reason when aborted
 */
export const thinnedFile = async (asked: Thinning, signal: AbortSignal): Promise<boolean> => {
	const { source, reach, into } = asked;
	if (!isDeep(source, reach)) return false;
	const track = await pictureTrackOf(source.media.file).catch(() => undefined);
	const isWritten = track && (await write(asked, track, signal).catch(() => false));
	if (isWritten !== true) await clearAway(into);
	signal.throwIfAborted();
	return isWritten === true;
};
