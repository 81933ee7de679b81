/** Targets that hang or are slow: what they keep waiting, and for how long. */
import { AgentError } from '../../../render-agent/src/kernel/errors';
import type { DeliveryTarget } from '../../../render-agent/src/deliver/target';
import {
	API,
	type AnswerBody,
	ask,
	draftUrl,
	startAgent,
	type TestAgent,
	until,
} from '../../support/agent';
import { createFakeRenderer } from '../../support/fakeRenderer';

/** A target that never takes anything, and stops when it is told to unless it is deaf. */
const hangingTarget = (name: string, isDeaf = false) => {
	const begun: string[] = [];
	const target: DeliveryTarget = {
		name,
		put: ({ name: file }, _course, signal) =>
			new Promise((_resolve, reject) => {
				begun.push(file);
				if (!isDeaf) signal.addEventListener('abort', () => reject(signal.reason as Error));
			}),
	};
	return { target, begun };
};

const quickTarget = (name: string): DeliveryTarget => ({
	name,
	put: () => Promise.resolve({ url: `https://${name}.example/1` }),
	linkTo: (_file, url) => url,
});

describe('a target that hangs', () => {
	let agent: TestAgent;
	afterEach(() => agent.close());

	const submit = async (options: object = {}) =>
		(await ask(agent, `${API}/gen_video`, { body: { draft_url: draftUrl(), ...options } })).body
			.job_id;
	const jobOf = async (id: string): Promise<AnswerBody> =>
		(await ask(agent, `/v1/jobs/${id}`, { headers: { 'accept-language': 'en' } })).body;
	const isCompleted = async (id: string) => (await jobOf(id)).status === 'completed';

	it('keeps neither the other targets of its job nor the next job waiting', async () => {
		const slow = hangingTarget('slow');
		const targets = [slow.target, quickTarget('quick')];
		agent = await startAgent({ renderer: createFakeRenderer(true), targets });
		const first = await submit({ priority: 1 });
		await until(async () => (await jobOf(first)).delivery[1]?.state === 'done');
		expect(await jobOf(first)).toMatchObject({
			status: 'processing',
			delivery: [{ state: 'pending' }, { state: 'done' }],
		});
		const next = await submit({ priority: 2, deliver: ['quick'] });
		await until(() => isCompleted(next));
		expect((await jobOf(first)).status).toBe('processing');
		expect(slow.begun).toEqual([`${first}.mp4`]);
	});

	it('takes as many jobs at once as it may, and no more', async () => {
		const slow = hangingTarget('slow');
		agent = await startAgent({ renderer: createFakeRenderer(true), targets: [slow.target] });
		for (const priority of [1, 2, 3]) await submit({ priority });
		await until(() => agent.renderer.count() === 3 && slow.begun.length === 2);
		await agent.clock.advance(3_600_000);
		await until(() => slow.begun.length === 3);
	});

	it.each([false, true])(
		'is given up after the time of one target, and the job is completed without it (deaf: %s)',
		async (isDeaf) => {
			const slow = hangingTarget('slow', isDeaf);
			agent = await startAgent({
				renderer: createFakeRenderer(true),
				targets: [slow.target, quickTarget('quick')],
				environment: { RENDER_AGENT_DELIVERY_TIME_LIMIT_SECONDS: '90' },
			});
			const id = await submit({ time_limit_seconds: 20 });
			await until(() => slow.begun.length === 1);
			await agent.clock.advance(89_000);
			expect((await jobOf(id)).status).toBe('processing');
			await agent.clock.advance(isDeaf ? 31_000 : 1_000);
			await until(() => isCompleted(id));
			const job = await jobOf(id);
			expect(job).toMatchObject({
				video_url: 'https://quick.example/1',
				delivery: [
					{ state: 'failed', error: { error_code: 'DELIVERY_FAILED' } },
					{ state: 'done' },
				],
			});
			expect(job.delivery[0]?.error?.detail).toMatch(
				/not done within 90 s \(RENDER_AGENT_DELIVERY_TIME_LIMIT_SECONDS\)/,
			);
		},
	);

	it('does not make a job of it that never ends being cancelled or the agent stop', async () => {
		const slow = hangingTarget('slow');
		agent = await startAgent({ renderer: createFakeRenderer(true), targets: [slow.target] });
		const cancelled = await submit({ priority: 1 });
		await until(() => slow.begun.length === 1);
		await ask(agent, `/v1/jobs/${cancelled}/cancel`, { method: 'POST' });
		expect((await jobOf(cancelled)).error_code).toBe('CANCELLED');
		const stopped = await submit({ priority: 2 });
		await until(() => slow.begun.length === 2);
		await agent.jobs.stop();
		expect(agent.store.find(stopped)).toMatchObject({
			state: 'queued',
			delivery: [{ state: 'pending' }],
		});
	});

	it('leaves no half upload when its job is cancelled, without waiting for the next upkeep', async () => {
		const slow = hangingTarget('slow');
		const dropped: unknown[] = [];
		const target: DeliveryTarget = {
			...slow.target,
			put: (file, course, signal) => {
				course.checkpoint.save({ half: file.name });
				return slow.target.put(file, course, signal);
			},
			drop: (state) => {
				dropped.push(state);
				return dropped.length === 1
					? Promise.reject(new AgentError('DELIVERY_UNREACHABLE'))
					: Promise.resolve();
			},
		};
		agent = await startAgent({ renderer: createFakeRenderer(true), targets: [target] });
		const id = await submit();
		await until(() => slow.begun.length === 1);
		await ask(agent, `/v1/jobs/${id}/cancel`, { method: 'POST' });
		await until(() => dropped.length === 1);
		expect(dropped).toEqual([{ half: `${id}.mp4` }]);
		expect(agent.store.leftUploads(0)).toHaveLength(1);
		await agent.clock.advance(3_600_000);
		await until(() => agent.store.leftUploads(0).length === 0);
	});
});
