import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ask } from '../support/agent';
import { type AgentProcess, programsOn, startAgentProcess, waitFor } from '../support/agentProcess';
import { lengthened } from '../support/longDrafts';
import { makeNetworks, type Networks } from '../support/twoNetworks';
import {
	callerOf,
	codeOf,
	putDraft,
	runCommand,
	startWorkerProcess,
	type WorkerProcess,
} from '../support/workerProcess';
import { zipOfFolder } from '../support/zips';
import { isLong, report, times } from './support/plan';
import { type Sink, startSink } from './support/sink';

const DRAWN = { size: '160x90', fps: 10, quality: 'draft' } as const;
const LEASE = 15;
const PATIENCE = 180_000;

const networks = makeNetworks();
const made = typeof networks === 'string' ? undefined : networks;

let root: string;
let sink: Sink;
let zip: Buffer;
let gateway: AgentProcess;
let key: string;
const workers = new Map<string, WorkerProcess>();

const dataOf = (name: string): string => join(root, name);

const startGateway = async (
	{ onGateway, gateway: host, test }: Networks,
	{ port = '0', lease = LEASE } = {},
): Promise<void> => {
	const started = await startAgentProcess(
		dataOf('gateway'),
		{
			RENDER_AGENT_HOST: '0.0.0.0',
			RENDER_AGENT_PORT: port,
			RENDER_AGENT_JOBS: '0',
			RENDER_AGENT_WORKER_LEASE_SECONDS: String(lease),
			RENDER_AGENT_ALLOW_ADDRESSES: `${test}/32`,
			RENDER_AGENT_UPLOAD_URL: `${sink.origin}/upload`,
		},
		{ within: onGateway },
	);
	gateway = { ...started, url: `http://${host}:${new URL(started.url).port}` };
};

const portOf = ({ url }: AgentProcess): string => new URL(url).port;

/** The gateway, killed and started again on its port; `after` milliseconds. */
const restartGateway = async (on: Networks, lease = LEASE): Promise<void> => {
	const port = portOf(gateway);
	await gateway.kill();
	await startGateway(on, { port, lease });
};

const enrolled = async ({ onWorker, gatewayForWorker }: Networks, name: string): Promise<void> => {
	const url = `http://${gatewayForWorker}:${portOf(gateway)}`;
	const code = await codeOf(gateway);
	const args = ['worker', 'enrol', '--gateway', url, '--code', code, '--name', name];
	const said = await runCommand(args, { data: dataOf(name), within: onWorker });
	if (said.code !== 0) throw new Error(JSON.stringify(said));
};

const startWorker = async ({ onWorker }: Networks, name: string): Promise<void> => {
	workers.set(name, await startWorkerProcess(dataOf(name), {}, { within: onWorker }));
};

const killWorker = async (name: string): Promise<void> => {
	await workers.get(name)?.kill();
	workers.delete(name);
};

const headers = (): Record<string, string> => ({ authorization: `Bearer ${key}` });
const caller = () => callerOf(() => gateway, headers());

/** A job of its own, of a draft that lies at the gateway. */
const submitted = async (): Promise<string> =>
	caller().submit(await putDraft(gateway, zip, headers()), {
		...DRAWN,
		callback_url: `${sink.origin}/hook`,
	});

const inTheMiddle = (id: string): Promise<true> =>
	waitFor(
		'its frames',
		async () => ((await caller().jobOf(id)).frames_done ?? 0) >= 20 || undefined,
		60_000,
	);

const sleep = (milliseconds: number): Promise<void> =>
	new Promise((resolve) => setTimeout(resolve, milliseconds));

const rows = (sql: string): readonly Record<string, unknown>[] => {
	const file = new DatabaseSync(join(dataOf('gateway'), 'agent.sqlite'), { readOnly: true });
	try {
		return file.prepare(sql).all();
	} finally {
		file.close();
	}
};

const leftIn = (data: string): readonly string[] => {
	const work = join(data, 'work');
	return existsSync(work) ? readdirSync(work) : [];
};

/** Work folders that are there at the gateway and the workers. */
const leftOver = (): number =>
	['gateway', 'one/worker', 'two/worker'].reduce(
		(sum, name) => sum + leftIn(dataOf(name)).length,
		0,
	);

/** Whether a connection from one side gets to a server on the other within two seconds. */
const connects = (from: readonly string[], to: readonly string[], address: string): boolean => {
	const node = process.execPath;
	const serve = `require('net').createServer().listen(8099); setTimeout(() => process.exit(), 4000)`;
	const connect = `require('net').connect(8099, '${address}').once('connect', () => { console.log('through'); process.exit(); })`;
	const script = `${[...to, node].join(' ')} -e "${serve}" & sleep 1; ${from.join(' ')} timeout 2 ${node} -e "${connect}"; wait`;
	return spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout.trim() === 'through';
};

beforeAll(async () => {
	if (!made) return;
	root = mkdtempSync(join(tmpdir(), 'networks-'));
	zip = await zipOfFolder(lengthened(join(root, 'draft'), 60));
	sink = await startSink(made.test);
	const { out } = await runCommand(['keys', 'create'], { data: dataOf('gateway') });
	key = out.split('\n')[0] ?? '';
	await startGateway(made);
});
afterAll(async () => {
	if (!made) return;
	for (const name of [...workers.keys()]) await killWorker(name);
	await gateway.stop();
	await sink.close();
	made.close();
	rmSync(root, { recursive: true, force: true });
});

