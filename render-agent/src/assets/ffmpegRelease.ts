/** A build of ffmpeg from a named publisher: downloaded, held against the publisher's SHA-256, unpacked. */
import { createWriteStream } from 'node:fs';
import { chmod, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import { clearAway, move, remove } from '../config/heldFiles';
import { makeFolder } from '../config/folders';
import { AgentError } from '../kernel/errors';
import type { Client } from '../net/client';

/** Where a build and its SHA-256 are published. */
export interface Release {
	/** A zip that holds ffmpeg and ffprobe, wherever in it. */
	readonly url: string;
	/** A text that begins with the SHA-256 of the zip. */
	readonly sha256Url: string;
}

const GYAN = 'https://www.gyan.dev/ffmpeg/builds/ffmpeg-release-essentials.zip';

/** The build for Windows x64 that the documentation of ffmpeg names. */
export const WINDOWS_RELEASE: Release = { url: GYAN, sha256Url: `${GYAN}.sha256` };

/** Where `ffmpeg install` puts the programs, below the data folder; looked into after the bundle's own. */
export const installedIn = (data: string): string => join(data, 'ffmpeg');

/** What is taken out of a zip: the two programs and the license texts. */
const WANTED = /^((ffmpeg|ffprobe)(\.exe)?|(licen[cs]e|copying)[^/]*)$/i;
const LIMIT = 512 * 1024 * 1024;
const MAX_ENTRIES = 10_000;

/**
 * Takes ffmpeg, ffprobe and license texts out of a zip into a folder, without the folders that they lie in. Gives their names.
 * `folder` must exist.
 */
export const unpackFfmpeg = async (
	zip: string,
	folder: string,
	signal: AbortSignal,
): Promise<readonly string[]> => {
	const archive = await openPromise(zip, { autoClose: false, validateEntrySizes: true });
	const names = new Set<string>();
	let seen = 0;
	try {
		for await (const entry of archive.eachEntry()) {
			seen += 1;
			const name = basename(entry.fileName);
			const isTaken = names.has(name) || entry.uncompressedSize > LIMIT || seen > MAX_ENTRIES;
			if (isTaken || entry.fileName.endsWith('/') || !WANTED.test(name)) continue;
			names.add(name);
			const stream = await archive.openReadStreamPromise(entry);
			await pipeline(stream, createWriteStream(join(folder, name), { mode: 0o755 }), { signal });
			await chmod(join(folder, name), 0o755);
		}
	} finally {
		archive.close();
	}
	return [...names];
};

const unusable = (zh: string, en: string): AgentError =>
	new AgentError('NOT_READY', { object: { zh, en } });

const downloaded = async (
	{ client, release, file }: { client: Pick<Client, 'download'>; release: Release; file: string },
	signal: AbortSignal,
): Promise<string> => {
	const done = await client.download({ url: release.url, into: file, limitBytes: LIMIT }, signal);
	return done.kind === 'file' ? done.sha256 : '';
};

const isThere = (folder: string): Promise<boolean> =>
	stat(folder).then(
		() => true,
		() => false,
	);

/** Puts one folder in the place of another. Programs of the old one may run: it goes as a whole, or stays as a whole. */
const replaced = async (folder: string, fresh: string): Promise<void> => {
	const before = `${folder}.old`;
	await clearAway(before);
	const was = await isThere(folder);
	if (was) await move(folder, before);
	try {
		await move(fresh, folder);
	} catch (error) {
		if (was) await move(before, folder);
		throw error;
	}
	await clearAway(before);
};

/**
 * Brings a release into `folder`, which is replaced as a whole; after a failure what was there before is still there.
 * @throws {AgentError} NOT_READY when the SHA-256 is another or there is no ffmpeg in it; MEDIA_UNREACHABLE, DISK_FULL
 */
export const installFfmpeg = async (
	{
		client,
		release,
		folder,
	}: {
		readonly client: Pick<Client, 'download' | 'getText'>;
		readonly release: Release;
		readonly folder: string;
	},
	signal: AbortSignal,
): Promise<void> => {
	const fresh = `${folder}.new`;
	await remove(fresh);
	await makeFolder(fresh);
	try {
		const expected = /^[0-9a-f]{64}/i.exec(
			(await client.getText({ url: release.sha256Url, limitBytes: 4096 }, signal)).trim(),
		)?.[0];
		const file = join(fresh, 'download.zip');
		const found = await downloaded({ client, release, file }, signal);
		if (expected?.toLowerCase() !== found)
			throw unusable(
				`下载的 ffmpeg 与发布者的 SHA-256 不符：${release.url}`,
				`the ffmpeg that was downloaded has another SHA-256 than its publisher says: ${release.url}`,
			);
		const names = await unpackFfmpeg(file, fresh, signal);
		if (!['ffmpeg', 'ffprobe'].every((name) => names.some((one) => one.startsWith(name))))
			throw unusable(`压缩包里没有 ffmpeg：${release.url}`, `there is no ffmpeg in ${release.url}`);
		await remove(file);
		await replaced(folder, fresh);
	} finally {
		await clearAway(fresh);
	}
};
