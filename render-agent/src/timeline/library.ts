/** What the user's own library has: files that no draft carries, by name or by id of the catalogue. Plain data. */
import type { Called } from './called';
import type { BlendMode } from './looks';

/** What a file of the library can stand for. */
export type LibraryUse = 'font' | 'sticker' | 'lut' | 'overlay';

/** A file of the library as a draft may ask for it. */
export interface LibraryEntry {
	/** Unique in the library. */
	readonly key: string;
	readonly use: LibraryUse;
	/** How an overlay is mixed with what lies beneath. */
	readonly blend: BlendMode;
}

/** The files of a library by use and key, as `keyOf` writes them. */
export type LibraryIndex = ReadonlyMap<string, LibraryEntry>;

/** A library without files. */
export const NO_LIBRARY: LibraryIndex = new Map();

/** How a name or id is looked up: case and blanks do not count. */
export const keyOf = (use: LibraryUse, name: string): string =>
	`${use}:${name.normalize('NFKC').toLowerCase().replace(/\s+/g, '')}`;

/** The file for something of a draft: by its id, else by its name. */
export const inLibrary = (
	index: LibraryIndex,
	use: LibraryUse,
	{ name, resourceId }: Called,
): LibraryEntry | undefined =>
	[resourceId, name]
		.filter((key) => key !== '')
		.map((key) => index.get(keyOf(use, key)))
		.find((entry) => entry !== undefined);

/** The keys under which a file can be added for something of a draft. */
export const libraryKeys = ({ name, resourceId }: Called): readonly string[] =>
	[...new Set([name, resourceId])].filter((key) => key !== '');

/** The words that tell under which keys a file can be added; empty when there is nothing to call it. */
export const libraryHint = (called: Called): { readonly zh: string; readonly en: string } => {
	const keys = libraryKeys(called);
	if (keys.length === 0) return { zh: '', en: '' };
	return {
		zh: `；在素材库中放入以 ${keys.join(' 或 ')} 命名的文件即可精确`,
		en: `; a file named ${keys.join(' or ')} in your library makes it exact`,
	};
};
