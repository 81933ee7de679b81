import { withAgent } from '../../support/failures';
import { Agent, request } from 'node:http';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { API, ask, draftUrl, startAgent, type TestAgent } from '../../support/agent';
import { CAPTION, createFakeRenderer, VIDEO } from '../../support/fakeRenderer';

const EN = { 'accept-language': 'en' };

const withHost = (
	agent: TestAgent,
	host: string,
	path = '/healthz',
): Promise<{ status: number; body: string }> =>
	new Promise((resolve, reject) => {
		const { port } = new URL(agent.url);
		const call = request(
			{ port, host: '127.0.0.1', path, headers: { host }, agent: new Agent() },
			(response) => {
				let body = '';
				response.on('data', (chunk: Buffer) => (body += chunk.toString()));
				response.on('end', () => {
					resolve({ status: response.statusCode ?? 0, body });
				});
			},
		);
		call.on('error', reject);
		call.end();
	});

describe('the service', () => {
	let agent: TestAgent;
	beforeAll(async () => {
		agent = await startAgent({
			renderer: createFakeRenderer(true),
			environment: {
				RENDER_AGENT_ALLOW_HOSTS: 'render.lan',
				RENDER_AGENT_RETENTION_DAYS: '2',
				COS_BUCKET_NAME: 'b',
				COS_REGION: 'r',
			},
		});
	});
	afterAll(async () => {
		await agent.close();
	});

	const finished = async (number: number, options: object = {}) => {
		const { body } = await ask(agent, `${API}/gen_video`, {
			body: { draft_url: draftUrl(number), ...options },
		});
		const asked = { job_id: body.job_id, wait_seconds: 100 };
		return (await ask(agent, `${API}/gen_video_status`, { body: asked })).body;
	};

	it('answers under loopback names and allowed ones, with or without a port', async () => {
		for (const host of ['localhost', '127.0.0.1:30100', '[::1]', 'render.lan:8080', 'RENDER.LAN'])
			expect((await withHost(agent, host)).status).toBe(200);
	});

	it('answers 421 under a foreign name, with the setting that would allow it', async () => {
		for (const host of ['evil.test', 'localhost.evil.test', '10.0.0.1', '%']) {
			const { status, body } = await withHost(agent, host);
			expect(status).toBe(421);
			expect(body).toContain('RENDER_AGENT_ALLOW_HOSTS=');
		}
	});

	it('allows no other origin', async () => {
		const { headers } = await ask(agent, '/healthz', { headers: { origin: 'https://a.test' } });
		expect(headers.get('access-control-allow-origin')).toBeNull();
	});

	it('takes nothing that a page of elsewhere sends, and what its own names send', async () => {
		const body = { draft_url: draftUrl(70) };
		for (const origin of ['https://evil.test', 'null', 'http://localhost.evil.test']) {
			const { status, body: answer } = await ask(agent, `${API}/gen_video`, {
				body,
				headers: { origin },
			});
			expect([status, answer.error_code]).toEqual([400, 'ADDRESS_REFUSED']);
			expect(answer.hint).toContain('RENDER_AGENT_ALLOW_HOSTS=');
		}
		for (const origin of [agent.url, 'http://localhost:5678', 'https://render.lan'])
			expect((await ask(agent, `${API}/gen_video`, { body, headers: { origin } })).status).toBe(
				200,
			);
	});

	it('a body that parses but goes too deep, or reaches for prototypes, is REQUEST_INVALID', async () => {
		const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
		for (const metadata of [deep, '{"__proto__":{"a":1}}', '{"constructor":1}']) {
			const sent = `{"draft_url":"${draftUrl(71)}","metadata":{"a":${metadata}}}`;
			const { status, body } = await ask(agent, `${API}/gen_video`, { body: sent });
			expect([status, body.error_code]).toEqual([400, 'REQUEST_INVALID']);
		}
	});

	it('a job by its id has its history, in order', async () => {
		const { job_id } = await finished(72);
		const { text } = await ask(agent, `/v1/jobs/${job_id}`);
		const { history } = JSON.parse(text) as {
			history: { at: string; state: string; run: number }[];
		};
		expect(history.map(({ state }) => state)).toEqual([
			...['queued', 'fetching', 'rendering', 'delivering', 'completed'],
		]);
		expect(history.at(-1)).toMatchObject({
			at: expect.stringMatching(/^2026-11-23T/) as string,
			run: 2,
		});
	});

	it('says which storages are set and not used', async () => {
		const { body } = await ask(agent, '/healthz', { headers: { 'accept-language': 'en' } });
		expect(body).toMatchObject({ status: 'ok', version: '0.0.0' });
		expect(body.notes).toEqual([expect.stringMatching(/^COS_\* is set/)]);
	});

	it('gives parts of a video by Range, and its size by HEAD', async () => {
		const { video_url } = await finished(1);
		const part = await fetch(video_url, { headers: { range: 'bytes=2-5' } });
		expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
			206,
			'bytes 2-5/1000',
			'2345',
		]);
		const end = await fetch(video_url, { headers: { range: 'bytes=-3' } });
		expect(await end.text()).toBe('789');
		const beyond = await fetch(video_url, { headers: { range: 'bytes=1000-' } });
		expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */1000']);
		const head = await fetch(video_url, { method: 'HEAD' });
		expect(head.headers.get('content-length')).toBe(String(VIDEO.length));
		expect(head.headers.get('accept-ranges')).toBe('bytes');
		expect(head.headers.get('content-disposition')).toMatch(/filename="j_\w+\.mp4"/);
	});

	it('gives the captions that were asked for under links of their own', async () => {
		expect((await finished(1)).captions).toEqual([]);
		const { captions } = await finished(3, { captions: 'both' });
		expect(captions).toEqual([
			{ format: 'srt', url: expect.stringMatching(/j_\w+\.srt\?/) as string },
		]);
		const answer = await fetch(captions[0]?.url ?? '');
		expect([answer.headers.get('content-type'), await answer.text()]).toEqual([
			'application/x-subrip',
			CAPTION,
		]);
	});

	it('a link that was changed is refused, and an old one is dead', async () => {
		const { video_url } = await finished(2);
		const changed = new URL(video_url);
		changed.searchParams.set('expires', '9999999999');
		const refused = await ask(agent, changed.pathname + changed.search);
		expect(refused).toMatchObject({ status: 403, body: { error_code: 'FORBIDDEN' } });
		await agent.clock.advance(2 * 86_400_000 - 3_600_000);
		expect((await fetch(video_url)).status).toBe(200);
		await agent.clock.advance(3_600_001);
		const dead = await ask(agent, video_url.replace(agent.url, ''));
		expect(dead.status).toBe(403);
		expect(dead.body.detail).toContain('过期');
	});

	it.each([
		[`/v1/jobs/${'a'.repeat(300)}`, 'too long'],
		['/v1/jobs/%ff', 'percent-encoding'],
		['/%ff', 'percent-encoding'],
	])('what cannot be an address is refused in our form: %s', async (path, words) => {
		const { status, body, headers } = await ask(agent, path, { headers: EN });
		expect([status, body.error_code]).toEqual([400, 'REQUEST_INVALID']);
		expect(body.detail).toContain(words);
		expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
		const foreign = await withHost(agent, 'evil.test', path);
		expect(foreign.status).toBe(421);
		expect(foreign.body).toContain('RENDER_AGENT_ALLOW_HOSTS=');
	});

	it('jobs are listed page by page, newest first, and by status', async () => {
		const many = await startAgent({ starts: false });
		for (const number of [1, 2, 3])
			await ask(many, `${API}/gen_video`, { body: { draft_url: draftUrl(number) } });
		const first = (await ask(many, '/v1/jobs?limit=2')).body;
		expect(first.items.map(({ draft_url }) => draft_url)).toEqual([draftUrl(3), draftUrl(2)]);
		const second = (await ask(many, `/v1/jobs?limit=2&cursor=${String(first.next_cursor)}`)).body;
		expect(second.items.map(({ draft_url }) => draft_url)).toEqual([draftUrl(1)]);
		expect(second.next_cursor).toBeNull();
		expect((await ask(many, '/v1/jobs?status=completed')).body.items).toEqual([]);
		expect((await ask(many, '/v1/jobs?limit=0')).body.error_code).toBe('REQUEST_INVALID');
		await many.close();
	});

	it('a job is cancelled, tried again and refused where it has no video, with or without a body', async () => {
		const held = await startAgent();
		const { job_id } = (await ask(held, `${API}/gen_video`, { body: { draft_url: draftUrl() } }))
			.body;
		const cancelled = await ask(held, `/v1/jobs/${job_id}/cancel`, { method: 'POST' });
		expect(cancelled.body).toMatchObject({
			code: 0,
			status: 'failed',
			error_code: 'CANCELLED',
			error_status: 409,
		});
		const deliver = await ask(held, `/v1/jobs/${job_id}/deliver`, { method: 'POST' });
		expect(deliver).toMatchObject({ status: 409, body: { error_code: 'CANCELLED' } });
		const headers = { 'content-type': 'application/json' };
		const retried = await ask(held, `/v1/jobs/${job_id}/retry`, { method: 'POST', headers });
		expect(retried.body.job_id).not.toBe(job_id);
		expect(
			(await ask(held, `/v1/jobs/${retried.body.job_id}/deliver`, { method: 'POST' })).status,
		).toBe(400);
		await held.close();
	});

	it('no secret of an address or a header gets into the log', async () => {
		const draft_url = 'https://u:canary1@a.example/d.json?x=canary2';
		const headers = { authorization: 'Bearer canary3', 'x-api-key': 'canary4' };
		await ask(agent, `${API}/gen_video`, { body: { draft_url, apiKey: 'canary5' }, headers });
		expect(agent.logged()).not.toMatch(/canary/);
	});
});

