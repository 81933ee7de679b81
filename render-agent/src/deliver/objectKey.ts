/** Names of delivered files, as capcut-mate gives them. Pure. */
import { createHash } from 'node:crypto';

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

/**
 * `yyyy-MM-dd/yyyyMMddHHmmss<8 hex>` in local time, without an extension. `at`: milliseconds since 1970. The eight
 * characters follow from `id`, so that a second try has the same name.
 */
export const objectStem = (at: number, id: string): string => {
	const day = new Date(at);
	const date = [pad(day.getFullYear(), 4), pad(day.getMonth() + 1), pad(day.getDate())];
	const time = [pad(day.getHours()), pad(day.getMinutes()), pad(day.getSeconds())];
	const mark = createHash('sha256').update(id).digest('hex').slice(0, 8);
	return `${date.join('-')}/${[...date, ...time].join('')}${mark}`;
};

/** A key below a prefix; slashes around the prefix do not count. */
export const below = (prefix: string | undefined, key: string): string => {
	const trimmed = (prefix ?? '').replace(/^\/+|\/+$/g, '');
	return trimmed === '' ? key : `${trimmed}/${key}`;
};

/** An address below a base; every segment of the path is encoded. */
export const addressBelow = (base: string, path: string): string =>
	`${base.replace(/\/+$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;

/** The header that names a file when it is saved: plain letters for old readers, UTF-8 for the others. */
export const dispositionOf = (kind: 'inline' | 'attachment', name: string): string => {
	const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
	const encoded = encodeURIComponent(name).replace(
		/['()*]/g,
		(letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
	);
	return plain === name
		? `${kind}; filename="${plain}"`
		: `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
};
