/** The outbox of callbacks in SQLite; messages get in with the change that they tell about. */
import type { Message, Outbox, Pending, Underway } from '../../callbacks/outbox';
import { RETRY_AFTER } from '../../callbacks/sender';
import type { Database, Row } from './database';

const LONGEST_WAIT = 2 * Math.max(...RETRY_AFTER);

const STATES = ['due', 'sent', 'given_up'] as const;

const pendingOf = ({
	id,
	job,
	type,
	url,
	at,
	attempts,
	last_error,
	secret,
	snapshot,
}: Row): Pending => ({
	id: String(id),
	job: String(job),
	type: String(type),
	url: String(url),
	at: Number(at),
	attempts: Number(attempts),
	lastError: typeof last_error === 'string' ? last_error : null,
	...(typeof secret === 'string' && { secret }),
	...(typeof snapshot === 'string' && { snapshot }),
});

const messageOf = (row: Row): Message => ({
	...pendingOf(row),
	state: STATES.find((state) => state === row['state']) ?? 'given_up',
	nextAt: Number(row['next_at']),
});

const NOTHING: Underway = { courses: [], receivers: [] };

/** Whether an address is one of the receiver `value`, which ends where the path begins. */
const startsWith = (address: string): string =>
	`substr(${address}, 1, length(value)) = value AND substr(${address}, length(value) + 1, 1) IN ('', '/', '?', '#')`;

/** The outbox in the agent's file. */
export const createOutbox = (db: Database): Outbox => ({
	due: (now, limit, { courses, receivers } = NOTHING) =>
		db
			.all(
				`SELECT outbox.id, job, type, outbox.url, at, attempts, last_error, snapshot, webhook.secret FROM outbox
					LEFT JOIN webhook ON webhook.id = outbox.webhook
					WHERE state = 'due' AND (next_at <= :now OR next_at > :never)
					AND NOT EXISTS (SELECT 1 FROM json_each(:receivers) WHERE ${startsWith('outbox.url')})
					AND NOT EXISTS (SELECT 1 FROM json_each(:courses) WHERE ${startsWith("job || ' ' || outbox.url")})
					ORDER BY outbox.seq LIMIT :limit`,
				{
					...{ now, limit },
					// No message waits for longer than that: the clock was ahead when it was put off.
					never: now + LONGEST_WAIT,
					...{ courses: JSON.stringify(courses), receivers: JSON.stringify(receivers) },
				},
			)
			.map(pendingOf),
	sent: (id) => {
		db.run(
			`UPDATE outbox SET state = 'sent', attempts = attempts + 1, snapshot = NULL WHERE id = :id`,
			{ id },
		);
	},
	failed: (id, reason, nextAt) => {
		db.run(
			`UPDATE outbox SET state = :state, attempts = attempts + 1, last_error = :reason,
				next_at = COALESCE(:nextAt, next_at), snapshot = CASE WHEN :state = 'due' THEN snapshot END
			WHERE id = :id`,
			{ id, reason, nextAt: nextAt ?? null, state: nextAt === undefined ? 'given_up' : 'due' },
		);
	},
	forget: (id) => {
		db.transaction(() => {
			const webhook = db.one('SELECT webhook FROM outbox WHERE id = :id', { id })?.['webhook'];
			if (typeof webhook !== 'string') return;
			db.run('DELETE FROM webhook WHERE id = :webhook', { webhook });
			db.run('DELETE FROM outbox WHERE webhook = :webhook', { webhook });
		});
	},
	of: (job) => db.all('SELECT * FROM outbox WHERE job = :job ORDER BY seq', { job }).map(messageOf),
	replay: (job, now, all = false) =>
		db.run(
			`UPDATE outbox SET state = 'due', attempts = 0, next_at = :now
			WHERE job = :job AND (state = 'given_up' OR (:all = 1 AND type <> 'job.progress'))`,
			{ job, now, all: all ? 1 : 0 },
		),
});
