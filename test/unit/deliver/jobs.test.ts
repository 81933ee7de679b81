import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { s3Target } from '../../../render-agent/src/config/targets';
import { openTarget } from '../../../render-agent/src/deliver/openTarget';
import type { DeliveryTarget } from '../../../render-agent/src/deliver/target';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { createPost } from '../../../render-agent/src/net/post';
import {
	API,
	type AnswerBody,
	ask,
	draftUrl,
	startAgent,
	type TestAgent,
	until,
} from '../../support/agent';
import { createFakeRenderer, PICTURE, VIDEO } from '../../support/fakeRenderer';
import { impatientClock } from '../../support/impatientClock';
import { type S3Server, startS3 } from '../../support/s3Server';

/** A target under the test's hand: each put waits for its end. */
const heldTarget = (name: string) => {
	const puts: { file: string; end: (url: string) => void; fail: (error: unknown) => void }[] = [];
	const target: DeliveryTarget = {
		name,
		put: ({ name: file }, { checkpoint, onProgress }, signal) =>
			new Promise((resolve, reject) => {
				checkpoint.save({ half: file });
				onProgress(VIDEO.length / 2);
				signal.addEventListener('abort', () => reject(signal.reason as Error));
				puts.push({ file, end: (url) => resolve({ url }), fail: reject });
			}),
		linkTo: (_file, url) => url,
	};
	return { target, puts };
};

const PUT_TO = 'https://put.example/1';
const submit = async (agent: TestAgent, options: object = {}) =>
	(await ask(agent, `${API}/gen_video`, { body: { draft_url: draftUrl(), ...options } })).body;

const jobIn = async (agent: TestAgent, id: string): Promise<AnswerBody> =>
	(await ask(agent, `/v1/jobs/${id}`, { headers: { 'accept-language': 'en' } })).body;

const textAt = async (url: string | undefined): Promise<string> => (await fetch(url ?? '')).text();

