import {
	API,
	ask,
	draftUrl,
	startAgent,
	type AgentOptions,
	type TestAgent,
} from '../../support/agent';
import { AgentError, ERRORS, type ErrorCode } from '../../../render-agent/src/kernel/errors';
import { ERROR_TEXTS } from '../../../render-agent/src/kernel/errorTexts';
import { NUMBERS } from '../../../render-agent/src/http/status';

const withAgent = async (
	options: AgentOptions,
	look: (agent: TestAgent) => Promise<void>,
): Promise<void> => {
	const agent = await startAgent(options);
	try {
		await look(agent);
	} finally {
		await agent.close();
	}
};

interface Row {
	readonly code: ErrorCode;
	readonly number: number;
	readonly status: number;
	readonly zh: string;
}

const ROWS: readonly Row[] = [
	{ code: 'DRAFT_URL_MISSING', status: 400, number: 1001, zh: 'draft_url是必填项' },
	{ code: 'DRAFT_URL_INVALID', status: 400, number: 2001, zh: 'draft_url格式无效' },
	{ code: 'DRAFT_NOT_FOUND', status: 404, number: 2001, zh: '草稿不存在' },
	{ code: 'DRAFT_EMPTY', status: 400, number: 2901, zh: '草稿内容为空' },
	{ code: 'MEDIA_UNREACHABLE', status: 400, number: 2005, zh: '素材无法访问' },
	{ code: 'MEDIA_MISSING', status: 400, number: 2005, zh: '素材无法访问' },
	{ code: 'MEDIA_BROKEN', status: 400, number: 2005, zh: '素材无法访问' },
	{ code: 'RENDER_FAILED', status: 500, number: 2902, zh: '视频渲染失败' },
	{ code: 'AUDIO_FAILED', status: 500, number: 2903, zh: '音频处理失败' },
	{ code: 'ENCODE_FAILED', status: 500, number: 2904, zh: '编码失败' },
	{ code: 'BUSY', status: 503, number: 2905, zh: '服务繁忙' },
	{ code: 'DISK_FULL', status: 503, number: 2905, zh: '服务繁忙' },
	{ code: 'NOT_READY', status: 503, number: 2905, zh: '服务繁忙' },
	{ code: 'TIMED_OUT', status: 504, number: 2906, zh: '处理超时' },
	{ code: 'SUBMIT_FAILED', status: 500, number: 2030, zh: '视频生成任务提交失败' },
	{ code: 'DRAFT_ENCRYPTED', status: 400, number: 2907, zh: '草稿已加密' },
	{ code: 'DRAFT_INVALID', status: 400, number: 2908, zh: '草稿内容无效' },
	{ code: 'UNSUPPORTED', status: 400, number: 2909, zh: '草稿含有不支持的内容' },
	{ code: 'ADDRESS_REFUSED', status: 400, number: 2910, zh: '地址不被允许' },
	{ code: 'CANCELLED', status: 409, number: 2911, zh: '任务已取消' },
	{ code: 'JOB_NOT_FOUND', status: 404, number: 2031, zh: '任务不存在' },
	{ code: 'REQUEST_INVALID', status: 400, number: 1001, zh: '参数校验失败' },
	{ code: 'KEY_MISSING', status: 401, number: 1004, zh: '认证失败' },
	{ code: 'KEY_INVALID', status: 401, number: 1004, zh: '认证失败' },
	{ code: 'FORBIDDEN', status: 403, number: 1003, zh: '权限不足' },
	{ code: 'RATE_LIMITED', status: 429, number: 2912, zh: '请求过于频繁' },
	{ code: 'TOO_LARGE', status: 413, number: 2004, zh: '文件大小超出限制' },
	{ code: 'DELIVERY_FAILED', status: 500, number: 2913, zh: '上传失败' },
	{ code: 'INTERNAL', status: 500, number: 9998, zh: '系统内部错误' },
];

const row = (code: ErrorCode): Row => {
	const found = ROWS.find((one) => one.code === code);
	if (!found) throw new RangeError(code);
	return found;
};

/** Asks on both routes: the plain one has the status, the flat one is 200, the bodies are equal. */
const expectFailure = async (
	agent: TestAgent,
	code: ErrorCode,
	{
		path = `${API}/gen_video`,
		...request
	}: { path?: string; body?: unknown; headers?: Record<string, string>; method?: string } = {},
) => {
	const { status, number, zh } = row(code);
	const plain = await ask(agent, path, request);
	const flat = await ask(agent, `/flat${path}`, request);
	expect(plain.status).toBe(status);
	expect(plain.body).toMatchObject({ code: number, message: zh, error_code: code });
	expect(plain.body.detail.startsWith(zh)).toBe(true);
	expect(plain.body.hint).not.toMatch(/^$|\{\w+\}/);
	expect(flat.status).toBe(200);
	if (code !== 'INTERNAL') expect(flat.body).toEqual(plain.body);
	const english = await ask(agent, path, {
		...request,
		headers: { ...request.headers, 'accept-language': 'en' },
	});
	expect(english.body.message).toBe(ERROR_TEXTS[code].en);
	return plain;
};

const body = { draft_url: draftUrl() };

describe('the error catalogue', () => {
	it('has a row here for every code, with its status, number and sentence', () => {
		expect(ROWS.map(({ code }) => code).sort()).toEqual(Object.keys(ERRORS).sort());
		for (const { code, status, number, zh } of ROWS) {
			expect(NUMBERS[code]).toMatchObject({ status, code: number });
			expect(ERROR_TEXTS[code].zh).toBe(zh);
		}
	});
});

