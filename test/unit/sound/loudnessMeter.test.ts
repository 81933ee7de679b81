/** The signals that EBU Tech 3341 and 3342 give to try a meter on, and what it must show. */
import { LoudnessMeter } from '../../../render-agent/src/render/sound/loudnessMeter';

const RATE = 48_000;
/** Globals are slow to find in a test. */
const { min, sin, PI } = Math;

/** Stretches of a 1 kHz tone: seconds and dBFS, the same in both channels. */
type Tones = readonly (readonly [seconds: number, level: number])[];

const play = (
	seconds: number,
	valueAt: (moment: number) => number,
	meter = new LoudnessMeter(),
): LoudnessMeter => {
	const count = Math.round(seconds * RATE);
	const block = 4_801;
	for (let at = 0; at < count; at += block) {
		const samples = new Float32Array(min(block, count - at) * 2);
		samples.forEach((_, i) => (samples[i] = valueAt(at + (i >> 1))));
		meter.push(samples);
	}
	return meter;
};

const playTones = (tones: Tones): LoudnessMeter => {
	const meter = new LoudnessMeter();
	for (const [seconds, level] of tones) {
		const size = 10 ** (level / 20);
		play(seconds, (moment) => size * sin((2 * PI * 1000 * moment) / RATE), meter);
	}
	return meter;
};

it.each<[string, Tones, number]>([
	['a tone of -23', [[20, -23]], -23],
	['a tone of -33', [[20, -33]], -33],
	[
		'quiet ends that the relative gate leaves out',
		[
			[10, -36],
			[60, -23],
			[10, -36],
		],
		-23,
	],
	[
		'silence that the absolute gate leaves out',
		[
			[10, -72],
			[10, -36],
			[60, -23],
			[10, -36],
			[10, -72],
		],
		-23,
	],
	[
		'a program of three levels',
		[
			[20, -26],
			[20.1, -20],
			[20, -26],
		],
		-23,
	],
])('integrated: %s', (_, tones, wanted) => {
	expect(Math.abs((playTones(tones).measured().integrated ?? 0) - wanted)).toBeLessThan(0.1);
});

it.each<[string, Tones, number]>([
	[
		'ten between two levels',
		[
			[20, -20],
			[20, -30],
		],
		10,
	],
	[
		'five between two levels',
		[
			[20, -20],
			[20, -15],
		],
		5,
	],
	[
		'twenty between two levels',
		[
			[20, -40],
			[20, -20],
		],
		20,
	],
	[
		'fifteen over five levels',
		[
			[20, -50],
			[20, -35],
			[20, -20],
			[20, -35],
			[20, -50],
		],
		15,
	],
])('range: %s', (_, tones, wanted) => {
	expect(Math.abs((playTones(tones).measured().range ?? 0) - wanted)).toBeLessThan(1);
});

it.each([
	['between the samples of a quarter of the rate', 4, 45, 0.5, -6],
	['on the samples of a quarter of the rate', 4, 0, 0.5, -6],
	['a sixth of the rate', 6, 60, 0.5, -6],
	['an eighth of the rate', 8, 67.5, 0.5, -6],
	['above full scale', 4, 45, 1.41, 3],
])('true peak: %s', (...[, divisor, degrees, size, wanted]) => {
	const phase = (degrees * PI) / 180;
	// It comes in softly: a tone that begins at once is louder there.
	const rising = (moment: number): number => size * min(1, moment / 4_800);
	const meter = play(1, (moment) => rising(moment) * sin((2 * PI * moment) / divisor + phase));
	const { truePeak = 0 } = meter.measured();
	expect(truePeak).toBeGreaterThan(wanted - 0.4);
	expect(truePeak).toBeLessThan(wanted + 0.2);
});

it('silence and what is too short have no loudness', () => {
	expect(play(2, () => 0).measured()).toEqual({});
	expect(play(0.3, () => 0.5).measured()).toEqual({ truePeak: expect.any(Number) as number });
});
