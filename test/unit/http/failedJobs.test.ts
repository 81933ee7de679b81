import { AgentError } from '../../../render-agent/src/kernel/errors';
import { API, ask, draftUrl } from '../../support/agent';
import { expectFailure, row, withAgent } from '../../support/failures';

const body = { draft_url: draftUrl() };

describe('an agent that can take nothing', () => {
	it('says BUSY when the queue is full, and when to come back', async () => {
		const environment = { RENDER_AGENT_QUEUE_LIMIT: '1' };
		await withAgent({ environment, starts: false }, async (agent) => {
			await ask(agent, `${API}/gen_video`, { body: { draft_url: draftUrl(2) } });
			const { headers } = await expectFailure(agent, 'BUSY', { body });
			expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
		});
	});

	it('says DISK_FULL when too little is free, and of which setting the folder is, not where', async () => {
		await withAgent({ freeBytes: () => Promise.resolve(1000) }, async (agent) => {
			const { headers, body: answer } = await expectFailure(agent, 'DISK_FULL', { body });
			expect(headers.has('retry-after')).toBe(true);
			expect(answer.hint).toContain('RENDER_AGENT_DATA');
			expect(JSON.stringify(answer)).not.toContain(agent.folder);
		});
	});

	it('says DISK_FULL without a byte left, on /readyz too, whatever must stay free', async () => {
		const environment = { RENDER_AGENT_MIN_FREE_GB: '0' };
		let free = 0;
		await withAgent({ environment, freeBytes: () => Promise.resolve(free) }, async (agent) => {
			await expectFailure(agent, 'DISK_FULL', { body });
			const { status, body: answer } = await ask(agent, '/readyz');
			expect([status, answer.error_code]).toEqual([503, 'DISK_FULL']);
			free = 1;
			expect((await ask(agent, '/readyz')).status).toBe(200);
		});
	});

	it('says NOT_READY when something is missing, on /readyz too, while /healthz answers', async () => {
		const notReady = () => new AgentError('NOT_READY', { object: 'ffmpeg' });
		await withAgent({ notReady }, async (agent) => {
			await expectFailure(agent, 'NOT_READY', { body });
			expect((await ask(agent, '/readyz')).status).toBe(503);
			const health = await ask(agent, '/healthz');
			expect(health).toMatchObject({ status: 200, body: { status: 'not_ready' } });
			expect(health.body.problems[0]).toContain('ffmpeg');
		});
	});

	it('says SUBMIT_FAILED when the store cannot be written', async () => {
		await withAgent({ starts: false }, async (agent) => {
			agent.db.run('DROP TABLE idempotency');
			agent.db.run('ALTER TABLE job RENAME COLUMN identity TO gone');
			await expectFailure(agent, 'SUBMIT_FAILED', { body });
		});
	});

	it('says INTERNAL with an id that is in the log, and no stack', async () => {
		await withAgent({ starts: false }, async (agent) => {
			agent.db.run('ALTER TABLE job RENAME COLUMN draft_key TO gone');
			const request = { path: `${API}/gen_video_status`, body: { draft_url: draftUrl() } };
			const { body: answer } = await expectFailure(agent, 'INTERNAL', request);
			const id = /[0-9a-f]{32}/.exec(answer.hint)?.[0] ?? 'none';
			expect(agent.logged()).toContain(id);
			expect(JSON.stringify(answer)).not.toMatch(/no such column|\.ts/);
		});
	});
});

describe('a job that failed', () => {
	it.each([
		'RENDER_FAILED',
		'AUDIO_FAILED',
		'ENCODE_FAILED',
		'MEDIA_UNREACHABLE',
		'MEDIA_BROKEN',
		'DRAFT_INVALID',
		'UNSUPPORTED',
		'DISK_FULL',
	] as const)('%s stands in its status, which is answered with 200', async (code) => {
		await withAgent({}, async (agent) => {
			const { body: submitted } = await ask(agent, `${API}/gen_video`, { body });
			(await agent.renderer.held(0)).fail(
				new AgentError(code, { object: { zh: '片段一', en: 'clip one' }, hint: { folder: 'd' } }),
			);
			const asked = { job_id: submitted.job_id, wait_seconds: 100 };
			const shown = await ask(agent, `${API}/gen_video_status`, { body: asked });
			expect(shown).toMatchObject({
				status: 200,
				body: {
					status: 'failed',
					video_url: '',
					error_code: code,
					error_status: row(code).status,
					error_message: `${row(code).zh}：片段一`,
				},
			});
			expect(shown.body.hint).not.toMatch(/^$|\{\w+\}/);
		});
	});
});
