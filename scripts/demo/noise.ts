/** Randomness that is the same on every machine: numbers, and clouds of them. */

/** A stream of numbers from 0 up to 1 that depends on the seed alone. */
export const randomOf = (seed: number): (() => number) => {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
};

const hash = (x: number, y: number, seed: number): number => {
	let h = Math.imul(x, 374_761_393) + Math.imul(y, 668_265_263) + Math.imul(seed, 362_437);
	h = Math.imul(h ^ (h >>> 13), 1_274_126_177);
	return ((h ^ (h >>> 16)) >>> 0) / 4_294_967_296;
};

const smooth = (t: number): number => t * t * (3 - 2 * t);

/** From `a` to `b` as `t` goes from 0 to 1. */
export const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

/** 0 below `from`, 1 above `to`, a soft step between. */
export const ramp = (from: number, to: number, value: number): number =>
	smooth(Math.min(1, Math.max(0, (value - from) / (to - from))));

/** A smooth surface of hills from 0 to 1, one hill a unit. */
export const noise = (x: number, y: number, seed: number): number => {
	const [left, top] = [Math.floor(x), Math.floor(y)];
	const [fx, fy] = [smooth(x - left), smooth(y - top)];
	const upper = mix(hash(left, top, seed), hash(left + 1, top, seed), fx);
	const lower = mix(hash(left, top + 1, seed), hash(left + 1, top + 1, seed), fx);
	return mix(upper, lower, fy);
};

/** Hills with smaller hills on them, 0 to 1. */
export const clouds = (x: number, y: number, { seed = 1, octaves = 5 } = {}): number => {
	let [sum, height, whole, size] = [0, 0.5, 0, 1];
	for (let i = 0; i < octaves; i++) {
		sum += height * noise(x * size, y * size, seed + i * 101);
		whole += height;
		height *= 0.5;
		size *= 2.03;
	}
	return sum / whole;
};
