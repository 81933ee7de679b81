/** Changes of sounds leave what is heard where it was: bursts come out when they went in. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SoundLook, VoiceLook } from '../../render-agent/src/timeline/soundLooks';
import { mixed, pieceOf, span, writeWav } from '../support/mixing';

jest.setTimeout(120_000);

const RATE = 48_000;
const SECONDS = 6;
/** So that no two lie alike in the windows of a filter. */
const TIMES = Array.from({ length: 14 }, (_, i) => 0.3 + i * 0.3873);
/** How far around a burst is listened. Seconds. */
const AROUND = 0.12;

let folder = '';
let file: ReturnType<typeof writeWav>;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'on-time-'));
	const burst = (time: number): number => {
		const at = TIMES.find((start) => time >= start && time < start + 0.006);
		if (at === undefined) return 0;
		const share = Math.sin((Math.PI * (time - at)) / 0.006) ** 2;
		return 0.5 * share * Math.sin(2 * Math.PI * 900 * (time - at));
	};
	file = writeWav(join(folder, 'bursts.wav'), { seconds: SECONDS, channels: [burst, burst] });
});
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

/** Where the middle of the energy around a time lies. Seconds from that time. */
const middleAt = (samples: Float32Array, time: number): number => {
	const part = span(samples, time - AROUND, time + AROUND);
	let [sum, energy] = [0, 0];
	part.forEach((sample, i) => {
		sum += sample * sample * i;
		energy += sample * sample;
	});
	return sum / energy / RATE - AROUND;
};

/** How much later each burst is with a change than without. Milliseconds. */
const delaysOf = async (look: SoundLook): Promise<readonly number[]> => {
	const plain = await mixed(SECONDS, pieceOf(file, { lasts: SECONDS }));
	const changes = [{ look, amount: 1 }];
	const changed = await mixed(SECONDS, pieceOf(file, { lasts: SECONDS }, { changes }));
	return TIMES.map((time) => 1000 * (middleAt(changed.left, time) - middleAt(plain.left, time)));
};

const mean = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;

const pitch = (semitones: number): VoiceLook => ({ family: 'pitch', semitones, formant: 0 });

const CHANGES: readonly (readonly [what: string, look: SoundLook, most: number])[] = [
	['a deeper voice', pitch(-4), 1.5],
	['a much deeper voice', pitch(-9), 3],
	['a higher voice', pitch(4), 1.5],
	['a much higher voice', pitch(9), 2],
	['a robot', { family: 'robot', hertz: 100, share: 1 }, 2],
	['half a robot', { family: 'robot', hertz: 100, share: 0.5 }, 1],
	['beating loudness', { family: 'tremolo', hertz: 6, depth: 0.5 }, 1],
	['wavering pitch', { family: 'vibrato', hertz: 6, depth: 0.4 }, 2],
	['an uneven tape', { family: 'flutter', hertz: 0.6, depth: 0.3 }, 2],
	['water', { family: 'muffled', high: 900, waver: 0.3 }, 2],
	['overdrive', { family: 'distortion', drive: 0.6 }, 1],
	['few samples', { family: 'crush', bits: 8, hertz: 12_000 }, 1],
	['a telephone', { family: 'band', low: 400, high: 3200, drive: 0.2 }, 2],
	['another tone', { family: 'tone', bass: 6, presence: 3, treble: -4 }, 1],
	['a sound that wanders', { family: 'orbit', seconds: 3 }, 1],
	[
		'a deep voice that is overdriven and wavers',
		{
			family: 'voices',
			looks: [
				{ family: 'distortion', drive: 0.3 },
				pitch(-5),
				{ family: 'vibrato', hertz: 5, depth: 0.2 },
			],
		},
		2.5,
	],
];

it.each(CHANGES.map(([what], i) => [what, i] as const))('%s is on time', async (_what, i) => {
	const [, look, most] = CHANGES[i] ?? [];
	if (!look) throw new RangeError('no such change');
	const delays = await delaysOf(look);
	expect(Math.abs(mean(delays))).toBeLessThan(2);
	expect(Math.max(...delays.map(Math.abs))).toBeLessThan(most ?? 0);
});
