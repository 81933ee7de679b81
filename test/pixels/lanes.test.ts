import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { encodingOf, planOf } from '../../render-agent/src/compile/plan';
import { openMachine } from '../../render-agent/src/cli/machine';
import { chunkOptions, soundOptions } from '../../render-agent/src/render/encoding';
import { make } from '../../render-agent/src/render/ffmpegEncoder';
import { type Lane, type LaneFor, openLanesHere } from '../../render-agent/src/render/laneHere';
import { memoryEnds } from '../../render-agent/src/render/memoryEnds';
import { KERNELS } from '../../render-agent/src/render/places';
import type { FromThread, Task } from '../../render-agent/src/render/tasks';
import type { PictureClip, Timeline } from '../../render-agent/src/timeline/timeline';
import { ffmpegPath, ffprobePath } from '../support/ffmpegPath';
import { H264, numbered, openStudio, type Studio } from '../support/studio';
import { assetId, canvasOf, keyed, picture, sound, timelineOf } from '../support/timelines';

const CANVAS = canvasOf({ width: 64, height: 36 });

let studio: Studio;
let laneFor: LaneFor;

beforeAll(async () => {
	studio = openStudio();
	await studio.make('a.mp4', ...numbered(2), ...H264);
	await studio.make('dot.png', '-f', 'lavfi', '-i', 'color=red:s=16x16', '-frames:v', '1');
	await studio.make('tone.wav', '-f', 'lavfi', '-i', 'sine=r=48000:d=2');
});
afterAll(() => {
	studio.close();
});
beforeEach(() => {
	const setup = { ffmpeg: ffmpegPath(), patience: 60_000, isPolite: false, kernels: KERNELS };
	laneFor = openLanesHere({ ...setup, ends: memoryEnds().shared });
});

const still = picture(assetId('a.mp4'), [0, 2]);
const turning: PictureClip = {
	...still,
	placement: { ...still.placement, rotation: keyed([0, 0], [2, 90]) },
};

const planned = (parts: Partial<Timeline>) =>
	planOf(timelineOf(2, { canvas: CANVAS, ...parts }), studio.facts, encodingOf('h264', 'draft'));

/** A still above from one moment to another; a run with one that grows all the time must be drawn after all. */
const dot = (
	at: readonly [number, number],
	more: Parameters<typeof picture>[2] = {},
): PictureClip => picture(assetId('dot.png'), [at[0], at[1]], { layer: 1, ...more });
const growing = dot([0, 2], { scale: keyed([0, 0.2], [2, 0.9]) });

const runOf = (clips: PictureClip | readonly PictureClip[], name: string): Task => {
	const [chunk] = planned({ visuals: [clips].flat() }).chunks;
	if (!chunk) throw new RangeError('nothing was planned');
	const { first, scene, count, encoding } = chunk;
	const options = chunkOptions(encoding, CANVAS, { family: 'software', threads: 1, count });
	const parts = [{ count, file: join(studio.folder, name), options }];
	return { kind: 'run', first, scene, parts, alone: false, fonts: [] };
};

const soundOf = (name: string, clips: Timeline['sounds']): Task => ({
	kind: 'sound',
	plan: planned({ sounds: clips }).sound,
	file: join(studio.folder, name),
	options: soundOptions('mp4'),
});

/** All that is said of a task until it has ended. */
const saidOf = (lane: Lane, task: Task, abort = false): Promise<readonly FromThread[]> =>
	new Promise((resolve, reject) => {
		const said: FromThread[] = [];
		lane.listen((message) => {
			said.push(message);
			if (['finished', 'failed', 'left'].includes(message.kind)) resolve(said);
		}, reject);
		lane.send({ kind: 'task', task });
		if (abort) lane.send({ kind: 'abort' });
	});

const laneOf = (task: Task): Lane => {
	const lane = laneFor(task);
	if (!lane) throw new RangeError('there is no lane here for it');
	return lane;
};

