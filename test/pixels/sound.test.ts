/** Sound: every piece at its sample, at its pitch and at its level; what goes beyond full scale is limited and told. */
import type { AssetId } from '../../render-agent/src/timeline/asset';
import { constant } from '../../render-agent/src/timeline/curve';
import { fromSeconds } from '../../render-agent/src/kernel/units';
import type { SoundClip, Timeline } from '../../render-agent/src/timeline/timeline';
import { readSound } from '../support/media';
import { amplitudeOf, between, levelOf, onsetOf, type Sound } from '../support/samples';
import {
	H264,
	made,
	mixed,
	type MixedSound,
	numbered,
	openStudio,
	renderTimeline,
} from '../support/studio';
import { fill, keyed, nested, rgb, sound, timelineOf } from '../support/timelines';

jest.setTimeout(60_000);

const studio = openStudio();
/** A second of silence, a tenth of a second of 1 kHz at half of full scale, silence to three seconds. */
const beep = (rate: number, channels: 1 | 2): readonly string[] => {
	const one = 'if(between(t,1,1.1),0.5*sin(2*PI*1000*(t-1)),0)';
	return made(`aevalsrc='${Array(channels).fill(one).join('|')}':s=${String(rate)}:d=3`);
};
const tone = (frequency: number, amplitude: number, seconds = 3): readonly string[] =>
	made(
		`aevalsrc='${String(amplitude)}*sin(2*PI*${String(frequency)}*t)':s=48000:d=${String(seconds)}`,
	);
/** The threshold at which a beep counts as begun; it gets there within a twentieth of a period. */
const BEGUN = 0.15;
/** Two milliseconds: nobody hears a shift of a tenth of that; a frame is sixteen times as long. */
const LAG = 0.002;

let stereo: AssetId;
let mono: AssetId;
let a440: AssetId;
let a880: AssetId;

beforeAll(async () => {
	stereo = await studio.make('stereo.wav', ...beep(48_000, 2));
	mono = await studio.make('mono.wav', ...beep(44_100, 1));
	a440 = await studio.make('a440.wav', ...tone(440, 0.4));
	a880 = await studio.make('a880.wav', ...tone(880, 0.3));
});
afterAll(() => {
	studio.close();
});

const mix = (seconds: number, sounds: readonly SoundClip[]): Promise<MixedSound> =>
	mixed(timelineOf(seconds, { sounds }), studio);
const heard = (piece: Sound, frequency: number, [from, to]: readonly [number, number]): number =>
	amplitudeOf(between(piece, from, to), frequency, piece.rate);
const loudest = (samples: Float32Array): number =>
	samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
const SILENT = 1e-4;

