/**
 * The main of a worker thread: draws chunks and mixes sound, so that the thread of HTTP and leases never waits. What a task
 * needs is loaded with the first of its kind: a thread that mixes sound has no use for canvas and fonts.
 */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../kernel/clock';
import { asAgentError } from '../kernel/errors';
import { tellDoubtsTo } from './doubts';
import { memoryEnds } from './memoryEnds';
import { registerProcessesWith } from './processes';
import type { FromThread, Task, ThreadSetup, ToThread } from './tasks';
import type { Working } from './working';

const setup = workerData as ThreadSetup;

const NICE = 10;

// On Linux this is the thread's own, and that of the programs that it starts; elsewhere it would be the whole agent's.
if (setup.isPolite && process.platform === 'linux') setPriority(NICE);

const tell = (message: FromThread): void => {
	parentPort?.postMessage(message);
};

const SILENCE_MS = 200;

/** Tells how far the work is, at most every 200 ms. */
let isQuiet = false;
const progressed = (done: number): void => {
	if (isQuiet) return;
	isQuiet = true;
	systemClock.after(SILENCE_MS, () => {
		isQuiet = false;
	});
	tell({ kind: 'progress', done });
};

const madeOf = async (task: Task, working: Working): Promise<void> => {
	switch (task.kind) {
		case 'run':
			return (await import('./drawTask.js')).drawRun(task, working);
		case 'picture':
			return (await import('./drawTask.js')).drawPicture(task, working);
		case 'sound':
			return (await import('./makeSound.js')).makeSound(task, working);
	}
};

const perform = async (task: Task, stop: AbortController): Promise<void> => {
	try {
		await madeOf(task, { ...setup, tell, progressed, stop });
		tell({ kind: 'finished' });
	} catch (error) {
		stop.abort(error);
		const { code, object, hint, cause } = asAgentError(
			error,
			task.kind === 'sound' ? 'AUDIO_FAILED' : 'RENDER_FAILED',
		);
		const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
		tell({ kind: 'failed', code, hint, cause: why, ...(object !== undefined && { object }) });
	}
};

registerProcessesWith({
	add: (pid, mark) => {
		tell({ kind: 'started', pid, mark });
	},
	remove: (pid) => {
		tell({ kind: 'ended', pid });
	},
	tookTooMuch: memoryEnds(setup.ends).has,
});

tellDoubtsTo((sha256) => {
	tell({ kind: 'doubted', sha256 });
});

let current = new AbortController();
parentPort?.on('message', (message: ToThread) => {
	if (message.kind === 'abort') {
		current.abort(new DOMException('given up', 'AbortError'));
		return;
	}
	current = new AbortController();
	void perform(message.task, current);
});