describe('lanes in the thread that asks', () => {
	it('make the chunks that one ffmpeg makes, and tell what is in them', async () => {
		const task = runOf(still, 'direct.mp4');
		const said = await saidOf(laneOf(task), task);
		expect(said.map(({ kind }) => kind).filter((kind) => kind !== 'progress')).toStrictEqual([
			'made',
			'finished',
		]);
		expect(statSync(join(studio.folder, 'direct.mp4')).size).toBeGreaterThan(500);
	});

	it('mix sound, and tell how loud it is', async () => {
		const task = soundOf('mixed.m4a', [sound(assetId('tone.wav'), [0, 2])]);
		const said = await saidOf(laneOf(task), task);
		const [made] = said.filter((one) => one.kind === 'made');
		expect(made?.findings).toHaveProperty('peak', expect.closeTo(0.125, 2));
		expect(statSync(join(studio.folder, 'mixed.m4a')).size).toBeGreaterThan(5_000);
	});

	it('leave what is drawn frame by frame to other threads', () => {
		expect(laneFor(runOf(turning, 'turning.mp4'))).toBeUndefined();
		expect(laneFor(runOf(still, 'still.mp4'))).toBeDefined();
	});

	it('take one run at a time, and sounds beside it', async () => {
		const [first, second] = [runOf(still, 'first.mp4'), runOf(still, 'second.mp4')];
		const lane = laneOf(first);
		expect(laneFor(second)).toBeUndefined();
		expect(laneFor(soundOf('beside.m4a', []))).toBeDefined();
		await saidOf(lane, first);
		expect(laneFor(second)).toBeDefined();
	});

	it('leave runs with many pictures above to other threads', () => {
		const dots = (count: number): readonly PictureClip[] =>
			Array.from({ length: count }, (_, i) => dot([i / 10, (i + 1) / 10]));
		expect(laneFor(runOf([still, ...dots(17)], 'many.mp4'))).toBeUndefined();
		expect(laneFor(runOf([still, ...dots(16)], 'few.mp4'))).toBeDefined();
	});

	it('leave a run that must be drawn after all, of which nothing was made, and take the next', async () => {
		const task = runOf([still, growing], 'growing.mp4');
		const said = await saidOf(laneOf(task), task);
		expect(said).toStrictEqual([{ kind: 'left' }]);
		expect(readdirSync(studio.folder).filter((name) => name.startsWith('growing'))).toEqual([]);
		expect(laneFor(task)).toBeDefined();
	});

	it('outlive pictures that cannot be written', async () => {
		const task = runOf([still, dot([0, 1]), dot([1, 2])], 'no-such-folder/dots.mp4');
		const said = await saidOf(laneOf(task), task);
		expect(said).toStrictEqual([{ kind: 'left' }]);
	});

	it('tell the code of a failure', async () => {
		const task = soundOf('no-such-folder/mixed.m4a', [sound(assetId('tone.wav'), [0, 2])]);
		const said = await saidOf(laneOf(task), task);
		expect(said.at(-1)).toMatchObject({ kind: 'failed', code: 'AUDIO_FAILED' });
	});

	it('give up a task that is aborted', async () => {
		const task = soundOf('given-up.m4a', [sound(assetId('tone.wav'), [0, 2])]);
		const said = await saidOf(laneOf(task), task, true);
		expect(said.filter(({ kind }) => kind !== 'progress')).toStrictEqual([
			expect.objectContaining({
				kind: 'failed',
				cause: expect.stringMatching(/AbortError: given up/) as string,
			}),
		]);
	});

	it('tell of files whose decoder complains', async () => {
		const id = await studio.make('cut.wav', '-f', 'lavfi', '-i', 'sine=r=48000:d=2');
		const facts = studio.facts.get(id);
		if (!facts) throw new RangeError('nothing was made');
		rmSync(facts.file);
		expect(existsSync(facts.file)).toBe(false);
		const task = soundOf('doubted.m4a', [sound(id, [0, 2])]);
		const said = await saidOf(laneOf(task), task);
		expect(said).toContainEqual({ kind: 'doubted', sha256: facts.sha256 });
	});
});

/** How many pixels of each frame of a video are red. */
const redsIn = (file: string): readonly number[] => {
	const args = ['-v', 'error', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
	const bytes = execFileSync(ffmpegPath(), args);
	const size = CANVAS.width * CANVAS.height * 3;
	return Array.from({ length: bytes.length / size }, (_, frame) => {
		let reds = 0;
		for (let i = frame * size; i < (frame + 1) * size; i += 3)
			if ((bytes[i] ?? 0) > 150 && (bytes[i + 1] ?? 0) < 100) reds++;
		return reds;
	});
};

it('a run that must be drawn after all is drawn by a worker thread', async () => {
	const paths = { ffmpegPath: ffmpegPath(), ffprobePath: ffprobePath(), searchPath: '' };
	const opened = await openMachine(paths, { inThisThread: true });
	try {
		const { threads } = await opened.machine();
		const made: number[] = [];
		const events = { progressed: () => undefined, made: (part: number) => made.push(part) };
		const signal = new AbortController().signal;
		await threads.perform(runOf([still, growing], 'drawn.mp4'), events, signal);
		expect(made).toStrictEqual([0]);
		const reds = redsIn(join(studio.folder, 'drawn.mp4'));
		expect(reds).toHaveLength(60);
		expect(reds[55]).toBeGreaterThan(4 * Number(reds[3]));
		expect(reds[3]).toBeGreaterThan(30);
	} finally {
		await opened.close();
	}
});

it('a file fails with what those throw who hear how far it is', async () => {
	const making = {
		ffmpeg: ffmpegPath(),
		inputs: [{ options: ['-f', 'lavfi'], file: 'testsrc2=s=64x36:d=1' }],
		outputOptions: ['-c:v', 'libx264', '-y'],
		...{ file: join(studio.folder, 'heard.mp4'), failure: 'ENCODE_FAILED' as const },
		onFrames: () => {
			throw new RangeError('heard badly');
		},
	};
	await expect(make(making, new AbortController().signal).made).rejects.toThrow('heard badly');
});
