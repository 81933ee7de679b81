/** What the sum of the sounds goes through on its way out: measured, brought to a level, limited, measured again. */
import { Limiter } from './limiter';
import { LevelMeter } from './quality/levelMeter';
import type { LoudnessMiss } from './sound/loudness';
import { type Loudness, LoudnessMeter } from './sound/loudnessMeter';
import { type Heard, SilenceMeter, type SilentStretch } from './sound/silenceMeter';

/** Takes interleaved stereo samples in order. Resolves when more may come. */
export type SampleSink = (samples: Float32Array) => Promise<void>;

/** A piece that did not come to its loudness, and why. */
export type MissedLoudness = LoudnessMiss & {
	readonly id: string;
	/** As in `SoundPiece`. */
	readonly within?: string;
	/** When it is heard. Microseconds. */
	readonly start: number;
	readonly end: number;
	/** LUFS. */
	readonly target: number;
};

/** What the mix did. */
export interface Mixed extends Summed {
	readonly missed: readonly MissedLoudness[];
}

/** What became of the sum. */
interface Summed {
	/** The highest sum, 1 is full scale; above it the limiter has acted. */
	readonly peak: number;
	/** Decibels by which the limiter has turned the sound down at most. */
	readonly limited: number;
	/** Decibels by which the whole sum was raised; 0 is as the draft has it. */
	readonly gain: number;
	/** Of what was handed over. */
	readonly loudness: Loudness;
	readonly silent: readonly SilentStretch[];
	/** Level of each 100 ms of what was handed over, in whole dBFS. */
	readonly levels: readonly number[];
}

/** How the sum is brought to a loudness. */
export interface Level {
	/** Factor. */
	readonly gain: number;
	/** The highest true peak, 1 is full scale. */
	readonly ceiling: number;
}

/** The way out of a mix. Absent level: the plain sum, kept within full scale. */
export class MixOutput {
	private readonly limiter: Limiter;
	private readonly loudness = new LoudnessMeter();
	private readonly silence = new SilenceMeter();
	private readonly levels = new LevelMeter();
	private readonly gain: number;
	private readonly take: SampleSink;

	constructor(take: SampleSink, level: Level | undefined) {
		this.take = take;
		this.gain = level?.gain ?? 1;
		this.limiter = level ? new Limiter(level.ceiling, true) : new Limiter();
	}

	/** The next block of the sum, and what its pieces gave to it. */
	async push(block: Float32Array, heard: readonly Heard[]): Promise<void> {
		this.silence.push(block, heard);
		const level = this.gain === 1 ? block : block.map((sample) => sample * this.gain);
		await this.hand(this.limiter.push(level));
	}

	/** Brings the last samples out and tells what was measured. */
	async end(): Promise<Summed> {
		await this.hand(this.limiter.flush());
		return {
			peak: this.limiter.peak / this.gain,
			limited: Math.abs(20 * Math.log10(this.limiter.lowest)),
			gain: 20 * Math.log10(this.gain),
			loudness: this.loudness.measured(),
			silent: this.silence.stretches(),
			levels: this.levels.measured(),
		};
	}

	private async hand(due: Float32Array): Promise<void> {
		this.loudness.push(due);
		this.levels.push(due);
		await this.take(due);
	}
}
