import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../../render-agent/src/jobs/stores/database';
import { createJobStore } from '../../../render-agent/src/jobs/stores/sqliteJobStore';
import { jobOptions } from '../../../render-agent/src/jobs/job';

describe('a job that is read again', () => {
	let folder: string;
	const at = (): string => join(folder, 'agent.sqlite');
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'remembered-'));
	});
	afterEach(() => {
		rmSync(folder, { recursive: true });
	});

	const opened = () => {
		const db = openDatabase(at(), 0);
		return { db, store: createJobStore(db) };
	};
	const submitted = (store: ReturnType<typeof createJobStore>, id: string): void => {
		const names = { id, draft: id, draftKey: 'd', identity: id, owner: '', base: '' };
		store.submit(
			{
				...names,
				...{ options: jobOptions.parse({}), warnings: [], idempotencyKey: undefined, targets: [] },
			},
			{ queueLimit: 10, now: 1 },
		);
	};

	it('is the same object while nothing has changed, and another one as soon as something has', () => {
		const { db, store } = opened();
		submitted(store, 'a');
		const first = store.find('a');
		expect(store.find('a')).toBe(first);
		expect(store.newestOf('d', 'everybody')).toBe(store.newestOf('d', 'everybody'));
		submitted(store, 'b');
		expect(store.find('a')).not.toBe(first);
		expect(store.newestOf('d', 'everybody')?.id).toBe('b');
		expect(store.find('a')?.state).toBe('queued');
		store.cancel('a', 2);
		expect(store.find('a')?.state).toBe('cancelled');
		db.close();
	});

	it('is seen as another process has left it', () => {
		const { db, store } = opened();
		submitted(store, 'a');
		expect(store.find('a')?.state).toBe('queued');
		expect(store.find('b')).toBeUndefined();
		const other = opened();
		other.store.cancel('a', 2);
		submitted(other.store, 'b');
		other.db.close();
		expect(store.find('a')?.state).toBe('cancelled');
		expect(store.find('b')?.state).toBe('queued');
		db.close();
	});

	it('is not what a transaction saw that was taken back', () => {
		const { db, store } = opened();
		submitted(store, 'a');
		const taken = (): void => {
			db.transaction(() => {
				store.cancel('a', 2);
				expect(store.find('a')?.state).toBe('cancelled');
				throw new RangeError('taken back');
			});
		};
		expect(taken).toThrow('taken back');
		expect(store.find('a')?.state).toBe('queued');
		db.close();
	});
});
