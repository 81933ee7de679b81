/** Decodes single frames of the joined file, each sought. */
import { bytesOf } from '../../compose/surface';
import type { Size } from '../../timeline/geometry';
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

/** Only the frame itself, or `count` from it on: their length from its moment on, or from half a frame before it. */
const inputOf = (
	{ file, canvas: { rate }, moments }: Begun,
	{ frame, isKey, isWhole = false, count = 1 }: Sought & { readonly count?: number },
	skip: readonly string[],
): readonly string[] => {
	const length = rate.den / rate.num;
	const [begin = 0] = moments;
	const before = Math.max(0, begin + (frame - 0.5) * length);
	const from = isKey ? (moments[frame] ?? before) : before;
	return [
		...[...FILES_ONLY, ...(isWhole ? [] : skip), ...CHEAP, '-seek_timestamp', '1'],
		...['-ss', from.toFixed(6), '-t', (count * length).toFixed(6), '-i', file],
	];
};

/** A chunk of which the first and the last picture are wanted. It begins with what can be decoded by itself. */
export interface SoughtEnds {
	readonly first: number;
	readonly last: number;
	/** As in `Sought`. */
	readonly isWhole: boolean;
}

const hasWhole = (wanted: readonly Pick<Sought, 'isWhole'>[]): boolean =>
	wanted.some(({ isWhole = false }) => isWhole);

/** What decodes, and writes pictures one after another. */
const decoding = (
	inputs: readonly string[],
	filters: string,
	{ count, isWhole }: { readonly count: number; readonly isWhole: boolean },
): readonly string[] => [
	...['-v', 'error', '-nostdin', ...(isWhole ? ['-xerror'] : []), ...inputs],
	...['-filter_complex', filters, '-map', '[all]', '-an', '-frames:v', String(count)],
	...['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', 'pipe:1'],
];

const joinedUp = (pads: readonly string[]): string =>
	`${pads.join('')}concat=n=${String(pads.length)}:v=1:a=0[all]`;

/** Frames one after another: each has an input of its own, for that is sought. */
const decodeFrames = (
	video: Begun,
	wanted: readonly Sought[],
	skip: readonly string[],
): readonly string[] =>
	decoding(
		wanted.flatMap((frame) => inputOf(video, frame, skip)),
		joinedUp(wanted.map((_, i) => `[${String(i)}:v:0]`)),
		{ count: wanted.length, isWhole: hasWhole(wanted) },
	);

/** Of each chunk the first picture and the last: what is decoded on the way is dropped. */
const decodeEnds = (
	video: Begun,
	wanted: readonly SoughtEnds[],
	skip: readonly string[],
): readonly string[] => {
	const { num, den } = video.canvas.rate;
	const counts = wanted.map(({ first, last }) => last - first + 1);
	const inputs = wanted.flatMap(({ first, isWhole }, i) =>
		inputOf(video, { frame: first, isKey: true, isWhole, count: counts[i] ?? 1 }, skip),
	);
	const dropping = counts.map((count, i) => {
		const [behindFirst, beforeLast] = [0.5, count - 1.5].map((at) => ((at * den) / num).toFixed(6));
		const kept = `lt(t,${String(behindFirst)})+gte(t,${String(beforeLast)})`;
		return `[${String(i)}:v:0]select='${kept}'[s${String(i)}];`;
	});
	const filters = dropping.join('') + joinedUp(counts.map((_, i) => `[s${String(i)}]`));
	return decoding(inputs, filters, { count: picturesIn(wanted), isWhole: hasWhole(wanted) });
};

/** The first picture of a chunk of one frame is its last one, too. */
const picturesIn = (wanted: readonly SoughtEnds[]): number =>
	wanted.reduce((sum, { first, last }) => sum + (first === last ? 1 : 2), 0);

/** Our H.264 ends chunks with a frame that others could refer to: those that none refers to need no decoding. */
const WAYS = { h264: [['-skip_frame', 'noref'], []], h265: [[]], av1: [[]] } as const;

/** Where frames are decoded. */
interface Decoding {
	readonly ffmpeg: string;
	readonly signal: AbortSignal;
}

/** So many pictures that a program writes; undefined where it does not write just them, or complains of what must be whole. */
const picturesBy = async (
	args: readonly string[],
	{ count, isWhole, width, height }: Size & { readonly count: number; readonly isWhole: boolean },
	{ ffmpeg, signal }: Decoding,
): Promise<readonly Uint8Array[] | undefined> => {
	const size = bytesOf(width, height, false);
	const { bytes, code, said } = await runRaw(ffmpeg, args, { signal, most: count * size });
	signal.throwIfAborted();
	const isFaulty = isWhole && (code !== 0 || said !== '');
	if (bytes.length !== count * size || isFaulty) return undefined;
	return Array.from({ length: count }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
};

/** The pictures of frames, all by one program; undefined where it does not give them all. */
const picturesAt = async (
	video: Begun,
	wanted: readonly Sought[],
	{ ffmpeg, signal, skip }: Decoding & { readonly skip: readonly string[] },
): Promise<readonly Uint8Array[] | undefined> => {
	const args = decodeFrames(video, wanted, skip);
	const asked = { count: wanted.length, isWhole: hasWhole(wanted) };
	return picturesBy(args, { ...asked, ...video.canvas }, { ffmpeg, signal });
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

/** The first and the last picture of a chunk. */
export interface EndPictures {
	readonly first: Uint8Array;
	readonly last: Uint8Array;
}

/**
 * The first and the last pictures of chunks, all by one program that decodes each chunk once. Undefined where it does not
 * give them all, or they are too large to be held together.
 */
export const endPicturesOf = async (
	video: Begun,
	wanted: readonly SoughtEnds[],
	decoding: Decoding,
): Promise<readonly EndPictures[] | undefined> => {
	const { width, height } = video.canvas;
	const count = picturesIn(wanted);
	if (count * bytesOf(width, height, false) > HELD_BYTES) return undefined;
	const args = decodeEnds(video, wanted, WAYS[video.codec][0]);
	const asked = { count, isWhole: hasWhole(wanted), width, height };
	const pictures = await picturesBy(args, asked, decoding);
	let at = 0;
	return pictures?.length === count
		? wanted.flatMap(({ first, last }) => {
				const begin = pictures[at++];
				const end = first === last ? begin : pictures[at++];
				return begin && end ? [{ first: begin, last: end }] : [];
			})
		: undefined;
};
