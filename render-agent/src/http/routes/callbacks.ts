/** The callbacks of a job: whether they arrived, why not, and sending them again. */
import { z } from 'zod/v4';
import type { Message } from '../../callbacks/outbox';
import { localTime } from '../jobView';
import type { ServerParts } from '../parts';
import { type Route, route } from '../route';

const params = z.object({ id: z.string().min(1).max(80).describe('Id of the job.') });

const message = z.object({
	id: z.string().describe('As webhook-id has it.'),
	type: z.string().describe('job.completed, job.failed or job.progress.'),
	state: z
		.enum(['due', 'sent', 'given_up'])
		.describe('due: it is tried again; given_up: only when it is asked for.'),
	attempts: z.number().int().describe('How often it was tried.'),
	last_error: z.string().nullable().describe('Why the last try failed.'),
	next_at: z.string().nullable().describe('When it is tried next; null when it is not.'),
	created_at: z.string(),
});

const gives = z.object({ items: z.array(message) });

const viewOf = ({ id, type, state, attempts, lastError, nextAt, at }: Message) => ({
	id,
	type,
	state,
	attempts,
	last_error: state === 'sent' ? null : lastError,
	next_at: state === 'due' ? localTime(nextAt) : null,
	created_at: localTime(at),
});

/** The routes of callbacks. */
export const callbackRoutes = ({ jobs }: ServerParts): readonly Route[] => [
	route(
		{
			method: 'GET',
			path: '/v1/jobs/:id/callbacks',
			name: 'list_callbacks',
			summary: 'Lists the callbacks of a job: which arrived, and why the others did not.',
			scope: 'read',
			gives,
		},
		{ params },
		({ params: { id }, caller }) => ({ items: jobs.callbacks(id, caller.viewer).map(viewOf) }),
	),
	route(
		{
			method: 'POST',
			path: '/v1/jobs/:id/callbacks',
			name: 'replay_callbacks',
			summary: 'Sends the callbacks of a job again, also those that arrived, but for progress.',
			scope: 'submit',
			gives,
		},
		{ params },
		({ params: { id }, caller }) => ({ items: jobs.replay(id, caller.viewer).map(viewOf) }),
	),
];
