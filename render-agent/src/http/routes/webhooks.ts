/** Webhooks: an address that is told when jobs of the caller end. Made, listed, removed. */
import { z } from 'zod/v4';
import { type Webhook, WEBHOOK_EVENTS } from '../../callbacks/webhooks';
import { AgentError } from '../../kernel/errors';
import type { Caller } from '../auth';
import { localTime } from '../jobView';
import type { ServerParts } from '../parts';
import { type Route, route } from '../route';

const view = z.object({
	webhook_id: z.string(),
	url: z.string(),
	events: z.array(z.enum(WEBHOOK_EVENTS)),
	created_at: z.string().describe('Local time without a zone.'),
});

const body = z.object({
	url: z
		.url({ protocol: /^https?$/ })
		.max(8192)
		.describe('Address that is called by POST when a job ends, with the body of callbacks.'),
	events: z
		.array(z.enum(WEBHOOK_EVENTS))
		.min(1)
		.default([...WEBHOOK_EVENTS])
		.describe('What it is told: completed, failed. Default both; a cancelled job has failed.'),
});

const viewOf = ({ id, url, events, createdAt }: Webhook): z.infer<typeof view> => ({
	webhook_id: id,
	url,
	events: [...events],
	created_at: localTime(createdAt),
});

/** Whose webhooks a caller may see and remove: its own, or all. */
const seenBy = ({ viewer }: Caller): string | undefined =>
	viewer === 'everybody' ? undefined : viewer.owner;

const createRoute = ({ webhooks, checkAddress, clock }: ServerParts): Route =>
	route(
		{
			method: 'POST',
			path: '/v1/webhooks',
			name: 'create_webhook',
			summary:
				'Has an address called whenever a job of the caller ends; of all callers, for an admin key. The secret that signs the calls is shown once.',
			scope: 'read',
			gives: view.extend({
				secret: z.string().describe('whsec_ and base64, as Standard Webhooks has it.'),
			}),
		},
		{ body },
		async ({ body: { url, events }, caller, gone }) => {
			await checkAddress(url, gone);
			const everybody = caller.viewer === 'everybody';
			const wanted = { owner: caller.id, everybody, url, events: [...new Set(events)] };
			const { webhook, secret } = webhooks.create(wanted, clock.now());
			return { ...viewOf(webhook), secret };
		},
	);

const listRoute = ({ webhooks }: ServerParts): Route =>
	route(
		{
			method: 'GET',
			path: '/v1/webhooks',
			name: 'list_webhooks',
			summary: 'Lists the webhooks of the caller; an admin key sees all.',
			scope: 'read',
			gives: z.object({ items: z.array(view) }),
		},
		{},
		({ caller }) => ({ items: webhooks.list(seenBy(caller)).map(viewOf) }),
	);

const removeRoute = ({ webhooks }: ServerParts): Route =>
	route(
		{
			method: 'DELETE',
			path: '/v1/webhooks/:id',
			name: 'delete_webhook',
			summary: 'Ends a webhook; what still waits to be sent to it is dropped.',
			scope: 'read',
			gives: z.object({ webhook_id: z.string() }),
		},
		{ params: z.object({ id: z.string().min(1).max(80).describe('Id of the webhook.') }) },
		({ params: { id }, caller }) => {
			if (webhooks.remove(id, seenBy(caller))) return { webhook_id: id };
			throw new AgentError('REQUEST_INVALID', {
				object: { zh: `没有编号为 ${id} 的回调`, en: `there is no webhook with the id ${id}` },
			});
		},
	);

/** The routes of webhooks. */
export const webhookRoutes = (parts: ServerParts): readonly Route[] => [
	createRoute(parts),
	listRoute(parts),
	removeRoute(parts),
];
