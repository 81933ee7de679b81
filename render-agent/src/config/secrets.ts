/** Secrets that the agent makes once and keeps in its data folder, readable by its user only. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names of the files. */
export type SecretName = 'link-secret' | 'callback-secret';

const BYTES = 32;

/** The secret of that name in the data folder, in base64; made when it is not there. */
export const secretIn = (data: string, name: SecretName): string => {
	const file = join(data, name);
	mkdirSync(data, { recursive: true });
	if (!existsSync(file)) {
		const secret = randomBytes(BYTES).toString('base64');
		writeFileSync(file, secret, { mode: 0o600, flag: 'wx', flush: true });
	}
	return readFileSync(file, 'utf8').trim();
};
