/** Which links a job shows: the first that whoever is told it can open, alive as long as the job is. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownTarget, s3Target } from '../../../render-agent/src/config/targets';
import { openTarget } from '../../../render-agent/src/deliver/openTarget';
import type { DeliveryTarget } from '../../../render-agent/src/deliver/target';
import { systemClock } from '../../../render-agent/src/kernel/clock';
import { createPost } from '../../../render-agent/src/net/post';
import {
	type AnswerBody,
	API,
	ask,
	draftUrl,
	startAgent,
	type TestAgent,
	until,
} from '../../support/agent';
import { createFakeRenderer, PICTURE, VIDEO } from '../../support/fakeRenderer';
import { createFakeClock, type FakeClock } from '../../support/fakeClock';
import { type S3Server, startS3 } from '../../support/s3Server';

const DAY = 86_400_000;
const { send } = createPost({ allow: ['127.0.0.1'], clock: systemClock });

describe('the link of a target', () => {
	const file = { name: 'j_1.mp4', key: '2026-11-25/a.mp4' };
	const dav = { kind: 'webdav', url: 'https://dav.example/v', prefix: 'p q' };
	const put = { kind: 'put', url: 'https://store.example/{name}?signature=canary' };
	const form = { kind: 'form', url: 'https://form.example/up' };
	const s3 = {
		...{ kind: 's3', preset: 'aws', region: 'eu-west-1', bucket: 'v' },
		...{ access_key_id: 'id', secret_access_key: 'secret' },
	};
	it.each<[object, string | RegExp | undefined]>([
		[{ kind: 'folder', path: '/mnt/v' }, undefined],
		[
			{ kind: 'folder', path: '/mnt/v', public_url: 'https://f.example/' },
			'https://f.example/2026-11-25/a.mp4',
		],
		[dav, undefined],
		[{ ...dav, username: 'anna', password: 'canary' }, undefined],
		[{ ...dav, public_url: 'https://d.example' }, 'https://d.example/p%20q/2026-11-25/a.mp4'],
		[put, undefined],
		[{ ...put, public_url: 'https://p.example/{key}' }, 'https://p.example/2026-11-25/a.mp4'],
		[form, 'https://answered.example/1'],
		[{ ...form, public_url: 'https://q.example' }, 'https://q.example/j_1.mp4'],
		[s3, /^https:\/\/v\.s3\.eu-west-1\.amazonaws\.com\/2026-11-25\/a\.mp4\?X-Amz-Date=/],
		[{ ...s3, public_url: 'https://cdn.example' }, 'https://cdn.example/2026-11-25/a.mp4'],
	])('%j is %s', (settings, link) => {
		const target = openTarget('it', ownTarget.parse(settings), {
			send,
			clock: systemClock,
			linkDays: 7,
		});
		const given = target.linkTo?.(file, 'https://answered.example/1');
		if (link instanceof RegExp) expect(given).toMatch(link);
		else expect(given).toBe(link);
	});

	it('is the same for a while when it is signed, and never nearer to its end than eleven twelfths', () => {
		const clock = createFakeClock(Date.UTC(2026, 10, 25));
		const target = openTarget('it', ownTarget.parse(s3), { send, clock, linkDays: 30 });
		const at = (link: string | undefined) => new URL(link ?? '').searchParams.get('X-Amz-Date');
		const first = target.linkTo?.(file, '');
		expect(new URL(first ?? '').searchParams.get('X-Amz-Expires')).toBe(String((7 * DAY) / 1000));
		clock.jump(60_000);
		expect(target.linkTo?.(file, '')).toBe(first);
		for (let hours = 1; hours < 60; hours += 7) {
			clock.jump(7 * 3_600_000);
			const [, y, m, d, h] = /^(....)(..)(..)T(..)/.exec(at(target.linkTo?.(file, '')) ?? '') ?? [];
			const signed = Date.UTC(Number(y), Number(m) - 1, Number(d), Number(h));
			expect(clock.now() - signed).toBeLessThan((7 * DAY) / 12 + 3_600_000);
		}
	});
});

describe('a job that was delivered', () => {
	let agent: TestAgent;
	let s3: S3Server;
	beforeAll(async () => {
		s3 = await startS3();
	});
	afterAll(() => s3.close());
	afterEach(() => agent.close());

	const bucket = (clock: FakeClock): DeliveryTarget => {
		const settings = s3Target.parse({
			...{ kind: 's3', endpoint: s3.endpoint, region: s3.account.region, bucket: s3.bucket },
			...{ access_key_id: s3.account.id, secret_access_key: s3.account.secret },
		});
		return openTarget('s3', settings, { send, clock, linkDays: 30 });
	};
	const folderIn = async (path: string): Promise<DeliveryTarget> => {
		await mkdir(path, { recursive: true });
		const settings = ownTarget.parse({ kind: 'folder', path });
		return openTarget('nas', settings, { send, clock: systemClock, linkDays: 7 });
	};
	const completed = async (options: object): Promise<AnswerBody> => {
		const body = { draft_url: draftUrl(), captions: 'both', ...options };
		const { job_id } = (await ask(agent, `${API}/gen_video`, { body })).body;
		await until(async () => (await shown(job_id)).status === 'completed');
		return shown(job_id);
	};
	const shown = async (id: string): Promise<AnswerBody> =>
		(await ask(agent, `/v1/jobs/${id}`)).body;
	const textAt = async (url: string | null | undefined) => (await fetch(url ?? '')).text();
	const extras = { deliver_extras: ['captions', 'poster'] };

	it('to a folder that nobody else can open keeps the links of the agent, and says where it lies', async () => {
		const clock = createFakeClock();
		agent = await startAgent({ renderer: createFakeRenderer(true), clock, targets: [] });
		const path = join(agent.folder, 'nas');
		await agent.stop();
		const targets = [await folderIn(path)];
		agent = await startAgent({
			folder: agent.folder,
			renderer: createFakeRenderer(true),
			clock,
			targets,
		});
		const job = await completed(extras);
		expect(job.delivery[0]).toMatchObject({ target: 'nas', state: 'done' });
		expect(job.delivery[0]?.url?.startsWith(path)).toBe(true);
		for (const url of [job.video_url, job.poster_url, ...job.captions.map((one) => one.url)])
			expect(url).toMatch(/\/videos\/j_.*signature=/);
		expect(await textAt(job.video_url)).toBe(VIDEO.toString());
	});

	it('to a folder and a bucket shows the links of the bucket, for video, poster and captions alike', async () => {
		const clock = createFakeClock(Date.now());
		const nasFolder = await mkdtemp(join(tmpdir(), 'nas-'));
		const folder = await folderIn(nasFolder);
		const targets = [folder, bucket(clock)];
		agent = await startAgent({ renderer: createFakeRenderer(true), targets });
		const job = await completed(extras);
		const [nas, s3Delivery] = job.delivery;
		expect(nas?.url?.startsWith(nasFolder)).toBe(true);
		await rm(nasFolder, { recursive: true });
		expect(job.video_url).toBe(s3Delivery?.url);
		expect(s3Delivery?.files).toEqual([
			{ kind: 'captions', url: job.captions[0]?.url },
			{ kind: 'poster', url: job.poster_url },
		]);
		expect(job.captions[0]?.url).toContain(s3.endpoint);
		expect(await textAt(job.poster_url)).toBe(PICTURE.toString());
		expect(await textAt(job.video_url)).toBe(VIDEO.toString());
	});

	it('to a bucket has a link that works after the first one has died, and the agent’s own when the target is gone', async () => {
		const clock = createFakeClock(Date.now());
		const kept = { RENDER_AGENT_RETENTION_DAYS: '30' };
		const before = await startAgent({
			renderer: createFakeRenderer(true),
			targets: [bucket(clock)],
			environment: kept,
		});
		agent = before;
		const { job_id, video_url: first } = await completed({});
		clock.jump(10 * DAY);
		s3.faults.skew = 10 * DAY;
		expect((await fetch(first)).status).toBe(403);
		const { video_url: later } = await shown(job_id);
		expect(await textAt(later)).toBe(VIDEO.toString());
		s3.faults.skew = 0;
		await before.stop();
		const { folder, clock: sameClock } = before;
		agent = await startAgent({ folder, clock: sameClock, targets: [], environment: kept });
		const { video_url: own } = await shown(job_id);
		expect(own).toMatch(/\/videos\/j_/);
	});

	it('for longer than links can be signed: /healthz says for how long they are', async () => {
		const environment = {
			...{ VIDEO_GEN_RETENTION_DAYS: '30', COS_SECRET_ID: 'id', COS_SECRET_KEY: 'secret' },
			...{ COS_BUCKET_NAME: 'v-1', COS_REGION: 'ap-guangzhou' },
		};
		agent = await startAgent({ environment });
		const headers = { 'accept-language': 'en' };
		const { notes } = (await ask(agent, '/healthz', { headers })).body;
		expect(notes).toEqual([
			expect.stringMatching(/^links to the target cos are signed for 7 days, less than the 30/),
		]);
	});
});
