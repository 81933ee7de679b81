/** Copies a video into a folder of this machine or its network, sorted by day. A file is there whole or not at all. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isDiskFull } from '../../kernel/diskFull';
import { AgentError } from '../../kernel/errors';
import { addressBelow } from '../objectKey';
import type { DeliveryFile, DeliveryTarget } from '../target';

/** Which folder. */
export interface FolderSettings {
	/** Absolute path; made when it is not there. */
	readonly path: string;
	/** Address below which the folder is read; without it the video's address is its path. */
	readonly public_url?: string | undefined;
}

const counting = (onProgress: (bytes: number) => void): Transform => {
	let copied = 0;
	return new Transform({
		transform(chunk: Buffer, _encoding, done) {
			copied += chunk.length;
			onProgress(copied);
			done(null, chunk);
		},
	});
};

const copied = async (
	{ file, to }: { file: DeliveryFile; to: string },
	onProgress: (bytes: number) => void,
	signal: AbortSignal,
): Promise<void> => {
	const part = `${to}.part`;
	await mkdir(dirname(to), { recursive: true });
	try {
		const source = createReadStream(file.file);
		await pipeline(source, counting(onProgress), createWriteStream(part), { signal });
		const handle = await open(part, 'r+');
		await handle.sync().finally(() => handle.close());
		await rename(part, to);
	} catch (error) {
		await rm(part, { force: true });
		throw error;
	}
};

const DENIED = new Set(['EACCES', 'EPERM', 'EROFS']);

const failure = (cause: unknown, path: string): AgentError => {
	if (isDiskFull(cause)) return new AgentError('DISK_FULL', { hint: { folder: path }, cause });
	const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
	return new AgentError(DENIED.has(code) ? 'DELIVERY_DENIED' : 'DELIVERY_FAILED', {
		object: { zh: `无法写入目录（${code}）`, en: `the folder cannot be written (${code})` },
		cause,
	});
};

/** The target that copies videos into a folder. */
export const copyFolder = (
	name: string,
	{ path, public_url: publicUrl }: FolderSettings,
): DeliveryTarget => ({
	name,
	put: async (file, { onProgress }, signal) => {
		const to = join(path, ...file.key.split('/'));
		try {
			await copied({ file, to }, onProgress, signal);
		} catch (cause) {
			signal.throwIfAborted();
			throw failure(cause, path);
		}
		return { url: publicUrl === undefined ? to : addressBelow(publicUrl, file.key) };
	},
});
