/** How a submission becomes a job, or finds the one that it is already. */
import { AgentError } from '../../kernel/errors';
import { identityOf } from '../draftKey';
import type { Job, NewJob } from '../job';
import type { JobStore } from '../store';
import type { Database, Row } from './database';
import { jobOf } from './jobRows';
import { record } from './transitions';

const DAY = 86_400_000;

const insert = (db: Database, job: NewJob, now: number): void => {
	const delivery = job.targets.map((target) => ({
		target,
		state: 'pending',
		url: null,
		error: null,
		files: [],
	}));
	db.run(
		`INSERT INTO job (id, identity, draft, draft_key, owner, options, preview, priority, base, state, warnings, delivery, created_at)
		VALUES (:id, :identity, :draft, :draftKey, :owner, :options, :preview, :priority, :base, 'queued', :warnings, :delivery, :now)`,
		{
			id: job.id,
			identity: job.identity,
			draft: job.draft,
			draftKey: job.draftKey,
			owner: job.owner,
			options: JSON.stringify(job.options),
			preview: job.options.preview ? 1 : 0,
			priority: job.options.priority,
			base: job.base,
			warnings: JSON.stringify(job.warnings),
			delivery: JSON.stringify(delivery),
			now,
		},
	);
	record(db, job.id, now);
};

const remember = (
	db: Database,
	{ submitted, job }: { readonly submitted: NewJob; readonly job: Job },
	now: number,
): void => {
	if (submitted.idempotencyKey === undefined) return;
	db.run(
		`INSERT INTO idempotency (owner, key, job, expires_at) VALUES (:owner, :key, :job, :expires)
		ON CONFLICT (owner, key) DO UPDATE SET job = :job, expires_at = :expires`,
		{ owner: submitted.owner, key: submitted.idempotencyKey, job: job.id, expires: now + DAY },
	);
};

/** Passes when a key has not too many jobs waiting already. Nobody's jobs are everybody's: only the whole queue limits them. */
const requirePlace = (db: Database, owner: string, limit: number): void => {
	if (owner === '') return;
	const row = db.one(`SELECT COUNT(*) AS n FROM job WHERE state = 'queued' AND owner = :owner`, {
		owner,
	});
	if (Number(row?.['n']) < limit) return;
	throw new AgentError('RATE_LIMITED', {
		object: {
			zh: `此密钥已有 ${String(limit)} 个任务在排队`,
			en: `${String(limit)} jobs of this key are waiting already`,
		},
		hint: { seconds: QUEUE_PATIENCE },
	});
};

/** When a key whose jobs wait may ask again. Seconds. */
const QUEUE_PATIENCE = '30';

/**
 * The job of a key, when the same is asked for again: the same draft and options, also where options have come since.
 * @throws {AgentError} IDEMPOTENCY_CONFLICT
 */
const requireSame = (row: Row, identity: string): Job => {
	const job = jobOf(row);
	const asNow = identityOf(String(row['draft_key']), job.options, job.owner);
	if (row['identity'] === identity || asNow === identity) return job;
	throw new AgentError('IDEMPOTENCY_CONFLICT', { object: job.id });
};

/** The part of the store that takes submissions. */
export const submissionsIn = (db: Database): Pick<JobStore, 'submit' | 'same' | 'waiting'> => {
	const waiting = (): number =>
		Number(db.one(`SELECT COUNT(*) AS n FROM job WHERE state = 'queued'`)?.['n']);

	const same: JobStore['same'] = ({ identity, owner, idempotencyKey }, now) => {
		const repeated =
			idempotencyKey === undefined
				? undefined
				: db.one(
						`SELECT job.* FROM idempotency JOIN job ON job.id = idempotency.job
						WHERE idempotency.owner = :owner AND idempotency.key = :key AND expires_at > :now`,
						{ owner, key: idempotencyKey, now },
					);
		if (repeated) return requireSame(repeated, identity);
		const alive = db.one(
			`SELECT * FROM job WHERE identity = :identity AND state IN ('queued','fetching','rendering','delivering')`,
			{ identity },
		);
		return alive && jobOf(alive);
	};

	const submit: JobStore['submit'] = (job, { queueLimit, queueLimitPerKey = queueLimit, now }) =>
		db.transaction(() => {
			const known = same(job, now);
			if (known) {
				if (known.completedAt === null) remember(db, { submitted: job, job: known }, now);
				return { job: known, fresh: false };
			}
			if (waiting() >= queueLimit) {
				throw new AgentError('BUSY', {
					object: {
						zh: `已有 ${String(queueLimit)} 个任务在排队`,
						en: `${String(queueLimit)} jobs are waiting already`,
					},
				});
			}
			requirePlace(db, job.owner, queueLimitPerKey);
			insert(db, job, now);
			const row = db.one('SELECT * FROM job WHERE id = :id', { id: job.id });
			const fresh = jobOf(row ?? {});
			remember(db, { submitted: job, job: fresh }, now);
			return { job: fresh, fresh: true };
		});

	return { submit, same, waiting };
};
