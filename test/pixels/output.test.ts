/** The finished file: as many frames as the timeline has, at its rate, with its colors and its sound. */
import { readFileSync, writeFileSync } from 'node:fs';
import { readFacts, readSound, readVideo } from '../support/media';
import { made, numbered, numberIn, H264, openStudio, renderTimeline } from '../support/studio';
import {
	canvasOf,
	fill,
	keyed,
	picture,
	RATES,
	rgb,
	sound,
	timelineOf,
} from '../support/timelines';
import { meanOf } from '../support/video';

jest.setTimeout(60_000);

const studio = openStudio();
afterAll(() => {
	studio.close();
});

it.each([
	['24', 1.3],
	['25', 2.04],
	['29.97', 2.5],
	['30', 1.1],
	['50', 1.234],
	['59.94', 1.5],
	['60', 0.75],
	// Twelve samples beyond a whole packet of sound.
	['23.976', 0.917_583],
] as const)(
	'at %s frames a second, %d s have every frame and as much sound',
	async (name, seconds) => {
		const rate = RATES[name];
		const timeline = timelineOf(seconds, {
			canvas: canvasOf({ rate }),
			visuals: [fill(rgb(1, 0, 0), [0, seconds])],
		});
		const { file, frames } = await renderTimeline(timeline, studio);
		const video = await readVideo(file, [0]);
		const facts = await readFacts(file);
		const exact = (timeline.frames * rate.den) / rate.num;
		expect([video.frames, frames]).toEqual([timeline.frames, timeline.frames]);
		expect(video.fps).toBeCloseTo(rate.num / rate.den, 3);
		expect(facts.videoSeconds).toBeCloseTo(exact, 3);
		expect(facts).toMatchObject({ codec: 'h264', pixelFormat: 'yuv420p', faststart: true });
		expect(facts.color).toEqual({
			...{ range: 'tv', space: 'bt709', transfer: 'bt709', primaries: 'bt709' },
		});
		// The encoder's last packet is filled up to 1024 samples.
		expect((await readSound(file)).samples.length / 48_000 - exact).toBeLessThan(1024 / 48_000);
		expect((facts.audioSeconds ?? 0) - exact).toBeGreaterThan(-0.001);
	},
);

it('a file that is joined from many chunks has each frame once, in order', async () => {
	const clip = await studio.make('n.mp4', ...numbered(8), ...H264);
	const timeline = timelineOf(8, { visuals: [picture(clip, [0, 8])] });
	const { file } = await renderTimeline(timeline, studio, { gop: 61 });
	const times = timeline.frames;
	const video = await readVideo(
		file,
		Array.from({ length: times }, (_, i) => (i + 0.5) / 30),
	);
	expect(video.frames).toBe(240);
	const numbers = Array.from({ length: times }, (_, i) => numberIn(video.at((i + 0.5) / 30)));
	expect(numbers).toEqual(Array.from({ length: times }, (_, i) => i));
});

it('a single frame is a video', async () => {
	const timeline = timelineOf(1 / 30, { visuals: [fill(rgb(0, 1, 0), [0, 1])] });
	const { file } = await renderTimeline(timeline, studio);
	const video = await readVideo(file, [0]);
	expect(video.frames).toBe(1);
	expect(meanOf(video.at(0), [0, 0, 64, 36])[1]).toBeGreaterThan(200);
});

it('names with quotes, blanks, percent signs and characters of any script are only names', async () => {
	const video = await studio.make("it's 100%d; [a] 国,b.mp4", ...numbered(1), ...H264);
	const wav = await studio.make("it's 50%s: 音.wav", ...made('sine=f=440:d=1'));
	const timeline = timelineOf(1, {
		visuals: [picture(video, [0, 1], { opacity: keyed([0, 1], [1, 1]) })],
		sounds: [sound(wav, [0, 1])],
	});
	const { file, quality } = await renderTimeline(timeline, studio);
	const seen = await readVideo(file, [0.55]);
	expect(numberIn(seen.at(0.55))).toBe(16);
	expect(quality.sound.peak).toBeGreaterThan(0.1);
});

it('a file that breaks off in the middle is shown as far as it goes', async () => {
	const whole = await studio.make('whole.ts.mkv', ...numbered(3), ...H264);
	const facts = studio.facts.get(whole);
	const bytes = readFileSync(facts?.file ?? '');
	writeFileSync(facts?.file ?? '', bytes.subarray(0, bytes.length / 2));
	const timeline = timelineOf(3, { visuals: [picture(whole, [0, 3])] });
	const { file } = await renderTimeline(timeline, studio);
	const video = await readVideo(file, [0.55, 2.9]);
	expect(video.frames).toBe(90);
	expect(numberIn(video.at(0.55))).toBe(16);
	expect(numberIn(video.at(2.9))).toBeGreaterThan(30);
});

it('a file that holds nothing that can be decoded is told by its name', async () => {
	const broken = await studio.make('broken.mp4', ...numbered(1), ...H264);
	const facts = studio.facts.get(broken);
	const bytes = readFileSync(facts?.file ?? '');
	const at = bytes.indexOf('mdat') + 4;
	const end = bytes.indexOf('moov') - 4;
	writeFileSync(facts?.file ?? '', bytes.fill(0, at, end > at ? end : bytes.length));
	const assets = [
		{
			id: broken,
			use: 'video',
			place: { kind: 'path', path: '' },
			label: 'my holiday',
			usedBy: [],
		},
	] as const;
	const timeline = timelineOf(1, { assets, visuals: [picture(broken, [0, 1])] });
	await expect(renderTimeline(timeline, studio)).rejects.toMatchObject({
		code: 'MEDIA_BROKEN',
		object: 'my holiday',
	});
});
