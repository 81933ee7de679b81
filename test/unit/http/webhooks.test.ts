/** Webhooks: registered once, told of every job of their owner, signed with a secret of their own. */
import { createHmac } from 'node:crypto';
import { createSender, RETRY_AFTER } from '../../../render-agent/src/callbacks/sender';
import { ask, API, draftUrl, startAgent, type TestAgent } from '../../support/agent';
import { createFakeRenderer } from '../../support/fakeRenderer';
import { serve, type LocalServer } from '../../support/localServer';

const LOOPBACK = { RENDER_AGENT_ALLOW_ADDRESSES: '127.0.0.0/8' };

let agent: TestAgent;
let receiver: LocalServer;
/** What the receiver answers next; then 200. */
let statuses: number[];
beforeEach(async () => {
	statuses = [];
	receiver = await serve(() => ({ json: {}, status: statuses.shift() ?? 200 }));
	agent = await startAgent({ renderer: createFakeRenderer(true), environment: LOOPBACK });
});
afterEach(async () => {
	await agent.close();
	await receiver.close();
});

interface Made {
	readonly webhook_id: string;
	readonly secret: string;
	readonly events: readonly string[];
}

const bearer = (secret: string): Record<string, string> => ({ authorization: `Bearer ${secret}` });

const register = async (path = '/hook', more: object = {}, headers = {}): Promise<Made> => {
	const body = { url: receiver.origin + path, ...more };
	return JSON.parse((await ask(agent, '/v1/webhooks', { body, headers })).text) as Made;
};

const render = async (number: number, headers = {}): Promise<string> => {
	const body = { draft_url: draftUrl(number) };
	const submitted = await ask(agent, `${API}/gen_video`, { body, headers });
	const { job_id } = submitted.body;
	await ask(agent, `${API}/gen_video_status`, { body: { job_id, wait_seconds: 60 }, headers });
	return job_id;
};

/** Sends what waits, as the agent does. */
const flush = async (): Promise<void> => {
	const sender = createSender({
		outbox: agent.outbox,
		post: async ({ url, headers, body }) => {
			const { status } = await fetch(url, { method: 'POST', headers, body });
			return { status };
		},
		secret: 'whsec_b3RoZXI=',
		dataOf: ({ job }) => ({ job_id: job }),
		clock: agent.clock,
		log: { warn: () => undefined },
	});
	await sender.flush();
};

const told = (): readonly (readonly [string, unknown])[] =>
	receiver.requests.map(({ path, body }) => [path, (body?.['data'] as { job_id: string }).job_id]);

describe('a webhook', () => {
	it('is told of every job, signed as Standard Webhooks says with the secret that was shown once', async () => {
		const { secret, events } = await register();
		expect(events).toEqual(['completed', 'failed']);
		const jobs = [await render(1), await render(2)];
		await flush();
		expect(told()).toEqual(jobs.map((job) => ['/hook', job]));
		for (const { headers, bodyText, body } of receiver.requests) {
			const id = String(headers['webhook-id']);
			const signed = `${id}.${String(headers['webhook-timestamp'])}.${bodyText}`;
			const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
			const signature = createHmac('sha256', key).update(signed).digest('base64');
			expect(headers['webhook-signature']).toBe(`v1,${signature}`);
			expect(body).toMatchObject({ type: 'job.completed' });
		}
		expect((await ask(agent, '/v1/webhooks')).text).not.toContain(secret);
	});

	it('hears what it asked for alone', async () => {
		await register('/failures', { events: ['failed'] });
		await render(1);
		await flush();
		expect(told()).toEqual([]);
	});

	it('is listed until it is removed, and hears nothing after that', async () => {
		const { webhook_id } = await register();
		await render(1);
		const listed = JSON.parse((await ask(agent, '/v1/webhooks')).text) as { items: Made[] };
		expect(listed.items.map((one) => one.webhook_id)).toEqual([webhook_id]);
		const path = `/v1/webhooks/${webhook_id}`;
		expect((await ask(agent, path, { method: 'DELETE' })).status).toBe(200);
		await render(2);
		await flush();
		expect(told()).toEqual([]);
		const again = await ask(agent, path, { method: 'DELETE' });
		expect(again.body).toMatchObject({ error_code: 'REQUEST_INVALID' });
	});

	/** Renders a draft and tells of it until no try is left. */
	const tellUntilGivenUp = async (): Promise<void> => {
		await render(1);
		await flush();
		for (const wait of RETRY_AFTER) {
			await agent.clock.advance(wait);
			await flush();
		}
	};
	const idsLeft = async (): Promise<readonly string[]> => {
		const { items } = JSON.parse((await ask(agent, '/v1/webhooks')).text) as { items: Made[] };
		return items.map(({ webhook_id }) => webhook_id);
	};

	it.each([
		['has not been there for eleven hours', [404, 404, 404, 404, 404, 404, 404], 7],
		['says that it is gone', [410], 1],
	])('whose receiver %s is removed, and nothing waits for it', async (_, answers, calls) => {
		await register();
		statuses = answers;
		await tellUntilGivenUp();
		expect(told()).toHaveLength(calls);
		expect(await idsLeft()).toEqual([]);
		await render(2);
		await flush();
		expect(told()).toHaveLength(calls);
		expect(agent.db.all('SELECT 1 FROM outbox')).toEqual([]);
	});

	it.each([
		['is only ill', [500, 500, 500, 500, 500, 500, 500]],
		['is not there while it starts', [500, 500, 500, 500, 500, 500, 404]],
		['comes back', [404, 404, 404, 404, 404, 404, 200]],
	])('whose receiver %s stays', async (_, answers) => {
		const { webhook_id } = await register();
		statuses = answers;
		await tellUntilGivenUp();
		expect(await idsLeft()).toEqual([webhook_id]);
		await render(2);
		await flush();
		expect(told()).toHaveLength(8);
	});

	it('made again for the same address is the same one with a new secret', async () => {
		const first = await register();
		const second = await register();
		expect(second.secret).not.toBe(first.secret);
		await render(1);
		await flush();
		expect(told()).toHaveLength(1);
	});

	it('hears of the jobs of its own key; that of an admin key of all; that of a revoked key of none', async () => {
		const keyOf = (name: string, scope: 'admin' | 'read') =>
			agent.keys.create(name, ['submit', scope]);
		const [admin, one, other] = [keyOf('a', 'admin'), keyOf('b', 'read'), keyOf('c', 'read')];
		await register('/all', {}, bearer(admin.secret));
		await register('/one', {}, bearer(one.secret));
		const foreign = await register('/other', {}, bearer(other.secret));
		const path = `/v1/webhooks/${foreign.webhook_id}`;
		const refused = await ask(agent, path, { method: 'DELETE', headers: bearer(one.secret) });
		expect(refused.status).toBe(400);
		await render(1, bearer(one.secret));
		await flush();
		expect(
			told()
				.map(([where]) => where)
				.sort(),
		).toEqual(['/all', '/one']);
		agent.keys.revoke(one.key.id);
		await render(2, bearer(admin.secret));
		await flush();
		expect(told().filter(([where]) => where === '/one')).toHaveLength(1);
	});

	it('at an address that the agent will not call is refused at once, with the setting that would allow it', async () => {
		const strict = await startAgent();
		const body = { url: receiver.origin };
		const { status, body: answer } = await ask(strict, '/v1/webhooks', { body });
		await strict.close();
		expect(status).toBe(400);
		expect(answer.error_code).toBe('ADDRESS_REFUSED');
		expect(answer.hint).toContain('RENDER_AGENT_ALLOW_ADDRESSES=127.0.0.1/32');
	});
});
