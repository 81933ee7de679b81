/** Files on which ffprobe breaks, as the one from npm does on transport streams: ffmpeg tells what they are. */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MediaFacts, probe, type RunProbe } from '../../render-agent/src/assets/probe';
import { sniff, SNIFF_BYTES } from '../../render-agent/src/assets/sniff';
import { probeWith } from '../../render-agent/src/jobs/probeFiles';
import { ffmpegPath, ffprobePath } from '../support/ffmpegPath';
import { onsetOf } from '../support/samples';
import { H264, drawn, made, mixed, numbered, numberIn, openStudio } from '../support/studio';
import { assetId, canvasOf, picture, sound, timelineOf } from '../support/timelines';

jest.setTimeout(60_000);

const studio = openStudio();
afterAll(() => {
	studio.close();
});

const NEVER = new AbortController().signal;
const PATIENCE = 30_000;
const MPEG_AUDIO = ['-c:a', 'mp2', '-ar', '48000'];
const TAGGED = [
	...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'],
	...['-color_range', 'tv'],
];

/** An ffprobe that breaks on every file. */
const breaking = (): string => {
	const file = join(studio.folder, 'ffprobe');
	writeFileSync(file, '#!/bin/sh\nkill -SEGV $$\n');
	chmodSync(file, 0o755);
	return file;
};

const factsOf = (name: string, run: RunProbe): Promise<MediaFacts> => {
	const file = join(studio.folder, name);
	const sniffed = sniff(readFileSync(file).subarray(0, SNIFF_BYTES));
	if (sniffed.kind === 'refused') throw new RangeError(`${name} was refused`);
	const { demuxer, use } = sniffed;
	return probe({ file, demuxer, use, label: name }, run, NEVER);
};

it('a transport stream has its size, rate, length and sound, and every picture in its place', async () => {
	const tone = made('sine=f=440:d=16');
	const clip = await studio.make('a.ts', ...numbered(16), ...tone, ...H264, ...MPEG_AUDIO);
	const { picture: seen, sound: heard } = studio.facts.get(clip) ?? {};
	expect(seen).toMatchObject({
		codec: 'h264',
		width: 64,
		height: 36,
		rate: { num: 3000, den: 100 },
	});
	expect(seen?.duration).toBeGreaterThan(15.9e6);
	expect(heard).toMatchObject({ codec: 'mp2', sampleRate: 48_000, channels: 1 });
	const canvas = canvasOf({ width: 64, height: 36 });
	for (const [from, first] of [
		[0.5, 15],
		[14.5, 435],
	] as const) {
		const visuals = [picture(clip, [0, 1], { source: [from, from + 1] })];
		const { at } = await drawn(timelineOf(1, { canvas, visuals }), studio);
		const numbers = [0, 1, 10, 29].map((frame) => numberIn(at(frame)));
		// Eight bits of the number are seen.
		expect(numbers).toEqual([0, 1, 10, 29].map((frame) => (first + frame) % 256));
	}
});

it('a transport stream sounds from where it is cut', async () => {
	const late = made("sine=f=440:d=16,volume=0:enable='lt(t,12)'");
	const clip = await studio.make('late.ts', ...numbered(16), ...late, ...H264, ...MPEG_AUDIO);
	const sounds = [sound(clip, [0, 1], { source: [11.5, 12.5] })];
	const { left } = await mixed(timelineOf(1, { sounds }), studio);
	// A frame of MPEG audio lasts 24 ms, and its encoder begins with one.
	expect(Math.abs((onsetOf(left, 0.02) ?? 0) - 0.5)).toBeLessThan(0.03);
});

/** The first frame of which no picture is the one before. */
const firstMove = (numbers: readonly number[]): number =>
	numbers.findIndex((number, frame) => frame > 0 && number !== numbers[frame - 1]);

