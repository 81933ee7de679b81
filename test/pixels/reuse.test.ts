/** A render after a small change: what did not change is taken, and the result is that of a render of everything. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../render-agent/src/kernel/clock';
import { createMadeStore } from '../../render-agent/src/render/madeStore';
import type { Made } from '../../render-agent/src/render/renderPlan';
import type { AssetId } from '../../render-agent/src/timeline/asset';
import type { Timeline } from '../../render-agent/src/timeline/timeline';
import { captionIn } from '../support/captions';
import { ffmpegPath, ffprobePath } from '../support/ffmpegPath';
import { miscountingFfmpeg } from '../support/ffmpegStubs';
import { H264, made, openStudio, renderTimeline } from '../support/studio';
import { picture, sound, timelineOf, words } from '../support/timelines';

jest.setTimeout(60_000);

const GOP = 60;
const studio = openStudio();
const folder = join(studio.folder, 'chunks');
const store = createMadeStore({ folder, limitBytes: 1e9, clock: systemClock });
let moving: AssetId;
let tone: AssetId;

beforeAll(async () => {
	moving = await studio.make('moving.mp4', ...made('testsrc2=s=64x36:r=30:d=8'), ...H264);
	tone = await studio.make('tone.wav', ...made('sine=f=440:r=48000:d=8'));
});
afterAll(() => {
	studio.close();
});

/** Eight seconds in four chunks, a caption within each. Turned, so that every frame is drawn. */
const captioned = (texts: readonly string[], { gain = 1, rotation = 2 } = {}): Timeline =>
	timelineOf(8, {
		visuals: [
			picture(moving, [0, 8], { rotation }),
			...texts.map((text, i) =>
				words(captionIn({ height: 12 }, text), [2 * i + 0.5, 2 * i + 1.5], { layer: 1 }),
			),
		],
		sounds: [sound(tone, [0, 8], { more: { gain: { kind: 'constant', value: gain } } })],
	});
const before = (): Timeline => captioned(['a', 'b', 'c', 'd']);
const after = (): Timeline => captioned(['a', 'b', 'C', 'd']);

const render = (timeline: Timeline): Promise<Made> =>
	renderTimeline(timeline, studio, { gop: GOP, store });

/** The sum of every decoded picture and block of sound. */
const decodedSums = ({ file }: Made): string =>
	execFileSync(ffmpegPath(), ['-v', 'error', '-i', file, '-f', 'framemd5', '-'], {
		encoding: 'utf8',
	});

/** The files that are kept; what is only remembered has none. */
const binsIn = (): readonly string[] =>
	readdirSync(folder).filter(
		(name) => name.endsWith('.bin') && statSync(join(folder, name)).size > 0,
	);

/** What is noted beside the files. */
const notesIn = (): readonly object[] =>
	readdirSync(folder)
		.filter((name) => name.endsWith('.json'))
		.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as { findings: object })
		.map(({ findings }) => findings);

/** Pictures in a file; 0 in one of sound. */
const frameCount = (file: string): number => {
	const asked = ['-v', 'error', '-select_streams', 'v', '-show_entries', 'stream=nb_frames'];
	return Number(
		execFileSync(ffprobePath(), [...asked, '-of', 'csv=p=0', file], { encoding: 'utf8' }),
	);
};

/** Puts another file in the place of a kept one, as if it had been made so. */
const replaceKept = (name: string, file: string): void => {
	const bytes = readFileSync(file);
	// Others may hold the same file.
	rmSync(join(folder, name));
	writeFileSync(join(folder, name), bytes);
	const noteFile = join(folder, name.replace('.bin', '.json'));
	const note = JSON.parse(readFileSync(noteFile, 'utf8')) as object;
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	writeFileSync(noteFile, JSON.stringify({ ...note, bytes: bytes.length, sha256 }));
};

it('makes only the chunk of the changed caption anew, and gives what a full render gives', async () => {
	const full = await render(before());
	expect([full.frames, full.reusedFrames]).toEqual([240, 0]);
	// Four chunks and the sound.
	expect(binsIn()).toHaveLength(5);

	const again = await render(before());
	expect(again.reusedFrames).toBe(240);
	expect(again.sha256).toBe(full.sha256);
	expect(again.quality).toEqual(full.quality);
	// What was found out about the file is remembered beside what is kept.
	expect(notesIn().filter((note) => 'soundSeconds' in note)).toHaveLength(1);

	const edited = await render(after());
	expect(edited.chunks.map(({ reused }) => reused)).toEqual([true, true, false, true]);
	expect(edited.reusedFrames).toBe(180);
	const anew = await renderTimeline(after(), studio, { gop: GOP });
	expect(anew.reusedFrames).toBe(0);
	expect(decodedSums(edited)).toBe(decodedSums(anew));
	expect(edited.sha256).toBe(anew.sha256);
	expect(decodedSums(edited)).not.toBe(decodedSums(full));
});

