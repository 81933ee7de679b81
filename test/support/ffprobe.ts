/** Runs ffprobe and ffmpeg for tests of what is asked of them. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RunProbe } from '../../render-agent/src/assets/probe';
import { probeWith } from '../../render-agent/src/jobs/probeFiles';
import { ffmpegPath, ffprobePath } from './ffmpegPath';

const run = promisify(execFile);
/** Milliseconds. */
const PATIENCE = 60_000;

/** What the agent asks about files, with the ffprobe and ffmpeg that come with it. */
export const runProbe: RunProbe = probeWith(
	{ ffmpeg: ffmpegPath(), ffprobe: ffprobePath() },
	PATIENCE,
);

/** Runs ffmpeg; rejects when it fails. */
export const ffmpeg = async (...args: readonly string[]): Promise<void> => {
	await run(ffmpegPath(), ['-v', 'error', '-y', ...args]);
};
