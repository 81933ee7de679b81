/** Under which addresses n8n reaches this agent, by where n8n runs. */
import { type Typed, typedElsewhere } from '../config/called';
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
	/** What to type, in order, each with where. */
	readonly commands: readonly Typed[];
}

/** What is known of this machine and the agent on it. */
export interface Site {
	readonly host: string;
	readonly port: number;
	readonly publicUrl: string | undefined;
	/** IPv4 addresses of this machine in its networks, loopback excepted. */
	readonly addresses: readonly string[];
	/** How the agent is called on this machine. */
	readonly program: string;
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
		zh: 'n8n 在云端（n8n Cloud、Coze、Dify 等）：它无法访问家里的电脑。请在 n8n 能访问的小服务器上运行一个只分发任务的服务（网关，RENDER_AGENT_JOBS=0），n8n 填网关的地址；再让这台电脑作为工作机主动去领取任务，不需要公网地址：',
		en: 'n8n runs in the cloud (n8n Cloud, Coze, Dify …): it cannot reach a PC at home. Run an agent that only hands jobs out (a gateway, RENDER_AGENT_JOBS=0) on a small server that n8n reaches, and put its address into the credential; then have this PC fetch its jobs there as a worker, with no public address of its own:',
	},
} as const satisfies Record<Place, Words>;

const AT_GATEWAY = { zh: '在网关上', en: 'At the gateway' };
const HERE = { zh: '在这台电脑上', en: 'On this PC' };

/** How this PC becomes a worker of a gateway in the cloud. */
const asWorker = (program: string): readonly Typed[] => [
	...typedElsewhere(AT_GATEWAY, 'worker code'),
	{
		where: HERE,
		command: `${program} worker enrol --gateway https://render.example.com --code xxxx-xxxx-xxxx`,
	},
	{ where: HERE, command: `${program} worker run` },
];

/** Every place with its addresses. Loopback is always open; the others need the agent to listen beyond it. */
export const reachOf = ({ host, port, publicUrl, addresses, program }: Site): readonly Reach[] => {
	const isOpen = !isLoopback(host);
	return [
		{
			place: 'same',
			addresses: [http('127.0.0.1', port)],
			open: true,
			advice: ADVICE.same,
			commands: [],
		},
		{
			place: 'docker',
			addresses: [http('host.docker.internal', port)],
			open: isOpen,
			advice: ADVICE.docker,
			commands: [],
		},
		{
			place: 'lan',
			addresses: addresses.map((address) => http(address, port)),
			open: isOpen,
			advice: ADVICE.lan,
			commands: [],
		},
		{
			place: 'cloud',
			addresses: publicUrl === undefined ? [] : [publicUrl],
			open: publicUrl !== undefined,
			advice: ADVICE.cloud,
			commands: asWorker(program),
		},
	];
};
