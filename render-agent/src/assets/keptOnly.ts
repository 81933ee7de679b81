/** A cache of which only that is given which is here: nothing is downloaded, no server is asked. */
import { AgentError } from '../kernel/errors';
import type { Cache } from './cache';

/** `fetch` gives the copy that is here. It throws {AgentError} MEDIA_UNREACHABLE where there is none. */
export const keptOnly = ({ kept }: Pick<Cache, 'kept'>): Pick<Cache, 'fetch'> => ({
	fetch: async ({ url }) => {
		const held = await kept(url);
		if (!held) throw new AgentError('MEDIA_UNREACHABLE', { object: url });
		return held;
	},
});
