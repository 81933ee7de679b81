/** On which addresses the agent may listen: everybody can reach all but loopback, so these need a key. */
import { AgentError } from '../kernel/errors';

/** Whether only this machine can reach an address; names but `localhost` count as reachable. */
export const isLoopback = (host: string): boolean =>
	host === 'localhost' ||
	/^\[?::1\]?$/.test(host) ||
	/^(::ffff:)?127(\.\d{1,3}){3}$/.test(host.toLowerCase());

/** Whether what listens there answers at all addresses of its machine. */
export const isEverywhere = (host: string): boolean => ['0.0.0.0', '::', '[::]'].includes(host);

/** Passes when the agent may listen there. @throws {AgentError} REQUEST_INVALID */
export const requireKeyFor = (host: string, hasKey: boolean): void => {
	if (hasKey || isLoopback(host)) return;
	throw new AgentError('REQUEST_INVALID', {
		object: {
			zh: `RENDER_AGENT_HOST=${host} 会让其他机器访问，但还没有 API 密钥；请先运行 capcut-render-agent keys create`,
			en: `RENDER_AGENT_HOST=${host} can be reached by other machines and there is no API key yet; run capcut-render-agent keys create first`,
		},
	});
};
