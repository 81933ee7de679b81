/** Writes damaged sound files anew with silence in their holes: a format without times of its own moves together there. */
import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../config/folders';
import type { TimeRange } from '../timeline/range';
import type { Held } from './cache';
import { headOf } from './hashFile';
import { filledMp3 } from './mp3Holes';
import { sniff, SNIFF_BYTES } from './sniff';

/** A file that is here. `lost`: what of its sound is silent because it was damaged; default nothing. */
export type Local = Pick<Held, 'file' | 'sha256' | 'bytes'> & {
	readonly lost?: readonly TimeRange[];
};

/** Larger files, which are hours long, are taken as they are. Bytes. */
const MOST = 128 * 1024 * 1024;

/** What mends sound files. */
interface Mending {
	/** Where the copies are written. */
	readonly folder: string;
	readonly signal: AbortSignal;
}

const isMp3 = async (file: string): Promise<boolean> => {
	const sniffed = sniff(await headOf(file, SNIFF_BYTES));
	return sniffed.kind !== 'refused' && sniffed.demuxer === 'mp3' && (await stat(file)).size <= MOST;
};

const mendedMp3 = async (local: Local, { folder, signal }: Mending): Promise<Local> => {
	signal.throwIfAborted();
	const filled = filledMp3(await readFile(local.file));
	signal.throwIfAborted();
	if (!filled) return local;
	const sha256 = createHash('sha256').update(filled.bytes).digest('hex');
	const mended = join(folder, `${sha256}.mp3`);
	await makeFolder(folder);
	await writeFile(mended, filled.bytes);
	return { file: mended, sha256, bytes: local.bytes, lost: filled.lost };
};

/**
 * Gives a file as it is, or a copy in the folder of which all sound is at its time. One after another: each lies in memory
 * as a whole.
 * @throws the signal's reason when aborted
 */
export const createMender = (mending: Mending): ((local: Local) => Promise<Local>) => {
	let turn: Promise<unknown> = Promise.resolve();
	return async (local) => {
		if (!(await isMp3(local.file))) return local;
		const mended = turn.then(() => mendedMp3(local, mending));
		turn = mended.catch(() => undefined);
		return mended;
	};
};
