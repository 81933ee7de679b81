import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { API, ask } from '../support/agent';
import {
	type AgentProcess,
	leftoversIn,
	startAgentProcess,
	waitFor,
} from '../support/agentProcess';
import { startOrigin } from '../support/origin';
import { hostileDrafts } from './support/hostileDrafts';
import { report, SEED, times } from './support/plan';

const MIB = 1024 ** 2;
/** What 1,000 drafts may leave behind: a job each, its warnings, what is known of their media. MiB. */
const MOST = 8;

/** Memory of an agent when all garbage is gone: what it holds, and what the system has given it for that. Bytes. */
interface Memory {
	readonly held: number;
	readonly resident: number;
}

const memoryOf = (agent: AgentProcess): Promise<Memory> =>
	new Promise((resolve) => {
		agent.child.once('message', (memory: Memory) => {
			resolve(memory);
		});
		agent.child.send('memory');
	});

it('the memory of an agent that is sent drafts that are malformed or hostile', async () => {
	const often = times(1_000, 10_000);
	// What is loaded with the first drafts of each kind is no growth.
	const warm = Math.floor(often / 4);
	const data = mkdtempSync(join(tmpdir(), 'memory-'));
	mkdirSync(join(data, 'data'));
	const origin = await startOrigin();
	const settings = { RENDER_AGENT_LOG_LEVEL: 'error', RENDER_AGENT_QUEUE_LIMIT: '100000' };
	const preload = join(__dirname, 'support/heap.cjs');
	const agent = await startAgentProcess(join(data, 'data'), settings, { preload });
	const { next, lot } = hostileDrafts('memory');
	const statuses = new Map<string, number>();
	let began: Memory = { held: 0, resident: 0 };
	for (let i = 0; i < often; i += 1) {
		if (i === warm) began = await memoryOf(agent);
		const path = `/m${String(i)}/draft_content.json`;
		const draft_url = origin.serve(path, next());
		const on_missing = lot() < 0.5 ? 'skip' : 'fail';
		const { status, body } = await ask(agent, `${API}/gen_video`, {
			body: { draft_url, on_missing },
		});
		if (status === 200) await ask(agent, `/v1/jobs/${body.job_id}/cancel`, { method: 'POST' });
		origin.serve(path, '');
		const group = `HTTP ${String(status)}`;
		statuses.set(group, (statuses.get(group) ?? 0) + 1);
	}
	await waitFor('an empty queue', async () => {
		const { body } = await ask(agent, `${API}/gen_video_active_count`);
		return body.count === 0 ? true : undefined;
	});
	const ended = await memoryOf(agent);
	const growth = (of: keyof Memory): number => (ended[of] - began[of]) / MIB;
	const forEach = (growth('held') / (often - warm)) * 1_000;
	const left = await waitFor(
		'no leftovers',
		() => (leftoversIn(agent.data).length === 0 ? 0 : undefined),
		10_000,
	).catch(() => leftoversIn(agent.data).length);
	const { code } = await agent.stop();
	await origin.close();
	rmSync(data, { recursive: true, force: true });
	report({
		id: 'R5',
		what: `drafts mutated by lot (seed ${String(SEED)}), sent to an agent of its own process; its memory after the first ${String(warm)}, when all garbage is gone`,
		often,
		out: {
			...Object.fromEntries([...statuses].sort()),
			'MiB held at the end': Math.round(ended.held / MIB),
			'MiB held more for 1,000 drafts': Number(forEach.toFixed(1)),
			'resident MiB more in the rest': Math.round(growth('resident')),
			'files left': left,
			'exit code': code ?? 'none',
		},
	});
	expect(statuses.get('HTTP 500') ?? 0).toBe(0);
	expect(left).toBe(0);
	expect(forEach).toBeLessThan(MOST);
	expect(code).toBe(0);
});
