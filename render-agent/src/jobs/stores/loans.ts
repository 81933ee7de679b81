/** Which jobs are lent to workers elsewhere. A loan counts as long as its fence is the job's. */
import type { Job } from '../job';
import type { JobStore } from '../store';
import type { Database } from './database';
import { jobOf } from './jobRows';

/** Holds for a row of `job` whose lease a worker elsewhere holds. */
export const LENT =
	'EXISTS (SELECT 1 FROM loan WHERE loan.job = job.id AND loan.fence = job.fence AND loan.handed = 0)';

/** Notes that a worker holds the lease that was just taken. */
export const lend = (
	db: Database,
	{ id, fence }: Pick<Job, 'id' | 'fence'>,
	worker: string,
): void => {
	db.run(
		`INSERT INTO loan (job, worker, fence) VALUES (:id, :worker, :fence)
		ON CONFLICT (job) DO UPDATE SET worker = :worker, fence = :fence, handed = 0`,
		{ id, worker, fence },
	);
};

/** Ends a loan because its result is here. */
export const endLoan = (db: Database, { id, fence }: Pick<Job, 'id' | 'fence'>): void => {
	db.run('UPDATE loan SET handed = 1 WHERE job = :id AND fence = :fence', { id, fence });
};

/** The part of the store that knows of loans. */
export const loansIn = (db: Database): Pick<JobStore, 'loans' | 'wasHandedOver'> => ({
	loans: () =>
		db
			.all(
				`SELECT job.*, loan.worker FROM job JOIN loan ON loan.job = job.id AND loan.fence = job.fence AND loan.handed = 0
				WHERE state IN ('fetching','rendering','delivering') ORDER BY job.seq`,
			)
			.map(({ worker, ...row }) => {
				const job = jobOf(row);
				return { id: job.id, fence: job.fence, worker: String(worker), job };
			}),
	wasHandedOver: ({ id, fence }, worker) =>
		db.one(
			'SELECT 1 FROM loan WHERE job = :id AND fence = :fence AND worker = :worker AND handed = 1',
			{ id, fence, worker },
		) !== undefined,
});
