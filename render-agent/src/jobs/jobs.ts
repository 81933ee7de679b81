/** The jobs of the agent: submitted, run, asked for, cancelled, tried again. Knows nothing of HTTP. */
import type { Message } from '../callbacks/outbox';
import { AgentError } from '../kernel/errors';
import { createClockWatch } from './clockWatch';
import { type Changes, createChanges } from './changes';
import { draftAddressOf, draftKeyOf } from './draftKey';
import { type Delivered, deliveredOf } from './deliveredLinks';
import type { Job } from './job';
import { createLending, type Lending, type LendingMachine } from './lending';
import type { JobParts } from './parts';
import { createRedelivery, type Redelivery } from './redelivery';
import { isOver } from './state';
import type { JobEvent, JobFilter, JobPage, Viewer } from './store';
import { createSubmit, type Submission, type Submitted } from './submission';
import { createUpkeep } from './upkeep';
import { createWorker, type Worker } from './worker';

/** Which job is meant: by its id, or the newest of a draft that is no preview. */
export type Asked = { readonly id: string } | { readonly draft: unknown };

/** Everything that can be done with jobs. What a viewer may not see does not exist: JOB_NOT_FOUND. */
export interface Jobs {
	/** The job of a submission, new or the same as before. @throws {AgentError} DRAFT_URL_MISSING, DRAFT_URL_INVALID, BUSY, DISK_FULL, NOT_READY, SUBMIT_FAILED, or what the quick check found */
	readonly submit: (submission: Submission) => Promise<Submitted>;
	/** The job that is asked for. @throws {AgentError} JOB_NOT_FOUND, DRAFT_URL_MISSING, DRAFT_URL_INVALID */
	readonly status: (asked: Asked, viewer: Viewer) => Job;
	/** The job as it is when it ends, or after `milliseconds`, or when `signal` aborts. @throws {AgentError} JOB_NOT_FOUND */
	readonly ended: (job: Job, milliseconds: number, signal: AbortSignal) => Promise<Job>;
	readonly list: (filter: JobFilter) => JobPage;
	/** Every state that a job has reached, in their order. */
	readonly history: (job: Job) => readonly JobEvent[];
	/** Place in the queue from 1, or null when the job does not wait. */
	readonly position: (job: Job) => number | null;
	readonly active: (viewer: Viewer) => number;
	/** The deliveries of a job, with links as they are now. */
	readonly delivered: (job: Job) => Delivered;
	/** Cancels a job; one that was cancelled before stays so. @throws {AgentError} JOB_NOT_FOUND, REQUEST_INVALID when it is over */
	readonly cancel: (id: string, viewer: Viewer) => Job;
	/** Submits a failed or cancelled job anew, as a new job. @throws {AgentError} JOB_NOT_FOUND, REQUEST_INVALID when it is completed, and as `submit` */
	readonly retry: (id: string, viewer: Viewer) => Promise<Submitted>;
	/** Tries failed uploads and given-up callbacks of a completed job again. @throws {AgentError} JOB_NOT_FOUND, CANCELLED, REQUEST_INVALID when it has no video */
	readonly deliver: (id: string, viewer: Viewer) => Job;
	/** The callbacks of a job. @throws {AgentError} JOB_NOT_FOUND */
	readonly callbacks: (id: string, viewer: Viewer) => readonly Message[];
	/** Sends the callbacks of a job again, also those that arrived. @throws {AgentError} JOB_NOT_FOUND */
	readonly replay: (id: string, viewer: Viewer) => readonly Message[];
	/** What workers elsewhere do. */
	readonly lending: Lending;
	readonly start: () => void;
	/** Running jobs go back into the queue; resolves when nothing runs any more. */
	readonly stop: () => Promise<void>;
}

const alreadyOver = ({ id, state }: Job): AgentError =>
	new AgentError('REQUEST_INVALID', {
		object: {
			zh: `任务 ${id} 已结束（${state}）`,
			en: `job ${id} is over already (${state})`,
		},
	});

const lookIn = ({ store }: JobParts) => {
	const seen = (job: Job | undefined, viewer: Viewer, asked: string): Job => {
		if (job && (viewer === 'everybody' || viewer.owner === job.owner)) return job;
		throw new AgentError('JOB_NOT_FOUND', { object: asked });
	};
	const byId = (id: string, viewer: Viewer): Job => seen(store.find(id), viewer, id);
	const status: Jobs['status'] = (asked, viewer) => {
		if ('id' in asked) return byId(asked.id, viewer);
		const draft = draftAddressOf(asked.draft);
		return seen(store.newestOf(draftKeyOf(draft), viewer), viewer, draft);
	};
	return { byId, status };
};