describe('a request that is wrong in itself', () => {
	let agent: TestAgent;
	beforeAll(async () => {
		agent = await startAgent();
	});
	afterAll(async () => {
		await agent.close();
	});

	it.each([[{}], [{ draft_url: null }]])('%j is DRAFT_URL_MISSING', async (sent) => {
		await expectFailure(agent, 'DRAFT_URL_MISSING', { body: sent });
	});

	it.each([
		'',
		'  ',
		'nonsense',
		'ftp://a/b',
		'file:///etc/passwd',
		17,
		`https://x.example${API}/get_draft`,
		`https://x.example${API}/get_draft?draft_id=%20`,
	])('the draft_url %j is DRAFT_URL_INVALID', async (draft_url) => {
		await expectFailure(agent, 'DRAFT_URL_INVALID', { body: { draft_url } });
	});

	it.each(['{', '', '[]', '"text"', 'null'])('the body %j is REQUEST_INVALID', async (sent) => {
		await expectFailure(agent, 'REQUEST_INVALID', { body: sent, method: 'POST' });
	});

	it('every wrong field is named', async () => {
		const { body: answer } = await expectFailure(agent, 'REQUEST_INVALID', {
			body: { ...body, fps: 0, size: 'huge' },
		});
		expect(answer.detail).toMatch(/fps: .*size: |size: .*fps: /);
	});

	it('a body that is no JSON by its type is refused', async () => {
		await expectFailure(agent, 'REQUEST_INVALID', {
			body: JSON.stringify(body),
			headers: { 'content-type': 'text/plain' },
		});
	});

	it('a body over 1 MiB is TOO_LARGE', async () => {
		const metadata = { text: 'x'.repeat(1024 * 1024) };
		await expectFailure(agent, 'TOO_LARGE', { body: { ...body, metadata } });
	});

	it('an unknown job is JOB_NOT_FOUND, by id and by draft', async () => {
		const path = `${API}/gen_video_status`;
		await expectFailure(agent, 'JOB_NOT_FOUND', { path, body: { job_id: 'j_0' } });
		await expectFailure(agent, 'JOB_NOT_FOUND', { path, body: { draft_url: draftUrl(77) } });
		await expectFailure(agent, 'JOB_NOT_FOUND', { path: '/v1/jobs/j_0' });
	});

	it('a status without draft_url and job_id is DRAFT_URL_MISSING', async () => {
		await expectFailure(agent, 'DRAFT_URL_MISSING', { path: `${API}/gen_video_status`, body: {} });
	});

	it('a draft that does not lie here is DRAFT_NOT_FOUND', async () => {
		const path = `${API}/get_draft?draft_id=2025112308300000000001`;
		await expectFailure(agent, 'DRAFT_NOT_FOUND', { path });
		await expectFailure(agent, 'DRAFT_NOT_FOUND', {
			path: '/output/draft/20251123083000000000ff/a.json',
		});
	});

	it('an unknown address is 404 and a wrong method 405, in the one body', async () => {
		const nowhere = await ask(agent, '/nowhere');
		expect(nowhere).toMatchObject({
			status: 404,
			body: { code: 404, error_code: 'REQUEST_INVALID' },
		});
		const got = await ask(agent, `${API}/gen_video`);
		expect(got).toMatchObject({ status: 405, body: { code: 405 } });
		expect(got.headers.get('allow')).toBe('POST');
		expect((await ask(agent, '/flat/nowhere')).status).toBe(200);
	});
});

describe('what the quick check is sure of', () => {
	it.each([
		'DRAFT_NOT_FOUND',
		'DRAFT_EMPTY',
		'DRAFT_ENCRYPTED',
		'DRAFT_INVALID',
		'MEDIA_UNREACHABLE',
		'MEDIA_MISSING',
		'MEDIA_BROKEN',
		'UNSUPPORTED',
		'ADDRESS_REFUSED',
	] as const)('%s is the answer, and nothing is queued', async (code) => {
		const hint = { setting: 'RENDER_AGENT_ALLOW_ADDRESSES=127.0.0.0/8' };
		const quickCheck = () => Promise.reject(new AgentError(code, { object: 'a.mp4', hint }));
		await withAgent({ quickCheck }, async (agent) => {
			const { body: answer } = await expectFailure(agent, code, { body });
			expect(answer.detail).toContain('a.mp4');
			expect(agent.jobs.active('everybody')).toBe(0);
		});
	});

	it('a check that takes longer than the answer may becomes a job', async () => {
		const quickCheck = () => new Promise<void>(() => undefined);
		await withAgent({ quickCheck }, async (agent) => {
			const answer = ask(agent, `${API}/gen_video`, { body });
			await new Promise((resolve) => setTimeout(resolve, 200));
			await agent.clock.advance(3000);
			expect((await answer).body.job_id).toMatch(/^j_/);
		});
	});

	it('a check that breaks by itself becomes a job', async () => {
		const quickCheck = () => Promise.reject(new TypeError('broken'));
		await withAgent({ quickCheck }, async (agent) => {
			expect((await ask(agent, `${API}/gen_video`, { body })).status).toBe(200);
		});
	});
});

describe('an agent that can take nothing', () => {
	it('says BUSY when the queue is full, and when to come back', async () => {
		const environment = { RENDER_AGENT_QUEUE_LIMIT: '1' };
		await withAgent({ environment, starts: false }, async (agent) => {
			await ask(agent, `${API}/gen_video`, { body: { draft_url: draftUrl(2) } });
			const { headers } = await expectFailure(agent, 'BUSY', { body });
			expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
		});
	});

	it('says DISK_FULL when too little is free, and which folder', async () => {
		await withAgent({ freeBytes: () => Promise.resolve(1000) }, async (agent) => {
			const { headers, body: answer } = await expectFailure(agent, 'DISK_FULL', { body });
			expect(headers.has('retry-after')).toBe(true);
			expect(answer.hint).toContain(agent.folder);
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
