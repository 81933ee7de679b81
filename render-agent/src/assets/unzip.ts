/** Unpacks the zip of a draft folder. Refuses bombs, links, names that point elsewhere, and zips without a draft. */
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { makeFolder } from '../config/folders';
import { AgentError } from '../kernel/errors';
import type { Words } from '../kernel/words';
import { orDiskFull } from '../kernel/diskFull';
import { TIMELINE_FILES } from './draftFolder';
import { safeRelativePath } from './safeName';

/** How much a zip may hold. */
export interface ZipLimits {
	readonly entries: number;
	/** All files together, unpacked. */
	readonly bytes: number;
	/** Unpacked over packed size, for the whole. */
	readonly ratio: number;
}

/** 2 000 entries, 2 GiB, 100 to 1. */
export const ZIP_LIMITS: ZipLimits = { entries: 2_000, bytes: 2 * 1024 ** 3, ratio: 100 };

interface Item {
	readonly entry: Entry;
	readonly path: string;
}

const invalid = (zh: string, en: string, cause?: unknown): AgentError =>
	new AgentError('DRAFT_INVALID', { object: { zh, en }, cause });

const tooLarge = (limit: Words): AgentError =>
	new AgentError('TOO_LARGE', {
		object: { zh: '草稿 zip', en: 'the zip of the draft' },
		hint: { limit: typeof limit === 'string' ? limit : limit.en },
	});

const TYPE_MASK = 0o170000;
const REGULAR = 0o100000;

const isSpecial = ({ externalFileAttributes, versionMadeBy }: Entry): boolean => {
	const type = (externalFileAttributes >>> 16) & TYPE_MASK;
	return versionMadeBy >>> 8 === 3 && type !== 0 && type !== REGULAR;
};

const itemOf = (entry: Entry): Item => {
	const shown = entry.fileName.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 80);
	if (entry.isEncrypted())
		throw invalid('zip 设有密码，请去掉密码', 'the zip has a password; make it without one');
	if (isSpecial(entry))
		throw invalid(
			`zip 中含有链接或特殊文件 ${shown}`,
			`the zip has a link or special file: ${shown}`,
		);
	const path = safeRelativePath(entry.fileName);
	if (path === undefined)
		throw invalid(`zip 中的文件名不被允许：${shown}`, `a name in the zip is not allowed: ${shown}`);
	return { entry, path };
};

const itemsOf = async (zip: ZipFile, limits: ZipLimits): Promise<readonly Item[]> => {
	if (zip.entryCount > limits.entries) throw tooLarge(`${String(limits.entries)} entries`);
	const items: Item[] = [];
	for await (const entry of zip.eachEntry()) {
		if (!/[\\/]$/.test(entry.fileName)) items.push(itemOf(entry));
		if (items.length > limits.entries) throw tooLarge(`${String(limits.entries)} entries`);
	}
	return items.filter(({ path }) => !path.startsWith('__MACOSX/'));
};

const checkSizes = (items: readonly Item[], size: number, limits: ZipLimits): void => {
	const packed = items.reduce((sum, { entry }) => sum + entry.compressedSize, 0);
	const unpacked = items.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
	const names = new Set(items.map(({ path }) => path.toLowerCase()));
	if (names.size < items.length)
		throw invalid('zip 中有重名文件', 'the zip has two files of one name');
	if (packed > size) throw invalid('zip 中的文件互相重叠', 'files in the zip overlap');
	if (unpacked > limits.bytes) throw tooLarge(`${String(limits.bytes)} bytes`);
	if (unpacked > limits.ratio * Math.max(size, 1024 * 1024))
		throw tooLarge(`${String(limits.ratio)}:1`);
};

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
const depthOf = (folder: string): number => folder.split('/').length;

const rootOf = (items: readonly Item[]): string => {
	const names: readonly string[] = TIMELINE_FILES;
	const homes = items.filter(({ path }) => names.includes(path.slice(folderOf(path).length)));
	const folders = [...new Set(homes.map(({ path }) => folderOf(path)))];
	const least = Math.min(...folders.map(depthOf));
	const roots = folders.filter((folder) => depthOf(folder) === least);
	const [root] = roots;
	if (root === undefined)
		throw invalid(
			'zip 中没有 draft_content.json 或 draft_info.json',
			'the zip has no draft_content.json or draft_info.json',
		);
	if (roots.length > 1)
		throw invalid(
			`zip 中有多个草稿（${roots.join('、')}），请每个 zip 只放一个`,
			`the zip has several drafts (${roots.join(', ')}); put one in each zip`,
		);
	return root;
};

const metered = (take: (bytes: number) => void): Transform =>
	new Transform({
		transform: (chunk: Buffer, _encoding, next) => {
			try {
				take(chunk.length);
				next(null, chunk);
			} catch (error) {
				next(error as Error);
			}
		},
	});

const unpack = async (
	zip: ZipFile,
	{ items, into, limits }: { items: readonly Item[]; into: string; limits: ZipLimits },
	signal: AbortSignal,
): Promise<void> => {
	let total = 0;
	const take = (bytes: number): void => {
		total += bytes;
		if (total > limits.bytes) throw tooLarge(`${String(limits.bytes)} bytes`);
	};
	for (const { entry, path } of items) {
		signal.throwIfAborted();
		const file = join(into, ...path.split('/'));
		await makeFolder(dirname(file));
		const stream = await zip.openReadStreamPromise(entry);
		await pipeline(stream, metered(take), createWriteStream(file, { flags: 'wx' }), { signal });
	}
};

const opened = async (file: string): Promise<ZipFile> => {
	try {
		return await openPromise(file, { autoClose: false, validateEntrySizes: true });
	} catch (cause) {
		throw invalid('zip 文件已损坏', 'the zip is damaged', cause);
	}
};

const faultOf = (error: unknown, into: string): unknown => {
	const known = orDiskFull(error, into);
	const code = known instanceof Error && 'code' in known ? known.code : undefined;
	const isOurs = known instanceof AgentError || code === 'EACCES' || code === 'EROFS';
	return isOurs ? known : invalid('zip 文件已损坏', 'the zip is damaged', known);
};

/**
 * Unpacks the draft in a zip: the folder that holds its timeline file becomes `into`, everything beside it is left out.
 * Gives the relative paths of what is there now, with `/`. `into` must exist and be empty; after a failure it may hold parts.
 * @throws {AgentError} DRAFT_INVALID, TOO_LARGE, DISK_FULL
 */
export const unzipDraft = async (
	{ zip, into, limits = ZIP_LIMITS }: { zip: string; into: string; limits?: ZipLimits },
	signal: AbortSignal,
): Promise<readonly string[]> => {
	const { size } = await stat(zip);
	const archive = await opened(zip);
	try {
		const all = await itemsOf(archive, limits);
		checkSizes(all, size, limits);
		const root = rootOf(all);
		const items = all
			.filter(({ path }) => path.startsWith(root))
			.map(({ entry, path }) => ({ entry, path: path.slice(root.length) }));
		await unpack(archive, { items, into, limits }, signal);
		return items.map(({ path }) => path);
	} catch (error) {
		signal.throwIfAborted();
		throw faultOf(error, into);
	} finally {
		archive.close();
	}
};

/** Whether a file begins as a zip does. */
export const isZip = (head: Uint8Array): boolean =>
	head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04;