it.each([
	['picture', 'PICTURE'],
	['sound', 'SOUND'],
] as const)('a transport stream whose %s begins late keeps both in step', async (what, late) => {
	const beeping = made("sine=f=440:d=4,volume=0:enable='lt(t,1)'");
	const delayed = (one: string): readonly string[] => (one === late ? ['-itsoffset', '0.4'] : []);
	const clip = await studio.make(
		`late-${what}.ts`,
		...[...delayed('PICTURE'), ...numbered(4), ...delayed('SOUND'), ...beeping],
		...[...H264, ...MPEG_AUDIO],
	);
	const canvas = canvasOf({ width: 64, height: 36 });
	for (const from of [0, 0.8]) {
		const source = [from, from + 2] as const;
		const visuals = [picture(clip, [0, 2], { source })];
		const { at } = await drawn(timelineOf(2, { canvas, visuals }), studio);
		const numbers = Array.from({ length: 60 }, (_, frame) => numberIn(at(frame)));
		const { left } = await mixed(
			timelineOf(2, { sounds: [sound(clip, [0, 2], { source })] }),
			studio,
		);
		const delay = (one: string): number => (one === late ? 0.4 : 0);
		// Where a picture begins late, the first one stands until then.
		const begins = delay('PICTURE') - from;
		expect(numbers[45]).toBe(Math.round((1.5 - begins) * 30));
		if (begins > 0) expect(Math.abs(firstMove(numbers) - begins * 30 - 1)).toBeLessThanOrEqual(1);
		// A frame of MPEG audio lasts 24 ms; its encoder begins with one, and the stream on a frame.
		expect(Math.abs((onsetOf(left, 0.02) ?? 9) - (1 + delay('SOUND') - from))).toBeLessThan(0.04);
	}
});

it.each([
	['turned.mp4', ['-display_rotation', '90', '-i', 'PLAIN', '-c', 'copy']],
	['tagged.mp4', [...made('testsrc2=s=64x36:r=30000/1001:d=1'), ...H264, ...TAGGED]],
	['wide.mp4', [...made('testsrc2=s=64x36:r=25:d=1'), '-vf', 'setsar=2', ...H264]],
	['around.mp4', [...made('anoisesrc=d=1'), '-ac', '6', '-c:a', 'aac', '-ar', '44100']],
])('what ffmpeg says of %s is what ffprobe says', async (name, args) => {
	const plain = await studio.make('plain.mp4', ...made('testsrc2=s=64x36:d=1'), ...H264);
	const file = studio.facts.get(plain)?.file ?? '';
	await studio.make(name, ...args.map((arg) => (arg === 'PLAIN' ? file : arg)));
	const ffprobe = breaking();
	const told = await factsOf(name, probeWith({ ffmpeg: ffmpegPath(), ffprobe }, PATIENCE));
	const asked = { ffmpeg: ffmpegPath(), ffprobe: ffprobePath() };
	const known = await factsOf(name, probeWith(asked, PATIENCE));
	const rounded = ({ picture: seen, sound: heard }: MediaFacts) => ({
		seen: seen && {
			...seen,
			rate: (seen.rate.num / seen.rate.den).toFixed(2),
			duration: Math.round(seen.duration / 2e4),
		},
		heard: heard && { ...heard, duration: Math.round(heard.duration / 2e4) },
	});
	expect(rounded(told)).toEqual(rounded(known));
});

it('a file that neither understands is broken, not ready for a guess', async () => {
	const clip = assetId('cut.mp4');
	const whole = await studio.make('whole.mp4', ...made('testsrc2=s=64x36:d=1'), ...H264);
	const bytes = readFileSync(studio.facts.get(whole)?.file ?? '');
	writeFileSync(join(studio.folder, clip), bytes.subarray(0, 40));
	const run = probeWith({ ffmpeg: ffmpegPath(), ffprobe: breaking() }, PATIENCE);
	await expect(factsOf(clip, run)).rejects.toMatchObject({ code: 'MEDIA_BROKEN' });
});
