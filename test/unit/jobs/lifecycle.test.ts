import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderOptions } from '../../../render-agent/src/config/options';
import { jobOptions } from '../../../render-agent/src/jobs/job';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { draftUrl, startAgent, type TestAgent, until } from '../../support/agent';

const submission = (draft = draftUrl(), options: object = {}) => ({
	draft,
	options: jobOptions.parse(options),
	owner: '',
	base: 'http://agent.example',
	warnings: [],
	idempotencyKey: undefined,
});

const submit = async (agent: TestAgent, ...args: Parameters<typeof submission>) =>
	(await agent.jobs.submit(submission(...args))).job;

const ended = (agent: TestAgent, id: string) =>
	agent.jobs.ended(agent.jobs.status({ id }, 'everybody'), 1_000_000, new AbortController().signal);

const leftovers = ({ folder }: TestAgent): readonly string[] =>
	existsSync(join(folder, 'work')) ? readdirSync(join(folder, 'work')) : [];

describe('the life of a job', () => {
	let agent: TestAgent;
	beforeEach(async () => {
		agent = await startAgent();
	});
	afterEach(async () => {
		await agent.close();
	});

	it('goes through its states in order, and leaves no work folder', async () => {
		const { id } = await submit(agent);
		await (await agent.renderer.held(0)).finish();
		await ended(agent, id);
		expect(agent.store.history(id).map(({ state }) => state)).toEqual([
			'queued',
			'fetching',
			'rendering',
			'delivering',
			'completed',
		]);
		await agent.jobs.stop();
		expect(leftovers(agent)).toEqual([]);
	});

	it('logs the start and the end of each of the nine steps', async () => {
		const { id } = await submit(agent);
		await (await agent.renderer.held(0)).finish();
		await ended(agent, id);
		const lines = agent
			.logged()
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as { step?: string; job?: string; msg: string })
			.filter(({ job }) => job === id);
		const stepsOf = (word: string) =>
			lines.filter(({ msg }) => msg.startsWith(`step ${word}`)).map(({ step }) => step);
		const nine = [
			'validate',
			'read_draft',
			'download',
			'arrange',
			'effects',
			'mix',
			'render',
			'deliver',
			'done',
		];
		expect(stepsOf('started')).toEqual(nine);
		expect(stepsOf('finished')).toEqual(nine);
	});

	it('a cancelled job stops at once, is failed as CANCELLED, and leaves nothing', async () => {
		const { id } = await submit(agent);
		const render = await agent.renderer.held(0);
		agent.jobs.cancel(id, 'everybody');
		expect(render.signal.aborted).toBe(true);
		const job = await ended(agent, id);
		expect(job).toMatchObject({ state: 'cancelled', failure: { code: 'CANCELLED' } });
		await agent.jobs.stop();
		expect(leftovers(agent)).toEqual([]);
	});

	it('a waiting job that is cancelled never runs', async () => {
		await submit(agent);
		const second = await submit(agent, draftUrl(2));
		agent.jobs.cancel(second.id, 'everybody');
		await (await agent.renderer.held(0)).finish();
		await agent.clock.advance(5000);
		expect(agent.renderer.count()).toBe(1);
	});

	it('cancelling twice changes nothing, cancelling a completed job is refused', async () => {
		const { id } = await submit(agent);
		await agent.renderer.held(0);
		agent.jobs.cancel(id, 'everybody');
		expect(agent.jobs.cancel(id, 'everybody').state).toBe('cancelled');
		const other = await submit(agent, draftUrl(2));
		await (await agent.renderer.held(1)).finish();
		await ended(agent, other.id);
		expect(() => agent.jobs.cancel(other.id, 'everybody')).toThrow(/REQUEST_INVALID/);
	});

	it('a job that takes longer than its limit fails as TIMED_OUT', async () => {
		const { id } = await submit(agent, draftUrl(), { time_limit_seconds: 5 });
		await agent.renderer.held(0);
		await agent.clock.advance(5001);
		expect((await ended(agent, id)).failure?.code).toBe('TIMED_OUT');
	});

	it('a job cannot ask for more time than the agent gives', async () => {
		const { id } = await submit(agent, draftUrl(), { time_limit_seconds: 86_400 });
		await agent.renderer.held(0);
		await agent.clock.advance(3_600_001);
		expect((await ended(agent, id)).failure?.code).toBe('TIMED_OUT');
	});

	it('a failed job that is tried again is a new job of the same draft', async () => {
		const { id } = await submit(agent);
		(await agent.renderer.held(0)).fail(new AgentError('RENDER_FAILED'));
		await ended(agent, id);
		const { job } = await agent.jobs.retry(id, 'everybody');
		expect(job.draft).toBe(draftUrl());
		expect(job.state).toMatch(/queued|fetching/);
		expect(job.id).not.toBe(id);
		await (await agent.renderer.held(1)).finish();
		expect((await ended(agent, job.id)).state).toBe('completed');
	});

	it('a disk that fills up while the job runs is DISK_FULL, however deep it is said', async () => {
		const { id } = await submit(agent);
		const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
		(await agent.renderer.held(0)).fail(new AgentError('ENCODE_FAILED', { cause: full }));
		expect((await ended(agent, id)).failure?.code).toBe('DISK_FULL');
	});

	it('a fault of ours is INTERNAL, with an id to quote and without its words', async () => {
		const { id } = await submit(agent);
		(await agent.renderer.held(0)).fail(new TypeError('secret detail'));
		const { failure } = await ended(agent, id);
		expect(failure).toEqual({ code: 'INTERNAL', hint: { id } });
		expect(agent.logged()).toContain('secret detail');
	});

	it('a higher priority goes first, equals go in their order', async () => {
		const [first, low, high] = [
			await submit(agent),
			await submit(agent, draftUrl(2)),
			await submit(agent, draftUrl(3), { priority: 9 }),
		];
		await (await agent.renderer.held(0)).finish();
		await ended(agent, first.id);
		expect((await agent.renderer.held(1)).work.draft).toBe(draftUrl(3));
		await (await agent.renderer.held(1)).finish();
		await ended(agent, high.id);
		expect((await agent.renderer.held(2)).work.draft).toBe(draftUrl(2));
		expect(agent.jobs.status({ id: low.id }, 'everybody').state).toBe('fetching');
	});

	it('a draft is fetched ahead as soon as it is accepted, once', async () => {
		const drafts: string[] = [];
		const other = await startAgent({
			starts: false,
			prefetch: ({ draft }) => {
				drafts.push(draft);
				return Promise.reject(new AgentError('MEDIA_UNREACHABLE'));
			},
		});
		await submit(other);
		await submit(other);
		await other.close();
		expect(drafts).toEqual([draftUrl()]);
	});

	it('options that the draft needs reach the renderer with their defaults', async () => {
		await submit(agent, draftUrl(), { size: '720p' });
		const { work } = await agent.renderer.held(0);
		expect(renderOptions.parse(work.options)).toMatchObject({ size: '720p', quality: 'standard' });
		expect(work.folder.startsWith(join(agent.folder, 'work'))).toBe(true);
	});
});

