/** Silences what no sound holds: damaged packets decode to noise a thousand times above full scale, or to no numbers. */
import { lengthOf, type SampleSource } from './samples';

/** Around such a sample nothing of its packet is right: silent so many samples before and behind it, 25 ms, a frame of AAC. */
const REACH = 1_200;
/** And faded over so many more, 5 ms. */
const FADE = 240;
const LOOK = REACH + FADE;
/** The loudest that is taken for sound, full scale 1: 12 dB above it; in WAV, whose samples are numbers of any size, 60 dB. */
const LOUDEST = 4;
const LOUDEST_IN_WAV = 1_000;

/** The highest sample of a file that is taken for sound. */
export const loudestOf = ({ demuxer }: { readonly demuxer: string }): number =>
	demuxer === 'wav' ? LOUDEST_IN_WAV : LOUDEST;

/** Samples from one to another, both included. */
export interface Silenced {
	readonly from: number;
	readonly to: number;
}

/** What is left of a sample among stretches that are no sound. */
const shareAt = (at: number, spoiled: readonly Silenced[]): number => {
	const away = spoiled.reduce(
		(least, { from, to }) => Math.min(least, Math.max(0, from - at, at - to)),
		Infinity,
	);
	return Math.min(1, Math.max(0, (away - REACH) / FADE));
};

/** Samples that tell how many there were. */
interface Filling {
	readonly fill: (into: Float32Array) => Promise<number>;
	readonly close: SampleSource['close'];
}

/** A decoded sound without what is none. */
export class SaneSound implements SampleSource {
	readonly close: SampleSource['close'];
	private readonly source: Filling;
	private readonly loudest: number;
	private readonly heard: (silenced: Silenced) => void;
	/** Read and not yet given, and the number of the first of it. */
	private ahead: Float32Array = new Float32Array(0);
	private at = 0;
	private spoiled: readonly Silenced[] = [];

	/** `heard` is told of each stretch that becomes silent, as far as it is known: again when it goes on. Samples of the source. */
	constructor(source: Filling, loudest: number, heard: (silenced: Silenced) => void) {
		this.source = source;
		this.close = source.close;
		this.loudest = loudest;
		this.heard = heard;
	}

	/** The next samples; silence behind the end. Throws as its source does. */
	readonly read = async (into: Float32Array): Promise<void> => {
		into.fill(0, await this.fill(into));
	};

	/** Fills `into` as far as there are samples, and gives how many numbers it wrote. */
	async fill(into: Float32Array): Promise<number> {
		await this.look(into.length + LOOK * 2);
		const due = this.ahead.subarray(0, into.length);
		into.set(due);
		this.spoiled = this.spoiled.filter(({ to }) => to + LOOK >= this.at);
		if (this.spoiled.length > 0) this.silence(into.subarray(0, due.length));
		this.ahead = this.ahead.subarray(due.length);
		this.at += lengthOf(due);
		return due.length;
	}

	private async look(wanted: number): Promise<void> {
		const { length } = this.ahead;
		if (length >= wanted) return;
		const more = new Float32Array(wanted);
		more.set(this.ahead);
		const got = await this.source.fill(more.subarray(length));
		this.ahead = more.subarray(0, length + got);
		this.judge(length);
	}

	/** Finds what is no sound from an index of `ahead` on. */
	private judge(begin: number): void {
		for (let i = begin; i < this.ahead.length; i++) {
			// What is no number is not within it either.
			if (Math.abs(this.ahead[i] ?? 0) <= this.loudest) continue;
			this.spoil(this.at + (i >> 1));
		}
	}

	private spoil(sample: number): void {
		const last = this.spoiled.at(-1);
		const joins = last !== undefined && sample - last.to <= LOOK;
		const one = { from: joins ? last.from : sample, to: sample };
		this.spoiled = [...(joins ? this.spoiled.slice(0, -1) : this.spoiled), one];
		this.heard({ from: Math.max(0, one.from - REACH), to: one.to + REACH });
	}

	private silence(samples: Float32Array): void {
		for (let i = 0; i < samples.length; i++) {
			const share = shareAt(this.at + (i >> 1), this.spoiled);
			samples[i] = share === 0 ? 0 : (samples[i] ?? 0) * share;
		}
	}
}
