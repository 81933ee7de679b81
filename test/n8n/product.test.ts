/** The real n8n with our package from its tarball, against the real agent: the workflow files, the trigger, suspension, and what goes wrong. */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { API, ask } from '../support/agent';
import { type AgentProcess, jobOf, startAgentProcess, waitFor } from '../support/agentProcess';
import { type DraftServer, serveDrafts } from '../support/draftServer';
import { freePort } from '../support/freePort';
import { serve, type LocalServer } from '../support/localServer';
import { type N8n, prepareN8n, WORKFLOWS } from '../support/n8nProduct';
import { executionsOf, type Execution } from '../support/n8nExecutions';
import { type Editor, openEditor } from '../support/n8nEditor';
import { suspendedWorkflow, triggerWorkflow } from '../support/n8nWorkflows';

const FIXTURE = join(__dirname, '../fixtures/03_image_kenburns');
const LONG = 60;
const idOf = (number: number): string => `20261123${String(number).padStart(6, '0')}c0ffee01`;

/** n8n starts, is driven and waits for its own clock; what hangs is found all the same. */
jest.setTimeout(300_000);

/** What has a webhook or a trigger. */
const PUBLISHED = [
	'capcutOneDraft01',
	'capcutSheetRows1',
	'capcutApproval01',
	'capcutBatchLimit',
	'capcutFailures01',
	'failing',
	'suspended',
	'hurried',
	'told',
];

let folder: string;
let drafts: DraftServer;
let agent: AgentProcess;
let n8n: N8n;
let editor: Editor;
let sheet: LocalServer;
let port: number;
let used = 0;

const fresh = (): string => drafts.draftUrl(idOf(used++));
const slow = (): string => drafts.draftUrl(idOf(100 + used++));
const missing = (): string => drafts.draftUrl(idOf(900 + used++));

const startAgent = (): Promise<AgentProcess> =>
	startAgentProcess(join(folder, 'data'), {
		RENDER_AGENT_PORT: String(port),
		RENDER_AGENT_LOG_LEVEL: 'warn',
	});

interface Timed {
	target_timerange: { duration: number };
}

const lengthened = async (into: string): Promise<void> => {
	await cp(FIXTURE, into, { recursive: true });
	const file = join(into, 'draft_content.json');
	const draft = JSON.parse(await readFile(file, 'utf8')) as {
		duration: number;
		tracks: { segments: Timed[] }[];
	};
	draft.duration = LONG * 1_000_000;
	for (const { target_timerange: range } of draft.tracks.flatMap(({ segments }) => segments))
		range.duration = draft.duration;
	await writeFile(file, JSON.stringify(draft));
};

const workflowFile = async (name: string): Promise<object> =>
	JSON.parse(await readFile(join(WORKFLOWS, name), 'utf8')) as object;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'n8n-agent-'));
	const long = join(folder, 'long');
	await lengthened(long);
	const numbers = Array.from({ length: 200 }, (_, i) => i);
	drafts = await serveDrafts({
		drafts: Object.fromEntries(numbers.map((i) => [idOf(i), i < 100 ? FIXTURE : long])),
	});
	sheet = await serve(() => ({
		bytes: `name,draft_url\nfirst,${fresh()}\nlost,${missing()}\nthird,${fresh()}\n`,
		headers: { 'content-type': 'text/csv' },
	}));
	port = await freePort();
	agent = await startAgent();
	const files = ['one-draft', 'sheet-rows', 'approval', 'batch-with-limit', 'failures', 'ai-agent'];
	const imported = await Promise.all(files.map((name) => workflowFile(`${name}.json`)));
	const failing = suspendedWorkflow('failing', { waitBy: 'asking' });
	n8n = prepareN8n({
		port: await freePort(),
		credentials: [
			{
				id: 'capcutRenderApi1',
				name: 'CapCut Render',
				type: 'capCutRenderApi',
				data: { baseUrl: agent.url, apiKey: '' },
			},
		],
		workflows: [
			...imported,
			{ ...failing, settings: { errorWorkflow: 'capcutFailures01' } },
			suspendedWorkflow('suspended', { waitBy: 'callback' }),
			suspendedWorkflow('hurried', { waitBy: 'callback', waitMinutes: 0.1 }),
			triggerWorkflow('told'),
		],
	});
	await n8n.start();
	editor = await openEditor(n8n);
	await editor.signUp();
	for (const id of PUBLISHED) await n8n.publish(id);
});