describe('an agent that goes away', () => {
	it('goes on with what waited, and with what ran when it was stopped properly', async () => {
		const first = await startAgent();
		const running = await submit(first);
		const waiting = await submit(first, draftUrl(2));
		await first.renderer.held(0);
		await first.stop();
		expect(leftovers(first)).toEqual([]);
		const second = await startAgent({ folder: first.folder, clock: first.clock });
		await (await second.renderer.held(0)).finish();
		expect((await ended(second, running.id)).state).toBe('completed');
		await (await second.renderer.held(1)).finish();
		expect((await ended(second, waiting.id)).state).toBe('completed');
		await second.close();
	});

	it('starts a job again whose runner vanished, once its lease has lapsed, and publishes it once', async () => {
		const first = await startAgent();
		const { id } = await submit(first);
		const lost = await first.renderer.held(0);
		await first.vanish();
		const second = await startAgent({ folder: first.folder });
		expect(second.renderer.count()).toBe(0);
		await second.clock.advance(31_000);
		const render = await second.renderer.held(0);
		expect(second.jobs.status({ id }, 'everybody').attempts).toBe(2);
		await lost.finish().catch(() => undefined);
		await render.finish();
		expect((await ended(second, id)).state).toBe('completed');
		const ends = second.store.history(id).filter(({ state }) => state === 'completed');
		expect(ends).toHaveLength(1);
		await second.close();
	});

	it("a runner that was busy for minutes keeps its job, and one whose lease is another's stops", async () => {
		const agent = await startAgent();
		const { id } = await submit(agent);
		const { signal } = await agent.renderer.held(0);
		await agent.clock.advance(200_000);
		expect(agent.jobs.status({ id }, 'everybody').attempts).toBe(1);
		expect(signal.aborted).toBe(false);
		agent.db.run('UPDATE job SET fence = fence + 1');
		await agent.clock.advance(11_000);
		expect(signal.aborted).toBe(true);
		await agent.close();
	});

	it.each([-86_400_000, 86_400_000])(
		'a clock that is set by %i ms takes no job from its runner, and its progress goes on',
		async (jump) => {
			const agent = await startAgent();
			const { id } = await submit(agent);
			const { events, signal, finish } = await agent.renderer.held(0);
			events.started('render');
			agent.clock.jump(jump);
			events.progressed({ step: 'render', done: 30, total: 60 });
			await agent.clock.advance(100_000);
			const job = agent.jobs.status({ id }, 'everybody');
			expect([job.attempts, job.framesDone, signal.aborted]).toEqual([1, 30, false]);
			await finish();
			expect((await ended(agent, id)).state).toBe('completed');
			await agent.close();
		},
	);

	it('a job that outlives ten runners fails instead of going round for ever', async () => {
		const agent = await startAgent({ starts: false });
		const { id } = await submit(agent);
		for (let attempt = 0; attempt < 10; attempt += 1) {
			agent.store.claim(agent.clock.now(), agent.clock.now() + 10);
			await agent.clock.advance(20);
			agent.store.recover(agent.clock.now(), 10);
		}
		expect(agent.jobs.status({ id }, 'everybody').failure?.code).toBe('RENDER_FAILED');
		await agent.close();
	});

	it('removes work folders that nobody holds, and videos that nobody owns', async () => {
		const first = await startAgent({ starts: false });
		const { id } = await submit(first);
		// What a run that vanished held, of a job that is gone and of one that runs again.
		for (const place of ['work/j_gone-1', `work/${id}-0`, 'videos']) {
			await mkdir(join(first.folder, place), { recursive: true });
		}
		await writeFile(join(first.folder, 'videos/j_gone.mp4'), 'x');
		await first.stop();
		const second = await startAgent({ folder: first.folder });
		await second.renderer.held(0);
		await until(() => leftovers(second).length === 1);
		expect(leftovers(second)).toEqual([`${id}-1`]);
		expect(readdirSync(join(second.folder, 'videos'))).toEqual([]);
		await second.close();
	});
});

describe('what is kept', () => {
	it('a job, its video and its captions are forgotten after the days of retention', async () => {
		const agent = await startAgent({ environment: { RENDER_AGENT_RETENTION_DAYS: '1' } });
		const { id } = await submit(agent, draftUrl(), { captions: 'both' });
		await (await agent.renderer.held(0)).finish();
		await ended(agent, id);
		await agent.clock.advance(3_600_000);
		const kept = readdirSync(join(agent.folder, 'videos'));
		expect(kept.toSorted()).toEqual([`${id}.mp4`, `${id}.srt`]);
		agent.db.run('UPDATE job SET completed_at = completed_at - 86500000');
		await agent.clock.advance(3_600_000);
		await until(() => readdirSync(join(agent.folder, 'videos')).length === 0);
		expect(() => agent.jobs.status({ id }, 'everybody')).toThrow(/JOB_NOT_FOUND/);
		expect(readdirSync(join(agent.folder, 'videos'))).toEqual([]);
		await agent.close();
	});
});
