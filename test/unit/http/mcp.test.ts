/** The tools by the Model Context Protocol, called by its official client. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { draftUrl, startAgent, type TestAgent } from '../../support/agent';
import { createFakeRenderer, type FakeRenderer } from '../../support/fakeRenderer';
import { preflighted } from '../../support/preflighted';

let agent: TestAgent;
let renderer: FakeRenderer;
beforeEach(async () => {
	renderer = createFakeRenderer();
	const preflight = () => Promise.resolve(preflighted({ missing: true }));
	agent = await startAgent({ renderer, preflight });
});
afterEach(async () => {
	await agent.close();
});

type Headers = Readonly<Record<string, string>>;

const connected = async (headers: Headers = {}): Promise<Client> => {
	const client = new Client({ name: 'test', version: '1' });
	const requestInit = { headers: { 'accept-language': 'en', ...headers } };
	await client.connect(
		new StreamableHTTPClientTransport(new URL('/mcp', agent.url), { requestInit }),
	);
	return client;
};

const call = async (client: Client, name: string, given: Record<string, unknown>) => {
	const { structuredContent, content, isError } = await client.callTool({
		name,
		arguments: given,
	});
	const [first] = content;
	return {
		fields: (structuredContent ?? {}) as Readonly<Record<string, unknown>>,
		text: first?.type === 'text' ? first.text : '',
		isError: isError === true,
	};
};

describe('the tools of /mcp', () => {
	it('are listed with flat fields, and which of them change nothing', async () => {
		const client = await connected();
		const { tools } = await client.listTools();
		expect(tools.map(({ name }) => name)).toEqual(
			expect.arrayContaining([
				'submit_render',
				'get_render_status',
				'wait_for_render',
				'cancel_render',
				'preflight_draft',
				'get_storyboard',
				'list_renders',
			]),
		);
		for (const { name, inputSchema, annotations, description } of tools) {
			expect(description).toMatch(/^[A-Z].*\.$/);
			const types = Object.values(inputSchema.properties ?? {}).map(
				(field) => (field as { type?: unknown }).type,
			);
			expect({
				name,
				types: types.filter((type) => type === 'object' || type === 'array'),
			}).toEqual({ name, types: [] });
			const reads = /^(get|list|wait|preflight)/.test(name);
			expect({ name, reads: annotations?.readOnlyHint }).toEqual({ name, reads });
		}
		await client.close();
	});

	it('take a draft to its video: submit, wait, list', async () => {
		const client = await connected();
		const submitted = await call(client, 'submit_render', { draft_url: draftUrl(), size: '720p' });
		expect(submitted.fields).toMatchObject({ is_over: false, next_poll_seconds: 3 });
		const { job_id } = submitted.fields;
		expect(submitted.text).toContain(`ask for the status of job_id ${String(job_id)} again in 3 s`);
		const waited = call(client, 'wait_for_render', { job_id });
		await (await renderer.held(0)).finish();
		const { fields, text } = await waited;
		expect(fields).toMatchObject({ status: 'completed', next_poll_seconds: 0 });
		expect(text).toContain(`video_url: ${agent.url}/videos/`);
		const listed = await call(client, 'list_renders', {});
		expect(listed.fields).toMatchObject({ count: 1 });
		expect(listed.text).toContain(`${String(job_id)} completed 100 % ${agent.url}/videos/`);
		await client.close();
	});

	it('say in words too that a job is not over, and that a draft cannot be rendered', async () => {
		const client = await connected();
		const submitted = await call(client, 'submit_render', { draft_url: draftUrl() });
		expect(submitted.text).toMatch(/^is_over: false$/m);
		expect(submitted.text).not.toMatch(/^(video_url|eta_seconds):/m);
		const looked = await call(client, 'preflight_draft', { draft_url: draftUrl() });
		expect(looked.fields['ok']).toBe(false);
		expect(looked.text).toMatch(/^ok: false$/m);
		await client.close();
	});

	it('wait no longer than a client does', async () => {
		const client = await connected();
		const { fields } = await call(client, 'submit_render', { draft_url: draftUrl() });
		const state = { answered: false };
		const waited = call(client, 'wait_for_render', { job_id: fields['job_id'], wait_seconds: 900 });
		void waited.finally(() => (state.answered = true));
		let seconds = 0;
		for (; !state.answered && seconds < 3600; seconds += 5) await agent.clock.advance(5_000);
		expect((await waited).fields).toMatchObject({ is_over: false });
		await client.close();
	});

	it('cancel a job', async () => {
		const client = await connected();
		const { fields } = await call(client, 'submit_render', { draft_url: draftUrl() });
		const { job_id } = fields;
		expect((await call(client, 'cancel_render', { job_id })).fields).toMatchObject({
			status: 'failed',
			error_code: 'CANCELLED',
		});
		await client.close();
	});

	it('say in one sentence what is wrong and what to do', async () => {
		const client = await connected();
		const wrong = await call(client, 'submit_render', { draft_url: 'my draft' });
		expect(wrong).toMatchObject({ isError: true });
		expect(wrong.text).toMatch(
			/^draft_url is not a valid address: my draft \(DRAFT_URL_INVALID\)\. Use /,
		);
		const unknown = await call(client, 'get_render_status', { job_id: 'j_none' });
		expect(unknown.text).toMatch(/^No such job: j_none \(JOB_NOT_FOUND\)\. /);
		const missing = await call(client, 'cancel_render', {});
		expect(missing.text).toContain('job_id is missing: write a text');
		await client.close();
	});
});

describe('keys and hosts of /mcp', () => {
	it('are asked for as everywhere, and a key may do what its scopes say', async () => {
		const { secret } = agent.keys.create('reader', ['read']);
		await expect(connected()).rejects.toThrow();
		const client = await connected({ authorization: `Bearer ${secret}` });
		expect((await call(client, 'list_renders', {})).isError).toBe(false);
		const refused = await call(client, 'submit_render', { draft_url: draftUrl() });
		expect(refused.text).toContain('FORBIDDEN');
		await client.close();
	});

	it('show a key its own jobs alone', async () => {
		const [one, other] = ['one', 'other'].map((name) =>
			agent.keys.create(name, ['submit', 'read']),
		);
		const mine = await connected({ 'x-api-key': one?.secret ?? '' });
		await call(mine, 'submit_render', { draft_url: draftUrl() });
		const theirs = await connected({ 'x-api-key': other?.secret ?? '' });
		expect((await call(mine, 'list_renders', {})).fields['count']).toBe(1);
		expect((await call(theirs, 'list_renders', {})).fields['count']).toBe(0);
		await Promise.all([mine.close(), theirs.close()]);
	});

	it('refuse a page of another site', async () => {
		const answer = await fetch(`${agent.url}/mcp`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
			body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
		});
		expect(answer.status).toBe(400);
		expect(await answer.json()).toMatchObject({ error_code: 'ADDRESS_REFUSED' });
	});
});
