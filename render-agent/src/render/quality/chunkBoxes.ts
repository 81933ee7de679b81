/** Reads what an mp4 of one picture track says of itself: its table of samples and its decoder's settings. No process. */
import { open } from 'node:fs/promises';

/** What a chunk holds. */
export interface ChunkFacts {
	readonly width: number;
	readonly height: number;
	/** Name of the sample description, such as `avc1`. */
	readonly format: string;
	/** The decoder's settings (parameter sets), as hexadecimal text. */
	readonly settings: string;
	readonly samples: number;
	/** Bytes of each sample, as far as they are told; of all samples together; and bytes that there are for them. */
	readonly sizes: readonly number[];
	readonly sampleBytes: number;
	readonly dataBytes: number;
	/** Ticks a second, and ticks of each sample when all are equal. */
	readonly timescale: number;
	readonly step: number | undefined;
	/** Numbers of the samples that can be decoded by themselves, from 0. */
	readonly keys: readonly number[];
}

interface Box {
	readonly type: string;
	readonly body: Buffer;
}

const HEAD = 8;
const LONG_HEAD = 16;

/** The boxes that fill a buffer. A box that does not end within it ends the list. */
const boxesIn = (buffer: Buffer): readonly Box[] => {
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
const boxAt = (buffer: Buffer, ...path: readonly string[]): Buffer | undefined => {
	const [type, ...rest] = path;
	const found = boxesIn(buffer).find((box) => box.type === type)?.body;
	return found === undefined || rest.length === 0 ? found : boxAt(found, ...rest);
};

interface Outline {
	readonly moov: Buffer | undefined;
	readonly dataBytes: number;
}

/** Goes from box to box of a file and reads only the index. */
const outlineOf = async (file: string): Promise<Outline> => {
	const handle = await open(file);
	try {
		const { size: end } = await handle.stat();
		const read = async (at: number, length: number): Promise<Buffer> => {
			const buffer = Buffer.alloc(length);
			const { bytesRead } = await handle.read(buffer, 0, length, at);
			return buffer.subarray(0, bytesRead);
		};
		let moov: Buffer | undefined;
		let dataBytes = 0;
		for (let at = 0; at < end;) {
			const head = await read(at, LONG_HEAD);
			if (head.length < HEAD) break;
			const short = head.readUInt32BE(0);
			const isLong = short === 1 && head.length === LONG_HEAD;
			const size = isLong ? Number(head.readBigUInt64BE(HEAD)) : short;
			const begin = isLong ? LONG_HEAD : HEAD;
			if (size < begin) break;
			const type = head.toString('latin1', 4, HEAD);
			if (type === 'mdat') dataBytes += Math.min(size, end - at) - begin;
			if (type === 'moov' && at + size <= end) moov = await read(at + begin, size - begin);
			at += size;
		}
		return { moov, dataBytes };
	} finally {
		await handle.close();
	}
};

/** The numbers of a full box behind its count: `width` of 32 bits for each entry. */
const entriesOf = (body: Buffer | undefined, skip: number, width: number): readonly number[][] => {
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

const FULL = 4;
/** Where a visual sample entry has its size, and where its boxes begin. */
const ENTRY = { width: 24, height: 26, boxes: 78 } as const;
const SETTINGS = new Set(['avcC', 'hvcC', 'av1C', 'vpcC', 'pasp', 'colr']);

const descriptionOf = (
	stbl: Buffer,
): Pick<ChunkFacts, 'width' | 'height' | 'format' | 'settings'> | undefined => {
	const stsd = boxAt(stbl, 'stsd');
	const entry = stsd && boxesIn(stsd.subarray(FULL + 4))[0];
	if (!entry || entry.body.length < ENTRY.boxes) return undefined;
	const settings = boxesIn(entry.body.subarray(ENTRY.boxes))
		.filter(({ type }) => SETTINGS.has(type))
		.map(({ type, body }) => `${type} ${body.toString('hex')}`);
	return {
		format: entry.type,
		width: entry.body.readUInt16BE(ENTRY.width),
		height: entry.body.readUInt16BE(ENTRY.height),
		settings: settings.join('\n'),
	};
};

const sizesOf = (stbl: Buffer): Pick<ChunkFacts, 'samples' | 'sizes' | 'sampleBytes'> => {
	const stsz = boxAt(stbl, 'stsz');
	if (!stsz || stsz.length < 12) return { samples: 0, sizes: [], sampleBytes: 0 };
	const each = stsz.readUInt32BE(FULL);
	const samples = stsz.readUInt32BE(FULL + 4);
	const sizes = entriesOf(stsz, FULL + 4, 1).flat();
	const sampleBytes = each > 0 ? each * samples : sizes.reduce((a, b) => a + b, 0);
	return { samples, sizes, sampleBytes };
};

/** The length of every sample, when all are equally long. */
const stepIn = (stbl: Buffer): number | undefined => {
	const steps = entriesOf(boxAt(stbl, 'stts'), FULL, 2).map(([, step]) => step);
	return new Set(steps).size === 1 ? steps[0] : undefined;
};

/** Without a table of them, all samples can be decoded by themselves. */
const keysIn = (stbl: Buffer, samples: number): readonly number[] => {
	const stss = boxAt(stbl, 'stss');
	return stss
		? entriesOf(stss, FULL, 1).map(([number = 1]) => number - 1)
		: Array.from({ length: samples }, (_, i) => i);
};

/** The facts of a chunk; undefined when the file has no whole index of a picture track. */
export const readChunk = async (file: string): Promise<ChunkFacts | undefined> => {
	const { moov, dataBytes } = await outlineOf(file);
	const mdia = moov && boxAt(moov, 'trak', 'mdia');
	const stbl = mdia && boxAt(mdia, 'minf', 'stbl');
	const mdhd = mdia && boxAt(mdia, 'mdhd');
	const description = stbl && descriptionOf(stbl);
	if (!mdhd || !description) return undefined;
	const sizes = sizesOf(stbl);
	return {
		...description,
		...sizes,
		dataBytes,
		timescale: mdhd.readUInt32BE(mdhd[0] === 1 ? 20 : 12),
		step: stepIn(stbl),
		keys: keysIn(stbl, sizes.samples),
	};
};
