/** What a worker writes while it holds a job, and how jobs come back from workers that are gone. */
import { WORN } from '../failure';
import type { Failure } from '../job';
import type { JobStore, Taker } from '../store';
import type { Database } from './database';
import { jobOf } from './jobRows';
import { endLoan, lend, LENT } from './loans';
import { announce, record, transit } from './transitions';

type Held =
	| 'claim'
	| 'beat'
	| 'note'
	| 'warn'
	| 'step'
	| 'keepVideo'
	| 'noteDelivery'
	| 'complete'
	| 'fail'
	| 'giveBack'
	| 'announce'
	| 'cancel'
	| 'disown'
	| 'recover';

const RUNNING = `state IN ('fetching','rendering','delivering')`;
const HELD = `id = :id AND fence = :fence AND ${RUNNING}`;
const OVER = `lease_until = NULL, fence = fence + 1, eta_seconds = NULL, completed_at = :now`;
const BACK = `lease_until = NULL, fence = fence + 1, eta_seconds = NULL, phase = 'validate'`;

/** How often a waiting job was cut off, as far as that counts: twice is nothing, for machines are restarted. */
export const WORN_BY = 'MAX(cut_off, 2)';

/** Whose turn it is: what was cut off again and again may be what brings everything down, and waits behind the others. */
const TURN = `priority DESC, ${WORN_BY}, seq`;

/** Which waiting jobs somebody may take. */
const takenBy = (taker: Taker): string => {
	if (taker === 'agent') return '';
	return taker === 'agent, drawn' ? 'AND video IS NOT NULL' : 'AND video IS NULL';
};

const claimIn =
	(db: Database): JobStore['claim'] =>
	(now, leaseUntil, taker = 'agent') =>
		db.transaction(() => {
			const row = db.one(
				`UPDATE job SET state = 'fetching', fence = fence + 1, attempts = attempts + 1,
					lease_until = :leaseUntil, started_at = COALESCE(started_at, :now)
				WHERE seq = (SELECT seq FROM job WHERE state = 'queued' ${takenBy(taker)} ORDER BY ${TURN} LIMIT 1)
				RETURNING *`,
				{ now, leaseUntil },
			);
			if (!row) return undefined;
			const job = jobOf(row);
			if (typeof taker === 'object') lend(db, job, taker.worker);
			record(db, job.id, now);
			return { id: job.id, fence: Number(row['fence']), job };
		});

const endingsIn = (
	db: Database,
): Pick<JobStore, 'complete' | 'fail' | 'giveBack' | 'step' | 'cancel'> => ({
	step: ({ id, fence }, to, now) =>
		transit(db, { id, fence, to, now, set: 'lease_until = lease_until' }),
	complete: ({ id, fence }, { video, delivery, frames, reusedFrames, report }, now) =>
		transit(db, {
			id,
			fence,
			to: 'completed',
			now,
			set: `${OVER}, phase = 'done', progress = 100, video = :video, delivery = :delivery, report = :report,
				frames_done = :frames, frames_total = :frames, reused_frames = :reusedFrames`,
			values: {
				now,
				frames,
				reusedFrames,
				video: JSON.stringify(video),
				delivery: JSON.stringify(delivery),
				report: JSON.stringify(report),
			},
		}),
	fail: ({ id, fence }, failure, now) =>
		transit(db, {
			id,
			fence,
			to: 'failed',
			now,
			set: `${OVER}, video = NULL, failure = :failure`,
			values: { now, failure: JSON.stringify(failure) },
		}),
	giveBack: ({ id, fence }, now) => transit(db, { id, fence, to: 'queued', now, set: BACK }),
	cancel: (id, now) =>
		transit(db, {
			id,
			fence: undefined,
			to: 'cancelled',
			now,
			set: `${OVER}, video = NULL, failure = :failure`,
			values: { now, failure: JSON.stringify({ code: 'CANCELLED', hint: {} } satisfies Failure) },
		}),
});

