/** The demo's music and the wind of its film, synthesized: soft chords, plucks and bells at 90 beats a minute. */
import { noise, randomOf } from './noise';

/** Samples a second of everything here. */
export const RATE = 48_000;

/** Two channels of the same length, full scale 1.0. */
export interface Stereo {
	readonly left: Float32Array;
	readonly right: Float32Array;
}

const BEAT = 60 / 90;

const silence = (seconds: number): Stereo => ({
	left: new Float32Array(Math.round(seconds * RATE)),
	right: new Float32Array(Math.round(seconds * RATE)),
});

/** Frequency of a note in Hz; 69 is the A of 440 Hz. */
const pitch = (note: number): number => 440 * 2 ** ((note - 69) / 12);

/** One sound: when it starts and how long it lasts in seconds, its loudness, its place from 0 left to 1 right. */
interface Voice {
	readonly start: number;
	readonly length: number;
	readonly gain: number;
	readonly place: number;
	/** The wave at `t` seconds after the start. */
	readonly wave: (t: number) => number;
}

const play = ({ left, right }: Stereo, { start, length, gain, place, wave }: Voice): void => {
	const first = Math.round(start * RATE);
	const end = Math.min(left.length, first + Math.round(length * RATE));
	const [toLeft, toRight] = [
		gain * Math.cos((place * Math.PI) / 2),
		gain * Math.sin((place * Math.PI) / 2),
	];
	for (let i = first; i < end; i++) {
		const value = wave((i - first) / RATE);
		left[i] = (left[i] ?? 0) + value * toLeft;
		right[i] = (right[i] ?? 0) + value * toRight;
	}
};

const TURN = 2 * Math.PI;

const swell = (t: number, length: number): number =>
	Math.min(1, t / 0.7) * Math.min(1, Math.max(0, (length - t) / 0.9));

/** A warm chord voice: three detuned sines with a little of their octave. */
const pad = (note: number, start: number, length: number): Voice => {
	const hz = pitch(note);
	const wave = (t: number): number => {
		const breath = 1 + 0.12 * Math.sin(TURN * 0.4 * t + note);
		const body = [-0.8, 0, 0.9].map((cents) =>
			Math.sin(TURN * hz * 2 ** (cents / 240) * t + cents),
		);
		const air = 0.22 * Math.sin(TURN * hz * 2 * t) + 0.08 * Math.sin(TURN * hz * 3 * t);
		return swell(t, length) * breath * (body.reduce((sum, one) => sum + one, 0) / 3 + air);
	};
	return { start, length, gain: 0.055, place: 0.5 + ((note % 5) - 2) * 0.14, wave };
};

/** A plucked string: bright at first, each overtone dying sooner than the one below. */
const pluck = (note: number, start: number, gain: number): Voice => {
	const hz = pitch(note);
	const wave = (t: number): number => {
		let sum = 0;
		for (let k = 1; k <= 7; k++)
			sum +=
				(Math.sin(TURN * hz * k * (1 + 0.0004 * k * k) * t) / k ** 1.25) *
				Math.exp(-t * (2.2 + k * 1.5));
		return sum * Math.min(1, t / 0.004);
	};
	return { start, length: 2.4, gain, place: 0.3 + ((note * 7) % 5) * 0.1, wave };
};

/** A small bell, far away. */
const bell = (note: number, start: number): Voice => {
	const hz = pitch(note);
	const wave = (t: number): number => {
		const parts = [1, 2.76, 5.4].map(
			(part, i) => Math.sin(TURN * hz * part * t) * Math.exp(-t * (1.6 + i * 2)) * 0.5 ** i,
		);
		return Math.min(1, t / 0.004) * parts.reduce((sum, one) => sum + one, 0);
	};
	return { start, length: 3, gain: 0.05, place: note % 2 === 0 ? 0.15 : 0.85, wave };
};

const bass = (note: number, start: number, length: number): Voice => {
	const hz = pitch(note);
	const wave = (t: number): number =>
		Math.min(1, t / 0.03) *
		Math.exp(-t * 0.9) *
		(Math.sin(TURN * hz * t) + 0.3 * Math.sin(TURN * hz * 2 * t));
	return { start, length, gain: 0.16, place: 0.5, wave };
};

/** D, A over C sharp, B minor, G with its ninth: a bar each, as bass note and chord. */
const CHORDS: readonly (readonly number[])[] = [
	[38, 57, 62, 66, 69],
	[37, 57, 61, 64, 69],
	[35, 54, 59, 62, 66],
	[43, 55, 59, 62, 69],
];

