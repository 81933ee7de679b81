/** gen_video_status and gen_video_active_count: how far jobs are. */
import { z } from 'zod/v4';
import type { Job } from '../../jobs/job';
import type { Asked } from '../../jobs/jobs';
import type { Language } from '../../kernel/words';
import { jobView, jobViewOf, type ViewParts } from '../jobView';
import type { ServerParts } from '../parts';
import { fields } from '../reply';
import { JsonText, type Route, route } from '../route';
import { COMPATIBLE } from './genVideo';

const LONGEST_WAIT = 300;

const statusBody = z.object({
	draft_url: z
		.string()
		.optional()
		.describe('Address of the draft: its newest job that is no preview.'),
	job_id: z.string().optional().describe('Id of the job; goes before draft_url.'),
	wait_seconds: z
		.number()
		.min(0)
		.max(LONGEST_WAIT)
		.default(0)
		.describe(
			'Answers when the job ends, after this many seconds at the latest. 0 to 300, default 0.',
		),
	apiKey: z.string().nullish().describe('API key, for callers that can set no header.'),
});

const askedIn = ({ job_id, draft_url }: z.infer<typeof statusBody>): Asked =>
	job_id === undefined || job_id === '' ? { draft: draft_url } : { id: job_id };

/**
 * The answers about jobs, each made once: as long as a job has not changed it is one object, whoever asks. A job that
 * waits is told anew each time, for its place in the queue changes without it.
 */
const answersOf = (view: ViewParts) => {
	const made = new WeakMap<Job, Map<Language, JsonText>>();
	const answer = (job: Job, language: Language): JsonText =>
		new JsonText(JSON.stringify(fields(jobViewOf(job, language, view), language)));
	return (job: Job, language: Language): JsonText => {
		if (job.state === 'queued') return answer(job, language);
		const texts = made.get(job) ?? new Map<Language, JsonText>();
		const text = texts.get(language) ?? answer(job, language);
		made.set(job, texts.set(language, text));
		return text;
	};
};

/** The route of gen_video_status. */
export const genVideoStatus = ({ jobs }: ServerParts, view: ViewParts): Route => {
	const answerAbout = answersOf(view);
	return route(
		{
			method: 'POST',
			path: `${COMPATIBLE}/gen_video_status`,
			name: 'gen_video_status',
			summary: 'Tells how far a job is. Answers 200 for every job that exists, failed ones too.',
			scope: 'read',
			gives: jobView,
		},
		{ body: statusBody },
		async ({ body, caller, language, gone }) => {
			const job = jobs.status(askedIn(body), caller.viewer);
			const ended = await jobs.ended(job, body.wait_seconds * 1000, gone);
			return answerAbout(ended, language);
		},
	);
};

/** The route of gen_video_active_count. */
export const genVideoActiveCount = ({ jobs }: ServerParts): Route =>
	route(
		{
			method: 'GET',
			path: `${COMPATIBLE}/gen_video_active_count`,
			name: 'gen_video_active_count',
			summary: 'Counts the jobs that wait or run. Asks for a key when keys exist.',
			scope: 'read',
			gives: z.object({ count: z.number().int() }),
		},
		{},
		({ caller }) => ({ count: jobs.active(caller.viewer) }),
	);
