/** Runs ffprobe and ffmpeg for tests of what is asked of them. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RunProbe } from '../../render-agent/src/assets/probe';
import { ffmpegPath, ffprobePath } from './ffmpegPath';

const run = promisify(execFile);

/** The real ffprobe, as the agent's port for it. */
export const runProbe: RunProbe = async (args, signal) =>
	(await run(ffprobePath(), [...args], { signal, maxBuffer: 64 * 1024 * 1024 })).stdout;

/** Runs ffmpeg; rejects when it fails. */
export const ffmpeg = async (...args: readonly string[]): Promise<void> => {
	await run(ffmpegPath(), ['-v', 'error', '-y', ...args]);
};