afterAll(async () => {
	await editor.close();
	await n8n.close();
	await agent.stop();
	await Promise.all([drafts.close(), sheet.close()]);
	await rm(folder, { recursive: true, force: true });
});

const call = (path: string, body: object): Promise<Response> =>
	fetch(`${n8n.origin}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});

const sha256 = (bytes: ArrayBuffer): string =>
	createHash('sha256').update(Buffer.from(bytes)).digest('hex');

/** The newest execution of a workflow, when it is in that state. */
const execution = (workflow: string, status: string, count = 1): Promise<Execution> =>
	waitFor(
		`${status} of ${workflow}`,
		async () => {
			const all = (await executionsOf(n8n, workflow)).filter((one) => one.status === status);
			return all.length >= count ? all[0] : undefined;
		},
		150_000,
	);

const outputOf = ({ outputs }: Execution, node: string): Readonly<Record<string, unknown>> =>
	outputs[node]?.[0] ?? {};

describe('the editor', () => {
	it('tests the credential, finds the node, runs it and shows the video', async () => {
		expect(await editor.makeCredential(agent.url)).toBe('Connection tested successfully');
		expect(await editor.render(fresh())).toContain(`${agent.url}/videos/`);
	});

	it.each([
		['capcutOneDraft01', 'one-draft', 'CapCut Render'],
		['capcutSheetRows1', 'sheet-rows', 'Read the Rows'],
		['capcutApproval01', 'approval', 'Draw the Storyboard'],
		['capcutBatchLimit', 'batch-with-limit', 'Three at a Time'],
		['capcutFailures01', 'failures', 'What to Tell'],
		['capcutAiAgent001', 'ai-agent', 'Render a Draft'],
	])(
		'shows the imported %s',
		async (id, name, node) => {
			expect(await editor.open(id, name)).toContain(node);
		},
		60_000,
	);
});

describe('the workflow files', () => {
	it('one draft: the answer is the very file that the agent has', async () => {
		const draft_url = fresh();
		const answer = await call('capcut-one-draft', { draft_url });
		expect(answer.headers.get('content-type')).toBe('video/mp4');
		const bytes = await answer.arrayBuffer();
		const { body } = await ask(agent, `${API}/gen_video_status`, { body: { draft_url } });
		expect(sha256(bytes)).toBe(sha256(await (await fetch(body.video_url)).arrayBuffer()));
	});

	it('a sheet: each row its video, and the row that fails says why', async () => {
		const answer = await call('capcut-sheet', { sheet_url: `${sheet.origin}/sheet.csv` });
		const rows = (await answer.json()) as { name: string; video_url: string; error: string }[];
		expect(rows.map(({ name, video_url }) => [name, video_url !== ''])).toEqual([
			['first', true],
			['lost', false],
			['third', true],
		]);
		expect(rows[1]?.error).toContain('The draft does not exist');
	});

	it('a batch: all are rendered, three at a time, and a lost one does not stop the others', async () => {
		const draft_urls = [fresh(), fresh(), missing(), fresh(), fresh()];
		const answer = await call('capcut-batch', { draft_urls });
		const jobs = (await answer.json()) as { video_url: string; error: string }[];
		expect(jobs.map(({ video_url }) => video_url !== '')).toEqual([true, true, false, true, true]);
		expect(jobs[2]?.error).toContain('The draft does not exist');
	});

	it('a failure reaches the error workflow with the sentence and the hint', async () => {
		await call('failing', { draft_url: missing() });
		const told = outputOf(await execution('capcutFailures01', 'success'), 'What to Tell');
		expect(told['title']).toBe('failing failed');
		expect(told['what_and_what_to_do']).toMatch(/^The draft does not exist.*: Check the address/);
		expect(told['details']).toContain('DRAFT_NOT_FOUND');
	});
});

describe('a suspended execution', () => {
	it('sleeps, and goes on with the video although the agent was killed meanwhile', async () => {
		const draft_url = slow();
		await call('suspended', { draft_url });
		const waiting = await execution('suspended', 'waiting');
		const { job_id } = outputOf(waiting, 'CapCut Render');
		await waitFor('some progress', async () => {
			const { progress } = await jobOf(agent, String(job_id));
			return progress > 35 ? true : undefined;
		});
		await agent.kill();
		agent = await startAgent();
		const done = outputOf(await execution('suspended', 'success'), 'CapCut Render');
		expect(done).toMatchObject({ job_id, status: 'completed', progress: 100 });
		expect((await fetch(String(done['video_url']))).status).toBe(200);
	});

	it('goes on after n8n was restarted, even when the job ended while n8n was away', async () => {
		const draft_url = fresh();
		await call('suspended', { draft_url });
		await execution('suspended', 'waiting');
		await n8n.stop();
		const { body } = await ask(agent, `${API}/gen_video_status`, {
			body: { draft_url, wait_seconds: 30 },
		});
		expect(body.status).toBe('completed');
		await n8n.start();
		const done = outputOf(await execution('suspended', 'success', 2), 'CapCut Render');
		expect(done).toMatchObject({ draft_url, status: 'completed' });
	});

	it('of a cancelled job comes out with what happened and what to do', async () => {
		const draft_url = slow();
		await call('suspended', { draft_url });
		const { job_id } = outputOf(await execution('suspended', 'waiting'), 'CapCut Render');
		await ask(agent, `/v1/jobs/${String(job_id)}/cancel`, { method: 'POST' });
		const done = await waitFor('the end of the cancelled one', async () =>
			(await executionsOf(n8n, 'suspended'))
				.filter(({ status }) => status === 'success')
				.map((one) => outputOf(one, 'CapCut Render'))
				.find(({ details }) => (details as { job_id?: unknown } | undefined)?.job_id === job_id),
		);
		expect(done['error']).toMatch(/^The job was cancelled.*: Submit the draft again/);
		expect(done['details']).toMatchObject({ error_code: 'CANCELLED', job_id });
	});

	it('that nobody calls back comes out at its time limit with what to do', async () => {
		const draft_url = slow();
		await call('hurried', { draft_url });
		const { job_id } = outputOf(await execution('hurried', 'waiting'), 'CapCut Render');
		await agent.kill();
		const done = outputOf(await execution('hurried', 'success'), 'CapCut Render');
		agent = await startAgent();
		expect(done).toMatchObject({ timed_out: true, job_id, draft_url });
		expect(done['error']).toMatch(/has not called back within 0\.1 minutes.*Get Status and job ID/);
		await ask(agent, `/v1/jobs/${String(job_id)}/cancel`, { method: 'POST' });
	});
});

describe('the trigger', () => {
	it('starts its workflow for a finished job, and is removed with it', async () => {
		const draft_url = fresh();
		await ask(agent, `${API}/gen_video`, { body: { draft_url } });
		const told = await waitFor('the trigger', async () =>
			(await executionsOf(n8n, 'told'))
				.map((one) => outputOf(one, 'CapCut Render Trigger'))
				.find((output) => output['draft_url'] === draft_url),
		);
		expect(told).toMatchObject({ event: 'job.completed', status: 'completed' });
		await n8n.rest('POST', '/workflows/told/deactivate', {});
		const gone = await waitFor('the end of the webhook', async () => {
			const { text } = await ask(agent, '/v1/webhooks');
			return text.includes('wh_') ? undefined : true;
		});
		expect(gone).toBe(true);
	});
});
