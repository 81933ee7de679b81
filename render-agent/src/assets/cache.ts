/** Downloaded files by their content, under `<folder>/<sha256>`. Never evicts what somebody holds; shares downloads. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../kernel/clock';
import { orDiskFull } from '../kernel/diskFull';
import { AgentError } from '../kernel/errors';
import type { Client } from '../net/client';
import { settle, writeWhole } from './disk';
import { sharedWork } from './sharedWork';

/** A file that is there and stays until it is released. */
export interface Held {
	readonly file: string;
	/** Hexadecimal. */
	readonly sha256: string;
	readonly bytes: number;
	/** Lets the cache evict it again. Once is enough; more do nothing. */
	readonly release: () => void;
}

/** One address to have. */
export interface CacheRequest {
	readonly url: string;
	readonly limitBytes: number;
	/** A copy fetched at or after this time is taken without asking again. Milliseconds since 1970; default: never. */
	readonly since?: number;
	readonly onBytes?: (done: number, total: number | undefined) => void;
}

/** Downloads that are kept. */
export interface Cache {
	/**
	 * The content of an address: fresh, or the copy that is here when its server says that it still holds, or no
	 * longer gives it (links expire) and the copy is less than a day old.
	 * @throws {AgentError} MEDIA_UNREACHABLE, ADDRESS_REFUSED, TOO_LARGE, DISK_FULL; the signal's reason when aborted
	 */
	readonly fetch: (request: CacheRequest, signal: AbortSignal) => Promise<Held>;
	/** Removes the least recently used files until the limit holds, and what broken downloads left behind. */
	readonly tidy: () => Promise<void>;
}

/** What a cache needs. */
export interface CacheOptions {
	readonly folder: string;
	/** What all files together may take. What is held may exceed it. Bytes. */
	readonly limitBytes: number;
	readonly client: Pick<Client, 'download'>;
	readonly clock: Clock;
}

const noteSchema = z.object({
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
	bytes: z.number(),
	fetchedAt: z.number(),
	etag: z.string().optional(),
	lastModified: z.string().optional(),
});

type Note = z.infer<typeof noteSchema>;

const GRACE = 24 * 3600 * 1000;
/** Somebody may be about to hold what was used this shortly ago. */
const JUST_USED = 60_000;
const LEFTOVER = 24 * 3600 * 1000;

const nameOf = (url: string): string => createHash('sha256').update(url).digest('hex');

/** A cache in a folder, which is made when it is not there. One process at a time may use it. */
export const createCache = ({ folder, limitBytes, client, clock }: CacheOptions): Cache => {
	const holds = new Map<string, number>();
	const share = sharedWork<Note>();
	const notes = join(folder, 'addresses');
	const parts = join(folder, 'parts');
	const fileOf = (sha256: string): string => join(folder, sha256);
	const noteFile = (url: string): string => join(notes, `${nameOf(url)}.json`);

	const noteOf = async (url: string): Promise<Note | undefined> => {
		try {
			const note = noteSchema.parse(JSON.parse(await readFile(noteFile(url), 'utf8')));
			const { size } = await stat(fileOf(note.sha256));
			return size === note.bytes ? note : undefined;
		} catch {
			return undefined;
		}
	};
	const touch = async (sha256: string): Promise<void> => {
		const now = new Date(clock.now());
		await utimes(fileOf(sha256), now, now);
	};
	const hold = (sha256: string): (() => void) => {
		holds.set(sha256, (holds.get(sha256) ?? 0) + 1);
		let isHeld = true;
		return () => {
			if (!isHeld) return;
			isHeld = false;
			const left = (holds.get(sha256) ?? 1) - 1;
			if (left > 0) holds.set(sha256, left);
			else holds.delete(sha256);
		};
	};
	const keep = async (url: string, note: Note): Promise<Note> => {
		await writeWhole(noteFile(url), JSON.stringify(note));
		return note;
	};
	const refreshed = async (
		request: CacheRequest,
		known: Note | undefined,
		signal: AbortSignal,
	): Promise<Note> => {
		const { url } = request;
		const part = join(parts, `${nameOf(url)}-${randomBytes(4).toString('hex')}`);
		const ifChanged = {
			...(known?.etag === undefined ? {} : { etag: known.etag }),
			...(known?.lastModified === undefined ? {} : { lastModified: known.lastModified }),
		};
		try {
			const got = await client.download({ ...request, into: part, ifChanged }, signal);
			const fetchedAt = clock.now();
			if (got.kind === 'unchanged')
				return known ? await keep(url, { ...known, fetchedAt }) : missing(url);
			const { sha256, bytes, validator } = got;
			const isThere = (await stat(fileOf(sha256)).catch(() => undefined))?.size === bytes;
			if (!isThere) await settle(part, fileOf(sha256));
			await touch(sha256);
			return await keep(url, { sha256, bytes, fetchedAt, ...validator });
		} catch (error) {
			throw orDiskFull(error, folder);
		} finally {
			await rm(part, { force: true });
		}
	};
	const obtained = async (request: CacheRequest, signal: AbortSignal): Promise<Note> => {
		await mkdir(notes, { recursive: true });
		await mkdir(parts, { recursive: true });
		const known = await noteOf(request.url);
		if (known && request.since !== undefined && known.fetchedAt >= request.since) return known;
		const release = known ? hold(known.sha256) : undefined;
		try {
			return await refreshed(request, known, signal);
		} catch (error) {
			signal.throwIfAborted();
			const isGone = error instanceof AgentError && error.code === 'MEDIA_UNREACHABLE';
			if (isGone && known && clock.now() - known.fetchedAt < GRACE) return known;
			throw error;
		} finally {
			release?.();
		}
	};
	const tidy = async (): Promise<void> => {
		const before = clock.now() - LEFTOVER;
		for (const name of await readdir(parts).catch(() => [])) {
			const found = await stat(join(parts, name)).catch(() => undefined);
			if (found && found.mtimeMs < before) await rm(join(parts, name), { force: true });
		}
		const files = await filesIn(folder);
		let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
		for (const { sha256, bytes, used } of files) {
			if (total <= limitBytes) break;
			if (holds.has(sha256) || used > clock.now() - JUST_USED) continue;
			await rm(fileOf(sha256), { force: true });
			total -= bytes;
		}
	};
	return {
		tidy,
		fetch: async (request, signal) => {
			const work = (shared: AbortSignal): Promise<Note> => obtained(request, shared);
			const { sha256, bytes } = await share(request.url, work, signal);
			const release = hold(sha256);
			try {
				await touch(sha256);
				request.onBytes?.(bytes, bytes);
				await tidy();
				return { file: fileOf(sha256), sha256, bytes, release };
			} catch (error) {
				release();
				throw error;
			}
		},
	};
};

const missing = (url: string): never => {
	throw new AgentError('INTERNAL', { object: nameOf(url) });
};

const filesIn = async (
	folder: string,
): Promise<readonly { sha256: string; bytes: number; used: number }[]> => {
	const names = (await readdir(folder).catch(() => [])).filter((name) =>
		/^[0-9a-f]{64}$/.test(name),
	);
	const found = await Promise.all(
		names.map(async (sha256) => {
			const at = await stat(join(folder, sha256)).catch(() => undefined);
			return at ? [{ sha256, bytes: at.size, used: at.mtimeMs }] : [];
		}),
	);
	return found.flat().sort((a, b) => a.used - b.used);
};
