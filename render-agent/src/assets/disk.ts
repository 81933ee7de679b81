/** Writing to the disk so that a full one is told as such, and a file is whole or not there. */
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { clearAway, move, whileHeld } from '../config/heldFiles';
import { orDiskFull } from '../kernel/diskFull';

const sync = async (file: string): Promise<void> => {
	const handle = await open(file, 'r+');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
};

/** Puts a file that lies on the same disk in its place, after its bytes are really on the disk. */
export const settle = async (from: string, to: string): Promise<void> => {
	await whileHeld(() => sync(from));
	await move(from, to);
};

/**
 * Writes a small file whole or not at all. `part`: a name on the same disk that does not exist yet.
 * @throws {AgentError} DISK_FULL
 */
export const writeWhole = async (file: string, text: string, part: string): Promise<void> => {
	try {
		const handle = await open(part, 'wx');
		try {
			await handle.writeFile(text);
		} finally {
			await handle.close();
		}
		await settle(part, file);
	} catch (error) {
		await clearAway(part);
		throw orDiskFull(error, dirname(file));
	}
};
