/** Jobs as they were read last. Thousands may ask for one job between two changes of it. */
import type { Job } from '../job';
import type { Database } from './database';

/** What `read` gave for the key, as long as nothing in the file has changed since. */
export type Remember = (key: string, read: () => Job | undefined) => Job | undefined;

/** Jobs that are remembered at most; their reports may be long. */
const REMEMBERED = 200;

/** Remembers nothing yet. The same object is given again as long as it holds. */
export const remembering = (db: Database): Remember => {
	const jobs = new Map<string, Job | undefined>();
	let of = '';
	return (key, read) => {
		const now = db.version();
		if (now !== of || jobs.size > REMEMBERED) jobs.clear();
		of = now;
		if (!jobs.has(key)) jobs.set(key, read());
		return jobs.get(key);
	};
};
