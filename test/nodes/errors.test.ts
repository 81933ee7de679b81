/** What a user reads when something is wrong: one sentence each, in n8n's own engine. */
import { startAgentStandIn, type AgentFailure, type AgentStandIn } from '../support/agentStandIn';
import { startHostedService } from '../support/hostedService';
import { serve } from '../support/localServer';
import { runNode, type NodeRun } from '../support/n8n';
import { openBinaryStore, type BinaryStore } from '../support/n8nBinary';
import { withTimeSkipped } from '../support/skippedTime';
import { faultsOfSentence } from '../support/videoOperations';

const DRAFT = '202611230825423431defd01';
const BROKEN = '202611230825423431defd02';
const VIDEO = Buffer.alloc(400_000, 'frame');

const UNREACHABLE: AgentFailure = {
	status: 400,
	code: 2005,
	error_code: 'MEDIA_UNREACHABLE',
	message: 'Media cannot be reached',
	detail: 'Media cannot be reached: http://cdn.example/a.mp4 answered 403',
	hint: 'Check that the address still opens; links that expire must be made anew.',
};

let agent: AgentStandIn;
let store: BinaryStore;
beforeAll(async () => {
	store = await openBinaryStore();
});
beforeEach(async () => {
	agent = await startAgentStandIn({
		drafts: { [DRAFT]: 'completed', [BROKEN]: UNREACHABLE },
		renderMs: 20,
		video: VIDEO,
	});
});
afterEach(() => agent.close());
afterAll(() => store.close());

const render = (draft: string, parameters = {}): Promise<NodeRun> =>
	runNode({
		credential: { baseUrl: agent.origin },
		parameters: { operation: 'renderAndWait', draftUrl: draft, ...parameters },
	});

const submitTo = (baseUrl: string, draftUrl = 'http://drafts.example/?draft_id=1', options = {}) =>
	runNode({
		credential: { baseUrl },
		parameters: { operation: 'submit', draftUrl, options },
	});

