/** The SHA-256 and the first bytes of a file on this machine, and texts written into one. */
import { createHash } from 'node:crypto';
import { open, writeFile } from 'node:fs/promises';

/** Bytes read at a time: small pieces cost more than the sum of them. */
const PIECE = 1 << 20;

/**
 * Hexadecimal SHA-256 of a file's bytes. All of them pass through one piece of memory: a stream has a new one for each, which
 * the collector would have to clear away.
 * @throws the signal's reason when aborted
 */
export const sha256Of = async (file: string, signal: AbortSignal): Promise<string> => {
	signal.throwIfAborted();
	const hash = createHash('sha256');
	const handle = await open(file, 'r');
	try {
		const piece = Buffer.allocUnsafeSlow(PIECE);
		for (let read = PIECE; read > 0;) {
			read = (await handle.read(piece, 0, PIECE, null)).bytesRead;
			signal.throwIfAborted();
			hash.update(piece.subarray(0, read));
		}
	} finally {
		await handle.close();
	}
	return hash.digest('hex');
};

/** Writes a text into a file, as UTF-8, and tells what the file is then. */
export const writeHashed = async (
	file: string,
	text: string,
): Promise<{ readonly file: string; readonly bytes: number; readonly sha256: string }> => {
	const written = Buffer.from(text);
	await writeFile(file, written);
	return {
		file,
		bytes: written.length,
		sha256: createHash('sha256').update(written).digest('hex'),
	};
};

/** The first bytes of a file, fewer than `length` when it is shorter. */
export const headOf = async (file: string, length: number): Promise<Uint8Array> => {
	const handle = await open(file, 'r');
	try {
		const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, 0);
		return buffer.subarray(0, bytesRead);
	} finally {
		await handle.close();
	}
};
