/** Decodes the last frame of chunks from the joined file and compares it with what was drawn. */
import { bytesOf } from '../../compose/surface';
import { runRaw } from '../processes';
import type { Tools } from '../tools';
import { FILES_ONLY, isKnown, isRight, type JoinedVideo, wrong } from './joinedVideo';
import { PrintReader } from './lumaPrint';

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

/** A joined file, and the moment of its first frame in it. Seconds. */
type Begun = JoinedVideo & { readonly begin: number };

/** A print is no finer than what the last smoothing changes, and threads cost more than they bring where one frame is wanted. */
const CHEAP = ['-skip_loop_filter', 'all', '-threads', '1'];

/** Only the frame itself: from half a frame before it to half a frame behind it. */
const decodeFrame = (
	{ file, canvas: { rate }, begin }: Begun,
	frame: number,
	skip: readonly string[],
): readonly string[] => {
	const length = rate.den / rate.num;
	const from = Math.max(0, begin + (frame - 0.5) * length);
	return [
		...['-v', 'error', '-nostdin', ...FILES_ONLY, ...skip, ...CHEAP, '-seek_timestamp', '1'],
		...['-ss', from.toFixed(6), '-t', length.toFixed(6), '-i', file],
		...['-map', '0:v:0', '-an', '-frames:v', '1', '-fps_mode', 'passthrough'],
		...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', 'pipe:1'],
	];
};

/** Our H.264 ends chunks with a frame that others could refer to: those that none refers to need no decoding. */
const WAYS = { h264: [['-skip_frame', 'noref'], []], h265: [[]], av1: [[]] } as const;

/** The picture of a frame; undefined where there is none. */
const pictureAt = async (
	video: Begun,
	frame: number,
	{ ffmpeg, signal }: { readonly ffmpeg: string; readonly signal: AbortSignal },
): Promise<Uint8Array | undefined> => {
	const { canvas, codec } = video;
	for (const skip of WAYS[codec]) {
		const { bytes } = await runRaw(ffmpeg, decodeFrame(video, frame, skip), signal);
		signal.throwIfAborted();
		if (bytes.length === bytesOf(canvas.width, canvas.height, false)) return bytes;
	}
	return undefined;
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
	const fresh = chunks.flatMap((_, index) => (video.fresh?.[index] === false ? [] : [index]));
	for (const at of spread(fresh.length, LOOKED_AT)) {
		const index = fresh[at] ?? 0;
		const last = chunks[index]?.last;
		if (!last || !isKnown(last)) continue;
		const picture = await pictureAt(video, last.frame, { ffmpeg, signal });
		const number = String(index + 1);
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
