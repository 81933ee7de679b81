/** The error catalogue as the contract says it, and what every answer of a failure must be. */
import type { ErrorCode } from '../../render-agent/src/kernel/errors';
import { ERROR_TEXTS } from '../../render-agent/src/kernel/errorTexts';
import { type AgentOptions, type Answered, API, ask, startAgent, type TestAgent } from './agent';

/** Starts an agent, looks at it, ends it. */
export const withAgent = async (
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

/** One row of the catalogue. */
export interface Row {
	readonly code: ErrorCode;
	readonly number: number;
	readonly status: number;
	readonly zh: string;
}

/** The whole catalogue. */
export const ROWS: readonly Row[] = [
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
	{ code: 'LEASE_LOST', status: 409, number: 2914, zh: '该任务已不由此工作机处理' },
	{ code: 'ENROL_CODE_INVALID', status: 403, number: 2915, zh: '登记码无效' },
	{ code: 'WORKER_KEY_INVALID', status: 401, number: 1004, zh: '网关不认识此工作机' },
	{ code: 'GATEWAY_UNREACHABLE', status: 503, number: 2916, zh: '无法连接网关' },
	{
		code: 'IDEMPOTENCY_CONFLICT',
		status: 409,
		number: 2917,
		zh: '此 Idempotency-Key 已用于另一个请求',
	},
	{ code: 'JOB_NOT_FOUND', status: 404, number: 2031, zh: '任务不存在' },
	{ code: 'REQUEST_INVALID', status: 400, number: 1001, zh: '参数校验失败' },
	{ code: 'KEY_MISSING', status: 401, number: 1004, zh: '认证失败' },
	{ code: 'KEY_INVALID', status: 401, number: 1004, zh: '认证失败' },
	{ code: 'FORBIDDEN', status: 403, number: 1003, zh: '权限不足' },
	{ code: 'RATE_LIMITED', status: 429, number: 2912, zh: '请求过于频繁' },
	{ code: 'TOO_LARGE', status: 413, number: 2004, zh: '文件大小超出限制' },
	{ code: 'DELIVERY_FAILED', status: 500, number: 2913, zh: '上传失败' },
	{ code: 'DELIVERY_DENIED', status: 500, number: 2913, zh: '上传失败' },
	{ code: 'DELIVERY_CLOCK', status: 500, number: 2913, zh: '上传失败' },
	{ code: 'DELIVERY_FULL', status: 500, number: 2913, zh: '上传失败' },
	{ code: 'DELIVERY_UNREACHABLE', status: 500, number: 2913, zh: '上传失败' },
	{ code: 'DELIVERY_CORRUPT', status: 500, number: 2913, zh: '上传失败' },
	{ code: 'INTERNAL', status: 500, number: 9998, zh: '系统内部错误' },
];

/** The row of a code. */
export const row = (code: ErrorCode): Row => {
	const found = ROWS.find((one) => one.code === code);
	if (!found) throw new RangeError(code);
	return found;
};

/** Asks on both routes: the plain one has the status, the flat one is 200, the bodies are equal. */
export const expectFailure = async (
	agent: Pick<TestAgent, 'url'>,
	code: ErrorCode,
	{
		path = `${API}/gen_video`,
		...request
	}: { path?: string; body?: unknown; headers?: Record<string, string>; method?: string } = {},
): Promise<Answered> => {
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