describe('a failed job', () => {
	it('is what a model reads when the node is the tool of an AI agent, not an error that it never sees', async () => {
		const { items, error } = await runNode({
			credential: { baseUrl: agent.origin },
			parameters: { operation: 'renderAndWait', draftUrl: agent.draftUrl(BROKEN) },
			settings: { type: 'n8n-nodes-capcut-render.capcutRenderTool' },
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json['error']).toMatch(/^Media cannot be reached.*: Check that the address/);
		expect(items[0]?.json['details']).toMatchObject({ error_code: 'MEDIA_UNREACHABLE' });
	});

	it('says what happened, to which draft and file, and what to do; code and job stand below', async () => {
		const { error } = await render(agent.draftUrl(BROKEN));
		expect(error).toEqual({
			message: `Media cannot be reached: http://cdn.example/a.mp4 answered 403 (${agent.draftUrl(BROKEN)}): Check that the address still opens; links that expire must be made anew.`,
			description: 'MEDIA_UNREACHABLE, HTTP 400, job j_0001',
		});
	});

	it('gives its code, job and draft as data with continue on fail', async () => {
		const { items } = await runNode({
			credential: { baseUrl: agent.origin },
			parameters: { operation: 'renderAndWait', draftUrl: agent.draftUrl(BROKEN) },
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items[0]?.json).toMatchObject({
			error: expect.stringContaining('http://cdn.example/a.mp4') as string,
			details: {
				error_code: 'MEDIA_UNREACHABLE',
				http_status: 400,
				job_id: 'j_0001',
				draft_url: agent.draftUrl(BROKEN),
			},
		});
	});

	it('is an answer, not an error, for Get Status', async () => {
		await render(agent.draftUrl(BROKEN));
		const { error, items } = await runNode({
			credential: { baseUrl: agent.origin },
			parameters: { operation: 'getStatus', lookUpBy: 'jobId', jobId: ' j_0001\u200b' },
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ status: 'failed', error_code: 'MEDIA_UNREACHABLE' });
	});

	it('keeps its words although n8n replaces messages that hold the letters of a system error', async () => {
		agent.interfere('gen_video', {
			status: 400,
			json: { code: 2908, message: 'Keyframes preexisting at 3 s', hint: 'Remove them.' },
		});
		const { error } = await submitTo(agent.origin);
		expect(error?.message).toMatch(/^Keyframes preexisting at 3 s \(.*\): Remove them\.$/);
	});
});

describe('a service that cannot be reached', () => {
	it('is named with how to start the agent, and with the address for Docker', async () => {
		const { origin } = agent;
		await agent.close();
		const { error } = await submitTo(`${origin}/`);
		expect(error?.message).toBe(
			`The render agent at ${origin} does not answer (http://drafts.example/?draft_id=1): Start it with \`capcut-render-agent serve\`, or correct the address in the credential (from Docker use http://host.docker.internal:30100).`,
		);
	});

	it('is told apart from a name that does not exist and from a connection that breaks', async () => {
		const unknown = await submitTo('http://no-such-host.invalid:30100');
		expect(unknown.error?.message).toMatch(
			/^The service at http:\/\/no-such-host\.invalid:30100 cannot be reached, .*(ENOTFOUND|EAI_AGAIN)/,
		);
		agent.interfere('gen_video', { hangUp: true });
		const broken = await submitTo(agent.origin);
		expect(broken.error?.message).toContain(`The service at ${agent.origin} cannot be reached, `);
		expect(faultsOfSentence(broken.error?.message ?? '', agent.origin)).toEqual([]);
	});

	it('is told apart from a web page that is no render service', async () => {
		const page = await serve(() => ({ bytes: '<html>It works!</html>' }));
		const { error } = await submitTo(page.origin);
		await page.close();
		expect(error?.message).toContain('something that is no answer of a render service');
		expect(error?.message).toContain('Check the base URL in the credential');
	});

	it.each(['', 'localhost:30100', 'ftp://render'])(
		'%p as base URL is refused at once',
		async (bad) => {
			const { error } = await submitTo(bad);
			expect(error?.message).toMatch(/^The base URL ".*" in the credential is not an address: /);
		},
	);
});

describe('what the user typed', () => {
	it.each(['={{ undefined }}', '   ', '\u200b\ufeff'])(
		'draft URL %p is refused before anything is sent',
		async (empty) => {
			const { error } = await render(empty);
			expect(error?.message).toMatch(/^The draft URL is empty: /);
			expect(agent.requests).toEqual([]);
		},
	);

	it('is sent without blanks and invisible characters', async () => {
		await submitTo(agent.origin, ` \ufeff${agent.draftUrl(DRAFT)}\u200b\n`);
		expect(agent.requests[0]?.body).toEqual({ draft_url: agent.draftUrl(DRAFT) });
	});

	it('that is no address is answered by the service, and shown', async () => {
		const { error } = await submitTo(agent.origin, 'my draft');
		expect(error?.message).toMatch(/^draft_url is not a valid address: my draft: Use an http/);
		expect(error?.description).toBe('DRAFT_URL_INVALID, code 2001, HTTP 400');
	});

	it.each(['[1]', '"text"', '{"a":', '7'])('metadata %p is refused', async (metadata) => {
		const { error } = await submitTo(agent.origin, agent.draftUrl(DRAFT), { metadata });
		expect(error?.message).toMatch(/^The option Metadata is not a JSON object: /);
	});
});

describe('the Language option', () => {
	it('asks for English by default and for Chinese when chosen, and speaks it itself', async () => {
		await submitTo(agent.origin, agent.draftUrl(DRAFT));
		await submitTo(agent.origin, agent.draftUrl(DRAFT), { language: 'zh' });
		expect(agent.requests.map(({ headers }) => headers['accept-language'])).toEqual(['en', 'zh']);
		const { error } = await submitTo(agent.origin, ' ', { language: 'zh' });
		expect(error?.message).toMatch(/^草稿地址为空：/);
	});

	it('turns the messages of the hosted service', async () => {
		const hosted = await startHostedService({ drafts: [] });
		const said = async (language: string) =>
			(await submitTo(hosted.origin, 'http://x/?id=1', { language })).error?.message;
		expect(await said('en')).toMatch(/^Invalid draft URL \(http:\/\/x\/\?id=1\): Check that/);
		expect(await said('zh')).toMatch(/^无效的草稿URL \(http:\/\/x\/\?id=1\): 请检查/);
		await hosted.close();
	});
});

describe('the download', () => {
	const download = () =>
		withTimeSkipped(() => render(agent.draftUrl(DRAFT), { downloadVideo: true }));
	const headers = { 'content-type': 'video/mp4', 'content-length': VIDEO.length };

	it('is tried again when the connection breaks in the middle, and whole in the end', async () => {
		const cut = { hangUp: true, afterBytes: VIDEO.subarray(0, 1000), headers } as const;
		agent.interfere('j_0001.mp4', cut, { status: 503, bytes: 'busy' });
		const { error, items } = await download();
		expect(error).toBeUndefined();
		expect(VIDEO.equals(await store.read(items[0], 'data'))).toBe(true);
		expect(agent.downloads()).toBe(1);
	});

	it('fails in one sentence that holds the address of the video', async () => {
		agent.interfere('j_0001.mp4', { status: 403, bytes: '<Error>expired</Error>' });
		const { error } = await download();
		expect(error?.message).toMatch(
			/^The video is rendered, but could not be downloaded, HTTP 403 \(http:.*\/videos\/j_0001\.mp4.*\): Fetch it/,
		);
		expect(faultsOfSentence(error?.message ?? '', '/videos/j_0001.mp4')).toEqual([]);
		expect(error?.description).toBe('job j_0001');
	});

	it('does not carry the key to the storage', async () => {
		await runNode({
			credential: { baseUrl: agent.origin, apiKey: 'cr_abcdefgh_secret' },
			parameters: {
				operation: 'renderAndWait',
				draftUrl: agent.draftUrl(DRAFT),
				downloadVideo: true,
			},
		});
		const [withKey, without] = [true, false].map((isApi) =>
			agent.requests.filter(({ path }) => path.startsWith('/openapi') === isApi),
		);
		expect(withKey?.every(({ headers: { authorization } }) => authorization !== undefined)).toBe(
			true,
		);
		expect(without?.map(({ headers: { authorization } }) => authorization)).toEqual([undefined]);
	});
});
