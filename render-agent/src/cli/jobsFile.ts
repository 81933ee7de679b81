/** Opens the jobs of a data folder for a command, with a running agent or without. */
import type { Outbox } from '../callbacks/outbox';
import type { Job } from '../jobs/job';
import type { JobStore } from '../jobs/store';
import { type Database, openDatabase } from '../jobs/stores/database';
import { holdFolder } from '../jobs/stores/folderLock';
import { createJobStore } from '../jobs/stores/sqliteJobStore';
import { createOutbox } from '../jobs/stores/sqliteOutbox';
import { systemClock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';
import { databaseIn } from './places';

/** The jobs of a data folder, while they are open. */
export interface JobsFile {
	readonly db: Database;
	readonly store: JobStore;
	readonly outbox: Outbox;
	/** Whether no agent runs on the folder; none can start on it meanwhile. */
	readonly isAlone: boolean;
}

/** Holds the data folder while no agent runs on it; undefined when one does. */
const heldFolder = (data: string): (() => void) | undefined => {
	try {
		return holdFolder(data);
	} catch {
		return undefined;
	}
};

/** Opens the jobs of a data folder for as long as `use` works with them. */
export const withJobs = async <T>(
	data: string,
	use: (jobs: JobsFile) => Promise<T>,
): Promise<T> => {
	const db = openDatabase(databaseIn(data), systemClock.now());
	const release = heldFolder(data);
	try {
		return await use({
			db,
			store: createJobStore(db),
			outbox: createOutbox(db),
			isAlone: release !== undefined,
		});
	} finally {
		release?.();
		db.close();
	}
};

/** The job of that id. @throws {AgentError} JOB_NOT_FOUND */
export const jobIn = (store: JobStore, id: string): Job => {
	const job = store.find(id);
	if (job) return job;
	throw new AgentError('JOB_NOT_FOUND', { object: id });
};
