/** Decodes single frames of the joined file, each sought. */
import { bytesOf } from '../../compose/surface';
import { runRaw } from '../processes';
import { FILES_ONLY, type JoinedVideo } from './joinedVideo';

/** A joined file, and the moments of its frames. Seconds, ascending. */
export type Begun = JoinedVideo & { readonly moments: readonly number[] };

/** A frame of it. What can be decoded by itself is sought at its very moment, so that nothing before it is decoded. */
export interface Sought {
	readonly frame: number;
	readonly isKey: boolean;
	/** Whether all that is decoded to get there must be without a fault, and nothing is passed over. Default: false. */
	readonly isWhole?: boolean;
}

/** A print is no finer than what the last smoothing changes, and threads cost more than they bring where one frame is wanted. */
const CHEAP = ['-skip_loop_filter', 'all', '-threads', '1'];

/** Only the frame itself: a frame's length from its moment on, or from half a frame before it. */
const inputOf = (
	{ file, canvas: { rate }, moments }: Begun,
	{ frame, isKey, isWhole = false }: Sought,
	skip: readonly string[],
): readonly string[] => {
	const length = rate.den / rate.num;
	const [begin = 0] = moments;
	const before = Math.max(0, begin + (frame - 0.5) * length);
	const from = isKey ? (moments[frame] ?? before) : before;
	return [
		...[...FILES_ONLY, ...(isWhole ? [] : skip), ...CHEAP, '-seek_timestamp', '1'],
		...['-ss', from.toFixed(6), '-t', length.toFixed(6), '-i', file],
	];
};

const hasWhole = (wanted: readonly Sought[]): boolean =>
	wanted.some(({ isWhole = false }) => isWhole);

/** Prints frames one after another: each has an input of its own, for that is sought. */
const decodeFrames = (
	video: Begun,
	wanted: readonly Sought[],
	skip: readonly string[],
): readonly string[] => {
	const pictures = wanted.map((_, i) => `[${String(i)}:v:0]`).join('');
	return [
		...['-v', 'error', '-nostdin', ...(hasWhole(wanted) ? ['-xerror'] : [])],
		...wanted.flatMap((frame) => inputOf(video, frame, skip)),
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
	wanted: readonly Sought[],
	{ ffmpeg, signal, skip }: Decoding & { readonly skip: readonly string[] },
): Promise<readonly Uint8Array[] | undefined> => {
	const size = bytesOf(video.canvas.width, video.canvas.height, false);
	const { bytes, code } = await runRaw(ffmpeg, decodeFrames(video, wanted, skip), signal);
	signal.throwIfAborted();
	if (bytes.length !== wanted.length * size || (hasWhole(wanted) && code !== 0)) return undefined;
	return wanted.map((_, i) => bytes.subarray(i * size, (i + 1) * size));
};

/** The picture of a frame; undefined where there is none. */
const pictureAt = async (
	video: Begun,
	frame: Sought,
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
export const picturesOf = async (
	video: Begun,
	wanted: readonly Sought[],
	decoding: Decoding,
): Promise<(index: number) => Promise<Uint8Array | undefined>> => {
	const size = bytesOf(video.canvas.width, video.canvas.height, false);
	const isMuch = wanted.length < 2 || wanted.length * size > HELD_BYTES;
	const all = isMuch
		? undefined
		: await picturesAt(video, wanted, { ...decoding, skip: WAYS[video.codec][0] });
	return async (index) => {
		const frame = wanted[index];
		return all?.[index] ?? (frame && pictureAt(video, frame, decoding));
	};
};
