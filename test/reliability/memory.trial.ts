import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { API, ask } from '../support/agent';
import { leftoversIn, startAgentProcess, waitFor } from '../support/agentProcess';
import { startOrigin } from '../support/origin';
import { hostileDrafts } from './support/hostileDrafts';
import { report, SEED, times } from './support/plan';

const KIB_IN_MIB = 1024;

/** Resident memory of a process. MiB. */
const residentOf = (pid: number | undefined): number => {
	const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
	return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / KIB_IN_MIB;
};

it('the memory of an agent that is sent drafts that are malformed or hostile', async () => {
	const often = times(1_000, 10_000);
	// What is loaded with the first drafts of each kind is no growth.
	const warm = Math.floor(often / 4);
	const data = mkdtempSync(join(tmpdir(), 'memory-'));
	mkdirSync(join(data, 'data'));
	const origin = await startOrigin();
	const agent = await startAgentProcess(join(data, 'data'), {
		RENDER_AGENT_LOG_LEVEL: 'error',
		RENDER_AGENT_QUEUE_LIMIT: '100000',
	});
	const { next, lot } = hostileDrafts('memory');
	const statuses = new Map<string, number>();
	let began = 0;
	for (let i = 0; i < often; i += 1) {
		if (i === warm) began = residentOf(agent.child.pid);
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
	const grown = residentOf(agent.child.pid) - began;
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
		what: `drafts mutated by lot (seed ${String(SEED)}), sent to an agent of its own process; its memory after the first ${String(warm)}`,
		often,
		out: {
			...Object.fromEntries([...statuses].sort()),
			'resident MiB more in the rest': Math.round(grown),
			'resident MiB more for 1,000 drafts': Math.round((grown / (often - warm)) * 1_000),
			'files left': left,
			'exit code': code ?? 'none',
		},
	});
	expect(statuses.get('HTTP 500') ?? 0).toBe(0);
	expect(left).toBe(0);
	expect(code).toBe(0);
});
