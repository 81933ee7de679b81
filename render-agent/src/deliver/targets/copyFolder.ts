/** Copies a video into a folder of this machine or its network, sorted by day. A file is there whole or not at all. */
import { type FileHandle, open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../config/folders';
import { clearAway, move } from '../../config/heldFiles';
import { isDiskFull } from '../../kernel/diskFull';
import { AgentError, systemCodeOf } from '../../kernel/errors';
import { addressBelow } from '../objectKey';
import type { DeliveryFile, DeliveryTarget } from '../target';

/** Which folder. */
export interface FolderSettings {
	/** Absolute path. */
	readonly path: string;
	/** Whether it is made when it is not there. Default: an upload to it fails then. */
	readonly create?: boolean | undefined;
	/** Address below which the folder is read; without it the video's address is its path. */
	readonly public_url?: string | undefined;
}

const PIECE = 256 * 1024;

/** Copies from file to file through one buffer; tells how many bytes have gone. */
const poured = async (
	{ from, into, bytes }: { from: FileHandle; into: FileHandle; bytes: number },
	onProgress: (bytes: number) => void,
	signal: AbortSignal,
): Promise<void> => {
	const buffer = Buffer.allocUnsafe(Math.max(1, Math.min(PIECE, bytes)));
	for (let at = 0; at < bytes;) {
		signal.throwIfAborted();
		const { bytesRead } = await from.read(buffer, 0, buffer.length, at);
		if (bytesRead === 0) throw Object.assign(new RangeError('cut'), { code: 'EOF' });
		for (let done = 0; done < bytesRead;)
			done += (await into.write(buffer, done, bytesRead - done)).bytesWritten;
		at += bytesRead;
		onProgress(at);
	}
	signal.throwIfAborted();
	await into.sync();
};

const copied = async (
	{ file, to }: { file: DeliveryFile; to: string },
	onProgress: (bytes: number) => void,
	signal: AbortSignal,
): Promise<void> => {
	const part = `${to}.part`;
	const from = await open(file.file);
	try {
		const into = await open(part, 'w');
		await poured({ from, into, bytes: file.bytes }, onProgress, signal).finally(() => into.close());
		await move(part, to);
	} catch (error) {
		await clearAway(part);
		throw error;
	} finally {
		await from.close();
	}
};

const DENIED = new Set(['EACCES', 'EPERM', 'EROFS']);

/** A folder of a disk that is not mounted would be made on this machine's own, where nobody looks for the video. */
const requireFolder = async (path: string): Promise<void> => {
	const found = await stat(path).catch((error: unknown) => {
		if (systemCodeOf(error) !== 'ENOENT') throw error;
	});
	if (found?.isDirectory() === true) return;
	throw new AgentError('DELIVERY_FAILED', {
		object: found
			? { zh: `${path} 不是目录`, en: `${path} is no folder` }
			: {
					zh: `目录 ${path} 不存在（磁盘可能未挂载）；请先建立该目录，或在目标中设置 "create": true`,
					en: `the folder ${path} is not there (is its disk mounted?); make it, or set "create": true in the target`,
				},
	});
};

const failure = (cause: unknown, path: string): AgentError => {
	if (cause instanceof AgentError) return cause;
	if (isDiskFull(cause)) return new AgentError('DISK_FULL', { hint: { folder: path }, cause });
	const code = systemCodeOf(cause);
	return new AgentError(DENIED.has(code) ? 'DELIVERY_DENIED' : 'DELIVERY_FAILED', {
		object: { zh: `无法写入目录（${code}）`, en: `the folder cannot be written (${code})` },
		cause,
	});
};

/** The target that copies videos into a folder. */
export const copyFolder = (
	name: string,
	{ path, create = false, public_url: publicUrl }: FolderSettings,
): DeliveryTarget => ({
	name,
	put: async (file, { onProgress }, signal) => {
		const to = join(path, ...file.key.split('/'));
		try {
			if (create) await makeFolder(path);
			else await requireFolder(path);
			await makeFolder(dirname(to));
			await copied({ file, to }, onProgress, signal);
		} catch (cause) {
			signal.throwIfAborted();
			throw failure(cause, path);
		}
		return { url: publicUrl === undefined ? to : addressBelow(publicUrl, file.key) };
	},
	linkTo: ({ key }) => (publicUrl === undefined ? undefined : addressBelow(publicUrl, key)),
});
