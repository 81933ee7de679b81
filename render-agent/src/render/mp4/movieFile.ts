/** Writes an mp4 of one picture track: the samples first, then the index that tells of them. */
import type { FileHandle } from 'node:fs/promises';
import { fileType, movieIndex, type WrittenTrack } from './writtenTrack';

/** Head of a box whose length has 64 bits. */
const LONG_HEAD = 16;

const longHead = (type: string, length: number): Buffer => {
	const head = Buffer.alloc(LONG_HEAD);
	head.writeUInt32BE(1, 0);
	head.write(type, 4, 'latin1');
	head.writeBigUInt64BE(BigInt(LONG_HEAD + length), 8);
	return head;
};

/**
 * Writes a file. False where there is no track after all: then the file is none.
 * @param written writes the samples into the file, one after another, and tells of the track
 */
export const writeMovie = async (
	to: FileHandle,
	written: () => Promise<Omit<WrittenTrack, 'begin'> | undefined>,
): Promise<boolean> => {
	const type = fileType();
	await to.write(type);
	await to.write(longHead('mdat', 0));
	const track = await written();
	if (!track) return false;
	await to.write(movieIndex({ ...track, begin: type.length + LONG_HEAD }));
	const length = track.sizes.reduce((sum, size) => sum + size, 0);
	await to.write(longHead('mdat', length), 0, LONG_HEAD, type.length);
	return true;
};
