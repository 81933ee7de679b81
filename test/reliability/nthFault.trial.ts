import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ERRORS } from '../../render-agent/src/kernel/errors';
import { API, ask } from '../support/agent';
import {
	type AgentProcess,
	endOf,
	leftoversIn,
	programsOn,
	startAgentProcess,
	waitFor,
} from '../support/agentProcess';
import type { DraftServer } from '../support/draftServer';
import { idOf, serveMany, SMALL } from './support/drafts';
import { report, times } from './support/plan';
import { type Sink, startSink } from './support/sink';

/** Kinds of operations, as the failpoints number them. */
const KINDS = { file: 1, program: 2, network: 4, store: 8 } as const;
type Kind = keyof typeof KINDS;

/** How far the short form goes; the long one goes on until a run has no fault. */
const MOST = times(60, 1_000);

let root: string;
let data: string;
let drafts: DraftServer;
let sink: Sink;
let agent: AgentProcess;
let number = 0;

beforeAll(async () => {
	root = mkdtempSync(join(tmpdir(), 'nth-'));
	data = join(root, 'data');
	mkdirSync(data);
	drafts = await serveMany(1_000);
	sink = await startSink();
	const preload = join(__dirname, 'support/failpoints.cjs');
	agent = await startAgentProcess(
		data,
		{
			RENDER_AGENT_STALL_SECONDS: '5',
			RENDER_AGENT_CHUNK_CACHE_GB: '0',
			RENDER_AGENT_UPLOAD_URL: `${sink.origin}/upload`,
		},
		{ preload },
	);
});
afterAll(async () => {
	await agent.stop();
	await drafts.close();
	await sink.close();
	rmSync(root, { recursive: true, force: true });
});

/** Arms the agent anew; gives what was counted since the last time. */
const armed = (kinds: number, target: number): Promise<{ count: number; fired: number }> =>
	new Promise((resolve) => {
		agent.child.once('message', resolve);
		agent.child.send({ kinds, target });
	});

const COMPLETED = 'completed';

/** What became of a draft: `completed` (with what its delivery failed of), or the code of the failure, wherever it was told. */
const outcome = async (): Promise<string> => {
	number += 1;
	const told = { callback_url: `${sink.origin}/hook`, callback_events: ['completed', 'progress'] };
	const body = { draft_url: drafts.draftUrl(idOf(number)), ...SMALL, ...told };
	const answer = await ask(agent, `${API}/gen_video`, { body });
	if (answer.body.code !== 0) return answer.body.error_code;
	const job = await endOf(agent, answer.body.job_id);
	if (job.status !== 'completed') return job.error_code;
	const [delivery] = job.delivery;
	if (delivery?.state === 'done') return COMPLETED;
	return delivery?.error?.error_code ?? `the delivery is ${String(delivery?.state)}`;
};

/** What is wrong after a fault, in words. */
const complaints = async (came: string): Promise<readonly string[]> => {
	const settled = await waitFor(
		'the end of programs and files',
		() => (programsOn(data).length + leftoversIn(data).length === 0 ? true : undefined),
		8_000,
	).catch(() => false);
	const file = new DatabaseSync(join(data, 'agent.sqlite'), { readOnly: true });
	const stuck = file
		.prepare(`SELECT 1 FROM job WHERE state NOT IN ('completed','failed','cancelled')`)
		.all().length;
	const twice = file
		.prepare(
			`SELECT job FROM event WHERE state IN ('completed','failed') GROUP BY job HAVING COUNT(*) > 1`,
		)
		.all().length;
	file.close();
	const health = await ask(agent, '/healthz');
	return [
		...(settled ? [] : [`left: ${[...leftoversIn(data), ...programsOn(data)].join(', ')}`]),
		...(stuck > 0 ? ['a job is stuck'] : []),
		...(twice > 0 ? ['a job ended twice'] : []),
		...(health.status === 200 ? [] : ['the agent is not alive']),
		...(came === COMPLETED || (came in ERRORS && came !== 'INTERNAL') ? [] : [`untyped: ${came}`]),
	];
};

it.each(Object.keys(KINDS) as Kind[])('the n-th %s operation fails', async (kind) => {
	expect(await outcome()).toBe(COMPLETED);
	await armed(KINDS[kind], 0);
	expect(await outcome()).toBe(COMPLETED);
	const { count: operations } = await armed(0, 0);
	const came = new Map<string, number>();
	const wrong: string[] = [];
	let tried = 0;
	for (let n = 1; n <= MOST; n += 1) {
		await armed(KINDS[kind], n);
		const code = await outcome();
		const { fired } = await armed(0, 0);
		if (fired === 0) break;
		tried += 1;
		came.set(code, (came.get(code) ?? 0) + 1);
		wrong.push(...(await complaints(code)).map((words) => `${kind} ${String(n)}: ${words}`));
	}
	expect(await outcome()).toBe(COMPLETED);
	const out = { ...Object.fromEntries(came), 'invariants broken or untyped': wrong.length };
	report({
		id: 'R3',
		what: `the n-th ${kind} operation of a job fails, n = 1, 2, 3 … until nothing fails; the next job is fine`,
		often: `${String(tried)} operations, of about ${String(operations)}`,
		out,
	});
	expect(wrong).toEqual([]);
	expect(tried).toBeGreaterThan(0);
});