const recoverIn =
	(db: Database, { fail }: Pick<JobStore, 'fail'>): JobStore['recover'] =>
	(now, maxAttempts) =>
		db.transaction(() => {
			const lapsed = db.all(
				`UPDATE job SET cut_off = cut_off + 1 WHERE ${RUNNING} AND lease_until <= :now RETURNING id, fence, cut_off`,
				{ now },
			);
			const counts = { requeued: 0, failed: 0 };
			for (const { id, fence, cut_off: cutOff } of lapsed) {
				const lease = { id: String(id), fence: Number(fence) };
				if (Number(cutOff) >= maxAttempts) counts.failed += fail(lease, WORN, now) ? 1 : 0;
				else {
					const back = transit(db, { ...lease, to: 'queued', now, set: BACK });
					counts.requeued += back ? 1 : 0;
				}
			}
			return counts;
		});

/** Where a run gets further than all before, those that were cut off do not count: the job is done in the end. */
const noteIn =
	(db: Database): JobStore['note'] =>
	({ id, fence }, { phase, progress, framesDone, framesTotal, etaSeconds }) =>
		db.runLightly(
			`UPDATE job SET phase = :phase, progress = MAX(progress, :progress), frames_done = :framesDone,
					frames_total = COALESCE(:framesTotal, frames_total), eta_seconds = :etaSeconds,
					cut_off = CASE WHEN :progress > progress THEN 0 ELSE cut_off END WHERE ${HELD}`,
			{ id, fence, phase, progress: Math.min(99, progress), framesDone, framesTotal, etaSeconds },
		) > 0;

const keepVideoIn =
	(db: Database): JobStore['keepVideo'] =>
	(lease, { video, frames, reusedFrames, report }) =>
		db.transaction(() => {
			const { id, fence } = lease;
			const noted = db.run(
				`UPDATE job SET video = :video, report = :report, frames_total = :frames, reused_frames = :reusedFrames
				WHERE ${HELD}`,
				{
					...{ id, fence, frames, reusedFrames },
					video: JSON.stringify(video),
					report: JSON.stringify(report),
				},
			);
			if (noted > 0) endLoan(db, lease);
			return noted > 0;
		});

const disownIn =
	(db: Database): JobStore['disown'] =>
	(lentUntil) =>
		db.transaction(() => {
			db.run(
				`UPDATE job SET lease_until = MAX(lease_until, :lentUntil) WHERE ${RUNNING} AND ${LENT}`,
				{ lentUntil },
			);
			return db.run(`UPDATE job SET lease_until = 0 WHERE ${RUNNING} AND NOT ${LENT}`);
		});

/** The part of the store that workers use. */
export const leasesIn = (db: Database): Pick<JobStore, Held> => {
	const endings = endingsIn(db);
	return {
		...endings,
		claim: claimIn(db),
		disown: disownIn(db),
		recover: recoverIn(db, endings),
		beat: ({ id, fence }, leaseUntil) =>
			db.runLightly(`UPDATE job SET lease_until = :leaseUntil WHERE ${HELD}`, {
				id,
				fence,
				leaseUntil,
			}) > 0,
		note: noteIn(db),
		keepVideo: keepVideoIn(db),
		noteDelivery: ({ id, fence }, delivery) =>
			db.run(`UPDATE job SET delivery = :delivery WHERE ${HELD}`, {
				id,
				fence,
				delivery: JSON.stringify(delivery),
			}) > 0,
		warn: ({ id, fence }, warnings) =>
			db.run(`UPDATE job SET warnings = :warnings WHERE ${HELD}`, {
				id,
				fence,
				warnings: JSON.stringify(warnings),
			}) > 0,
		announce: ({ id, fence }, event, now) =>
			db.transaction(() => {
				if (!db.one(`SELECT 1 FROM job WHERE ${HELD}`, { id, fence })) return false;
				announce(db, { id, now }, event);
				return true;
			}),
	};
};
