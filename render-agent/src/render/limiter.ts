/** Keeps the sum of the sounds below a ceiling. Does nothing, to the bit, until it would go beyond it. */
import { raiseToTruePeak } from './sound/truePeak';

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
	/** Highest sample that came in. */
	peak = 0;
	/** How far it has turned the sound down at most: 1 is not at all. */
	lowest = 1;
	private readonly ceiling: number;
	private readonly isTrue: boolean;
	private held: Float32Array = new Float32Array(AHEAD * CHANNELS);
	private started = false;
	private gain = 1;

	/**
	 * A limiter.
	 * @param ceiling the highest level that comes out; 1 is full scale
	 * @param isTrue whether levels are true peaks, not samples
	 */
	constructor(ceiling = 1, isTrue = false) {
		this.ceiling = ceiling;
		this.isTrue = isTrue;
	}

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
		const levels = this.levelsOf(joined);
		if (!this.overshoots(levels) && this.gain === 1) return out;
		const highest = highestAhead(levels);
		for (let at = 0; at < length; at += CHANNELS) {
			const wanted = this.ceiling / Math.max(this.ceiling, highest[at / CHANNELS] ?? 0);
			// Down within the look-ahead, up again over about 50 ms.
			this.gain =
				wanted < this.gain
					? Math.max(wanted, this.gain - (this.gain - wanted) / 32)
					: Math.min(wanted, this.gain + 1 / 2400);
			this.lowest = Math.min(this.lowest, this.gain);
			for (let c = 0; c < CHANNELS; c++) {
				const level = (joined[at + c] ?? 0) * this.gain;
				out[at + c] = Math.max(-this.ceiling, Math.min(this.ceiling, level));
			}
		}
		return out;
	}

	private levelsOf(samples: Float32Array): Float32Array {
		const levels = levelsOf(samples);
		for (const level of levels) this.peak = Math.max(this.peak, level);
		if (this.isTrue) raiseToTruePeak(levels, samples, this.ceiling);
		return levels;
	}

	private overshoots(levels: Float32Array): boolean {
		return levels.some((level) => level > this.ceiling);
	}
}
