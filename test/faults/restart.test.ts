import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
	type AgentProcess,
	endOf,
	jobOf,
	leftoversIn,
	processesOn,
	programsOn,
	startAgentProcess,
	startCommand,
	submit,
	waitFor,
} from '../support/agentProcess';
import { type DraftServer, serveDrafts } from '../support/draftServer';
import { standBefore } from '../support/slowOrigin';
import { fixture, lengthened } from '../support/longDrafts';

/** How long programs of a killed agent may live on. Milliseconds. */
const AFTERLIFE = 5_000;

jest.setTimeout(60_000);

const idOf = (number: number): string => `20261124${String(number).padStart(6, '0')}c0ffee02`;
const [LONG, SHORT, SOUND] = [idOf(1), idOf(2), idOf(3)];

let root: string;
let data: string;
let drafts: DraftServer;
let agent: AgentProcess | undefined;

beforeEach(async () => {
	root = mkdtempSync(join(tmpdir(), 'restart-'));
	data = join(root, 'data');
	mkdirSync(data);
	drafts = await serveDrafts({
		drafts: {
			[LONG]: lengthened(join(root, 'long'), 40),
			[SHORT]: fixture('03_image_kenburns'),
			[SOUND]: fixture('11_audio'),
		},
	});
});
afterEach(async () => {
	await agent?.stop();
	agent = undefined;
	await drafts.close();
	rmSync(root, { recursive: true, force: true });
});

const start = async (port = '0'): Promise<AgentProcess> =>
	(agent = await startAgentProcess(data, { RENDER_AGENT_PORT: port }));

/** Kills the agent, waits until nothing of it runs any more, and starts it again on the same folder and port. */
const killedAndStarted = async (
	killed: AgentProcess,
	look: () => void = () => undefined,
): Promise<AgentProcess> => {
	await killed.kill();
	look();
	await waitFor(
		'the end of its programs',
		() => (processesOn(data).length === 0 ? true : undefined),
		AFTERLIFE,
	);
	return start(new URL(killed.url).port);
};

/** How many addresses the cache has whole. */
const notesIn = (folder: string): number => readdirSync(join(folder, 'cache/addresses')).length;

/** How often each state was reached, as the file of jobs tells. */
const statesOf = (id: string): Readonly<Record<string, number>> => {
	const file = new DatabaseSync(join(data, 'agent.sqlite'), { readOnly: true });
	const rows = file
		.prepare('SELECT state, COUNT(*) AS n FROM event WHERE job = ? GROUP BY state')
		.all(id);
	file.close();
	return Object.fromEntries(rows.map(({ state, n }) => [String(state), Number(n)]));
};

const expectCompletedOnce = async (on: AgentProcess, id: string): Promise<void> => {
	const job = await endOf(on, id);
	expect(job).toMatchObject({ job_id: id, status: 'completed', progress: 100, error_code: null });
	expect((await fetch(job.video_url, { method: 'HEAD' })).status).toBe(200);
	expect(statesOf(id)).toMatchObject({ completed: 1 });
	expect(statesOf(id)).not.toHaveProperty('failed');
};

const expectNothingLeft = async (): Promise<void> => {
	await waitFor('an empty work folder', () => (leftoversIn(data).length === 0 ? true : undefined));
};

describe('an agent that is killed', () => {
	it('ends the video that it was rendering and the one that waited, each once, under their ids', async () => {
		const first = await start();
		const running = await submit(first, drafts.draftUrl(LONG));
		const waiting = await submit(first, drafts.draftUrl(SHORT));
		await waitFor('the first frames', async () =>
			((await jobOf(first, running)).frames_done ?? 0) > 20 ? true : undefined,
		);
		expect(programsOn(data).some((line) => line.includes('chunk'))).toBe(true);
		expect((await jobOf(first, waiting)).status).toBe('pending');
		const second = await killedAndStarted(first);
		// Nobody waits for the lease of an agent that cannot come back.
		await waitFor(
			'the second run',
			async () => ((await jobOf(second, running)).status === 'processing' ? true : undefined),
			3_000,
		);
		await waitFor('the end of the old work folder', () =>
			leftoversIn(data).join() === `work/${running}-3` ? true : undefined,
		);
		await expectCompletedOnce(second, running);
		await expectCompletedOnce(second, waiting);
		expect(statesOf(running)).toMatchObject({ fetching: 2 });
		expect(statesOf(waiting)).toMatchObject({ fetching: 1 });
		await expectNothingLeft();
	});

	it('downloads again only what had not arrived whole', async () => {
		const slow = await standBefore(drafts.origin, 'gray.mp4');
		const first = await start();
		const id = await submit(first, drafts.draftUrl(SOUND).replace(drafts.origin, slow.origin));
		await waitFor('half a download and two whole ones', () =>
			slow.stuck() > 0 && notesIn(data) === 2 ? true : undefined,
		);
		slow.hurry();
		const second = await killedAndStarted(first, () => {
			expect(leftoversIn(data).some((name) => name.startsWith('cache/parts'))).toBe(true);
		});
		await expectCompletedOnce(second, id);
		const whole = drafts.requests.filter((line) => line.endsWith('.wav'));
		expect(whole).toHaveLength(2);
		await slow.close();
	});

	it('takes a waiting job up again that never ran', async () => {
		const first = await start();
		await submit(first, drafts.draftUrl(LONG));
		const waiting = await submit(first, drafts.draftUrl(SHORT), { priority: 9 });
		const second = await killedAndStarted(first);
		await expectCompletedOnce(second, waiting);
	});
});

describe('a second agent on the same data folder', () => {
	it('is refused in one sentence that names the folder and the setting, and the first goes on', async () => {
		const first = await start();
		const second = startCommand(['serve'], { data, environment: { RENDER_AGENT_PORT: '0' } });
		const { code, err } = await second.ended;
		expect(code).toBe(1);
		expect(err).toContain(data);
		expect(err).toContain('RENDER_AGENT_DATA');
		expect(err).not.toMatch(/\n.|^\s+at /);
		await expectCompletedOnce(first, await submit(first, drafts.draftUrl(SHORT)));
	});

	it('is refused in one sentence on the same port too', async () => {
		const first = await start();
		const port = new URL(first.url).port;
		const environment = { RENDER_AGENT_PORT: port, RENDER_AGENT_DATA: join(root, 'other') };
		const { code, err } = await startCommand(['serve'], { data, environment }).ended;
		expect(code).toBe(1);
		expect(err).toMatch(new RegExp(`port ${port} .*RENDER_AGENT_PORT`));
		expect(err).not.toMatch(/\n.|^\s+at /);
	});
});

describe('a running render that is cancelled', () => {
	it('is failed as CANCELLED, and its programs and files are gone', async () => {
		const on = await start();
		const id = await submit(on, drafts.draftUrl(LONG));
		await waitFor('the first frames', async () =>
			((await jobOf(on, id)).frames_done ?? 0) > 5 ? true : undefined,
		);
		await fetch(`${on.url}/v1/jobs/${id}/cancel`, { method: 'POST' });
		expect(await jobOf(on, id)).toMatchObject({
			status: 'failed',
			error_code: 'CANCELLED',
			error_status: 409,
		});
		await waitFor(
			'the end of its programs and files',
			() => (programsOn(data).length + leftoversIn(data).length === 0 ? true : undefined),
			AFTERLIFE,
		);
		await expectCompletedOnce(on, await submit(on, drafts.draftUrl(SHORT)));
	});
});