describe('where a sound is', () => {
	it.each([
		['48 kHz stereo', (): AssetId => stereo],
		['44.1 kHz mono', (): AssetId => mono],
	])('a beep of a %s file begins where its clip says, in both channels', async (_, asset) => {
		const { left, right } = await mix(4, [sound(asset(), [0.25, 2.25], { source: [0.5, 2.5] })]);
		for (const side of [left, right]) {
			expect(side.samples).toHaveLength(4 * 48_000);
			expect(Math.abs((onsetOf(side, BEGUN) ?? 0) - 0.75)).toBeLessThan(LAG);
			expect(heard(side, 1000, [0.76, 0.84])).toBeCloseTo(0.5, 1.7);
			expect(levelOf(between(side, 0, 0.74))).toBeLessThan(-60);
			expect(levelOf(between(side, 0.87, 4))).toBeLessThan(-60);
		}
	});

	it('a beep far into a compressed file begins where it should', async () => {
		for (const [name, ...codec] of [
			['late.m4a', '-c:a', 'aac', '-b:a', '192k'],
			['late.mp3', '-c:a', 'libmp3lame', '-b:a', '192k'],
			['late.flac', '-c:a', 'flac'],
			['late.ogg', '-c:a', 'libopus', '-b:a', '128k'],
		]) {
			const file = studio.facts.get(stereo)?.file ?? '';
			const late = await studio.make(
				name ?? '',
				...['-i', file, '-af', 'adelay=7000:all=1', ...codec],
			);
			const { left } = await mix(2, [sound(late, [0, 2], { source: [7.5, 9.5] })]);
			expect([name, Math.abs((onsetOf(left, BEGUN) ?? 9) - 0.5) < LAG]).toEqual([name, true]);
		}
	});

	it('a sound stream that begins late in its file is heard when it is due', async () => {
		const file = studio.facts.get(stereo)?.file ?? '';
		for (const ending of ['mkv', 'mp4']) {
			const late = await studio.make(
				`offset.${ending}`,
				...numbered(5),
				...['-itsoffset', '0.7', '-i', file, '-map', '0:v', '-map', '1:a'],
				...[...H264, '-c:a', ending === 'mkv' ? 'flac' : 'aac', '-t', '5'],
			);
			const whole = await mix(3, [sound(late, [0, 3])]);
			expect(Math.abs((onsetOf(whole.left, BEGUN) ?? 0) - 1.7)).toBeLessThan(LAG);
			const cut = await mix(2, [sound(late, [0, 2], { source: [0.4, 2.4] })]);
			expect(Math.abs((onsetOf(cut.left, BEGUN) ?? 0) - 1.3)).toBeLessThan(LAG);
			const inside = await mix(2, [sound(late, [0, 2], { source: [1.2, 3.2] })]);
			expect(Math.abs((onsetOf(inside.left, BEGUN) ?? 0) - 0.5)).toBeLessThan(LAG);
		}
	});

	it('where no sound is, there is digital silence', async () => {
		const { left, peak } = await mix(3, [sound(a440, [1, 2])]);
		expect(loudest(between(left, 0, 0.999))).toBe(0);
		expect(loudest(between(left, 2.001, 3))).toBe(0);
		expect(peak).toBeCloseTo(0.4, 2);
	});

	it('a clip that is longer than its file ends in silence', async () => {
		const short = await studio.make('short.wav', ...tone(440, 0.4, 0.5));
		const { left } = await mix(2, [sound(short, [0, 2])]);
		expect(heard(left, 440, [0.1, 0.45])).toBeCloseTo(0.4, 2);
		expect(loudest(between(left, 0.51, 2))).toBe(0);
	});

	it('sound of a timeline within is heard where it stands, and no more of it', async () => {
		const inner = timelineOf(3, { sounds: [sound(stereo, [0, 3])] });
		const outer = timelineOf(4, { visuals: [nested(inner, [1, 2.5], { source: [0.5, 2] })] });
		const { left } = await mixed(outer, studio);
		expect(Math.abs((onsetOf(left, BEGUN) ?? 0) - 1.5)).toBeLessThan(LAG);
		const early = timelineOf(4, { visuals: [nested(inner, [1, 1.4], { source: [0, 0.4] })] });
		expect(onsetOf((await mixed(early, studio)).left, BEGUN)).toBeUndefined();
	});
});

