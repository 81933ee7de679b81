/** Uploads of completed jobs that are tried again, behind the caller's back. */
import { AgentError } from '../kernel/errors';
import { deliverVideo } from './deliverVideo';
import type { Delivery, Job } from './job';
import type { JobParts } from './parts';

/** Tries deliveries again. */
export interface Redelivery {
	/** Starts to deliver what is not delivered yet. @throws {AgentError} CANCELLED, REQUEST_INVALID without a video */
	readonly again: (job: Job) => void;
	/** Goes on with what was under way when the agent stopped. */
	readonly resume: () => void;
	/** Resolves when nothing is under way. */
	readonly idle: () => Promise<void>;
}

const requireVideo = ({ id, state, video }: Job): void => {
	if (state === 'cancelled') throw new AgentError('CANCELLED', { object: id });
	if (video && state === 'completed') return;
	throw new AgentError('REQUEST_INVALID', {
		object: { zh: `任务 ${id} 还没有视频`, en: `job ${id} has no video yet` },
	});
};

/** A delivery that is to be tried once more; one that is done stays so. */
export const pendingAgain = (delivery: Delivery): Delivery =>
	delivery.state === 'done' ? delivery : { ...delivery, state: 'pending', error: null };

/**
 * A job whose deliveries are pending again, as far as they were not done; callbacks that were given up are due again.
 * @throws {AgentError} CANCELLED, REQUEST_INVALID without a video
 */
export const markedPending = (
	{ store, outbox, clock }: Pick<JobParts, 'store' | 'outbox' | 'clock'>,
	job: Job,
): Job => {
	requireVideo(job);
	outbox.replay(job.id, clock.now());
	const delivery = job.delivery.map(pendingAgain);
	store.deliver(job.id, delivery);
	return { ...job, delivery };
};

/** Redelivery over the given targets; `signal` ends it, and the next start resumes it. */
export const createRedelivery = (parts: JobParts, signal: AbortSignal): Redelivery => {
	const { store, outbox, clock, log } = parts;
	const underway = new Map<string, Promise<void>>();

	const deliverAll = async (job: Job): Promise<void> => {
		const { video } = job;
		if (!video) return;
		await deliverVideo(
			parts,
			{ ...job, video },
			{
				signal,
				onProgress: () => undefined,
				onEach: (all) => {
					store.deliver(job.id, all);
				},
			},
		);
	};
	const begin = (job: Job): void => {
		if (underway.has(job.id)) return;
		const run = deliverAll(job)
			.catch((err: unknown) => {
				if (!signal.aborted) log.error({ job: job.id, err }, 'delivery failed by itself');
			})
			.finally(() => underway.delete(job.id));
		underway.set(job.id, run);
	};
	return {
		again: (job) => {
			if (underway.has(job.id)) outbox.replay(job.id, clock.now());
			else begin(markedPending(parts, job));
		},
		resume: () => {
			for (const job of store.undelivered()) begin(job);
		},
		idle: async () => {
			await Promise.all(underway.values());
		},
	};
};
