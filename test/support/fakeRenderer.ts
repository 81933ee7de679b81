/** A renderer whose steps a test takes by hand. It writes a real file and stops when it is told to. */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
	RenderedVideo,
	Renderer,
	Work,
	WorkEvents,
} from '../../render-agent/src/jobs/pipeline';
import { type Step, STEPS } from '../../render-agent/src/jobs/steps';
import { frames, microseconds, pixels } from '../../render-agent/src/kernel/units';

/** One render that is under way. */
export interface HeldRender {
	readonly work: Work;
	readonly events: WorkEvents;
	readonly signal: AbortSignal;
	/** Starts and finishes every step up to and with this one. */
	readonly pass: (until: Step) => void;
	/** Writes the video and returns it. */
	readonly finish: () => Promise<void>;
	readonly fail: (error: unknown) => void;
}

/** A renderer and what it was asked for. */
export interface FakeRenderer {
	readonly render: Renderer;
	/** The n-th render, from 0; waits until it is asked for. */
	readonly held: (index: number) => Promise<HeldRender>;
	readonly count: () => number;
}

/** The text of every caption file that a fake renderer makes. */
export const CAPTION = '1\n00:00:00,000 --> 00:00:01,000\nhello\n';

const captionsIn = async ({ folder, options }: Work): Promise<RenderedVideo['captions']> => {
	if (options.captions !== 'both') return [];
	const file = join(folder, 'captions.srt');
	await writeFile(file, CAPTION);
	return [{ format: 'srt', file, bytes: CAPTION.length, sha256: '' }];
};

/** The bytes of every picture that a fake renderer makes. */
export const PICTURE = Buffer.from('a picture');

const picturesIn = async ({ folder, pictures = [] }: Work): Promise<RenderedVideo['pictures']> => {
	const all = pictures.map((kind) => ({ kind, file: join(folder, `${kind}.png`) }));
	for (const { file } of all) await writeFile(file, PICTURE);
	return all.map((one) => ({ ...one, bytes: PICTURE.length, sha256: '' }));
};

/** The bytes of every video that a fake renderer makes. */
export const VIDEO = Buffer.from('0123456789'.repeat(100));

const videoIn = async (work: Work): Promise<RenderedVideo> => {
	const file = join(work.folder, 'video.mp4');
	await writeFile(file, VIDEO);
	return {
		file,
		bytes: VIDEO.length,
		sha256: createHash('sha256').update(VIDEO).digest('hex'),
		duration: microseconds(2_000_000),
		frames: frames(60),
		width: pixels(64),
		height: pixels(36),
		reusedFrames: frames(0),
		captions: await captionsIn(work),
		pictures: await picturesIn(work),
		report: { engine: 'fake' },
	};
};

const passing =
	(events: WorkEvents) =>
	(until: Step): void => {
		for (const step of STEPS.slice(0, STEPS.indexOf(until) + 1)) {
			events.started(step);
			events.finished(step);
		}
	};

/** A renderer under the test's hand; `automatic` finishes every render by itself. */
export const createFakeRenderer = (automatic = false): FakeRenderer => {
	const all: HeldRender[] = [];
	const asked: ((held: HeldRender) => void)[] = [];
	const render: Renderer = (work, events, signal) =>
		new Promise((resolve, reject) => {
			const pass = passing(events);
			const finish = async (): Promise<void> => {
				pass('render');
				resolve(await videoIn(work));
			};
			const held = { work, events, signal, pass, finish, fail: reject };
			signal.addEventListener('abort', () => {
				reject(signal.reason as Error);
			});
			asked[all.length]?.(held);
			all.push(held);
			if (automatic) finish().catch(reject);
		});
	return {
		render,
		count: () => all.length,
		held: (index) => {
			const there = all[index];
			if (there) return Promise.resolve(there);
			return new Promise((resolve) => {
				asked[index] = resolve;
			});
		},
	};
};
