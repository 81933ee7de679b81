/** A joined file must hold the very pictures and the very sound that were made, and decode without a complaint. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openMachine } from '../../render-agent/src/cli/machine';
import { AgentError } from '../../render-agent/src/kernel/errors';
import { frames } from '../../render-agent/src/kernel/units';
import { pictureFindings } from '../../render-agent/src/render/quality/findings';
import { inspect } from '../../render-agent/src/render/quality/inspect';
import { requireSameHashes } from '../../render-agent/src/render/quality/sameHashes';
import { requireSameSamples } from '../../render-agent/src/render/quality/sameSamples';
import { runRaw } from '../../render-agent/src/render/processes';
import type { Made } from '../../render-agent/src/render/renderPlan';
import { ffmpegPath, ffprobePath } from '../support/ffmpegPath';
import { H264, made, openStudio, renderTimeline } from '../support/studio';
import { picture, sound, timelineOf } from '../support/timelines';

jest.setTimeout(60_000);

const NEVER = new AbortController().signal;
const SECONDS = 6;
const GOP = 150;
const studio = openStudio();
const timeline = async () => {
	const film = await studio.make('film.mp4', ...made('testsrc2=s=96x64:r=30:d=6'), ...H264);
	const tone = await studio.make('tone.wav', ...made('sine=f=440:d=6,volume=volume=4'));
	const visuals = [picture(film, [0, SECONDS], { rotation: 1 })];
	return timelineOf(SECONDS, { visuals, sounds: [sound(tone, [0, SECONDS])] });
};
let whole: Made;
let shown: Awaited<ReturnType<typeof timeline>>;
let machine: Awaited<ReturnType<typeof openMachine>>;

beforeAll(async () => {
	shown = await timeline();
	whole = await renderTimeline(shown, studio, { gop: GOP });
	const tools = { ffmpegPath: ffmpegPath(), ffprobePath: ffprobePath(), searchPath: '' };
	machine = await openMachine(tools);
});
afterAll(async () => {
	await machine.close();
	studio.close();
});

const partOf = (name: string): string => join(whole.file, '..', name);

/** A copy of the video in which the packets of a stream between two moments hold other bytes. */
const spoilt = (name: string, stream: 'v:0' | 'a:0', [from, to]: readonly [number, number]) => {
	const file = partOf(name);
	copyFileSync(whole.file, file);
	const told = execFileSync(
		ffprobePath(),
		[
			...['-v', 'error', '-select_streams', stream, '-show_entries', 'packet=pts_time,size,pos'],
			...['-of', 'csv=p=0', file],
		],
		{ encoding: 'utf8' },
	);
	const bytes = readFileSync(file);
	for (const line of told.trim().split('\n')) {
		const [time = 0, size = 0, at = 0] = line.split(',').map(Number);
		if (time < from || time >= to) continue;
		for (let i = 8; i < size; i++) bytes[at + i] = (i * 7919 + at) & 255;
	}
	writeFileSync(file, bytes);
	return file;
};

const partsOf = (file: string) => ({
	file,
	chunks: whole.chunks.map((_, i) => partOf(`chunk${String(i)}.mp4`)),
	sound: partOf('sound.m4a'),
	keys: [0, GOP],
});

const compared = (file: string) => requireSameSamples(partsOf(file), NEVER);

/** The same of a Matroska file of the same packets. */
const comparedAsMatroska = async (file: string) => {
	const other = partOf('other.mkv');
	execFileSync(ffmpegPath(), ['-v', 'error', '-y', '-i', file, '-c', 'copy', other]);
	return requireSameHashes(partsOf(other), await machine.machine(), NEVER);
};

const looked = async (file: string) => {
	const chunks = whole.chunks.map(({ findings }) => {
		const parsed = pictureFindings.parse(findings);
		return { count: frames(parsed.frames), findings: parsed };
	});
	const { sound: mixed } = whole.quality;
	const video = { file, canvas: shown.canvas, codec: 'h264' as const, chunks, sound: mixed };
	return inspect({ ...video, keys: [0, GOP] }, await machine.machine(), NEVER);
};

const saying = (words: RegExp) => ({
	code: 'ENCODE_FAILED',
	object: { en: expect.stringMatching(words) as string },
});

it('the video as it was made holds what was made, and decodes', async () => {
	await expect(compared(whole.file)).resolves.toBeUndefined();
	await expect(comparedAsMatroska(whole.file)).resolves.toBeUndefined();
	await expect(looked(whole.file)).resolves.toMatchObject({ file: { frames: 180 } });
});

it.each([
	['pictures', 'v:0', [1.2, 1.8], /hold chunk 1 as it was encoded: frame 3\d is another one/],
	['pictures', 'v:0', [5.3, 5.4], /frame 1[56]\d is another one/],
	['sound', 'a:0', [1.2, 1.8], /hold the sound as it was encoded: packet 5\d is another one/],
] as const)('%s that are others between %s %s are found', async (...[, stream, when, words]) => {
	const file = spoilt('others.mp4', stream, when);
	await expect(compared(file)).rejects.toMatchObject(saying(words));
	await expect(compared(file)).rejects.toBeInstanceOf(AgentError);
	await expect(comparedAsMatroska(file)).rejects.toMatchObject(saying(words));
});

it.each(['v:0', 'a:0'] as const)(
	'the second in the middle is decoded, far from a key frame, and what its decoder says counts (%s)',
	async (stream) => {
		const file = spoilt('middle.mp4', stream, [2.6, 3.4]);
		await expect(looked(file)).rejects.toMatchObject(saying(/cannot be decoded/));
	},
);

it('of a short file the whole sound is compared with the mix', async () => {
	const file = partOf('silent.mp4');
	const quiet = "volume=enable='between(t,1.2,1.8)':volume=0";
	const options = ['-c:v', 'copy', '-af', quiet, '-c:a', 'aac', '-t', String(SECONDS)];
	execFileSync(ffmpegPath(), ['-v', 'error', '-y', '-i', whole.file, ...options, file]);
	await expect(looked(file)).rejects.toMatchObject(
		saying(/does not sound like what was mixed at 1\.0 s/),
	);
});

it('a program may print one picture of any size, and is stopped where it prints more than was asked for', async () => {
	const source = made('color=s=7680x4320:r=1:d=2');
	const raw = [...source, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', 'pipe:1'];
	const most = (7680 * 4320 * 3) / 2;
	const args = ['-v', 'error', ...raw];
	const all = await runRaw(ffmpegPath(), args, { signal: NEVER, most });
	expect(all).toMatchObject({ code: 0 });
	expect(all.bytes).toHaveLength(most);
	const less = await runRaw(ffmpegPath(), args, { signal: NEVER, most: most - 1 });
	expect(less.bytes.length).toBeLessThan(most);
});