describe('a compound clip of changing speed', () => {
	const points = [
		{ x: 0, speed: 0.5 },
		{ x: 0.5, speed: 2 },
		{ x: 1, speed: 1 },
	];
	const TEMPO = { kind: 'curve', points } as const;
	const onsets = (side: Sound): readonly number[] => {
		const found: number[] = [];
		side.samples.forEach((sample, i) => {
			const at = i / side.rate;
			if (Math.abs(sample) > 0.3 && at - (found.at(-1) ?? -1) > 0.1) found.push(at);
		});
		return found;
	};

	it.each([false, true])(
		'sounds as a plain clip of that curve does, backwards: %s',
		async (reversed) => {
			const click = 'between(mod(t,0.6),0.3,0.305)';
			const clicks = await studio.make(
				'clicks.wav',
				...made(`aevalsrc='0.6*${click}':s=48000:d=3`),
			);
			const pace = { tempo: TEMPO, reversed };
			const plain = sound(clicks, [0.5, 2.5], {
				source: [0, 3],
				more: { ...pace, pitch: 'follow' },
			});
			// The inner sound is cut and begins late; the pitch follows, so that clicks stay clicks.
			const inner = timelineOf(3, {
				sounds: [sound(clicks, [0, 3], { more: { pitch: 'follow' } })],
			});
			const outer = { ...nested(inner, [0.5, 2.5], { source: [0, 3] }), ...pace };
			const wanted = onsets((await mix(3, [plain])).left);
			const seen = onsets((await mixed(timelineOf(3, { visuals: [outer] }), studio)).left);
			expect(wanted).toHaveLength(5);
			expect(seen).toHaveLength(5);
			seen.forEach((at, i) => {
				expect(Math.abs(at - (wanted[i] ?? 0))).toBeLessThan(LAG);
			});
		},
	);
});

describe('speed', () => {
	/** The middle of what is louder than a beep's threshold, in seconds. */
	const middleOf = ({ samples, rate }: Sound): number => {
		const first = samples.findIndex((sample) => Math.abs(sample) >= BEGUN);
		const last = samples.findLastIndex((sample) => Math.abs(sample) >= BEGUN);
		return (first + last) / 2 / rate;
	};

	it.each([2, 0.5, 3, 1.25])(
		'at %s times with the pitch kept, a tone stays the tone and a beep moves',
		async (speed) => {
			const source = [0.5, 0.5 + 2 * speed] as const;
			const { left } = await mix(2, [sound(stereo, [0, 2], { source })]);
			// Stretching takes windows of 43 ms and smears a beep that long.
			expect(Math.abs(middleOf(left) - 0.55 / speed)).toBeLessThan(1 / 30);
			const keep = await mix(1, [sound(a440, [0, 1], { source: [0, Math.min(3, speed)] })]);
			const span = [0.2, 0.8] as const;
			expect(heard(keep.left, 440, span)).toBeGreaterThan(0.3);
			expect(heard(keep.left, 440 * speed, span)).toBeLessThan(0.05);
		},
	);

	it('slowed down to a quarter, a tone is heard to the end of its clip', async () => {
		const { left } = await mix(2, [sound(a440, [0, 2], { source: [0, 0.5] })]);
		expect(heard(left, 440, [0.2, 0.8])).toBeGreaterThan(0.3);
		expect(heard(left, 440, [1.85, 1.99])).toBeGreaterThan(0.3);
	});

	it.each([
		[2, 0.25],
		[0.5, 1],
	])('at %s times with the pitch following, both move', async (speed, at) => {
		const more = { pitch: 'follow' as const };
		const source = [0.5, 0.5 + 2 * speed] as const;
		const { left } = await mix(2, [sound(stereo, [0, 2], { source, more })]);
		expect(Math.abs((onsetOf(left, BEGUN) ?? 9) - at)).toBeLessThan(LAG);
		const keep = await mix(1, [sound(a440, [0, 1], { source: [0, speed], more })]);
		expect(heard(keep.left, 440 * speed, [0.2, 0.8])).toBeCloseTo(0.4, 1);
		expect(heard(keep.left, 440, [0.2, 0.8])).toBeLessThan(0.05);
	});

	it('a reversed sound runs from the end of its range', async () => {
		const more = { reversed: true };
		const { left } = await mix(2, [sound(stereo, [0, 2], { source: [0.5, 2.5], more })]);
		// The beep from 1.0 to 1.1 s begins 1.4 s before the end of the range.
		expect(Math.abs((onsetOf(left, BEGUN) ?? 9) - 1.4)).toBeLessThan(LAG);
		const fast = await mix(1, [sound(stereo, [0, 1], { source: [0.5, 2.5], more })]);
		expect(Math.abs(middleOf(fast.left) - 0.725)).toBeLessThan(1 / 30);
		const beyond = await mix(3, [sound(stereo, [0, 3], { source: [0.5, 3.5], more })]);
		expect(Math.abs((onsetOf(beyond.left, BEGUN) ?? 9) - 2.4)).toBeLessThan(LAG);
	});
});

