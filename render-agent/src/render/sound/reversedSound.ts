/** Plays a stretch of a file from its end to its start, block by block, so that no length of it fills the memory. */
import { SAMPLE_RATE } from '../../compile/sound';
import { decodedSound, type Stretch } from './decodedSound';
import type { SampleSource } from './samples';

/** Samples of a block: ten seconds. */
const BLOCK = 10 * SAMPLE_RATE;

const reverse = (samples: Float32Array): void => {
	for (let a = 0, b = samples.length - 2; a < b; a += 2, b -= 2)
		for (let c = 0; c < 2; c++) {
			const kept = samples[a + c] ?? 0;
			samples[a + c] = samples[b + c] ?? 0;
			samples[b + c] = kept;
		}
};

/** A stretch backwards: its last sample comes first. At most one block of it is held. */
export class ReversedSound implements SampleSource {
	private readonly stretch: Stretch;
	private readonly ffmpeg: string;
	private readonly signal: AbortSignal;
	/** Samples of the stretch that are still to come, and those of them that are decoded. */
	private left: number;
	private block: Float32Array = new Float32Array(0);

	constructor(stretch: Stretch, ffmpeg: string, signal: AbortSignal) {
		this.stretch = stretch;
		this.ffmpeg = ffmpeg;
		this.signal = signal;
		this.left = stretch.count;
	}

	/**
	 * The next samples, last first; silence behind the end.
	 * @throws {AgentError} AUDIO_FAILED
	 */
	readonly read = async (into: Float32Array): Promise<void> => {
		let at = 0;
		while (at < into.length) {
			if (this.block.length === 0 && !(await this.decode())) break;
			const part = this.block.subarray(0, into.length - at);
			into.set(part, at);
			this.block = this.block.subarray(part.length);
			at += part.length;
		}
		into.fill(0, at);
	};

	readonly close = (): Promise<void> => Promise.resolve();

	private async decode(): Promise<boolean> {
		if (this.left <= 0) return false;
		const count = Math.min(BLOCK, this.left);
		this.left -= count;
		this.block = await this.decoded(this.left, count);
		reverse(this.block);
		return true;
	}

	private async decoded(first: number, count: number): Promise<Float32Array> {
		const block = { ...this.stretch, first: this.stretch.first + first, count };
		const samples = new Float32Array(count * 2);
		const decoder = decodedSound(block, { ffmpeg: this.ffmpeg, signal: this.signal });
		try {
			await decoder.read(samples);
		} finally {
			await decoder.close();
		}
		return samples;
	}
}