describe('the deliveries of a job', () => {
	let agent: TestAgent;
	let s3: S3Server;
	beforeAll(async () => {
		s3 = await startS3();
	});
	afterAll(() => s3.close());
	afterEach(() => agent.close());

	const bucket = (name: string, more: object = {}): DeliveryTarget => {
		const clock = impatientClock();
		const settings = s3Target.parse({
			kind: 's3',
			endpoint: s3.endpoint,
			region: s3.account.region,
			bucket: s3.bucket,
			access_key_id: s3.account.id,
			secret_access_key: s3.account.secret,
			...more,
		});
		const { send } = createPost({ allow: ['127.0.0.1'], clock });
		return openTarget(name, settings, { send, clock, linkDays: 7 });
	};
	const completed = async (id: string): Promise<AnswerBody> => {
		await until(async () => (await jobIn(agent, id)).status === 'completed');
		return jobIn(agent, id);
	};

	/** Delivers again: what is done is not sent again, the rest is. */
	const deliveredAgain = async (id: string, puts: ReturnType<typeof heldTarget>['puts']) => {
		const sent = s3.done.length;
		const before = puts.length;
		await ask(agent, `/v1/jobs/${id}/deliver`, { method: 'POST' });
		for (const [index, file] of ['srt', 'json', 'mp4'].entries()) {
			await until(() => puts.length === before + index + 1);
			expect(puts.at(-1)?.file).toBe(`${id}.${file}`);
			puts.at(-1)?.end(`https://shelf.example/${file}`);
		}
		await until(async () => (await jobIn(agent, id)).delivery[1]?.state === 'done');
		expect((await jobIn(agent, id)).delivery[1]?.url).toBe('https://shelf.example/mp4');
		expect(s3.done).toHaveLength(sent);
	};

	it('go to several targets, with captions and report; what failed says what to do and works later', async () => {
		const { target, puts } = heldTarget('shelf');
		const targets = [bucket('s3'), target];
		agent = await startAgent({ renderer: createFakeRenderer(true), targets });
		const { job_id } = await submit(agent, {
			captions: 'both',
			deliver_extras: ['captions', 'report'],
			download_name: '片子.mp4',
		});
		await until(() => puts.length === 1);
		puts[0]?.fail(new AgentError('DELIVERY_FULL'));
		const job = await completed(job_id);
		expect(job).toMatchObject({
			video_bytes: VIDEO.length,
			duration_seconds: 2,
			width: 64,
			height: 36,
			delivery: [
				{ target: 's3', state: 'done', files: [{ kind: 'captions' }, { kind: 'report' }] },
				{ target: 'shelf', state: 'failed', url: null, error: { error_code: 'DELIVERY_FULL' } },
			],
		});
		expect(job.delivery[1]?.error?.hint).toMatch(/Make room at the target shelf.*deliver again/);
		expect(job.video_url).toBe(job.delivery[0]?.url);
		expect(await textAt(job.video_url)).toBe(VIDEO.toString());
		expect(JSON.parse(await textAt(job.delivery[0]?.files[1]?.url))).toEqual({ engine: 'fake' });
		const key = [...s3.objects.keys()].find((one) => one.endsWith('.mp4')) ?? '';
		expect(key).toMatch(/^2026-11-23\/20261123\d{6}[0-9a-f]{8}\.mp4$/);
		const name = s3.objects.get(key)?.headers['content-disposition'];
		expect(name).toContain('%E7%89%87%E5%AD%90.mp4');
		await deliveredAgain(job_id, puts);
	});

	it('have poster and storyboard beside the video when they are asked for, until it is forgotten', async () => {
		agent = await startAgent({ renderer: createFakeRenderer(true), targets: [bucket('s3')] });
		const kept = await submit(agent, { deliver: [], deliver_extras: ['poster', 'storyboard'] });
		const { poster_url, storyboard_url } = await completed(kept.job_id);
		for (const url of [poster_url, storyboard_url]) {
			const answer = await fetch(url ?? '');
			expect(answer.headers.get('content-type')).toBe('image/png');
			expect(await answer.text()).toBe(PICTURE.toString());
		}
		expect(poster_url).toContain(`/videos/${kept.job_id}.poster.png?`);
		expect((await fetch(poster_url?.replace('poster', 'storyboard') ?? '')).status).toBe(403);

		const sent = await submit(agent, { priority: 7, deliver_extras: ['poster'] });
		const job = await completed(sent.job_id);
		expect(job.delivery[0]?.files).toEqual([{ kind: 'poster', url: job.poster_url }]);
		expect(job).toMatchObject({ storyboard_url: null });
		expect(await textAt(job.poster_url ?? undefined)).toBe(PICTURE.toString());
		expect([...s3.objects.keys()].filter((key) => key.endsWith('.poster.png'))).toHaveLength(1);

		const kinds = async () =>
			(await readdir(join(agent.folder, 'videos')))
				.map((name) => name.slice(name.indexOf('.')))
				.sort();
		expect(await kinds()).toEqual([
			'.mp4',
			'.mp4',
			'.poster.png',
			'.poster.png',
			'.storyboard.png',
		]);
		agent.store.forget(Number.MAX_SAFE_INTEGER);
		await agent.clock.advance(3_600_000);
		await until(async () => (await kinds()).length === 0);
	});

	it('go where the request says: chosen names, none at all, and no name that is not there', async () => {
		const [a, b] = [heldTarget('a'), heldTarget('b')];
		agent = await startAgent({ renderer: createFakeRenderer(true), targets: [a.target, b.target] });
		const none = await submit(agent, { deliver: [] });
		expect(await completed(none.job_id)).toMatchObject({ delivery: [] });
		const one = await submit(agent, { deliver: ['b'] });
		await until(() => b.puts.length === 1);
		b.puts[0]?.end('https://b.example/1');
		expect((await completed(one.job_id)).video_url).toBe('https://b.example/1');
		expect(a.puts).toEqual([]);
		expect(await submit(agent, { deliver: ['c'] })).toMatchObject({
			error_code: 'REQUEST_INVALID',
			detail: expect.stringMatching(/c.*a, b/) as string,
		});
	});

	it('may come with the request only where the operator allows their kind', async () => {
		const sent = { kind: 'put', url: `${s3.endpoint}/x/{name}` };
		const opened: string[] = [];
		const sentTargets = {
			kinds: ['put' as const],
			open: (name: string, { kind }: { kind: string }): DeliveryTarget => {
				opened.push(kind);
				return { name, put: () => Promise.resolve({ url: PUT_TO }), linkTo: () => PUT_TO };
			},
		};
		agent = await startAgent({ renderer: createFakeRenderer(true), sentTargets });
		const { job_id } = await submit(agent, { deliver: [sent] });
		expect(await completed(job_id)).toMatchObject({
			video_url: PUT_TO,
			delivery: [{ target: 'job-put-1', state: 'done' }],
		});
		expect(await submit(agent, { deliver: [{ kind: 'webdav', url: s3.endpoint }] })).toMatchObject({
			error_code: 'REQUEST_INVALID',
			detail: expect.stringContaining('RENDER_AGENT_JOB_TARGETS=put,webdav') as string,
		});
		expect(opened).not.toContain('webdav');
		const folder = await submit(agent, { deliver: [{ kind: 'folder', path: '/etc' }] });
		expect(folder.error_code).toBe('REQUEST_INVALID');
	});

	it('that the agent was stopped in go on after its start: nothing is drawn or sent twice, the checkpoint is there', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'again-'));
		const first = heldTarget('shelf');
		let sent = 0;
		const desk: DeliveryTarget = {
			name: 'desk',
			put: () => Promise.resolve({ url: `https://desk.example/${String((sent += 1))}` }),
			linkTo: (_file, url) => url,
		};
		const before = await startAgent({
			folder,
			renderer: createFakeRenderer(true),
			targets: [desk, first.target],
		});
		const { job_id } = await submit(before);
		await until(() => first.puts.length === 1);
		expect((await jobIn(before, job_id)).delivery).toMatchObject([
			{ target: 'desk', state: 'done' },
			{ target: 'shelf', state: 'pending' },
		]);
		await before.stop();
		const renderer = createFakeRenderer(true);
		let remembered: unknown;
		const target: DeliveryTarget = {
			name: 'shelf',
			put: (_file, { checkpoint }) => {
				remembered = checkpoint.load();
				checkpoint.save(undefined);
				return Promise.resolve({ url: 'https://shelf.example/1' });
			},
		};
		agent = await startAgent({ folder, renderer, targets: [desk, target], clock: before.clock });
		expect(await completed(job_id)).toMatchObject({
			video_url: 'https://desk.example/1',
			delivery: [{ url: 'https://desk.example/1' }, { url: 'https://shelf.example/1' }],
			frames_total: 60,
			report: { engine: 'fake' },
			reused_frames: 0,
		});
		expect(renderer.count()).toBe(0);
		expect(sent).toBe(1);
		expect(remembered).toEqual({ half: `${job_id}.mp4` });
		await rm(folder, { recursive: true, force: true });
	});

	it('that was cancelled leaves nothing: not here, and not at the target after the next upkeep', async () => {
		const { target, puts } = heldTarget('shelf');
		const dropped: unknown[] = [];
		const drop = (state: unknown) => {
			dropped.push(state);
			return Promise.resolve();
		};
		agent = await startAgent({
			renderer: createFakeRenderer(true),
			targets: [{ ...target, drop }],
		});
		const { job_id } = await submit(agent);
		await until(() => puts.length === 1);
		await ask(agent, `/v1/jobs/${job_id}/cancel`, { method: 'POST' });
		await until(async () => (await jobIn(agent, job_id)).status === 'failed');
		await agent.clock.advance(3_600_000);
		await until(() => dropped.length > 0);
		expect(dropped).toEqual([{ half: `${job_id}.mp4` }]);
		expect(agent.store.leftUploads(0)).toEqual([]);
	});

	it('that was cancelled leaves nothing at a target that its request brought along either', async () => {
		const { target, puts } = heldTarget('job-s3-1');
		const dropped: unknown[] = [];
		const drop = (state: unknown) => {
			dropped.push(state);
			return Promise.resolve();
		};
		agent = await startAgent({
			renderer: createFakeRenderer(true),
			sentTargets: { kinds: ['s3'], open: () => ({ ...target, drop }) },
		});
		const keys = { access_key_id: 'a', secret_access_key: 'b' };
		const sent = { kind: 's3', endpoint: s3.endpoint, bucket: 'theirs', ...keys };
		const { job_id } = await submit(agent, { deliver: [sent] });
		await until(() => puts.length === 1);
		await ask(agent, `/v1/jobs/${job_id}/cancel`, { method: 'POST' });
		await agent.clock.advance(3_600_000);
		await until(() => agent.store.leftUploads(0).length === 0);
		expect(dropped).toEqual([{ half: `${job_id}.mp4` }]);
	});

	it('never shows or logs a secret', async () => {
		agent = await startAgent({
			renderer: createFakeRenderer(true),
			targets: [bucket('s3', { secret_access_key: 'canary-secret' })],
		});
		const { job_id } = await submit(agent);
		const job = await completed(job_id);
		expect(job.delivery[0]?.error?.error_code).toBe('DELIVERY_DENIED');
		for (const text of [JSON.stringify(job), agent.logged()])
			expect(text).not.toMatch(/canary|AWS4-HMAC|X-Amz-Signature=/);
	});
});