type Trouble = (on: Networks, id: string) => Promise<void>;

const cutFor =
	(milliseconds: number): Trouble =>
	async ({ cut, mend }) => {
		cut();
		await sleep(milliseconds);
		mend();
	};

const TROUBLES: readonly (readonly [name: string, often: number, trouble: Trouble])[] = [
	['nothing', times(1, 10), () => Promise.resolve()],
	['the gateway killed and started again', times(1, 10), (on) => restartGateway(on)],
	[
		'the gateway away for ten seconds',
		times(1, 3),
		async (on) => {
			const port = portOf(gateway);
			await gateway.kill();
			await sleep(10_000);
			await startGateway(on, { port });
		},
	],
	[
		'the worker killed and started again',
		times(2, 10),
		async (on) => {
			await killWorker('one');
			await startWorker(on, 'one');
		},
	],
	['the network cut for less than the lease', times(1, 5), cutFor(6_000)],
	['the network cut for longer than the lease', times(1, 3), cutFor(1_000 * (LEASE + 5))],
	[
		'the worker gone for good, another one there',
		times(1, 5),
		async (on) => {
			await killWorker('one');
			await startWorker(on, 'two');
			await sleep(1_000 * (LEASE + 3));
			await killWorker('two');
			await startWorker(on, 'one');
		},
	],
	...(isLong
		? ([
				[
					'the network cut for a minute, with the lease as it is by default',
					2,
					async (on, id) => {
						await restartGateway(on, 120);
						await cutFor(60_000)(on, id);
						await caller().endOf(id, PATIENCE);
						await restartGateway(on);
					},
				],
			] as const satisfies readonly (readonly [string, number, Trouble])[])
		: []),
];

const countsOf = (ids: readonly string[], ends: readonly (string | undefined)[]) => {
	const completions = rows(
		`SELECT job, COUNT(*) AS n FROM event WHERE state = 'completed' GROUP BY job`,
	);
	const told = new Map<string, Set<string>>();
	for (const { id, body } of sink.callbacks) {
		const job = (JSON.parse(body) as { data: { job_id: string } }).data.job_id;
		told.set(job, (told.get(job) ?? new Set()).add(id));
	}
	return {
		lost: ends.filter((status) => status !== 'completed').length,
		'completed twice': completions.filter(({ n }) => Number(n) > 1).length,
		'objects delivered': sink.uploads.size,
		'delivered twice': [...sink.uploads.values()].filter((n) => n > 1).length,
		'jobs told of more than once': [...told.values()].filter((one) => one.size > 1).length,
		'runs that were begun anew': rows(
			`SELECT SUM(attempts) AS n FROM job WHERE state = 'completed'`,
		)
			.map(({ n }) => Number(n) - ids.length)
			.reduce((sum, n) => sum + n, 0),
	};
};

const one = made ? it : it.skip;

one('a gateway and a worker in two networks, the worker reaching out only', async () => {
	if (!made) return;
	const { onGateway, onWorker, gatewayForWorker } = made;
	const getsOut = connects(onWorker, onGateway, gatewayForWorker);
	const getsIn = connects(onGateway, onWorker, made.worker);
	await enrolled(made, 'one');
	await enrolled(made, 'two');
	await startWorker(made, 'one');
	const ids: string[] = [];
	const ends: (string | undefined)[] = [];
	for (const [name, often, trouble] of TROUBLES)
		for (let turn = 0; turn < often; turn += 1) {
			const id = await submitted();
			ids.push(id);
			await inTheMiddle(id);
			await trouble(made, id);
			const { status } = await caller()
				.endOf(id, PATIENCE)
				.catch(() => ({ status: `none after ${name}` }));
			ends.push(status);
		}
	const cancelled = await submitted();
	await inTheMiddle(cancelled);
	await ask(gateway, `/v1/jobs/${cancelled}/cancel`, { body: {}, headers: headers() });
	await waitFor('an idle worker', () => programsOn(dataOf('one')).length === 0 || undefined);
	// The worker takes its folder away after the last of its programs has ended: what stays for good is left over.
	await waitFor('empty work folders', () => leftOver() === 0 || undefined).catch(() => undefined);
	await waitFor(
		'the last callback',
		() => rows(`SELECT 1 FROM outbox WHERE state = 'due'`).length === 0 || undefined,
		60_000,
	).catch(() => undefined);
	const out = {
		jobs: ids.length,
		...countsOf(ids, ends),
		'connections out of the worker that got through': getsOut ? 1 : 0,
		'connections to the worker that got in': getsIn ? 1 : 0,
		'left over at either side': leftOver(),
	};
	report({
		id: 'R18',
		what: `a gateway and its workers in two networks, the workers reaching out only; in the middle of jobs: ${TROUBLES.map(([name]) => name).join(', ')}; and a job cancelled`,
		often: `${String(ids.length + 1)} jobs`,
		out,
	});
	expect(ends.filter((status) => status !== 'completed')).toEqual([]);
	expect(out).toMatchObject({
		lost: 0,
		'completed twice': 0,
		'objects delivered': ids.length,
		'delivered twice': 0,
		'jobs told of more than once': 0,
		'connections out of the worker that got through': 1,
		'connections to the worker that got in': 0,
		'left over at either side': 0,
	});
});

if (typeof networks === 'string')
	report({
		id: 'R18',
		what: 'a gateway and a worker in two networks',
		often: 'skipped',
		out: { why: networks },
	});