const PATTERN = [1, 3, 2, 4, 3, 2, 4, 3];

const bar = (mix: Stereo, index: number): void => {
	const start = index * 4 * BEAT;
	const [root = 38, ...chord] = CHORDS[index % CHORDS.length] ?? [];
	play(mix, bass(root, start, 4 * BEAT));
	for (const note of chord) play(mix, pad(note, start, 4 * BEAT + 0.7));
	const random = randomOf(index + 5);
	PATTERN.forEach((step, i) => {
		const note = (chord[step - 1] ?? 62) + 12;
		const late = (random() - 0.5) * 0.012;
		play(mix, pluck(note, Math.max(0, start + i * BEAT * 0.5 + late), 0.085 + random() * 0.05));
	});
	play(mix, bell((chord.at(-1) ?? 69) + 24, start + BEAT * (index % 2 === 0 ? 3 : 2.5)));
};

/** Delays in seconds and what comes back of each: a room, two walls apart. */
const ECHOES: readonly (readonly [delay: number, back: number])[] = [
	[0.0297, 0.78],
	[0.0371, 0.76],
	[0.0411, 0.74],
	[0.0437, 0.72],
];

const combed = (dry: Float32Array, delay: number, back: number): Float32Array => {
	const wet = new Float32Array(dry.length);
	const gap = Math.round(delay * RATE);
	let damped = 0;
	for (let i = gap; i < dry.length; i++) {
		damped = damped * 0.35 + (wet[i - gap] ?? 0) * 0.65;
		wet[i] = (dry[i - gap] ?? 0) + damped * back;
	}
	return wet;
};

/** A channel with the tail of a room; `spread` tells the sides apart. */
const inRoom = (dry: Float32Array, spread: number): Float32Array => {
	const out = Float32Array.from(dry);
	for (const [delay, back] of ECHOES) {
		const wet = combed(dry, delay + spread, back);
		for (const [i, value] of wet.entries()) out[i] = (out[i] ?? 0) + value * 0.09;
	}
	return out;
};

const peakOf = ({ left, right }: Stereo): number => {
	let peak = 0;
	for (const channel of [left, right])
		for (const value of channel) peak = Math.max(peak, Math.abs(value));
	return peak;
};

const scaled = (sound: Stereo, peak: number): Stereo => {
	const gain = peak / peakOf(sound);
	return { left: sound.left.map((v) => v * gain), right: sound.right.map((v) => v * gain) };
};

/** Music of the given length in seconds. */
export const music = (seconds: number): Stereo => {
	const dry = silence(seconds);
	for (let index = 0; index * 4 * BEAT < seconds; index++) bar(dry, index);
	return scaled({ left: inRoom(dry.left, 0), right: inRoom(dry.right, 0.0007) }, 0.7);
};

/** Wind over a lake: noise through a filter that opens and closes. */
export const wind = (seconds: number): Stereo => {
	const sound = silence(seconds);
	for (const [side, channel] of [sound.left, sound.right].entries()) {
		const random = randomOf(side + 60);
		let [low, lower] = [0, 0];
		for (let i = 0; i < channel.length; i++) {
			const gust = noise((i / RATE) * 0.9, side * 3, 14);
			const open = 0.006 + 0.03 * gust * gust;
			low += (random() * 2 - 1 - low) * open;
			lower += (low - lower) * open * 2;
			channel[i] = lower * (0.35 + gust);
		}
	}
	return scaled(sound, 0.5);
};

/** A sound as a WAV file of 16 bits. */
export const wavOf = ({ left, right }: Stereo): Buffer => {
	const bytes = Buffer.alloc(44 + left.length * 4);
	bytes.write('RIFF', 0, 'latin1');
	bytes.writeUInt32LE(bytes.length - 8, 4);
	bytes.write('WAVEfmt ', 8, 'latin1');
	[16, 0x0002_0001, RATE, RATE * 4, 0x0010_0004].forEach((value, i) =>
		bytes.writeUInt32LE(value, 16 + i * 4),
	);
	bytes.write('data', 36, 'latin1');
	bytes.writeUInt32LE(left.length * 4, 40);
	for (const [side, channel] of [left, right].entries())
		for (const [i, value] of channel.entries())
			bytes.writeInt16LE(
				Math.round(Math.max(-1, Math.min(1, value)) * 32_767),
				44 + i * 4 + side * 2,
			);
	return bytes;
};
