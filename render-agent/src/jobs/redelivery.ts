/** Uploads of completed jobs that are tried again, behind the caller's back. */
import { AgentError } from '../kernel/errors';
import { delivered, keptFile } from './deliverVideo';
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
	if (video) return;
	throw new AgentError('REQUEST_INVALID', {
		object: { zh: `任务 ${id} 还没有视频`, en: `job ${id} has no video yet` },
	});
};

const pendingAgain = (delivery: Delivery): Delivery =>
	delivery.state === 'done' ? delivery : { ...delivery, state: 'pending', error: null };

/** Redelivery over the given targets; `signal` ends it, and the next start resumes it. */
export const createRedelivery = (parts: JobParts, signal: AbortSignal): Redelivery => {
	const { store, outbox, clock, log, targets, settings } = parts;
	const underway = new Map<string, Promise<void>>();

	const deliverAll = async ({ id, video, delivery }: Job): Promise<void> => {
		if (!video) return;
		const results = [...delivery];
		for (const [index, one] of delivery.entries()) {
			if (one.state === 'done') continue;
			const upload = {
				job: { id },
				data: settings.data,
				onProgress: () => undefined,
				signal,
				isOurs: () => false,
			};
			results[index] = await delivered(one, keptFile(settings.data, video), { targets, upload });
			store.deliver(id, results);
		}
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
			requireVideo(job);
			outbox.replay(job.id, clock.now());
			if (underway.has(job.id)) return;
			const delivery = job.delivery.map(pendingAgain);
			store.deliver(job.id, delivery);
			begin({ ...job, delivery });
		},
		resume: () => {
			for (const job of store.undelivered()) begin(job);
		},
		idle: async () => {
			await Promise.all(underway.values());
		},
	};
};
