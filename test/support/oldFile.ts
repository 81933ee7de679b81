/** The file of jobs and keys as an earlier agent left it. */
import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { MIGRATIONS } from '../../render-agent/src/jobs/stores/migrations';
import { createFakeClock } from './fakeClock';

/** The key in such a file, as its caller sends it. */
export const OLD_SECRET = `cr_abcdefgh_${'0'.repeat(32)}`;

/** The jobs of such a file that are not over: one waits, one ran when the agent went away. */
export const OLD_JOBS = ['j_waits', 'j_ran'] as const;

/** The job of such a file that has failed. */
export const OLD_FAILURE = 'j_over';

const COLUMNS =
	'id, identity, draft, draft_key, owner, options, preview, priority, base, state, warnings, delivery, created_at';

/** Writes a file as an agent wrote it that knew the first `version` steps of the tables. */
export const writeOldFile = (path: string, version: number): void => {
	const file = new DatabaseSync(path);
	file.exec('CREATE TABLE migration (version INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT');
	for (const [index, step] of MIGRATIONS.slice(0, version).entries()) {
		file.exec(step);
		file.exec(`INSERT INTO migration VALUES (${String(index + 1)}, 1)`);
	}
	const job = (id: string, state: string, [more, values] = ['', '']): void => {
		file.exec(`INSERT INTO job (${COLUMNS} ${more}) VALUES ('${id}', '${id}', 'http://a/${id}',
			'http://a/${id}', '', '{"quality":"high"}', 0, 5, 'http://b', '${state}', '[]', '[]', 1 ${values})`);
		file.exec(`INSERT INTO event (job, at, state, fence) VALUES ('${id}', 1, '${state}', 0)`);
	};
	const failure = '{"code":"ENCODE_FAILED","hint":{}}';
	const now = String(createFakeClock().now());
	job('j_waits', 'queued');
	job('j_ran', 'rendering', [', lease_until, fence', ', 2, 1']);
	job(OLD_FAILURE, 'failed', [', failure, completed_at', `, '${failure}', ${now}`]);
	const sha256 = createHash('sha256').update(OLD_SECRET).digest('hex');
	file.exec(`INSERT INTO api_key (id, sha256, name, scopes, created_at) VALUES
		('abcdefgh', '${sha256}', 'n8n', 'submit read', 1)`);
	file.close();
};
