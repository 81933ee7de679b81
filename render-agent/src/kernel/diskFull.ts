/** Tells a full disk from other failures of writing. */
import { AgentError } from './errors';

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** How SQLite numbers it. */
const SQLITE_FULL = 13;

/** Whether an error says that the disk, or the quota on it, is full. */
export const isDiskFull = (error: unknown): boolean => {
	if (typeof error !== 'object' || error === null) return false;
	if ('errcode' in error && error.errcode === SQLITE_FULL) return true;
	return 'code' in error && typeof error.code === 'string' && FULL.has(error.code);
};

/** Whether a program said so with its last words: C libraries have one sentence for it. */
export const saysDiskFull = (said: string): boolean =>
	/No space left on device|Disk quota exceeded/i.test(said);

/** `DISK_FULL` naming the folder when that is what `error` says; else the error itself. */
export const orDiskFull = (error: unknown, folder: string): unknown =>
	isDiskFull(error)
		? new AgentError('DISK_FULL', { object: folder, hint: { folder }, cause: error })
		: error;
