import { createHmac } from 'node:crypto';
import {
	createSender,
	type PostText,
	RETRY_AFTER,
} from '../../../render-agent/src/callbacks/sender';
import { signedHeaders } from '../../../render-agent/src/callbacks/sign';
import { jobOptions } from '../../../render-agent/src/jobs/job';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { ask, draftUrl, startAgent, type TestAgent } from '../../support/agent';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

interface Sent {
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

describe('callbacks', () => {
	let agent: TestAgent;
	let sent: Sent[];
	let statuses: (number | Error | { status: number; text: string })[];

	const post: PostText = (message) => {
		sent.push(message);
		const status = statuses.shift() ?? 200;
		if (status instanceof Error) return Promise.reject(status);
		return Promise.resolve(typeof status === 'number' ? { status } : status);
	};
	const sender = () =>
		createSender({
			outbox: agent.outbox,
			post,
			secret: SECRET,
			dataOf: (message) => {
				const job = agent.store.toldBy(message);
				return { job_id: message.job, status: job?.state, progress: job?.progress };
			},
			clock: agent.clock,
			log: { warn: () => undefined },
		});
	const submit = async (options: object) => {
		const { job } = await agent.jobs.submit({
			draft: draftUrl(),
			options: jobOptions.parse({ callback_url: 'https://n8n.example/hook', ...options }),
			owner: '',
			base: 'http://a',
			warnings: [],
			idempotencyKey: undefined,
		});
		const ended = () => agent.jobs.ended(job, 1_000_000, new AbortController().signal);
		return { job, ended, render: await agent.renderer.held(0) };
	};

	beforeEach(async () => {
		agent = await startAgent();
		sent = [];
		statuses = [];
	});
	afterEach(async () => {
		await agent.close();
	});

	it('a receiver that says nothing does not hold up what others are told', async () => {
		const silent = await submit({ callback_url: 'https://silent.example/hook' });
		await silent.render.finish();
		await silent.ended();
		const { job } = await agent.jobs.submit({
			draft: draftUrl(2),
			options: jobOptions.parse({ callback_url: 'https://n8n.example/hook' }),
			owner: '',
			base: 'http://a',
			warnings: [],
			idempotencyKey: undefined,
		});
		await (await agent.renderer.held(1)).finish();
		await agent.jobs.ended(job, 1_000_000, new AbortController().signal);
		let answer = (): void => undefined;
		const told: string[] = [];
		const round = createSender({
			outbox: agent.outbox,
			post: ({ url }) => {
				told.push(url);
				if (!url.includes('silent')) return Promise.resolve({ status: 200 });
				return new Promise((resolve) => {
					answer = () => {
						resolve({ status: 200 });
					};
				});
			},
			secret: SECRET,
			dataOf: () => ({}),
			clock: agent.clock,
			log: { warn: () => undefined },
		}).flush();
		expect(told).toEqual(['https://silent.example/hook', 'https://n8n.example/hook']);
		answer();
		await round;
	});

	it('a completed job is told once, signed as Standard Webhooks says', async () => {
		const { job, ended, render } = await submit({});
		await render.finish();
		await ended();
		await sender().flush();
		await sender().flush();
		expect(sent).toHaveLength(1);
		const [{ url, headers, body } = { url: '', headers: {}, body: '' }] = sent;
		expect(url).toBe('https://n8n.example/hook');
		expect(JSON.parse(body)).toEqual({
			type: 'job.completed',
			timestamp: new Date(agent.clock.now()).toISOString(),
			data: { job_id: job.id, status: 'completed', progress: 100 },
		});
		const text = `${headers['webhook-id'] ?? ''}.${headers['webhook-timestamp'] ?? ''}.${body}`;
		const wanted = createHmac('sha256', Buffer.alloc(24, 7)).update(text).digest('base64');
		expect(headers['webhook-signature']).toBe(`v1,${wanted}`);
	});

	it('a failed and a cancelled job are told as failed', async () => {
		const { ended, render } = await submit({});
		render.fail(new AgentError('RENDER_FAILED'));
		await ended();
		const { job } = await agent.jobs.retry(
			agent.store.list({ viewer: 'everybody', status: undefined, limit: 1, cursor: undefined })
				.items[0]?.id ?? '',
			'everybody',
		);
		agent.jobs.cancel(job.id, 'everybody');
		await sender().flush();
		expect(sent.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
			'job.failed',
			'job.failed',
		]);
	});

	it('progress is told at each ten percent, when it is asked for', async () => {
		const { render } = await submit({ callback_events: ['progress'] });
		render.pass('read_draft');
		render.pass('effects');
		await agent.clock.advance(600);
		await sender().flush();
		expect(sent.length).toBeGreaterThanOrEqual(2);
		expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(sent.length);
	});

	it('progress that arrives late tells how the job was then, not that it is over by now', async () => {
		const { job, ended, render } = await submit({ callback_events: ['progress', 'completed'] });
		render.pass('read_draft');
		await agent.clock.advance(600);
		await render.finish();
		await ended();
		await sender().flush();
		const told = sent.map(({ body }) => (JSON.parse(body) as { data: object }).data);
		expect(told[0]).toEqual({ job_id: job.id, status: 'fetching', progress: 10 });
		expect(told.at(-1)).toEqual({ job_id: job.id, status: 'completed', progress: 100 });
		const left = agent.db.all('SELECT 1 FROM outbox WHERE snapshot IS NOT NULL');
		expect(left).toEqual([]);
	});

	it('nothing is told that was not asked for', async () => {
		const { ended, render } = await submit({ callback_events: ['failed'] });
		await render.finish();
		await ended();
		await sender().flush();
		expect(sent).toEqual([]);
	});

	it('a receiver that fails is asked again at the promised distances, with the same id, then given up', async () => {
		const { ended, render } = await submit({});
		await render.finish();
		await ended();
		statuses = [500, new TypeError('line is dead'), 404, 409, 503, 500, 500];
		const one = sender();
		await one.flush();
		for (const wait of RETRY_AFTER) {
			await agent.clock.advance(wait - 1);
			const before = sent.length;
			await one.flush();
			expect(sent).toHaveLength(before);
			await agent.clock.advance(1);
			await one.flush();
			expect(sent).toHaveLength(before + 1);
		}
		expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
		await agent.clock.advance(86_400_000);
		await one.flush();
		expect(sent).toHaveLength(7);
	});

	it('a receiver that is gone is left alone, until the job is delivered again', async () => {
		const { job, ended, render } = await submit({});
		await render.finish();
		await ended();
		statuses = [410];
		const one = sender();
		await one.flush();
		await agent.clock.advance(86_400_000);
		await one.flush();
		expect(sent).toHaveLength(1);
		agent.jobs.deliver(job.id, 'everybody');
		await one.flush();
		expect(sent).toHaveLength(2);
	});

	it.each([
		[401, ''],
		[409, 'The execution "7" has finished already.'],
		[404, 'The execution "7" has finished already.'],
	])('a waiting execution of n8n that says %i %j is not asked again', async (status, text) => {
		const { job, ended, render } = await submit({});
		await render.finish();
		await ended();
		statuses = [{ status, text }];
		const one = sender();
		await one.flush();
		await agent.clock.advance(86_400_000);
		await one.flush();
		expect(sent).toHaveLength(1);
		expect(agent.outbox.of(job.id)).toMatchObject([{ state: 'given_up', attempts: 1 }]);
		expect(agent.outbox.of(job.id)[0]?.lastError).toContain(`HTTP ${String(status)}`);
	});

	it('a waiting execution of n8n that is not stored yet gets it a little later, under the very address it gave', async () => {
		const callback_url =
			'https://n8n.example/webhook-waiting/7/node?signature=a%2Fb+c=&x=%E4%B8%AD';
		const { ended, render } = await submit({ callback_url });
		await render.finish();
		await ended();
		statuses = [404, { status: 409, text: 'The execution "7" is running already.' }];
		const one = sender();
		await one.flush();
		await agent.clock.advance(10_000);
		await one.flush();
		await agent.clock.advance(60_000);
		await one.flush();
		expect(sent.map(({ url }) => url)).toEqual([callback_url, callback_url, callback_url]);
	});

	it('callbacks are shown with the reason of their failure, without their address, and are sent again when asked', async () => {
		const { job, ended, render } = await submit({
			callback_url: 'https://h.example/?token=canary',
		});
		await render.finish();
		await ended();
		statuses = [503];
		const one = sender();
		await one.flush();
		const path = `/v1/jobs/${job.id}/callbacks`;
		const listed = await ask(agent, path);
		expect(JSON.parse(listed.text)).toMatchObject({
			items: [{ type: 'job.completed', state: 'due', attempts: 1, last_error: 'HTTP 503' }],
		});
		expect(listed.text).not.toContain('canary');
		await agent.clock.advance(10_000);
		await one.flush();
		expect((await ask(agent, path)).text).toContain('"state":"sent"');
		await ask(agent, path, { method: 'POST' });
		await one.flush();
		expect(sent).toHaveLength(3);
		expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
		expect((await ask(agent, '/v1/jobs/j_0/callbacks')).status).toBe(404);
	});

	it('a message survives a restart between the end of the job and its sending', async () => {
		const { ended, render } = await submit({});
		await render.finish();
		await ended();
		await agent.stop();
		agent = await startAgent({ folder: agent.folder, clock: agent.clock });
		const one = sender();
		one.start();
		await agent.clock.advance(1000);
		await one.stop();
		expect(sent).toHaveLength(1);
	});

	it('the signature is the one of the example in the specification', () => {
		const headers = signedHeaders(
			{ id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' },
			'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
		);
		expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
	});
});
