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
const inputOf = (
	{ file, canvas: { rate }, begin }: Begun,
	frame: number,
	skip: readonly string[],
): readonly string[] => {
	const length = rate.den / rate.num;
	const from = Math.max(0, begin + (frame - 0.5) * length);
	return [
		...[...FILES_ONLY, ...skip, ...CHEAP, '-seek_timestamp', '1'],
		...['-ss', from.toFixed(6), '-t', length.toFixed(6), '-i', file],
	];
};

/** Prints frames one after another: each has an input of its own, for that is sought. */
const decodeFrames = (
	video: Begun,
	wanted: readonly number[],
	skip: readonly string[],
): readonly string[] => {
	const pictures = wanted.map((_, i) => `[${String(i)}:v:0]`).join('');
	return [
		...['-v', 'error', '-nostdin', ...wanted.flatMap((frame) => inputOf(video, frame, skip))],
		...['-filter_complex', `${pictures}concat=n=${String(wanted.length)}:v=1:a=0[all]`],
		...['-map', '[all]', '-an', '-frames:v', String(wanted.length), '-fps_mode', 'passthrough'],
		...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', 'pipe:1'],
	];
};

/** Our H.264 ends chunks with a frame that others could refer to: those that none refers to need no decoding. */
const WAYS = { h264: [['-skip_frame', 'noref'], []], h265: [[]], av1: [[]] } as const;

/** Where frames are decoded. */
interface Decoding {
	readonly ffmpeg: string;
	readonly signal: AbortSignal;
}

/** The pictures of frames, all by one program; undefined where it does not give them all. */
const picturesAt = async (
	video: Begun,
	wanted: readonly number[],
	{ ffmpeg, signal, skip }: Decoding & { readonly skip: readonly string[] },
): Promise<readonly Uint8Array[] | undefined> => {
	const size = bytesOf(video.canvas.width, video.canvas.height, false);
	const { bytes } = await runRaw(ffmpeg, decodeFrames(video, wanted, skip), signal);
	signal.throwIfAborted();
	if (bytes.length !== wanted.length * size) return undefined;
	return wanted.map((_, i) => bytes.subarray(i * size, (i + 1) * size));
};

/** The picture of a frame; undefined where there is none. */
const pictureAt = async (
	video: Begun,
	frame: number,
	decoding: Decoding,
): Promise<Uint8Array | undefined> => {
	for (const skip of WAYS[video.codec]) {
		const pictures = await picturesAt(video, [frame], { ...decoding, skip });
		if (pictures) return pictures[0];
	}
	return undefined;
};

/** At most so many bytes of pictures are held: of larger ones there is one at a time. */
const HELD_BYTES = 16 * 1024 * 1024;

/** Gives the pictures of frames one after another: of one program, or where that fails each of its own, so that it shows which is missing. */
const picturesOf = async (
	video: Begun,
	wanted: readonly number[],
	decoding: Decoding,
): Promise<(index: number) => Promise<Uint8Array | undefined>> => {
	const size = bytesOf(video.canvas.width, video.canvas.height, false);
	const isMuch = wanted.length < 2 || wanted.length * size > HELD_BYTES;
	const all = isMuch
		? undefined
		: await picturesAt(video, wanted, { ...decoding, skip: WAYS[video.codec][0] });
	return async (index) => all?.[index] ?? pictureAt(video, wanted[index] ?? 0, decoding);
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
	const looked = spread(fresh.length, LOOKED_AT).flatMap((at) => {
		const index = fresh[at] ?? 0;
		const last = chunks[index]?.last;
		return last && isKnown(last) ? [{ number: String(index + 1), last }] : [];
	});
	const wanted = looked.map(({ last }) => last.frame);
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
