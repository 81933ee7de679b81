/** The table of samples of a picture track: how long they are, where they lie, when they are shown. Pure. */
import { boxAt, entriesOf, FULL } from './boxes';

/** Evenly spaced samples. Lists have an entry for each, in the order in which they are decoded. */
export interface SampleTable {
	/** Ticks of each sample. */
	readonly step: number;
	/** Bytes, and where in the file they begin. */
	readonly sizes: readonly number[];
	readonly offsets: readonly number[];
	/** Which picture it is in the order in which they are shown, from 0. */
	readonly shown: readonly number[];
	/** Ticks before the first picture is shown. */
	readonly first: number;
	/** Numbers of the samples that can be decoded by themselves. */
	readonly keys: readonly number[];
}

/** Signed, whatever the version says: writers do not keep to it. */
export const signed = (value: number): number => value | 0;

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
	const isList = stsz && stsz.length >= FULL + 8 && stsz.readUInt32BE(FULL) === 0;
	if (!isList) return undefined;
	const sizes = entriesOf(stsz, FULL + 4, 1).flat();
	return sizes.length === stsz.readUInt32BE(FULL + 4) ? sizes : undefined;
};

/** Where each chunk of samples begins. */
const chunkOffsets = (stbl: Buffer): readonly number[] => {
	const long = entriesOf(boxAt(stbl, 'co64'), FULL, 2);
	if (long.length > 0) return long.map(([high = 0, low = 0]) => high * 2 ** 32 + low);
	return entriesOf(boxAt(stbl, 'stco'), FULL, 1).flat();
};

/** How many samples each chunk has. */
const chunkCounts = (stbl: Buffer, chunks: number): readonly number[] => {
	const rules = entriesOf(boxAt(stbl, 'stsc'), FULL, 3);
	let rule = 0;
	return Array.from({ length: chunks }, (_, index) => {
		const [from = Number.POSITIVE_INFINITY] = rules[rule + 1] ?? [];
		if (from <= index + 1) rule++;
		return rules[rule]?.[1] ?? 0;
	});
};

const offsetsIn = (stbl: Buffer, sizes: readonly number[]): readonly number[] | undefined => {
	const begins = chunkOffsets(stbl);
	const counts = chunkCounts(stbl, begins.length);
	const offsets: number[] = [];
	for (const [index, begin] of begins.entries()) {
		const end = offsets.length + (counts[index] ?? 0);
		if (end > sizes.length) return undefined;
		for (let at = begin; offsets.length < end;) {
			const size = sizes[offsets.length] ?? 0;
			offsets.push(at);
			at += size;
		}
	}
	return offsets.length === sizes.length ? offsets : undefined;
};

/** Where samples lie. Bytes; in the order in which they are decoded. */
export type SamplePlaces = Pick<SampleTable, 'sizes' | 'offsets'>;

/** The places of a track's samples; undefined where its table is not whole, or all are equally long. */
export const placesIn = (stbl: Buffer): SamplePlaces | undefined => {
	const sizes = sizesIn(stbl);
	const offsets = sizes && offsetsIn(stbl, sizes);
	return offsets && { sizes, offsets };
};

const leastOf = (values: readonly number[]): number =>
	values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);

/** When each sample is shown. Ticks; undefined where not every one of them says so, or they are not equally long. */
const momentsIn = (
	stbl: Buffer,
	total: number,
): { readonly step: number; readonly moments: readonly number[] } | undefined => {
	const steps = entriesOf(boxAt(stbl, 'stts'), FULL, 2);
	const step = steps[0]?.[1] ?? 0;
	const ctts = boxAt(stbl, 'ctts');
	const late = ctts ? entriesOf(ctts, FULL, 2) : [[total, 0]];
	const all = spreadOut(late, total);
	if (!all || steps.length !== 1 || step === 0) return undefined;
	return { step, moments: all.map((more, i) => i * step + signed(more)) };
};

/** The numbers of pictures in the order in which they are shown; undefined where they are not evenly spaced. */
const shownIn = (moments: readonly number[], step: number): readonly number[] | undefined => {
	const first = leastOf(moments);
	const shown = moments.map((moment) => (moment - first) / step);
	const places = new Set(shown);
	const isWhole = shown.every((place) => Number.isInteger(place) && place < shown.length);
	return isWhole && places.size === shown.length ? shown : undefined;
};

/** The table of a track; undefined where its pictures are not evenly spaced, or it is not whole. */
export const sampleTableOf = (stbl: Buffer): SampleTable | undefined => {
	const sizes = sizesIn(stbl);
	const offsets = sizes && offsetsIn(stbl, sizes);
	const timed = sizes && momentsIn(stbl, sizes.length);
	const shown = timed && shownIn(timed.moments, timed.step);
	if (!offsets || !shown) return undefined;
	const keys = entriesOf(boxAt(stbl, 'stss'), FULL, 1).map(([number = 1]) => number - 1);
	return { step: timed.step, sizes, offsets, shown, keys, first: leastOf(timed.moments) };
};
