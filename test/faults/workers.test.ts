import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type AgentProcess, programsOn, startAgentProcess, waitFor } from '../support/agentProcess';
import { ENDLESS, fixture, lengthened } from '../support/longDrafts';
import {
	callerOf,
	codeOf,
	enrol,
	listed,
	putDraft,
	runCommand,
	startWorkerProcess,
	type WorkerProcess,
} from '../support/workerProcess';
import { zipOfFolder } from '../support/zips';

jest.setTimeout(120_000);

const SMALL = { size: '160x90', fps: 5, quality: 'draft' } as const;
/** How soon a worker that is gone is missed. */
const LEASE = '5';

let root: string;
let gateway: AgentProcess;
let workers: WorkerProcess[] = [];
const { submit, jobOf, endOf } = callerOf(() => gateway);

const dataOf = (name: string): string => join(root, name);

const startGateway = async (port = '0', more = {}): Promise<void> => {
	gateway = await startAgentProcess(dataOf('gateway'), {
		RENDER_AGENT_PORT: port,
		RENDER_AGENT_JOBS: '0',
		RENDER_AGENT_WORKER_LEASE_SECONDS: LEASE,
		// A gateway needs no ffmpeg.
		FFMPEG_PATH: join(root, 'no-ffmpeg'),
		...more,
	});
};

const startWorker = async (
	name: string,
	more: Parameters<typeof startWorkerProcess>[1] = {},
): Promise<WorkerProcess> => {
	const worker = await startWorkerProcess(dataOf(name), more);
	workers.push(worker);
	return worker;
};

beforeEach(async () => {
	root = mkdtempSync(join(tmpdir(), 'workers-'));
	await startGateway();
});
afterEach(async () => {
	for (const worker of workers) await worker.kill();
	workers = [];
	await gateway.stop();
	rmSync(root, { recursive: true, force: true });
});

const shortDraft = async (): Promise<string> =>
	putDraft(gateway, await zipOfFolder(fixture('09_text')));

/** A draft that takes some seconds to draw. */
const longDraft = async (seconds = 60): Promise<string> =>
	putDraft(gateway, await zipOfFolder(lengthened(join(root, 'long'), seconds)));

const framesOf = (id: string, more: number): Promise<true> =>
	waitFor('its frames', async () => ((await jobOf(id)).frames_done ?? 0) >= more || undefined);

const statesOf = (id: string): readonly string[] => {
	const file = new DatabaseSync(join(dataOf('gateway'), 'agent.sqlite'), { readOnly: true });
	const rows = file.prepare('SELECT state FROM event WHERE job = ? ORDER BY seq').all(id);
	file.close();
	return rows.map(({ state }) => String(state));
};

const workOf = (data: string): readonly string[] => {
	const folder = join(data, 'work');
	return existsSync(folder) ? readdirSync(folder) : [];
};

const expectNothingLeft = async (...names: readonly string[]): Promise<void> => {
	const places = [dataOf('gateway'), ...names.map((name) => join(dataOf(name), 'worker'))];
	await waitFor('empty work folders', () => places.flatMap(workOf).length === 0 || undefined);
};

/** A gateway that is killed, and started again on its port after a while. */
const restartGateway = async (): Promise<void> => {
	const { port } = new URL(gateway.url);
	await gateway.kill();
	await startGateway(port);
};

