/** Under which addresses n8n reaches this agent, by where n8n runs. */
import type { Words } from '../kernel/words';
import { isLoopback } from '../keys/listening';

/** Where n8n runs, seen from the agent. */
export const PLACES = ['same', 'docker', 'lan', 'cloud'] as const;

/** One such place. */
export type Place = (typeof PLACES)[number];

/** What has to be so that n8n gets through. */
export interface Reach {
	readonly place: Place;
	/** What to put into the credential; empty when there is none. */
	readonly addresses: readonly string[];
	/** Whether the agent listens so that they work. */
	readonly open: boolean;
	readonly advice: Words;
}

/** What is known of this machine and the agent on it. */
export interface Site {
	readonly host: string;
	readonly port: number;
	readonly publicUrl: string | undefined;
	/** IPv4 addresses of this machine in its networks, loopback excepted. */
	readonly addresses: readonly string[];
}

const http = (host: string, port: number): string => `http://${host}:${String(port)}`;

const ADVICE = {
	same: {
		zh: 'n8n 直接运行在这台电脑上（npm 或桌面版）：填入下面的地址即可。',
		en: 'n8n runs on this PC itself (npm or desktop): put this address into the credential.',
	},
	docker: {
		zh: 'n8n 运行在这台电脑的 Docker 里：容器里的 127.0.0.1 是容器自己，请填 host.docker.internal；Linux 上启动 n8n 时还要加 --add-host=host.docker.internal:host-gateway。',
		en: 'n8n runs in Docker on this PC: 127.0.0.1 inside the container is the container itself, so use host.docker.internal; on Linux start n8n with --add-host=host.docker.internal:host-gateway.',
	},
	lan: {
		zh: 'n8n 运行在同一局域网的另一台电脑上：填入这台电脑的局域网地址；Windows 防火墙询问时请允许“专用网络”。',
		en: 'n8n runs on another machine of your network: use this PC’s address in it; when the Windows firewall asks, allow private networks.',
	},
	cloud: {
		zh: 'n8n 在云端（n8n Cloud、Coze、Dify 等）：它无法访问家里的电脑。请用反向代理或隧道给服务一个公网 https 地址并设置 RENDER_AGENT_PUBLIC_URL。',
		en: 'n8n runs in the cloud (n8n Cloud, Coze, Dify …): it cannot reach a PC at home. Give the agent a public https address by a reverse proxy or tunnel, and set RENDER_AGENT_PUBLIC_URL.',
	},
} as const satisfies Record<Place, Words>;

/** Every place with its addresses. Loopback is always open; the others need the agent to listen beyond it. */
export const reachOf = ({ host, port, publicUrl, addresses }: Site): readonly Reach[] => {
	const isOpen = !isLoopback(host);
	return [
		{ place: 'same', addresses: [http('127.0.0.1', port)], open: true, advice: ADVICE.same },
		{
			place: 'docker',
			addresses: [http('host.docker.internal', port)],
			open: isOpen,
			advice: ADVICE.docker,
		},
		{
			place: 'lan',
			addresses: addresses.map((address) => http(address, port)),
			open: isOpen,
			advice: ADVICE.lan,
		},
		{
			place: 'cloud',
			addresses: publicUrl === undefined ? [] : [publicUrl],
			open: publicUrl !== undefined,
			advice: ADVICE.cloud,
		},
	];
};
