/** From chunks and sound to the finished file: looked at, joined, looked at again. A broken file ends here. */
import { join as path } from 'node:path';
import { type Frames, frames, plus } from '../kernel/units';
import type { MadeChunk } from './chunkFiles';
import { fingerprint, join } from './joining';
import { checkChunks } from './quality/checkChunks';
import { pictureFindings, type SoundFindings } from './quality/findings';
import { inspect, type Quality } from './quality/inspect';
import type { Machine, Rendering } from './rendering';

/** All that is joined to the finished file. */
export interface Parts {
	readonly rendering: Pick<Rendering, 'plan' | 'canvas' | 'container' | 'folder'>;
	/** The file of each chunk, and what was measured in it. */
	readonly files: readonly string[];
	readonly made: readonly Pick<MadeChunk, 'findings'>[];
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

/**
 * Looks at the chunks, joins them with the sound, and looks at the file.
 * @throws {AgentError} ENCODE_FAILED, saying what is broken; DISK_FULL
 */
export const finish = async (
	{ rendering: { plan, folder, container, canvas }, files, made, sound, mixed }: Parts,
	machine: Pick<Machine, 'tools' | 'patience'>,
	signal: AbortSignal,
): Promise<Finished> => {
	const file = path(folder, `video.${container}`);
	const codec = plan.chunks[0]?.encoding.codec ?? 'h264';
	const counts = plan.chunks.map(({ count }) => count);
	const keys = await checkChunks(files, { canvas, codec, counts });
	const list = path(folder, 'chunks.txt');
	await join({ chunks: files, sound, list, file, container }, machine, signal);
	const chunks = counts.map((count, index) => ({
		count,
		findings: pictureFindings.parse(made[index]?.findings),
	}));
	const quality = await inspect(
		{ file, canvas, codec, chunks, sound: mixed, keys },
		machine,
		signal,
	);
	const total = counts.reduce((sum, count) => plus(sum, count), frames(0));
	return { file, ...(await fingerprint(file)), frames: total, quality };
};
