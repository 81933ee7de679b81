/**
 * Plays a sound along a map of time and keeps its pitch: overlaps pieces where they are most alike (WSOLA). Where a sound begins
 * at once it is played as it is for a moment, so that a stroke comes when it should, and once.
 */
import { ATTACK_LEAD, attacksIn } from './attacks';
import type { SampleSource } from './samples';
import { SampleWindow } from './sampleWindow';

/** Which sample of the source belongs at a sample of the output; rising, fractions allowed. */
export type PlaceOf = (sample: number) => number;

/** Samples from one joint to the next, 20 ms; pieces fade over into each other all the way. */
const HOP = 960;
/** How far a piece may be moved to meet the one before: 12.5 ms, a period of 80 Hz. */
const SEARCH = 600;
/** How long what begins at once is played as it is, 10 ms; nothing of that comes again. */
const ATTACK = 480;
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

/** Where in `around` the piece begins that goes on best from `before`: at `likeliest` unless another is clearly better. */
const bestStart = (before: Float32Array, around: Float32Array, likeliest: number): number => {
	const most = (around.length - before.length) / 2;
	const coarse = bestShift(monoOf(before, COARSE), monoOf(around, COARSE), {
		least: 0,
		most: Math.floor(most / COARSE),
		likeliest: Math.floor(likeliest / COARSE),
	});
	const near = coarse * COARSE;
	return bestShift(monoOf(before, 1), monoOf(around, 1), {
		least: Math.max(0, near - COARSE),
		most: Math.min(most, near + COARSE),
		likeliest: near,
	});
};

/** A hop: its number of the output, and which samples of the source belong at its beginning, its end and the next one's end. */
interface Hop {
	readonly at: number;
	readonly here: number;
	readonly next: number;
	readonly further: number;
}

/** A source whose sample `placeOf(n)` is heard at sample n, at the pitch that it has. */
export class StretchedSound implements SampleSource {
	readonly close: () => Promise<void>;
	private readonly window: SampleWindow;
	private readonly placeOf: PlaceOf;
	private hops = 0;
	/** Up to which sample of the output what began at once is played as it is, and from where on the source may be heard after it. */
	private heldTo = 0;
	private past = -Infinity;
	/** The sample of the source with which the last piece would go on. */
	private onward: number;
	/** Where something begins at once, from the beginning of the hop on. */
	private attacks: readonly number[] = [];
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

	private hopAt(at: number): Hop {
		const [here = 0, next = 0, further = 0] = [0, 1, 2].map((n) => this.placeOf(at + n * HOP));
		return { at, here, next, further };
	}

	/** Which sample of the source is to be heard where a hop begins, so that an attack in it comes when it should. */
	private locked({ at, here, next }: Pick<Hop, 'at' | 'here' | 'next'>): number | undefined {
		const attack = this.attacks.find((one) => one >= here && one < next);
		if (attack === undefined) return undefined;
		const since = (HOP * (attack - here)) / (next - here);
		this.heldTo = at + since + ATTACK;
		this.past = attack + ATTACK;
		return Math.round(attack - since);
	}

	/** Holds what a hop needs, and looks for attacks from its beginning on. */
	private async look({ here, next, further }: Hop): Promise<void> {
		const place = Math.round(next) - HOP;
		const from = Math.floor(here);
		const to = Math.ceil(Math.max(further, place + SEARCH + 2 * HOP));
		const low = Math.min(this.onward, place - HOP, from - ATTACK_LEAD);
		await this.window.hold(low, Math.max(to, this.onward + 2 * HOP));
		const lead = from - ATTACK_LEAD;
		this.attacks = attacksIn(this.window.view(lead, to - lead), from);
	}

	/** Where the piece begins that fades in during a hop. */
	private startOf({ at, next, further }: Hop): number {
		const { onward, window } = this;
		if (at < this.heldTo) return onward;
		const locked = this.locked({ at: at + HOP, here: next, next: further });
		if (locked !== undefined) return locked - HOP;
		// A piece is centered where the fade to it ends.
		const place = Math.round(next) - HOP;
		if (onward === place) return onward;
		const upcoming = this.attacks.find((attack) => attack >= next) ?? Infinity;
		const within = (start: number): number =>
			Math.max(this.past, Math.min(upcoming - 2 * HOP, start));
		const [least, most] = [within(place - SEARCH), within(place + SEARCH)];
		const around = window.view(least, most - least + HOP);
		return least + bestStart(window.view(onward, HOP), around, within(place) - least);
	}

	private async hop(): Promise<Float32Array> {
		const hop = this.hopAt(this.hops * HOP);
		this.hops += 1;
		await this.look(hop);
		if (hop.at === 0) this.onward = this.locked(hop) ?? this.onward;
		const begin = this.startOf(hop);
		const before = this.window.view(this.onward, HOP);
		const behind = this.window.view(begin, HOP);
		this.onward = begin + HOP;
		return before.map((sample, i) => {
			const share = FADE[i >> 1] ?? 0;
			return sample * (1 - share) + (behind[i] ?? 0) * share;
		});
	}
}
