/** Makes a chunk of samples that are there, with a look at its first picture: the file's own, found by its moment. */
import { clearAway } from '../../config/heldFiles';
import { bytesOf } from '../../compose/surface';
import type { Canvas } from '../../timeline/timeline';
import { runRaw } from '../processes';
import { FILES_ONLY } from '../quality/joinedVideo';
import type { PictureFindings } from '../quality/findings';
import { PrintReader } from '../quality/lumaPrint';
import type { Machine } from '../rendering';
import { safeInput } from '../safeInput';
import { watchStall, WHOLE_FILE } from '../stall';
import { type Copying, copySamples } from './copySamples';

/** Behind the moment of a picture, before that of the next: seeking lands on the picture. In pictures. */
const BEHIND = 0.25;

/** The picture that ffmpeg shows at the moment of the first sample, without decoding what lies before it. */
const pictureAt = async (
	{ copy: { media, first }, canvas }: Copying,
	{ tools: { ffmpeg }, patience }: Pick<Machine, 'tools' | 'patience'>,
	signal: AbortSignal,
): Promise<Buffer> => {
	const moment = (((first + BEHIND) * canvas.rate.den) / canvas.rate.num).toFixed(6);
	const args = [
		// More threads would decode pictures behind it that nobody wants.
		...['-hide_banner', '-nostdin', '-v', 'error', '-threads', '1'],
		...['-ss', moment, '-noaccurate_seek'],
		...safeInput(media),
		...['-map', '0:v:0', '-an', '-frames:v', '1'],
		...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', 'pipe:1'],
	];
	const watch = watchStall('MEDIA_BROKEN', { patience }, signal);
	try {
		const most = bytesOf(canvas.width, canvas.height, false);
		const { bytes } = await runRaw(ffmpeg, args, { signal: watch.signal, most });
		signal.throwIfAborted();
		return bytes;
	} finally {
		watch.end();
	}
};

/** Whether a file's pictures can all be decoded, and its decoder has nothing to say of them. */
const isSound = async (
	file: string,
	{ tools: { ffmpeg }, patience }: Pick<Machine, 'tools' | 'patience'>,
	signal: AbortSignal,
): Promise<boolean> => {
	const args = [
		...['-hide_banner', '-nostdin', '-v', 'error', '-threads', '1', '-skip_loop_filter', 'all'],
		...[...FILES_ONLY, '-i', file, '-map', '0:v:0', '-f', 'null', '-'],
	];
	const watch = watchStall('MEDIA_BROKEN', { patience: WHOLE_FILE * patience }, signal);
	try {
		const { code, said } = await runRaw(ffmpeg, args, watch.signal);
		signal.throwIfAborted();
		return code === 0 && said === '';
	} finally {
		watch.end();
	}
};

const printOf = (picture: Uint8Array, { width, height }: Canvas): string => {
	const { cells } = new PrintReader({ left: 0, top: 0, width, height }, width).read(picture);
	return Buffer.from(cells).toString('base64');
};

/**
 * Copies samples into a chunk, and gives what is known of it: what its first picture must look like. Undefined where it cannot
 * be done, whatever the reason, damage of the file among them: then it must be encoded.
 * @throws the signal's reason when aborted
 */
export const copyChunk = async (
	copying: Copying,
	machine: Pick<Machine, 'tools' | 'patience'>,
	signal: AbortSignal,
): Promise<PictureFindings | undefined> => {
	const { canvas, count, file } = copying;
	const isCopied = await copySamples(copying, signal).catch(() => false);
	signal.throwIfAborted();
	const isGood = isCopied && (await isSound(file, machine, signal));
	const picture = isGood ? await pictureAt(copying, machine, signal) : Buffer.alloc(0);
	if (picture.length === bytesOf(canvas.width, canvas.height, false))
		return { frames: count, black: [], still: [], first: printOf(picture, canvas), last: '' };
	await clearAway(file);
	return undefined;
};
