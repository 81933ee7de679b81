import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../../../render-agent/src/config/log';
import { systemClock } from '../../../render-agent/src/kernel/clock';
import type { DeliveryTarget } from '../../../render-agent/src/deliver/target';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { createPost } from '../../../render-agent/src/net/post';
import { createGateway } from '../../../render-agent/src/worker/gateway';
import { pullJobs, type WorkerParts } from '../../../render-agent/src/worker/pullJobs';
import { API, ask, draftUrl, startAgent, type TestAgent, until } from '../../support/agent';
import { createFakeRenderer, type FakeRenderer, VIDEO } from '../../support/fakeRenderer';
import { enrolAt } from '../../support/workerCalls';

let agent: TestAgent;
let folder: string;
let renderer: FakeRenderer;
let stop: AbortController;
let working: Promise<void>;
let said: string[];

const partsOf = (credential: string, more: Partial<WorkerParts> = {}): WorkerParts => ({
	gateway: createGateway({
		...{ url: agent.url, credential, language: 'en' },
		send: createPost({ allow: 'everything', clock: systemClock }).send,
	}),
	renderer: renderer.render,
	hosted: { add: () => () => undefined },
	data: folder,
	clock: systemClock,
	log: createLog('silent'),
	targets: [],
	isStraight: false,
	rest: {
		timetable: undefined,
		idleMinutes: undefined,
		idleTime: () => Promise.resolve(undefined),
		notReady: () => undefined,
		room: () => Promise.resolve(),
		clock: systemClock,
		language: 'en',
	},
	slots: 1,
	putsBack: false,
	words: () => ({ platform: 'test', version: '1', encoders: ['software'] }),
	say: (words) => said.push(typeof words === 'string' ? words : words.en),
	...more,
});

const work = async (more: Partial<WorkerParts> = {}): Promise<void> => {
	const { credential } = (await enrolAt(agent)).body;
	working = pullJobs(partsOf(credential, more), stop.signal);
	working.catch(() => undefined);
};

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'worker-'));
	renderer = createFakeRenderer();
	stop = new AbortController();
	said = [];
	agent = await startAgent({ environment: { RENDER_AGENT_JOBS: '0' } });
});
afterEach(async () => {
	stop.abort();
	await working.catch(() => undefined);
	await agent.close();
	rmSync(folder, { recursive: true, force: true });
});

const submit = async (options: object = {}): Promise<string> =>
	(await ask(agent, `${API}/gen_video`, { body: { draft_url: draftUrl(), ...options } })).body
		.job_id;

const jobOf = (id: string) => agent.jobs.status({ id }, 'everybody');

const workFolders = (): readonly string[] =>
	existsSync(join(folder, 'work')) ? readdirSync(join(folder, 'work')) : [];

it('the renderer gets what the caller asked for, and what it tells is seen at the gateway', async () => {
	await work();
	const id = await submit({ size: '720p', deliver_extras: ['poster'] });
	const held = await renderer.held(0);
	expect(held.work).toMatchObject({ draft: draftUrl(), options: { size: '720p' } });
	expect(held.work.pictures).toEqual(['poster']);
	held.pass('effects');
	held.events.started('render');
	held.events.progressed({ step: 'render', done: 30, total: 60 });
	await until(() => jobOf(id).framesDone === 30);
	expect(jobOf(id)).toMatchObject({ state: 'rendering', framesDone: 30, framesTotal: 60 });
});

it('a failure of the draft ends the job; the next one is taken', async () => {
	await work();
	const first = await submit();
	(await renderer.held(0)).fail(new AgentError('DRAFT_INVALID', { object: 'line 3' }));
	await until(() => jobOf(first).state === 'failed');
	expect(jobOf(first).failure).toMatchObject({ code: 'DRAFT_INVALID', object: 'line 3' });
	await submit();
	await renderer.held(1);
	expect(workFolders()).toHaveLength(1);
});

