/** A coarse print of a picture: the mean luma of 8 × 8 cells, taken from a grid of its pixels. Knows no format. */

/** Cells along each side. */
const SIDE = 8;
/** Cells of a print. */
export const CELLS = SIDE * SIDE;
/** Pixels of the shorter side that are looked at. */
const LINES = 64;
/** Above this luma a pixel is lit: a tenth of the way from black to white. */
const LIT = 38;

/** What a picture looks like from far away. */
export interface LumaPrint {
	/** Mean luma of each cell, row by row, rounded. */
	readonly cells: Uint8Array;
	/** Share of the pixels that are not black, 0…1. */
	readonly lit: number;
}

/** A rectangle in a plane, in pixels. */
export interface Area {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
}

/** Which pixels of a picture are looked at: the middle one of every square of `step`, columns by rows of them. */
export const gridOf = ({
	width,
	height,
}: Pick<Area, 'width' | 'height'>): Readonly<Record<'step' | 'columns' | 'rows', number>> => {
	const step = Math.max(1, Math.floor(Math.min(width, height) / LINES));
	return {
		step,
		columns: Math.max(1, Math.floor(width / step)),
		rows: Math.max(1, Math.floor(height / step)),
	};
};

/** Looks at one area of luma planes that are `stride` pixels wide: always at the same pixels. */
export class PrintReader {
	private readonly places: Uint32Array;
	private readonly cellOf: Uint8Array;
	private readonly counts = new Uint32Array(CELLS);

	constructor(area: Area, stride: number) {
		const { left, top } = area;
		const { step, columns, rows } = gridOf(area);
		this.places = new Uint32Array(columns * rows);
		this.cellOf = new Uint8Array(columns * rows);
		for (let row = 0; row < rows; row++)
			for (let column = 0; column < columns; column++) {
				const x = Math.floor(left) + column * step + (step >> 1);
				const y = Math.floor(top) + row * step + (step >> 1);
				const at = row * columns + column;
				const cell = Math.floor((row * SIDE) / rows) * SIDE + Math.floor((column * SIDE) / columns);
				this.places[at] = y * stride + x;
				this.cellOf[at] = cell;
				this.counts[cell] = (this.counts[cell] ?? 0) + 1;
			}
	}

	/** The pixels that are looked at, of a picture whose first bytes are its luma. */
	samples(luma: Uint8Array): Uint8Array {
		const { places } = this;
		const samples = new Uint8Array(places.length);
		for (let i = 0; i < places.length; i++) samples[i] = luma[places[i] ?? 0] ?? 0;
		return samples;
	}

	/** The print of a picture of which these pixels were looked at. */
	printOf(samples: Uint8Array): LumaPrint {
		const sums = new Uint32Array(CELLS);
		const { cellOf } = this;
		let lit = 0;
		for (let i = 0; i < samples.length; i++) {
			const value = samples[i] ?? 0;
			const cell = cellOf[i] ?? 0;
			sums[cell] = (sums[cell] ?? 0) + value;
			if (value > LIT) lit++;
		}
		const cells = Uint8Array.from(
			sums,
			(sum, cell) => sum / Math.max(1, this.counts[cell] ?? 1) + 0.5,
		);
		return { cells, lit: lit / samples.length };
	}

	/** The print of a picture whose first bytes are its luma. */
	read(luma: Uint8Array): LumaPrint {
		return this.printOf(this.samples(luma));
	}
}

/** Mean difference of the pixels of one and the same picture, in code values: a thousandth of the full scale, as usual. */
const NOISE = 0.001 * 255;
/** A pixel that differs by more, in code values, is no noise of a codec: something small has moved. */
const LEAP = 16;

/** Whether two pictures are one but for the noise of a codec, by the pixels that were looked at. */
export const isAlike = (a: Uint8Array, b: Uint8Array): boolean => {
	let sum = 0;
	for (let i = 0; i < a.length; i++) {
		const difference = Math.abs((a[i] ?? 0) - (b[i] ?? 0));
		if (difference > LEAP) return false;
		sum += difference;
	}
	return sum <= NOISE * a.length;
};

/** How far apart two prints are: the mean difference of their cells, in code values of luma. */
export const distance = (a: Uint8Array, b: Uint8Array): number => {
	let sum = 0;
	for (let cell = 0; cell < CELLS; cell++) sum += Math.abs((a[cell] ?? 0) - (b[cell] ?? 0));
	return sum / CELLS;
};
