/** How much room the data folder's disk has, and what is said when there is none. */
import { mkdir, statfs } from 'node:fs/promises';
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

const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined);

/** Whether a failure comes from a disk that was full, however deep. */
export const isDiskFull = (error: unknown): boolean => {
	for (let at = error, depth = 0; at instanceof Error && depth < 8; at = causeOf(at), depth += 1) {
		if ('code' in at && (at.code === 'ENOSPC' || at.code === 'EDQUOT')) return true;
	}
	return false;
};
