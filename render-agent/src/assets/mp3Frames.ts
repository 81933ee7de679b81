/** Frames of MPEG layer III: where they lie in a file, how long they last, and how one of them is made silent. Pure. */

const BITRATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const BITRATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const RATES = [44_100, 48_000, 32_000];

type Version = readonly [bitrates: readonly number[], shift: number, scale: number];

const RESERVED: Version = [[], 0, 0];

/** By the bits of the version: 0 is MPEG 2.5, 2 is MPEG 2, 3 is MPEG 1. */
const VERSIONS: Readonly<Record<number, Version>> = {
	0: [BITRATES_2, 2, 72_000],
	2: [BITRATES_2, 1, 72_000],
	3: [BITRATES_1, 0, 144_000],
};

/** A frame as its head has it. */
export interface Mp3Frame {
	/** Bytes. */
	readonly length: number;
	/** Version, layer and rate: the same in all frames of a stream. */
	readonly kind: number;
	/** Samples a second, and samples that the frame lasts. */
	readonly rate: number;
	readonly samples: number;
	/** Bytes between head and sound: what is said of the sound. */
	readonly side: number;
	/** Bytes of a checksum between head and `side`. */
	readonly sum: number;
}

const MONO = 3;

const entry = (list: readonly number[], index: number): number => list[index] ?? 0;

const sideOf = (isFirst: boolean, isMono: boolean): number => {
	if (isFirst) return isMono ? 17 : 32;
	return isMono ? 9 : 17;
};

/** Bits of a byte of the file; 0 behind its end. */
const bitsAt = (bytes: Uint8Array, at: number, [shift, mask]: readonly [number, number]): number =>
	((bytes[at] ?? 0) >> shift) & mask;

/** Whether the first two bytes of a head lie at a place: all that is looked at of most bytes of a damaged file. */
const isHead = (bytes: Uint8Array, at: number): boolean =>
	bytes[at] === 0xff && bitsAt(bytes, at + 1, [0, 0xe6]) === 0xe2;

/** The frame whose head lies at a place; undefined where none does. Free formats, which tell no length, are none. */
export const mp3FrameAt = (bytes: Uint8Array, at: number): Mp3Frame | undefined => {
	if (!isHead(bytes, at)) return undefined;
	const [bitrates, shift, scale] = VERSIONS[bitsAt(bytes, at + 1, [3, 3])] ?? RESERVED;
	const kilobits = entry(bitrates, bitsAt(bytes, at + 2, [4, 15]));
	const rateBits = bitsAt(bytes, at + 2, [2, 3]);
	const rate = entry(RATES, rateBits) >> shift;
	if (rate * kilobits === 0) return undefined;
	return {
		length: Math.floor((scale * kilobits) / rate) + bitsAt(bytes, at + 2, [1, 1]),
		kind: bitsAt(bytes, at + 1, [1, 127]) * 4 + rateBits,
		...{ rate, samples: shift === 0 ? 1152 : 576 },
		side: sideOf(shift === 0, bitsAt(bytes, at + 3, [6, 3]) === MONO),
		sum: bitsAt(bytes, at + 1, [0, 1]) === 0 ? 2 : 0,
	};
};

/** A frame at its place. */
export interface PlacedFrame extends Mp3Frame {
	readonly at: number;
}

/** How many frames must follow one another until they are taken for frames. */
const CHAIN = 4;

/** Whether frames of one kind follow one another from a place on, up to the end of the file at most. */
const isChain = (bytes: Uint8Array, at: number, kind: number | undefined): boolean => {
	let place = at;
	let wanted = kind;
	for (let count = 0; count < CHAIN; count++) {
		if (count > 1 && place >= bytes.length) return true;
		const frame = mp3FrameAt(bytes, place);
		if (!frame || (wanted !== undefined && frame.kind !== wanted)) return false;
		wanted = frame.kind;
		place += frame.length;
	}
	return true;
};

/** Where frames go on behind a place; undefined where none come. */
export const nextChain = (bytes: Uint8Array, from: number, kind?: number): number | undefined => {
	for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1))
		if (isChain(bytes, at, kind)) return at;
	return undefined;
};

const latin = (bytes: Uint8Array, at: number, length: number): string =>
	String.fromCharCode(...bytes.subarray(at, at + length));

/** How long a tag is whose head says so in sevens of bits. */
const id3Length = (bytes: Uint8Array, at: number): number => {
	const digits = Array.from(bytes.subarray(at + 6, at + 10));
	const foot = bitsAt(bytes, at + 5, [4, 1]) * 10;
	return 10 + digits.reduce((sum, digit) => sum * 128 + (digit & 127), 0) + foot;
};

const apeLength = (bytes: Uint8Array, at: number): number => {
	const head = Buffer.from(bytes.subarray(at, at + 32));
	return head.length < 32 ? 0 : head.readUInt32LE(12) + 32;
};

/** How long the tag at a place is: ID3 in front, ID3 behind, APE. 0 where none is. Bytes. */
export const tagAt = (bytes: Uint8Array, at: number): number => {
	const sign = latin(bytes, at, 8);
	if (sign.startsWith('TAG')) return 128;
	if (sign.startsWith('ID3')) return id3Length(bytes, at);
	return sign === 'APETAGEX' ? apeLength(bytes, at) : 0;
};

/** How far before a frame its sound begins, in the sound of the frames before it. Bytes. */
export const reachOf = (bytes: Uint8Array, { at, sum, samples }: PlacedFrame): number => {
	const [first = 0, second = 0] = bytes.subarray(at + 4 + sum, at + 6 + sum);
	return samples === 1152 ? (first << 1) | (second >> 7) : first;
};

/** The same frame with nothing to hear in it. What later frames refer to in it stays. */
export const silenced = (bytes: Uint8Array, { at, length, side, sum }: PlacedFrame): Uint8Array => {
	const frame = Uint8Array.from(bytes.subarray(at, at + length));
	frame[1] = (frame[1] ?? 0) | 1;
	return frame.fill(0, 4, 4 + side + sum);
};

/** A frame like another one, of which nothing is heard and nothing can be referred to. */
export const silentLike = (bytes: Uint8Array, frame: PlacedFrame): Uint8Array =>
	silenced(bytes, frame).fill(0, 4);

/** What the head frame of an encoder says of its file. */
export interface Mp3Told {
	/** How many frames follow; undefined where it does not say. */
	readonly frames: number | undefined;
	/** How many bytes the file has, tags aside; undefined where it does not say. */
	readonly length: number | undefined;
}

/** What an encoder wrote into its head frame; undefined where a frame is none. */
export const toldBy = (bytes: Uint8Array, { at, side, sum }: PlacedFrame): Mp3Told | undefined => {
	const place = at + 4 + sum + side;
	if (!['Xing', 'Info'].includes(latin(bytes, place, 4))) return undefined;
	const view = new DataView(bytes.buffer, bytes.byteOffset + place);
	if (view.byteLength < 16) return { frames: undefined, length: undefined };
	const has = view.getUint32(4);
	return {
		frames: (has & 1) === 0 ? undefined : view.getUint32(8),
		length: (has & 3) === 3 ? view.getUint32(12) : undefined,
	};
};
