/** `keys create | list | revoke | callback-secret`: the API keys of this agent, and what signs its callbacks. */
import type { Settings } from '../config/schema';
import { rotateSecret, secretIn } from '../config/secrets';
import { openDatabase } from '../jobs/stores/database';
import { systemClock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';
import { inLanguage } from '../kernel/words';
import { createKeyStore, type KeyStore, SCOPES, type Scope } from '../keys/keyStore';
import { databaseIn } from './places';
import type { Voice } from './render';

const withKeys = <T>(settings: Settings, use: (keys: KeyStore) => T): T => {
	const db = openDatabase(databaseIn(settings.data), systemClock.now());
	try {
		return use(createKeyStore(db, systemClock));
	} finally {
		db.close();
	}
};

/**
 * The scopes of a list.
 * @throws {AgentError} REQUEST_INVALID
 */
const scopesOf = (text: string): readonly Scope[] => {
	const asked = text.split(',').map((scope) => scope.trim());
	const known = SCOPES.filter((scope) => asked.includes(scope));
	const unknown = asked.filter((scope) => !(SCOPES as readonly string[]).includes(scope));
	if (unknown.length === 0) return known;
	throw new AgentError('REQUEST_INVALID', {
		object: `--scopes: ${unknown.join(', ')} (${SCOPES.join(', ')})`,
	});
};

/** Makes a key and says its secret, once. */
export const createKey = (
	settings: Settings,
	{ name, scopes }: { name: string; scopes: string },
	{ language, line }: Voice,
): void => {
	const { key, secret } = withKeys(settings, (keys) => keys.create(name, scopesOf(scopes)));
	line(secret);
	line(
		inLanguage(
			{
				zh: `密钥 ${key.id}（${key.scopes.join('、')}）只显示这一次，请立即保存，并填入 n8n 凭据或 Authorization: Bearer 请求头。`,
				en: `Key ${key.id} (${key.scopes.join(', ')}) is shown this once: keep it, and put it into the n8n credential or an Authorization: Bearer header.`,
			},
			language,
		),
	);
};

const day = (milliseconds: number | null): string =>
	milliseconds === null ? '-' : new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ');

/** Lists the keys, without their secrets. */
export const listKeys = (settings: Settings, { language, line }: Voice): void => {
	const keys = withKeys(settings, (store) => store.list());
	if (keys.length === 0)
		line(inLanguage({ zh: '还没有密钥。', en: 'There are no keys yet.' }, language));
	for (const { id, name, scopes, createdAt, lastUsedAt, revokedAt } of keys)
		line(
			[
				id,
				name,
				scopes.join(','),
				day(createdAt),
				day(lastUsedAt),
				revokedAt === null ? '' : `revoked ${day(revokedAt)}`,
			]
				.join('\t')
				.trimEnd(),
		);
};

/** Revokes a key. @throws {AgentError} REQUEST_INVALID when there is none with that id */
export const revokeKey = (settings: Settings, id: string, { language, line }: Voice): void => {
	withKeys(settings, (keys) => keys.revoke(id));
	line(inLanguage({ zh: `密钥 ${id} 已吊销。`, en: `Key ${id} is revoked.` }, language));
};

/** Makes a new secret for links to videos; links under the one before still work, older ones do not. */
export const rotateLinks = ({ data }: Settings, { language, line }: Voice): void => {
	rotateSecret(data, 'link-secret');
	line(
		inLanguage(
			{
				zh: '已生成新的链接密钥，重启服务后生效；上一个密钥签发的链接仍然有效，更早的已失效。',
				en: 'A new secret signs links from the next start on; links under the one before still work, older ones do not.',
			},
			language,
		),
	);
};

/** Says the secret of callbacks, as receivers that know Standard Webhooks want it. */
export const sayCallbackSecret = (settings: Settings, { line }: Voice): void => {
	const secret = settings.callbackSecret ?? secretIn(settings.data, 'callback-secret');
	line(secret.startsWith('whsec_') ? secret : `whsec_${secret}`);
};
