/** How answers of every style are read, without a service. */
import {
	cleaned,
	failureOfJob,
	readAnswer,
	readJob,
	sentence,
	type Answer,
	type RawResponse,
} from '../../nodes/CapcutRender/shared/wire';

const read = (statusCode: number, body: unknown, headers: RawResponse['headers'] = {}): Answer =>
	readAnswer({ statusCode, headers, body }, { language: 'en', baseUrl: 'http://render:30100' });

const failed = (answer: Answer) => {
	if (answer.ok) throw new Error('the answer is a success');
	return answer.failure;
};

describe('readAnswer', () => {
	it.each([
		['code 0', { code: 0, message: 'Success', job_id: 'j_1' }],
		['code "0" as text', { code: '0', message: 'Success', job_id: 'j_1' }],
		['no code at all, as the contract prints it', { message: 'Success', job_id: 'j_1' }],
		['JSON that arrives as text', '{"code":0,"message":"Success","job_id":"j_1"}'],
	])('takes %s for a success and leaves only the code away', (_, body) => {
		expect(read(200, body)).toEqual({ ok: true, fields: { message: 'Success', job_id: 'j_1' } });
	});

	it('reads the plain style: status, code, detail before message, hint', () => {
		const body = {
			code: 2005,
			message: 'Media cannot be reached',
			detail: 'Media cannot be reached: http://x/a.mp4.',
			error_code: 'MEDIA_UNREACHABLE',
			hint: 'Check the link.',
		};
		expect(failed(read(400, body))).toEqual({
			what: 'Media cannot be reached: http://x/a.mp4',
			todo: 'Check the link.',
			code: 2005,
			errorCode: 'MEDIA_UNREACHABLE',
			httpStatus: 400,
			retryAfterSeconds: undefined,
			transient: false,
		});
		expect(failed(read(200, body))).toMatchObject({ code: 2005, httpStatus: 200 });
	});

	it.each([2001, '2001'])('takes code %p with status 200 for a failure and advises', (code) => {
		const failure = failed(read(200, { code, message: 'Invalid draft URL' }));
		expect(failure).toMatchObject({ what: 'Invalid draft URL', code: 2001, transient: false });
		expect(failure.todo).toContain('draft_id');
	});

	it('reads the detail of FastAPI as a text and as a list', () => {
		expect(failed(read(404, { detail: 'Not Found' })).what).toBe('Not Found');
		const list = [
			{ loc: ['body', 'draft_url'], msg: 'Field required', type: 'missing' },
			{ loc: ['body', 'size', 0], msg: 'Too big' },
		];
		expect(failed(read(422, { detail: list })).what).toBe(
			'draft_url: Field required; size.0: Too big',
		);
	});

	it.each([
		[502, '<html><body>502 Bad Gateway</body></html>', true],
		[524, 'error code: 524', true],
		[200, '<!doctype html><title>Hello</title>', false],
		[200, '', false],
		[200, [1, 2], false],
		[500, undefined, false],
	])(
		'takes %p with %p for no answer of a render service (passing: %p)',
		(status, body, transient) => {
			const failure = failed(read(status, body));
			expect(failure.what).toContain(`http://render:30100 answered HTTP ${String(status)}`);
			expect(failure.what).not.toContain('<');
			expect(failure.transient).toBe(transient);
		},
	);

	it('takes 429, 503 and their codes in the flat style for passing', () => {
		expect(failed(read(429, { code: 2912, message: 'x' })).transient).toBe(true);
		expect(failed(read(503, { code: 2905, message: 'x' })).transient).toBe(true);
		expect(failed(read(200, { code: 2905, message: 'x' })).transient).toBe(true);
		expect(failed(read(200, { code: 2032, message: 'x' })).transient).toBe(true);
		expect(failed(read(500, { code: 9998, message: 'x' })).transient).toBe(false);
	});

	it('reads Retry-After in seconds and as a date', () => {
		const after = (value: unknown) =>
			failed(read(429, {}, { 'retry-after': value })).retryAfterSeconds;
		expect(after('7')).toBe(7);
		expect(after(new Date(Date.now() + 30_000).toUTCString())).toBeGreaterThan(25);
		expect(after('soon')).toBeUndefined();
	});
});

describe('readJob', () => {
	it('is undefined for an answer without a status that is known', () => {
		expect(readJob({ message: 'hello' })).toBeUndefined();
		expect(readJob({ status: 'done' })).toBeUndefined();
	});

	it('gives what the hosted service leaves out as absent, and keeps every field', () => {
		const fields = { draft_url: 'u', status: 'processing', progress: 70, video_url: '' };
		expect(readJob({ message: 'Success', ...fields })).toEqual({
			status: 'processing',
			progress: 70,
			videoUrl: '',
			errorMessage: '',
			jobId: undefined,
			nextPollSeconds: undefined,
			fields,
		});
	});

	it.each([
		['视频生成功能仅在Windows系统上可用', /Windows only/],
		['草稿下载失败: 网络不稳定，已多次重试仍失败，请稍后重试', /again later/],
		['草稿下载失败: 草稿或素材不存在/URL无效 (HTTP 404)', /draft URL opens/],
		['草稿中视频时长不大于3秒，请检查草稿内容: 1', /longer than 3 seconds/],
		['视频上传失败', /storage/],
		['导出草稿失败', /Submit it again/],
	])('advises on the hosted failure %p', (error_message, advice) => {
		const job = readJob({ status: 'failed', error_message });
		expect(job && failureOfJob(job, 'en').todo).toMatch(advice);
		expect(job && failureOfJob(job, 'zh').todo).toMatch(/^[\u4e00-\u9fff]/);
	});
});

describe('sentence', () => {
	it('names the object once and ends with one period', () => {
		expect(sentence({ what: 'It failed', object: 'http://x', todo: 'Try again.' })).toBe(
			'It failed (http://x): Try again.',
		);
		expect(sentence({ what: 'http://x failed', object: 'http://x' })).toBe('http://x failed.');
		const object = 'http://x/get_draft?draft_id=2025112308';
		expect(sentence({ what: 'Draft 2025112308 is empty', object })).toBe(
			'Draft 2025112308 is empty.',
		);
	});
});

describe('cleaned', () => {
	it('takes away blanks around and invisible characters anywhere', () => {
		expect(cleaned(' \uFEFFhttp://x/\u200Ba\u200D \n')).toBe('http://x/a');
		expect(cleaned(undefined)).toBe('');
		expect(cleaned(42)).toBe('');
	});
});
