import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLinks } from '../../../render-agent/src/deliver/links';
import { localFolder } from '../../../render-agent/src/deliver/targets/localFolder';
import { multipartPost } from '../../../render-agent/src/deliver/targets/multipartPost';
import { systemClock } from '../../../render-agent/src/kernel/clock';
import { createPost } from '../../../render-agent/src/net/post';
import { API, ask, draftUrl, startAgent, until } from '../../support/agent';
import { createFakeRenderer, VIDEO } from '../../support/fakeRenderer';

const never = new AbortController().signal;

const bodyOf = async (request: IncomingMessage): Promise<string> => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString();
};

describe('delivery targets', () => {
	let folder: string;
	let server: Server;
	let url: string;
	const received: { headers: IncomingMessage['headers']; body: string }[] = [];
	let answer = { status: 200, text: '{"data":{"url":"/v/1.mp4"}}' };

	beforeAll(async () => {
		server = createServer((request, response) => {
			void bodyOf(request).then((body) => {
				received.push({ headers: request.headers, body });
				response.writeHead(answer.status).end(answer.text);
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/up?k=1`;
	});
	afterAll(() => server.close());
	beforeEach(async () => {
		received.length = 0;
		answer = { status: 200, text: '{"data":{"url":"/v/1.mp4"}}' };
		folder = await mkdtemp(join(tmpdir(), 'deliver-'));
		await writeFile(join(folder, 'a.mp4'), VIDEO);
	});
	afterEach(() => rm(folder, { recursive: true }));

	const file = (name = 'j_1.mp4') => ({
		file: join(folder, 'a.mp4'),
		name,
		contentType: 'video/mp4',
		bytes: VIDEO.length,
	});
	const upload = () =>
		multipartPost(
			{ url, field: 'video', headers: { authorization: 'Bearer x' }, resultPath: 'data.url' },
			createPost({ allow: ['127.0.0.0/8'], clock: systemClock }).postForm,
		);

	it('the folder takes the file, whole, and replaces one of the same name', async () => {
		const target = localFolder(join(folder, 'videos'));
		const { url: at } = await target.put(file(), () => undefined, never);
		expect(readFileSync(at)).toEqual(VIDEO);
		expect(existsSync(join(folder, 'a.mp4'))).toBe(false);
		await writeFile(join(folder, 'a.mp4'), 'new');
		await target.put(file(), () => undefined, never);
		expect(readFileSync(at, 'utf8')).toBe('new');
	});

	it('the folder takes no name that leads out of it', async () => {
		const target = localFolder(join(folder, 'videos'));
		for (const name of ['../x.mp4', 'a/b.mp4', '.mp4', 'x'])
			await expect(target.put(file(name), () => undefined, never)).rejects.toThrow(
				/DELIVERY_FAILED/,
			);
	});

	it('the upload sends the very bytes as the named field, with its length and headers', async () => {
		const progress: number[] = [];
		const { url: at } = await upload().put(file(), (bytes) => progress.push(bytes), never);
		expect(at).toBe(new URL('/v/1.mp4', url).href);
		expect(received[0]?.headers).toMatchObject({
			authorization: 'Bearer x',
			'content-length': String(received[0]?.body.length),
		});
		expect(received[0]?.body).toContain('name="video"; filename="j_1.mp4"');
		expect(received[0]?.body).toContain(VIDEO.toString());
		expect(progress.at(-1)).toBe(VIDEO.length);
	});

	it.each([
		[500, '{}', /HTTP 500/],
		[302, '{}', /HTTP 302/],
		[200, '{"url":"https://x"}', /data\.url/],
		[200, 'done', /data\.url/],
	])(
		'an answer of %i %s is DELIVERY_FAILED with what was missing',
		async (status, text, reason) => {
			answer = { status, text };
			await expect(upload().put(file(), () => undefined, never)).rejects.toThrow(reason);
		},
	);

	it('a file that is gone is DELIVERY_FAILED, and nothing hangs', async () => {
		const gone = { ...file(), file: join(folder, 'gone.mp4') };
		await expect(upload().put(gone, () => undefined, never)).rejects.toThrow(/DELIVERY_FAILED/);
	});

	it('a failed upload leaves the job completed with the own link, and delivering again succeeds', async () => {
		answer = { status: 503, text: '' };
		const agent = await startAgent({ renderer: createFakeRenderer(true), targets: [upload()] });
		const submitted = await ask(agent, `${API}/gen_video`, { body: { draft_url: draftUrl() } });
		const asked = { job_id: submitted.body.job_id, wait_seconds: 100 };
		const { body } = await ask(agent, `${API}/gen_video_status`, { body: asked });
		expect(body).toMatchObject({
			status: 'completed',
			progress: 100,
			error_message: '',
			delivery: [
				{
					target: 'http',
					state: 'failed',
					error: { error_code: 'DELIVERY_FAILED', message: '上传失败' },
				},
			],
		});
		expect((await fetch(body.video_url)).status).toBe(200);
		answer = { status: 200, text: '{"data":{"url":"https://cdn.example/1.mp4"}}' };
		const again = await ask(agent, `/v1/jobs/${body.job_id}/deliver`, { method: 'POST' });
		expect(again.body.delivery[0]?.state).toBe('pending');
		const job = () => ask(agent, `/v1/jobs/${body.job_id}`);
		await until(async () => (await job()).body.delivery[0]?.state === 'done');
		const done = await job();
		expect(done.body).toMatchObject({
			video_url: 'https://cdn.example/1.mp4',
			delivery: [{ state: 'done', error: null }],
		});
		await agent.close();
	});
});

describe('links', () => {
	const links = createLinks('secret');
	const partsOf = (path: string) => {
		const { pathname, searchParams } = new URL(path, 'http://a');
		return {
			name: pathname.slice('/videos/'.length),
			expires: searchParams.get('expires') ?? '',
			signature: searchParams.get('signature') ?? '',
		};
	};

	it('are good until they expire, and only as they were signed', () => {
		const link = partsOf(links.pathOf('j_1.mp4', 10_000));
		expect(links.check(link, 9_999)).toBe('good');
		expect(links.check(link, 10_000)).toBe('expired');
		expect(links.check({ ...link, name: 'j_2.mp4' }, 0)).toBe('forged');
		expect(links.check({ ...link, expires: '11' }, 0)).toBe('forged');
		expect(links.check({ ...link, signature: '' }, 0)).toBe('forged');
		expect(createLinks('other').check(link, 0)).toBe('forged');
	});
});
