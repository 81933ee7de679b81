/** What the parameter set of a sequence says of its pictures. @source ITU-T H.264, 7.3.2.1.1 and E.1.1 */
import { BitReader } from './bitReader';

/** What is known of a sequence, as far as it is asked for. */
export interface Sequence {
	readonly id: number;
	readonly profile: number;
	/** Ten times the level. */
	readonly level: number;
	/** 8-bit 4:2:0 of whole frames. */
	readonly isPlain: boolean;
	readonly width: number;
	readonly height: number;
	/** Pixels are square, or nothing is said. */
	readonly isSquare: boolean;
	/** Limited range, and all three colors said to be BT.709. */
	readonly isBt709: boolean;
	/** Frames by which pictures are put off to be shown in order, where it is said. */
	readonly reordered: number | undefined;
}

/** Profiles whose sets say how colors are sampled. */
const HIGH = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

const skipScalingList = (bits: BitReader, size: number): void => {
	let [last, next] = [8, 8];
	for (let i = 0; i < size; i++) {
		if (next !== 0) next = (last + bits.signed() + 256) % 256;
		last = next === 0 ? last : next;
	}
};

/** Whether samples are 8 bits in 4:2:0. */
const isEightBit420 = (bits: BitReader, profile: number): boolean => {
	if (!HIGH.has(profile)) return true;
	const chroma = bits.unsigned();
	if (chroma === 3) bits.bits(1);
	const depths = bits.unsigned() + bits.unsigned();
	bits.bits(1);
	if (bits.flag())
		for (let list = 0; list < (chroma === 3 ? 12 : 8); list++)
			if (bits.flag()) skipScalingList(bits, list < 6 ? 16 : 64);
	return chroma === 1 && depths === 0;
};

/** Passes over how pictures are counted; gives whether they are shown in the order in which they are decoded. */
const isInOrder = (bits: BitReader): boolean => {
	bits.unsigned();
	const type = bits.unsigned();
	if (type === 0) bits.unsigned();
	if (type === 1) {
		bits.bits(1);
		bits.signed();
		bits.signed();
		for (let left = Math.min(255, bits.unsigned()); left > 0; left--) bits.signed();
	}
	return type === 2;
};

interface Frame {
	readonly width: number;
	readonly height: number;
	readonly isWhole: boolean;
}

const frameOf = (bits: BitReader): Frame => {
	bits.unsigned();
	bits.bits(1);
	const columns = bits.unsigned() + 1;
	const rows = bits.unsigned() + 1;
	const isWhole = bits.flag();
	if (!isWhole) bits.bits(1);
	bits.bits(1);
	const cut = bits.flag() ? [0, 1, 2, 3].map(() => bits.unsigned() * 2) : [0, 0, 0, 0];
	const [left = 0, right = 0, top = 0, bottom = 0] = cut;
	return { width: columns * 16 - left - right, height: rows * 16 - top - bottom, isWhole };
};

const skipBuffering = (bits: BitReader): void => {
	const count = Math.min(31, bits.unsigned()) + 1;
	bits.bits(8);
	for (let i = 0; i < count; i++) {
		bits.unsigned();
		bits.unsigned();
		bits.bits(1);
	}
	bits.bits(20);
};

const isSquareIn = (bits: BitReader): boolean => {
	if (!bits.flag()) return true;
	const shape = bits.bits(8);
	if (shape !== 255) return shape < 2;
	return bits.bits(16) === bits.bits(16);
};

const BT709 = 1;

const isBt709In = (bits: BitReader): boolean => {
	if (bits.flag()) bits.bits(1);
	if (!bits.flag()) return false;
	bits.bits(3);
	const isFull = bits.flag();
	const colors = bits.flag() ? [bits.bits(8), bits.bits(8), bits.bits(8)] : [];
	return !isFull && colors.length === 3 && colors.every((color) => color === BT709);
};

const reorderedIn = (bits: BitReader): number | undefined => {
	if (bits.flag()) {
		bits.unsigned();
		bits.unsigned();
	}
	if (bits.flag()) bits.bits(65);
	const hasBuffering = [bits.flag(), false];
	if (hasBuffering[0]) skipBuffering(bits);
	hasBuffering[1] = bits.flag();
	if (hasBuffering[1]) skipBuffering(bits);
	if (hasBuffering.includes(true)) bits.bits(1);
	bits.bits(1);
	if (!bits.flag()) return undefined;
	bits.bits(1);
	for (let i = 0; i < 4; i++) bits.unsigned();
	return bits.unsigned();
};

type Usage = Pick<Sequence, 'isSquare' | 'isBt709' | 'reordered'>;

const usageIn = (bits: BitReader): Usage =>
	bits.flag()
		? { isSquare: isSquareIn(bits), isBt709: isBt709In(bits), reordered: reorderedIn(bits) }
		: { isSquare: true, isBt709: false, reordered: undefined };

/** Reads a set as it lies in the stream, its head of one byte with it; undefined where it breaks off. */
export const sequenceOf = (unit: Uint8Array): Sequence | undefined => {
	const bits = new BitReader(unit.subarray(1));
	const profile = bits.bits(8);
	bits.bits(8);
	const level = bits.bits(8);
	const id = bits.unsigned();
	const isPlain = isEightBit420(bits, profile);
	const isOrdered = isInOrder(bits);
	const { isWhole, width, height } = frameOf(bits);
	const { reordered, ...usage } = usageIn(bits);
	if (bits.isOver) return undefined;
	return {
		...{ id, profile, level, width, height, isPlain: isPlain && isWhole },
		...usage,
		reordered: isOrdered ? 0 : reordered,
	};
};
