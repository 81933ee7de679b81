/** Sounds of any rate are heard where they stand, to the sample: from anywhere in their file, cut in pieces, turned round, at another speed. */
import { join } from 'node:path';
import type { AssetId } from '../../render-agent/src/timeline/asset';
import type { SoundClip } from '../../render-agent/src/timeline/timeline';
import { writeWav } from '../support/mixing';
import { mixed, openStudio } from '../support/studio';
import { sound, type Span, timelineOf } from '../support/timelines';

jest.setTimeout(120_000);

const MIX = 48_000;
const RATES = [8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000] as const;
const SECONDS = 6;
/** Tones that every rate carries, none a multiple of another. */
const TONES = [317.3, 411.9, 563.1, 742.7, 981.3, 1291.7, 1707.1, 2239.9, 2603.3];

const value = (time: number): number =>
	TONES.reduce((sum, hertz, i) => sum + 0.06 * Math.sin(2 * Math.PI * hertz * time + i), 0);

const studio = openStudio();
const files = new Map<number, AssetId>();
beforeAll(async () => {
	for (const rate of RATES) {
		const wav = join(studio.folder, `made-${String(rate)}.wav`);
		writeWav(wav, { seconds: SECONDS, rate, channels: [value] });
		files.set(rate, await studio.make(`${String(rate)}.wav`, '-i', wav, '-c:a', 'pcm_f32le'));
	}
});
afterAll(() => {
	studio.close();
});

const ofRate = (rate: number): AssetId => {
	const file = files.get(rate);
	if (!file) throw new RangeError('no such rate');
	return file;
};

/** A sample lasts from its moment to the next one's: turned round it begins where it ended. Seconds. */
const SAMPLE = 1 / MIX;

const heard = async (seconds: number, ...sounds: readonly SoundClip[]): Promise<Float32Array> =>
	(await mixed(timelineOf(seconds, { sounds }), studio)).left.samples;

/** Kept away from the ends of clips, where filters begin and end. Seconds. */
const EDGE = 0.02;

/** How many samples of the mix later than `valueAt` tells what is heard between two times comes: a few at most. */
const lateness = (
	samples: Float32Array,
	[from, to]: Span,
	valueAt: (time: number) => number,
): number => {
	const [begin, end] = [Math.ceil((from + EDGE) * MIX), Math.floor((to - EDGE) * MIX)];
	let late = 0;
	for (let step = 0; step < 5; step++) {
		let [apart, slopes] = [0, 0];
		for (let at = begin; at < end; at += 7) {
			const [before, here, behind] = [-0.5, 0, 0.5].map((by) => valueAt((at - late + by) / MIX));
			const slope = (behind ?? 0) - (before ?? 0);
			apart += ((here ?? 0) - (samples[at] ?? 0)) * slope;
			slopes += slope * slope;
		}
		late += apart / slopes;
	}
	return late;
};

/** Places of no grid: where a clip begins, and where in its file. Seconds. */
const PLACES = [
	[0.1, 0.3],
	[0.512347, 0.871293],
	[0.903331, 1.000041],
	[1.311118, 2.718281],
	[1.700009, 0.000037],
	[2.598761, 4.444444],
] as const;
const LASTS = 0.3;

it.each(RATES)('a file of %i Hz is within half a sample of its place', async (rate) => {
	const sounds = PLACES.map(([at, from]) =>
		sound(ofRate(rate), [at, at + LASTS], { source: [from, from + LASTS] }),
	);
	const samples = await heard(3, ...sounds);
	for (const [at, from] of PLACES) {
		const late = lateness(samples, [at, at + LASTS], (time) => value(time - at + from));
		expect([at, Math.abs(late) < 0.56]).toEqual([at, true]);
	}
});

/** Where an editor cut; whole microseconds of no grid. */
const CUTS = [0, 0.433333, 0.866667, 1.133333, 1.700001, 2.233333, 2.733337, 3];

const furthest = (one: Float32Array, other: Float32Array): number =>
	one.reduce((most, sample, at) => Math.max(most, Math.abs(sample - (other[at] ?? 0))), 0);

it.each(RATES)('a file of %i Hz in pieces that adjoin sounds as it does uncut', async (rate) => {
	for (const [at, from] of [
		[0, 0.5],
		[0.000007, 1.234567],
	] as const) {
		const whole = await heard(3, sound(ofRate(rate), [at, 3], { source: [from, from + 3 - at] }));
		const pieces = CUTS.slice(1).map((end, i) => {
			const begin = Math.max(at, CUTS[i] ?? 0);
			return sound(ofRate(rate), [begin, end], {
				source: [from + begin - at, from + end - at],
			});
		});
		expect(furthest(whole, await heard(3, ...pieces))).toBeLessThan(1e-6);
	}
});

it.each([8_000, 16_000, 44_100])(
	'a file of %i Hz runs backwards on time, in one or in pieces',
	async (rate) => {
		const reversed = { reversed: true };
		const [from, to] = [0.987654, 3.987654];
		const source = [from, to] as const;
		const whole = await heard(3, sound(ofRate(rate), [0, 3], { source, more: reversed }));
		expect(Math.abs(lateness(whole, [0, 3], (time) => value(to - SAMPLE - time)))).toBeLessThan(
			0.56,
		);
		const pieces = CUTS.slice(1).map((end, i) => {
			const begin = CUTS[i] ?? 0;
			return sound(ofRate(rate), [begin, end], { source: [to - end, to - begin], more: reversed });
		});
		expect(furthest(whole, await heard(3, ...pieces))).toBeLessThan(1e-6);
	},
);

it.each([8_000, 16_000, 44_100])('a file of %i Hz is on time at other speeds', async (rate) => {
	const [at, from, speed] = [0.512347, 1.871293, 1.7];
	const source = [from, from + speed] as const;
	for (const reversed of [false, true]) {
		const one = sound(ofRate(rate), [at, at + 1], { source, more: { pitch: 'follow', reversed } });
		const late = lateness(await heard(2, one), [at, at + 1], (time) =>
			value(reversed ? source[1] - SAMPLE - (time - at) * speed : from + (time - at) * speed),
		);
		expect([reversed, Math.abs(late) < 0.06]).toEqual([reversed, true]);
	}
});
