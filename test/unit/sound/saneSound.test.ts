/** What no sound holds becomes silent, with a fade around it; everything else stays as it is, to the bit. */
import { SaneSound, type Silenced } from '../../../render-agent/src/render/sound/saneSound';

const COUNT = 20_000;
const LOUDEST = 4;
/** Silent on both sides of what is no sound, and faded beyond that. Samples. */
const REACH = 1_200;
const FADE = 240;

const tone = (at: number): number => 0.5 * Math.sin(at / 9);

/** Left and right of a tone, with other samples at some places of the left. */
const soundWith = (others: ReadonlyMap<number, number>): Float32Array =>
	Float32Array.from({ length: COUNT * 2 }, (_, i) => {
		const at = i >> 1;
		return (i % 2 === 0 ? others.get(at) : undefined) ?? tone(at);
	});

/** What comes of a sound that is asked for in blocks, and what is told. */
const heardOf = async (sound: Float32Array, block: number) => {
	let given = 0;
	const told: Silenced[] = [];
	const source = {
		fill: (into: Float32Array): Promise<number> => {
			const part = sound.subarray(given, given + into.length);
			into.set(part);
			given += part.length;
			return Promise.resolve(part.length);
		},
		close: () => Promise.resolve(),
	};
	const sane = new SaneSound(source, LOUDEST, (one) => void told.push(one));
	const all = new Float32Array(sound.length);
	let at = 0;
	for (; at < all.length; at += await sane.fill(all.subarray(at, at + block * 2)));
	expect(await sane.fill(new Float32Array(2))).toBe(0);
	return { samples: all, told };
};

it.each([1, 333, 4_800, COUNT])(
	'a sound is the same to the bit, in blocks of %i',
	async (block) => {
		const loud = soundWith(new Map([[777, LOUDEST]]));
		const { samples, told } = await heardOf(loud, block);
		expect(samples).toEqual(loud);
		expect(told).toEqual([]);
	},
);

it.each([
	['a blast', 30_000],
	['a negative blast', -4.1],
	['no number', Number.NaN],
	['no end', Number.NEGATIVE_INFINITY],
])('%s is silent, with what is around it, whatever it is asked for in', async (_, value) => {
	const spoiled = soundWith(new Map([8_000, 8_500, 9_000].map((at) => [at, value])));
	const whole = soundWith(new Map());
	for (const block of [480, 4_800]) {
		const { samples, told } = await heardOf(spoiled, block);
		const silent = samples.subarray((8_000 - REACH) * 2, (9_000 + REACH) * 2);
		expect(silent.every((sample) => sample === 0)).toBe(true);
		for (const [from, to] of [
			[0, 8_000 - REACH - FADE],
			[9_001 + REACH + FADE, COUNT],
		] as const)
			expect(samples.subarray(from * 2, to * 2)).toEqual(whole.subarray(from * 2, to * 2));
		const middle = samples[(8_000 - REACH - FADE / 2) * 2] ?? 0;
		expect(middle).toBeCloseTo(tone(8_000 - REACH - FADE / 2) / 2, 5);
		expect(told.at(-1)).toEqual({ from: 8_000 - REACH, to: 9_000 + REACH });
	}
});
