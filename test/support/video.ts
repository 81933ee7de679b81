/** What a decoded picture shows, as plain numbers. Knows no file and no tool. */

/** A color as three channels, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** A rectangle of a picture: left, top, width, height in pixels. */
export type Region = readonly [x: number, y: number, width: number, height: number];

/** One decoded picture: three bytes a pixel, rows from the top. */
export interface Frame {
	readonly width: number;
	readonly height: number;
	readonly rgb: Uint8Array;
}

/** Pictures of a video, by the time in seconds at which they are on screen. */
export interface Video {
	readonly width: number;
	readonly height: number;
	readonly fps: number;
	/** How many frames were decoded, counted one by one. */
	readonly frames: number;
	/**
	 * The picture on screen at `time` seconds.
	 * @throws {RangeError} when it was not asked for on reading
	 */
	readonly at: (time: number) => Frame;
}

/** Where pixels of one color lie, in pixel coordinates. */
export interface Spread {
	readonly count: number;
	readonly mean: readonly [x: number, y: number];
	/** The 0.5 and 99.5 percentile of the columns and of the rows: a few stray pixels do not count. */
	readonly columns: readonly [first: number, last: number];
	readonly rows: readonly [first: number, last: number];
}

/** The whole picture as a region. */
export const everywhere = ({ width, height }: Pick<Frame, 'width' | 'height'>): Region => [
	0,
	0,
	width,
	height,
];

/** The index of the frame on screen at `time` seconds; never past the last of `frames`. */
export const indexAt = (time: number, fps: number, frames: number): number =>
	// A time such as 1.8 s is a hair below its frame in binary: half a millisecond belongs to the next frame.
	Math.max(0, Math.min(frames - 1, Math.floor(time * fps + 0.0005 * fps)));

/**
 * The color of one pixel.
 * @throws {RangeError} outside the picture
 */
export const pixelOf = ({ width, height, rgb }: Frame, x: number, y: number): Rgb => {
	if (x < 0 || y < 0 || x >= width || y >= height)
		throw new RangeError(`no pixel at ${String(x)}, ${String(y)}`);
	const at = (y * width + x) * 3;
	return [rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0];
};

/** Calls `look` for every pixel of a region that lies inside the picture. */
export const eachPixel = (
	frame: Frame,
	[left, top, width, height]: Region,
	look: (color: Rgb, x: number, y: number) => void,
): void => {
	const right = Math.min(frame.width, left + width);
	const bottom = Math.min(frame.height, top + height);
	for (let y = Math.max(0, top); y < bottom; y++)
		for (let x = Math.max(0, left); x < right; x++) look(pixelOf(frame, x, y), x, y);
};

/**
 * The mean color of a region.
 * @throws {RangeError} for a region without pixels
 */
export const meanOf = (frame: Frame, region: Region): Rgb => {
	const sum = [0, 0, 0] as [number, number, number];
	let count = 0;
	eachPixel(frame, region, ([red, green, blue]) => {
		sum[0] += red;
		sum[1] += green;
		sum[2] += blue;
		count += 1;
	});
	if (count === 0) throw new RangeError(`no pixel in ${region.join(', ')}`);
	return [sum[0] / count, sum[1] / count, sum[2] / count];
};

/** Whether every channel of `color` is within `tolerance` of `wanted`. */
export const isNear = (color: Rgb, wanted: Rgb, tolerance: number): boolean =>
	color.every((channel, i) => Math.abs(channel - (wanted[i] ?? 0)) <= tolerance);

/** How many pixels of a region are within `tolerance` of a color. */
export const inkOf = (frame: Frame, region: Region, ink: Ink): number => {
	let count = 0;
	eachPixel(frame, region, (color) => {
		if (isNear(color, ink.rgb, ink.tolerance)) count += 1;
	});
	return count;
};

/** A color and how far a channel may be from it. */
export interface Ink {
	readonly rgb: Rgb;
	readonly tolerance: number;
}

const percentiles = (values: readonly number[]): readonly [number, number] => {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
	return [at(0.005), at(0.995)];
};

const averageOf = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;

/** Where the pixels of a color lie, or undefined when there is none. */
export const spreadOf = (frame: Frame, region: Region, ink: Ink): Spread | undefined => {
	const columns: number[] = [];
	const rows: number[] = [];
	eachPixel(frame, region, (color, x, y) => {
		if (!isNear(color, ink.rgb, ink.tolerance)) return;
		columns.push(x);
		rows.push(y);
	});
	if (columns.length === 0) return undefined;
	return {
		count: columns.length,
		mean: [averageOf(columns), averageOf(rows)],
		columns: percentiles(columns),
		rows: percentiles(rows),
	};
};
