/** Who waits for whom: receivers of callbacks beside each other, and the messages of one job. */
import { createSender, type PostText } from '../../../render-agent/src/callbacks/sender';
import { type Job, jobOptions } from '../../../render-agent/src/jobs/job';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { draftUrl, startAgent, type TestAgent } from '../../support/agent';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

describe('callbacks to several receivers', () => {
	let agent: TestAgent;
	beforeEach(async () => {
		agent = await startAgent();
	});
	afterEach(() => agent.close());

	const submitted = (number: number, callback_url: string, options: object = {}) =>
		agent.jobs.submit({
			draft: draftUrl(number),
			options: jobOptions.parse({ callback_url, ...options }),
			owner: '',
			base: 'http://a',
			warnings: [],
			idempotencyKey: undefined,
		});
	const ended = (job: Job) => agent.jobs.ended(job, 1_000_000, new AbortController().signal);
	const finished = async (number: number, callback_url: string) => {
		const { job } = await submitted(number, callback_url);
		await (await agent.renderer.held(number - 1)).finish();
		await ended(job);
		return job.id;
	};
	const senderWith = (post: PostText) =>
		createSender({
			outbox: agent.outbox,
			post,
			secret: SECRET,
			dataOf: () => ({}),
			clock: agent.clock,
			log: { warn: () => undefined },
		});

	it('receivers that hang have few calls at once, and nobody else waits for them, not even who comes later', async () => {
		const silent = 'https://silent.example/hook';
		const first = await finished(1, silent);
		for (const number of [2, 3, 4, 5, 6]) await finished(number, silent);
		for (let more = 0; more < 30; more += 1)
			agent.db.run(
				`INSERT INTO outbox (id, job, type, url, at, next_at) VALUES (:id, :job, 'job.progress', :url, 0, 0)`,
				{ id: `m_${String(more)}`, job: first, url: silent },
			);
		await finished(7, 'https://good.example/hook?a');
		const told: string[] = [];
		const atOnce = { now: 0, most: 0 };
		const one = senderWith(({ url }, signal) => {
			told.push(new URL(url).host);
			if (!url.includes('silent')) return Promise.resolve({ status: 200 });
			atOnce.now += 1;
			atOnce.most = Math.max(atOnce.most, atOnce.now);
			return new Promise((_resolve, reject) => {
				signal.addEventListener('abort', () => {
					atOnce.now -= 1;
					reject(new AgentError('DELIVERY_UNREACHABLE'));
				});
			});
		});
		const good = () => told.filter((host) => host === 'good.example').length;
		one.start();
		await agent.clock.advance(1000);
		expect(good()).toBe(1);
		await finished(8, 'https://good.example/hook');
		await agent.clock.advance(1000);
		expect(good()).toBe(2);
		expect(told.filter((host) => host === 'silent.example')).toHaveLength(4);
		await agent.clock.advance(60_000);
		await one.stop();
		expect(atOnce.most).toBe(4);
		expect(told.filter((host) => host === 'silent.example').length).toBeGreaterThan(12);
	});

	it('what a job tells one receiver arrives in its order, one after another', async () => {
		const { job } = await submitted(1, 'https://n8n.example/hook', {
			callback_events: ['progress', 'completed'],
		});
		const render = await agent.renderer.held(0);
		render.pass('read_draft');
		await agent.clock.advance(600);
		render.pass('effects');
		await agent.clock.advance(600);
		await render.finish();
		await ended(job);
		const wanted = agent.outbox.of(job.id).map(({ id }) => id);
		let underway = 0;
		const arrived: string[] = [];
		await senderWith(async ({ headers }) => {
			expect((underway += 1)).toBe(1);
			await new Promise(setImmediate);
			underway -= 1;
			arrived.push(headers['webhook-id'] ?? '');
			return { status: 200 };
		}).flush();
		expect(arrived.length).toBeGreaterThan(2);
		expect(arrived).toEqual(wanted);
	});
});
