import { NUMBERS } from '../../../render-agent/src/http/status';
import { AgentError, ERRORS } from '../../../render-agent/src/kernel/errors';
import { ERROR_TEXTS } from '../../../render-agent/src/kernel/errorTexts';
import { API, ask, draftUrl, startAgent, type TestAgent } from '../../support/agent';
import { expectFailure, ROWS, withAgent } from '../../support/failures';

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
		expect(answer.detail).toMatch(/size .*；fps /);
	});

	it('wrong fields are told in the language of the caller', async () => {
		const wrong = { ...body, fps: 0, size: 'huge', priority: 10, quality: 'best' };
		const detailIn = async (language: string): Promise<string> => {
			const headers = { 'accept-language': language };
			const { body: answer } = await ask(agent, `${API}/gen_video`, { body: wrong, headers });
			return answer.detail;
		};
		expect(await detailIn('zh')).toBe(
			'参数校验失败：size 不是可以绘制的尺寸；可用 source、720p、1080p、4k，或 宽x高，如 1080x1920，每边 16 到 8192："huge"；fps 不能小于 1：0，请写 1 或更大；quality 不能是 "best"，可用：draft、standard、high；priority 不能大于 9：10，请写 9 或更小',
		);
		expect(await detailIn('en')).toBe(
			'The request is not valid: size: "huge" is not a size that can be rendered; use source, 720p, 1080p, 4k, or WIDTHxHEIGHT such as 1080x1920, each side from 16 to 8192; fps: 0 is less than 1; write 1 or more; quality: "best" is none of draft, standard, high; priority: 10 is more than 9; write 9 or less',
		);
	});

	it.each([
		[{ fps: '30' }, 'fps: "30" is no number; write 30 without quotation marks'],
		[{ fps: '30000/1001' }, 'fps: "30000/1001" is no number; write 29.97'],
		[{ preview: 'yes' }, 'preview: "yes" is neither true nor false; write true or false'],
		[{ loudness: -15 }, 'loudness: -15 is none of off, -14, -16, -23'],
		[{ priority: 1.5 }, 'priority: 1.5 is no whole number; write a whole number'],
		[{ metadata: 'x' }, 'metadata: "x" is no object; write an object'],
	])('%j is told with its name, its value and what to write', async (fields, said) => {
		const { body: answer } = await ask(agent, `${API}/gen_video`, {
			body: { ...body, ...fields },
			headers: { 'accept-language': 'en' },
		});
		expect([answer.error_code, answer.detail]).toEqual([
			'REQUEST_INVALID',
			`The request is not valid: ${said}`,
		]);
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
