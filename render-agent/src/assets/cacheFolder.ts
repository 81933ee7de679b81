/** The cache on the disk: files by their content, a note for each address, parts under way. Decides nothing about servers. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { makeFolder } from '../config/folders';
import { clearAway } from '../config/heldFiles';
import { cacheParts, type CachePartsOptions } from './cacheParts';
import { settle } from './disk';

const noteSchema = z.object({
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
	bytes: z.number(),
	fetchedAt: z.number(),
	etag: z.string().optional(),
	lastModified: z.string().optional(),
});

/** What an address gave, and when (milliseconds since 1970). */
export type Note = z.infer<typeof noteSchema>;

/** A cache's folder. */
export interface CacheFolder {
	readonly folder: string;
	readonly fileOf: (sha256: string) => string;
	/** Makes the folders. */
	readonly make: () => Promise<void>;
	/** What is known of an address, when its file is still whole. */
	readonly noteOf: (url: string) => Promise<Note | undefined>;
	/** Writes the note of an address, and gives it. */
	readonly note: (url: string, note: Note) => Promise<Note>;
	/** A file that does not exist yet, for a download under way. */
	readonly newPart: (url: string) => string;
	/** Removes a part, when it is there. */
	readonly drop: (part: string) => Promise<void>;
	/** Moves a finished part to its place; drops it when the same content is there already. */
	readonly take: (part: string, whole: Pick<Note, 'sha256' | 'bytes'>) => Promise<void>;
	/** Marks a file as just used. */
	readonly touch: (sha256: string) => Promise<void>;
	/** Removes parts that nobody goes on with, and the least recently used files beyond `limitBytes` that are not kept. */
	readonly tidy: (limitBytes: number, isKept: (sha256: string) => boolean) => Promise<void>;
}

/** Somebody may be about to hold what was used this shortly ago. */
const JUST_USED = 60_000;

const nameOf = (url: string): string => createHash('sha256').update(url).digest('hex');

const filesIn = async (
	folder: string,
): Promise<readonly { sha256: string; bytes: number; used: number }[]> => {
	const names = await readdir(folder).catch(() => []);
	const sums = names.filter((name) => /^[0-9a-f]{64}$/.test(name));
	const files = await Promise.all(
		sums.map(async (sha256) => {
			const at = await stat(join(folder, sha256)).catch(() => undefined);
			return at ? [{ sha256, bytes: at.size, used: at.mtimeMs }] : [];
		}),
	);
	return files.flat().sort((a, b) => a.used - b.used);
};

/** The cache's folder; nothing is made before `make`. */
export const cacheFolder = (folder: string, options: CachePartsOptions): CacheFolder => {
	const { clock } = options;
	const notes = join(folder, 'addresses');
	const parts = cacheParts(join(folder, 'parts'), options);
	const fileOf = (sha256: string): string => join(folder, sha256);
	const noteFile = (url: string): string => join(notes, `${nameOf(url)}.json`);
	const touch = async (sha256: string): Promise<void> => {
		const now = new Date(clock.now());
		await utimes(fileOf(sha256), now, now);
	};
	return {
		folder,
		fileOf,
		touch,
		newPart: (url) => parts.make(nameOf(url)),
		drop: parts.drop,
		make: async () => {
			await makeFolder(notes);
			await makeFolder(parts.folder);
		},
		noteOf: async (url) => {
			try {
				const note = noteSchema.parse(JSON.parse(await readFile(noteFile(url), 'utf8')));
				return (await stat(fileOf(note.sha256))).size === note.bytes ? note : undefined;
			} catch {
				return undefined;
			}
		},
		note: async (url, note) => {
			await parts.write(noteFile(url), JSON.stringify(note));
			return note;
		},
		take: async (part, { sha256, bytes }) => {
			const there = await stat(fileOf(sha256)).catch(() => undefined);
			if (there?.size !== bytes) await settle(part, fileOf(sha256));
			await touch(sha256);
		},
		tidy: async (limitBytes, isKept) => {
			await parts.tidy();
			const files = await filesIn(folder);
			let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
			for (const { sha256, bytes, used } of files) {
				if (total <= limitBytes) break;
				if (isKept(sha256) || used > clock.now() - JUST_USED) continue;
				if (await clearAway(fileOf(sha256))) total -= bytes;
			}
		},
	};
};
