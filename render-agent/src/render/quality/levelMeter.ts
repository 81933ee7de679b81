/** The level of each 100 ms of a sound, coarse: enough to tell whether two sounds are the same one. */

const STEP = 4_800 * 2;
const QUIETEST = -90;

/** RMS of both channels in whole dBFS. */
const levelOf = (energy: number, count: number): number =>
	Math.max(QUIETEST, Math.round(10 * Math.log10(energy / Math.max(1, count) + 1e-12)));

/** Takes interleaved stereo at 48 kHz in any pieces. */
export class LevelMeter {
	private readonly levels: number[] = [];
	private energy = 0;
	private filled = 0;

	/** The next samples. */
	push(samples: Float32Array): void {
		for (let at = 0; at < samples.length;) {
			const end = Math.min(samples.length, at + STEP - this.filled);
			let energy = 0;
			for (let i = at; i < end; i++) {
				const sample = samples[i] ?? 0;
				energy += sample * sample;
			}
			this.energy += energy;
			this.filled += end - at;
			at = end;
			if (this.filled === STEP) this.flush();
		}
	}

	/** All levels so far; the last step may be shorter. */
	measured(): readonly number[] {
		if (this.filled > 0) this.flush();
		return this.levels;
	}

	private flush(): void {
		this.levels.push(levelOf(this.energy, this.filled));
		this.energy = 0;
		this.filled = 0;
	}
}

/** The levels of a whole sound. */
export const levelsOf = (samples: Float32Array): readonly number[] => {
	const meter = new LevelMeter();
	meter.push(samples);
	return meter.measured();
};
