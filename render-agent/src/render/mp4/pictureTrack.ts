/** The samples of the one picture track of an mp4 or mov, from its index alone: where they lie, when they are shown. */
import { boxAt, boxesIn, entriesOf, FULL, outlineOf } from './boxes';

/** A track of evenly spaced pictures. Lists have an entry for each sample, in the order in which they are decoded. */
export interface PictureTrack {
	/** Body of the decoder's settings, `avcC`. */
	readonly settings: Buffer;
	/** Ticks a second, and ticks of each sample. */
	readonly timescale: number;
	readonly step: number;
	/** Bytes, and where in the file they begin. */
	readonly sizes: readonly number[];
	readonly offsets: readonly number[];
	/** Which picture it is in the order in which they are shown, from 0. */
	readonly shown: readonly number[];
	/** Numbers of the samples that can be decoded by themselves. */
	readonly keys: readonly number[];
}

/** Signed, whatever the version says: writers do not keep to it. */
const signed = (value: number): number => value | 0;

const firstOf = <T>(entries: readonly (readonly T[])[]): readonly T[] => entries[0] ?? [];

/** Values in runs of equal ones; undefined where they are not as many as they should be. */
const spreadOut = (
	runs: readonly (readonly number[])[],
	total: number,
): readonly number[] | undefined => {
	const all: number[] = [];
	for (const [count = 0, value = 0] of runs) {
		if (all.length + count > total) return undefined;
		for (let i = 0; i < count; i++) all.push(value);
	}
	return all.length === total ? all : undefined;
};

const sizesIn = (stbl: Buffer): readonly number[] | undefined => {
	const stsz = boxAt(stbl, 'stsz');
	if (!stsz || stsz.length < FULL + 8 || stsz.readUInt32BE(FULL) !== 0) return undefined;
	const sizes = entriesOf(stsz, FULL + 4, 1).flat();
	return sizes.length === stsz.readUInt32BE(FULL + 4) ? sizes : undefined;
};

/** Where each chunk of samples begins. */
const chunkOffsets = (stbl: Buffer): readonly number[] => {
	const long = entriesOf(boxAt(stbl, 'co64'), FULL, 2);
	if (long.length > 0) return long.map(([high = 0, low = 0]) => high * 2 ** 32 + low);
	return entriesOf(boxAt(stbl, 'stco'), FULL, 1).flat();
};

const offsetsIn = (stbl: Buffer, sizes: readonly number[]): readonly number[] | undefined => {
	const chunks = chunkOffsets(stbl);
	const rules = entriesOf(boxAt(stbl, 'stsc'), FULL, 3);
	const offsets: number[] = [];
	let rule = -1;
	for (const [index, begin] of chunks.entries()) {
		if ((rules[rule + 1]?.[0] ?? Number.POSITIVE_INFINITY) <= index + 1) rule++;
		let at = begin;
		for (let left = rules[rule]?.[1] ?? 0; left > 0 && offsets.length < sizes.length; left--) {
			const size = sizes[offsets.length] ?? 0;
			offsets.push(at);
			at += size;
		}
	}
	return offsets.length === sizes.length ? offsets : undefined;
};

const leastOf = (values: readonly number[]): number =>
	values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);

/** The numbers of pictures in the order in which they are shown; undefined where they are not evenly spaced. */
const shownIn = (moments: readonly number[], step: number): readonly number[] | undefined => {
	const first = leastOf(moments);
	const shown = moments.map((moment) => (moment - first) / step);
	const places = new Set(shown);
	const isWhole = shown.every((place) => Number.isInteger(place) && place < shown.length);
	return isWhole && places.size === shown.length ? shown : undefined;
};

/** Whether the first picture is shown at once and the last one at its end: nothing is put off or left out. */
const isWholeShown = (
	trak: Buffer,
	{ first, length, scale }: { first: number; length: number; scale: number },
): boolean => {
	const elst = boxAt(trak, 'edts', 'elst');
	if (!elst) return first === 0;
	const isLong = elst[0] === 1;
	const edits = entriesOf(elst, FULL, isLong ? 5 : 3);
	const [a = 0, b = 0, c = 0, d = 0] = firstOf(edits);
	const [duration, begin] = isLong ? [a * 2 ** 32 + b, signed(c) * 2 ** 32 + d] : [a, signed(b)];
	const isNormal = elst.length >= FULL + 4 + 4 && elst.readUInt32BE(elst.length - 4) === 0x10000;
	return (
		edits.length === 1 && isNormal && begin === first && Math.abs(duration * scale - length) < 1
	);
};

