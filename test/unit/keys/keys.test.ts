import { createRateLimit, networkOf } from '../../../render-agent/src/keys/rateLimit';
import { isLoopback, requireKeyFor } from '../../../render-agent/src/keys/listening';
import { API, ask, draftUrl, startAgent, type TestAgent } from '../../support/agent';
import { createFakeClock } from '../../support/fakeClock';
import { expectFailure } from '../../support/failures';

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
const body = { draft_url: draftUrl() };
const count = `${API}/gen_video_active_count`;

describe('API keys', () => {
	let agent: TestAgent;
	beforeEach(async () => {
		agent = await startAgent({ starts: false });
	});
	afterEach(async () => {
		await agent.close();
	});

	it('no key is asked for until one was made, and then for ever', async () => {
		expect((await ask(agent, count)).status).toBe(200);
		const { key } = agent.keys.create('n8n', ['read']);
		await expectFailure(agent, 'KEY_MISSING', { path: count });
		agent.keys.revoke(key.id);
		await expectFailure(agent, 'KEY_MISSING', { path: count });
	});

	it('a key is taken as Bearer, as X-API-Key and as apiKey of the body', async () => {
		const { secret } = agent.keys.create('n8n', ['submit', 'read']);
		expect(secret).toMatch(/^cr_[0-9a-z]{8}_[0-9a-z]{32}$/);
		const answers = [
			await ask(agent, `${API}/gen_video`, { body, headers: bearer(secret) }),
			await ask(agent, `${API}/gen_video`, { body, headers: { 'x-api-key': secret } }),
			await ask(agent, `${API}/gen_video`, { body: { ...body, apiKey: secret } }),
		];
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(new Set(answers.map((answer) => answer.body.job_id)).size).toBe(1);
	});

	it('a wrong, a foreign and a revoked key are answered alike', async () => {
		const { secret, key } = agent.keys.create('n8n', ['read']);
		const wrong = secret.slice(0, -1) + (secret.endsWith('0') ? '1' : '0');
		agent.keys.create('other', ['read']);
		agent.keys.revoke(key.id);
		const bodies = [];
		for (const sent of [wrong, secret, '0d3a4f2e-8a1c-4a53-9d1d-0c1f7a1d2b3c', 'cr_00000000_x']) {
			bodies.push(
				(await expectFailure(agent, 'KEY_INVALID', { path: count, headers: bearer(sent) })).text,
			);
		}
		expect(new Set(bodies).size).toBe(1);
	});

	it('a key may do what its scopes say, admin everything', async () => {
		const read = bearer(agent.keys.create('r', ['read']).secret);
		const submit = bearer(agent.keys.create('s', ['submit']).secret);
		const admin = bearer(agent.keys.create('a', ['admin']).secret);
		const { body: answer } = await expectFailure(agent, 'FORBIDDEN', { body, headers: read });
		expect(answer.hint).toContain('submit');
		await expectFailure(agent, 'FORBIDDEN', { path: count, headers: submit });
		expect((await ask(agent, count, { headers: admin })).status).toBe(200);
		expect((await ask(agent, `${API}/gen_video`, { body, headers: admin })).status).toBe(200);
	});

	it('a job is seen by the key that made it and by admin keys', async () => {
		const one = bearer(agent.keys.create('1', ['submit', 'read']).secret);
		const two = bearer(agent.keys.create('2', ['submit', 'read']).secret);
		const admin = bearer(agent.keys.create('a', ['admin']).secret);
		const { job_id } = (await ask(agent, `${API}/gen_video`, { body, headers: one })).body;
		const path = `${API}/gen_video_status`;
		await expectFailure(agent, 'JOB_NOT_FOUND', { path, body, headers: two });
		await expectFailure(agent, 'JOB_NOT_FOUND', { path, body: { job_id }, headers: two });
		await expectFailure(agent, 'JOB_NOT_FOUND', {
			path: `/v1/jobs/${job_id}/cancel`,
			method: 'POST',
			headers: two,
		});
		expect((await ask(agent, path, { body, headers: admin })).body.job_id).toBe(job_id);
		expect((await ask(agent, '/v1/jobs', { headers: two })).body.items).toEqual([]);
		const twin = await ask(agent, `${API}/gen_video`, { body, headers: two });
		expect(twin.body.job_id).not.toBe(job_id);
	});

	it('everything but /healthz asks for a key', async () => {
		agent.keys.create('n8n', ['read']);
		for (const path of ['/openapi.json', '/readyz', '/v1/jobs', `${API}/get_draft?draft_id=1`]) {
			expect((await ask(agent, path)).status).toBe(401);
		}
		expect((await ask(agent, '/healthz')).status).toBe(200);
	});

	it('only the digest of a key is kept, and its last use is noted', async () => {
		const { secret, key } = agent.keys.create('n8n', ['read']);
		expect(key.lastUsedAt).toBeNull();
		await ask(agent, count, { headers: bearer(secret) });
		expect(agent.keys.list()[0]?.lastUsedAt).toBe(agent.clock.now());
		expect(JSON.stringify(agent.db.all('SELECT * FROM api_key'))).not.toContain(secret.slice(12));
		expect(agent.logged()).not.toContain(secret.slice(12));
	});

	it('a key that asks too often is told when to come back', async () => {
		const limited = await startAgent({ environment: { RENDER_AGENT_RATE_LIMIT_PER_MINUTE: '2' } });
		const headers = bearer(limited.keys.create('n8n', ['read']).secret);
		await ask(limited, count, { headers });
		await ask(limited, count, { headers });
		const refused = await expectFailure(limited, 'RATE_LIMITED', { path: count, headers });
		expect(refused.headers.get('retry-after')).toBe('30');
		await limited.clock.advance(30_000);
		expect((await ask(limited, count, { headers })).status).toBe(200);
		await limited.close();
	});
});

