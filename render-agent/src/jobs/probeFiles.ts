/** Asks ffprobe about files, and ffmpeg about those on which ffprobe breaks. */
import { probeJsonIn } from '../assets/ffmpegWords';
import type { RunProbe } from '../assets/probe';
import { AgentError } from '../kernel/errors';
import { run } from '../render/processes';
import { inputIn } from '../render/safeInput';
import { watchStall } from '../render/stall';
import type { Tools } from '../render/tools';

/** What ffmpeg says of the same input, opened with the same limits. It fails for want of an output, having said it. */
const askFfmpeg = async (
	ffmpeg: string,
	args: readonly string[],
	signal: AbortSignal,
): Promise<string> => {
	const { said } = await run(ffmpeg, ['-hide_banner', '-nostdin', ...inputIn(args)], signal);
	signal.throwIfAborted();
	const found = probeJsonIn(said);
	if (found.streams.length === 0) throw new AgentError('MEDIA_BROKEN', { cause: said });
	return JSON.stringify(found);
};

/**
 * ffprobe as the assets ask it. A file that it reads for longer than `patience` (milliseconds) is given up; of one on
 * which it crashes, as older ones do on transport streams, ffmpeg is asked.
 * @throws {AgentError} NOT_READY when it cannot be started, MEDIA_BROKEN
 */
export const probeWith =
	({ ffmpeg, ffprobe }: Pick<Tools, 'ffmpeg' | 'ffprobe'>, patience: number): RunProbe =>
	async (args, signal) => {
		const watch = watchStall('MEDIA_BROKEN', { patience }, signal);
		try {
			const { code, isBroken, printed, said } = await run(ffprobe, args, watch.signal);
			signal.throwIfAborted();
			if (isBroken) return await askFfmpeg(ffmpeg, args, watch.signal);
			if (code !== 0) throw new AgentError('MEDIA_BROKEN', { cause: said });
			return printed;
		} finally {
			watch.end();
		}
	};
