/**
 * Two machines on this one: network namespaces joined by a pair of virtual cards, of which one can only reach out, as
 * behind a router. A third pair joins the gateway with the test. For root on Linux with ip and iptables.
 */
import { execFileSync } from 'node:child_process';

/** The two networks. */
export interface Networks {
	/** What a command begins with to run on each side. */
	readonly onGateway: readonly string[];
	readonly onWorker: readonly string[];
	/** Addresses: of the test and the gateway for each other, of the gateway for the worker, of the worker. */
	readonly test: string;
	readonly gateway: string;
	readonly gatewayForWorker: string;
	readonly worker: string;
	/** Drops whatever goes between the worker and anybody, in silence. */
	readonly cut: () => void;
	readonly mend: () => void;
	readonly close: () => void;
}

const run = (line: string): void => {
	const [program = '', ...args] = line.split(' ');
	execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
};

const quietly = (line: string): void => {
	try {
		run(line);
	} catch {
		// It is gone already, or never was.
	}
};

/** Names and addresses that two runs at once do not share. */
const lot = process.pid % 10_000;
const [GATEWAY, WORKER] = [`ccgw${String(lot)}`, `ccwk${String(lot)}`];
const net = (link: number, host: number): string =>
	`10.${String(100 + (lot % 100))}.${String(2 * (lot % 50) + link)}.${String(host)}`;

/** Lets nothing in but answers. */
const REACHES_OUT_ONLY = [
	'-P INPUT DROP',
	'-A INPUT -i lo -j ACCEPT',
	'-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT',
];

const inWorker = (line: string): string => `ip netns exec ${WORKER} ${line}`;
const inGateway = (line: string): string => `ip netns exec ${GATEWAY} ${line}`;

const CUT = ['INPUT ! -i lo', 'OUTPUT ! -o lo'];

const makeAll = (): void => {
	const [card, gatewayCard] = [`cct${String(lot)}a`, `cct${String(lot)}b`];
	const [forWorker, workerCard] = [`ccw${String(lot)}a`, `ccw${String(lot)}b`];
	for (const name of [GATEWAY, WORKER]) run(`ip netns add ${name}`);
	run(`ip link add ${card} type veth peer name ${gatewayCard} netns ${GATEWAY}`);
	run(inGateway(`ip link add ${forWorker} type veth peer name ${workerCard} netns ${WORKER}`));
	run(`ip addr add ${net(0, 1)}/24 dev ${card}`);
	run(`ip link set ${card} up`);
	run(inGateway(`ip addr add ${net(0, 2)}/24 dev ${gatewayCard}`));
	run(inGateway(`ip addr add ${net(1, 1)}/24 dev ${forWorker}`));
	run(inWorker(`ip addr add ${net(1, 2)}/24 dev ${workerCard}`));
	for (const name of ['lo', gatewayCard, forWorker]) run(inGateway(`ip link set ${name} up`));
	for (const name of ['lo', workerCard]) run(inWorker(`ip link set ${name} up`));
	for (const rule of REACHES_OUT_ONLY) run(inWorker(`iptables ${rule}`));
};

const close = (): void => {
	for (const name of [GATEWAY, WORKER]) quietly(`ip netns del ${name}`);
};

/** Makes them, or says why that cannot be done here. */
export const makeNetworks = (): Networks | string => {
	if (process.platform !== 'linux') return 'needs Linux';
	if (process.getuid?.() !== 0) return 'needs root';
	try {
		makeAll();
	} catch (error) {
		close();
		return `ip netns, veth or iptables: ${String(error).split('\n').slice(0, 2).join(' ')}`;
	}
	return {
		onGateway: ['ip', 'netns', 'exec', GATEWAY],
		onWorker: ['ip', 'netns', 'exec', WORKER],
		test: net(0, 1),
		gateway: net(0, 2),
		gatewayForWorker: net(1, 1),
		worker: net(1, 2),
		cut: () => {
			for (const rule of CUT) run(inWorker(`iptables -I ${rule} -j DROP`));
		},
		mend: () => {
			for (const rule of CUT) quietly(inWorker(`iptables -D ${rule} -j DROP`));
		},
		close,
	};
};
