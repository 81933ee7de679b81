/** A render after a small change: what did not change is taken, and the result is that of a render of everything. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../render-agent/src/kernel/clock';
import { createMadeStore } from '../../render-agent/src/render/madeStore';
import type { Made } from '../../render-agent/src/render/renderPlan';
import type { AssetId } from '../../render-agent/src/timeline/asset';
import type { Timeline } from '../../render-agent/src/timeline/timeline';
import { captionIn } from '../support/captions';
import { ffmpegPath } from '../support/ffmpegPath';
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
