/** The SHA-256 and the first bytes of a file on this machine, and texts written into one. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';

/** Bytes read at a time: small pieces cost more than the sum of them. */
const PIECE = 1 << 20;

/** Hexadecimal SHA-256 of a file's bytes. */
export const sha256Of = async (file: string, signal: AbortSignal): Promise<string> => {
	const hash = createHash('sha256');
	for await (const chunk of createReadStream(file, { signal, highWaterMark: PIECE }))
		hash.update(chunk as Buffer);
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