const stopping = (): AgentError =>
	new AgentError('NOT_READY', { object: { zh: '服务正在停止', en: 'it is shutting down' } });

type Deeds = Pick<Jobs, 'submit' | 'cancel' | 'retry' | 'ended' | 'deliver'>;

/** How often it is looked for deliveries that another process has asked for. */
const LOOK_EVERY = 5_000;

const callbacksOf = (parts: JobParts): Pick<Jobs, 'callbacks' | 'replay'> => {
	const { byId } = lookIn(parts);
	const { outbox, clock } = parts;
	return {
		callbacks: (id, viewer) => outbox.of(byId(id, viewer).id),
		replay: (id, viewer) => {
			const { id: job } = byId(id, viewer);
			outbox.replay(job, clock.now(), true);
			return outbox.of(job);
		},
	};
};

/** What runs behind the deeds. */
interface Machine {
	readonly changes: Changes;
	readonly worker: Worker;
	readonly lending: LendingMachine;
	readonly redelivery: Redelivery;
	readonly take: (submission: Submission) => Promise<Submitted>;
	readonly closing: AbortSignal;
	readonly hasStarted: () => boolean;
}

const deedsOf = (parts: JobParts, machine: Machine): Deeds => {
	const { store, clock } = parts;
	const { changes, worker, lending, closing } = machine;
	const { byId } = lookIn(parts);
	const submit: Jobs['submit'] = async (submission) => {
		if (closing.aborted) throw stopping();
		const submitted = await machine.take(submission);
		if (machine.hasStarted()) worker.pump();
		return submitted;
	};
	return {
		submit,
		cancel: (id, viewer) => {
			const job = byId(id, viewer);
			if (job.state !== 'cancelled' && !store.cancel(id, clock.now())) {
				throw alreadyOver(byId(id, viewer));
			}
			worker.drop(id);
			lending.drop(id);
			changes.wake(id);
			return byId(id, viewer);
		},
		retry: async (id, viewer) => {
			const job = byId(id, viewer);
			if (job.state === 'completed') throw alreadyOver(job);
			const { draft, options, owner, base, warnings } = job;
			const asked = warnings.filter(({ code }) => code === 'OPTION_UNKNOWN');
			return submit({ draft, options, owner, base, warnings: asked, idempotencyKey: undefined });
		},
		ended: async (job, milliseconds, signal) => {
			const now = store.find(job.id) ?? job;
			if (isOver(now.state) || milliseconds <= 0) return now;
			await changes.ended(job.id, milliseconds, AbortSignal.any([signal, closing]));
			return byId(job.id, 'everybody');
		},
		deliver: (id, viewer) => {
			machine.redelivery.again(byId(id, viewer));
			return byId(id, viewer);
		},
	};
};

/** The jobs of the agent. Nothing runs before `start`. */
export const createJobs = (parts: JobParts): Jobs => {
	const { store } = parts;
	const closing = new AbortController();
	const changes = createChanges(parts.clock);
	const upkeep = createUpkeep(parts);
	const clockWatch = createClockWatch(parts);
	const lending = createLending(parts, changes, upkeep.dropUploads);
	const worker = createWorker(parts, changes, {
		looking: lending.look,
		recovered: () => void upkeep.sweep(),
		ended: upkeep.dropUploads,
		waiting: lending.wake,
	});
	const redelivery = createRedelivery(parts, closing.signal);
	const take = createSubmit(parts, closing.signal);
	let started = false;
	let unschedule = (): void => undefined;
	const hasStarted = (): boolean => started;
	const behind = { changes, worker, lending, redelivery, take };
	const machine = { ...behind, closing: closing.signal, hasStarted };
	return {
		...deedsOf(parts, machine),
		...callbacksOf(parts),
		status: lookIn(parts).status,
		list: store.list,
		history: ({ id }) => store.history(id),
		position: store.position,
		active: store.active,
		delivered: (job) => deliveredOf(parts, job),
		lending,
		start: () => {
			started = true;
			// Before anything is cleared up that only seems old.
			clockWatch.start();
			lending.resume();
			upkeep.start();
			worker.start();
			redelivery.resume();
			unschedule = parts.clock.every(LOOK_EVERY, redelivery.resume);
		},
		stop: async () => {
			closing.abort();
			unschedule();
			upkeep.stop();
			clockWatch.stop();
			changes.wakeAll();
			await Promise.all([worker.stop(), lending.stop(), redelivery.idle()]);
			await upkeep.idle();
		},
	};
};
