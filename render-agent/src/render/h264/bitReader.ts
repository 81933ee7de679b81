/** Reads the bits of an H.264 parameter set or header. */

/** The bytes of a unit without those that keep start codes out of it. */
const unescaped = (unit: Uint8Array): Uint8Array =>
	unit.filter((byte, i) => !(byte === 3 && i >= 2 && unit[i - 1] === 0 && unit[i - 2] === 0));

/** Reads bit after bit. Behind the end there are zeros; `isOver` says so. */
export class BitReader {
	private readonly bytes: Uint8Array;
	private at = 0;

	/**
	 * A reader of a unit.
	 * @param unit bytes as they lie in the stream
	 */
	constructor(unit: Uint8Array) {
		this.bytes = unescaped(unit);
	}

	/** Whether more was read than there is. */
	get isOver(): boolean {
		return this.at > this.bytes.length * 8;
	}

	/** The next bits as a number, 32 at most. */
	bits(count: number): number {
		let value = 0;
		for (let i = 0; i < count; i++, this.at++)
			value = value * 2 + (((this.bytes[this.at >> 3] ?? 0) >> (7 - (this.at & 7))) & 1);
		return value;
	}

	/** The next bit. */
	flag(): boolean {
		return this.bits(1) === 1;
	}

	/** A number as Exp-Golomb code, `ue(v)`. */
	unsigned(): number {
		let zeros = 0;
		while (zeros < 32 && !this.isOver && this.bits(1) === 0) zeros++;
		return 2 ** zeros - 1 + this.bits(zeros);
	}

	/** A signed number as Exp-Golomb code, `se(v)`. */
	signed(): number {
		const code = this.unsigned();
		return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
	}
}
