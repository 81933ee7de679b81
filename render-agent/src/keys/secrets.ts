/** Secrets that name their row: made once, kept as digests, found again in the same time whatever is wrong with them. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { AgentError } from '../kernel/errors';
import { randomName } from '../kernel/ids';
import type { Database, Row } from '../jobs/stores/database';

const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Hexadecimal digest of a secret, as it is kept. */
export const keptAs = (secret: string): string => digestOf(secret).toString('hex');

/** A new secret of a kind: `<kind>_<8 id>_<32 random>`, and its id. */
export const newSecret = (kind: string): { readonly id: string; readonly secret: string } => {
	const id = randomName(8);
	return { id, secret: `${kind}_${id}_${randomName(32)}` };
};

const NOBODY = digestOf('nobody');

/** Whose secrets: the first letters of them, the table of their rows, and how one that is not good is refused. */
export interface SecretKind {
	readonly kind: string;
	readonly table: 'api_key' | 'worker';
	readonly refusal: () => AgentError;
}

/** Finds the row of a secret that was not revoked. @throws the refusal, the same whatever is wrong with it */
export const rowOfSecretIn = (
	db: Database,
	{ kind, table, refusal }: SecretKind,
): ((secret: string) => Row) => {
	const form = new RegExp(`^${kind}_([0-9a-z]{8})_[0-9a-z]{32}$`);
	return (secret) => {
		const id = form.exec(secret)?.[1] ?? '';
		const row = db.one(`SELECT * FROM ${table} WHERE id = :id`, { id });
		const kept = row ? Buffer.from(String(row['sha256']), 'hex') : NOBODY;
		const isSame = timingSafeEqual(kept, digestOf(secret));
		if (!row || !isSame || row['revoked_at'] !== null) throw refusal();
		return row;
	};
};
