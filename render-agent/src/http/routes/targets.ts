/** The delivery targets of the agent, as `deliver` may name them. Nothing but names and kinds: addresses and keys stay here. */
import { z } from 'zod/v4';
import type { ServerParts } from '../parts';
import { type Route, route } from '../route';

const target = z.object({
	name: z.string().describe('As deliver names it.'),
	kind: z.enum(['s3', 'form', 'put', 'webdav', 'folder']),
	is_default: z.boolean().describe('Whether jobs go there that ask for nothing.'),
});

/** The route of targets. */
export const targetsRoute = ({ settings: { delivery } }: ServerParts): Route =>
	route(
		{
			method: 'GET',
			path: '/v1/targets',
			name: 'list_targets',
			summary: 'Lists the delivery targets that a job may name: their names and kinds.',
			scope: 'read',
			gives: z.object({ items: z.array(target) }),
		},
		{},
		() => ({
			items: Object.entries(delivery.targets).map(([name, { kind }]) => ({
				...{ name, kind },
				is_default: delivery.preset.includes(name),
			})),
		}),
	);
