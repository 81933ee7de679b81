import { API, ask, draftUrl, startAgent, type TestAgent } from '../../support/agent';
import { VIDEO } from '../../support/fakeRenderer';

describe('gen_video and gen_video_status', () => {
	let agent: TestAgent;

	beforeEach(async () => {
		agent = await startAgent();
	});
	afterEach(async () => {
		await agent.close();
	});

	const submit = (body: object = {}, headers = {}) =>
		ask(agent, `${API}/gen_video`, { body: { draft_url: draftUrl(), ...body }, headers });
	const status = (body: object) => ask(agent, `${API}/gen_video_status`, { body });

	it('a draft becomes a video whose link gives the very bytes', async () => {
		const accepted = await submit();
		expect(accepted).toMatchObject({
			status: 200,
			body: {
				code: 0,
				message: '视频生成任务已提交，请使用draft_url查询进度',
				draft_url: draftUrl(),
				video_url: '',
			},
		});
		const render = await agent.renderer.held(0);
		const waiting = ask(agent, `${API}/gen_video_status`, {
			body: { job_id: accepted.body.job_id, wait_seconds: 300 },
		});
		await render.finish();
		const { body } = await waiting;
		expect(body).toMatchObject({ status: 'completed', progress: 100, phase: 'done' });
		const video = await fetch(body.video_url);
		expect(Buffer.from(await video.arrayBuffer())).toEqual(VIDEO);
		expect(video.headers.get('content-type')).toBe('video/mp4');
	});

	it('200 submissions of one draft at once are one job', async () => {
		const answers = await Promise.all(Array.from({ length: 200 }, () => submit()));
		expect(new Set(answers.map(({ body }) => body.job_id)).size).toBe(1);
		expect(
			agent.store.list({ viewer: 'everybody', status: undefined, limit: 9, cursor: undefined })
				.items,
		).toHaveLength(1);
	});

	it('a finished draft starts anew, and its newest job is the one that its address shows', async () => {
		const first = await submit();
		await (await agent.renderer.held(0)).finish();
		await status({ job_id: first.body.job_id, wait_seconds: 300 });
		const second = await submit();
		expect(second.body.job_id).not.toBe(first.body.job_id);
		expect((await status({ draft_url: draftUrl() })).body.job_id).toBe(second.body.job_id);
	});

	it('a preview is not what the address of its draft shows', async () => {
		const whole = await submit();
		const preview = await submit({ preview: true });
		expect(preview.body.job_id).not.toBe(whole.body.job_id);
		expect((await status({ draft_url: draftUrl() })).body.job_id).toBe(whole.body.job_id);
	});

	it('another spelling of the same address is the same job', async () => {
		const first = await submit();
		const other = await submit({
			draft_url: `\u200b ${draftUrl().replace('drafts.example', 'other.example')}&x=1 `,
		});
		expect(other.body.job_id).toBe(first.body.job_id);
	});

	it('other options are another job', async () => {
		const first = await submit();
		const other = await submit({ size: '720p' });
		expect(other.body.job_id).not.toBe(first.body.job_id);
	});

	it('a repeated Idempotency-Key is the same job for a day, even when it is over', async () => {
		const headers = { 'idempotency-key': 'run-1' };
		const first = await submit({}, headers);
		await (await agent.renderer.held(0)).finish();
		await status({ job_id: first.body.job_id, wait_seconds: 300 });
		expect((await submit({}, headers)).body.job_id).toBe(first.body.job_id);
		await agent.clock.advance(86_400_001);
		expect((await submit({}, headers)).body.job_id).not.toBe(first.body.job_id);
	});

	it('an Idempotency-Key of another draft or other options is refused, and stays with its job', async () => {
		const headers = { 'idempotency-key': 'run-2', 'accept-language': 'en' };
		const first = await submit({ priority: 3 }, headers);
		for (const other of [{ priority: 4 }, { priority: 3, draft_url: draftUrl(2) }]) {
			const { status: code, body } = await submit(other, headers);
			expect([code, body.error_code]).toEqual([409, 'IDEMPOTENCY_CONFLICT']);
			expect(body.detail).toContain(first.body.job_id);
		}
		expect((await submit({ priority: 3 }, headers)).body.job_id).toBe(first.body.job_id);
		expect((await ask(agent, `${API}/gen_video_active_count`)).body.count).toBe(1);
	});

	it('a loudness may be a number, and a null stands for what is left out', async () => {
		const optionsOf = async (sent: object) =>
			agent.store.find((await submit(sent)).body.job_id)?.options;
		const plain = await optionsOf({});
		expect(await optionsOf({ loudness: -14 })).toEqual({ ...plain, loudness: '-14' });
		const nothing = { fps: null, size: null, loudness: null, metadata: null, preview: null };
		expect(await optionsOf({ ...nothing, callback_url: null, deliver: null })).toEqual(plain);
	});

	it('unknown fields are ignored and named in the warnings', async () => {
		const { body } = await submit({ resolution: '4k', apiKey: null });
		expect(body.warnings).toEqual([
			expect.objectContaining({ code: 'OPTION_UNKNOWN', text: '参数 resolution 不被识别，已忽略' }),
		]);
	});

	it.each([
		{ codec: 'h264', container: 'webm' },
		{ codec: 'av1', container: 'mov' },
	])('$codec in $container is refused at once, naming both fields', async (options) => {
		const { status: seen, body } = await submit(options);
		expect([seen, body.error_code]).toEqual([400, 'REQUEST_INVALID']);
		expect(body.detail).toContain(`container: ${options.container}`);
		expect(body.detail).toContain(`codec: ${options.codec}`);
		const query = { viewer: 'everybody', status: undefined, limit: 9, cursor: undefined } as const;
		expect(agent.store.list(query).items).toEqual([]);
	});

	it('a second job waits, and says its place in the queue', async () => {
		await submit();
		await submit({ draft_url: draftUrl(2) });
		const third = await submit({ draft_url: draftUrl(3), priority: 9 });
		expect(third.body).toMatchObject({ status: 'pending', progress: 0, queue_position: 1 });
		const { body } = await status({ draft_url: draftUrl(2) });
		expect(body.queue_position).toBe(2);
	});

	it('progress follows the steps and never falls', async () => {
		const { body } = await submit();
		const render = await agent.renderer.held(0);
		const seen: number[] = [];
		const look = async (): Promise<void> => {
			await agent.clock.advance(600);
			seen.push((await status({ job_id: body.job_id })).body.progress);
		};
		render.pass('read_draft');
		await look();
		render.events.started('download');
		render.events.progressed({ step: 'download', done: 50, total: 100 });
		await look();
		render.pass('effects');
		await look();
		render.pass('mix');
		render.events.started('render');
		render.events.progressed({ step: 'render', done: 15, total: 60 });
		await agent.clock.advance(1000);
		render.events.progressed({ step: 'render', done: 30, total: 60 });
		const { body: shown } = await status({ job_id: body.job_id });
		expect(shown).toMatchObject({
			status: 'processing',
			phase: 'render',
			phase_text: '渲染最终视频',
			frames_done: 30,
			frames_total: 60,
			eta_seconds: 2,
			progress: 65,
		});
		expect(seen).toEqual([10, 20, 35]);
	});

	it('a long poll answers when its time is up, with the job as it is', async () => {
		const { body } = await submit();
		const waiting = status({ job_id: body.job_id, wait_seconds: 20 });
		await new Promise((resolve) => setTimeout(resolve, 100));
		await agent.clock.advance(20_000);
		expect((await waiting).body.status).toBe('processing');
	});

	it('times are local, without a zone, with microseconds', async () => {
		const { body } = await submit();
		expect(body.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:28\.543000$/);
	});

	it('the active jobs are counted', async () => {
		await submit();
		await submit({ draft_url: draftUrl(2) });
		expect((await ask(agent, `${API}/gen_video_active_count`)).body).toMatchObject({
			code: 0,
			count: 2,
		});
	});

	it('the text of gen_video is English for those who ask for English', async () => {
		const { body } = await submit({}, { 'accept-language': 'en-US,en;q=0.9' });
		expect(body.message).toMatch(/^The render was submitted/);
	});

	it('every answer names its request, by the id that the caller sent', async () => {
		const id = '0123456789abcdef0123456789abcdef';
		const { headers } = await submit({}, { traceparent: `00-${id}-0123456789abcdef-01` });
		expect(headers.get('x-request-id')).toBe(id);
		expect(headers.get('traceparent')).toContain(id);
	});
});
