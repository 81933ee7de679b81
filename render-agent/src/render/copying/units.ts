/** The units of an H.264 sample: which of them are pictures, and whether they are as its table says. */
import { BitReader } from '../h264/bitReader';

/** Bytes before each unit that tell how long it is. */
const LENGTH = 4;
const SLICE = 1;
const KEY_SLICE = 5;
/** What may be left out: messages, sets that the header has as well, and marks between pictures. */
const MARKS = new Set([6, 7, 8, 9, 10, 11, 12]);
const SETS = new Set([7, 8]);
const TYPE = 0x1f;

/** What is known of the stream that a sample belongs to. */
export interface Known {
	/** Its sets as they stand in its header. */
	readonly sets: readonly Buffer[];
	/** Ids of its pictures' sets. */
	readonly pictureSets: ReadonlySet<number>;
}

/** The units of a sample; undefined where their lengths do not add up. */
const unitsIn = (sample: Buffer): readonly Buffer[] | undefined => {
	const units: Buffer[] = [];
	let at = 0;
	while (at + LENGTH < sample.length) {
		const end = at + LENGTH + sample.readUInt32BE(at);
		if (end > sample.length || end === at + LENGTH) return undefined;
		units.push(sample.subarray(at, end));
		at = end;
	}
	return at === sample.length ? units : undefined;
};

const typeOf = (unit: Buffer): number => (unit[LENGTH] ?? 0) & TYPE;

/** Two bits that say whether others refer to a picture. */
const REFERRED = 0x60;
/** What tells of its own picture alone: messages, delimiters, filling. */
const ASIDE = new Set([6, 9, 12]);

/** Whether no picture refers to the one of this sample, and it holds nothing else that others need. */
export const isUnneeded = (sample: Buffer): boolean => {
	const units = unitsIn(sample)?.filter((unit) => !ASIDE.has(typeOf(unit))) ?? [];
	const isAlone = (unit: Buffer): boolean =>
		typeOf(unit) === SLICE && ((unit[LENGTH] ?? 0) & REFERRED) === 0;
	return units.length > 0 && units.every(isAlone);
};

/** Bytes in which the head of a slice says which sets it uses. */
const SLICE_HEAD = 24;

const pictureSetOf = (unit: Buffer): number => {
	const bits = new BitReader(unit.subarray(LENGTH + 1, LENGTH + 1 + SLICE_HEAD));
	bits.unsigned();
	bits.unsigned();
	return bits.unsigned();
};

const isUsual = (unit: Buffer, isKey: boolean, { sets, pictureSets }: Known): boolean => {
	const type = typeOf(unit);
	if (SETS.has(type)) return sets.some((set) => set.equals(unit.subarray(LENGTH)));
	if (MARKS.has(type)) return true;
	return type === (isKey ? KEY_SLICE : SLICE) && pictureSets.has(pictureSetOf(unit));
};

/**
 * The sample with its pictures alone: itself, where it has nothing else. Undefined where it is not what its table says (a key is, and no other sample may be, one
 * with which decoding can begin), where it changes its sets, or has what we do not know.
 */
export const pictureUnits = (sample: Buffer, isKey: boolean, known: Known): Buffer | undefined => {
	const units = unitsIn(sample);
	if (!units?.every((unit) => isUsual(unit, isKey, known))) return undefined;
	const pictures = units.filter((unit) => !MARKS.has(typeOf(unit)));
	if (pictures.length === 0) return undefined;
	return pictures.length === units.length ? sample : Buffer.concat(pictures);
};
