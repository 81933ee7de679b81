/** Names a chunk or a mix by everything that decides its bytes. What only people or places know is left out. */
import { createHash } from 'node:crypto';
import type { FontFile } from './tasks';

/** Names and places: the same video comes of other ones. */
const NAMELESS: ReadonlySet<string> = new Set(['file', 'label', 'id', 'segment']);

/**
 * A key that is the same if and only if `what` means the same. Media in it count by their `sha256`, fonts by the sum of
 * their file; ids, labels and paths do not count.
 */
export const madeKey = (what: object, fonts: readonly FontFile[]): string => {
	const sums = new Map(fonts.map(({ id, sha256 }) => [id, sha256]));
	const counted = (key: string, value: unknown): unknown => {
		if (NAMELESS.has(key)) return undefined;
		return key === 'asset' && typeof value === 'string' ? sums.get(value) : value;
	};
	return createHash('sha256').update(JSON.stringify(what, counted)).digest('hex');
};
