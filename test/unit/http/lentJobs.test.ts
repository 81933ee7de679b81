import { draftUrl, until } from '../../support/agent';
import { createFakeRenderer } from '../../support/fakeRenderer';
import { eachLender, MP4 } from '../../support/lender';
import { REPORT, toldOf, workerAt } from '../../support/workerCalls';

const lender = eachLender();

describe('a worker', () => {
	it('is given a job with what it needs, and nothing of callbacks, metadata and keys of storages', async () => {
		const id = await lender.submit({
			size: '720p',
			metadata: { secret: 'mine' },
			callback_url: 'https://hooks.example/x',
		});
		const job = await lender.taken();
		expect(job).toMatchObject({
			job_id: id,
			draft_url: draftUrl(),
			draft_id: null,
			options: { size: '720p' },
			targets: [],
			beat_seconds: 5,
		});
		expect(JSON.stringify(job)).not.toMatch(/hooks\.example|mine/);
		expect(await lender.worker.take([job])).toBeNull();
	});

	it('waits for a job, and has it as soon as it is there', async () => {
		const asked = lender.worker.call('/pull', {
			...{ platform: '', version: '', encoders: [], resting: null },
			...{ wait_seconds: 25, is_free: true, holding: [] },
		});
		const id = await lender.submit();
		expect((await asked).body.job?.job_id).toBe(id);
	});

	it('shows its progress as a job of the agent itself does, and its warnings once', async () => {
		const id = await lender.submit();
		const job = await lender.taken();
		expect((await lender.statusOf(id)).status).toBe('processing');
		const telling = {
			started: ['validate', 'read_draft', 'download', 'arrange', 'effects', 'mix', 'render'],
			finished: ['validate', 'read_draft', 'download', 'arrange', 'effects', 'mix'],
			progress: [{ step: 'render', done: 30, total: 60 }],
			warnings: [{ code: 'MEDIA_MISSING', segment: 's1', text: { zh: '缺', en: 'gone' } }],
		};
		await until(async () => {
			await lender.worker.beat(job, telling);
			return (await lender.statusOf(id)).frames_done === 30;
		});
		await lender.worker.beat(job, telling);
		expect(await lender.statusOf(id)).toMatchObject({
			phase: 'render',
			progress: 65,
			frames_done: 30,
			frames_total: 60,
			warnings: [{ code: 'MEDIA_MISSING', segment: 's1', text: 'gone' }],
		});
	});

	it('hands a video over in pieces, and the agent keeps, delivers and answers for it', async () => {
		const id = await lender.submit({
			captions: 'both',
			deliver_extras: ['captions', 'poster', 'report'],
		});
		const job = await lender.taken();
		await lender.worker.beat(job);
		const srt = Buffer.from('1\n00:00:00,000 --> 00:00:01,000\nhello\n');
		const poster = Buffer.from('a picture');
		expect((await lender.worker.send(job, 'video', { bytes: MP4, upTo: 400 })).body.bytes).toBe(
			400,
		);
		// The same piece again, and one from somewhere else, change nothing.
		expect((await lender.worker.send(job, 'video', { bytes: MP4, upTo: 400 })).body.bytes).toBe(
			400,
		);
		expect((await lender.worker.send(job, 'video', { bytes: MP4, offset: 900 })).body.bytes).toBe(
			400,
		);
		expect(
			(await lender.worker.call(`/jobs/${id}/results/video?fence=${job.fence}`)).body.bytes,
		).toBe(400);
		await lender.worker.send(job, 'video', { bytes: MP4, offset: 400 });
		await lender.worker.send(job, 'report', REPORT);
		await lender.worker.send(job, 'srt', srt);
		await lender.worker.send(job, 'poster', poster);
		const along = {
			captions: [{ format: 'srt', ...toldOf(srt) }],
			pictures: [{ kind: 'poster', ...toldOf(poster) }],
		};
		expect((await lender.worker.done(job, MP4, along)).status).toBe(200);
		const ended = await lender.endOf(id);
		expect(ended).toMatchObject({ status: 'completed', progress: 100, reused_frames: 7 });
		expect(ended.report).toMatchObject({ engine: 'elsewhere' });
		expect(Buffer.from(await (await fetch(ended.video_url)).arrayBuffer())).toEqual(MP4);
		expect(await (await fetch(ended.captions[0]?.url ?? '')).text()).toBe(srt.toString());
		expect(await (await fetch(ended.poster_url ?? '')).text()).toBe('a picture');
		expect(lender.workFolders()).toEqual([]);
		// An answer that was lost: said again, and nothing happens twice.
		expect((await lender.worker.done(job, MP4, along)).status).toBe(200);
		expect(
			lender.agent.store.history(id).filter(({ state }) => state === 'completed'),
		).toHaveLength(1);
	});

	it('has to send again what arrived wrong', async () => {
		const id = await lender.submit();
		const job = await lender.taken();
		await lender.worker.beat(job);
		await lender.worker.send(job, 'report', REPORT);
		await lender.worker.send(job, 'video', Buffer.alloc(MP4.length, 1));
		const refused = await lender.worker.done(job, MP4);
		expect(refused.body.error_code).toBe('DELIVERY_CORRUPT');
		expect(
			(await lender.worker.call(`/jobs/${id}/results/video?fence=${job.fence}`)).body.bytes,
		).toBe(0);
		await lender.handIn(job);
		expect((await lender.endOf(id)).status).toBe('completed');
	});

	it('cannot pass off as a video what is none', async () => {
		const id = await lender.submit();
		const job = await lender.taken();
		const text = Buffer.from('#EXTM3U\nhttp://127.0.0.1/');
		await lender.worker.send(job, 'report', REPORT);
		await lender.worker.send(job, 'video', text);
		expect((await lender.worker.done(job, text)).body.error_code).toBe('ENCODE_FAILED');
		expect(await lender.endOf(id)).toMatchObject({ status: 'failed', error_code: 'ENCODE_FAILED' });
		expect(lender.workFolders()).toEqual([]);
	});

	it('cannot send more than it told, nor a name or a path', async () => {
		await lender.submit();
		const job = await lender.taken();
		const more = await lender.worker.send(job, 'video', { bytes: MP4, total: 100 });
		expect(more).toMatchObject({ status: 413, body: { error_code: 'TOO_LARGE' } });
		const big = await lender.worker.send(job, 'video', Buffer.alloc(8 * 1024 ** 2 + 1));
		expect(big.body.error_code).toBe('TOO_LARGE');
		expect((await lender.worker.send(job, '..%2f..%2fx', MP4)).body.error_code).toBe(
			'REQUEST_INVALID',
		);
	});

	it('ends a job as failed, in the words that a failure has anywhere', async () => {
		const id = await lender.submit();
		const job = await lender.taken();
		const failure = { code: 'DRAFT_ENCRYPTED', hint: {} };
		expect(
			(await lender.worker.call(`/jobs/${id}/failed`, { fence: job.fence, failure })).status,
		).toBe(200);
		expect(await lender.statusOf(id)).toMatchObject({
			status: 'failed',
			error_code: 'DRAFT_ENCRYPTED',
			error_message: 'The draft is encrypted',
		});
	});

	it('puts a job back for another one at once', async () => {
		const other = await workerAt(lender.agent, 'other');
		const id = await lender.submit();
		const job = await lender.taken();
		await lender.worker.call(`/jobs/${id}/back`, { fence: job.fence });
		const again = await lender.taken(other);
		expect(again.job_id).toBe(id);
		expect(again.fence).toBeGreaterThan(job.fence);
		await lender.handIn(again, other);
		expect((await lender.endOf(id)).status).toBe('completed');
	});

	it('that was killed and asks again holds nothing: what it had goes on', async () => {
		const id = await lender.submit();
		const job = await lender.taken();
		await until(async () => (await lender.worker.take())?.job_id === id);
		expect((await lender.worker.beat(job)).body.error_code).toBe('LEASE_LOST');
	});
});

describe('an agent that renders too', () => {
	it('and its workers share the queue: nothing is done twice', async () => {
		await lender.agent.close();
		await lender.start({ environment: { RENDER_AGENT_JOBS: '1' } });
		const ids = [await lender.submit({}, 1), await lender.submit({}, 2)];
		const own = await lender.agent.renderer.held(0);
		const job = await lender.taken();
		expect(job.job_id).toBe(ids[1]);
		expect(await lender.worker.take([job])).toBeNull();
		await lender.handIn(job);
		await own.finish();
		for (const id of ids) expect((await lender.endOf(id)).status).toBe('completed');
		expect(lender.agent.renderer.count()).toBe(1);
	});
});

it('a job whose video is here is delivered by the agent, even one that only hands jobs out', async () => {
	const renderer = createFakeRenderer(true);
	await lender.agent.close();
	await lender.start({ renderer });
	const id = await lender.submit();
	const job = await lender.taken();
	await lender.handIn(job);
	await lender.endOf(id);
	expect(renderer.count()).toBe(0);
});
