/** Boxes, of which mp4 and mov files are made: finds them and writes them. Knows of no track what it shows. */
import { open } from 'node:fs/promises';

/** A box: its type of four letters, and what is in it. */
export interface Box {
	readonly type: string;
	readonly body: Buffer;
}

const HEAD = 8;
const LONG_HEAD = 16;
/** An index of more bytes is not read: four hours of sixty pictures a second have 12 MB. */
const LARGEST_INDEX = 1 << 24;

/** The boxes that fill a buffer. A box that does not end within it ends the list. */
export const boxesIn = (buffer: Buffer): readonly Box[] => {
	const boxes: Box[] = [];
	for (let at = 0; at + HEAD <= buffer.length;) {
		const size = buffer.readUInt32BE(at);
		if (size < HEAD || at + size > buffer.length) break;
		const type = buffer.toString('latin1', at + 4, at + HEAD);
		boxes.push({ type, body: buffer.subarray(at + HEAD, at + size) });
		at += size;
	}
	return boxes;
};

/** The first box at a path of types. */
export const boxAt = (buffer: Buffer, ...path: readonly string[]): Buffer | undefined => {
	const [type, ...rest] = path;
	const found = boxesIn(buffer).find((box) => box.type === type)?.body;
	return found === undefined || rest.length === 0 ? found : boxAt(found, ...rest);
};

/** The index of a file, and how many bytes it has for samples. */
export interface Outline {
	readonly moov: Buffer | undefined;
	/** Where the box of the index begins in the file, and whether nothing comes behind it. */
	readonly moovAt: number;
	readonly isLast: boolean;
	readonly dataBytes: number;
}

interface BoxHead {
	readonly type: string;
	/** Bytes of the head, and of all of the box. */
	readonly begin: number;
	readonly size: number;
}

/** The head of a box that begins here; undefined where none does. */
const headIn = (bytes: Buffer): BoxHead | undefined => {
	if (bytes.length < HEAD) return undefined;
	const short = bytes.readUInt32BE(0);
	const isLong = short === 1 && bytes.length === LONG_HEAD;
	const size = isLong ? Number(bytes.readBigUInt64BE(HEAD)) : short;
	const begin = isLong ? LONG_HEAD : HEAD;
	return size < begin ? undefined : { type: bytes.toString('latin1', 4, HEAD), begin, size };
};

/** Boxes that are looked at: a file of more of them is none that we could use. */
const MOST_BOXES = 10_000;

/** Goes from box to box of a file and reads only the index. */
export const outlineOf = async (file: string): Promise<Outline> => {
	const handle = await open(file);
	try {
		const { size: end } = await handle.stat();
		const read = async (at: number, length: number): Promise<Buffer> => {
			const buffer = Buffer.alloc(length);
			const { bytesRead } = await handle.read(buffer, 0, length, at);
			return buffer.subarray(0, bytesRead);
		};
		let moov: Buffer | undefined;
		let [moovAt, isLast] = [0, false];
		let dataBytes = 0;
		for (let at = 0, boxes = 0; at < end && boxes < MOST_BOXES; boxes++) {
			const head = headIn(await read(at, LONG_HEAD));
			if (!head) break;
			const { type, begin, size } = head;
			if (type === 'mdat') dataBytes += Math.min(size, end - at) - begin;
			if (type === 'moov' && size <= Math.min(LARGEST_INDEX, end - at)) {
				moov = await read(at + begin, size - begin);
				[moovAt, isLast] = [at, at + size === end];
			}
			at += size;
		}
		return { moov, moovAt, isLast, dataBytes };
	} finally {
		await handle.close();
	}
};

/** The numbers of a full box behind its count: `width` of 32 bits for each entry. */
export const entriesOf = (
	body: Buffer | undefined,
	skip: number,
	width: number,
): readonly number[][] => {
	if (!body || body.length < skip + 4) return [];
	const count = body.readUInt32BE(skip);
	const entries: number[][] = [];
	for (let i = 0; i < count; i++) {
		const at = skip + 4 + i * width * 4;
		if (at + width * 4 > body.length) break;
		entries.push(Array.from({ length: width }, (_, n) => body.readUInt32BE(at + n * 4)));
	}
	return entries;
};

/** Bytes of a full box before its own: version and flags. */
export const FULL = 4;

/** A box of a type around some bodies. */
export const boxOf = (type: string, ...bodies: readonly Uint8Array[]): Buffer => {
	const body = Buffer.concat(bodies);
	const head = Buffer.alloc(HEAD);
	head.writeUInt32BE(HEAD + body.length, 0);
	head.write(type, 4, 'latin1');
	return Buffer.concat([head, body]);
};
