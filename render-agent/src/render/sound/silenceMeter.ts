/** Finds where the mix is silent, and whether what is played explains it. */
import { SAMPLE_RATE } from '../../compile/sound';

/** A stretch without sound, and why: nothing plays, the draft turns down what plays, that is silent itself, or none of these. */
export interface SilentStretch {
	/** Seconds. */
	readonly start: number;
	readonly end: number;
	readonly why: 'gap' | 'draft' | 'source' | 'unexplained';
}

/** What one piece gave to a block: its samples as decoded, and its gain there. */
export interface Heard {
	readonly samples: Float32Array;
	readonly gain: number;
}

const { abs, max } = Math;
/** −60 dBFS: below it a block is silent. */
const SILENT = 0.001;
/** −40 dBFS: a piece above it would have been heard. */
const AUDIBLE = 0.01;
/** −20 dB: what the draft turns down so far, it does not mean to be heard. */
const TURNED_DOWN = 0.1;
/** Shorter stretches are pauses. Seconds. */
const SHORTEST = 0.5;
/** Gains may change within a block. */
const MARGIN = 4;

const levelOf = (samples: Float32Array): number => {
	let level = 0;
	for (const sample of samples) level = max(level, abs(sample));
	return level;
};

const reasonOf = (heard: readonly Heard[]): SilentStretch['why'] => {
	if (heard.length === 0) return 'gap';
	const loud = heard.some(
		({ samples, gain }) => gain > 0 && levelOf(samples) * Math.min(1, gain) > AUDIBLE * MARGIN,
	);
	if (loud) return 'unexplained';
	const isTurnedDown = heard.some(
		({ samples, gain }) => gain < TURNED_DOWN && levelOf(samples) > AUDIBLE,
	);
	return isTurnedDown ? 'draft' : 'source';
};

/** Takes the mix block by block, before gain and limiter. */
export class SilenceMeter {
	private readonly found: SilentStretch[] = [];
	private samples = 0;

	/** The next block, and what its pieces gave to it. */
	push(block: Float32Array, heard: readonly Heard[]): void {
		const start = this.samples / SAMPLE_RATE;
		this.samples += block.length / 2;
		if (levelOf(block) >= SILENT) return;
		const why = reasonOf(heard);
		const last = this.found.at(-1);
		const end = this.samples / SAMPLE_RATE;
		if (last?.end === start && last.why === why) this.found.splice(-1, 1, { ...last, end });
		else this.found.push({ start, end, why });
	}

	/** All stretches that are long enough to be noticed. */
	stretches(): readonly SilentStretch[] {
		return this.found.filter(({ start, end }) => end - start >= SHORTEST - 1e-9);
	}
}
