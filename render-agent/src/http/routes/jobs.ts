/** The jobs by their ids: listed, shown, cancelled, tried again, delivered again. */
import { z } from 'zod/v4';
import type { Job } from '../../jobs/job';
import { JOB_STATES } from '../../jobs/state';
import type { Call } from '../route';
import { jobView, jobViewOf, localTime, type ViewParts } from '../jobView';
import type { ServerParts } from '../parts';
import { type Route, route } from '../route';

const params = z.object({ id: z.string().min(1).max(80).describe('Id of the job.') });

const listQuery = z.object({
	status: z
		.enum(['pending', 'processing', 'completed', 'failed'])
		.optional()
		.describe('Only jobs of this status.'),
	limit: z.coerce.number().int().min(1).max(100).default(20).describe('1 to 100, default 20.'),
	cursor: z.coerce
		.number()
		.int()
		.min(1)
		.optional()
		.describe('next_cursor of the page before; newest jobs first.'),
});

/** A job as its own address shows it. */
export const jobWithHistory = jobView.extend({
	history: z
		.array(
			z.object({
				at: z.string().describe('Local time without a zone.'),
				state: z.enum(JOB_STATES),
				run: z.number().int().describe('Grows with every run and at the end of each.'),
			}),
		)
		.describe('Every state that the job has reached, the first one first. Never rewritten.'),
});

const page = z.object({
	items: z.array(jobView),
	next_cursor: z.string().nullable().describe('null on the last page.'),
});

const listRoute = ({ jobs }: ServerParts, view: ViewParts): Route =>
	route(
		{
			method: 'GET',
			path: '/v1/jobs',
			name: 'list_jobs',
			summary: 'Lists the jobs of the caller, newest first; an admin key sees all.',
			scope: 'read',
			gives: page,
		},
		{ query: listQuery },
		({ query: { status, limit, cursor }, caller, language }) => {
			const { items, next } = jobs.list({ viewer: caller.viewer, status, limit, cursor });
			return {
				items: items.map((job) => jobViewOf(job, language, view)),
				next_cursor: next === null ? null : String(next),
			};
		},
	);

type JobCall = Call<object, object, z.infer<typeof params>>;

const showRoute = ({ jobs }: ServerParts, view: ViewParts): Route =>
	route(
		{
			method: 'GET',
			path: '/v1/jobs/:id',
			name: 'get_job',
			summary: 'Shows a job, with its history.',
			scope: 'read',
			gives: jobWithHistory,
		},
		{ params },
		({ params: { id }, caller, language }) => {
			const job = jobs.status({ id }, caller.viewer);
			const history = jobs
				.history(job)
				.map(({ at, state, fence }) => ({ at: localTime(at), state, run: fence }));
			return { ...jobViewOf(job, language, view), history };
		},
	);

interface JobWords {
	readonly path: string;
	readonly name: string;
	readonly summary: string;
}

/** The routes of jobs by their ids. */
export const jobRoutes = (parts: ServerParts, view: ViewParts): readonly Route[] => {
	const { jobs } = parts;
	const one = (words: JobWords, deed: (call: JobCall) => Promise<Job> | Job): Route =>
		route({ ...words, method: 'POST', scope: 'submit', gives: jobView }, { params }, async (call) =>
			jobViewOf(await deed(call), call.language, view),
		);
	return [
		listRoute(parts, view),
		showRoute(parts, view),
		one(
			{
				path: '/v1/jobs/:id/cancel',
				name: 'cancel_job',
				summary: 'Cancels a job that waits or runs.',
			},
			({ params: { id }, caller }) => jobs.cancel(id, caller.viewer),
		),
		one(
			{
				path: '/v1/jobs/:id/retry',
				name: 'retry_job',
				summary: 'Submits a failed or cancelled job anew; the answer is the new job.',
			},
			async ({ params: { id }, caller }) => (await jobs.retry(id, caller.viewer)).job,
		),
		one(
			{
				path: '/v1/jobs/:id/deliver',
				name: 'deliver_job',
				summary: 'Tries the failed uploads and the given-up callbacks of a completed job again.',
			},
			({ params: { id }, caller }) => jobs.deliver(id, caller.viewer),
		),
	];
};
