/** Jobs in SQLite. */
import type { JobStore } from '../store';
import type { Database } from './database';
import { clockLeapsIn } from './clockLeaps';
import { leasesIn } from './leases';
import { loansIn } from './loans';
import { queriesIn, upkeepIn } from './queries';
import { submissionsIn } from './submissions';
import { uploadsIn } from './uploads';

/** A store of jobs in the agent's file. A new one on the same file goes on where the last one stopped. */
export const createJobStore = (db: Database): JobStore => ({
	...submissionsIn(db),
	...queriesIn(db),
	...leasesIn(db),
	...loansIn(db),
	...upkeepIn(db),
	...uploadsIn(db),
	...clockLeapsIn(db),
});