describe('readiness', () => {
	const GIB = 1024 ** 3;
	const checksOf = (text: string) =>
		(JSON.parse(text) as { checks: { name: string; ok: boolean; text: string }[] }).checks;

	it('tells what was looked at', async () => {
		await withAgent({}, async (agent) => {
			const { status, text } = await ask(agent, '/readyz');
			expect([status, checksOf(text).map(({ name, ok }) => [name, ok])]).toEqual([
				200,
				[
					['ffmpeg', true],
					['encoder', true],
					['disk', true],
					['store', true],
					['watchdog', true],
					['delivery', true],
				],
			]);
		});
	});

	it('is 503 when the disk is full or the file of jobs cannot be written', async () => {
		let free = GIB / 2;
		await withAgent({ freeBytes: () => Promise.resolve(free) }, async (agent) => {
			const headers = { 'accept-language': 'en' };
			const full = await ask(agent, '/readyz', { headers });
			expect([full.status, full.body.error_code]).toEqual([503, 'DISK_FULL']);
			free = 2 * GIB;
			expect((await ask(agent, '/readyz', { headers })).status).toBe(200);
			agent.db.run('PRAGMA query_only = ON');
			const locked = await ask(agent, '/readyz', { headers });
			expect([locked.status, locked.body.error_code]).toEqual([503, 'NOT_READY']);
			expect(locked.body.detail).toContain('the file of jobs and keys cannot be written');
			agent.db.run('PRAGMA query_only = OFF');
		});
	});

	it('is not lost by a delivery that fails, which is told', async () => {
		const failing = { name: 'store', put: () => Promise.reject(new AgentError('DELIVERY_FAILED')) };
		const parts = { renderer: createFakeRenderer(true), targets: [failing] };
		await withAgent(parts, async (agent) => {
			const { body } = await ask(agent, `${API}/gen_video`, { body: { draft_url: draftUrl(90) } });
			const asked = { job_id: body.job_id, wait_seconds: 100 };
			await ask(agent, `${API}/gen_video_status`, { body: asked });
			const { status, text } = await ask(agent, '/readyz');
			const delivery = checksOf(text).find(({ name }) => name === 'delivery');
			expect([status, delivery?.ok]).toEqual([200, false]);
			expect(delivery?.text).toContain('store');
		});
	});
});
