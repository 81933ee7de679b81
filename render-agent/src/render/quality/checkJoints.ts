/** Decodes the first frame of every chunk from the joined file and compares it with what was drawn. */
import { bytesOf } from '../../compose/surface';
import { start } from '../processes';
import { Pull } from '../pulling';
import type { Tools } from '../tools';
import { FILES_ONLY, type JoinedVideo, type Joint, wrong } from './joinedVideo';
import { distance, PrintReader } from './lumaPrint';

/** Mean difference of cells that no encoder makes. Code values. */
const FOREIGN = 6;
/** By so much nearer to another chunk's print: it is that chunk. */
const NEARER = 2;

const cellsOf = ({ print }: Joint): Uint8Array => Buffer.from(print, 'base64');

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

/** Whether the picture at a joint is what was drawn there, and not rather what was drawn at another. */
const isRight = (seen: Uint8Array, joint: Joint, joints: readonly Joint[]): boolean => {
	const own = distance(seen, cellsOf(joint));
	if (own > FOREIGN) return false;
	return joints.every((other) => distance(seen, cellsOf(other)) + NEARER >= own);
};

/**
 * Compares the first frame of every chunk.
 * @throws {AgentError} ENCODE_FAILED, naming the chunk
 */
export const checkJoints = async (
	{ file, canvas, keys, joints: all }: JoinedVideo,
	{ ffmpeg }: Tools,
	signal: AbortSignal,
): Promise<void> => {
	const running = start(ffmpeg, decodeKeys(file), { stdout: true, signal });
	const pull = running.stdout && new Pull(running.stdout);
	const reader = new PrintReader({ left: 0, top: 0, ...canvas }, canvas.width);
	const bytes = bytesOf(canvas.width, canvas.height, false);
	const joints = all.filter(({ print }) => print !== '');
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
			if (here.joint.print !== '' && !isRight(reader.read(picture).cells, here.joint, joints))
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
