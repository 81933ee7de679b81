/** The samples that flow through the sound: 48 kHz, two channels interleaved, 32-bit float. Reads nothing itself. */

import { SAMPLE_RATE } from '../../compile/sound';
import { SECOND } from '../../kernel/units';

/** Samples in order, taken as they are wanted. */
export interface SampleSource {
	/** Fills `into` with the next samples; silence behind the end. */
	readonly read: (into: Float32Array) => Promise<void>;
	/** Ends whatever it reads from. */
	readonly close: () => Promise<void>;
}

/** The sample that begins at a moment in microseconds: fractions lie between two. */
export const sampleOf = (moment: number): number => (moment * SAMPLE_RATE) / SECOND;

/** How many samples one buffer holds for each channel. */
export const lengthOf = (samples: Float32Array): number => samples.length / 2;

/** The source after `count` samples of silence. */
export const delayed = (source: SampleSource, count: number): SampleSource => {
	let left = count;
	return {
		read: async (into) => {
			const silent = Math.min(left, lengthOf(into));
			left -= silent;
			into.fill(0, 0, silent * 2);
			if (silent < lengthOf(into)) await source.read(into.subarray(silent * 2));
		},
		close: source.close,
	};
};
