/** Says before anything is sent whether an address may be called. */
import { lookup } from 'node:dns/promises';
import { AgentError } from '../kernel/errors';
import { guard, objectionTo } from './addressGuard';
import { bareHost } from './bareHost';

/** Rejects for an address that the agent will not call. A name that cannot be resolved now is no objection. */
export type CheckAddress = (url: string, signal: AbortSignal) => Promise<void>;

const addressesOf = async (host: string): Promise<readonly string[]> => {
	try {
		return (await lookup(host, { all: true })).map(({ address }) => address);
	} catch {
		return [];
	}
};

/**
 * A check by the same rule as the clients'. What it finds may change until the call, which is guarded again.
 * The function throws AgentError ADDRESS_REFUSED, REQUEST_INVALID for a scheme, sign-in or port that is never called.
 */
export const createAddressCheck = ({
	allow,
}: {
	readonly allow: readonly string[];
}): CheckAddress => {
	const { permits, refusal } = guard({ allow });
	return async (url, signal) => {
		const parsed = new URL(url);
		const objection = objectionTo(parsed);
		if (objection) throw new AgentError('REQUEST_INVALID', { object: objection });
		const host = bareHost(parsed.hostname);
		const addresses = await addressesOf(host);
		signal.throwIfAborted();
		const refused = addresses.find((ip) => !permits(ip));
		if (refused !== undefined) throw refusal(host, refused);
	};
};
