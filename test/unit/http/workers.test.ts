import { ask, until } from '../../support/agent';
import { eachLender } from '../../support/lender';
import { enrolAt, workerAt } from '../../support/workerCalls';

const lender = eachLender();

describe('a code', () => {
	it('enrols one worker, whatever spaces and capitals it is typed with; a second one is refused', async () => {
		const { code } = lender.agent.workers.makeCode();
		expect(code).toMatch(/^[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}$/);
		const first = await enrolAt(lender.agent, 'one', ` ${code.toUpperCase().replaceAll('-', ' ')}`);
		expect(first.body).toMatchObject({ code: 0, name: 'one' });
		expect(first.body.credential).toMatch(/^cw_[0-9a-z]{8}_[0-9a-z]{32}$/);
		const second = await enrolAt(lender.agent, 'two', code);
		expect(second.status).toBe(403);
		expect(second.body).toMatchObject({
			error_code: 'ENROL_CODE_INVALID',
			detail: 'The enrolment code is not valid',
		});
	});

	it('is worth nothing after a quarter of an hour', async () => {
		const { code } = lender.agent.workers.makeCode();
		lender.agent.clock.jump(15 * 60_000 + 1);
		expect((await enrolAt(lender.agent, 'late', code)).body.error_code).toBe('ENROL_CODE_INVALID');
	});

	it('and the credential are kept as digests only', () => {
		const { code } = lender.agent.workers.makeCode();
		const kept = JSON.stringify([
			lender.agent.db.all('SELECT * FROM worker_code'),
			lender.agent.db.all('SELECT * FROM worker'),
		]);
		expect(kept).not.toContain(code.replaceAll('-', ''));
		expect(kept).not.toContain(lender.worker.credential.slice(12));
	});

	it('cannot be found by trying: after twenty tries in a minute all are refused', async () => {
		for (let i = 0; i < 20; i += 1) await enrolAt(lender.agent, 'x', 'aaaa-aaaa-aaaa');
		const { code } = lender.agent.workers.makeCode();
		expect((await enrolAt(lender.agent, 'x', code)).body.error_code).toBe('RATE_LIMITED');
	});
});

describe('a worker that is revoked', () => {
	it('is refused from then on, and its job goes to another one', async () => {
		const other = await workerAt(lender.agent, 'other');
		const id = await lender.submit();
		const job = await lender.taken();
		lender.agent.workers.revoke(lender.worker.id);
		expect(await lender.worker.beat(job)).toMatchObject({
			status: 401,
			body: { error_code: 'WORKER_KEY_INVALID' },
		});
		await lender.agent.clock.advance(1_000);
		await until(() => lender.agent.store.find(id)?.state === 'queued');
		expect((await lender.taken(other)).job_id).toBe(id);
	});

	it('while it waits for a job is refused, and the next job is not its', async () => {
		const waiting = lender.worker.call('/pull', {
			...{ platform: '', version: '', encoders: [], resting: null },
			...{ wait_seconds: 25, is_free: true, holding: [] },
		});
		await until(() => (lender.agent.workers.list()[0]?.seenAt ?? null) !== null);
		lender.agent.workers.revoke(lender.worker.id);
		const id = await lender.submit();
		expect((await waiting).body).toMatchObject({ error_code: 'WORKER_KEY_INVALID' });
		expect(lender.agent.store.find(id)?.state).toBe('queued');
		const other = await workerAt(lender.agent, 'other');
		expect((await lender.taken(other)).job_id).toBe(id);
	});

	it('is woken from its wait though there is no job', async () => {
		const waiting = lender.worker.call('/pull', {
			...{ platform: '', version: '', encoders: [], resting: null },
			...{ wait_seconds: 25, is_free: true, holding: [] },
		});
		await until(() => (lender.agent.workers.list()[0]?.seenAt ?? null) !== null);
		lender.agent.workers.revoke(lender.worker.id);
		await lender.agent.clock.advance(1_000);
		expect((await waiting).status).toBe(401);
	});

	it('revokes itself when it leaves', async () => {
		await lender.worker.call('/leave', {});
		expect((await lender.worker.call('/me')).body.error_code).toBe('WORKER_KEY_INVALID');
	});
});

describe('keys and credentials', () => {
	it('are no use for each other', async () => {
		const { secret } = lender.agent.keys.create('n8n', ['submit', 'read']);
		const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });
		expect((await ask(lender.agent, '/v1/worker/me', bearer(secret))).body.error_code).toBe(
			'WORKER_KEY_INVALID',
		);
		expect((await ask(lender.agent, '/v1/worker/me')).body.error_code).toBe('KEY_MISSING');
		expect(
			(await ask(lender.agent, '/v1/jobs', bearer(lender.worker.credential))).body.error_code,
		).toBe('KEY_INVALID');
		expect((await ask(lender.agent, '/v1/workers', bearer(secret))).body.error_code).toBe(
			'FORBIDDEN',
		);
	});

	it('of an administrator make codes, list workers with what they do, and revoke them', async () => {
		const { secret } = lender.agent.keys.create('admin', ['admin']);
		const headers = { authorization: `Bearer ${secret}`, 'accept-language': 'en' };
		const made = (await ask(lender.agent, '/v1/workers/code', { body: {}, headers }))
			.body as unknown as {
			readonly code: string;
			readonly command: string;
		};
		expect(made.command).toMatch(
			/^capcut-render-agent worker enrol --gateway http:\/\/127\.0\.0\.1:\d+ --code \w{4}-\w{4}-\w{4}$/,
		);
		await lender.worker.call('/pull', {
			...{ platform: 'linux x64', version: '1', encoders: ['software'], wait_seconds: 0 },
			...{ resting: 'by its timetable until 22:00', is_free: false, holding: [] },
		});
		const { items } = (await ask(lender.agent, '/v1/workers', { headers })).body as unknown as {
			readonly items: readonly Record<string, unknown>[];
		};
		expect(items).toMatchObject([
			{
				worker_id: lender.worker.id,
				name: 'pc',
				platform: 'linux x64',
				encoders: ['software'],
				state: 'resting',
				doing: 'rests; by its timetable until 22:00',
			},
		]);
		expect(
			(await ask(lender.agent, `/v1/workers/${lender.worker.id}`, { method: 'DELETE', headers }))
				.status,
		).toBe(200);
		expect((await lender.worker.call('/me')).body.error_code).toBe('WORKER_KEY_INVALID');
	});
});
