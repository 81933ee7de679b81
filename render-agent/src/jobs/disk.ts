/** How much room the data folder's disk has, and what is said when there is none. */
import { mkdir, statfs } from 'node:fs/promises';
import { isDiskFull } from '../kernel/diskFull';
import { AgentError } from '../kernel/errors';
import type { JobParts } from './parts';

/** Bytes that the agent's user may still write on the disk of `folder`, which is made if need be. */
export const freeBytesOf = async (folder: string): Promise<number> => {
	await mkdir(folder, { recursive: true });
	const { bavail, bsize } = await statfs(folder);
	return bavail * bsize;
};

/** Passes when enough is free. @throws {AgentError} DISK_FULL */
export const requireRoom = async ({
	freeBytes,
	settings: { data, minFreeBytes },
}: Pick<JobParts, 'freeBytes' | 'settings'>): Promise<void> => {
	if ((await freeBytes(data)) >= minFreeBytes) return;
	throw new AgentError('DISK_FULL', { hint: { folder: data } });
};

/** Whether a failure comes from a disk that was full, however deep. */
export const cameFromFullDisk = (error: unknown): boolean =>
	isDiskFull(error) ||
	(typeof error === 'object' &&
		error !== null &&
		'cause' in error &&
		cameFromFullDisk(error.cause));
