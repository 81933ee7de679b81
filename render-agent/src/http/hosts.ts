/** Under which names the agent answers. Refuses foreign ones, so that no web page can reach it through a name of its own. */
import { isIP } from 'node:net';
import type { Settings } from '../config/schema';
import { AgentError } from '../kernel/errors';
import { isLoopback } from '../keys/listening';

type HostSettings = Pick<Settings, 'host' | 'publicUrl' | 'allowHosts'>;

const nameOf = (host: string): string => {
	const url = `http://${host}`;
	return URL.canParse(url) ? new URL(url).hostname.toLowerCase() : '';
};

const bare = (name: string): string => name.replace(/^\[|\]$/g, '');

/** The 421 of a name under which the agent does not answer. */
export const isForeignHost = (error: AgentError): boolean => error.hint['reason'] === 'host';

/**
 * Passes a `Host` header that is a loopback name, the address that was called, the public URL's host or an allowed one.
 * The function throws AgentError ADDRESS_REFUSED with the setting that would allow the name.
 */
export const createHostCheck = ({
	host,
	publicUrl,
	allowHosts,
}: HostSettings): ((header: string | undefined, localAddress: string | undefined) => void) => {
	const names = [
		host,
		...allowHosts,
		...(publicUrl === undefined ? [] : [new URL(publicUrl).host]),
	];
	const allowed = new Set(names.map(nameOf).filter((name) => name !== ''));
	return (header, localAddress) => {
		const name = nameOf(header ?? '');
		const called = (localAddress ?? '').replace(/^::ffff:/, '');
		if (isLoopback(name) || allowed.has(name)) return;
		if (isIP(bare(name)) !== 0 && bare(name) === called) return;
		const shown = name === '' ? '?' : name;
		throw new AgentError('ADDRESS_REFUSED', {
			object: {
				zh: `服务不以主机名 ${shown} 提供访问`,
				en: `the agent does not answer under the host name ${shown}`,
			},
			hint: { reason: 'host', setting: `RENDER_AGENT_ALLOW_HOSTS=${shown}` },
		});
	};
};
