/** Drafts that were uploaded as zips: keeps them unpacked under `<folder>/<id>` and hands their files out again. */
import { createReadStream, createWriteStream } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeFolder } from '../config/folders';
import { clearAway, move } from '../config/heldFiles';
import type { Clock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';
import { orDiskFull } from '../kernel/diskFull';
import { folderFiles, insideFolder } from './draftFolder';
import { headOf } from './hashFile';
import { isZip, unzipDraft, ZIP_LIMITS, type ZipLimits } from './unzip';

/** A file of a draft, ready to be sent. The stream must be read or destroyed. */
export interface DraftFile {
	readonly stream: Readable;
	readonly bytes: number;
}

/** A draft that lies here. */
export interface StoredDraft {
	readonly draftId: string;
	/** When it was put. Milliseconds since 1970. */
	readonly putAt: number;
	/** Id of the key that put it; empty when none was asked for. */
	readonly owner: string;
}

/** Uploaded drafts. */
export interface DraftStore {
	/**
	 * Keeps the draft in a zip and gives its new id. `owner`: id of the key that puts it; default: nobody's.
	 * @throws {AgentError} REQUEST_INVALID when it is no zip, DRAFT_INVALID, TOO_LARGE, DISK_FULL
	 */
	readonly put: (
		zip: Readable,
		signal?: AbortSignal,
		owner?: string,
	) => Promise<{ readonly draftId: string }>;
	/** The drafts that lie here, newest first. */
	readonly list: () => Promise<readonly StoredDraft[]>;
	/** Keeps a draft that `write` puts into the folder it is given, and gives its new id. */
	readonly putFolder: (
		write: (folder: string) => Promise<void>,
	) => Promise<{ readonly draftId: string }>;
	/** Relative paths of the draft's files, with `/`, sorted. @throws {AgentError} DRAFT_NOT_FOUND */
	readonly files: (draftId: string) => Promise<readonly string[]>;
	/** One file. @throws {AgentError} DRAFT_NOT_FOUND when there is no such draft or file in it */
	readonly open: (draftId: string, path: string) => Promise<DraftFile>;
	/** Removes drafts that were put before a time (milliseconds since 1970) and says how many. */
	readonly removeOlder: (before: number, aged?: (time: number) => number) => Promise<number>;
	/** Removes what uploads left behind whose agent was killed. Only for who is alone on the folder. */
	readonly dropUnfinished: () => Promise<void>;
	/** The folder of a draft, or undefined when it is not here. */
	readonly folderOf: (draftId: string) => Promise<string | undefined>;
}

const ID = /^\d{14}[0-9a-f]{8}$/;

/** Whether a text is an id that a draft store gives: local time to the second, then 8 hexadecimal digits. */
export const isDraftId = (text: string): boolean => ID.test(text);

const newId = (now: number): string => {
	const at = new Date(now);
	const two = (value: number): string => String(value).padStart(2, '0');
	const day = `${String(at.getFullYear())}${two(at.getMonth() + 1)}${two(at.getDate())}`;
	const time = `${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
	return day + time + randomBytes(4).toString('hex');
};

const limited = (limit: number): Transform => {
	let total = 0;
	return new Transform({
		transform: (chunk: Buffer, _encoding, next) => {
			total += chunk.length;
			const object = { zh: '草稿 zip', en: 'the zip of the draft' };
			const hint = { limit: `${String(limit)} bytes` };
			if (total > limit) next(new AgentError('TOO_LARGE', { object, hint }));
			else next(null, chunk);
		},
	});
};

const unknown = (draftId: string): AgentError =>
	new AgentError('DRAFT_NOT_FOUND', { object: draftId.slice(0, 64) });

interface Laying {
	readonly folder: string;
	readonly clock: Clock;
	readonly room: (bytes: number) => Promise<void>;
	readonly owner?: string;
}

const received = async (
	zip: Readable,
	{
		into,
		limits,
		room,
	}: Pick<Laying, 'room'> & { readonly into: string; readonly limits: ZipLimits },
	signal: AbortSignal,
): Promise<void> => {
	const file = join(into, 'upload.zip');
	await pipeline(zip, limited(limits.bytes), createWriteStream(file, { flags: 'wx' }), { signal });
	if (!isZip(await headOf(file, 4)))
		throw new AgentError('REQUEST_INVALID', {
			object: { zh: '上传的文件不是 zip', en: 'the upload is no zip file' },
		});
	await room((await stat(file)).size);
	const draft = join(into, 'draft');
	await mkdir(draft);
	await unzipDraft({ zip: file, into: draft, limits }, signal);
};

/** How folders begin that hold an upload on its way. */
const UPLOAD = '.upload-';

/** The file that says whose a draft is. Beside its folder: all that is inside is handed out. */
const ownerFileOf = (folder: string, draftId: string): string => join(folder, `.owner-${draftId}`);

const ownerOf = (folder: string, draftId: string): Promise<string> =>
	readFile(ownerFileOf(folder, draftId), 'utf8').catch(() => '');

const removedOlder = async (
	folder: string,
	before: number,
	aged: (time: number) => number,
): Promise<number> => {
	let removed = 0;
	for (const name of await readdir(folder).catch(() => [])) {
		const home = join(folder, name);
		const found = await stat(home).catch(() => undefined);
		const isOurs = isDraftId(name) || name.startsWith(UPLOAD);
		if (!found || !isOurs || aged(found.mtimeMs) >= before) continue;
		await clearAway(ownerFileOf(folder, name));
		if (await clearAway(home)) removed += 1;
	}
	return removed;
};

const listed = async (folder: string): Promise<readonly StoredDraft[]> => {
	const ids = (await readdir(folder).catch(() => [])).filter(isDraftId);
	const found = ids.map(async (draftId) => {
		const home = await stat(join(folder, draftId)).catch(() => undefined);
		return home ? [{ draftId, putAt: home.mtimeMs, owner: await ownerOf(folder, draftId) }] : [];
	});
	return (await Promise.all(found)).flat().sort((a, b) => b.putAt - a.putAt);
};

/** A draft that `fill` lays into `<temporary>/draft`; nothing is left of one that could not be laid. */
const laid = async (
	{ folder, clock, room, owner = '' }: Laying,
	fill: (temporary: string) => Promise<void>,
): Promise<{ readonly draftId: string }> => {
	await room(0);
	await makeFolder(folder);
	const temporary = await mkdtemp(join(folder, UPLOAD));
	try {
		await fill(temporary);
		const draftId = newId(clock.now());
		// First: nobody else's list has the draft, whenever this ends.
		if (owner !== '') await writeFile(ownerFileOf(folder, draftId), owner, { flush: true });
		await move(join(temporary, 'draft'), join(folder, draftId));
		return { draftId };
	} catch (error) {
		throw orDiskFull(error, folder);
	} finally {
		await clearAway(temporary);
	}
};

/** A draft store in a folder, which is made when it is not there. */
export const createDraftStore = ({
	folder,
	clock,
	limits = ZIP_LIMITS,
	room = () => Promise.resolve(),
}: {
	readonly folder: string;
	readonly clock: Clock;
	readonly limits?: ZipLimits;
	/** Fails as DISK_FULL when that many bytes have no room. Default: never. */
	readonly room?: (bytes: number) => Promise<void>;
}): DraftStore => {
	const homeOf = async (draftId: string): Promise<string> => {
		const home = join(folder, draftId);
		const found = isDraftId(draftId) && (await stat(home).catch(() => undefined));
		if (!found || !found.isDirectory()) throw unknown(draftId);
		return home;
	};
	return {
		put: (zip, signal = new AbortController().signal, owner = '') =>
			laid({ folder, clock, room, owner }, async (into) => {
				try {
					await received(zip, { into, limits, room }, signal);
				} catch (error) {
					signal.throwIfAborted();
					throw error;
				}
			}),
		list: () => listed(folder),
		putFolder: (write) =>
			laid({ folder, clock, room }, async (temporary) => {
				await mkdir(join(temporary, 'draft'));
				await write(join(temporary, 'draft'));
			}),
		files: async (draftId) => (await folderFiles(await homeOf(draftId))).paths.toSorted(),
		open: async (draftId, path) => {
			const file = await insideFolder(await homeOf(draftId), path);
			if (file === undefined) throw unknown(`${draftId}/${path}`);
			return { stream: createReadStream(file), bytes: (await stat(file)).size };
		},
		dropUnfinished: async () => {
			for (const name of await readdir(folder).catch(() => []))
				if (name.startsWith(UPLOAD)) await clearAway(join(folder, name));
		},
		folderOf: (draftId) => homeOf(draftId).catch(() => undefined),
		removeOlder: (before, aged = (time) => time) => removedOlder(folder, before, aged),
	};
};
