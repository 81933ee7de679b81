import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { API } from '../support/agent';
import { type AgentProcess, endOf, startAgentProcess, submit } from '../support/agentProcess';
import type { DraftServer } from '../support/draftServer';
import { lengthened } from '../support/longDrafts';
import { idOf, serveMany } from './support/drafts';
import { report, times } from './support/plan';

const CLIENT = join(__dirname, 'support/pollers.cjs');
const TICKS_A_SECOND = 100;

let root: string;
let agent: AgentProcess;
let drafts: DraftServer;
let number = 0;

beforeAll(async () => {
	root = mkdtempSync(join(tmpdir(), 'pollers-'));
	const data = join(root, 'data');
	mkdirSync(data);
	drafts = await serveMany(100, lengthened(join(root, 'long'), times(120, 900)));
	agent = await startAgentProcess(data);
});
afterAll(async () => {
	await agent.stop();
	await drafts.close();
	rmSync(root, { recursive: true, force: true });
});

const messageOf = <T>(child: ChildProcess): Promise<T> =>
	new Promise((resolve) => {
		child.once('message', (message) => {
			resolve(message as T);
		});
	});

/** What the thread of HTTP has worked so far. Seconds of CPU. */
const worked = (): number => {
	const pid = String(agent.child.pid);
	const [, after = ''] = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8').split(') ');
	const fields = after.split(' ');
	return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
};

interface Polled {
	readonly waits: readonly number[];
	readonly failed: number;
	/** CPU of the thread of HTTP meanwhile. Seconds. */
	readonly work: number;
}

/** Renders a draft while `count` ask for its status; gives the seconds that it took. */
const rendered = async (
	count: number,
	between: string,
): Promise<{ readonly seconds: number; readonly polled: Polled }> => {
	const began = performance.now();
	const id = await submit(agent, drafts.draftUrl(idOf((number += 1))), { size: '640x360' });
	const before = worked();
	const client = fork(CLIENT, [`${agent.url}${API}/gen_video_status`, id, String(count), between]);
	await messageOf(client);
	const job = await endOf(agent, id);
	const seconds = (performance.now() - began) / 1000;
	const work = worked() - before;
	const polled = messageOf<Omit<Polled, 'work'>>(client);
	client.send('enough');
	expect(job.status).toBe('completed');
	return { seconds, polled: { ...(await polled), work } };
};

const middle = (numbers: readonly number[]): number =>
	numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const HOW = [
	['asked', 'as often as the answers say'],
	['1000', 'each once a second'],
] as const;

it.each(HOW)('pollers while a job is rendered (%s)', async (between, words) => {
	const count = times(100, 1_000);
	const rounds = times(1, 3);
	const [load = 0] = loadavg();
	const alone: number[] = [];
	const watched: number[] = [];
	const waits: number[] = [];
	const sum = { failed: 0, work: 0 };
	for (let round = 0; round < rounds; round += 1) {
		// One asks all the time: without any, the render could not be told from one that nobody waits for.
		alone.push((await rendered(1, '1000')).seconds);
		const { seconds, polled } = await rendered(count, between);
		watched.push(seconds);
		waits.push(...polled.waits);
		sum.failed += polled.failed;
		sum.work += polled.work;
	}
	waits.sort((a, b) => a - b);
	const share = (part: number): number => Math.round(waits[Math.floor(waits.length * part)] ?? 0);
	report({
		id: 'R8',
		what: `${String(count)} pollers in a process of their own, ${words}, while a job is rendered on the same machine, whose load was ${load.toFixed(1)} before (figures of this machine, not a promise)`,
		often: `${String(waits.length)} answers`,
		out: {
			'p50, ms': share(0.5),
			'p99, ms': share(0.99),
			failed: sum.failed,
			'ms of the thread of HTTP for an answer': Number(
				((1000 * sum.work) / waits.length).toFixed(2),
			),
			'render alone, seconds': Number(middle(alone).toFixed(1)),
			'render watched, seconds': Number(middle(watched).toFixed(1)),
			'watched over alone': Number((middle(watched) / middle(alone)).toFixed(2)),
		},
	});
	expect(sum.failed).toBe(0);
	expect(waits.length).toBeGreaterThan(0);
});
