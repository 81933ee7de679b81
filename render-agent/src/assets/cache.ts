/** Downloaded files by their content, under `<folder>/<sha256>`. Never evicts what somebody holds; shares downloads. */
import type { Clock } from '../kernel/clock';
import { orDiskFull } from '../kernel/diskFull';
import { AgentError, BrokenInvariant } from '../kernel/errors';
import type { Client } from '../net/client';
import type { Begun } from '../net/download';
import { agreesWith, type Offer, type Validator } from '../net/sameFile';
import { type CacheFolder, cacheFolder, type Note } from './cacheFolder';
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
	 * longer gives it (links expire) and the copy is less than a day old. A download that was stopped or broke off, with
	 * its process or without, is gone on with by the next one within a day.
	 * @throws {AgentError} MEDIA_UNREACHABLE, ADDRESS_REFUSED, TOO_LARGE, DISK_FULL; the signal's reason when aborted
	 */
	readonly fetch: (request: CacheRequest, signal: AbortSignal) => Promise<Held>;
	/**
	 * The copy of an address that is here, if there is one; its server is not asked.
	 * @param offered what its server has just told of it: a copy that differs from that is none. Default: any copy is one
	 */
	readonly kept: (url: string, offered?: Offer) => Promise<Held | undefined>;
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
	/** Whether a process of that number is there, so that its downloads are left alone. Default: yes. */
	readonly isRunning?: (pid: number) => boolean;
	/** The number of the process whose cache it is. Default: this one's. */
	readonly pid?: number;
}

const GRACE = 24 * 3600 * 1000;

const validatorOf = (known: Note | undefined): Validator => ({
	...(known?.etag === undefined ? {} : { etag: known.etag }),
	...(known?.lastModified === undefined ? {} : { lastModified: known.lastModified }),
});

interface Fetching extends Pick<CacheOptions, 'client' | 'clock'> {
	readonly disk: CacheFolder;
	readonly signal: AbortSignal;
}

const isUnreachable = (error: unknown): boolean =>
	error instanceof AgentError && error.code === 'MEDIA_UNREACHABLE';

const refreshed = async (
	request: CacheRequest,
	known: Note | undefined,
	{ client, clock, disk, signal }: Fetching,
): Promise<Note> => {
	const { url } = request;
	const part = disk.newPart(url);
	const begun = await disk.begunOf(url);
	const onBegun = (how: Begun): Promise<void> => disk.noteBegun(part, how);
	try {
		const asked = { ...request, into: part, ifChanged: validatorOf(known), onBegun };
		const got = await client.download({ ...asked, ...(begun && { begun }) }, signal);
		const fetchedAt = clock.now();
		if (got.kind === 'file') {
			const { sha256, bytes, validator } = got;
			await disk.take(part, { sha256, bytes });
			return await disk.note(url, { sha256, bytes, fetchedAt, ...validator });
		}
		if (!known) throw new BrokenInvariant('nothing was known that could be unchanged');
		return await disk.note(url, { ...known, fetchedAt });
	} catch (error) {
		if (signal.aborted || isUnreachable(error)) {
			await disk.leave(part);
			await begun?.leave();
		}
		throw orDiskFull(error, disk.folder);
	} finally {
		await disk.drop(part);
		await begun?.drop();
	}
};

const mayStandIn = (error: unknown, known: Note, now: number): boolean =>
	isUnreachable(error) && now - known.fetchedAt < GRACE;

const obtained = async (
	request: CacheRequest,
	hold: (sha256: string) => () => void,
	fetching: Fetching,
): Promise<Note> => {
	const { disk, clock, signal } = fetching;
	const { url, since = Number.POSITIVE_INFINITY } = request;
	await disk.make();
	const known = await disk.noteOf(url);
	if (!known) return refreshed(request, undefined, fetching);
	if (known.fetchedAt >= since) return known;
	const release = hold(known.sha256);
	try {
		return await refreshed(request, known, fetching);
	} catch (error) {
		signal.throwIfAborted();
		if (mayStandIn(error, known, clock.now())) return known;
		throw error;
	} finally {
		release();
	}
};

const countedHolds = (): {
	readonly has: (sha256: string) => boolean;
	readonly hold: (sha256: string) => () => void;
} => {
	const holds = new Map<string, number>();
	const add = (sha256: string, count: number): void => {
		const now = (holds.get(sha256) ?? 0) + count;
		if (now > 0) holds.set(sha256, now);
		else holds.delete(sha256);
	};
	return {
		has: (sha256) => holds.has(sha256),
		hold: (sha256) => {
			add(sha256, 1);
			let isHeld = true;
			return () => {
				if (isHeld) add(sha256, -1);
				isHeld = false;
			};
		},
	};
};

/** A cache in a folder, which is made when it is not there. */
export const createCache = (options: CacheOptions): Cache => {
	const { folder, limitBytes, client, clock, isRunning = () => true, pid } = options;
	const holds = countedHolds();
	const share = sharedWork<Note>();
	const disk = cacheFolder(folder, { clock, isRunning, ...(pid !== undefined && { pid }) });
	const tidy = (): Promise<void> => disk.tidy(limitBytes, holds.has);
	/** Holds a file and marks it as used; gives it back where that, or what comes `before` it is given, fails. */
	const given = async (
		{ sha256, bytes }: Note,
		before?: (held: Held) => Promise<void>,
	): Promise<Held> => {
		const release = holds.hold(sha256);
		try {
			await disk.touch(sha256);
			const held = { file: disk.fileOf(sha256), sha256, bytes, release };
			await before?.(held);
			return held;
		} catch (error) {
			release();
			throw error;
		}
	};
	return {
		tidy,
		kept: async (url, offered) => {
			const note = await disk.noteOf(url);
			if (!note || (offered && !agreesWith({ ...validatorOf(note), bytes: note.bytes }, offered)))
				return undefined;
			// Undefined where it was evicted since it was looked for.
			return given(note).catch(() => undefined);
		},
		fetch: async (request, signal) => {
			const work = (shared: AbortSignal): Promise<Note> =>
				obtained(request, holds.hold, { client, clock, disk, signal: shared });
			return given(await share(request.url, work, signal), async ({ bytes }) => {
				request.onBytes?.(bytes, bytes);
				await tidy();
			});
		},
	};
};
