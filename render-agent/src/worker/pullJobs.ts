/** The life of a worker: asks its gateway for jobs, runs them, rests when it should, and goes on whatever the network does. */
import { createStopper } from '../jobs/stopper';
import { inLanguage, type Words } from '../kernel/words';
import type { WorkerWords } from '../keys/workerStore';
import { asAgentError } from '../kernel/errors';
import { textOf } from '../kernel/errorTexts';
import { isPassing, waitBefore } from './gateway';
import { type EndReason, type LentControl, type LentRunParts, runLent } from './lentRun';
import type { LentJob } from './handOver';
import { type Rest, type RestParts, restNow } from './rest';
import { pulled } from './wire';

/** What a worker is made of. */
export interface WorkerParts extends LentRunParts {
	readonly rest: RestParts;
	/** Jobs at once. */
	readonly slots: number;
	/** Whether a rest that it was told to take sends running jobs back, instead of finishing them. */
	readonly putsBack: boolean;
	readonly words: () => Omit<WorkerWords, 'resting'>;
	/** Hears what people should know, each thing once. */
	readonly say: (words: Words | string) => void;
}

const WAIT_SECONDS = 25;
/** How often a worker that takes nothing looks whether it may again, and is heard. */
const LOOK_EVERY = 10_000;
/** How long a machine that could not do a job takes none. */
const AFTER_FAULT = 60_000;

interface Runs {
	readonly all: Map<string, { readonly job: LentJob; readonly control: LentControl }>;
	readonly start: (job: LentJob) => void;
	/** Resolves when the next run ends, or after a while, or at once when the signal aborts. */
	readonly turn: (milliseconds: number, signal: AbortSignal) => Promise<void>;
	readonly faultUntil: () => number;
	readonly stopAll: () => Promise<void>;
}

const createRuns = (parts: WorkerParts): Runs => {
	const all: Runs['all'] = new Map();
	const ends = new Set<Promise<void>>();
	let faultUntil = 0;
	const start = (job: LentJob): void => {
		const control = createStopper<EndReason>();
		all.set(job.job_id, { job, control });
		parts.say({ zh: `开始任务 ${job.job_id}`, en: `Job ${job.job_id} begins` });
		const end = runLent(parts, job, control)
			.then(({ fault }) => {
				if (fault) faultUntil = parts.clock.now() + AFTER_FAULT;
			})
			.finally(() => {
				all.delete(job.job_id);
				ends.delete(end);
				parts.say({ zh: `任务 ${job.job_id} 已结束`, en: `Job ${job.job_id} has ended here` });
			});
		ends.add(end);
	};
	return {
		all,
		start,
		faultUntil: () => faultUntil,
		turn: async (milliseconds, signal) => {
			const nap = new AbortController();
			const sleep = parts.clock.sleep(milliseconds, AbortSignal.any([signal, nap.signal]));
			await Promise.race([sleep.catch(() => undefined), ...ends]);
			nap.abort();
		},
		stopAll: async () => {
			for (const { control } of all.values()) control.stop('back');
			await Promise.all(ends);
		},
	};
};

const saying = ({ say }: WorkerParts): ((words: string) => void) => {
	let said = '';
	return (words) => {
		if (words !== said && words !== '') say(words);
		said = words;
	};
};

const pull = async (
	parts: WorkerParts,
	{ runs, rest }: { runs: Runs; rest: Rest | undefined },
	signal: AbortSignal,
): Promise<LentJob | null> => {
	const isFree = rest === undefined && runs.all.size < parts.slots;
	const body = {
		...parts.words(),
		resting: rest?.words ?? null,
		wait_seconds: isFree ? WAIT_SECONDS : 0,
		is_free: isFree,
		holding: [...runs.all.values()].map(({ job: { job_id, fence } }) => ({ job_id, fence })),
	};
	const patience = 1000 * (WAIT_SECONDS + 15);
	const { job } = await parts.gateway.ask({ path: '/pull', body, gives: pulled, patience }, signal);
	return job;
};

const restOf = async (parts: WorkerParts, runs: Runs): Promise<Rest | undefined> => {
	const rest = await restNow(parts.rest);
	if (rest || parts.clock.now() >= runs.faultUntil()) return rest;
	const words = {
		zh: '此机未能完成上一个任务，稍候再试',
		en: 'this machine could not do its last job; waits a while',
	};
	return { words: inLanguage(words, parts.rest.language), isTold: false };
};

const mustPutBack = ({ putsBack }: WorkerParts, rest: Rest | undefined): boolean =>
	putsBack && rest?.isTold === true;

/** One look: how it is, what the gateway has. */
const lookOnce = async (
	parts: WorkerParts,
	{ runs, say }: { runs: Runs; say: (words: string) => void },
	signal: AbortSignal,
): Promise<void> => {
	const rest = await restOf(parts, runs);
	if (mustPutBack(parts, rest)) await runs.stopAll();
	const job = await pull(parts, { runs, rest }, signal);
	say(rest?.words ?? '');
	if (job) {
		runs.start(job);
		// The machine may have been taken into use while it waited for the job.
		if (mustPutBack(parts, await restNow(parts.rest))) await runs.stopAll();
	}
	if (rest !== undefined || runs.all.size >= parts.slots) await runs.turn(LOOK_EVERY, signal);
};

const GOODBYE = 5_000;

/** Tells the gateway that nothing is held any more: a job that was on its way here goes to somebody else at once. */
const sayGoodbye = async ({ gateway, clock, words, rest }: WorkerParts): Promise<void> => {
	const late = new AbortController();
	const cancel = clock.after(GOODBYE, () => {
		late.abort();
	});
	const resting = inLanguage({ zh: '已停止', en: 'it was stopped' }, rest.language);
	const body = { ...words(), resting, wait_seconds: 0, is_free: false, holding: [] };
	await gateway.ask({ path: '/pull', body, gives: pulled }, late.signal).catch(() => undefined);
	cancel();
};

/**
 * Works until the signal aborts; what it has by then goes back to the gateway.
 * @throws {AgentError} what does not pass by itself, such as WORKER_KEY_INVALID
 */
export const pullJobs = async (parts: WorkerParts, signal: AbortSignal): Promise<void> => {
	const runs = createRuns(parts);
	const say = saying(parts);
	const isOver = (): boolean => signal.aborted;
	let failures = 0;
	try {
		while (!isOver()) {
			try {
				await lookOnce(parts, { runs, say }, signal);
				failures = 0;
			} catch (error) {
				if (isOver()) return;
				if (!isPassing(error)) throw error;
				const { detail } = textOf(asAgentError(error), parts.rest.language);
				say(detail);
				await runs.turn(waitBefore(failures), signal);
				failures += 1;
			}
		}
	} finally {
		await runs.stopAll();
		await sayGoodbye(parts);
	}
};
