/** Measures how loud a sound is while its samples pass (EBU R128: ITU-R BS.1770 and EBU Tech 3342). Changes nothing. */
import { TAPS, truePeakOf } from './truePeak';

/** What was measured. Absent where there is too little sound to tell. */
export interface Loudness {
	/** Integrated, in LUFS. Absent: shorter than 400 ms, or silent. */
	readonly integrated?: number;
	/** Loudness range in LU. */
	readonly range?: number;
	/** In dBTP. Absent: silent. */
	readonly truePeak?: number;
}

const CHANNELS = 2;
/** Moments of 100 ms at 48 kHz: blocks of 400 ms and of 3 s begin that far apart. */
const STEP = 4_800;
const MOMENTARY = 4;
const SHORT_TERM = 30;

/** LUFS. */
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = -10;
const RANGE_GATE = -20;
const QUIETEST_SHARE = 0.1;
const LOUDEST_SHARE = 0.95;

/** A filter of second order at 48 kHz: b0, b1, b2, a1, a2. */
type Biquad = readonly [number, number, number, number, number];

/** The head, then the low cut. */
const SHELF: Biquad = [
	1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585,
];
const CUT: Biquad = [1, -2, 1, -1.99004745483398, 0.99007225036621];

/** The sum of squares of one channel after both filters, which keep their state between calls. */
class Weighted {
	private readonly state = new Float64Array(4);

	energyOf(samples: Float32Array, begin: number, end: number): number {
		let [s0 = 0, s1 = 0, c0 = 0, c1 = 0] = this.state;
		let sum = 0;
		for (let at = begin; at < end; at += CHANNELS) {
			const x = samples[at] ?? 0;
			const y = SHELF[0] * x + s0;
			s0 = SHELF[1] * x - SHELF[3] * y + s1;
			s1 = SHELF[2] * x - SHELF[4] * y;
			const z = y + c0;
			c0 = CUT[1] * y - CUT[3] * z + c1;
			c1 = y - CUT[4] * z;
			sum += z * z;
		}
		this.state.set([s0, s1, c0, c1]);
		return sum;
	}
}

const loudnessOf = (power: number): number => -0.691 + 10 * Math.log10(power);

const powerOf = (loudness: number): number => 10 ** ((loudness + 0.691) / 10);

const mean = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;

/** The powers of windows of so many steps. */
const windows = (steps: readonly number[], length: number): readonly number[] =>
	steps
		.slice(0, Math.max(0, steps.length - length + 1))
		.map((_, first) => mean(steps.slice(first, first + length)));

/** Those above the absolute gate and above the one that lies `below` their mean. */
const gated = (powers: readonly number[], below: number): readonly number[] => {
	const heard = powers.filter((power) => power > powerOf(ABSOLUTE_GATE));
	if (heard.length === 0) return [];
	const gate = powerOf(loudnessOf(mean(heard)) + below);
	return heard.filter((power) => power > gate);
};

const integratedOf = (steps: readonly number[]): number | undefined => {
	const powers = gated(windows(steps, MOMENTARY), RELATIVE_GATE);
	return powers.length === 0 ? undefined : loudnessOf(mean(powers));
};

const rangeOf = (steps: readonly number[]): number | undefined => {
	const powers = [...gated(windows(steps, SHORT_TERM), RANGE_GATE)].sort((a, b) => a - b);
	const at = (share: number): number => powers[Math.round(share * (powers.length - 1))] ?? 0;
	return powers.length === 0
		? undefined
		: loudnessOf(at(LOUDEST_SHARE)) - loudnessOf(at(QUIETEST_SHARE));
};

/** Measures the integrated loudness alone of interleaved stereo at 48 kHz. */
export class IntegratedMeter {
	private readonly channels = [new Weighted(), new Weighted()] as const;
	/** The power of each 100 ms. */
	readonly steps: number[] = [];
	private energy = 0;
	private filled = 0;

	/** Takes the next samples. */
	push(samples: Float32Array): void {
		let at = 0;
		while (at < samples.length) {
			const end = Math.min(samples.length, at + (STEP - this.filled) * CHANNELS);
			this.channels.forEach((channel, index) => {
				this.energy += channel.energyOf(samples, at + index, end);
			});
			this.filled += (end - at) / CHANNELS;
			if (this.filled === STEP) {
				this.steps.push(this.energy / STEP);
				this.energy = 0;
				this.filled = 0;
			}
			at = end;
		}
	}

	/** Whether less than 400 ms have passed, of which nobody can tell the loudness. */
	isShort(): boolean {
		return this.steps.length < MOMENTARY;
	}

	/** In LUFS; undefined where it is shorter than 400 ms, or silent. */
	integrated(): number | undefined {
		return integratedOf(this.steps);
	}
}

/** A meter of all that there is to tell, for interleaved stereo at 48 kHz. */
export class LoudnessMeter {
	private readonly power = new IntegratedMeter();
	private peak = 0;
	private tail = new Float32Array((TAPS - 1) * CHANNELS);

	/** Takes the next samples. */
	push(samples: Float32Array): void {
		const joined = new Float32Array(this.tail.length + samples.length);
		joined.set(this.tail);
		joined.set(samples, this.tail.length);
		this.peak = truePeakOf(joined, this.peak);
		this.tail = joined.slice(joined.length - this.tail.length);
		this.power.push(samples);
	}

	/** How loud everything was that has passed. */
	measured(): Loudness {
		const integrated = this.power.integrated();
		const range = rangeOf(this.power.steps);
		return {
			...(integrated !== undefined && { integrated }),
			...(range !== undefined && { range }),
			...(this.peak > 0 && { truePeak: 20 * Math.log10(this.peak) }),
		};
	}
}
