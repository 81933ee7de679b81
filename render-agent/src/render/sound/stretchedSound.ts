/** Plays a sound along a map of time and keeps its pitch: overlaps pieces where they are most alike (WSOLA). */
import type { SampleSource } from './samples';
import { SampleWindow } from './sampleWindow';

/** Which sample of the source belongs at a sample of the output; rising, fractions allowed. */
export type PlaceOf = (sample: number) => number;

/** Samples from one joint to the next, 20 ms; pieces fade over into each other all the way. */
const HOP = 960;
/** How far a piece may be moved to meet the one before: 12.5 ms, a period of 80 Hz. */
const SEARCH = 600;
/** The first look takes the mean of so many samples, the second all of them. */
const COARSE = 4;

const FADE = Float32Array.from({ length: HOP }, (_, i) => {
	const rising = Math.sin((Math.PI * (i + 0.5)) / (2 * HOP));
	return rising * rising;
});

/** The sum of both channels, each value the mean of `step` samples. */
const monoOf = (samples: Float32Array, step: number): Float32Array => {
	const mono = new Float32Array(Math.floor(samples.length / 2 / step));
	for (let at = 0; at < mono.length * step * 2; at++) {
		const to = Math.floor(at / 2 / step);
		mono[to] = (mono[to] ?? 0) + (samples[at] ?? 0);
	}
	return mono;
};

/** How alike `pattern` and the piece of `among` at `shift` are: −1…1; 0 where either is silent. */
const likeness = (pattern: Float32Array, among: Float32Array, shift: number): number => {
	let [both, one, other] = [0, 0, 0];
	for (let i = 0; i < pattern.length; i++) {
		const a = pattern[i] ?? 0;
		const b = among[i + shift] ?? 0;
		both += a * b;
		one += a * a;
		other += b * b;
	}
	const power = one * other;
	return power > 1e-12 ? both / Math.sqrt(power) : 0;
};

interface Shifts {
	readonly least: number;
	readonly most: number;
	readonly likeliest: number;
}

/** The shift at which the two are most alike; `likeliest` unless another is clearly better. */
const bestShift = (
	pattern: Float32Array,
	among: Float32Array,
	{ least, most, likeliest }: Shifts,
): number => {
	let best = likeliest;
	let score = likeness(pattern, among, likeliest) + 1e-4;
	for (let shift = least; shift <= most; shift++) {
		const found = likeness(pattern, among, shift);
		if (found > score) [best, score] = [shift, found];
	}
	return best;
};

/** Where the piece near `SEARCH` in `around` begins that goes on best from `before`. */
const bestStart = (before: Float32Array, around: Float32Array): number => {
	const coarse = bestShift(monoOf(before, COARSE), monoOf(around, COARSE), {
		least: 0,
		most: (2 * SEARCH) / COARSE,
		likeliest: SEARCH / COARSE,
	});
	const near = coarse * COARSE;
	return bestShift(monoOf(before, 1), monoOf(around, 1), {
		least: Math.max(0, near - COARSE),
		most: Math.min(2 * SEARCH, near + COARSE),
		likeliest: near,
	});
};

/** A source whose sample `placeOf(n)` is heard at sample n, at the pitch that it has. */
export class StretchedSound implements SampleSource {
	readonly close: () => Promise<void>;
	private readonly window: SampleWindow;
	private readonly placeOf: PlaceOf;
	private hops = 0;
	/** The sample of the source with which the last piece would go on. */
	private onward: number;
	private rest: Float32Array = new Float32Array(0);

	constructor(source: SampleSource, placeOf: PlaceOf) {
		this.window = new SampleWindow(source);
		this.close = source.close;
		this.placeOf = placeOf;
		this.onward = Math.round(placeOf(0));
	}

	/** Fills `into` with the next samples. */
	readonly read = async (into: Float32Array): Promise<void> => {
		let at = 0;
		while (at < into.length) {
			if (this.rest.length === 0) this.rest = await this.hop();
			const part = this.rest.subarray(0, into.length - at);
			into.set(part, at);
			this.rest = this.rest.subarray(part.length);
			at += part.length;
		}
	};

	private async hop(): Promise<Float32Array> {
		this.hops += 1;
		// A piece is centered where the fade to it ends.
		const place = Math.round(this.placeOf(this.hops * HOP)) - HOP;
		const { window, onward } = this;
		const low = Math.min(onward, place - SEARCH);
		await window.hold(low, Math.max(onward, place + SEARCH) + HOP);
		const before = window.view(onward, HOP);
		const isStraight = onward === place;
		const begin = isStraight
			? onward
			: place - SEARCH + bestStart(before, window.view(place - SEARCH, HOP + 2 * SEARCH));
		const behind = window.view(begin, HOP);
		this.onward = begin + HOP;
		return before.map((sample, i) => {
			const share = FADE[i >> 1] ?? 0;
			return sample * (1 - share) + (behind[i] ?? 0) * share;
		});
	}
}
