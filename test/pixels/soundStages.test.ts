/** What is heard: samples of the mix against what was asked for. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { SoundPiece } from '../../render-agent/src/compile/soundPiece';
import { microseconds } from '../../render-agent/src/kernel/units';
import { LoudnessMeter } from '../../render-agent/src/render/sound/loudnessMeter';
import { openSound } from '../../render-agent/src/render/sound/openSound';
import { assetTimeAt, clipTimeOf } from '../../render-agent/src/timeline/tempo';
import { ffmpegPath } from '../support/ffmpegPath';
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

/** The ffmpeg of the machine, which may be much older; undefined where it has none. */
const SYSTEM = (process.env['PATH'] ?? '')
	.split(delimiter)
	.map((place) => join(place, 'ffmpeg'))
	.find((file) => {
		try {
			accessSync(file, constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});

/** The first sample that reaches half of full scale. */
const onset = (samples: Float32Array, after = 0): number =>
	samples.findIndex((sample, i) => i >= after && Math.abs(sample) > 0.3);

const curve: SoundPiece['paced']['tempo'] = {
	kind: 'curve',
	points: [
		{ x: 0, speed: 0.5 },
		{ x: 0.5, speed: 3 },
		{ x: 1, speed: 0.5 },
	],
};

const pacedBy = (piece: SoundPiece, change: Partial<SoundPiece['paced']>): SoundPiece => ({
	...piece,
	paced: { ...piece.paced, ...change },
});

describe('pace', () => {
	it('keeps the pitch under a speed curve', async () => {
		const file = writeWav(path('curve.wav'), { seconds: 4, channels: [tone(440)] });
		const piece = pacedBy(pieceOf(file, { lasts: 3, plays: 4 }), { tempo: curve });
		const { left } = await mixed(3, piece);
		for (const [from, to] of [
			[0.2, 0.7],
			[1.2, 1.7],
			[2.2, 2.7],
		] as const) {
			expect(amplitudeOf(span(left, from, to), 440, RATE)).toBeGreaterThan(0.4);
			expect(levelOf(span(left, from, to))).toBeGreaterThan(-10.5);
		}
	});

	it('puts each moment of the file where the speed curve says, within 20 ms', async () => {
		const times = [0.5, 1.2, 2, 2.9, 3.6];
		const file = writeWav(path('clicks.wav'), { seconds: 4, channels: [click(...times)] });
		const piece = pacedBy(pieceOf(file, { lasts: 3, plays: 4 }), { tempo: curve });
		const { left } = await mixed(3, piece);
		let after = 0;
		for (const time of times) {
			const found = onset(left, after);
			after = found + 0.1 * RATE;
			expect(Math.abs(found / RATE - clipTimeOf(piece.paced, time * 1e6) / 1e6)).toBeLessThan(0.02);
		}
	});

	it('lets the pitch follow the speed, to the sample, when it is asked to', async () => {
		const file = writeWav(path('tape.wav'), { seconds: 4, channels: [tone(440)] });
		const { left } = await mixed(2, pieceOf(file, { lasts: 2, plays: 4 }, { pitch: 'follow' }));
		expect(amplitudeOf(span(left, 0.1, 1.9), 880, RATE)).toBeCloseTo(0.5, 2);
		const clicks = writeWav(path('tapeClick.wav'), { seconds: 4, channels: [click(2)] });
		const heard = await mixed(2, pieceOf(clicks, { lasts: 2, plays: 4 }, { pitch: 'follow' }));
		expect(Math.abs(onset(heard.left) - RATE)).toBeLessThanOrEqual(2);
	});

	it('keeps the pitch and the length at twice the speed', async () => {
		const file = writeWav(path('twice.wav'), { seconds: 4, channels: [tone(440)] });
		const { left } = await mixed(3, pieceOf(file, { lasts: 2, plays: 4 }));
		expect(amplitudeOf(span(left, 0.1, 1.9), 440, RATE)).toBeGreaterThan(0.45);
		expect(levelOf(span(left, 2, 3))).toBe(-Infinity);
	});

	it('begins and goes on exactly as the file where the speed is 1', async () => {
		const file = writeWav(path('plain.wav'), { seconds: 2, channels: [tone(300)] });
		const straight = await mixed(1, pieceOf(file, { lasts: 1, from: 0.5 }));
		const wanted = Float32Array.from({ length: RATE }, (_, i) => tone(300)(0.5 + i / RATE));
		const differs = straight.left.findIndex((one, i) => Math.abs(one - (wanted[i] ?? 0)) > 1e-4);
		expect(differs).toBe(-1);
	});
});

describe('backwards', () => {
	it('plays blocks of ten seconds without a seam', async () => {
		const file = writeWav(path('long.wav'), {
			seconds: 25,
			channels: [(time) => time / 30, tone(200)],
		});
		const piece = pacedBy(pieceOf(file, { lasts: 24, from: 0.5 }), { reversed: true });
		const { left, right } = await mixed(24, piece);
		let worst = 0;
		for (let i = 0; i < left.length; i++) {
			const time = 24.5 - (i + 1) / RATE;
			worst = Math.max(worst, Math.abs((left[i] ?? 0) - time / 30));
			worst = Math.max(worst, Math.abs((right[i] ?? 0) - tone(200)(time)));
		}
		expect(worst).toBeLessThan(1e-3);
	});

	it('joins blocks of compressed sound without a click', async () => {
		const wav = writeWav(path('aac.wav'), { seconds: 22, channels: [tone(200), tone(200)] });
		const file = path('tone.m4a');
		execFileSync(ffmpegPath(), ['-v', 'error', '-y', '-i', wav, '-b:a', '192k', file]);
		const piece = pacedBy(pieceOf(file, { lasts: 21, from: 0.5 }), { reversed: true });
		const { left } = await mixed(21, piece);
		// The slope of the tone is 0.013 a sample.
		const inside = left.subarray(4800, -4800);
		const steep = inside.findIndex((one, i) => Math.abs(one - (inside[i + 1] ?? one)) > 0.02);
		expect(steep).toBe(-1);
	});

	it('turns a speed curve and the direction at once', async () => {
		const file = writeWav(path('turned.wav'), { seconds: 4, channels: [click(3)] });
		const piece = pacedBy(pieceOf(file, { lasts: 3, plays: 4 }), { tempo: curve, reversed: true });
		const { left } = await mixed(3, piece);
		const shown = assetTimeAt(piece.paced, (onset(left) / RATE) * 1e6) / 1e6;
		expect(Math.abs(shown - 3)).toBeLessThan(0.04);
	});
});

describe('rates and layouts', () => {
	it.each([8000, 44_100, 96_000])('puts sound of %d Hz at its sample', async (rate) => {
		const file = writeWav(path(`${String(rate)}.wav`), { seconds: 2, rate, channels: [click(1)] });
		const { left } = await mixed(3, pieceOf(file, { at: 0.5, lasts: 2 }));
		expect(Math.abs(onset(left) - 1.5 * RATE)).toBeLessThanOrEqual(RATE / rate + 1);
	});

	/** Half a millisecond wide: what a place is measured by has no corner that resampling would round. */
	const pulse = (time: number): number => 0.5 * Math.exp(-(((time - 1) / 0.0005) ** 2));
	const MIXED = [8000, 22_050, 44_100, 48_000, 96_000].flatMap((rate) =>
		[1, 2, 6].map((channels) => [rate, channels] as const),
	);

	it.each(MIXED)(
		'puts a pulse of %d Hz and %d channels within a sample of its place',
		async (rate, channels) => {
			const file = writeWav(path(`pulse${String(rate)}x${String(channels)}.wav`), {
				...{ seconds: 2, rate },
				channels: Array.from({ length: channels }, () => pulse),
			});
			const { left, right } = await mixed(3, pieceOf(file, { at: 0.25, lasts: 1.5, from: 0.5 }));
			for (const side of [left, right]) {
				const energy = side.map((sample) => sample * sample);
				const all = energy.reduce((sum, one) => sum + one, 0);
				const middle = energy.reduce((sum, one, i) => sum + one * i, 0) / all;
				expect(Math.abs(middle - 0.75 * RATE)).toBeLessThanOrEqual(1);
			}
		},
	);

	it('plays one channel on both sides, as loud as it is', async () => {
		const file = writeWav(path('mono.wav'), { seconds: 1, channels: [tone(440)] });
		const { left, right } = await mixed(1, pieceOf(file, { lasts: 1 }));
		expect(amplitudeOf(left, 440, RATE)).toBeCloseTo(0.5, 2);
		expect(amplitudeOf(right, 440, RATE)).toBeCloseTo(0.5, 2);
	});

	it('folds six channels into two without leaving one out', async () => {
		const file = writeWav(path('six.wav'), {
			seconds: 1,
			channels: [300, 400, 500, 20, 700, 800].map((hertz) => tone(hertz, 0.15)),
		});
		const { left, right } = await mixed(1, pieceOf(file, { lasts: 1 }));
		for (const hertz of [300, 500, 700])
			expect(amplitudeOf(left, hertz, RATE)).toBeGreaterThan(0.03);
		for (const hertz of [400, 500, 800])
			expect(amplitudeOf(right, hertz, RATE)).toBeGreaterThan(0.03);
	});

	it('gives both sides one channel when the draft chooses it', async () => {
		const file = writeWav(path('two.wav'), { seconds: 1, channels: [tone(300), tone(500)] });
		const { left, right } = await mixed(1, pieceOf(file, { lasts: 1 }, { channels: 'right' }));
		expect(amplitudeOf(left, 500, RATE)).toBeCloseTo(0.5, 2);
		expect(amplitudeOf(left, 300, RATE)).toBeLessThan(0.001);
		expect(amplitudeOf(right, 500, RATE)).toBeCloseTo(0.5, 2);
	});

	it('mixes fifty sounds at once', async () => {
		const file = writeWav(path('many.wav'), { seconds: 3, channels: [tone(440, 0.01)] });
		const pieces = Array.from({ length: 50 }, (_, i) => ({
			...pieceOf(file, { lasts: 3 }),
			id: String(i),
		}));
		const { left } = await mixed(3, ...pieces);
		expect(amplitudeOf(span(left, 0, 3), 440, RATE)).toBeCloseTo(0.5, 2);
	});
});

describe('level', () => {
	it('multiplies keyframes of the volume with the fades, moment by moment', async () => {
		const file = writeWav(path('level.wav'), { seconds: 2, channels: [() => 0.5] });
		const us = (seconds: number) => microseconds(seconds * 1e6);
		const gain = {
			kind: 'keyed',
			keys: [
				{ at: us(0), value: 0.4 },
				{ at: us(2), value: 1.2 },
			],
		} as const;
		const fades = { fadeIn: us(1), fadeOut: us(0.5) };
		const { left } = await mixed(2, pieceOf(file, { lasts: 2 }, { gain, ...fades }));
		for (const at of [0.1, 0.5, 0.9, 1.2, 1.6, 1.9]) {
			const faded = Math.min(1, at) * Math.min(1, (2 - at) / 0.5);
			const wanted = 0.5 * (0.4 + 0.4 * at) * faded;
			expect(left[Math.round(at * RATE)]).toBeCloseTo(wanted, 3);
		}
	});
});

describe('loudness', () => {
	it('brings a sound to the loudness that the draft asks for', async () => {
		const quiet = writeWav(path('quiet.wav'), {
			seconds: 4,
			channels: [tone(1000, 0.02), tone(1000, 0.02)],
		});
		const { left } = await mixed(4, pieceOf(quiet, { lasts: 4 }, { loudness: -16 }));
		// A sine of 1 kHz on both sides at amplitude a has 20·log10(a) − 0.0 LUFS.
		expect(20 * Math.log10(amplitudeOf(left, 1000, RATE))).toBeCloseTo(-16, 0);
	});

	const programs = [ffmpegPath(), SYSTEM].filter((program) => program !== undefined);
	it.each(programs)('is as loud as asked, on one channel and on two, by %s', async (ffmpeg) => {
		const sine = tone(1000, 0.4);
		for (const channels of [[sine], [sine, sine]]) {
			const file = writeWav(path('loud.wav'), { seconds: 3, channels });
			const piece = pieceOf(file, { lasts: 2 }, { loudness: -23 });
			const source = await openSound(piece, { ffmpeg, signal: new AbortController().signal });
			const samples = new Float32Array(2 * RATE * 2);
			await source.read(samples);
			await source.close();
			const meter = new LoudnessMeter();
			meter.push(samples);
			expect(Math.abs((meter.measured().integrated ?? 0) + 23)).toBeLessThan(0.5);
		}
	});

	it('is heard of with each second that is measured: a long one is no standstill', async () => {
		const file = writeWav(path('five.wav'), { seconds: 5, channels: [tone(1000, 0.1)] });
		let ticks = 0;
		const alive = (): void => {
			ticks++;
		};
		const context = { ffmpeg: ffmpegPath(), signal: new AbortController().signal, alive };
		const source = await openSound(pieceOf(file, { lasts: 5 }, { loudness: -23 }), context);
		await source.close();
		expect(ticks).toBe(5);
	});

	it('refuses what cannot be measured, naming it, rather than guess', async () => {
		const file = path('broken.wav');
		writeFileSync(file, 'no sound at all');
		const piece = pieceOf(writeWav(path('fine.wav'), { seconds: 1, channels: [tone(1000)] }), {
			lasts: 1,
		});
		const broken = {
			...piece,
			media: { ...piece.media, file, label: 'broken.wav' },
			loudness: -23,
		};
		const context = { ffmpeg: ffmpegPath(), signal: new AbortController().signal };
		await expect(openSound(broken, context)).rejects.toMatchObject({
			...{ code: 'AUDIO_FAILED', object: 'broken.wav' },
		});
	});
});
