/** Which chunks lie in the joined file frame for frame as in their own files. Nothing is decoded for it. */
import { isFresh, type JoinedVideo, wrong } from './joinedVideo';

/**
 * Whether frames have the same bytes there and here. Key frames do not count: joining puts parameter sets into them.
 * Hundreds of frames of which each has as many bytes as another do not come twice.
 */
const isCarried = (
	{ keys, sizes = [] }: Pick<JoinedVideo, 'keys' | 'sizes'>,
	joined: readonly number[],
	{ from, to }: { readonly from: number; readonly to: number },
): boolean => {
	const heads = new Set(keys);
	let compared = 0;
	for (let frame = from; frame < to; frame++) {
		if (heads.has(frame)) continue;
		if (sizes[frame] === undefined || sizes[frame] !== joined[frame]) return false;
		compared++;
	}
	return compared > 0;
};

/**
 * Which chunks must be decoded in the joined file: those that were made for it, and kept ones that do not lie in it as they were.
 * @param joined bytes of each of its frames, in the order of the file
 */
export const freshIn = (video: JoinedVideo, joined: readonly number[]): readonly boolean[] =>
	video.chunks.map(
		({ first, last }, index) =>
			isFresh(video, index) || !isCarried(video, joined, { from: first.frame, to: last.frame + 1 }),
	);

/**
 * Joining copies: a frame with other bytes than in the file of its chunk was written by somebody else, whatever it shows.
 * Frames of which one side does not tell are passed over.
 * @param joined bytes of each of its frames, in the order of the file
 * @throws {AgentError} ENCODE_FAILED, naming the chunk
 */
export const requireCopied = (
	{ chunks, keys, sizes = [] }: Pick<JoinedVideo, 'chunks' | 'keys' | 'sizes'>,
	joined: readonly number[],
): void => {
	const heads = new Set(keys);
	const isOther = (size: number | undefined, frame: number): boolean => {
		const [own, found = Number.NaN] = [size ?? Number.NaN, joined[frame]];
		return heads.has(frame) ? found < own : Math.abs(found - own) > 0;
	};
	const frame = sizes.findIndex(isOther);
	if (frame < 0) return;
	const number = String(chunks.findIndex(({ last }) => last.frame >= frame) + 1);
	throw wrong({
		zh: `的第 ${number} 段（第 ${String(frame)} 帧）不是所编码的数据`,
		en: `does not hold chunk ${number} as it was encoded: frame ${String(frame)} was written anew`,
	});
};
