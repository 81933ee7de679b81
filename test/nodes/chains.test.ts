/** Every tool of the import files, called on the real agent as Coze, Dify and FastGPT call it: real drafts, real ffmpeg. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Agent, startAgent } from '../../render-agent/src/cli/agent';
import { loadSettings } from '../../render-agent/src/config/load';
import { PLATFORM_NAMES } from '../../render-agent/src/http/tools/platforms';
import { type DraftServer, serveDrafts } from '../support/draftServer';
import { ffmpegPath, ffprobePath } from '../support/ffmpegPath';
import { fixture, lengthened } from '../support/longDrafts';
import { joinPlatform, type PlatformClient } from '../support/platformClient';

const PUBLIC = 'https://render.example.com';
const [GOOD, LONG, BROKEN, NOWHERE] = [1, 2, 3, 4].map(
	(number) => `2026112300000${String(number)}c0ffee01`,
) as [string, string, string, string];

let folder: string;
let agent: Agent;
let drafts: DraftServer;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'chains-'));
	drafts = await serveDrafts({
		drafts: {
			[GOOD]: fixture('03_image_kenburns'),
			[LONG]: lengthened(join(folder, 'long'), 600),
			[BROKEN]: fixture('17_missing_material'),
		},
	});
	agent = await startAgent(
		loadSettings({
			folder,
			environment: {
				RENDER_AGENT_DATA: join(folder, 'data'),
				RENDER_AGENT_PORT: '0',
				RENDER_AGENT_PUBLIC_URL: PUBLIC,
				RENDER_AGENT_ALLOW_ADDRESSES: '127.0.0.0/8',
				RENDER_AGENT_LOG_LEVEL: 'silent',
				FFMPEG_PATH: ffmpegPath(),
				FFPROBE_PATH: ffprobePath(),
			},
		}),
	);
});
afterAll(async () => {
	await agent.stop();
	await drafts.close();
	await rm(folder, { recursive: true, force: true });
});

const isPng = (bytes: Buffer): boolean => bytes.subarray(1, 4).toString() === 'PNG';
const isMp4 = (bytes: Buffer): boolean => bytes.subarray(4, 8).toString() === 'ftyp';

describe.each([...PLATFORM_NAMES])('%s', (name) => {
	let platform: PlatformClient;
	beforeAll(async () => {
		platform = await joinPlatform(name, { agentUrl: agent.url, publicUrl: PUBLIC });
	});

	it('submits, asks with a bounded wait, and cancels', async () => {
		const submitted = await platform.call('submit_render', { draft_url: drafts.draftUrl(LONG) });
		const { job_id } = submitted;
		const asked = await platform.call('get_render_status', { job_id, wait_seconds: 1 });
		expect(asked).toMatchObject({ job_id, is_over: false, video_url: '' });
		expect(asked['next_step']).toMatch(new RegExp(`${String(job_id)}.*再次查询`));
		await platform.call('cancel_render', { job_id });
		const ended = await platform.call('get_render_status', { job_id, wait_seconds: 1 });
		expect(ended).toMatchObject({ is_over: true, status: 'failed', error_code: 'CANCELLED' });
		expect(ended['hint']).not.toBe('');
	});

	it('submits and waits, and the address of the video leads to an mp4', async () => {
		const done = await platform.call('render_and_wait', { draft_url: drafts.draftUrl(GOOD) });
		expect(done).toMatchObject({ is_over: true, status: 'completed', error_message: '' });
		expect(isMp4(await platform.load(done['video_url']))).toBe(true);
	});

	it('looks at a draft: what a render would say, and a picture', async () => {
		const draft_url = drafts.draftUrl(GOOD);
		const checked = await platform.call('preflight_draft', { draft_url });
		expect(checked).toMatchObject({ ok: true, width: 640, height: 360, score: 100, failures: '' });
		const seen = await platform.call('get_storyboard', { draft_url, frames: 4 });
		expect(String(seen['times']).split(', ')).toHaveLength(4);
		expect(isPng(await platform.load(seen['image_url']))).toBe(true);
		const one = await platform.call('get_storyboard', { draft_url, at: 0.5 });
		expect(one).toMatchObject({ times: '0.5' });
	});

	it('is told before the render what is missing', async () => {
		const draft_url = drafts.draftUrl(BROKEN);
		const checked = await platform.call('preflight_draft', { draft_url });
		expect(checked).toMatchObject({ ok: false });
		expect(checked['missing_media']).not.toBe('');
		expect(checked['failures']).toMatch(/素材/);
		const rest = await platform.call('preflight_draft', { draft_url, on_missing: 'skip' });
		expect(rest).toMatchObject({ ok: true });
	});

	it.each([
		['submit_render', { draft_url: 'nowhere' }, 'DRAFT_URL_INVALID'],
		['render_and_wait', { draft_url: 'nowhere' }, 'DRAFT_URL_INVALID'],
		['preflight_draft', { draft_url: 'nowhere' }, 'DRAFT_URL_INVALID'],
		['get_storyboard', { draft_url: 'nowhere' }, 'DRAFT_URL_INVALID'],
		['get_render_status', { job_id: 'j_none' }, 'JOB_NOT_FOUND'],
		['cancel_render', { job_id: 'j_none' }, 'JOB_NOT_FOUND'],
	])('is told by %s what is wrong and what to do', async (tool, given, code) => {
		const failed = platform.call(tool, given);
		if (name !== 'coze') await expect(failed).rejects.toThrow(code);
		else
			expect(await failed).toMatchObject({
				error_code: code,
				detail: expect.stringMatching(/./) as string,
				hint: expect.stringMatching(/./) as string,
			});
	});

	it('is told by a render of a draft that is not there', async () => {
		const failed = platform.call('render_and_wait', { draft_url: drafts.draftUrl(NOWHERE) });
		if (name !== 'coze') await expect(failed).rejects.toThrow(/HTTP 404.*草稿不存在/);
		else expect(await failed).toMatchObject({ code: 2001, error_code: 'DRAFT_NOT_FOUND' });
	});
});
