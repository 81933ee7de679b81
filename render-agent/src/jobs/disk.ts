/** How much room the data folder's disk has, and what is said when there is none. */
import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../config/folders';
import { isDiskFull } from '../kernel/diskFull';
import { AgentError } from '../kernel/errors';
import type { JobParts } from './parts';

/** Bytes that the agent's user may still write on the disk of `folder`, which is made if need be. */
export const freeBytesOf = async (folder: string): Promise<number> => {
	await makeFolder(folder);
	const { bavail, bsize } = await statfs(folder);
	return bavail * bsize;
};

/** Bytes of the files in a folder; files that go meanwhile do not count. */
export const bytesIn = async (folder: string): Promise<number> => {
	const names = await readdir(folder).catch(() => []);
	const sizes = names.map((name) => stat(join(folder, name)).catch(() => undefined));
	return (await Promise.all(sizes)).reduce((sum, found) => sum + (found?.size ?? 0), 0);
};

const GIB = 1024 ** 3;

const readable = (bytes: number): string =>
	bytes >= GIB / 10
		? `${(bytes / GIB).toFixed(1)} GiB`
		: `${String(Math.ceil(bytes / 1024 ** 2))} MiB`;

/** Whether of `free` bytes `asked` are enough: none at all never are. */
export const isRoom = (free: number, asked: number): boolean => free > 0 && free >= asked;

/** Passes when enough stays free beside `wanted` bytes. @throws {AgentError} DISK_FULL */
export const requireRoom = async (
	{
		freeBytes,
		settings: { data, minFreeBytes },
	}: {
		readonly freeBytes: JobParts['freeBytes'];
		readonly settings: Pick<JobParts['settings'], 'data' | 'minFreeBytes'>;
	},
	wanted = 0,
): Promise<void> => {
	const free = await freeBytes(data);
	if (isRoom(free, minFreeBytes + wanted)) return;
	const object = {
		zh: `约需 ${readable(wanted)}，仅剩 ${readable(free)}`,
		en: `about ${readable(wanted)} are needed and ${readable(free)} are free`,
	};
	throw new AgentError('DISK_FULL', {
		hint: { folder: data },
		...(wanted > 0 && { object }),
	});
};

/** Whether a failure comes from a disk that was full, however deep. */
export const cameFromFullDisk = (error: unknown): boolean =>
	isDiskFull(error) ||
	(typeof error === 'object' &&
		error !== null &&
		'cause' in error &&
		cameFromFullDisk(error.cause));
