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

/** A file as it is, or a copy in a folder of which all sound is at its time. */
export const mendedSound = async (local: Local, folder: string): Promise<Local> => {
	const { file, bytes } = local;
	const sniffed = sniff(await headOf(file, SNIFF_BYTES));
	if (sniffed.kind === 'refused' || sniffed.demuxer !== 'mp3') return local;
	const filled = (await stat(file)).size > MOST ? undefined : filledMp3(await readFile(file));
	if (!filled) return local;
	const sha256 = createHash('sha256').update(filled.bytes).digest('hex');
	const mended = join(folder, `${sha256}.mp3`);
	await makeFolder(folder);
	await writeFile(mended, filled.bytes);
	return { file: mended, sha256, bytes, lost: filled.lost };
};
