/** Changes of sounds: what is heard of them, in samples of the mix. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SoundLook } from '../../render-agent/src/timeline/soundLooks';
import { click, mixed, pieceOf, span, tone, writeWav } from '../support/mixing';
import { amplitudeOf, levelOf } from '../support/samples';

jest.setTimeout(60_000);

const RATE = 48_000;
let folder = '';
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'sound-'));
});
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});
const path = (name: string): string => join(folder, name);

const noise = (time: number): number => {
	const x = Math.sin(time * 91_734.3) * 43_758.5453;
	return (x - Math.floor(x) - 0.5) * 0.6;
};

describe('changes of a sound', () => {
	const heard = async (name: string, value: (time: number) => number, look: SoundLook) => {
		const file = writeWav(path(`${name}.wav`), { seconds: 2, channels: [value, value] });
		const changes = [{ look, amount: 1 }];
		return mixed(2, pieceOf(file, { lasts: 2 }, { changes }));
	};

	it('makes a voice deeper at the same pace', async () => {
		const { left } = await heard('deep', tone(440), {
			family: 'pitch',
			semitones: -12,
			formant: -12,
		});
		expect(amplitudeOf(span(left, 0.2, 1.8), 220, RATE)).toBeGreaterThan(0.3);
		expect(amplitudeOf(span(left, 0.2, 1.8), 440, RATE)).toBeLessThan(0.05);
	});

	it('lets a telephone pass only the middle', async () => {
		const value = (time: number): number =>
			tone(100, 0.2)(time) + tone(1000, 0.2)(time) + tone(9000, 0.2)(time);
		const { left } = await heard('phone', value, {
			family: 'band',
			low: 400,
			high: 3200,
			drive: 0,
		});
		const part = span(left, 0.2, 1.8);
		expect(amplitudeOf(part, 1000, RATE)).toBeGreaterThan(0.15);
		expect(amplitudeOf(part, 100, RATE)).toBeLessThan(0.02);
		expect(amplitudeOf(part, 9000, RATE)).toBeLessThan(0.04);
	});

	it('repeats an echo after its delay', async () => {
		const { left } = await heard('echo', click(0.2), { family: 'echo', delay: 0.5, decay: 0.6 });
		expect(levelOf(span(left, 0.69, 0.72))).toBeGreaterThan(-25);
		expect(levelOf(span(left, 0.4, 0.65))).toBe(-Infinity);
	});

	it('lets a hall ring after the sound has ended', async () => {
		const burst = (time: number): number => (time < 0.5 ? noise(time) : 0);
		const { left } = await heard('hall', burst, { family: 'reverb', seconds: 3, share: 0.8 });
		expect(levelOf(span(left, 0.55, 0.7))).toBeGreaterThan(-40);
		expect(levelOf(span(left, 0.55, 0.7))).toBeGreaterThan(levelOf(span(left, 1.2, 1.4)));
	});

	it.each([
		['balance', -1, [0.4, 0, 0, 0]],
		['balance', 0.5, [0.2, 0, 0, 0.2]],
		['pan', 1, [0, 0, 0.4, 0.2]],
		['pan', -0.5, [0.4, 0.1, 0, 0.1]],
	] as const)('%s by %d moves the sides', async (family, side, wanted) => {
		const channels = [tone(300, 0.4), tone(500, 0.2)];
		const file = writeWav(path(`${family}${String(side)}.wav`), { seconds: 1, channels });
		const changes = [{ look: { family, side }, amount: 1 }];
		const { left, right } = await mixed(1, pieceOf(file, { lasts: 1 }, { changes }));
		const heardOf = (samples: Float32Array): readonly number[] =>
			[300, 500].map((hertz) => amplitudeOf(samples, hertz, RATE));
		[...heardOf(left), ...heardOf(right)].forEach((level, i) => {
			expect(level).toBeCloseTo(wanted[i] ?? 0, 2);
		});
	});

	it('gives every family samples that differ from the sound as it was', async () => {
		const looks: readonly SoundLook[] = [
			{ family: 'robot', hertz: 100, share: 1 },
			{ family: 'tremolo', hertz: 6, depth: 0.8 },
			{ family: 'vibrato', hertz: 5, depth: 0.4 },
			{ family: 'chorus', voices: 4, depth: 0.8 },
			{ family: 'distortion', drive: 0.7 },
			{ family: 'crush', bits: 6, hertz: 8000 },
			{ family: 'muffled', high: 500, waver: 0.3 },
			{ family: 'tone', bass: 10, presence: -4, treble: -6 },
			{ family: 'flutter', hertz: 0.6, depth: 0.2 },
			{ family: 'ambience', kind: 'rain', level: 0.5 },
			{ family: 'ambience', kind: 'wind', level: 0.5 },
			{ family: 'ambience', kind: 'crackle', level: 0.5 },
			{ family: 'ambience', kind: 'hiss', level: 0.5 },
			{ family: 'orbit', seconds: 2 },
			{ family: 'wide', by: 1 },
		];
		for (const look of looks) {
			const name = `${look.family}${look.family === 'ambience' ? look.kind : ''}`;
			const value = (time: number): number => 0.3 * tone(330)(time) + 0.4 * noise(time);
			const other = (time: number): number => 0.4 * tone(440)(time);
			const file = writeWav(path(`${name}.wav`), { seconds: 1, channels: [value, other] });
			const as = await mixed(1, pieceOf(file, { lasts: 1 }));
			const is = await mixed(1, pieceOf(file, { lasts: 1 }, { changes: [{ look, amount: 1 }] }));
			const differs = is.left.map((sample, i) => sample - (as.left[i] ?? 0));
			expect({ name, level: levelOf(differs) > -50 }).toEqual({ name, level: true });
			expect({ name, heard: levelOf(span(is.left, 0.1, 0.9)) > -40 }).toEqual({
				name,
				heard: true,
			});
		}
	});
});
