/** API keys: made, checked, revoked. Keeps only their digests; a key is shown once, when it is made. */
import type { Clock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';
import type { Database, Row } from '../jobs/stores/database';
import { keptAs, newSecret, rowOfSecretIn } from './secrets';

/** What a key may do: submit jobs and drafts, read what it made, or everything. */
export const SCOPES = ['submit', 'read', 'admin'] as const;

/** One thing that a key may do. */
export type Scope = (typeof SCOPES)[number];

/** A key as it is listed; never the secret. Times are milliseconds since 1970. */
export interface ApiKey {
	/** The eight characters after `cr_`. */
	readonly id: string;
	readonly name: string;
	readonly scopes: readonly Scope[];
	readonly createdAt: number;
	readonly lastUsedAt: number | null;
	readonly revokedAt: number | null;
}

/** The keys of an agent. */
export interface KeyStore {
	/** A new key. `secret` is what callers send: `cr_<8 id>_<32 random>`; it cannot be had again. */
	readonly create: (
		name: string,
		scopes: readonly Scope[],
	) => { readonly key: ApiKey; readonly secret: string };
	readonly list: () => readonly ApiKey[];
	/** The key, revoked. @throws {AgentError} REQUEST_INVALID when there is none of that id */
	readonly revoke: (id: string) => ApiKey;
	/** Whether a key was ever made; from then on every caller is asked for one, even when all are revoked. */
	readonly isAsked: () => boolean;
	/** The key of a secret. @throws {AgentError} KEY_INVALID, the same whatever is wrong with it */
	readonly verify: (secret: string) => ApiKey;
}

const KIND = 'cr';
const NOTED_EVERY = 60_000;

const isScope = (text: string): text is Scope => SCOPES.some((scope) => scope === text);

const timeOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

const keyOf = (row: Row): ApiKey => ({
	id: String(row['id']),
	name: String(row['name']),
	scopes: String(row['scopes']).split(' ').filter(isScope),
	createdAt: Number(row['created_at']),
	lastUsedAt: timeOf(row['last_used_at']),
	revokedAt: timeOf(row['revoked_at']),
});

const verifyIn = (db: Database, clock: Clock): KeyStore['verify'] => {
	const refusal = (): AgentError => new AgentError('KEY_INVALID');
	const rowOf = rowOfSecretIn(db, { kind: KIND, table: 'api_key', refusal });
	return (secret) => {
		const key = keyOf(rowOf(secret));
		const now = clock.now();
		if (now - (key.lastUsedAt ?? 0) >= NOTED_EVERY)
			db.run('UPDATE api_key SET last_used_at = :now WHERE id = :id', { id: key.id, now });
		return key;
	};
};

/** The keys in the agent's file. When a key was used last is noted once a minute. */
export const createKeyStore = (db: Database, clock: Clock): KeyStore => {
	const find = (id: string): ApiKey => {
		const row = db.one('SELECT * FROM api_key WHERE id = :id', { id });
		if (row) return keyOf(row);
		throw new AgentError('REQUEST_INVALID', {
			object: { zh: `没有编号为 ${id} 的密钥`, en: `there is no key with the id ${id}` },
		});
	};
	return {
		create: (name, scopes) => {
			const { id, secret } = newSecret(KIND);
			db.run(
				'INSERT INTO api_key (id, sha256, name, scopes, created_at) VALUES (:id, :sha256, :name, :scopes, :now)',
				{
					id,
					sha256: keptAs(secret),
					name,
					scopes: scopes.join(' '),
					now: clock.now(),
				},
			);
			return { key: find(id), secret };
		},
		list: () => db.all('SELECT * FROM api_key ORDER BY created_at, id').map(keyOf),
		revoke: (id) => {
			find(id);
			db.run('UPDATE api_key SET revoked_at = COALESCE(revoked_at, :now) WHERE id = :id', {
				id,
				now: clock.now(),
			});
			return find(id);
		},
		isAsked: () => db.one('SELECT 1 FROM api_key LIMIT 1') !== undefined,
		verify: verifyIn(db, clock),
	};
};
