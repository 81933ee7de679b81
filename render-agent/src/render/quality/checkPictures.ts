/** Compares the first and the last frames of chunks, where it can be by decoding each chunk once for both. */
import type { Tools } from '../tools';
import { checkEnds, lookedEndsOf } from './checkEnds';
import { checkStarts } from './checkStarts';
import { isFresh, isKnown, isRight, isRightEnd, type Joint } from './joinedVideo';
import { PrintReader } from './lumaPrint';
import { type Begun, endPicturesOf } from './soughtPictures';

/** Whether both ends of every chunk are there and show what was drawn. False too where not every chunk is decoded to its end. */
const areBothRight = async (
	video: Begun,
	{ ffmpeg }: Tools,
	signal: AbortSignal,
): Promise<boolean> => {
	const { canvas, chunks, frames } = video;
	const isAll = lookedEndsOf(video).length === chunks.length;
	if (!isAll || !chunks.every((_, index) => isFresh(video, index))) return false;
	const wanted = chunks.map(({ first, last }) => ({
		...{ first: first.frame, last: last.frame, isWhole: last.frame === frames - 1 },
	}));
	const pictures = await endPicturesOf(video, wanted, { ffmpeg, signal });
	const reader = new PrintReader({ left: 0, top: 0, ...canvas }, canvas.width);
	const starts = chunks.map(({ first }) => first).filter(isKnown);
	const known = chunks.flatMap(({ first, last }) => [first, last].filter(isKnown));
	const begins = (picture: Uint8Array, joint: Joint): boolean =>
		!isKnown(joint) || isRight(reader.read(picture).cells, joint, starts);
	const ends = (picture: Uint8Array, joint: Joint): boolean =>
		!isKnown(joint) || isRightEnd(reader.read(picture).cells, joint, known);
	return (
		pictures?.every(({ first, last }, index) => {
			const chunk = chunks[index];
			return chunk && begins(first, chunk.first) && ends(last, chunk.last);
		}) ?? false
	);
};

/**
 * Compares the first frames of chunks and the last ones of those that are decoded to their end. What is not as it should be
 * is looked at again by itself: that says what is wrong, and where.
 * @throws {AgentError} ENCODE_FAILED, naming the chunk
 */
export const checkPictures = async (
	...[video, tools, signal]: Parameters<typeof areBothRight>
): Promise<void> => {
	if (await areBothRight(video, tools, signal)) return;
	const checks = [checkStarts, checkEnds].map((check) => check(video, tools, signal));
	// Both have ended. What is said is the first fault in this order, whichever was seen first.
	for (const one of await Promise.allSettled(checks))
		if (one.status === 'rejected') throw one.reason;
};