describe('a worker behind a gateway that renders nothing itself', () => {
	it('renders a draft that lies at the gateway, with captions, pictures and report', async () => {
		await enrol(gateway, dataOf('pc'), { name: 'Büro 办公室' });
		await startWorker('pc');
		const id = await submit(await shortDraft(), {
			...SMALL,
			captions: 'both',
			deliver_extras: ['captions', 'poster', 'storyboard', 'report'],
		});
		const job = await endOf(id);
		expect(job).toMatchObject({ status: 'completed', error_code: null, progress: 100 });
		const video = Buffer.from(await (await fetch(job.video_url)).arrayBuffer());
		expect(video.length).toBe(job.video_bytes);
		expect(video.subarray(4, 8).toString()).toBe('ftyp');
		expect(job.captions.map(({ format }) => format)).toEqual(['srt', 'vtt']);
		expect(await (await fetch(job.captions[0]?.url ?? '')).text()).toContain('-->');
		for (const url of [job.poster_url, job.storyboard_url]) {
			const png = Buffer.from(await (await fetch(url ?? '')).arrayBuffer());
			expect(png.subarray(1, 4).toString()).toBe('PNG');
		}
		expect(job.report).toHaveProperty('fidelity');
		expect(statesOf(id)).toEqual([
			...['queued', 'fetching', 'rendering', 'delivering', 'completed'],
		]);
		const [line = ''] = await listed(gateway);
		expect(line).toContain('Büro 办公室');
		expect(line).toContain(`${process.platform} ${process.arch}`);
		expect(line).toContain('waits for a job');
		await expectNothingLeft('pc');
	});

	it('fails a job in the words that it would have here, and goes on', async () => {
		await enrol(gateway, dataOf('pc'));
		await startWorker('pc');
		const broken = await putDraft(gateway, await zipOfFolder(fixture('17_missing_material')));
		const id = await submit(broken, SMALL).catch((error: unknown) => String(error));
		// The quick check of the gateway finds it before anything is lent.
		expect(id).toContain('MEDIA_MISSING');
		const fine = await submit(await shortDraft(), SMALL);
		expect((await endOf(fine)).status).toBe('completed');
	});

	it('is told of a cancelled job, stops its programs, and takes the next one', async () => {
		await enrol(gateway, dataOf('pc'));
		await startWorker('pc');
		const id = await submit(await longDraft(ENDLESS));
		await framesOf(id, 5);
		expect(programsOn(dataOf('pc')).length).toBeGreaterThan(0);
		await fetch(`${gateway.url}/v1/jobs/${id}/cancel`, { method: 'POST' });
		await expectNothingLeft('pc');
		const next = await submit(await shortDraft(), SMALL);
		expect((await endOf(next)).status).toBe('completed');
		expect((await jobOf(id)).error_code).toBe('CANCELLED');
	});

	it('delivers straight to its own targets when it is told so, and the gateway says where', async () => {
		const videos = dataOf('own-videos');
		mkdirSync(videos);
		await enrol(gateway, dataOf('pc'));
		await startWorker('pc', {
			RENDER_AGENT_WORKER_STRAIGHT: 'yes',
			RENDER_AGENT_TARGETS: JSON.stringify({
				nas: { kind: 'folder', path: videos, public_url: 'https://nas.example/v' },
			}),
		});
		const id = await submit(await shortDraft(), { ...SMALL, captions: 'sidecar' });
		const job = await endOf(id);
		expect(job).toMatchObject({
			status: 'completed',
			delivery: [{ target: 'nas', state: 'done' }],
		});
		expect(job.video_url).toMatch(/^https:\/\/nas\.example\/v\//);
		expect(job.delivery[0]?.files).toMatchObject([{ kind: 'captions' }, { kind: 'captions' }]);
		const names = readdirSync(videos, { recursive: true }).map(String);
		expect(names.filter((name) => name.endsWith('.mp4'))).toHaveLength(1);
		expect(existsSync(join(dataOf('gateway'), 'videos', `${id}.mp4`))).toBe(false);
		await expectNothingLeft('pc');
	});
});

describe('what goes wrong between them', () => {
	it('a gateway that is killed in the middle: the worker goes on, nothing is rendered twice', async () => {
		await enrol(gateway, dataOf('pc'));
		await startWorker('pc');
		const id = await submit(await longDraft(), { fps: 10 });
		await framesOf(id, 5);
		await restartGateway();
		const job = await endOf(id);
		expect(job.status).toBe('completed');
		expect(statesOf(id)).toEqual([
			...['queued', 'fetching', 'rendering', 'delivering', 'completed'],
		]);
		await expectNothingLeft('pc');
	});

	it('a worker that is killed and started again: its job goes on at once, and once', async () => {
		await enrol(gateway, dataOf('pc'));
		const worker = await startWorker('pc', { RENDER_AGENT_CHUNK_CACHE_GB: '1' });
		// What was drawn before the kill is kept, so a long one costs little.
		const id = await submit(await longDraft());
		await framesOf(id, 20);
		await worker.kill();
		await startWorker('pc', { RENDER_AGENT_CHUNK_CACHE_GB: '1' });
		const job = await endOf(id);
		expect(job.status).toBe('completed');
		expect(statesOf(id)).toEqual([
			...['queued', 'fetching', 'rendering', 'queued', 'fetching', 'rendering'],
			...['delivering', 'completed'],
		]);
		await expectNothingLeft('pc');
	});

	it('a worker that is gone for good: another one does its job when the lease has lapsed', async () => {
		await enrol(gateway, dataOf('one'), { name: 'one' });
		await enrol(gateway, dataOf('two'), { name: 'two' });
		const one = await startWorker('one');
		const id = await submit(await longDraft(), { fps: 5 });
		await framesOf(id, 5);
		await one.kill();
		await startWorker('two');
		expect((await endOf(id)).status).toBe('completed');
		expect(statesOf(id).filter((state) => state === 'completed')).toHaveLength(1);
		await expectNothingLeft('two');
	});

	it('a worker that is stopped puts its job back and says that it was stopped', async () => {
		await enrol(gateway, dataOf('pc'));
		const worker = await startWorker('pc');
		const id = await submit(await longDraft(ENDLESS));
		await framesOf(id, 5);
		expect(await worker.stop()).toMatchObject({ code: 0 });
		expect((await jobOf(id)).status).toBe('pending');
		expect((await listed(gateway))[0]).toContain('it was stopped');
		expect(workOf(join(dataOf('pc'), 'worker'))).toEqual([]);
	});

	it('a worker that is revoked ends in one sentence with its code, and its job waits for another one', async () => {
		await enrol(gateway, dataOf('pc'));
		const worker = await startWorker('pc');
		const id = await submit(await longDraft(ENDLESS));
		await framesOf(id, 5);
		const [workerId = ''] = (await listed(gateway))[0]?.split('\t') ?? [];
		await runCommand(['worker', 'revoke', workerId], { data: gateway.data });
		const { code, err } = await worker.ended;
		expect(code).toBe(2);
		expect(err).toContain('The gateway does not know this worker');
		await waitFor('the queue', async () => (await jobOf(id)).status === 'pending' || undefined);
		expect(workOf(join(dataOf('pc'), 'worker'))).toEqual([]);
	});

	it('a wrong address of the gateway, and a used code, are said in one sentence each', async () => {
		const code = await codeOf(gateway);
		const enrolled = (url: string) =>
			runCommand(['worker', 'enrol', '--gateway', url, '--code', code], { data: dataOf('pc') });
		const nobody = await enrolled('http://127.0.0.1:9');
		expect(nobody.code).toBe(2);
		expect(nobody.err).toMatch(/^The gateway cannot be reached: http:\/\/127\.0\.0\.1:9 \(/);
		const other = await enrolled(`${gateway.url}/elsewhere`);
		expect(other.err).toContain('HTTP 404');
		expect((await enrolled(gateway.url)).code).toBe(0);
		expect((await enrolled(gateway.url)).err).toContain('a worker of');
		rmSync(join(dataOf('pc'), 'worker.json'));
		expect((await enrolled(gateway.url)).err).toContain('The enrolment code is not valid');
	});

	it('a worker that cannot work takes nothing, and says why in the list', async () => {
		await enrol(gateway, dataOf('pc'));
		await startWorker('pc', { RENDER_AGENT_MIN_FREE_GB: '900000' });
		const id = await submit(await shortDraft(), SMALL);
		await waitFor(
			'its words',
			async () => (await listed(gateway))[0]?.includes('DISK_FULL') || undefined,
		);
		expect((await jobOf(id)).status).toBe('pending');
	});

	it('a machine that is no worker says what to do', async () => {
		const { code, err } = await runCommand(['worker', 'run'], { data: dataOf('pc') });
		expect(code).toBe(2);
		expect(err).toContain('this machine is no worker yet');
	});
});

it('the credential of a worker is in no log and no list, and its file is for its user only', async () => {
	await enrol(gateway, dataOf('pc'));
	const worker = await startWorker('pc', { RENDER_AGENT_LOG_LEVEL: 'debug' });
	await endOf(await submit(await shortDraft(), SMALL));
	const file = join(dataOf('pc'), 'worker.json');
	const { credential } = JSON.parse(readFileSync(file, 'utf8')) as { readonly credential: string };
	expect(statSync(file).mode & 0o777).toBe(0o600);
	const said = await worker.stop();
	const end = await gateway.stop();
	await startGateway();
	for (const text of [said.out, said.err, end.out, end.err, (await listed(gateway)).join('\n')])
		expect(text).not.toContain(credential);
});
