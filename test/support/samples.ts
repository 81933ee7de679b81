/** What decoded sound holds, as plain numbers. Knows no file and no tool. */

/** The mean of all channels, full scale 1.0. */
export interface Sound {
	/** Samples a second. */
	readonly rate: number;
	readonly samples: Float32Array;
}

/** The samples between two times in seconds; shorter where the sound ends before. */
export const between = ({ rate, samples }: Sound, from: number, to: number): Float32Array =>
	samples.subarray(Math.round(from * rate), Math.round(to * rate));

/**
 * The amplitude of one frequency, full scale 1.0: Goertzel's sum under a Hann window,
 * so that neither the ends of the span nor a neighboring tone leak into it.
 */
export const amplitudeOf = (samples: Float32Array, frequency: number, rate: number): number => {
	const turn = (2 * Math.PI * frequency) / rate;
	const step = (2 * Math.PI) / samples.length;
	let [real, imaginary, weights] = [0, 0, 0];
	for (const [i, sample] of samples.entries()) {
		const weight = 0.5 - 0.5 * Math.cos(step * (i + 0.5));
		real += weight * sample * Math.cos(turn * i);
		imaginary += weight * sample * Math.sin(turn * i);
		weights += weight;
	}
	return weights === 0 ? 0 : (2 * Math.hypot(real, imaginary)) / weights;
};

/** The level of a span in dB below full scale; minus infinity for digital silence or no samples. */
export const levelOf = (samples: Float32Array): number => {
	if (samples.length === 0) return -Infinity;
	const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
	return 10 * Math.log10(power);
};

/** When the sound first reaches `threshold` (full scale 1.0), in seconds; undefined when it never does. */
export const onsetOf = ({ rate, samples }: Sound, threshold: number): number | undefined => {
	const at = samples.findIndex((sample) => Math.abs(sample) >= threshold);
	return at < 0 ? undefined : at / rate;
};
