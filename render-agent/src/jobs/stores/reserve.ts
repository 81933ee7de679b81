/** Room that is kept back beside the file of jobs, so that the end of a job can be written when its disk is full. */
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { clearAwayNow } from '../../config/heldFiles';

const MOST = 16 * 1024 ** 2;
const LEAST = 64 * 1024;
/** The part of the disk that is kept back, up to `MOST`. */
const SHARE = 1 / 64;
/** As many times as much must be free before room is kept back again. */
const AMPLE = 4;

/** Room that can be given up once, and is kept back again when there is enough. */
export interface Reserve {
	/** Gives the room up. False when there was none. */
	readonly release: () => boolean;
	/** Keeps room back, unless it is kept already or the disk has little. */
	readonly fill: () => void;
}

/** No room, for files that are on no disk. */
export const NO_RESERVE: Reserve = { release: () => false, fill: () => undefined };

const written = (file: string, bytes: number): void => {
	const handle = openSync(file, 'wx', 0o600);
	try {
		// Random, so that no disk that packs its files takes less room than it says.
		writeSync(handle, randomBytes(bytes));
		fsyncSync(handle);
	} finally {
		closeSync(handle);
	}
};

/** The reserve in a folder: a file of that name. */
export const reserveIn = (folder: string): Reserve => {
	const file = join(folder, 'reserve');
	return {
		release: () => existsSync(file) && clearAwayNow(file),
		fill: () => {
			if (existsSync(file)) return;
			const { blocks, bavail, bsize } = statfsSync(folder);
			const bytes = Math.min(MOST, Math.max(LEAST, Math.floor(blocks * bsize * SHARE)));
			if (bavail * bsize < AMPLE * bytes) return;
			try {
				written(file, bytes);
			} catch {
				clearAwayNow(file);
			}
		},
	};
};
