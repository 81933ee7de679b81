/** Decodes the first frame of every chunk from the joined file and compares it with what was drawn. */
import { bytesOf } from '../../compose/surface';
import { start } from '../processes';
import { Pull } from '../pulling';
import type { Tools } from '../tools';
import { FILES_ONLY, isKnown, isRight, type JoinedVideo, wrong } from './joinedVideo';
import { PrintReader } from './lumaPrint';

/** All of a picture from a stream; undefined at its end. */
const pictureFrom = async (pull: Pull, bytes: number): Promise<Buffer | undefined> => {
	const picture = Buffer.alloc(bytes);
	for (let filled = 0; filled < bytes;) {
		const piece = await pull.next(bytes - filled);
		if (!piece) return undefined;
		piece.copy(picture, filled);
		filled += piece.length;
	}
	return picture;
};

const decodeKeys = (file: string): readonly string[] => [
	...['-v', 'error', '-nostdin', '-xerror', ...FILES_ONLY, '-skip_frame', 'nokey', '-i', file],
	...['-map', '0:v:0', '-an', '-vf', 'select=key', '-fps_mode', 'passthrough'],
	...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', 'pipe:1'],
];

/**
 * Compares the first frame of every chunk.
 * @throws {AgentError} ENCODE_FAILED, naming the chunk
 */
export const checkJoints = async (
	{ file, canvas, keys, chunks }: JoinedVideo,
	{ ffmpeg }: Tools,
	signal: AbortSignal,
): Promise<void> => {
	const running = start(ffmpeg, decodeKeys(file), { stdout: true, signal });
	const pull = running.stdout && new Pull(running.stdout);
	const reader = new PrintReader({ left: 0, top: 0, ...canvas }, canvas.width);
	const bytes = bytesOf(canvas.width, canvas.height, false);
	const all = chunks.map(({ first }) => first);
	const joints = all.filter(isKnown);
	const at = new Map(all.map((joint, index) => [joint.frame, { joint, index }]));
	let found = 0;
	try {
		for (const key of keys) {
			const picture = pull && (await pictureFrom(pull, bytes));
			signal.throwIfAborted();
			if (!picture) break;
			const here = at.get(key);
			if (!here) continue;
			found++;
			if (isKnown(here.joint) && !isRight(reader.read(picture).cells, here.joint, joints))
				throw wrong({
					zh: `第 ${String(here.index + 1)} 段的画面不是所绘制的`,
					en: `does not show what was drawn at the start of chunk ${String(here.index + 1)}`,
				});
		}
	} finally {
		running.stdout?.destroy();
		running.stop();
	}
	const { said } = await running.ended;
	signal.throwIfAborted();
	if (found < all.length)
		throw wrong({ zh: '的接缝处无法解码', en: 'cannot be decoded at its joints' }, said);
};