it('makes only the changed chunk anew where chunks are made without drawing, too', async () => {
	const upright = { rotation: 0 };
	await render(captioned(['a', 'b', 'c', 'd'], upright));
	const edited = await render(captioned(['a', 'B', 'c', 'd'], upright));
	expect(edited.chunks.map(({ reused }) => reused)).toEqual([true, false, true, true]);
	const lines = decodedSums(edited).split('\n');
	expect(lines.filter((line) => line.startsWith('0,'))).toHaveLength(240);
});

/** Shots of so many seconds one after another, each from its own place in the file, each with a caption. Turned, so that every frame is drawn. */
const shots = (lengths: readonly number[]): Timeline => {
	const starts = lengths.map((_, i) => lengths.slice(0, i).reduce((sum, one) => sum + one, 0));
	const total = lengths.reduce((sum, one) => sum + one, 0);
	return timelineOf(total, {
		visuals: [
			...lengths.map((length, i) => {
				const start = starts[i] ?? 0;
				return picture(moving, [start, start + length], {
					...{ id: `shot ${String(i)}`, source: [i / 2, i / 2 + length], rotation: 2 },
				});
			}),
			...starts.map((start, i) =>
				words(captionIn({ height: 12 }, `n${String(i)}`), [start + 0.2, start + 1], { layer: 1 }),
			),
		],
	});
};

it('makes only the trimmed shot anew, and gives what a full render gives', async () => {
	await render(shots([2, 3, 2.5, 2]));
	const edited = await render(shots([2, 2.3, 2.5, 2]));
	expect(edited.chunks.map(({ reused }) => reused)).toEqual([true, false, true, true]);
	const anew = await renderTimeline(shots([2, 2.3, 2.5, 2]), studio, { gop: GOP });
	expect(anew.reusedFrames).toBe(0);
	expect(decodedSums(edited)).toBe(decodedSums(anew));
});

it('takes all pictures when only the sound changes', async () => {
	const quieter = await render(captioned(['a', 'b', 'c', 'd'], { gain: 0.5 }));
	expect(quieter.reusedFrames).toBe(240);
	expect(quieter.quality.sound.peak).toBeCloseTo(
		(await render(before())).quality.sound.peak / 2,
		3,
	);
});

it('makes anew what is damaged or gone', async () => {
	const whole = await render(before());
	const [damaged = '', cut = '', ...rest] = binsIn();
	expect(rest.length).toBeGreaterThan(2);
	const bytes = readFileSync(join(folder, damaged));
	bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0xff;
	// As a broken disk does it: in place, where others hold the same file.
	rmSync(join(folder, damaged));
	writeFileSync(join(folder, damaged), bytes);
	rmSync(join(folder, cut));
	writeFileSync(join(folder, cut), bytes.subarray(0, 100));
	expect((await render(before())).sha256).toBe(whole.sha256);
	rmSync(folder, { recursive: true });
	const none = await render(before());
	expect(none.reusedFrames).toBe(0);
	expect(none.sha256).toBe(whole.sha256);
});

it('keeps no chunk that an encoder wrote with other frames than it should', async () => {
	rmSync(folder, { recursive: true, force: true });
	const ffmpeg = miscountingFfmpeg(join(studio.folder, 'miscounting'));
	const broken = renderTimeline(before(), studio, {
		...{ gop: GOP, store },
		machine: { ffmpegPath: ffmpeg, encoder: 'software' },
	});
	await expect(broken).rejects.toMatchObject({
		code: 'ENCODE_FAILED',
		object: { en: 'chunk 1 has 50 frames of 60' },
	});
	// The sound alone is whole.
	expect(binsIn()).toHaveLength(1);
	expect((await render(before())).frames).toBe(240);
});

it('throws out a kept chunk that has other frames than it should, and makes it anew', async () => {
	const whole = await render(before());
	const [victim = ''] = binsIn().filter((name) => frameCount(join(folder, name)) === GOP);
	const cut = join(studio.folder, 'cut.mp4');
	const copying = ['-frames:v', '50', '-c', 'copy', cut];
	execFileSync(ffmpegPath(), ['-v', 'error', '-y', '-i', join(folder, victim), ...copying]);
	replaceKept(victim, cut);
	const again = await render(before());
	expect([again.reusedFrames, again.sha256]).toEqual([180, whole.sha256]);
	expect(frameCount(join(folder, victim))).toBe(GOP);
});

it('makes all chunks anew where those that were kept do not join', async () => {
	const whole = await render(before());
	const [victim = ''] = binsIn().filter((name) => frameCount(join(folder, name)) === GOP);
	const other = join(studio.folder, 'other.mp4');
	const coding = ['-c:v', 'libx264', '-profile:v', 'baseline', '-video_track_timescale', '15360'];
	const from = ['-v', 'error', '-y', '-i', join(folder, victim)];
	execFileSync(ffmpegPath(), [...from, ...coding, other]);
	replaceKept(victim, other);
	const again = await render(before());
	expect([again.reusedFrames, again.sha256]).toEqual([0, whole.sha256]);
	expect((await render(before())).reusedFrames).toBe(240);
});
