/** What whoever runs a gateway does about its workers: makes codes for new ones, lists them, revokes them. */
import { z } from 'zod/v4';
import { workerView } from '../../worker/wire';
import { localTime } from '../jobView';
import type { ServerParts } from '../parts';
import { type Route, route } from '../route';
import { workerViewOf } from '../workerView';

const made = z.object({
	code: z.string().describe('Works once.'),
	expires_at: z.string().describe('Local time without a zone; a quarter of an hour from now.'),
	command: z
		.string()
		.describe(
			'What to type on the machine that is to become a worker, with the agent from npm; in the folder of a download, `./capcut-render-agent.sh` (Linux) or `.\\capcut-render-agent.cmd` (Windows) stands for the first word.',
		),
});

/** What the agent is told on a machine that is to become a worker. */
export const enrolWords = (gateway: string, code: string): string =>
	`worker enrol --gateway ${gateway} --code ${code}`;

/** The routes about workers, for admin keys. */
export const workerAdminRoutes = ({ jobs, workers, clock }: ServerParts): readonly Route[] => [
	route(
		{
			method: 'POST',
			path: '/v1/workers/code',
			name: 'make_worker_code',
			summary: 'Makes a code by which one worker can enrol.',
			scope: 'admin',
			gives: made,
		},
		{},
		({ base }) => {
			const { code, expiresAt } = workers.makeCode();
			return {
				code,
				expires_at: localTime(expiresAt),
				command: `capcut-render-agent ${enrolWords(base, code)}`,
			};
		},
	),
	route(
		{
			method: 'GET',
			path: '/v1/workers',
			name: 'list_workers',
			summary: 'Lists the workers, with when each was heard last and what it does.',
			scope: 'admin',
			gives: z.object({ items: z.array(workerView) }),
		},
		{},
		({ language }) => ({
			items: workers.list().map((worker) => {
				const held = { jobs: jobs.lending.heldBy(worker.id), now: clock.now() };
				return workerViewOf(worker, held, language);
			}),
		}),
	),
	route(
		{
			method: 'DELETE',
			path: '/v1/workers/:id',
			name: 'revoke_worker',
			summary: 'Revokes a worker; what it holds goes back into the queue.',
			scope: 'admin',
			gives: z.object({ worker_id: z.string() }),
		},
		{ params: z.object({ id: z.string().min(1).max(80).describe('Id of the worker.') }) },
		({ params: { id } }) => ({ worker_id: workers.revoke(id).id }),
	),
];
