/** Checksums of a stretch of a file, read as a stream. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** A stretch of a file. */
export interface Stretch {
	readonly file: string;
	/** Where it begins. */
	readonly from: number;
	readonly bytes: number;
}

/** Its checksums. */
export interface Digests {
	/** Hexadecimal. */
	readonly sha256: string;
	readonly md5: Buffer;
}

/** The checksums of nothing. */
export const EMPTY_SHA256 = createHash('sha256').digest('hex');

/** The SHA-256 of a text. Hexadecimal. */
export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

const PIECE = 256 * 1024;

/** Reads the stretch once, through one buffer: a stream's would pile up faster than they are taken away. */
export const digestsOf = async (
	{ file, from, bytes }: Stretch,
	signal: AbortSignal,
): Promise<Digests> => {
	const [sha256, md5] = [createHash('sha256'), createHash('md5')];
	const handle = await open(file);
	try {
		const buffer = Buffer.allocUnsafe(Math.min(PIECE, bytes));
		for (let at = 0, got = 1; at < bytes && got > 0; at += got) {
			signal.throwIfAborted();
			const length = Math.min(buffer.length, bytes - at);
			({ bytesRead: got } = await handle.read(buffer, 0, length, from + at));
			sha256.update(buffer.subarray(0, got));
			md5.update(buffer.subarray(0, got));
		}
	} finally {
		await handle.close();
	}
	return { sha256: sha256.digest('hex'), md5: md5.digest() };
};
