/** Tells a full disk from other failures of writing. */
import { AgentError } from './errors';

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** Whether an error says that the disk, or the quota on it, is full. */
export const isDiskFull = (error: unknown): boolean =>
	typeof error === 'object' &&
	error !== null &&
	'code' in error &&
	typeof error.code === 'string' &&
	FULL.has(error.code);

/** `DISK_FULL` naming the folder when that is what `error` says; else the error itself. */
export const orDiskFull = (error: unknown, folder: string): unknown =>
	isDiskFull(error)
		? new AgentError('DISK_FULL', { object: folder, hint: { folder }, cause: error })
		: error;
