/** Compares the first frames of chunks: of all, or where most were kept, of the few that were made for the joined file. */
import type { Tools } from '../tools';
import { checkJoints } from './checkJoints';
import { isFresh, isKnown, isRight } from './joinedVideo';
import { PrintReader } from './lumaPrint';
import { type Begun, picturesOf } from './soughtPictures';

/** More of them, and decoding every key frame of the file is no dearer. */
const FEW = 4;

/** Whether the chunks that were made for this file are few and begin with what was drawn there. */
const areStartsRight = async (
	video: Begun,
	{ ffmpeg }: Tools,
	signal: AbortSignal,
): Promise<boolean> => {
	const { canvas, chunks } = video;
	const fresh = chunks.filter((_, index) => isFresh(video, index)).map(({ first }) => first);
	if (fresh.length > FEW || fresh.length === chunks.length) return false;
	const wanted = fresh.map(({ frame }) => ({ frame, isKey: true }));
	const pictureOf = await picturesOf(video, wanted, { ffmpeg, signal });
	const reader = new PrintReader({ left: 0, top: 0, ...canvas }, canvas.width);
	const known = chunks.map(({ first }) => first).filter(isKnown);
	for (const [at, first] of fresh.entries()) {
		const picture = await pictureOf(at);
		if (!picture) return false;
		if (isKnown(first) && !isRight(reader.read(picture).cells, first, known)) return false;
	}
	return true;
};

/**
 * Compares the first frames of the chunks that were made for this file. Where they are many, or one of them is not right, all
 * joints are looked at: that says what is wrong, and where.
 * @throws {AgentError} ENCODE_FAILED, naming the chunk
 */
export const checkStarts = async (
	...[video, tools, signal]: Parameters<typeof areStartsRight>
): Promise<void> => {
	if (!(await areStartsRight(video, tools, signal))) await checkJoints(video, tools, signal);
};
