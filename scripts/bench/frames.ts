/** Makes the finished frames of a draft as one raw file: those that the agent's encoder is given, drawn or not. */
import { closeSync, createReadStream, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createCache } from '../../render-agent/src/assets/cache';
import { fetchAssets } from '../../render-agent/src/assets/fetchAssets';
import { fetchDraft } from '../../render-agent/src/assets/fetchDraft';
import { directOf } from '../../render-agent/src/compile/direct';
import { encodingOf, planOf } from '../../render-agent/src/compile/plan';
import { Arena } from '../../render-agent/src/compose/kernels';
import { readHere } from '../../render-agent/src/jobs/readTimeline';
import { systemClock } from '../../render-agent/src/kernel/clock';
import { createClient } from '../../render-agent/src/net/client';
import { makeDirect } from '../../render-agent/src/render/directChunk';
import { drawChunk } from '../../render-agent/src/render/drawChunk';
import { KERNELS } from '../../render-agent/src/render/places';
import type { SceneWorld } from '../../render-agent/src/render/sceneReader';
import { openFonts } from '../../render-agent/src/render/text/fonts';
import type { ChunkPlan } from '../../render-agent/src/timeline/scene';
import { ffmpegPath } from '../../test/support/ffmpegPath';
import { probed } from './ffmpeg';

const NEVER = new AbortController().signal;
const PIECE = 1 << 20;

/** In place of an encoder: the frames as they are. */
const RAW = ['-c:v', 'rawvideo', '-pix_fmt', 'yuv420p', '-an', '-f', 'rawvideo'];

/** Frames of a chunk that one ffmpeg makes, in a file of their own; false where they are drawn. */
const isMadeDirect = async (
	chunk: ChunkPlan,
	file: string,
	world: SceneWorld,
): Promise<boolean> => {
	const direct = directOf(chunk);
	if (!direct) return false;
	const run = {
		stretch: chunk,
		direct,
		parts: [{ count: chunk.count, file, options: RAW }],
	} as const;
	return (await makeDirect(run, world, () => undefined)) !== undefined;
};

/** Writes the frames of a chunk behind what is in `out` already. */
const writeChunk = async (
	chunk: ChunkPlan,
	{ out, file, world }: { out: number; file: string; world: SceneWorld },
): Promise<void> => {
	try {
		if (await isMadeDirect(chunk, file, world))
			for await (const piece of createReadStream(file, { highWaterMark: PIECE }))
				writeSync(out, piece as Buffer);
		else
			await drawChunk(chunk, world, (frame) => {
				writeSync(out, frame);
				return Promise.resolve();
			});
	} finally {
		rmSync(file, { force: true });
	}
};

/** Writes the frames of the draft in a folder to `file` as yuv420p, one after another; `scratch` is a folder for what comes up. */
export const drawFrames = async (draft: string, file: string, scratch: string): Promise<void> => {
	const client = createClient({ allow: [], clock: systemClock });
	const source = await fetchDraft({ draft, client, folder: scratch, local: true }, NEVER);
	const { timeline } = readHere({ text: source.text });
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
			await writeChunk(chunk, { out, file: `${file}.chunk`, world });
	} finally {
		closeSync(out);
	}
};
