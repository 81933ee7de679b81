/** Reads what an mp4 of one picture track says of itself: its table of samples and its decoder's settings. No process. */
import { boxAt, boxesIn, entriesOf, FULL, outlineOf } from '../mp4/boxes';

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
	/** Ticks between decoding and showing the first sample. */
	readonly delay: number;
	/** Numbers of the samples that can be decoded by themselves, from 0. */
	readonly keys: readonly number[];
}

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
		delay: entriesOf(boxAt(stbl, 'ctts'), FULL, 2)[0]?.[1] ?? 0,
		keys: keysIn(stbl, sizes.samples),
	};
};
