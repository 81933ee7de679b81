/** Names from outside, made fit to be names on any disk. Pure: refuses what points elsewhere, mends the rest. */
import { createHash } from 'node:crypto';

const MAX_BYTES = 120;
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/i;

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

const shortened = (name: string): string => {
	if (bytes(name) <= MAX_BYTES) return name;
	const mark = `~${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
	const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
	let kept = '';
	for (const character of name) {
		if (bytes(kept + character + mark + extension) > MAX_BYTES) break;
		kept += character;
	}
	return kept + mark + extension;
};

const isReserved = (name: string): boolean => RESERVED.test((name.split('.')[0] ?? '').trim());

const mended = (part: string): string | undefined => {
	const visible = part
		.normalize('NFC')
		.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
		.replace(/[<>"|?*]/g, '_')
		.replace(/[. ]+$/, '');
	if (visible === '' || visible.includes(':')) return undefined;
	return shortened(isReserved(visible) ? `_${visible}` : visible);
};

/**
 * A relative path with `/` that stays inside whatever folder it is put under, on Linux, macOS and Windows;
 * undefined for what cannot: `..`, absolute paths, drives, UNC, alternate streams, NUL, nothing at all.
 * Done twice it changes nothing.
 */
export const safeRelativePath = (name: string): string | undefined => {
	const path = name.replaceAll('\\', '/');
	if (path.includes('\0') || path.startsWith('/')) return undefined;
	const parts = path.split('/').filter((part) => part !== '' && part !== '.');
	if (parts.includes('..')) return undefined;
	const safe = parts.map(mended);
	return safe.length === 0 || safe.includes(undefined) ? undefined : safe.join('/');
};
