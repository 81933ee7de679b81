/** What is asked about jobs, and the upkeep of those that are over. */
import type { Job } from '../job';
import { statesOf } from '../state';
import type { JobStore, Viewer } from '../store';
import type { Database, Row } from './database';
import { jobOf } from './jobRows';
import { agedIn } from './clockLeaps';
import { WORN_BY } from './leases';
import { type Remember, remembering } from './remembered';

type Asked = 'find' | 'toldBy' | 'newestOf' | 'list' | 'active' | 'position' | 'history';
type Kept =
	'deliver' | 'undelivered' | 'kept' | 'forget' | 'ownsVideo' | 'failingTargets' | 'touch';

const seenBy = (viewer: Viewer) => ({
	mine: viewer === 'everybody' ? '' : 'AND owner = :owner',
	owner: viewer === 'everybody' ? {} : { owner: viewer.owner },
});

const listIn =
	(db: Database): JobStore['list'] =>
	({ viewer, status, limit, cursor }) => {
		const { mine, owner } = seenBy(viewer);
		const states = status && statesOf(status).map((state) => `'${state}'`);
		const rows = db.all(
			`SELECT * FROM job WHERE seq < :cursor ${mine} ${states ? `AND state IN (${states.join(',')})` : ''}
			ORDER BY seq DESC LIMIT :limit`,
			{ ...owner, cursor: cursor ?? Number.MAX_SAFE_INTEGER, limit: limit + 1 },
		);
		const items = rows.slice(0, limit).map(jobOf);
		return { items, next: rows.length > limit ? (items.at(-1)?.seq ?? null) : null };
	};

const found = (row: Row | undefined): Job | undefined => row && jobOf(row);

const newestIn =
	(db: Database, remembered: Remember): JobStore['newestOf'] =>
	(draftKey, viewer) => {
		const { mine, owner } = seenBy(viewer);
		return remembered(JSON.stringify([draftKey, owner]), () =>
			found(
				db.one(
					`SELECT * FROM job WHERE draft_key = :draftKey AND preview = 0 ${mine} ORDER BY seq DESC LIMIT 1`,
					{ draftKey, ...owner },
				),
			),
		);
	};

/** The part of the store that answers questions. */
export const queriesIn = (db: Database): Pick<JobStore, Asked> => {
	const remembered = remembering(db);
	return {
		find: (id) => remembered(id, () => found(db.one('SELECT * FROM job WHERE id = :id', { id }))),
		toldBy: ({ job: id, snapshot }) =>
			found(
				snapshot === undefined
					? db.one('SELECT * FROM job WHERE id = :id', { id })
					: (JSON.parse(snapshot) as Row),
			),
		newestOf: newestIn(db, remembered),
		list: listIn(db),
		active: (viewer) => {
			const { mine, owner } = seenBy(viewer);
			const row = db.one(
				`SELECT COUNT(*) AS n FROM job WHERE state IN ('queued','fetching','rendering','delivering') ${mine}`,
				owner,
			);
			return Number(row?.['n']);
		},
		position: ({ id, state, seq, options: { priority } }) => {
			if (state !== 'queued') return null;
			const row = db.one(
				`SELECT COUNT(*) AS n FROM job WHERE state = 'queued'
			AND (priority > :priority OR (priority = :priority AND
				(${WORN_BY}, seq) <= (SELECT ${WORN_BY}, :seq FROM job WHERE id = :id)))`,
				{ id, priority, seq },
			);
			return Number(row?.['n']);
		},
		history: (id) =>
			db
				.all(`SELECT event.at, event.fence, event.state FROM event WHERE job = :id ORDER BY seq`, {
					id,
				})
				.map(({ at, state, fence }) => ({
					at: Number(at),
					state: state as Job['state'],
					fence: Number(fence),
				})),
	};
};

/** The part of the store that keeps what is over, and forgets it. */
export const upkeepIn = (db: Database): Pick<JobStore, Kept> => ({
	deliver: (id, delivery) => {
		db.run(`UPDATE job SET delivery = :delivery WHERE id = :id AND state = 'completed'`, {
			id,
			delivery: JSON.stringify(delivery),
		});
	},
	undelivered: () =>
		db
			.all(
				`SELECT * FROM job WHERE state = 'completed' AND EXISTS
				(SELECT 1 FROM json_each(delivery) WHERE json_extract(value, '$.state') = 'pending')`,
			)
			.map(jobOf),
	kept: () =>
		db.all(`SELECT * FROM job WHERE state = 'completed' ORDER BY completed_at, seq`).map(jobOf),
	failingTargets: () =>
		db
			.all(
				`SELECT target FROM (
					SELECT json_extract(value, '$.target') AS target, json_extract(value, '$.state') AS state, MAX(completed_at)
					FROM job, json_each(job.delivery) WHERE job.state = 'completed' GROUP BY target
				) WHERE state = 'failed' ORDER BY target`,
			)
			.map(({ target }) => String(target)),
	touch: () => {
		db.run('UPDATE migration SET at = at WHERE version = 1');
	},
	forget: (before) =>
		db.transaction(() => {
			db.run('DELETE FROM idempotency WHERE expires_at < :before', { before });
			return db.run(`DELETE FROM job WHERE ${agedIn('completed_at')} < :before`, { before });
		}),
	ownsVideo: (name) =>
		db.one(
			`SELECT 1 FROM job WHERE json_extract(video, '$.name') = :name OR EXISTS
				(SELECT 1 FROM json_each(video, '$.captions') WHERE json_extract(value, '$.name') = :name) OR EXISTS
				(SELECT 1 FROM json_each(video, '$.beside') WHERE json_extract(value, '$.name') = :name)`,
			{ name },
		) !== undefined,
});
