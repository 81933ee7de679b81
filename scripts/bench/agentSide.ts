/** The agent's side of the benchmark: the command line as built, with a data folder of its own. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ffmpegPath, ffprobePath } from '../../test/support/ffmpegPath';
import type { Command } from './measure';

const ROOT = join(__dirname, '..', '..');
const COMMAND = join(ROOT, 'render-agent', 'bin', 'capcut-render-agent.js');

/**
 * `render`, with a cache that is empty unless `keep`, and untouched videos copied unless `copies` is false. Node is the one that runs the benchmark; ffmpeg is the one that limit and
 * graph are measured with, for two builds of it differ by more than what is measured.
 */
export const renderCommand = (
	draft: string,
	{
		output,
		data,
		keep = false,
		copies = true,
	}: { output: string; data: string; keep?: boolean; copies?: boolean },
): Command => {
	if (!keep) rmSync(data, { recursive: true, force: true });
	return {
		program: process.execPath,
		args: [COMMAND, 'render', draft, '-o', output],
		env: {
			...{ RENDER_AGENT_DATA: data, RENDER_AGENT_LOCALE: 'en' },
			RENDER_AGENT_COPY_UNTOUCHED: copies ? 'yes' : 'no',
			...{ FFMPEG_PATH: ffmpegPath(), FFPROBE_PATH: ffprobePath() },
		},
	};
};