/** A header's time scale. */
const scaleIn = (head: Buffer | undefined): number =>
	head && head.length >= 24 ? head.readUInt32BE(head[0] === 1 ? 20 : 12) : 0;

/** Neither turned nor flipped nor scaled. */
const UPRIGHT = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];

const isUpright = (tkhd: Buffer | undefined): boolean => {
	if (!tkhd) return false;
	const at = tkhd[0] === 1 ? 52 : 40;
	return tkhd.length >= at + 36 && UPRIGHT.every((one, i) => tkhd.readUInt32BE(at + i * 4) === one);
};

const ENTRY = 78;

/** The settings of the only sample description, where pixels are square and all of the picture is shown. */
const settingsOf = (stbl: Buffer): Buffer | undefined => {
	const stsd = boxAt(stbl, 'stsd');
	const entries = stsd ? boxesIn(stsd.subarray(FULL + 4)) : [];
	const [entry] = entries;
	if (entries.length !== 1 || entry?.type !== 'avc1' || entry.body.length < ENTRY) return undefined;
	const boxes = entry.body.subarray(ENTRY);
	const pasp = boxAt(boxes, 'pasp');
	const isSquare = !pasp || (pasp.length >= 8 && pasp.readUInt32BE(0) === pasp.readUInt32BE(4));
	return isSquare && !boxAt(boxes, 'clap') ? boxAt(boxes, 'avcC') : undefined;
};

const tableOf = (
	stbl: Buffer,
): (Omit<PictureTrack, 'settings' | 'timescale'> & { readonly first: number }) | undefined => {
	const sizes = sizesIn(stbl);
	const offsets = sizes && offsetsIn(stbl, sizes);
	const steps = entriesOf(boxAt(stbl, 'stts'), FULL, 2);
	const [, step = 0] = firstOf(steps);
	const ctts = boxAt(stbl, 'ctts');
	const total = sizes?.length ?? 0;
	const late = ctts ? spreadOut(entriesOf(ctts, FULL, 2), total) : sizes?.map(() => 0);
	if (!offsets || !late || steps.length !== 1 || step === 0 || total === 0) return undefined;
	const moments = late.map((more, i) => i * step + signed(more));
	const shown = shownIn(moments, step);
	const keys = entriesOf(boxAt(stbl, 'stss'), FULL, 1).map(([number = 1]) => number - 1);
	if (!shown) return undefined;
	return { step, sizes, offsets, shown, keys, first: leastOf(moments) };
};

/**
 * The picture track of a file. Undefined where it is not the only one, its pictures are not evenly spaced from the start of
 * the file on, or all is not as simple as it can be.
 */
export const pictureTrackOf = async (file: string): Promise<PictureTrack | undefined> => {
	const { moov } = await outlineOf(file);
	if (!moov) return undefined;
	const isPicture = ({ type, body }: { type: string; body: Buffer }): boolean =>
		type === 'trak' && boxAt(body, 'mdia', 'hdlr')?.toString('latin1', 8, 12) === 'vide';
	const [trak, ...others] = boxesIn(moov).filter(isPicture);
	const stbl = trak && boxAt(trak.body, 'mdia', 'minf', 'stbl');
	const settings = stbl && settingsOf(stbl);
	const table = stbl && tableOf(stbl);
	if (!settings || !table || others.length > 0 || !isUpright(boxAt(trak.body, 'tkhd')))
		return undefined;
	const timescale = scaleIn(boxAt(trak.body, 'mdia', 'mdhd'));
	const movie = scaleIn(boxAt(moov, 'mvhd'));
	const { first, step, ...samples } = table;
	const frames = timescale / step / movie;
	const length = samples.sizes.length;
	const isWhole = isWholeShown(trak.body, { first, length, scale: frames });
	return isWhole ? { settings, timescale, step, ...samples } : undefined;
};
