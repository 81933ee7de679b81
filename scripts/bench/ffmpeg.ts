/** Runs the ffmpeg that the agent uses, for what the benchmark makes and looks at. */
import { spawnSync } from 'node:child_process';
import { ffmpegPath, ffprobePath } from '../../test/support/ffmpegPath';

const MOST_OUTPUT = 1 << 26;

const ran = (program: string, args: readonly string[]): { stdout: string; stderr: string } => {
	const { status, stdout, stderr, error } = spawnSync(program, args, {
		...{ encoding: 'utf8', maxBuffer: MOST_OUTPUT, stdio: ['ignore', 'pipe', 'pipe'] },
	});
	if (error) throw error;
	if (status !== 0)
		throw new RangeError(`${program} ended with ${String(status)}: ${stderr.trim().slice(-600)}`);
	return { stdout, stderr };
};

/** Makes a file; whatever lies at its place is overwritten. */
export const ffmpeg = (...args: readonly string[]): Promise<void> => {
	ran(ffmpegPath(), ['-nostdin', '-v', 'error', '-y', ...args]);
	return Promise.resolve();
};

/** What ffmpeg says while it works, for filters that measure. */
export const said = (...args: readonly string[]): string =>
	ran(ffmpegPath(), ['-nostdin', '-hide_banner', ...args]).stderr;

/** What ffprobe prints. */
export const probed = (...args: readonly string[]): string =>
	ran(ffprobePath(), ['-v', 'error', ...args]).stdout;

/** The version of ffmpeg, as it names it. */
export const ffmpegVersion = (): string =>
	/^ffmpeg version (\S+)/.exec(ran(ffmpegPath(), ['-version']).stdout)?.[1] ?? 'unknown';
