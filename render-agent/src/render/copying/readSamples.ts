/** Reads samples of a file one after another. */
import type { FileHandle } from 'node:fs/promises';
import type { PictureTrack } from '../mp4/pictureTrack';

/** Which samples are read, and how. */
export interface SampleReading {
	readonly from: FileHandle;
	readonly track: Pick<PictureTrack, 'sizes' | 'offsets'>;
	/** Their numbers in the track. */
	readonly numbers: readonly number[];
	/** What one of them may have. Bytes. */
	readonly most: number;
	readonly signal: AbortSignal;
}

/**
 * Gives each sample to `use`, until that answers false: one piece of memory holds them all in turn, which else the collector
 * would have to clear away for each. False too where a sample is larger than it may be, or not all of it is there.
 * @throws {Error} where the file cannot be read; the signal's reason when aborted
 */
export const readSamples = async (
	{ from, track: { sizes, offsets }, numbers, most, signal }: SampleReading,
	use: (sample: Buffer, number: number) => Promise<boolean>,
): Promise<boolean> => {
	const largest = numbers.reduce((size, number) => Math.max(size, sizes[number] ?? 0), 0);
	if (largest > most) return false;
	const held = Buffer.allocUnsafeSlow(largest);
	for (const number of numbers) {
		signal.throwIfAborted();
		const sample = held.subarray(0, sizes[number] ?? 0);
		const { bytesRead } = await from.read(sample, 0, sample.length, offsets[number] ?? 0);
		if (bytesRead !== sizes[number] || !(await use(sample, number))) return false;
	}
	return true;
};
