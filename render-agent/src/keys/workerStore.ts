/** Workers elsewhere: enrolled by codes that work once, known by a credential, revoked. Keeps only digests of both. */
import { z } from 'zod/v4';
import type { Clock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';
import { randomName } from '../kernel/ids';
import type { Database, Row } from '../jobs/stores/database';
import { keptAs, newSecret, rowOfSecretIn } from './secrets';

const short = z.string().max(80);

/** What a worker tells of itself. */
export const workerWords = z.object({
	platform: short.describe('Such as win32 x64.'),
	version: short.describe('Version of its agent.'),
	encoders: z.array(short).max(20).describe('Where it encodes: software, or a graphics card.'),
	resting: z
		.string()
		.max(300)
		.nullable()
		.describe('Why it takes no jobs now, in words; null when it does.'),
});

/** What a worker tells of itself. */
export type WorkerWords = z.infer<typeof workerWords>;

/** A worker as it is listed; never its credential. Times are milliseconds since 1970. */
export interface KnownWorker extends WorkerWords {
	readonly id: string;
	readonly name: string;
	readonly createdAt: number;
	readonly seenAt: number;
	readonly revokedAt: number | null;
}

/** The workers of a gateway. */
export interface WorkerStore {
	/** A code by which one worker can enrol within a quarter of an hour. It cannot be had again. */
	readonly makeCode: () => { readonly code: string; readonly expiresAt: number };
	/** A new worker by a code, which is used up by that. `secret` cannot be had again. @throws {AgentError} ENROL_CODE_INVALID, the same whatever is wrong with it */
	readonly enrol: (
		code: string,
		worker: WorkerWords & { readonly name: string },
	) => { readonly worker: KnownWorker; readonly secret: string };
	/** The worker of a credential. @throws {AgentError} WORKER_KEY_INVALID, the same whatever is wrong with it */
	readonly verify: (secret: string) => KnownWorker;
	/** Notes that a worker was heard, and what it told. */
	readonly heard: (id: string, words?: WorkerWords) => void;
	readonly list: () => readonly KnownWorker[];
	/** Whether that worker may still take jobs. */
	readonly isKnown: (id: string) => boolean;
	/** The worker, revoked. @throws {AgentError} REQUEST_INVALID when there is none of that id */
	readonly revoke: (id: string) => KnownWorker;
}

const KIND = 'cw';
const CODE_LIFE = 15 * 60_000;
const NOTED_EVERY = 5_000;
const CODE_LETTERS = 12;

/** Codes are read out and typed: spaces, dashes and capitals do not count. */
const plain = (code: string): string => code.toLowerCase().replace(/[^0-9a-z]/g, '');

const shown = (code: string): string => (code.match(/.{4}/g) ?? []).join('-');

const UNTOLD: WorkerWords = { platform: '', version: '', encoders: [], resting: null };

const wordsIn = (text: unknown): WorkerWords => {
	const { data = UNTOLD } = workerWords.safeParse(JSON.parse(String(text)));
	return data;
};

const workerOf = (row: Row): KnownWorker => ({
	...wordsIn(row['told']),
	id: String(row['id']),
	name: String(row['name']),
	createdAt: Number(row['created_at']),
	seenAt: Number(row['seen_at']),
	revokedAt: typeof row['revoked_at'] === 'number' ? row['revoked_at'] : null,
});

const codesIn = (db: Database, clock: Clock) => ({
	makeCode: () => {
		const code = randomName(CODE_LETTERS);
		const now = clock.now();
		const expiresAt = now + CODE_LIFE;
		db.run('DELETE FROM worker_code WHERE expires_at < :now', { now });
		db.run(
			'INSERT INTO worker_code (sha256, created_at, expires_at) VALUES (:sha256, :now, :expiresAt)',
			{ sha256: keptAs(code), now, expiresAt },
		);
		return { code: shown(code), expiresAt };
	},
	/** Uses a code up. @throws {AgentError} ENROL_CODE_INVALID */
	use: (code: string): void => {
		const used = db.run(
			'UPDATE worker_code SET used_at = :now WHERE sha256 = :sha256 AND used_at IS NULL AND expires_at > :now',
			{ now: clock.now(), sha256: keptAs(plain(code)) },
		);
		if (used === 0) throw new AgentError('ENROL_CODE_INVALID');
	},
});

const verifyIn = (db: Database): WorkerStore['verify'] => {
	const refusal = (): AgentError => new AgentError('WORKER_KEY_INVALID');
	const rowOf = rowOfSecretIn(db, { kind: KIND, table: 'worker', refusal });
	return (secret) => workerOf(rowOf(secret));
};

/** The workers in the agent's file. When one was heard last is noted every five seconds. */
export const createWorkerStore = (db: Database, clock: Clock): WorkerStore => {
	const { makeCode, use } = codesIn(db, clock);
	const find = (id: string): KnownWorker => {
		const row = db.one('SELECT * FROM worker WHERE id = :id', { id });
		if (row) return workerOf(row);
		throw new AgentError('REQUEST_INVALID', {
			object: { zh: `没有编号为 ${id} 的工作机`, en: `there is no worker with the id ${id}` },
		});
	};
	return {
		makeCode,
		enrol: (code, { name, ...words }) =>
			db.transaction(() => {
				use(code);
				const { id, secret } = newSecret(KIND);
				db.run(
					`INSERT INTO worker (id, sha256, name, told, created_at, seen_at)
						VALUES (:id, :sha256, :name, :told, :now, :now)`,
					{
						...{ id, name, told: JSON.stringify(words), now: clock.now() },
						sha256: keptAs(secret),
					},
				);
				return { worker: find(id), secret };
			}),
		verify: verifyIn(db),
		heard: (id, words) => {
			const now = clock.now();
			const told = words === undefined ? null : JSON.stringify(words);
			db.run(
				`UPDATE worker SET seen_at = :now, told = COALESCE(:told, told)
					WHERE id = :id AND (ABS(:now - seen_at) >= :often OR told <> COALESCE(:told, told))`,
				{ id, now, told, often: NOTED_EVERY },
			);
		},
		list: () => db.all('SELECT * FROM worker ORDER BY created_at, id').map(workerOf),
		isKnown: (id) =>
			db.one('SELECT 1 FROM worker WHERE id = :id AND revoked_at IS NULL', { id }) !== undefined,
		revoke: (id) => {
			find(id);
			db.run('UPDATE worker SET revoked_at = COALESCE(revoked_at, :now) WHERE id = :id', {
				id,
				now: clock.now(),
			});
			return find(id);
		},
	};
};
