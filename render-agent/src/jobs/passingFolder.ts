/** A folder that is there while something is made in it. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { makeFolder } from '../config/folders';
import { clearAway } from '../config/heldFiles';

/** Which folder, and for how long. */
export interface PassingFolder {
	/** Where it lies; made when it is not there. */
	readonly parent: string;
	/** What its name begins with. */
	readonly name: string;
	readonly signal: AbortSignal;
}

/**
 * Does something in a new folder, which is removed however that ends.
 * @throws the signal's reason when it is aborted, else what `work` throws
 */
export const inPassingFolder = async <T>(
	{ parent, name, signal }: PassingFolder,
	work: (folder: string) => Promise<T>,
): Promise<T> => {
	const folder = join(parent, `${name}-${randomBytes(6).toString('hex')}`);
	try {
		await makeFolder(folder);
		return await work(folder);
	} catch (error) {
		signal.throwIfAborted();
		throw error;
	} finally {
		await clearAway(folder);
	}
};
