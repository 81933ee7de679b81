/** Which of ffmpeg's filters make a sound look. Owns every word of them: numbers are the only thing that varies. */
import { SAMPLE_RATE } from '../../compile/sound';
import type { Ambience, SoundChange, SoundLook } from '../../timeline/soundLooks';

/** One filter with its arguments as ffmpeg reads them. */
export interface SoundFilter {
	readonly name: string;
	readonly args: string;
	/** Samples by which what it gives is behind what it takes. Default: none. */
	readonly late?: number;
}

/** Another pitch at the same pace, by a factor of the frequencies: no filter does it on time. */
export interface PitchStep {
	readonly pitch: number;
}

/** What a sound goes through. */
export type SoundStep = SoundFilter | PitchStep;

const filter = (name: string, args: string, late = 0): SoundFilter => ({
	...{ name, args },
	...(late > 0 && { late: Math.round(late) }),
});

const within = (value: number, least: number, most: number): number =>
	Math.min(most, Math.max(least, value));

/** A number as ffmpeg reads it; never an exponent. */
const n = (value: number): string => value.toFixed(5);

/** From `off` at amount 0 to `on` at amount 1, evenly for the ear: frequencies. */
const swept = (off: number, on: number, amount: number): number =>
	off * (Math.max(20, on) / off) ** amount;

/** No frequency is left out between these. Hertz. */
const FLAT = { low: 20, high: 20_000 } as const;

/** Twice, so that the edges are steep. */
const limitTo = (low: number, high: number): readonly SoundFilter[] => {
	const edges = [
		...(low > FLAT.low ? [filter('highpass', `f=${n(within(low, 20, 18_000))}`)] : []),
		...(high < FLAT.high ? [filter('lowpass', `f=${n(within(high, 30, 20_000))}`)] : []),
	];
	return [...edges, ...edges];
};

/** Driven over its limits by up to 30 dB, about as loud as before. */
const driven = (share: number): readonly SoundFilter[] => {
	if (share <= 0) return [];
	const decibels = within(share, 0, 1) * 30;
	return [
		filter('volume', `volume=${n(decibels)}dB`),
		filter('asoftclip', 'type=tanh'),
		filter('volume', `volume=${n(-0.7 * decibels)}dB`),
	];
};

/** The longest way that a wavering tone goes behind its sound, in samples: 5 ms. */
const WAVER = SAMPLE_RATE / 200;

const wavering = (hertz: number, depth: number): readonly SoundFilter[] => {
	if (depth <= 0) return [];
	const share = within(depth, 0, 1);
	// It runs between the longest way and as much less as it is deep.
	const late = WAVER * (1 - share / 2);
	return [filter('vibrato', `f=${n(within(hertz, 0.1, 100))}:d=${n(share)}`, late)];
};

/** Delays of the walls of a room in shares of its first, long echo; no two have a common measure. */
const WALLS = [0.11, 0.17, 0.23, 0.37, 0.53, 0.71, 0.97, 1.31] as const;

const hall = (seconds: number, share: number): SoundFilter => {
	// The sound has fallen by 60 dB, to a thousandth, after `seconds`.
	const length = within(seconds, 0.05, 10);
	const delays = WALLS.map((wall) => wall * Math.min(0.5, 0.12 + 0.12 * length));
	const decays = delays.map((delay) => within(share, 0, 1) * 0.6 * 0.001 ** (delay / length));
	return filter(
		'aecho',
		`in_gain=1:out_gain=0.8:delays=${delays.map((delay) => n(delay * 1000)).join('|')}:decays=${decays.map((decay) => n(Math.max(0.0001, decay))).join('|')}`,
	);
};

const LATE = [41, 57, 73, 89] as const;

const choir = (voices: number, depth: number): SoundFilter => {
	const others = LATE.slice(0, within(Math.round(voices) - 1, 1, LATE.length));
	const all = (value: (i: number) => number): string => others.map((_, i) => n(value(i))).join('|');
	return filter(
		'chorus',
		`in_gain=0.7:out_gain=0.9:delays=${others.map((late) => n(late)).join('|')}:decays=${all((i) => within(depth, 0.01, 1) * (0.6 - 0.1 * i))}:speeds=${all((i) => 0.3 + 0.17 * i)}:depths=${all((i) => 2 + 0.3 * i)}`,
	);
};

/** What is added to a sample `val(ch)`; the noise is the same at every run. */
const AMBIENCES: Readonly<Record<Ambience, string>> = {
	rain: '0.12*(random(1)-0.5)*(1+4*gt(random(2)\\,0.997))',
	wind: '2.5*st(0\\,0.992*ld(0)+0.02*(random(1)-0.5))*(0.6+0.4*sin(0.9*t))',
	crackle: '0.03*(random(1)-0.5)+0.6*(random(2)-0.5)*gt(random(3)\\,0.9997)',
	hiss: '0.1*(random(1)-0.5)',
};

type Makers = {
	readonly [F in SoundLook['family']]: (
		look: Extract<SoundLook, { family: F }>,
		amount: number,
	) => readonly SoundStep[];
};

