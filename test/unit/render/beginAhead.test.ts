import { beginAhead } from '../../../render-agent/src/render/beginAhead';
import type { ChunkFile } from '../../../render-agent/src/render/chunkFiles';
import type { Findings } from '../../../render-agent/src/render/tasks';
import { encodingOf } from '../../../render-agent/src/compile/plan';
import { frames } from '../../../render-agent/src/kernel/units';
import { canvasOf } from '../../support/timelines';

const NEVER = new AbortController().signal;

/** A chunk whose file never comes into being. */
const chunk: ChunkFile = {
	plan: {
		...{ first: frames(0), count: frames(30), encoding: encodingOf('h264', 'draft') },
		scene: { canvas: canvasOf(), sources: [], layers: [] },
	},
	...{ file: '/nowhere/chunk0.mp4', options: [], key: 'k' },
};

/** A run that goes on until it is told to stop, and whether its lane was given back. */
const endless = (signal = NEVER) => {
	let isFree = false;
	const run = beginAhead([chunk], {
		perform: (stop) =>
			new Promise<readonly Findings[]>((_, reject) => {
				stop.addEventListener('abort', () => {
					reject(stop.reason as Error);
				});
			}),
		free: () => {
			isFree = true;
		},
		signal,
	});
	return { run, isFree: () => isFree };
};

describe('a run that is begun ahead', () => {
	it('is not there when it failed, and says nothing', async () => {
		const perform = () => Promise.reject(new RangeError('broken'));
		const run = beginAhead([chunk], { perform, free: () => undefined, signal: NEVER });
		expect(await run.ended).toBe(false);
		expect(run.isMade()).toBe(false);
		expect(await run.take(['/nowhere/else'], NEVER)).toBeUndefined();
	});

	it('is not there when its files are not whole', async () => {
		const perform = () => Promise.resolve([{}]);
		const run = beginAhead([chunk], { perform, free: () => undefined, signal: NEVER });
		expect(await run.take(['/nowhere/else'], NEVER)).toBeUndefined();
	});

	it('gives its lane back when it is stopped, by itself or with its job', async () => {
		const stopped = endless();
		await stopped.run.stop();
		expect(stopped.isFree()).toBe(true);
		const job = new AbortController();
		const withJob = endless(job.signal);
		expect(withJob.isFree()).toBe(false);
		job.abort();
		expect(await withJob.run.ended).toBe(false);
		expect(withJob.isFree()).toBe(true);
	});

	it('is given up when whoever waits for it gives up', async () => {
		const { run, isFree } = endless();
		const job = new AbortController();
		const taking = run.take(['/nowhere/else'], job.signal);
		job.abort(new RangeError('called off'));
		await expect(taking).rejects.toThrow('called off');
		expect(isFree()).toBe(true);
	});
});
