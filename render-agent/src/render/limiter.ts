/** Keeps the sum of the sounds within full scale. Does nothing, to the bit, until a sample would go beyond it. */

/** How far it looks ahead, in samples of 48 kHz: 5 ms. */
const AHEAD = 240;
const CHANNELS = 2;

/** The louder channel of each moment. */
const levelsOf = (samples: Float32Array): Float32Array =>
	Float32Array.from({ length: samples.length / CHANNELS }, (_, moment) =>
		Math.max(
			Math.abs(samples[moment * CHANNELS] ?? 0),
			Math.abs(samples[moment * CHANNELS + 1] ?? 0),
		),
	);

/**
 * For each moment the highest level from it to `AHEAD` moments later. Stretches of that length are gone through once
 * from their start and once from their end; every span is the end of one and the start of the next.
 */
const highestAhead = (levels: Float32Array): Float32Array => {
	const span = AHEAD + 1;
	const sinceStart = levels.slice();
	const untilEnd = levels.slice();
	for (let i = 1; i < levels.length; i++)
		if (i % span !== 0) sinceStart[i] = Math.max(sinceStart[i] ?? 0, sinceStart[i - 1] ?? 0);
	for (let i = levels.length - 2; i >= 0; i--)
		if (i % span !== AHEAD) untilEnd[i] = Math.max(untilEnd[i] ?? 0, untilEnd[i + 1] ?? 0);
	return untilEnd.map((level, i) =>
		Math.max(level, sinceStart[Math.min(i + AHEAD, levels.length - 1)] ?? 0),
	);
};

/** A limiter for interleaved stereo. Its output lags by `AHEAD` samples, which `flush` brings out. */
export class Limiter {
	/** Highest sample that came in; above 1 the limiter has acted. */
	peak = 0;
	private held: Float32Array = new Float32Array(AHEAD * CHANNELS);
	private started = false;
	private gain = 1;

	/** The samples that are due, limited. The first call gives `AHEAD` samples less than it takes. */
	push(block: Float32Array): Float32Array {
		const joined = new Float32Array(this.held.length + block.length);
		joined.set(this.held);
		joined.set(block, this.held.length);
		const out = this.limited(joined, block.length);
		this.held = joined.slice(block.length);
		if (this.started) return out;
		this.started = true;
		return out.subarray(AHEAD * CHANNELS);
	}

	/** The last samples. */
	flush(): Float32Array {
		return this.push(new Float32Array(AHEAD * CHANNELS));
	}

	private limited(joined: Float32Array, length: number): Float32Array {
		const out = joined.slice(0, length);
		const over = this.overshoots(joined);
		if (!over && this.gain === 1) return out;
		const highest = highestAhead(levelsOf(joined));
		for (let at = 0; at < length; at += CHANNELS) {
			const wanted = 1 / Math.max(1, highest[at / CHANNELS] ?? 0);
			// Down within the look-ahead, up again over about 50 ms.
			this.gain =
				wanted < this.gain
					? Math.max(wanted, this.gain - (this.gain - wanted) / 32)
					: Math.min(wanted, this.gain + 1 / 2400);
			for (let c = 0; c < CHANNELS; c++)
				out[at + c] = Math.max(-1, Math.min(1, (joined[at + c] ?? 0) * this.gain));
		}
		return out;
	}

	private overshoots(samples: Float32Array): boolean {
		let highest = 0;
		for (const sample of samples) highest = Math.max(highest, Math.abs(sample));
		this.peak = Math.max(this.peak, highest);
		return highest > 1;
	}
}
