/** Makes a delivery target of how it is written down. */
import type { TargetSettings } from '../config/targets';
import { AgentError } from '../kernel/errors';
import type { Words } from '../kernel/words';
import { objectionTo } from '../net/addressGuard';
import type { DeliveryTarget } from './target';
import { copyFolder } from './targets/copyFolder';
import { httpPut } from './targets/httpPut';
import { multipartPost } from './targets/multipartPost';
import { s3Bucket, type UploadParts } from './targets/s3';
import { webdav } from './targets/webdav';

/** What targets need of the world. */
export interface TargetParts extends UploadParts {
	/** How long signed links live when the target does not say it. Days. */
	readonly linkDays: number;
	/** Whether the operator wrote the target down: its address may have any port then. Default: a request brought it along. */
	readonly isOwn?: boolean;
}

const LONGEST_LINK_DAYS = 7;

/** For how many days links to a target's files are signed; undefined where they are not signed. */
export const linkDaysOf = (settings: TargetSettings, linkDays: number): number | undefined =>
	settings.kind === 's3' && settings.public_url === undefined
		? Math.min(LONGEST_LINK_DAYS, settings.link_days ?? linkDays)
		: undefined;

const signInWords = (name: string, kind: TargetSettings['kind']): Words => {
	const [zh, en] = {
		webdav: ['username 和 password 中', 'username and password'],
		s3: ['access_key_id 和 secret_access_key 中', 'access_key_id and secret_access_key'],
		form: ['headers 的 Authorization 中', 'an Authorization among its headers'],
		put: ['headers 的 Authorization 中', 'an Authorization among its headers'],
		folder: ['', ''],
	}[kind] as [string, string];
	return {
		zh: `投递目标 ${name} 的地址中不能带用户名和密码，请写在 ${zh}`,
		en: `the address of the target ${name} must not hold a user and a password: write them as ${en}`,
	};
};

/** Refuses an address that would never be asked, before a video is rendered for it. */
const requireAskable = (name: string, settings: TargetSettings, isOwn: boolean): void => {
	const address = settings.kind === 's3' ? settings.endpoint : 'url' in settings && settings.url;
	const url = typeof address === 'string' ? URL.parse(address) : null;
	if (!url) return;
	if (url.username !== '' || url.password !== '')
		throw new AgentError('REQUEST_INVALID', { object: signInWords(name, settings.kind) });
	const objection = isOwn ? undefined : objectionTo(url);
	if (objection)
		// Targets that the operator writes down may have any port.
		throw new AgentError('ADDRESS_REFUSED', {
			object: { zh: `${url.host}：${objection.zh}`, en: `${url.host}: ${objection.en}` },
			hint: { setting: 'RENDER_AGENT_TARGETS' },
		});
};

/**
 * The target of these settings under a name.
 * @throws {AgentError} REQUEST_INVALID when a bucket's address or region cannot be known, or an address has a user in it;
 * ADDRESS_REFUSED when one that a request brought along has a port that is never asked
 */
export const openTarget = (
	name: string,
	settings: TargetSettings,
	parts: TargetParts,
): DeliveryTarget => {
	requireAskable(name, settings, parts.isOwn === true);
	switch (settings.kind) {
		case 's3': {
			const link_days = linkDaysOf(settings, parts.linkDays) ?? LONGEST_LINK_DAYS;
			return s3Bucket(name, { ...settings, link_days }, parts);
		}
		case 'form':
			return multipartPost(name, settings, parts);
		case 'put':
			return httpPut(name, settings, parts);
		case 'webdav':
			return webdav(name, settings, parts);
		case 'folder':
			return copyFolder(name, settings);
	}
};
