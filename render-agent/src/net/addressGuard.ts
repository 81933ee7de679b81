/** Decides which addresses the agent may talk to, and how the operator would allow one. Opens no connection. */
import { isIP } from 'node:net';
import { AgentError } from '../kernel/errors';
import { blockOf, isInBlock, isPublicAddress } from './publicAddress';

/** The rule of one agent. */
export interface AddressGuard {
	/** Whether a resolved address may be connected to. */
	readonly permits: (ip: string) => boolean;
	/**
	 * The failure that a refused address becomes: names the host, and the setting that would allow it
	 * beside what is allowed already.
	 */
	readonly refusal: (host: string, ip: string) => AgentError;
}

/** The environment variable that opens private ranges. */
export const ALLOW_SETTING = 'RENDER_AGENT_ALLOW_ADDRESSES';

/** A guard that permits public addresses and the CIDR blocks of `allow`; what is no block in there allows nothing. */
export const guard = ({ allow }: { readonly allow: readonly string[] }): AddressGuard => {
	const opened = allow.flatMap((cidr) => blockOf(cidr) ?? []);
	return {
		permits: (ip) => isPublicAddress(ip) || opened.some((block) => isInBlock(ip, block)),
		refusal: (host, ip) => {
			const block = `${ip}/${isIP(ip) === 6 ? '128' : '32'}`;
			return new AgentError('ADDRESS_REFUSED', {
				object: host === ip ? host : `${host} (${ip})`,
				hint: { setting: `${ALLOW_SETTING}=${[...allow, block].join(',')}` },
			});
		},
	};
};

/** Services that speak no HTTP but do harm when spoken to, above the reserved ports. */
const CLOSED_PORTS = new Set([
	2049, 2375, 2376, 2379, 2380, 3306, 3389, 4369, 5432, 5672, 5900, 5984, 6000, 6379, 6443, 6660,
	6661, 6662, 6663, 6664, 6665, 6666, 6667, 6668, 6669, 8500, 9042, 9092, 9200, 9300, 10250, 10255,
	11211, 15672, 27017, 27018, 50070,
]);

const portOf = ({ port, protocol }: URL): number =>
	port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);

const isOpenPort = (port: number): boolean =>
	port === 80 || port === 443 || (port >= 1024 && !CLOSED_PORTS.has(port));

/**
 * Why an address may not even be looked up, in both languages; undefined when it may. Scheme, sign-in and port only;
 * with `anyPort`, not the port.
 */
export const objectionTo = (
	url: URL,
	anyPort = false,
): { readonly zh: string; readonly en: string } | undefined => {
	if (url.protocol !== 'http:' && url.protocol !== 'https:')
		return { zh: `不支持 ${url.protocol} 地址`, en: `${url.protocol} addresses are not supported` };
	if (url.username !== '' || url.password !== '')
		return { zh: '地址中不能带用户名或密码', en: 'no user name or password in addresses' };
	const port = portOf(url);
	return anyPort || isOpenPort(port)
		? undefined
		: { zh: `不允许端口 ${String(port)}`, en: `port ${String(port)} is not allowed` };
};
