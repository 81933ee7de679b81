/** A draft that was brought here: its timeline file, and where each of the files that it names is. */
import { join } from 'node:path';
import { stat } from 'node:fs/promises';
import type { AssetPlace } from '../timeline/asset';
import { type DraftFiles, insideFolder } from './draftFolder';
import { cleaned, findAmong } from './pathLadder';

/** Where an asset is, as far as the draft tells. `file` is a path on this machine. */
export type Located =
	| { readonly kind: 'address'; readonly url: string }
	| { readonly kind: 'file'; readonly file: string }
	| { readonly kind: 'missing' };

/** A draft, wherever it came from. */
export interface DraftSource {
	/** The timeline file as it is: nothing is checked yet, it may be encrypted or broken. */
	readonly text: Uint8Array;
	/** The draft's id, where it has one. */
	readonly id: string | undefined;
	/** Where the file of an asset is. */
	readonly find: (place: AssetPlace) => Promise<Located>;
}

const MISSING: Located = { kind: 'missing' };

const asAddress = (text: string): Located | undefined =>
	/^https?:\/\//i.test(text) ? { kind: 'address', url: text } : undefined;

/** What a place is called in a draft; empty for files of the user's library, which no draft has. */
const textOf = (place: AssetPlace): string => {
	switch (place.kind) {
		case 'address':
			return cleaned(place.url);
		case 'path':
			return cleaned(place.path);
		case 'library':
			return '';
	}
};

/** Finds what a draft without files of its own names: addresses only. */
export const addressesOnly = (place: AssetPlace): Promise<Located> =>
	Promise.resolve(asAddress(textOf(place)) ?? MISSING);

const isOutside = async (path: string): Promise<boolean> => {
	const found = await stat(path).catch(() => undefined);
	return found?.isFile() === true;
};

/**
 * Finds files in a folder on this machine. With `anywhere`, a path that stands in the draft as it is and names a file
 * of this machine is taken too: for the owner of the machine only, never for a server.
 */
export const inFolder =
	(folder: string, files: DraftFiles, { id, anywhere }: { id: string; anywhere: boolean }) =>
	async (place: AssetPlace): Promise<Located> => {
		const wanted = textOf(place);
		const address = asAddress(wanted);
		if (address) return address;
		if (anywhere && /^(\/|[A-Za-z]:[\\/])/.test(wanted) && (await isOutside(wanted)))
			return { kind: 'file', file: wanted };
		const path = findAmong(files.paths, wanted, id);
		const file = path === undefined ? undefined : await insideFolder(folder, path);
		return file === undefined ? MISSING : { kind: 'file', file: join(file) };
	};

/** Finds files that a server has listed: `listing` has their addresses by relative path. */
export const inListing =
	(listing: ReadonlyMap<string, string>, id: string | undefined) =>
	(place: AssetPlace): Promise<Located> => {
		const wanted = textOf(place);
		const path = asAddress(wanted) ? undefined : findAmong([...listing.keys()], wanted, id);
		const url = path === undefined ? undefined : listing.get(path);
		const listed: Located = url === undefined ? MISSING : { kind: 'address', url };
		return Promise.resolve(asAddress(wanted) ?? listed);
	};
