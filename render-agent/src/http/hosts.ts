/** Under which names the agent answers. Refuses foreign ones, so that no web page can reach it through a name of its own. */
import { isIP } from 'node:net';
import type { Settings } from '../config/schema';
import { AgentError } from '../kernel/errors';
import { isLoopback } from '../keys/listening';
import { bareHost } from '../net/bareHost';

type HostSettings = Pick<Settings, 'host' | 'publicUrl' | 'allowHosts'>;

/** Passes a `Host` header, or throws; `localAddress` is the address that was called. */
export type HostCheck = (header: string | undefined, localAddress: string | undefined) => void;

const nameOf = (host: string): string => {
	const url = `http://${host}`;
	return URL.canParse(url) ? new URL(url).hostname.toLowerCase() : '';
};

/** The 421 of a name under which the agent does not answer. */
export const isForeignHost = (error: AgentError): boolean => error.hint['reason'] === 'host';

/**
 * Passes a `Host` header that is a loopback name, the address that was called, the public URL's host or an allowed one.
 * The function throws AgentError ADDRESS_REFUSED with the setting that would allow the name.
 */
export const createHostCheck = ({ host, publicUrl, allowHosts }: HostSettings): HostCheck => {
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
		if (isIP(bareHost(name)) !== 0 && bareHost(name) === called) return;
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

const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What the check of origins looks at. */
interface Sent {
	readonly method: string;
	readonly headers: { readonly origin?: string | undefined };
	readonly socket: { readonly localAddress?: string | undefined };
}

/**
 * Passes what no browser sends, and what a page of the agent's own names sends. Forms of other pages need nobody's leave
 * to be sent, so a page could otherwise put drafts here behind its reader's back.
 * The function throws AgentError ADDRESS_REFUSED with the setting that would allow the page.
 */
export const createOriginCheck =
	(checkHost: HostCheck): ((request: Sent) => void) =>
	({ method, headers: { origin }, socket }) => {
		if (origin === undefined || CHANGES_NOTHING.has(method)) return;
		const name = URL.parse(origin)?.host ?? '';
		try {
			checkHost(name, socket.localAddress);
		} catch (cause) {
			throw new AgentError('ADDRESS_REFUSED', {
				object: {
					zh: `不接受网页 ${origin.slice(0, 80)} 发来的请求`,
					en: `the agent takes nothing from the page ${origin.slice(0, 80)}`,
				},
				hint: { setting: `RENDER_AGENT_ALLOW_HOSTS=${name === '' ? '?' : name}` },
				cause,
			});
		}
	};
