/** One draft through every door of the real agent: the finished file is the same, to the byte. And every snippet of the docs, as it is printed. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { type Agent, startAgent } from '../../render-agent/src/cli/agent';
import { loadSettings } from '../../render-agent/src/config/load';
import { API, ask } from '../support/agent';
import { type DraftServer, serveDrafts } from '../support/draftServer';
import { ffmpegPath, ffprobePath } from '../support/ffmpegPath';
import { type LocalServer, serve } from '../support/localServer';
import { runNode } from '../support/n8n';
import { readImportFile } from '../support/platformRules';

const run = promisify(execFile);
const DRAFT = '20261123000001c0ffee01';
const FIXTURE = join(__dirname, '../fixtures/03_image_kenburns');

let folder: string;
let agent: Agent;
let drafts: DraftServer;
let expected: string;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const fileAt = async (url: unknown): Promise<string> =>
	sha256(new Uint8Array(await (await fetch(String(url))).arrayBuffer()));

const rendered = async (prefix: string): Promise<string> => {
	const draft_url = drafts.draftUrl(DRAFT);
	const { body } = await ask(agent, `${prefix}${API}/gen_video`, { body: { draft_url } });
	const asked = { job_id: body.job_id, wait_seconds: 60 };
	const status = await ask(agent, `${prefix}${API}/gen_video_status`, { body: asked });
	return fileAt(status.body.video_url);
};

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'channels-'));
	drafts = await serveDrafts({ drafts: { [DRAFT]: FIXTURE } });
	agent = await startAgent(
		loadSettings({
			folder,
			environment: {
				RENDER_AGENT_DATA: join(folder, 'data'),
				RENDER_AGENT_PORT: '0',
				RENDER_AGENT_ALLOW_ADDRESSES: '127.0.0.0/8',
				RENDER_AGENT_LOG_LEVEL: 'silent',
				FFMPEG_PATH: ffmpegPath(),
				FFPROBE_PATH: ffprobePath(),
			},
		}),
	);
	expected = await rendered('');
}, 60_000);
afterAll(async () => {
	await agent.stop();
	await drafts.close();
	await rm(folder, { recursive: true, force: true });
});

describe('the same draft gives the same file', () => {
	it('by the addresses that always answer 200', async () => {
		expect(await rendered('/flat')).toBe(expected);
	});

	it('by the node that asks', async () => {
		const { items } = await runNode({
			credential: { baseUrl: agent.url },
			parameters: { operation: 'renderAndWait', draftUrl: drafts.draftUrl(DRAFT) },
		});
		expect(await fileAt(items[0]?.json['video_url'])).toBe(expected);
	});

	it.each(['coze', 'dify', 'fastgpt'])('by the file for %s', async (platform) => {
		const { text } = await ask(agent, `/integrations/${platform}/openapi.json`);
		const { paths } = readImportFile(JSON.parse(text));
		const path = Object.keys(paths).find((one) => one.endsWith('/render_and_wait')) ?? '';
		const { body } = await ask(agent, path, { body: { draft_url: drafts.draftUrl(DRAFT) } });
		expect(await fileAt(body.video_url)).toBe(expected);
	});

	it('by an agent over MCP', async () => {
		const client = new Client({ name: 'test', version: '1' });
		await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', agent.url)));
		const given = { draft_url: drafts.draftUrl(DRAFT) };
		const { structuredContent } = await client.callTool({
			name: 'render_and_wait',
			arguments: given,
		});
		await client.close();
		expect(await fileAt((structuredContent as { video_url: string }).video_url)).toBe(expected);
	});
});

describe('a look before the render', () => {
	it('says whether a draft can be rendered, and shows it as a picture', async () => {
		const body = { draft_url: drafts.draftUrl(DRAFT) };
		const { text } = await ask(agent, '/integrations/dify/preflight_draft', { body });
		expect(JSON.parse(text)).toMatchObject({ ok: true, width: 640, height: 360, score: 100 });
		const client = new Client({ name: 'test', version: '1' });
		await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', agent.url)));
		const { content } = await client.callTool({
			name: 'get_storyboard',
			arguments: { ...body, frames: 4 },
		});
		await client.close();
		const [, picture] = content;
		if (picture?.type !== 'image') throw new Error('no picture');
		expect(Buffer.from(picture.data, 'base64').subarray(1, 4).toString()).toBe('PNG');
	});
});

const SNIPPETS = join(__dirname, '../../docs/snippets.md');

/** The code of a block of the page, by the words behind its fence. */
const snippet = async (words: string): Promise<string> => {
	const page = await readFile(SNIPPETS, 'utf8');
	const found = new RegExp(`^\`\`\`${words}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(page)?.[1];
	if (found === undefined) throw new Error(`no block ${words}`);
	return found;
};

/** The words of a snippet's fence, and what runs it. */
type Program = readonly [words: string, program: string, flags: readonly string[]];

const PROGRAMS: readonly Program[] = [
	['sh curl', 'bash', ['-c']],
	['python', 'python3', ['-c']],
	['js', process.execPath, ['-e']],
];

describe('the snippets', () => {
	it.each(PROGRAMS)('%s fetches the video', async (words, program, flags) => {
		const cwd = await mkdtemp(join(folder, 'snippet-'));
		const env = { ...process.env, AGENT: agent.url, DRAFT_URL: drafts.draftUrl(DRAFT), KEY: '' };
		await run(program, [...flags, await snippet(words)], { cwd, env });
		expect(sha256(await readFile(join(cwd, 'video.mp4')))).toBe(expected);
	});

	it.each(PROGRAMS)('%s says why a draft is refused', async (words, program, flags) => {
		const env = { ...process.env, AGENT: agent.url, DRAFT_URL: drafts.draftUrl('1'), KEY: '' };
		const failed = run(program, [...flags, await snippet(words)], { cwd: folder, env });
		await expect(failed).rejects.toMatchObject({
			stderr: expect.stringContaining('草稿不存在') as string,
		});
	});

	/** The agent as it is submitted to; asked for the job it does not know it, or it is killed as it is asked. */
	const changing = async (how: 'forgets' | 'dies'): Promise<LocalServer> => {
		const server: LocalServer = await serve(async ({ path, body = {} }) => {
			if (path.endsWith('gen_video_status') && how === 'dies') {
				void server.close();
				return { hangUp: true };
			}
			const sent = body['job_id'] === undefined ? body : { job_id: 'j_0' };
			const answer = await ask(agent, path, { body: sent });
			return { bytes: answer.text, status: answer.status };
		});
		return server;
	};
	const ending = async ([words, program, flags]: Program, url: string) => {
		const env = { ...process.env, AGENT: url, DRAFT_URL: drafts.draftUrl(DRAFT), KEY: '' };
		const args = [...flags, await snippet(words)];
		const ended = await run(program, args, { cwd: folder, env, timeout: 20_000 }).catch(
			(error: unknown) => error as { readonly code: number; readonly stderr: string },
		);
		if (!('code' in ended)) throw new Error('it did not fail');
		expect(ended.stderr).not.toContain('Traceback');
		return [ended.code, ended.stderr];
	};

	it.each(PROGRAMS)('%s ends when the agent is killed, or is not there', async (...program) => {
		const dying = await changing('dies');
		const silent = expect.stringContaining(`agent at ${dying.origin} does not answer`) as string;
		expect(await ending(program, dying.origin)).toEqual([1, silent]);
		expect(await ending(program, dying.origin)).toEqual([1, silent]);
	});

	it.each(PROGRAMS)('%s ends when the agent does not know the job', async (...program) => {
		const forgetting = await changing('forgets');
		const said = expect.stringContaining('任务不存在') as string;
		expect(await ending(program, forgetting.origin)).toEqual([1, said]);
		await forgetting.close();
	});

	it('the blocks for HTTP tools fetch the video', async () => {
		const filled = async (words: string, values: Readonly<Record<string, string>>) => {
			const text = (await snippet(words)).replace(
				/\{\{(\w+)\}\}/g,
				(_, name: string) => values[name] ?? '',
			);
			return JSON.parse(text) as Record<string, string>;
		};
		const headers = await filled('json headers', { key: '' });
		const posted = async (path: string, body: object): Promise<Record<string, string>> => {
			const sent = { method: 'POST', headers, body: JSON.stringify(body) };
			return (await (await fetch(`${agent.url}/flat${API}/${path}`, sent)).json()) as Record<
				string,
				string
			>;
		};
		const submit = await filled('json submit', { draft_url: drafts.draftUrl(DRAFT) });
		const { job_id = '' } = await posted('gen_video', submit);
		const done = await posted('gen_video_status', await filled('json status', { job_id }));
		expect(await fileAt(done['video_url'])).toBe(expected);
	});
});