describe('level', () => {
	it('fades are straight and end in silence', async () => {
		const more = { fadeIn: fromSeconds(1), fadeOut: fromSeconds(1) };
		const { left } = await mix(3, [sound(a440, [0, 3], { more })]);
		expect(heard(left, 440, [0.45, 0.55])).toBeCloseTo(0.2, 1.7);
		expect(heard(left, 440, [1.2, 1.8])).toBeCloseTo(0.4, 2);
		expect(heard(left, 440, [2.45, 2.55])).toBeCloseTo(0.2, 1.7);
		expect(heard(left, 440, [2.98, 3])).toBeLessThan(0.01);
	});

	it('volume keyframes run straight between each other', async () => {
		const more = { gain: keyed([0.5, 0], [1.5, 1], [2.5, 0.5]) };
		const { left } = await mix(3, [sound(a440, [0, 3], { more })]);
		expect(loudest(between(left, 0, 0.499))).toBeLessThan(SILENT);
		expect(heard(left, 440, [0.95, 1.05])).toBeCloseTo(0.2, 1.7);
		expect(heard(left, 440, [1.95, 2.05])).toBeCloseTo(0.3, 1.7);
		expect(heard(left, 440, [2.6, 2.9])).toBeCloseTo(0.2, 2);
	});

	it('two sounds at once are their sum, and nothing is held back', async () => {
		const { left, peak } = await mix(2, [sound(a440, [0, 2]), sound(a880, [0, 2])]);
		expect(heard(left, 440, [0.2, 1.8])).toBeCloseTo(0.4, 2);
		expect(heard(left, 880, [0.2, 1.8])).toBeCloseTo(0.3, 2);
		expect(peak).toBeLessThan(1);
	});

	it('a sum beyond full scale is limited, told, and left alone again afterwards', async () => {
		const loud = { gain: constant(3) };
		const { left, peak } = await mix(3, [sound(a440, [0, 3]), sound(a880, [1, 2], { more: loud })]);
		expect(peak).toBeGreaterThan(1.1);
		expect(left.samples.every((sample) => Math.abs(sample) <= 1)).toBe(true);
		expect(heard(left, 440, [0.2, 0.9])).toBeCloseTo(0.4, 2);
		expect(heard(left, 440, [2.2, 2.9])).toBeCloseTo(0.4, 2);
	});

	it('a muted clip is not heard', async () => {
		const { peak } = await mix(1, [sound(a440, [0, 1], { more: { gain: constant(0) } })]);
		expect(peak).toBe(0);
	});

	it('mono is as loud in both channels as it was', async () => {
		const file = await studio.make('mono440.wav', ...tone(440, 0.4), '-ac', '1');
		const { left, right } = await mix(1, [sound(file, [0, 1])]);
		expect(heard(left, 440, [0.1, 0.9])).toBeCloseTo(0.4, 2);
		expect(heard(right, 440, [0.1, 0.9])).toBeCloseTo(0.4, 2);
	});
});

describe('the finished file', () => {
	it('has its beep where the mix has it, and its flash in the same frame', async () => {
		const timeline: Timeline = timelineOf(3, {
			visuals: [fill(rgb(1, 1, 1), [1, 1.2])],
			sounds: [sound(stereo, [0, 3])],
		});
		const { file, quality } = await renderTimeline(timeline, studio);
		const onset = onsetOf(await readSound(file), BEGUN) ?? 9;
		expect(Math.abs(onset - 1)).toBeLessThan(LAG);
		expect(quality.sound.peak).toBeCloseTo(0.5, 2);
	});
});
