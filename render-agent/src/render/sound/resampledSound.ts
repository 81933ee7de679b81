/** Plays a sound along a map of time like a tape: the pitch follows the speed. */
import { lengthOf, type SampleSource } from './samples';
import { SampleWindow } from './sampleWindow';
import type { PlaceOf } from './stretchedSound';

/** Places are computed for every 64th sample and joined by straight lines. */
const STEP = 64;
/** Zero crossings of the kernel on each side, and values of it between two of them. */
const CROSSINGS = 12;
const FINENESS = 256;
/** Beyond this speed the kernel grows no longer. */
const FASTEST = 16;

/** One half of a sinc under a Blackman window, by distance. */
const KERNEL = Float32Array.from({ length: CROSSINGS * FINENESS + 1 }, (_, i) => {
	const x = i / FINENESS;
	const phase = (Math.PI * x) / CROSSINGS;
	const window = 0.42 + 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase);
	return x === 0 ? 1 : (window * Math.sin(Math.PI * x)) / (Math.PI * x);
});

/** The samples around `place`, weighted; `scale` is how many samples of the source one of the output stands for. */
const weighted = (
	{ samples, first }: { readonly samples: Float32Array; readonly first: number },
	place: number,
	scale: number,
): readonly [left: number, right: number] => {
	const reach = CROSSINGS * scale;
	let [left, right, total] = [0, 0, 0];
	for (let i = Math.ceil(place - reach); i <= place + reach; i++) {
		const weight = KERNEL[Math.round((Math.abs(i - place) / scale) * FINENESS)] ?? 0;
		const at = (i - first) * 2;
		left += weight * (samples[at] ?? 0);
		right += weight * (samples[at + 1] ?? 0);
		total += weight;
	}
	return [left / total, right / total];
};

/** A source whose sample `placeOf(n)` is heard at sample n, as a tape that runs at that speed. */
export class ResampledSound implements SampleSource {
	readonly close: () => Promise<void>;
	private readonly window: SampleWindow;
	private readonly placeOf: PlaceOf;
	private at = 0;

	constructor(source: SampleSource, placeOf: PlaceOf) {
		this.window = new SampleWindow(source);
		this.close = source.close;
		this.placeOf = placeOf;
	}

	/** Fills `into` with the next samples. */
	readonly read = async (into: Float32Array): Promise<void> => {
		for (let done = 0; done < lengthOf(into);) {
			// Steps lie at multiples of their length, however the samples are asked for.
			const count = Math.min(STEP - (this.at % STEP), lengthOf(into) - done);
			await this.step(into.subarray(done * 2, (done + count) * 2));
			done += count;
		}
	};

	private async step(into: Float32Array): Promise<void> {
		const begin = this.at - (this.at % STEP);
		const from = this.placeOf(begin);
		const speed = (this.placeOf(begin + STEP) - from) / STEP;
		const scale = Math.min(FASTEST, Math.max(1, speed));
		const reach = Math.ceil(CROSSINGS * FASTEST) + 1;
		const first = Math.floor(from) - reach;
		const count = Math.ceil(speed * STEP) + 2 * reach + 1;
		await this.window.hold(first, first + count);
		const held = { samples: this.window.view(first, count), first };
		for (let i = 0; i < lengthOf(into); i++) {
			const place = from + speed * (this.at - begin + i);
			[into[i * 2], into[i * 2 + 1]] = weighted(held, place, scale);
		}
		this.at += lengthOf(into);
	}
}
