import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../../render-agent/src/jobs/stores/database';
import { MIGRATIONS } from '../../../render-agent/src/jobs/stores/migrations';
import { createKeyStore } from '../../../render-agent/src/keys/keyStore';
import { startAgent, type TestAgent } from '../../support/agent';
import { createFakeClock } from '../../support/fakeClock';
import { OLD_FAILURE, OLD_JOBS, OLD_SECRET, writeOldFile } from '../../support/oldFile';

/** Every step that was ever in a release, by its sum: a step that is changed would leave old files behind. */
const RELEASED = ['5782352d7ef8'];

let folder: string;
let agent: TestAgent | undefined;
const at = (name: string): string => join(folder, name);

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'upgrade-'));
});
afterEach(async () => {
	await agent?.stop();
	agent = undefined;
	rmSync(folder, { recursive: true, force: true });
});

describe('an upgrade', () => {
	it('adds steps and changes none that was released', () => {
		const sums = MIGRATIONS.map((step) => createHash('sha256').update(step).digest('hex'));
		expect(sums.slice(0, RELEASED.length).map((sum) => sum.slice(0, 12))).toEqual(RELEASED);
	});

	it.each(MIGRATIONS.slice(1).map((_, index) => index + 1))(
		'from version %i keeps jobs and keys, goes on with both, and copies the file before',
		async (version) => {
			writeOldFile(at('agent.sqlite'), version);
			agent = await startAgent({ folder });
			expect(agent.keys.verify(OLD_SECRET)).toMatchObject({ name: 'n8n' });
			await (await agent.renderer.held(0)).finish();
			await (await agent.renderer.held(1)).finish();
			for (const id of OLD_JOBS) {
				const job = agent.jobs.status({ id }, 'everybody');
				const end = await agent.jobs.ended(job, 1e6, new AbortController().signal);
				expect(end).toMatchObject({ state: 'completed', options: { quality: 'high' } });
			}
			expect(agent.jobs.status({ id: OLD_FAILURE }, 'everybody').failure?.code).toBe(
				'ENCODE_FAILED',
			);
			const [copy = ''] = readdirSync(at('backups'));
			expect(copy).toMatch(new RegExp(`^agent-v${String(version)}-\\d+\\.sqlite$`));
			const before = new DatabaseSync(join(at('backups'), copy), { readOnly: true });
			expect(before.prepare('SELECT state FROM job ORDER BY seq').all()).toEqual(
				['queued', 'rendering', 'failed'].map((state) => ({ state })),
			);
			before.close();
		},
	);

	it('of a file that is up to date copies nothing', () => {
		openDatabase(at('agent.sqlite'), 0).close();
		openDatabase(at('agent.sqlite'), 0).close();
		expect(readdirSync(folder)).toEqual(['agent.sqlite', 'agent.sqlite-used', 'reserve']);
	});

	it('never goes back: the file of a newer agent is refused with what to do', () => {
		const db = openDatabase(at('agent.sqlite'), 0);
		db.run('INSERT INTO migration (version, at) VALUES (999, 0)');
		db.close();
		expect(() => openDatabase(at('agent.sqlite'), 0)).toThrow(/NOT_READY.*newer agent.*999/);
	});
});

describe('a damaged file', () => {
	const damage = (path: string): void => {
		const bytes = readFileSync(path);
		// Past the first page, whose header alone would be missed at once.
		bytes.fill(0xff, 4096 + 100, 4096 * 6);
		writeFileSync(path, bytes);
	};

	it('that was not closed properly is found at the start, before anything is written', () => {
		const clock = createFakeClock();
		const db = openDatabase(at('agent.sqlite'), 0);
		for (let i = 0; i < 20; i += 1) createKeyStore(db, clock).create('x'.repeat(500), ['read']);
		db.close();
		damage(at('agent.sqlite'));
		writeFileSync(at('agent.sqlite-wal'), '');
		expect(() => openDatabase(at('agent.sqlite'), 0)).toThrow(/NOT_READY.*is damaged/);
	});

	it('that is empty now, but was in use, is refused; a new one is made', () => {
		openDatabase(at('agent.sqlite'), 0).close();
		writeFileSync(at('agent.sqlite'), '');
		expect(() => openDatabase(at('agent.sqlite'), 0)).toThrow(/NOT_READY.*is damaged/);
		rmSync(at('agent.sqlite'));
		openDatabase(at('agent.sqlite'), 0).close();
	});

	it('that is empty and has a log or copies is refused, one without any of it is new', () => {
		writeFileSync(at('agent.sqlite'), '');
		writeFileSync(at('agent.sqlite-wal'), 'x');
		expect(() => openDatabase(at('agent.sqlite'), 0)).toThrow(/NOT_READY.*is damaged/);
		rmSync(at('agent.sqlite-wal'));
		mkdirSync(at('backups'));
		writeFileSync(at('backups/agent-v1-7.sqlite'), 'x');
		expect(() => openDatabase(at('agent.sqlite'), 0)).toThrow(/is damaged.*agent-v1-7\.sqlite/);
		rmSync(at('backups'), { recursive: true });
		openDatabase(at('agent.sqlite'), 0).close();
	});

	it('that is no database at all is refused in the same words, naming the newest copy', () => {
		writeOldFile(at('agent.sqlite'), 1);
		openDatabase(at('agent.sqlite'), 7).close();
		writeFileSync(at('agent.sqlite'), 'not a database, not even close to being one');
		expect(() => openDatabase(at('agent.sqlite'), 0)).toThrow(/is damaged.*agent-v1-7\.sqlite/);
	});
});

describe('history', () => {
	it('is not rewritten and not removed, except with its job', () => {
		writeOldFile(at('agent.sqlite'), MIGRATIONS.length);
		const db = openDatabase(at('agent.sqlite'), 0);
		expect(() => db.run(`UPDATE event SET state = 'completed'`)).toThrow('not rewritten');
		expect(() => db.run(`DELETE FROM event`)).toThrow('not removed');
		db.run(`DELETE FROM job WHERE id = '${OLD_FAILURE}'`);
		expect(db.all('SELECT DISTINCT job FROM event ORDER BY job')).toEqual([
			{ job: 'j_ran' },
			{ job: 'j_waits' },
		]);
		db.close();
	});
});
