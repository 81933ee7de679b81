/** Checksums of a stretch of a file, read as a stream. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

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

/** A stream over the stretch. */
export const streamOf = ({ file, from, bytes }: Stretch) =>
	createReadStream(file, { start: from, end: from + bytes - 1 });

/** Reads the stretch once. */
export const digestsOf = async (stretch: Stretch, signal: AbortSignal): Promise<Digests> => {
	const [sha256, md5] = [createHash('sha256'), createHash('md5')];
	if (stretch.bytes > 0) {
		const source = streamOf(stretch);
		for await (const chunk of source as AsyncIterable<Buffer>) {
			signal.throwIfAborted();
			sha256.update(chunk);
			md5.update(chunk);
		}
	}
	return { sha256: sha256.digest('hex'), md5: md5.digest() };
};
