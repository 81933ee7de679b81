/** Output that went wrong between the encoder and the reader: each kind of it is caught before anybody gets the file. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openMachine } from '../../render-agent/src/cli/machine';
import { encodingOf, planOf, type RenderPlan } from '../../render-agent/src/compile/plan';
import { frames } from '../../render-agent/src/kernel/units';
import { finish } from '../../render-agent/src/render/finish';
import { checkChunks } from '../../render-agent/src/render/quality/checkChunks';
import { pictureFindings } from '../../render-agent/src/render/quality/findings';
import { inspect } from '../../render-agent/src/render/quality/inspect';
import type { Made } from '../../render-agent/src/render/renderPlan';
import type { AssetId } from '../../render-agent/src/timeline/asset';
import type { Timeline } from '../../render-agent/src/timeline/timeline';
import { ffmpegPath, ffprobePath } from '../support/ffmpegPath';
import { AFTER_JOINING } from '../support/joinedMutants';
import { BEFORE_JOINING, type Parts } from '../support/outputMutants';
import { H264, made, openStudio, renderTimeline } from '../support/studio';
import { picture, sound, timelineOf } from '../support/timelines';

jest.setTimeout(60_000);

const studio = openStudio();
const NEVER = new AbortController().signal;
const GOP = 60;

/** A video of three chunks, and what it was made from. */
interface Rendered {
	readonly timeline: Timeline;
	readonly plan: RenderPlan;
	readonly whole: Made;
}

let drawn: Rendered;
/** Its chunks are made by one ffmpeg, without drawing. */
let direct: Rendered;
let machine: Awaited<ReturnType<typeof openMachine>>;

const CLIPS = [
	// Brightness that runs across: frames a few apart are told apart.
	'color=s=64x36:r=30:d=2,geq=lum=16+mod(N*4+X*3\\,200):cb=100:cr=150',
	'color=c=orange:s=64x36:r=30:d=2',
	'smptebars=s=64x36:r=30:d=2',
];

beforeAll(async () => {
	const clips: AssetId[] = [];
	for (const [i, source] of CLIPS.entries())
		clips.push(await studio.make(`${String(i)}.mp4`, ...made(source), ...H264));
	const tone = await studio.make('tone.wav', ...made('sine=f=440:d=6,volume=volume=4'));
	const rendered = async (rotation: number): Promise<Rendered> => {
		const timeline = timelineOf(6, {
			visuals: clips.map((clip, i) => picture(clip, [i * 2, i * 2 + 2], { rotation })),
			sounds: [sound(tone, [0, 2.5]), sound(tone, [3.5, 6])],
		});
		const encoding = { ...encodingOf('h264', 'draft'), gop: frames(GOP) };
		const plan = planOf(timeline, studio.facts, encoding);
		return { timeline, plan, whole: await renderTimeline(timeline, studio, { gop: GOP }) };
	};
	drawn = await rendered(1);
	direct = await rendered(0);
	machine = await openMachine({
		ffmpegPath: ffmpegPath(),
		ffprobePath: ffprobePath(),
		searchPath: '',
	});
});
afterAll(async () => {
	await machine.close();
	studio.close();
});

/** Where the parts of a copy of the rendering lie. */
const copied = ({ plan, whole }: Rendered = drawn): Parts => {
	const folder = mkdtempSync(join(studio.folder, 'copy-'));
	cpSync(join(whole.file, '..'), folder, { recursive: true });
	const files = plan.chunks.map((_, i) => join(folder, `chunk${String(i)}.mp4`));
	return { folder, files, sound: join(folder, 'sound.m4a'), file: join(folder, 'video.mp4') };
};

/** Joins the parts of a copy as the renderer does. */
const finished = async (
	{ folder, files, sound: sounds }: Parts,
	{ timeline, plan, whole }: Rendered = drawn,
) =>
	finish(
		{
			rendering: { plan, canvas: timeline.canvas, container: 'mp4', folder },
			...{ files, made: whole.chunks, sound: sounds, mixed: whole.quality.sound },
		},
		await machine.machine(),
		NEVER,
	);

/** Looks at the joined file of a copy as the renderer does; where `fresh` is given, as one whose other chunks were kept. */
const looked = async ({ file }: Parts, original: Parts, fresh?: readonly boolean[]) => {
	const { timeline, plan, whole } = drawn;
	const { canvas } = timeline;
	const counts = plan.chunks.map(({ count }) => count);
	const frames = await checkChunks(original.files, { canvas, codec: 'h264', counts });
	const chunks = counts.map((count, i) => ({
		count,
		findings: pictureFindings.parse(whole.chunks[i]?.findings),
	}));
	const picture = { file, canvas, codec: 'h264' as const, chunks, ...frames };
	const video = { ...picture, sound: whole.quality.sound, ...(fresh && { fresh }) };
	return inspect(video, await machine.machine(), NEVER);
};