describe('a key whose jobs wait', () => {
	it('may have as many as is set, and keeps nobody else from submitting', async () => {
		const environment = { RENDER_AGENT_QUEUE_LIMIT_PER_KEY: '2' };
		const limited = await startAgent({ starts: false, environment });
		const [one, other] = ['one', 'other'].map((name) => limited.keys.create(name, ['submit']));
		const submit = (number: number, key: typeof one) => ({
			path: `${API}/gen_video`,
			headers: bearer(key?.secret ?? ''),
			body: { draft_url: draftUrl(number) },
		});
		for (const number of [1, 2]) {
			const { path, ...rest } = submit(number, one);
			expect((await ask(limited, path, rest)).status).toBe(200);
		}
		const refused = await expectFailure(limited, 'RATE_LIMITED', submit(3, one));
		expect(refused.headers.get('retry-after')).toBe('30');
		const { path, ...rest } = submit(3, other);
		expect((await ask(limited, path, rest)).status).toBe(200);
		await limited.close();
	});
});

describe('the rate limit', () => {
	it('counts each key by itself', () => {
		const limit = createRateLimit(1, createFakeClock());
		limit('a');
		expect(() => {
			limit('b');
		}).not.toThrow();
		expect(() => {
			limit('a');
		}).toThrow(/RATE_LIMITED/);
	});
});

describe('the rate limit of enrolments', () => {
	it.each([
		['203.0.113.7', '203.0.113.8', false],
		['::ffff:203.0.113.7', '::ffff:203.0.113.8', false],
		['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:ffff::1', true],
		['2001:db8:1:2::1', '2001:db8:1:3::1', false],
	])('%s and %s count as one: %s', (one, other, isOne) => {
		expect(networkOf(one) === networkOf(other)).toBe(isOne);
	});

	it('remembers who asked in the last minute, however many ask, and forgets the others', () => {
		const clock = createFakeClock();
		const limit = createRateLimit(1, clock);
		limit('early');
		clock.jump(30_000);
		for (let i = 0; i < 20_000; i += 1) limit(`address ${String(i)}`);
		expect(() => {
			limit('address 0');
		}).toThrow(/RATE_LIMITED/);
		clock.jump(31_000);
		expect(() => {
			limit('address 19999');
		}).toThrow(/RATE_LIMITED/);
		expect(() => {
			limit('early');
		}).not.toThrow();
	});
});

describe('a clock that is set back by an hour', () => {
	it('makes no key wait for the hour', () => {
		const clock = createFakeClock();
		const limit = createRateLimit(2, clock);
		limit('a');
		clock.jump(-3_600_000);
		expect(() => {
			limit('a');
		}).not.toThrow();
	});
});

describe('where the agent may listen', () => {
	it.each(['127.0.0.1', 'localhost', '::1', '[::1]', '127.9.9.9', '::ffff:127.0.0.1'])(
		'%s is loopback',
		(host) => {
			expect(isLoopback(host)).toBe(true);
			expect(() => {
				requireKeyFor(host, false);
			}).not.toThrow();
		},
	);

	it.each(['0.0.0.0', '::', '192.168.1.2', '127.evil.test', 'localhost.evil.test'])(
		'%s needs a key first',
		(host) => {
			expect(() => {
				requireKeyFor(host, false);
			}).toThrow(/keys create/);
			expect(() => {
				requireKeyFor(host, true);
			}).not.toThrow();
		},
	);
});
