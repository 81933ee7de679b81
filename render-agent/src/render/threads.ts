/**
 * Lanes that make files: worker threads, started when first needed, kept for the next task, ended with the pool; and, where
 * that is asked for, our own thread, for what programs do.
 */
import { Worker } from 'node:worker_threads';
import { AgentError } from '../kernel/errors';
import type { HearDoubt } from './doubts';
import { type Lane, openLanesHere } from './laneHere';
import { KERNELS, WORKER } from './places';
import type { ProcessRegister } from './processes';
import type { Watchdog } from './watchdog';
import { type Findings, type FromThread, MustBeDrawn, type Task, type ThreadSetup } from './tasks';

/** What a task tells while it is done. */
export interface TaskEvents {
	/** Frames of a run or samples of the sound. */
	readonly progressed: (done: number) => void;
	/** A file of the task is whole. */
	readonly made: (part: number, findings: Findings) => void;
	/** A file that was decoded may be damaged. Default: nobody is told. */
	readonly doubted?: HearDoubt | undefined;
}

/** Makes the files of a task on a lane. Rejects with the signal's reason when aborted. */
export type PerformTask = (task: Task, events: TaskEvents, signal: AbortSignal) => Promise<void>;

/** Lanes for tasks. */
export interface Threads {
	readonly perform: PerformTask;
	/** Ends all worker threads. */
	readonly close: () => Promise<void>;
}

/** Hears of the programs of a thread, also of those that end after their task. */
const registerBy =
	({ add, remove }: Pick<ProcessRegister, 'add' | 'remove'>) =>
	(message: FromThread): void => {
		if (message.kind === 'started') add(message.pid, message.mark);
		else if (message.kind === 'ended') remove(message.pid);
	};

const laneOf = (worker: Worker): Lane => ({
	send: (message) => {
		worker.postMessage(message);
	},
	listen: (hear, die) => {
		const leave = (): void => {
			die('the worker thread ended');
		};
		worker.on('message', hear).on('error', die).on('exit', leave);
		return () => worker.off('message', hear).off('error', die).off('exit', leave);
	},
});

const failureIn = ({
	code,
	cause,
	hint,
	object,
}: Extract<FromThread, { kind: 'failed' }>): AgentError =>
	new AgentError(code, { cause, hint, ...(object !== undefined && { object }) });

const performOn = (
	{ send, listen }: Lane,
	...[task, { progressed, made, doubted }, signal]: Parameters<PerformTask>
): Promise<void> =>
	new Promise((resolve, reject) => {
		const abort = (): void => {
			send({ kind: 'abort' });
		};
		const settle = (): void => {
			unlisten();
			signal.removeEventListener('abort', abort);
		};
		const hear = (message: FromThread): void => {
			if (message.kind === 'progress') progressed(message.done);
			else if (message.kind === 'started' || message.kind === 'ended') return;
			else if (message.kind === 'doubted') doubted?.(message.sha256);
			else if (message.kind === 'made') made(message.part, message.findings);
			else {
				settle();
				if (message.kind === 'finished') resolve();
				else if (message.kind === 'left') reject(new MustBeDrawn());
				else if (signal.aborted) reject(signal.reason as Error);
				else reject(failureIn(message));
			}
		};
		const unlisten = listen(hear, (cause) => {
			settle();
			reject(new AgentError('RENDER_FAILED', { cause }));
		});
		signal.addEventListener('abort', abort, { once: true });
		send({ kind: 'task', task });
		if (signal.aborted) abort();
	});

/** How lanes work. */
type ThreadsSetup = Pick<ThreadSetup, 'ffmpeg' | 'patience' | 'isPolite'> & {
	/** Whether our own thread is one of them. */
	readonly inThisThread: boolean;
};

/**
 * Threads that run `ffmpeg` and end it when it makes no progress for `patience` milliseconds; processes are reported to `dog`.
 * `inThisThread`: nobody else is to be answered meanwhile, so what programs do is waited for in this very thread.
 */
export const createThreads = (
	{ ffmpeg, patience, isPolite, inThisThread }: ThreadsSetup,
	dog: Omit<Watchdog, 'stop'>,
): Threads => {
	const setup: ThreadSetup = { ffmpeg, patience, isPolite, kernels: KERNELS, ends: dog.ends };
	const laneHere = inThisThread ? openLanesHere(setup) : undefined;
	const idle: Worker[] = [];
	const all = new Set<Worker>();
	const begin = (): Worker => {
		const worker = new Worker(WORKER, { workerData: setup });
		all.add(worker);
		worker.on('message', registerBy(dog));
		worker.once('exit', () => all.delete(worker));
		// Whoever waits for a task hears of it too; between tasks nobody does, and the agent must not end with its thread.
		worker.on('error', () => all.delete(worker));
		// A thread that waits for work keeps nothing alive.
		worker.unref();
		return worker;
	};
	const performApart: PerformTask = async (task, events, signal) => {
		const worker = idle.findLast((one) => all.has(one)) ?? begin();
		idle.splice(0, idle.length, ...idle.filter((one) => all.has(one) && one !== worker));
		worker.ref();
		try {
			await performOn(laneOf(worker), task, events, signal);
		} finally {
			worker.unref();
			if (all.has(worker)) idle.push(worker);
		}
	};
	return {
		perform: async (task, events, signal) => {
			const here = laneHere?.(task);
			if (!here) return performApart(task, events, signal);
			try {
				await performOn(here, task, events, signal);
			} catch (error) {
				if (!(error instanceof MustBeDrawn) || task.kind !== 'run') throw error;
				await performApart({ ...task, isDrawn: true }, events, signal);
			}
		},
		close: async () => {
			await Promise.all([...all].map((worker) => worker.terminate()));
		},
	};
};
