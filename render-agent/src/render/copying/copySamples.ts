/** Writes samples of a file into a chunk of its own, as if our encoder had made it. Decodes nothing. */
import type { Frames } from '../../kernel/units';
import type { CopiedSamples } from '../../timeline/scene';
import type { Canvas } from '../../timeline/timeline';
import { timescaleOf } from '../encoding';
import { idOf, settingsIn } from '../h264/settings';
import { writeMovie } from '../mp4/movieFile';
import { type PictureTrack, pictureTrackOf } from '../mp4/pictureTrack';
import { type Between, betweenFiles } from './betweenFiles';
import { DELAY } from './joinable';
import { readSamples } from './readSamples';
import { type Known, pictureUnits } from './units';

/** What is copied, and where to. */
export interface Copying {
	readonly copy: CopiedSamples;
	readonly count: Frames;
	readonly canvas: Canvas;
	readonly file: string;
	/** Hears of each sample that is copied. */
	readonly copied: (samples: number) => void;
}

const knownOf = ({ settings }: PictureTrack): Known | undefined => {
	const own = settingsIn(settings);
	return (
		own && {
			sets: [...own.sequences, ...own.pictures],
			pictureSets: new Set(own.pictures.map((set) => idOf(set, 'picture'))),
		}
	);
};

/** One picture of more bytes is none that we would write. */
const LARGEST = 1 << 24;

/** All samples one after another; gives their lengths, undefined where one of them is not as it should be. */
const writeSamples = async (
	{ from, to }: Between,
	track: PictureTrack,
	{ copy: { first }, count, copied, signal }: Copying & { readonly signal: AbortSignal },
): Promise<readonly number[] | undefined> => {
	const known = knownOf(track);
	if (!known) return undefined;
	const keys = new Set(track.keys);
	const numbers = [...track.sizes.keys()].slice(first, first + count);
	const sizes: number[] = [];
	const reading = { from, track, numbers, most: LARGEST, signal };
	const isWhole = await readSamples(reading, async (sample, number) => {
		const pictures = pictureUnits(sample, keys.has(number), known);
		if (!pictures) return false;
		await to.write(pictures);
		sizes.push(pictures.length);
		copied(sizes.length);
		return true;
	});
	return isWhole && sizes.length === count ? sizes : undefined;
};

const writeChunk = (
	files: Between,
	track: PictureTrack,
	copying: Copying & { readonly signal: AbortSignal },
): Promise<boolean> =>
	writeMovie(files.to, async () => {
		const { copy, count, canvas } = copying;
		const sizes = await writeSamples(files, track, copying);
		const timescale = timescaleOf(canvas);
		return (
			sizes && {
				...{ width: canvas.width, height: canvas.height, settings: track.settings, sizes },
				...{ timescale, step: (timescale * canvas.rate.den) / canvas.rate.num, delay: DELAY },
				shown: track.shown.slice(copy.first, copy.first + count).map((place) => place - copy.first),
				keys: track.keys
					.filter((key) => key >= copy.first && key < copy.first + count)
					.map((key) => key - copy.first),
			}
		);
	});

/**
 * Copies samples into a chunk. False where they turn out not to be what their table says: then they must be encoded.
 * @throws {Error} where a file cannot be read or written; the signal's reason when aborted
 */
export const copySamples = async (copying: Copying, signal: AbortSignal): Promise<boolean> => {
	const { copy, file } = copying;
	const track = await pictureTrackOf(copy.media.file);
	if (!track) return false;
	return betweenFiles(copy.media.file, file, (files) =>
		writeChunk(files, track, { ...copying, signal }),
	);
};
