/** A step of a job from state to state: one UPDATE, its event and its callback, in one transaction. */
import { randomName } from '../../kernel/ids';
import type { CallbackEvent } from '../job';
import { type JobState, statesBefore } from '../state';
import type { Database, Values } from './database';
import { jobOf } from './jobRows';
import { tellWebhooks } from './sqliteWebhooks';

/** A step of one job. */
export interface Transition {
	readonly id: string;
	/** The lease's fence; undefined steps whoever holds the job. */
	readonly fence: number | undefined;
	readonly to: JobState;
	readonly now: number;
	/** More columns to write, as `column = :value` joined by commas. Never from outside. */
	readonly set: string;
	readonly values?: Values;
}

const CALLBACK_OF: Partial<Record<JobState, Exclude<CallbackEvent, 'progress'>>> = {
	completed: 'completed',
	failed: 'failed',
	cancelled: 'failed',
};

/** Puts a callback about a job into the outbox, when its caller asked for that event. */
export const announce = (
	db: Database,
	{ id, now }: { readonly id: string; readonly now: number },
	event: CallbackEvent,
): void => {
	const row = db.one('SELECT * FROM job WHERE id = :id', { id });
	if (!row) return;
	const { callback_url: url, callback_events: events } = jobOf(row).options;
	if (url === undefined || !events.includes(event)) return;
	db.run(
		`INSERT INTO outbox (id, job, type, url, at, next_at, snapshot)
		VALUES (:message, :id, :type, :url, :now, :now, :snapshot)`,
		{
			...{ message: `msg_${randomName(26)}`, id, type: `job.${event}`, url, now },
			// Ends are read when they are sent: later deliveries belong to them.
			snapshot: event === 'progress' ? JSON.stringify(row) : null,
		},
	);
};

/** Appends the state that a job has now to its history. */
export const record = (db: Database, id: string, now: number): void => {
	db.run(
		`INSERT INTO event (job, at, state, fence) SELECT id, :now, state, fence FROM job WHERE id = :id`,
		{ id, now },
	);
};

const quoted = (states: readonly JobState[]): string =>
	states.map((state) => `'${state}'`).join(',');

/** Does the step when the job's state allows it and the fence holds; answers whether it did. */
export const transit = (
	db: Database,
	{ id, fence, to, now, set, values = {} }: Transition,
): boolean =>
	db.transaction(() => {
		const held = fence === undefined ? '' : 'AND fence = :fence';
		const changed = db.run(
			`UPDATE job SET state = :to, ${set} WHERE id = :id ${held} AND state IN (${quoted(statesBefore(to))})`,
			{ ...values, id, to, ...(fence !== undefined && { fence }) },
		);
		if (changed === 0) return false;
		record(db, id, now);
		const event = CALLBACK_OF[to];
		if (event) {
			announce(db, { id, now }, event);
			tellWebhooks(db, { id, now }, event);
		}
		return true;
	});