it.each([
	['drawn', () => drawn],
	['made by one ffmpeg', () => direct],
])('the output as it was %s is right: three chunks, the same file again', async (_, which) => {
	const { plan, whole } = which();
	expect(plan.chunks.map(({ count }) => count)).toEqual([60, 60, 60]);
	expect((await finished(copied(which()), which())).sha256).toBe(whole.sha256);
	expect(whole.quality).toMatchObject({
		joints: 3,
		black: [],
		still: [
			{ start: 2, end: 4, why: 'source' },
			// The test pattern, of which no two decoded frames are quite the same.
			{ start: 4, end: 6, why: 'source' },
		],
		sound: { silent: [{ start: 2.5, end: 3.5, why: 'gap' }] },
		file: { codec: 'h264', pixelFormat: 'yuv420p', frames: 180, seconds: 6 },
	});
});

it.each(BEFORE_JOINING)('%s is caught', async (_, mutate, said) => {
	const copy = copied();
	mutate(copy);
	await expect(finished(copy)).rejects.toMatchObject({
		code: 'ENCODE_FAILED',
		object: { en: expect.stringMatching(said) as string },
	});
});

const CONTENT = BEFORE_JOINING.filter(([name]) =>
	/swapped|there twice|black|ends with|dropped/.test(name),
);

it.each(CONTENT)('%s is caught, though nothing was drawn', async (_, mutate, said) => {
	expect(CONTENT).toHaveLength(7);
	const copy = copied(direct);
	mutate(copy);
	await expect(finished(copy, direct)).rejects.toMatchObject({
		code: 'ENCODE_FAILED',
		object: { en: expect.stringMatching(said) as string },
	});
});

it.each(AFTER_JOINING)('a joined file with %s is caught', async (_, mutate, said) => {
	const copy = copied();
	mutate(copy);
	await expect(looked(copy, copied())).rejects.toMatchObject({
		code: 'ENCODE_FAILED',
		object: { en: expect.stringMatching(said) as string },
	});
});

it('a joined file with noise in frames on the way to its last one is caught', async () => {
	const copy = copied();
	const told = execFileSync(ffprobePath(), [
		...['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'packet=size,pos'],
		...['-of', 'csv=p=0', copy.file],
	]);
	const bytes = readFileSync(copy.file);
	// Behind the head of each, so that only who decodes it sees it; not in the last one, which is compared with what was drawn.
	for (const line of told.toString().trim().split('\n').slice(150, 170)) {
		const [size = 0, at = 0] = line.split(',').map(Number);
		bytes.fill(0x55, at + 12, at + size);
	}
	writeFileSync(copy.file, bytes);
	await expect(looked(copy, copied())).rejects.toMatchObject({
		code: 'ENCODE_FAILED',
		object: { en: expect.stringMatching(/cannot be decoded at the end of chunk 3/) as string },
	});
});

describe('a file of which only one chunk was made anew', () => {
	const SECOND = [false, true, false];

	it('is right as it was', async () => {
		const { frames: count } = (await looked(copied(), copied(), SECOND)).file;
		expect(count).toBe(180);
	});

	it.each(AFTER_JOINING)('is caught with %s', async (_, mutate, said) => {
		const copy = copied();
		mutate(copy);
		// Noise in a kept chunk: its frames are as long as before, and were looked at when it was made.
		const fresh = said.test('the finished file') ? [true, false, false] : SECOND;
		await expect(looked(copy, copied(), fresh)).rejects.toMatchObject({
			code: 'ENCODE_FAILED',
			object: { en: expect.stringMatching(said) as string },
		});
	});

	it('is caught when other frames lie where a kept chunk should', async () => {
		const [copy, original] = [copied(), copied()];
		const [first = '', second = '', third = ''] = copy.files;
		// As if the last chunk had been joined from another file: the frames are as many, but they are not its own.
		cpSync(first, third);
		const mixed = await finished({ ...copy, files: [first, second, third] }).catch(() => undefined);
		expect(mixed).toBeUndefined();
		await expect(looked(copy, original, SECOND)).rejects.toMatchObject({
			object: { en: expect.stringMatching(/start of chunk 3/) as string },
		});
	});
});
