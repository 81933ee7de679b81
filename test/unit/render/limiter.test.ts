import { Limiter } from '../../../render-agent/src/render/limiter';

/** Stereo samples of a tone at 48 kHz with a level for each moment. */
const tone = (moments: number, levelAt: (moment: number) => number): Float32Array =>
	Float32Array.from(
		{ length: moments * 2 },
		(_, i) => levelAt(i >> 1) * Math.sin((i >> 1) / 7) * (i % 2 === 0 ? 1 : 0.5),
	);

const through = (samples: Float32Array, block: number): { out: Float32Array; peak: number } => {
	const limiter = new Limiter();
	const pieces: number[] = [];
	for (let at = 0; at < samples.length; at += block * 2)
		pieces.push(...limiter.push(samples.subarray(at, at + block * 2)));
	pieces.push(...limiter.flush());
	return { out: Float32Array.from(pieces), peak: limiter.peak };
};

const loudest = (samples: Float32Array): number =>
	samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

it('what stays within full scale comes out to the bit, and all of it', () => {
	const samples = tone(10_000, () => 1);
	const { out, peak } = through(samples, 4800);
	expect(out).toEqual(samples);
	expect(peak).toBeLessThanOrEqual(1);
});

it('what goes beyond full scale is brought within it, and its peak is told', () => {
	const { out, peak } = through(
		tone(20_000, () => 1.7),
		4800,
	);
	expect(peak).toBeCloseTo(1.7, 2);
	expect(loudest(out)).toBeLessThanOrEqual(1);
	expect(loudest(out.subarray(20_000))).toBeGreaterThan(0.97);
});

it('the gain is down before the loud part begins: nothing is cut off', () => {
	const { out } = through(
		tone(20_000, (moment) => (moment < 9600 ? 0.9 : 1.5)),
		4800,
	);
	const flat = [...out].filter((sample, i) => sample === out[i + 2] && Math.abs(sample) > 0.9);
	expect(flat).toEqual([]);
});

it('after the loud part it lets everything through again, to the bit', () => {
	const samples = tone(30_000, (moment) => (moment < 5000 ? 1.5 : 0.8));
	const { out } = through(samples, 4800);
	expect(out.subarray(24_000)).toEqual(samples.subarray(24_000));
});

it('the size of the blocks makes no difference', () => {
	const samples = tone(12_000, (moment) => 1 + 0.5 * Math.sin(moment / 1500));
	expect(through(samples, 1000).out).toEqual(through(samples, 4800).out);
});
