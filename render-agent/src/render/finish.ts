/** From chunks and sound to the finished file: looked at, joined, looked at again. A broken file ends here. */
import { join as path } from 'node:path';
import { type Frames, frames, plus } from '../kernel/units';
import type { MadeChunk } from './chunkFiles';
import { codeStamp } from './engineStamp';
import { unitedHead } from './copying/unitedHead';
import { fingerprint, join } from './joining';
import { madeKey } from './madeKey';
import { checkChunks } from './quality/checkChunks';
import { pictureFindings, type SoundFindings } from './quality/findings';
import { videoFacts } from './quality/checkVideo';
import { requireSameHashes } from './quality/sameHashes';
import { requireSameSamples } from './quality/sameSamples';
import { inspect, type Inspected, type Inspector, type Quality } from './quality/inspect';
import type { Machine, Rendering } from './rendering';

/** All that is joined to the finished file. */
export interface Parts {
	readonly rendering: Pick<Rendering, 'plan' | 'canvas' | 'container' | 'folder' | 'store'>;
	/** The file of each chunk, and what was measured in it. */
	readonly files: readonly string[];
	readonly made: readonly MadeChunk[];
	/** The file of the sound, and what was measured in it. */
	readonly sound: string;
	readonly mixed: SoundFindings;
}

/** A finished file. */
export interface Finished {
	readonly file: string;
	readonly bytes: number;
	readonly sha256: string;
	readonly frames: Frames;
	/** What was measured, and what its file is like. */
	readonly quality: Quality;
}

/** Looks at a file, or remembers having looked at the very same one, of which the very same was expected. */
const inspectOnce = async (
	video: Inspected,
	{
		sha256,
		store,
		tools,
		patience,
		fresh,
		sizes,
	}: Inspector &
		Pick<Finished, 'sha256'> &
		Required<Pick<Inspected, 'fresh' | 'sizes'>> & {
			readonly store: Rendering['store'] | undefined;
		},
	signal: AbortSignal,
): Promise<Quality> => {
	const key = madeKey({ kind: 'looked at', code: codeStamp(), sha256, ...video }, []);
	const known = videoFacts.safeParse(await store?.recall(key)).data;
	const looked = { ...video, fresh, sizes, ...(known && { known }) };
	const quality = await inspect(looked, { tools, patience }, signal);
	if (!known) await store?.remember(key, { ...quality.file });
	return quality;
};

/**
 * Looks at the chunks, joins them with the sound, and looks at the file.
 * @throws {AgentError} ENCODE_FAILED, saying what is broken; DISK_FULL
 */
export const finish = async (
	{ rendering, files, made, sound, mixed }: Parts,
	machine: Pick<Machine, 'tools' | 'patience'>,
	signal: AbortSignal,
): Promise<Finished> => {
	const { plan, folder, container, canvas, store } = rendering;
	const file = path(folder, `video.${container}`);
	const codec = plan.chunks[0]?.encoding.codec ?? 'h264';
	const counts = plan.chunks.map(({ count }) => count);
	const copied = made.map((one) => one.copied);
	const { keys, sizes } = await checkChunks(files, { canvas, codec, counts, copied });
	const heads = copied.includes(true) ? await unitedHead(files, path(folder, 'head.mp4')) : files;
	const list = path(folder, 'chunks.txt');
	const joined = plan.chunks.map(({ count }, i) => ({ file: heads[i] ?? '', count }));
	await join({ chunks: joined, rate: canvas.rate, sound, list, file, container }, machine, signal);
	const chunks = counts.map((count, index) => ({
		count,
		findings: pictureFindings.parse(made[index]?.findings),
	}));
	const print = await fingerprint(file, signal);
	const video = { file, canvas, codec, chunks, sound: mixed, keys };
	const fresh = made.map(({ reused }) => !reused);
	const looking = { ...machine, ...print, store, fresh, sizes };
	const quality = await inspectOnce(video, looking, signal);
	const parts = { file, chunks: files, sound, keys };
	if (container === 'mp4' || container === 'mov') await requireSameSamples(parts, signal);
	else await requireSameHashes(parts, machine, signal);
	const total = counts.reduce((sum, count) => plus(sum, count), frames(0));
	return { file, ...print, frames: total, quality };
};
