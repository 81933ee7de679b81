/** Writing to the disk so that a full one is told as such, and a file is whole or not there. */
import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { orDiskFull } from '../kernel/diskFull';

/** Puts a file that lies on the same disk in its place, after its bytes are really on the disk. */
export const settle = async (from: string, to: string): Promise<void> => {
	const handle = await open(from, 'r+');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
	await rename(from, to);
};

/**
 * Writes a small file whole or not at all.
 * @throws {AgentError} DISK_FULL
 */
export const writeWhole = async (file: string, text: string): Promise<void> => {
	const part = `${file}.${randomBytes(4).toString('hex')}.tmp`;
	try {
		const handle = await open(part, 'wx');
		try {
			await handle.writeFile(text);
		} finally {
			await handle.close();
		}
		await settle(part, file);
	} catch (error) {
		await rm(part, { force: true });
		throw orDiskFull(error, dirname(file));
	}
};
