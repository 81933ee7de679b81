/** The decoder's settings in an mp4, `avcC`: parameter sets beside what they have in common. @source ISO/IEC 14496-15, 5.3.3.1 */
import { BitReader } from './bitReader';

/** The settings, taken apart. */
export interface Settings {
	readonly profile: number;
	/** Flags of what the stream does without. */
	readonly constraints: number;
	/** Ten times the level. */
	readonly level: number;
	/** Bytes before each unit that tell how long it is. */
	readonly lengthBytes: number;
	/** Parameter sets of sequences and of pictures, as they lie in the stream. */
	readonly sequences: readonly Buffer[];
	readonly pictures: readonly Buffer[];
	/** What high profiles add. */
	readonly rest: Buffer;
}

const HEAD = 5;

/** Some sets, each with its length before it, and where they end. */
const setsAt = (
	bytes: Buffer,
	at: number,
	count: number,
): { readonly sets: readonly Buffer[]; readonly end: number } | undefined => {
	const sets: Buffer[] = [];
	for (let i = 0; i < count; i++) {
		if (at + 2 > bytes.length) return undefined;
		const end = at + 2 + bytes.readUInt16BE(at);
		if (end > bytes.length || end === at + 2) return undefined;
		sets.push(bytes.subarray(at + 2, end));
		at = end;
	}
	return { sets, end: at };
};

/** Takes the body of an `avcC` apart; undefined where it is none. */
export const settingsIn = (bytes: Buffer): Settings | undefined => {
	if (bytes.length < HEAD + 2 || bytes[0] !== 1) return undefined;
	const sequences = setsAt(bytes, HEAD + 1, bytes.readUInt8(HEAD) & 0x1f);
	if (!sequences || sequences.end >= bytes.length) return undefined;
	const pictures = setsAt(bytes, sequences.end + 1, bytes.readUInt8(sequences.end));
	if (!pictures) return undefined;
	const [, profile = 0, constraints = 0, level = 0, lengths = 0] = bytes;
	return {
		...{ profile, constraints, level, lengthBytes: (lengths & 3) + 1 },
		...{ sequences: sequences.sets, pictures: pictures.sets },
		rest: bytes.subarray(pictures.end),
	};
};

/** The id of a set: of a sequence's or of a picture's. */
export const idOf = (set: Uint8Array, kind: 'sequence' | 'picture'): number => {
	const bits = new BitReader(set.subarray(1));
	if (kind === 'sequence') bits.bits(24);
	return bits.unsigned();
};

const withLengths = (sets: readonly Buffer[]): readonly Buffer[] =>
	sets.flatMap((set) => {
		const length = Buffer.alloc(2);
		length.writeUInt16BE(set.length);
		return [length, set];
	});

/** The body of an `avcC`. */
export const settingsBytes = (settings: Settings): Buffer => {
	const { profile, constraints, level, lengthBytes, sequences, pictures, rest } = settings;
	return Buffer.concat([
		Buffer.from([1, profile, constraints, level, 0xfc | (lengthBytes - 1)]),
		Buffer.from([0xe0 | sequences.length]),
		...withLengths(sequences),
		Buffer.from([pictures.length]),
		...withLengths(pictures),
		rest,
	]);
};

const added = (to: readonly Buffer[], more: readonly Buffer[]): readonly Buffer[] => [
	...to,
	...more.filter((set) => !to.some((known) => known.equals(set))),
];

/**
 * Settings for a decoder that is to play the streams of both, one after another: all sets of both, the higher level. Both
 * must have the same profile, and no id that means two things.
 */
export const united = (one: Settings, other: Settings): Settings => ({
	...one,
	constraints: one.constraints & other.constraints,
	level: Math.max(one.level, other.level),
	sequences: added(one.sequences, other.sequences),
	pictures: added(one.pictures, other.pictures),
});
