/** The peak of the sound as a player makes it of the samples (ITU-R BS.1770, annex 2): four times as many, by its filter. */

const CHANNELS = 2;
const { abs, max } = Math;
/** Samples of one channel that an interpolated one is made of. */
export const TAPS = 12;

const FIRST = [
	0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625,
	0.97216796875, -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
];
const SECOND = [
	-0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625,
	0.77978515625, -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
];
const PHASES = [FIRST, SECOND, [...SECOND].reverse(), [...FIRST].reverse()].map((phase) =>
	Float64Array.from(phase),
);
/** No interpolated sample is further out than the furthest of its samples times this. */
const MOST = max(...PHASES.map((phase) => phase.reduce((sum, weight) => sum + abs(weight), 0)));

/** The furthest interpolated value of the `TAPS` samples of a channel that begin at an index of interleaved ones. */
const peakOf = (samples: Float32Array, begin: number): number => {
	let peak = 0;
	for (const phase of PHASES) {
		let sum = 0;
		for (let tap = 0; tap < TAPS; tap++)
			sum += (phase[tap] ?? 0) * (samples[begin + tap * CHANNELS] ?? 0);
		peak = max(peak, abs(sum));
	}
	return peak;
};

const furthest = (samples: Float32Array, begin: number, end: number): number => {
	let most = 0;
	for (let at = begin; at < end; at++) {
		const size = abs(samples[at] ?? 0);
		if (size > most) most = size;
	}
	return most;
};

const STRETCH = 64 * CHANNELS;

/**
 * The true peak of interleaved stereo samples, where it is above `least`; else `least`. The filter reaches over the ends
 * of nothing: hand over each block with the last `TAPS` − 1 moments of the one before.
 */
export const truePeakOf = (samples: Float32Array, least: number): number => {
	let peak = max(least, furthest(samples, 0, samples.length));
	const last = samples.length - TAPS * CHANNELS;
	for (let begin = 0; begin <= last; begin += STRETCH) {
		const end = Math.min(last + CHANNELS, begin + STRETCH);
		// Nothing here can reach what is known already.
		if (furthest(samples, begin, end + (TAPS - 1) * CHANNELS) * MOST <= peak) continue;
		for (let at = begin; at < end; at++) peak = max(peak, peakOf(samples, at));
	}
	return peak;
};

/** Raises levels (one a moment, the louder channel) to the true peak around it, where that may be above `from`. */
export const raiseToTruePeak = (
	levels: Float32Array,
	samples: Float32Array,
	from: number,
): void => {
	const before = TAPS / 2;
	for (let moment = 0; moment + TAPS <= levels.length; moment++) {
		const begin = moment * CHANNELS;
		if (furthest(samples, begin, begin + TAPS * CHANNELS) * MOST <= from) continue;
		const at = moment + before;
		const peak = max(peakOf(samples, begin), peakOf(samples, begin + 1));
		levels[at] = max(levels[at] ?? 0, peak);
		levels[at - 1] = max(levels[at - 1] ?? 0, peak);
	}
};
