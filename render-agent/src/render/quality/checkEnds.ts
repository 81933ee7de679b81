/** Decodes the last frame of chunks from the joined file and compares it with what was drawn. */
import type { Size } from '../../timeline/geometry';
import type { Tools } from '../tools';
import {
	type ChunkEnds,
	isFresh,
	isKnown,
	isRightEnd,
	type JoinedVideo,
	wrong,
} from './joinedVideo';
import { PrintReader } from './lumaPrint';
import { type Begun, picturesOf } from './soughtPictures';

/**
 * Chunks whose end is decoded at most: all that comes before it in the chunk has to be decoded as well, so that the ends
 * of a long video would cost as much as playing it.
 */
const LOOKED_AT = 4;
/** Pixels that are decoded on the way at most, so that large pictures cost no more than small ones; one end is always looked at. */
const MOST_PIXELS = 640_000_000;

/** The numbers of so many of `count` things, spread evenly, first and last among them; of one alone the last. */
const spread = (count: number, wanted: number): readonly number[] => {
	if (count <= wanted) return Array.from({ length: count }, (_, i) => i);
	if (wanted === 1) return [count - 1];
	return Array.from({ length: wanted }, (_, i) => Math.floor((i * (count - 1)) / (wanted - 1)));
};

const framesOf = ({ first, last }: ChunkEnds): number => last.frame - first.frame + 1;

/** How many of the ends of some chunks are looked at. */
const endsWanted = (chunks: readonly ChunkEnds[], { width, height }: Size): number => {
	const pixels = chunks.reduce((sum, chunk) => sum + framesOf(chunk) * width * height, 0);
	const affordable = Math.floor((MOST_PIXELS * chunks.length) / Math.max(1, pixels));
	return Math.max(1, Math.min(LOOKED_AT, affordable));
};

/** Whether so many seconds at the end of the file are decoded, each frame of them, on the way to its last one. */
export const decodesLast = (seconds: number, video: JoinedVideo): boolean => {
	const { chunks, canvas, frames, keys } = video;
	const last = chunks.at(-1);
	if (!last || !isFresh(video, chunks.length - 1) || !isKnown(last.last)) return false;
	// A key frame may stand anywhere in a chunk; what comes before the last one is not decoded.
	const behind = frames - (keys.at(-1) ?? frames);
	return behind * canvas.rate.den >= seconds * canvas.rate.num;
};

/** A chunk whose last frame is looked at. */
export interface LookedEnd {
	/** Of the chunk, from 0. */
	readonly index: number;
	readonly last: ChunkEnds['last'];
}

/**
 * The chunks whose last frames are looked at: all that were made for this file, or so many spread over a longer video or
 * one of large pictures. The last one is always among them.
 */
export const lookedEndsOf = (video: JoinedVideo): readonly LookedEnd[] => {
	const { canvas, chunks } = video;
	const fresh = chunks.flatMap((_, index) => (isFresh(video, index) ? [index] : []));
	const wanted = endsWanted(
		fresh.flatMap((index) => chunks[index] ?? []),
		canvas,
	);
	return spread(fresh.length, wanted).flatMap((at) => {
		const index = fresh[at] ?? 0;
		const last = chunks[index]?.last;
		return last && isKnown(last) ? [{ index, last }] : [];
	});
};

/**
 * Compares the last frames of these chunks.
 * @throws {AgentError} ENCODE_FAILED, naming the chunk
 */
export const checkEnds = async (
	video: Begun,
	{ ffmpeg }: Tools,
	signal: AbortSignal,
): Promise<void> => {
	const { canvas, chunks } = video;
	const reader = new PrintReader({ left: 0, top: 0, ...canvas }, canvas.width);
	const known = chunks.flatMap(({ first, last }) => [first, last].filter(isKnown));
	const looked = lookedEndsOf(video);
	const wanted = looked.map(({ last: { frame } }) => ({
		...{ frame, isKey: false, isWhole: frame === video.frames - 1 },
	}));
	const pictureOf = await picturesOf(video, wanted, { ffmpeg, signal });
	for (const [at, { index, last }] of looked.entries()) {
		const number = String(index + 1);
		const picture = await pictureOf(at);
		if (!picture)
			throw wrong({
				zh: `第 ${number} 段的结尾无法解码`,
				en: `cannot be decoded at the end of chunk ${number}`,
			});
		if (!isRightEnd(reader.read(picture).cells, last, known))
			throw wrong({
				zh: `第 ${number} 段结尾的画面不是所绘制的`,
				en: `does not show what was drawn at the end of chunk ${number}`,
			});
	}
};
