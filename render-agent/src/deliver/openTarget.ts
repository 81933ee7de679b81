/** Makes a delivery target of how it is written down. */
import type { TargetSettings } from '../config/targets';
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
}

const LONGEST_LINK_DAYS = 7;

/**
 * The target of these settings under a name.
 * @throws {AgentError} REQUEST_INVALID when a bucket's address cannot be known
 */
export const openTarget = (
	name: string,
	settings: TargetSettings,
	parts: TargetParts,
): DeliveryTarget => {
	switch (settings.kind) {
		case 's3': {
			const linkDays = Math.min(LONGEST_LINK_DAYS, settings.link_days ?? parts.linkDays);
			return s3Bucket(name, { ...settings, link_days: linkDays }, parts);
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
