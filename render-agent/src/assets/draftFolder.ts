/** The files of a draft wherever they lie: lists them, and picks the timeline file. Never leaves the draft's folder. */
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { AgentError } from '../kernel/errors';

/** Names of the timeline file, the preferred first. */
export const TIMELINE_FILES = ['draft_content.json', 'draft_info.json', 'template-2.tmp'] as const;

/** A timeline file may not be larger. Bytes. */
export const MAX_DRAFT_BYTES = 32 * 1024 * 1024;

/** What can be asked of a draft's files, in a folder or on a server. Paths are relative, with `/`. */
export interface DraftFiles {
	readonly paths: readonly string[];
	/** The bytes of one of `paths`. @throws {AgentError} TOO_LARGE beyond 32 MiB */
	readonly read: (path: string) => Promise<Uint8Array>;
}

const MAX_FILES = 20_000;
const MAX_DEPTH = 12;

/** `TOO_LARGE` for a timeline file. */
export const draftTooLarge = (name: string): AgentError =>
	new AgentError('TOO_LARGE', { object: name, hint: { limit: '32 MiB' } });

const listed = async (folder: string): Promise<readonly string[]> => {
	const found: string[] = [];
	const walk = async (prefix: string, depth: number): Promise<void> => {
		const entries = await readdir(join(folder, prefix), { withFileTypes: true });
		for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
			if (found.length >= MAX_FILES) return;
			const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
			if (entry.isFile()) found.push(path);
			else if (entry.isDirectory() && depth < MAX_DEPTH) await walk(path, depth + 1);
		}
	};
	await walk('', 0);
	return found;
};

/** A whole file of at most `limit` bytes, or undefined when it is larger. */
export const readUpTo = async (file: string, limit: number): Promise<Uint8Array | undefined> => {
	const handle = await open(file, 'r');
	try {
		const { size } = await handle.stat();
		return size > limit ? undefined : await handle.readFile();
	} finally {
		await handle.close();
	}
};

/** The real place of a file in a folder; undefined when it is none, or a link leads out of the folder. */
export const insideFolder = async (folder: string, path: string): Promise<string | undefined> => {
	try {
		const root = await realpath(folder);
		const file = await realpath(join(root, ...path.split('/')));
		const isFile = (await stat(file)).isFile();
		return isFile && file.startsWith(root.endsWith(sep) ? root : root + sep) ? file : undefined;
	} catch {
		return undefined;
	}
};

/** The files of a folder on this machine. Links are not followed. */
export const folderFiles = async (folder: string): Promise<DraftFiles> => ({
	paths: await listed(folder),
	read: async (path) => {
		const file = await insideFolder(folder, path);
		if (file === undefined) throw new AgentError('DRAFT_NOT_FOUND', { object: path });
		const bytes = await readUpTo(file, MAX_DRAFT_BYTES);
		if (!bytes) throw draftTooLarge(path);
		return bytes;
	},
});
