/** The cache on the disk: files by their content, a note for each address, parts under way. Decides nothing about servers. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { makeFolder } from '../config/folders';
import { clearAway } from '../config/heldFiles';
import { type CacheParts, cacheParts, type CachePartsOptions } from './cacheParts';
import { settle } from './disk';
import { type LeftDownload, type LeftDownloads, leftDownloads } from './leftDownloads';

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
	/** Removes a part that was not left, when it is there. */
	readonly drop: (part: string) => Promise<void>;
	/** Leaves a part, of which something was noted, to whoever asks for its address next; else removes it. */
	readonly leave: (part: string) => Promise<void>;
	/** Notes how far a part is. */
	readonly noteBegun: LeftDownloads['note'];
	/** What somebody has left of an address. */
	readonly begunOf: (url: string) => Promise<LeftDownload | undefined>;
	/** Moves a finished part to its place; drops it when the same content is there already. */
	readonly take: (part: string, whole: Pick<Note, 'sha256' | 'bytes'>) => Promise<void>;
	/** Marks a file as just used. */
	readonly touch: (sha256: string) => Promise<void>;
	/**
	 * Removes parts that nobody can go on with, and the least recently used files beyond `limitBytes` that are not kept,
	 * unfinished ones among them.
	 */
	readonly tidy: (limitBytes: number, isKept: (sha256: string) => boolean) => Promise<void>;
}

/** Somebody may be about to hold what was used this shortly ago. */
const JUST_USED = 60_000;

const noteIn = async (file: string): Promise<Note | undefined> => {
	try {
		return noteSchema.parse(JSON.parse(await readFile(file, 'utf8')));
	} catch {
		return undefined;
	}
};

const nameOf = (url: string): string => createHash('sha256').update(url).digest('hex');

interface Cached {
	readonly file: string;
	/** Of a whole one. */
	readonly sha256?: string;
	readonly bytes: number;
	/** Milliseconds since 1970. */
	readonly used: number;
}

const wholeIn = async (folder: string): Promise<readonly Cached[]> => {
	const names = await readdir(folder).catch(() => []);
	const sums = names.filter((name) => /^[0-9a-f]{64}$/.test(name));
	const files = await Promise.all(
		sums.map(async (sha256) => {
			const file = join(folder, sha256);
			const at = await stat(file).catch(() => undefined);
			return at ? [{ file, sha256, bytes: at.size, used: at.mtimeMs }] : [];
		}),
	);
	return files.flat();
};

/** What was left of downloads. That of an address which is whole since goes. */
const unfinishedIn = async (parts: CacheParts, notes: string): Promise<readonly Cached[]> => {
	const found = (await parts.left()).map(async ({ part, what, bytes, used }) => {
		const whole = await stat(join(notes, `${what}.json`)).catch(() => undefined);
		const isOver = whole !== undefined && whole.mtimeMs > used;
		if (isOver) await clearAway(part);
		return isOver ? [] : [{ file: part, bytes, used }];
	});
	return (await Promise.all(found)).flat();
};

/** Removes the least recently used until the limit holds. */
const evict = async (
	files: readonly Cached[],
	limitBytes: number,
	isKept: (file: Cached) => boolean,
): Promise<void> => {
	let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
	for (const one of [...files].sort((a, b) => a.used - b.used)) {
		if (total <= limitBytes) break;
		if (!isKept(one) && (await clearAway(one.file))) total -= one.bytes;
	}
};

/** The cache's folder; nothing is made before `make`. */
export const cacheFolder = (folder: string, options: CachePartsOptions): CacheFolder => {
	const { clock } = options;
	const notes = join(folder, 'addresses');
	const parts = cacheParts(join(folder, 'parts'), options);
	const left = leftDownloads(parts);
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
		leave: parts.leave,
		noteBegun: left.note,
		begunOf: (url) => left.take(nameOf(url)),
		make: async () => {
			await makeFolder(notes);
			await makeFolder(parts.folder);
		},
		noteOf: async (url) => {
			const note = await noteIn(noteFile(url));
			const file = note && (await stat(fileOf(note.sha256)).catch(() => undefined));
			return file?.size === note?.bytes ? note : undefined;
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
			const files = [...(await wholeIn(folder)), ...(await unfinishedIn(parts, notes))];
			const before = clock.now() - JUST_USED;
			await evict(
				files,
				limitBytes,
				({ sha256, used }) => used > before || (sha256 !== undefined && isKept(sha256)),
			);
			await parts.tidy();
		},
	};
};
