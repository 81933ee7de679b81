/** The files for Coze, Dify and FastGPT: each passes the platform's own rules, and its tools work as the platform calls them. */
import { parse } from 'yaml';
import { renderOptions } from '../../../render-agent/src/config/options';
import { PLATFORMS, PLATFORM_NAMES } from '../../../render-agent/src/http/tools/platforms';
import { ask, draftUrl, startAgent, type TestAgent } from '../../support/agent';
import { createFakeRenderer, type FakeRenderer } from '../../support/fakeRenderer';
import {
	type ImportedTool,
	importInto,
	PLATFORM_RULES,
	readImportFile,
} from '../../support/platformRules';

type Answer = Readonly<Record<string, unknown>>;
type Platform = (typeof PLATFORM_NAMES)[number];

const PUBLIC = 'https://render.example.com';

let agent: TestAgent;
let renderer: FakeRenderer;
let drafts = 0;
const environment = { RENDER_AGENT_PUBLIC_URL: PUBLIC };
beforeAll(async () => {
	renderer = createFakeRenderer();
	agent = await startAgent({ renderer, environment });
});
afterAll(async () => {
	await agent.close();
});

const fileOf = async (platform: Platform, format = 'json'): Promise<string> =>
	(await ask(agent, `/integrations/${platform}/openapi.${format}`)).text;

const toolsOf = async (platform: Platform): Promise<ReadonlyMap<string, ImportedTool>> => {
	const tools = importInto(platform, JSON.parse(await fileOf(platform)));
	return new Map(tools.map((tool) => [tool.name, tool]));
};