const MAKERS: Makers = {
	pitch: ({ semitones }, amount) => [{ pitch: 2 ** (within(semitones * amount, -12, 12) / 12) }],
	robot: ({ hertz, share }, amount) => {
		// The phases are set to zero four times a window: the buzz is the rate of the windows.
		const size = 2 ** within(Math.round(Math.log2((4 * SAMPLE_RATE) / hertz)), 8, 12);
		const s = within(share * amount, 0, 1);
		const real = `real='${n(s)}*hypot(re,im)+${n(1 - s)}*re'`;
		const args = `${real}:imag='${n(1 - s)}*im':win_size=${String(size)}:overlap=0.75`;
		// What is not overlapped yet is held back.
		return [filter('afftfilt', args, 0.75 * size)];
	},
	tuned: () => [],
	tremolo: ({ hertz, depth }, amount) => [
		filter('tremolo', `f=${n(within(hertz, 0.1, 100))}:d=${n(within(depth * amount, 0.001, 1))}`),
	],
	vibrato: ({ hertz, depth }, amount) => wavering(hertz, depth * amount),
	chorus: ({ voices, depth }, amount) => [choir(voices, depth * amount)],
	distortion: ({ drive }, amount) => driven(drive * amount),
	crush: ({ bits, hertz }, amount) => {
		const hold = within(SAMPLE_RATE / within(hertz, 500, SAMPLE_RATE), 1, 100);
		const steps = within(16 - (16 - bits) * amount, 1, 16);
		return [filter('acrusher', `bits=${n(steps)}:samples=${n(hold ** amount)}:mode=lin:mix=1`)];
	},
	voices: ({ looks }, amount) => looks.flatMap((look) => soundSteps({ look, amount })),
	echo: ({ delay, decay }, amount) => {
		const turns = [1, 2, 3, 4, 5];
		const delays = turns.map((turn) => n(within(delay, 0.01, 3) * 1000 * turn)).join('|');
		const share = within(decay * amount, 0.01, 0.9);
		const decays = turns.map((turn) => n(share ** turn)).join('|');
		return [filter('aecho', `in_gain=1:out_gain=0.85:delays=${delays}:decays=${decays}`)];
	},
	reverb: ({ seconds, share }, amount) => [hall(seconds, share * amount)],
	band: ({ low, high, drive }, amount) => [
		...limitTo(swept(FLAT.low, low, amount), swept(FLAT.high, high, amount)),
		...driven(drive * amount),
	],
	muffled: ({ high, waver }, amount) => [
		...limitTo(FLAT.low, swept(FLAT.high, high, amount)),
		...wavering(1.5, waver * amount),
	],
	tone: ({ bass, presence, treble }, amount) => [
		filter('bass', `g=${n(within(bass * amount, -24, 24))}:f=200`),
		filter('equalizer', `f=2000:t=o:w=1.5:g=${n(within(presence * amount, -24, 24))}`),
		filter('treble', `g=${n(within(treble * amount, -24, 24))}:f=6000`),
	],
	orbit: ({ seconds }, amount) => [
		filter(
			'apulsator',
			`hz=${n(within(1 / Math.max(0.01, seconds), 0.01, 100))}:amount=${n(within(amount, 0, 1))}:offset_r=0.5`,
		),
	],
	balance: ({ side }, amount) => {
		const to = within(side * amount, -1, 1);
		const [left, right] = [1 - Math.max(0, to), 1 + Math.min(0, to)];
		return [filter('pan', `stereo|c0=${n(left)}*c0|c1=${n(right)}*c1`)];
	},
	pan: ({ side }, amount) => {
		const to = within(side * amount, -1, 1);
		const [left, right] = [Math.max(0, -to), Math.max(0, to)];
		const sides = [`c0=${n(1 - right)}*c0+${n(left)}*c1`, `c1=${n(1 - left)}*c1+${n(right)}*c0`];
		return [filter('pan', `stereo|${sides.join('|')}`)];
	},
	wide: ({ by }, amount) => [
		filter('extrastereo', `m=${n(1 + within(by * amount, 0, 1) * 2)}:c=0`),
	],
	flutter: ({ hertz, depth }, amount) => wavering(hertz, depth * amount),
	ambience: ({ kind, level }, amount) => [
		filter('aeval', `exprs=val(ch)+${n(within(level * amount, 0, 1))}*(${AMBIENCES[kind]}):c=same`),
	],
	rooms: ({ looks }, amount) => looks.flatMap((look) => soundSteps({ look, amount })),
};

/** What makes a change of a sound, in order; nothing at amount 0 and for what nobody makes. */
export const soundSteps = ({ look, amount }: SoundChange): readonly SoundStep[] => {
	if (amount <= 0) return [];
	// The table pairs each family with a maker that takes it.
	const make = MAKERS[look.family] as (look: SoundLook, amount: number) => readonly SoundStep[];
	return make(look, Math.min(1, amount));
};

/** Whether a step is a filter of ffmpeg. */
export const isFilter = (step: SoundStep): step is SoundFilter => 'name' in step;

/** Names of all filters that changes of sounds may need, to be looked for in an ffmpeg. */
export const SOUND_FILTERS: readonly string[] = [
	...['afftfilt', 'aecho', 'highpass', 'lowpass', 'volume'],
	...['asoftclip', 'vibrato', 'aeval', 'chorus', 'tremolo', 'acrusher', 'bass', 'treble'],
	...['equalizer', 'extrastereo', 'apulsator', 'pan'],
];