it('a disk that fills up sends the job back, and this machine takes none for a while', async () => {
	await work();
	const id = await submit();
	(await renderer.held(0)).fail(Object.assign(new RangeError(), { code: 'ENOSPC' }));
	await until(() => jobOf(id).state === 'queued');
	expect(jobOf(id).state).toBe('queued');
	await until(() => said.some((words) => words.includes('could not do its last job')));
	expect(renderer.count()).toBe(1);
	expect(workFolders()).toEqual([]);
});

it('a late warning arrives before the video does', async () => {
	await work();
	const id = await submit();
	const held = await renderer.held(0);
	// What the fake renderer makes is no video: the gateway says so, and has heard the warning by then.
	held.events.warned([{ code: 'MEDIA_MISSING', text: { zh: '缺', en: 'gone' } }]);
	await held.finish();
	await until(() => jobOf(id).state === 'failed');
	expect(jobOf(id).failure?.code).toBe('ENCODE_FAILED');
	expect(jobOf(id).warnings).toMatchObject([{ code: 'MEDIA_MISSING' }]);
	expect(VIDEO.length).toBe(1000);
});

it('a rest that it was told to take sends its job back when that is asked for', async () => {
	let isUsed = false;
	const idleTime = (): Promise<number> => Promise.resolve(isUsed ? 0 : 3_600_000);
	const rest = { ...partsOf('').rest, idleMinutes: 10, idleTime };
	// Looks every ten seconds: time runs a hundred times as fast.
	const clock = {
		...systemClock,
		sleep: (milliseconds: number, signal?: AbortSignal) =>
			systemClock.sleep(milliseconds / 100, signal),
	};
	await work({ putsBack: true, rest, clock });
	const id = await submit();
	const held = await renderer.held(0);
	isUsed = true;
	await until(() => held.signal.aborted);
	await until(() => jobOf(id).state === 'queued');
	expect(jobOf(id).state).toBe('queued');
	await until(() => agent.workers.list()[0]?.resting !== null);
	expect(agent.workers.list()[0]?.resting).toContain('the machine is in use');
});

it('a machine whose clock is a day off does the same', async () => {
	const clock = { ...systemClock, now: () => systemClock.now() + 86_400_000 };
	await work({ clock });
	const id = await submit();
	const held = await renderer.held(0);
	held.events.started('render');
	await until(() => jobOf(id).state === 'rendering');
	expect(jobOf(id).state).toBe('rendering');
	held.fail(new AgentError('RENDER_FAILED'));
	await until(() => jobOf(id).state === 'failed');
	expect(jobOf(id).failure?.code).toBe('RENDER_FAILED');
});

it('a worker that is not known any more stops, and leaves nothing', async () => {
	await work();
	await submit();
	const held = await renderer.held(0);
	agent.workers.revoke(agent.workers.list()[0]?.id ?? '');
	await expect(working).rejects.toMatchObject({ code: 'WORKER_KEY_INVALID' });
	expect(held.signal.aborted).toBe(true);
	expect(workFolders()).toEqual([]);
});

describe('a worker that delivers straight', () => {
	const toDisk = () => {
		const put: string[] = [];
		const disk: DeliveryTarget = {
			name: 'disk',
			put: ({ name }) => {
				put.push(name);
				return Promise.resolve({ url: `/home/me/videos/${name}` });
			},
		};
		return { put, isStraight: true, targets: [disk] };
	};

	it('to a folder of its own does not give its path away as an address', async () => {
		const { put, ...straight } = toDisk();
		await work(straight);
		const id = await submit();
		await (await renderer.held(0)).finish();
		await until(() => jobOf(id).state === 'completed');
		expect(put).toEqual([`${id}.mp4`]);
		expect(jobOf(id).delivery).toMatchObject([{ target: 'disk', state: 'done', url: null }]);
	});

	it('hands over what is to stay with the agent', async () => {
		const { put, ...straight } = toDisk();
		await work(straight);
		const id = await submit({ deliver: [] });
		await (await renderer.held(0)).finish();
		// It came here: what the fake renderer makes is no video.
		await until(() => jobOf(id).state === 'failed');
		expect(jobOf(id).failure?.code).toBe('ENCODE_FAILED');
		expect(put).toEqual([]);
	});
});
