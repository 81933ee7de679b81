/** What is left of texts and addresses when their secrets are taken out: for logs, messages and reports. */

const RULES: readonly (readonly [RegExp, string])[] = [
	[/\b([a-z][a-z0-9+.-]*:\/\/)[^/\s"\\@]+@/gi, '$1'],
	[/\b([a-z][a-z0-9+.-]*:\/\/[^\s"\\?#]+)\?[^\s"\\]*/gi, '$1?…'],
	[/\bcr_([0-9a-z]{8})_[0-9a-z]{32}\b/g, 'cr_$1_…'],
	[/\bwhsec_[A-Za-z0-9+/=]+/g, 'whsec_…'],
	[/\b(Bearer|Basic)\s+[^\s"\\]+/gi, '$1 …'],
];

/** A text without the queries and users of its addresses, and without keys. */
export const withoutSecrets = (text: string): string =>
	RULES.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);

const USER = /^((?:[a-z][a-z0-9+.-]*:)?\/\/)?[^/\\\s]*@/i;

/** An address, or what was meant to be one, without its user, its query and its fragment. */
export const bareAddress = (address: string): string =>
	address.replace(USER, '$1').split(/[?#]/)[0] ?? '';
