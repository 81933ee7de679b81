/** Names of fonts as they are compared, and those of the app's own font, which no draft carries. */
import type { Called } from './called';

/** A font name as it is compared: lower case, without blanks, hyphens and the word for the plain weight. */
export const plainName = (name: string): string =>
	name
		.normalize('NFKC')
		.toLowerCase()
		.replace(/\.(ttf|otf|ttc)$/u, '')
		.replace(/[\s_-]/gu, '')
		.replace(/(regular|常规)$/u, '');

/** Its files are called by language. */
const OWN: ReadonlySet<string> = new Set(
	['系统', '系统字体', '默认', '默认字体', 'System', 'SystemFont', 'Default']
		.concat(['zh-hans', 'zh-hant', 'en', 'ja', 'ko'])
		.map(plainName),
);

/** Whether a font is the app's own: by one of its names, or because the draft names none at all. */
export const isOwnFont = ({ name, resourceId }: Called): boolean =>
	name === '' ? resourceId === '' : OWN.has(plainName(name));

/** How the user's library calls the app's own font, whatever the draft does. */
export const OWN_FONT: Called = { name: '系统', resourceId: 'System' };
