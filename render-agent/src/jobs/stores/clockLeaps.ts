/** How the clock was set, so that nothing seems older than it is. */
import type { JobStore } from '../store';
import type { Database } from './database';

/**
 * SQL: a time by the clock as it goes now. Where the clock was put forward after it, it counts as that much later; where it
 * was put back again, no more. Never earlier than it was: what seems too young only stays a little longer.
 */
export const agedIn = (time: string): string =>
	`(${time} + MAX(0, (SELECT COALESCE(SUM(milliseconds), 0) FROM leap WHERE at >= ${time})))`;

type Leaps = 'clockSeen' | 'seeClock' | 'noteLeap' | 'aged';

/** The part of the store that knows how the clock was set. */
export const clockLeapsIn = (db: Database): Pick<JobStore, Leaps> => ({
	clockSeen: () => {
		const at = db.one('SELECT at FROM seen')?.['at'];
		return typeof at === 'number' ? at : undefined;
	},
	seeClock: (now) => {
		db.run('INSERT INTO seen (id, at) VALUES (1, :now) ON CONFLICT (id) DO UPDATE SET at = :now', {
			now: Math.floor(now),
		});
	},
	noteLeap: ({ at, milliseconds }) => {
		db.run('INSERT INTO leap (at, milliseconds) VALUES (:at, :milliseconds)', {
			at: Math.floor(at),
			milliseconds: Math.floor(milliseconds),
		});
	},
	aged: (time) =>
		Number(
			db.one(`SELECT ${agedIn(':time')} AS aged`, { time: Math.floor(time) })?.['aged'] ?? time,
		),
});
