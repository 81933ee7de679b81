/** One draft through every door of one agent that keeps no finished chunks: each time it is rendered anew, and to the same bytes. */
import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { API } from '../support/agent';
import { endOf, jobOf, submit } from '../support/agentProcess';
import { endAbout, outputOf } from '../support/n8nExecutions';
import { joinPlatform } from '../support/platformClient';
import { PLATFORM_RULES } from '../support/platformRules';
import { PUBLIC_NAME, type World } from './world';

const run = promisify(execFile);
const PLATFORMS = Object.keys(PLATFORM_RULES) as (keyof typeof PLATFORM_RULES)[];

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const fileAt = async (url: unknown): Promise<string> =>
	sha256(new Uint8Array(await (await fetch(String(url))).arrayBuffer()));

/** Describes that no door changes the video. */
export const describeSameFile = (world: () => World): void => {
	describe('the same draft is the same file', () => {
		let draft: string;
		let expected: string;
		beforeAll(async () => {
			draft = world().fresh();
			const { video_url } = await endOf(world().agent(), await submit(world().agent(), draft));
			expected = await fileAt(video_url);
			expect(expected).toHaveLength(64);
		});

		const curl = async (url: string, body: object): Promise<Readonly<Record<string, string>>> => {
			const json = ['-H', 'Content-Type: application/json', '-d', JSON.stringify(body)];
			const { stdout } = await run('curl', ['-sS', ...json, url]);
			return JSON.parse(stdout) as Readonly<Record<string, string>>;
		};

		it.each([
			['with real statuses', ''],
			['that always answer 200', '/flat'],
		])('by curl on the addresses %s', async (_, prefix) => {
			const { url } = world().agent();
			const api = `${url}${prefix}${API}`;
			const { job_id } = await curl(`${api}/gen_video`, { draft_url: draft });
			const done = await curl(`${api}/gen_video_status`, { job_id, wait_seconds: 120 });
			const { reused_frames } = await jobOf(world().agent(), job_id ?? '');
			expect(reused_frames).toBe(0);
			expect(await fileAt(done['video_url'])).toBe(expected);
		});

		it('by the node that asks, as the answer of its workflow', async () => {
			const answer = await world().n8n.call('capcut-one-draft', { draft_url: draft });
			expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(expected);
		});

		it('by the node that is suspended and resumed, and by the trigger that tells of it', async () => {
			const { n8n } = world();
			await n8n.call('suspended', { draft_url: draft });
			const done = outputOf(await endAbout(n8n, 'suspended', draft), 'CapCut Render');
			expect(await fileAt(done['video_url'])).toBe(expected);
			const told = outputOf(
				await endAbout(n8n, 'told', String(done['job_id'])),
				'CapCut Render Trigger',
			);
			expect(told).toMatchObject({ event: 'job.completed', job_id: done['job_id'] });
			expect(await fileAt(told['video_url'])).toBe(expected);
		});

		it.each(PLATFORMS)('by the file that %s imports', async (name) => {
			const place = { agentUrl: world().agent().url, publicUrl: `http://${PUBLIC_NAME}` };
			const platform = await joinPlatform(name, place);
			const done = await platform.call('render_and_wait', { draft_url: draft });
			expect(sha256(await platform.load(done['video_url']))).toBe(expected);
		});

		it('by an agent over MCP', async () => {
			const client = new Client({ name: 'test', version: '1' });
			await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', world().agent().url)));
			const called = { name: 'render_and_wait', arguments: { draft_url: draft } };
			const { structuredContent } = await client.callTool(called);
			await client.close();
			expect(await fileAt((structuredContent as { video_url: string }).video_url)).toBe(expected);
		});
	});
};
