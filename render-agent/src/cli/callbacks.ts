/** `deliver --callbacks`: sends the callbacks of a job again, also those that arrived; with a running agent or without. */
import { courseOf, type Message, type Outbox } from '../callbacks/outbox';
import { createSender } from '../callbacks/sender';
import { createLog } from '../config/log';
import type { Settings } from '../config/schema';
import { secretIn, secretsIn } from '../config/secrets';
import { createLinks } from '../deliver/links';
import { jobViewOf } from '../http/jobView';
import { deliveredOf } from '../jobs/deliveredLinks';
import type { Job } from '../jobs/job';
import type { JobStore } from '../jobs/store';
import { systemClock } from '../kernel/clock';
import { inLanguage } from '../kernel/words';
import { createPost } from '../net/post';
import { jobIn, withJobs } from './jobsFile';
import type { Voice } from './render';
import { targetsOf } from './targets';

const LOOK_EVERY = 300;
const MANY = 10_000;

const hostOf = (url: string): string => URL.parse(url)?.host ?? '';

/** Never the whole address, whose query may be a signature. */
const lineOf = ({ type, url, state, lastError }: Message, { language }: Voice): string => {
	const what = `${type} → ${hostOf(url)}`;
	if (state === 'sent') return `✓ ${what}`;
	const next =
		state === 'due'
			? { zh: '稍后由服务重试', en: 'the agent tries again later' }
			: { zh: '不再重试', en: 'it is not tried again' };
	return `✗ ${what}: ${lastError ?? ''}; ${inLanguage(next, language)}`;
};

/** Sends what is due of the job, once each; nothing of other jobs. */
const sentHere = async (
	settings: Settings,
	{ store, outbox, id }: { store: JobStore; outbox: Outbox; id: string },
): Promise<void> => {
	const clock = systemClock;
	const post = createPost({ allow: settings.allowAddresses, clock });
	const { data, retentionDays, locale } = settings;
	const targets = targetsOf(settings, post, clock);
	const view = {
		links: createLinks(...secretsIn(data, 'link-secret')),
		retentionDays,
		position: store.position,
		delivered: (job: Job) => deliveredOf(targets, job),
	};
	const left = outbox.due(clock.now(), MANY).filter(({ job }) => job === id);
	const due: Outbox['due'] = (_now, _limit, { courses } = { courses: [], receivers: [] }) => {
		const at = left.findIndex((message) => !courses.includes(courseOf(message)));
		return at === -1 ? [] : left.splice(at, 1);
	};
	const sender = createSender({
		outbox: { ...outbox, due },
		post: (message, signal) => post.postJson(message, signal),
		secret: settings.callbackSecret ?? secretIn(data, 'callback-secret'),
		dataOf: (message) => {
			const found = store.toldBy(message);
			return found && jobViewOf(found, locale, view);
		},
		clock,
		log: createLog('silent'),
	});
	await sender.flush();
};

const isUntried = ({ state, attempts }: Message): boolean => state === 'due' && attempts === 0;

/** The agent that runs on the folder sends them; this only looks on. */
const sentThere = async (outbox: Outbox, id: string, signal: AbortSignal): Promise<void> => {
	while (outbox.of(id).some((one) => isUntried(one) && one.type !== 'job.progress'))
		await systemClock.sleep(LOOK_EVERY, signal);
};

/**
 * Sends the callbacks of a job again, but for those of progress, and says what became of them; whether all arrived.
 * @throws {AgentError} JOB_NOT_FOUND
 */
export const replayCallbacks = (
	settings: Settings,
	id: string,
	{ voice, signal }: { readonly voice: Voice; readonly signal: AbortSignal },
): Promise<boolean> =>
	withJobs(settings.data, async ({ store, outbox, isAlone }) => {
		jobIn(store, id);
		outbox.replay(id, systemClock.now(), true);
		if (isAlone) await sentHere(settings, { store, outbox, id });
		else await sentThere(outbox, id, signal);
		const all = outbox.of(id).filter(({ type }) => type !== 'job.progress');
		for (const one of all) voice.line(lineOf(one, voice));
		if (all.length === 0)
			voice.line(
				inLanguage({ zh: '该任务没有回调。', en: 'The job has no callbacks.' }, voice.language),
			);
		return all.every(({ state }) => state === 'sent');
	});
