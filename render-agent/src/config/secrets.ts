/** Secrets that the agent makes once and keeps in its data folder, readable by its user only. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeNamedFolder } from './folders';
import { replaceNow } from './heldFiles';

/** Names of the files. */
export type SecretName = 'link-secret' | 'callback-secret' | 'setup-token';

const BYTES = 32;

const fileOf = (data: string, name: SecretName): string => join(data, name);

const madeSecret = (): string => randomBytes(BYTES).toString('base64');

const OWN = 0o600;

/** The secrets of that name in the data folder, in base64, the newest first; one is made when there is none. */
export const secretsIn = (data: string, name: SecretName): readonly [string, ...string[]] => {
	const file = fileOf(data, name);
	makeNamedFolder(data);
	if (!existsSync(file)) writeFileSync(file, madeSecret(), { mode: OWN, flag: 'wx', flush: true });
	const [first = '', ...older] = readFileSync(file, 'utf8').trim().split(/\s+/);
	return [first, ...older];
};

/** The newest secret of that name. */
export const secretIn = (data: string, name: SecretName): string => secretsIn(data, name)[0];

/** Puts a new secret before the newest, which still counts; older ones do not any more. */
export const rotateSecret = (data: string, name: SecretName): void => {
	const [before] = secretsIn(data, name);
	replaceNow(fileOf(data, name), `${madeSecret()}\n${before}`, OWN);
};