/** Calls a tool as its platform does: by the address in the file, which DNS would lead here. */
const callAs = async (
	platform: Platform,
	name: string,
	body: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> => {
	const tool = (await toolsOf(platform)).get(name);
	if (!tool) throw new Error(`no tool ${name}`);
	const { status, text } = await ask(agent, tool.url.replace(PUBLIC, ''), { body });
	const answer = JSON.parse(text) as Record<string, unknown>;
	return PLATFORM_RULES[platform].taken(tool, { status, body: answer });
};

const fresh = (): string => draftUrl(500 + drafts++);

describe.each([...PLATFORM_NAMES])('the file for %s', (platform) => {
	it('is taken by the platform, with all its tools', async () => {
		const names = [...(await toolsOf(platform)).keys()];
		expect(names).toEqual(
			expect.arrayContaining([
				'submit_render',
				'render_and_wait',
				'get_render_status',
				'cancel_render',
				'preflight_draft',
				'get_storyboard',
			]),
		);
	});

	it.each(['1.1', '1.2'] as const)('says the same to readers of YAML %s', async (version) => {
		const yaml = await fileOf(platform, 'yaml');
		expect(parse(yaml, { version })).toEqual(JSON.parse(await fileOf(platform)));
	});

	it('has an example to try for every tool', async () => {
		const yaml = parse(await fileOf(platform, 'yaml'), { version: '1.1' }) as unknown;
		for (const { post } of Object.values(readImportFile(yaml).paths)) {
			const { example } = post.requestBody.content['application/json'].schema;
			expect([post.operationId, Object.keys(example ?? {})]).toEqual([
				post.operationId,
				[expect.stringMatching(/^(draft_url|job_id)$/)],
			]);
		}
	});

	it('describes every tool and every field of its own in Chinese and in English', async () => {
		const { paths } = readImportFile(JSON.parse(await fileOf(platform)));
		for (const { post } of Object.values(paths)) {
			const body = post.requestBody.content['application/json'].schema;
			const texts = Object.entries(body.properties)
				.filter(([name]) => !(name in renderOptions.shape))
				.map(([name, { description }]) => [name, description]);
			for (const [name, text] of [
				['summary', post.summary],
				['description', post.description],
				...texts,
			])
				expect([name, text]).toEqual([name, expect.stringMatching(/\p{Script=Han}.* \/ .*[a-z]/u)]);
		}
	});

	it('lets nobody wait longer than the platform does, whatever is asked for', async () => {
		const { longestWait } = PLATFORMS[platform];
		expect(longestWait).toBeLessThan(PLATFORM_RULES[platform].timeLimit);
		const submitted = await callAs(platform, 'submit_render', { draft_url: fresh() });
		const state = { answered: false };
		const asked = callAs(platform, 'get_render_status', {
			job_id: submitted['job_id'],
			wait_seconds: '9999',
		}).then((answer) => {
			state.answered = true;
			return answer;
		});
		while (!state.answered) await agent.clock.advance((longestWait * 1000) / 10);
		expect(await asked).toMatchObject({ status: 'processing', is_over: false });
		await callAs(platform, 'cancel_render', { job_id: submitted['job_id'] });
	});

	it('waits for the video in one call, and every answer carries what the file promises', async () => {
		const before = renderer.count();
		const asked = callAs(platform, 'render_and_wait', {
			draft_url: fresh(),
			size: '720p',
			fps: '',
			preview: 'false',
			metadata: { order: 42 },
			apiKey: '',
			unknown: 1,
		});
		await (await renderer.held(before)).finish();
		const answer = await asked;
		expect(answer).toMatchObject({
			code: 0,
			status: 'completed',
			is_over: true,
			progress: 100,
			video_url: expect.stringContaining(`${PUBLIC}/videos/`) as string,
			next_poll_seconds: 0,
			warnings: '参数 unknown 不被识别，已忽略',
		});
		expect(Object.values(answer)).not.toContain(null);
		const promised = (await toolsOf(platform)).get('render_and_wait')?.answer ?? {};
		expect(Object.keys(answer).sort()).toEqual(Object.keys(promised).sort());
		const job = agent.jobs.status({ id: String(answer['job_id']) }, 'everybody');
		expect(job.options).toMatchObject({ size: '720p', preview: false, metadata: { order: 42 } });
	});

	it('cancels, and says what became of the job', async () => {
		const draft_url = fresh();
		const { job_id } = await callAs(platform, 'submit_render', { draft_url });
		await callAs(platform, 'cancel_render', { job_id });
		expect(await callAs(platform, 'get_render_status', { draft_url })).toMatchObject({
			job_id,
			status: 'failed',
			error_code: 'CANCELLED',
			hint: expect.stringMatching(/./) as string,
			next_step: expect.stringContaining('error_message') as string,
		});
	});
});

it.each([...PLATFORM_NAMES])('%s renders with what it reads in the YAML', async (platform) => {
	const quick = await startAgent({ renderer: createFakeRenderer(true), environment });
	const { text } = await ask(quick, `/integrations/${platform}/openapi.yaml`);
	const tools = importInto(platform, parse(text, { version: '1.1' }));
	const tool = tools.find(({ name }) => name === 'render_and_wait');
	if (!tool) throw new Error('no tool render_and_wait');
	const body = PLATFORM_RULES[platform].sent(tool, { draft_url: draftUrl() });
	const answer = await ask(quick, tool.url.replace(PUBLIC, ''), { body });
	await quick.close();
	expect(JSON.parse(answer.text)).toMatchObject({ code: 0, status: 'completed' });
});

describe('a failure', () => {
	const wrong = { draft_url: 'my draft' };

	it('reaches Coze as an answer with what to do', async () => {
		expect(await callAs('coze', 'submit_render', wrong)).toMatchObject({
			code: 2001,
			error_code: 'DRAFT_URL_INVALID',
			hint: expect.stringContaining('http') as string,
		});
	});

	it.each([
		['submit_render', wrong, 'DRAFT_URL_INVALID'],
		['render_and_wait', wrong, 'DRAFT_URL_INVALID'],
		['get_render_status', { job_id: 'j_0' }, 'JOB_NOT_FOUND'],
		['cancel_render', { job_id: 'j_0' }, 'JOB_NOT_FOUND'],
		['cancel_render', {}, 'REQUEST_INVALID'],
	] as const)('ends a loop over %s of %j in every style', async (name, body, error_code) => {
		for (const path of [`/flat/integrations/coze/${name}`, `/integrations/dify/${name}`]) {
			const answer = JSON.parse((await ask(agent, path, { body })).text) as Answer;
			expect(answer).toMatchObject({
				...{ error_code, status: 'failed', is_over: true, video_url: '', next_poll_seconds: 0 },
				error_message: answer['detail'],
				next_step: expect.stringContaining('error_message') as string,
				hint: expect.stringMatching(/./) as string,
			});
			expect(answer['code']).not.toBe(0);
		}
	});

	it.each(['preflight_draft', 'get_storyboard'])(
		'of %s has every field that the file has',
		async (name) => {
			const tool = (await toolsOf('coze')).get(name);
			const { text } = await ask(agent, tool?.url.replace(PUBLIC, '') ?? '', { body: wrong });
			const answer = JSON.parse(text) as Answer;
			expect(Object.keys(answer).sort()).toEqual(Object.keys(tool?.answer ?? {}).sort());
			expect(answer).toMatchObject({ error_code: 'DRAFT_URL_INVALID', width: 0 });
			expect(answer['ok']).not.toBe(true);
		},
	);

	it.each(['dify', 'fastgpt'] as const)(
		'reaches %s as a failed call that says why',
		async (one) => {
			await expect(callAs(one, 'submit_render', wrong)).rejects.toThrow(/HTTP 400.*my draft/);
			await expect(callAs(one, 'submit_render', { ...wrong, metadata: '{' })).rejects.toThrow(
				/metadata: .*JSON/,
			);
		},
	);
});

describe('an address that a platform will not call', () => {
	it.each([
		['coze', 'http://203.0.113.7:30100', 'IP'],
		['coze', 'http://127.0.0.1:30100', '127.0.0.1'],
		['dify', 'http://192.168.1.20:30100', '192.168.1.20'],
		['fastgpt', 'http://10.1.2.3', '10.1.2.3'],
	] as const)(
		'%s with %s is said in the file with the setting that helps',
		async (one, url, says) => {
			const local = await startAgent({ environment: { RENDER_AGENT_PUBLIC_URL: url } });
			const { text } = await ask(local, `/integrations/${one}/openapi.json`);
			await local.close();
			expect(() => importInto(one, JSON.parse(text))).toThrow();
			const { description } = readImportFile(JSON.parse(text)).info;
			expect(description).toContain(says);
			expect(description).toContain('RENDER_AGENT_PUBLIC_URL');
		},
	);

	it('says nothing of the kind with a good one', async () => {
		expect(await fileOf('coze')).not.toContain('RENDER_AGENT_PUBLIC_URL');
	});
});
