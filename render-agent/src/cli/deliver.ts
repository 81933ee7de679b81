/** `deliver`: tries what was not delivered of a job again, with a running agent or without. */
import { createLog } from '../config/log';
import type { Settings } from '../config/schema';
import { deliverVideo } from '../jobs/deliverVideo';
import { errorOf } from '../jobs/failure';
import type { Delivery, Job } from '../jobs/job';
import { markedPending } from '../jobs/redelivery';
import type { JobStore } from '../jobs/store';
import { systemClock } from '../kernel/clock';
import { textOf } from '../kernel/errorTexts';
import { inLanguage } from '../kernel/words';
import { createPost } from '../net/post';
import { jobIn, withJobs } from './jobsFile';
import type { Voice } from './render';
import { targetsOf, turnsOf } from './targets';

const LOOK_EVERY = 500;

const lineOf = ({ target, state, url, error }: Delivery, { language }: Voice): string => {
	if (state === 'done') return `✓ ${target}: ${url ?? ''}`;
	if (!error) return `… ${target}`;
	const { detail, hint } = textOf(errorOf(error), language);
	return `✗ ${target}: ${detail}. ${hint}`;
};

const isPending = ({ delivery }: Job): boolean => delivery.some(({ state }) => state === 'pending');

/** The agent that runs on the folder sees what it has to do; this only looks on. */
const watched = async (store: JobStore, id: string, signal: AbortSignal): Promise<Job> => {
	for (let job = jobIn(store, id); ; job = jobIn(store, id)) {
		if (!isPending(job)) return job;
		await systemClock.sleep(LOOK_EVERY, signal);
	}
};

const doneHere = async (
	settings: Settings,
	{ store, job, voice }: { store: JobStore; job: Job; voice: Voice },
	signal: AbortSignal,
): Promise<Job> => {
	const { video } = job;
	if (!video) return job;
	const clock = systemClock;
	const post = createPost({ allow: settings.allowAddresses, clock });
	const parts = {
		...{ store, settings, clock, log: createLog('silent') },
		...targetsOf(settings, post, clock),
		turns: turnsOf(settings, clock),
	};
	await deliverVideo(
		parts,
		{ ...job, video },
		{
			signal,
			onProgress: (target, bytes) => {
				voice.progress(`${target} ${String(Math.floor((bytes / video.bytes) * 100))} %`);
			},
			onEach: (all) => {
				store.deliver(job.id, all);
			},
		},
	);
	return jobIn(store, job.id);
};

/**
 * Delivers a job again and says what became of it; whether all of it arrived. Callbacks that were given up are due again.
 * @throws {AgentError} JOB_NOT_FOUND, CANCELLED, REQUEST_INVALID when it has no video
 */
export const deliverJobAgain = (
	settings: Settings,
	id: string,
	{ voice, signal }: { readonly voice: Voice; readonly signal: AbortSignal },
): Promise<boolean> =>
	withJobs(settings.data, async ({ store, outbox, isAlone }) => {
		const job = markedPending({ store, outbox, clock: systemClock }, jobIn(store, id));
		const after = isAlone
			? await doneHere(settings, { store, job, voice }, signal)
			: await watched(store, id, signal);
		for (const one of after.delivery) voice.line(lineOf(one, voice));
		if (after.delivery.length === 0)
			voice.line(
				inLanguage(
					{ zh: '该任务没有投递目标。', en: 'The job has no delivery targets.' },
					voice.language,
				),
			);
		return after.delivery.every(({ state }) => state === 'done');
	});
