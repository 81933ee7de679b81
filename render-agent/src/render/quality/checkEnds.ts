/** Decodes the last frame of chunks from the joined file and compares it with what was drawn. */
import type { Tools } from '../tools';
import { isFresh, isKnown, isRight, wrong } from './joinedVideo';
import { PrintReader } from './lumaPrint';
import { type Begun, picturesOf } from './soughtPictures';

/**
 * Chunks whose end is decoded at most: all that comes before it in the chunk has to be decoded as well, so that the ends
 * of a long video would cost as much as playing it.
 */
const LOOKED_AT = 4;

/** The numbers of so many of `count` things, spread evenly, first and last among them. */
const spread = (count: number, wanted: number): readonly number[] => {
	if (count <= wanted) return Array.from({ length: count }, (_, i) => i);
	return Array.from({ length: wanted }, (_, i) => Math.floor((i * (count - 1)) / (wanted - 1)));
};

/**
 * Compares the last frames of the chunks that were made for this file: of all, or of so many spread over a longer video.
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
	const fresh = chunks.flatMap((_, index) => (isFresh(video, index) ? [index] : []));
	const looked = spread(fresh.length, LOOKED_AT).flatMap((at) => {
		const index = fresh[at] ?? 0;
		const last = chunks[index]?.last;
		return last && isKnown(last) ? [{ number: String(index + 1), last }] : [];
	});
	const wanted = looked.map(({ last: { frame } }) => ({ frame, isKey: false }));
	const pictureOf = await picturesOf(video, wanted, { ffmpeg, signal });
	for (const [at, { number, last }] of looked.entries()) {
		const picture = await pictureOf(at);
		if (!picture)
			throw wrong({
				zh: `第 ${number} 段的结尾无法解码`,
				en: `cannot be decoded at the end of chunk ${number}`,
			});
		if (!isRight(reader.read(picture).cells, last, known))
			throw wrong({
				zh: `第 ${number} 段结尾的画面不是所绘制的`,
				en: `does not show what was drawn at the end of chunk ${number}`,
			});
	}
};
