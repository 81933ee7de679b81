/** Finds where sounds begin at once: strokes, clicks, consonants. What is stretched must not repeat or lose them. Pure. */

/** Samples over which the level is taken: 1.3 ms. */
const BLOCK = 64;
/** How many blocks before it an attack stands out from: 20 ms, two periods of the deepest voice. */
const BEFORE = 15;
/** By how much the power of an attack is above that of any block before it: 6 dB. */
const RISE = 4;
/** Share of the greatest step from which on a step belongs to the rise. */
const SMALL = 0.05;
/** Power of a block, of steps from sample to sample, below which nothing is heard: −80 dB. */
const SILENT = BLOCK * 4e-8;

/** Samples before a range that are to be known to find the attacks in it. */
export const ATTACK_LEAD = (BEFORE + 2) * BLOCK;

/** The square of how far a sample of both channels together is from the one before it: deep tones count little. */
const stepAt = (samples: Float32Array, at: number): number => {
	const now = (samples[at * 2] ?? 0) + (samples[at * 2 + 1] ?? 0);
	const before = (samples[at * 2 - 2] ?? 0) + (samples[at * 2 - 1] ?? 0);
	return (now - before) ** 2;
};

const powerOf = (samples: Float32Array, from: number): number => {
	let power = 0;
	for (let at = from; at < from + BLOCK; at++) power += stepAt(samples, at);
	return power;
};

/** Where the rise to a block begins: at the first step in it, or in the block before it, that is no small share of the greatest. */
const onsetOf = (samples: Float32Array, block: number): number => {
	const from = block - BLOCK;
	const steps = Array.from({ length: 2 * BLOCK }, (_, i) => stepAt(samples, from + i));
	const most = Math.max(...steps);
	return from + steps.findIndex((step) => step >= SMALL * most);
};

/**
 * The samples at which an attack begins, ascending. `samples`, interleaved, begin `ATTACK_LEAD` before number `from`. Blocks
 * lie where they do whatever range is asked for, and so do attacks.
 */
export const attacksIn = (samples: Float32Array, from: number): readonly number[] => {
	const first = from - ATTACK_LEAD;
	const offset = Math.ceil((first + 1) / BLOCK) * BLOCK - first;
	const count = Math.max(0, Math.floor((samples.length / 2 - offset) / BLOCK));
	const powers = Array.from({ length: count }, (_, i) => powerOf(samples, offset + i * BLOCK));
	return powers.flatMap((power, i) => {
		if (i < BEFORE || power <= RISE * Math.max(SILENT, ...powers.slice(i - BEFORE, i))) return [];
		return [first + onsetOf(samples, offset + i * BLOCK)];
	});
};
