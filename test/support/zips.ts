/** Zips made for tests, good ones and hostile ones. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** One entry: its name, its bytes, and the Unix mode when it is no plain file. */
export interface ZipEntry {
	readonly name: string;
	readonly body: string | Uint8Array;
	readonly mode?: number;
}

const collected = async (stream: NodeJS.ReadableStream): Promise<Buffer> => {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
	return Buffer.concat(chunks);
};

/** A zip with these entries. */
export const zipOf = (entries: readonly ZipEntry[]): Promise<Buffer> => {
	const zip = new ZipFile();
	for (const { name, body, mode } of entries)
		zip.addBuffer(Buffer.from(body), name, mode === undefined ? {} : { mode });
	zip.end();
	return collected(zip.outputStream);
};

/** A zip of a folder with everything below it. */
export const zipOfFolder = (folder: string): Promise<Buffer> => {
	const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
	return zipOf(
		entries
			.filter((entry) => entry.isFile())
			.map(({ parentPath, name }) => join(parentPath, name))
			.map((file) => ({ name: relative(folder, file), body: readFileSync(file) })),
	);
};

/** A zip whose names are changed behind the back of its maker; both must be of one length. */
export const renamed = (zip: Buffer, from: string, to: string): Buffer =>
	Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1');

/** The zip with more names for the bytes of its last file, `name`; all of one length. */
export const overlapping = (zip: Buffer, name: string, more: readonly string[]): Buffer => {
	const end = zip.lastIndexOf('PK\x05\x06');
	const record = zip.subarray(zip.lastIndexOf('PK\x01\x02'), end);
	const tail = Buffer.from(zip.subarray(end));
	const entries = tail.readUInt16LE(10) + more.length;
	tail.writeUInt16LE(entries, 8);
	tail.writeUInt16LE(entries, 10);
	tail.writeUInt32LE(tail.readUInt32LE(12) + more.length * record.length, 12);
	const records = more.map((other) => renamed(record, name, other));
	return Buffer.concat([zip.subarray(0, end), ...records, tail]);
};

/** The zip as a stream, in small pieces. */
export const streamed = (zip: Uint8Array): Readable => {
	const pieces = Array.from({ length: Math.ceil(zip.length / 1000) }, (_, i) =>
		Buffer.from(zip.subarray(i * 1000, i * 1000 + 1000)),
	);
	return Readable.from(pieces);
};
