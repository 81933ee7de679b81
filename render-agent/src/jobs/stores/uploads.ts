/** Uploads under way, so that they go on after a cut and after a restart. Rows outlive their job until somebody clears up. */
import type { JobStore } from '../store';
import { agedIn } from './clockLeaps';
import type { Database } from './database';

/** The part of the store that remembers uploads. */
export const uploadsIn = (db: Database): Pick<JobStore, 'checkpoint' | 'leftUploads'> => ({
	checkpoint: ({ job, target, file }) => {
		const named = { job, target, file };
		const where = 'job = :job AND target = :target AND file = :file';
		return {
			load: () => {
				const row = db.one(`SELECT state FROM upload WHERE ${where}`, named);
				return row && (JSON.parse(String(row['state'])) as unknown);
			},
			save: (state) => {
				if (state === undefined) db.run(`DELETE FROM upload WHERE ${where}`, named);
				else
					db.run(
						`INSERT INTO upload (job, target, file, state) VALUES (:job, :target, :file, :state)
						ON CONFLICT (job, target, file) DO UPDATE SET state = :state`,
						{ ...named, state: JSON.stringify(state) },
					);
			},
		};
	},
	leftUploads: (before) =>
		db
			.all(
				`SELECT upload.* FROM upload LEFT JOIN job ON job.id = upload.job
				WHERE job.id IS NULL OR job.state IN ('failed','cancelled') OR ${agedIn('job.completed_at')} < :before`,
				{ before },
			)
			.map(({ job, target, file, state }) => ({
				job: String(job),
				target: String(target),
				file: String(file),
				state: JSON.parse(String(state)) as unknown,
			})),
});
