/** Measures frames that only ffmpeg has seen: of each, it writes down the pixels that a meter looks at. */
import { open } from 'node:fs/promises';
import type { Size } from '../../timeline/geometry';
import { type PictureFindings } from './findings';
import type { Shown } from './frameMeter';
import { CELLS, gridOf } from './lumaPrint';
import { RunMeter } from './runMeter';

/** Filters that leave of each picture the luma at the meter's places, one pixel for each. */
export const gridFilters = (canvas: Size): string => {
	const { step, columns, rows } = gridOf(canvas);
	const [width, height] = [columns * step, rows * step];
	return [
		`crop=${String(width)}:${String(height)}:0:0:exact=1`,
		// The plane is taken out of the small picture: out of the large one all of it would be copied.
		`scale=${String(columns)}:${String(rows)}:flags=neighbor`,
		'format=yuv420p',
		'extractplanes=y',
	].join(',');
};

/** What is seen is the video itself: where it is black or stands still, the file does. */
const OF_SOURCE: Shown = {
	drawn: true,
	empty: false,
	witness: { print: { cells: new Uint8Array(CELLS), lit: 0 }, weight: 1, hasEnded: () => false },
};

/** Which frames were written down. */
interface GridReading {
	/** Frames of each file. */
	readonly counts: readonly number[];
	/** What is known of a frame, counted from the first of all; absent or undefined: it is the video itself. */
	readonly shownAt?: (frame: number) => Shown | undefined;
}

/**
 * What the frames of several files showed, which were written down one after another.
 * @throws {Error} where the file is not there or breaks off
 */
export const readGrids = async (
	file: string,
	canvas: Size,
	{ counts, shownAt = () => undefined }: GridReading,
): Promise<readonly PictureFindings[]> => {
	const { columns: width, rows: height } = gridOf(canvas);
	const meter = new RunMeter({ width, height }, counts);
	const handle = await open(file);
	try {
		const grid = new Uint8Array(width * height);
		const total = counts.reduce((sum, count) => sum + count, 0);
		for (let i = 0; i < total; i++) {
			const { bytesRead } = await handle.read(grid, 0, grid.length, i * grid.length);
			if (bytesRead < grid.length) throw new RangeError(`frame ${String(i)} was not measured`);
			meter.push(grid, shownAt(i) ?? OF_SOURCE);
		}
	} finally {
		await handle.close();
	}
	return counts.map((_, part) => meter.findingsOf(part));
};
