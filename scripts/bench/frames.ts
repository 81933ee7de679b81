/** Draws the finished frames of a draft into one raw file, with the agent's own reader, compiler and painter. */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createCache } from '../../render-agent/src/assets/cache';
import { fetchAssets } from '../../render-agent/src/assets/fetchAssets';
import { fetchDraft } from '../../render-agent/src/assets/fetchDraft';
import { encodingOf, planOf } from '../../render-agent/src/compile/plan';
import { Arena } from '../../render-agent/src/compose/kernels';
import { readTimeline } from '../../render-agent/src/jobs/readTimeline';
import { systemClock } from '../../render-agent/src/kernel/clock';
import { createClient } from '../../render-agent/src/net/client';
import { drawChunk } from '../../render-agent/src/render/drawChunk';
import { KERNELS } from '../../render-agent/src/render/places';
import { openFonts } from '../../render-agent/src/render/text/fonts';
import { ffmpegPath } from '../../test/support/ffmpegPath';
import { probed } from './ffmpeg';

const NEVER = new AbortController().signal;

/** Writes the frames of the draft in a folder to `file` as yuv420p, one after another; `scratch` is a folder for what comes up. */
export const drawFrames = async (draft: string, file: string, scratch: string): Promise<void> => {
	const client = createClient({ allow: [], clock: systemClock });
	const source = await fetchDraft({ draft, client, folder: scratch, local: true }, NEVER);
	const { timeline } = readTimeline(source.text);
	const folder = join(scratch, 'cache');
	const cache = createCache({ folder, limitBytes: 1, client, clock: systemClock });
	const { assets } = await fetchAssets(
		{
			...{ references: timeline.assets, source, cache, onMissing: 'fail' },
			run: (args) => Promise.resolve(probed(...args)),
			progressed: () => undefined,
		},
		NEVER,
	);
	const arena = new Arena(new WebAssembly.Module(readFileSync(KERNELS)));
	const world = {
		arena,
		ffmpeg: ffmpegPath(),
		signal: NEVER,
		fonts: openFonts({ files: new Map() }),
	};
	const out = openSync(file, 'w');
	try {
		for (const chunk of planOf(timeline, assets, encodingOf('h264', 'standard')).chunks)
			await drawChunk(chunk, world, (frame) => {
				writeSync(out, frame);
				return Promise.resolve();
			});
	} finally {
		closeSync(out);
	}
};
