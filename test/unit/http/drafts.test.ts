import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type AnswerBody, API, ask, startAgent, type TestAgent } from '../../support/agent';
import { zipOf } from '../../support/zips';

describe('the list of drafts', () => {
	it('has those of its own key, with an admin key all; an address that was given works', async () => {
		const agent = await startAgent();
		const zip = new Uint8Array(await zipOf([{ name: 'draft_content.json', body: '{}' }]));
		const [a = {}, b = {}, admin = {}] = ['a', 'b', 'admin'].map((name) => {
			const made = agent.keys.create(name, name === 'admin' ? ['admin'] : ['submit', 'read']);
			return { authorization: `Bearer ${made.secret}` };
		});
		const put = async (headers = {}): Promise<AnswerBody> => {
			const init = { method: 'POST', body: zip };
			const type = { 'content-type': 'application/zip' };
			const answer = await fetch(`${agent.url}/v1/drafts`, {
				...init,
				headers: { ...type, ...headers },
			});
			return (await answer.json()) as AnswerBody;
		};
		const listed = async (headers = {}): Promise<readonly unknown[]> => {
			const { body } = await ask(agent, '/v1/drafts', { headers });
			return body.items.map((item) => (item as unknown as AnswerBody).draft_id).sort();
		};
		const [ofA, ofB] = [await put(a), await put(b)];
		expect(await listed(a)).toEqual([ofA.draft_id]);
		expect(await listed(b)).toEqual([ofB.draft_id]);
		expect(await listed(admin)).toEqual([ofA.draft_id, ofB.draft_id].sort());
		const path = `${API}/get_draft?draft_id=${ofA.draft_id}`;
		expect((await ask(agent, path, { headers: b })).body.code).toBe(0);
		await agent.close();
	});

	it('takes nothing where RENDER_AGENT_MIN_FREE_GB would not be left', async () => {
		const agent = await startAgent({
			freeBytes: () => Promise.resolve(2 * 1024 ** 3),
			environment: { RENDER_AGENT_MIN_FREE_GB: '3' },
		});
		const put = await fetch(`${agent.url}/v1/drafts`, {
			method: 'POST',
			body: 'PK',
			headers: { 'content-type': 'application/zip' },
		});
		expect(put.status).toBe(503);
		expect(put.headers.get('retry-after')).toBe('60');
		expect(await put.json()).toMatchObject({ error_code: 'DISK_FULL' });
		await agent.close();
	});
});

describe('drafts at the agent', () => {
	let agent: TestAgent;
	beforeAll(async () => {
		agent = await startAgent();
	});
	afterAll(() => agent.close());

	it('a zip of a draft is taken as a form and as a body, listed and served again', async () => {
		const zip = await zipOf([
			{ name: 'd/draft_content.json', body: '{"id":1}' },
			{ name: 'd/assets/图 1.txt', body: 'x' },
		]);
		const form = new FormData();
		form.append('file', new Blob([new Uint8Array(zip)]), 'd.zip');
		for (const init of [
			{ body: form },
			{ body: new Uint8Array(zip), headers: { 'content-type': 'application/zip' } },
		]) {
			const put = await fetch(`${agent.url}/v1/drafts`, { method: 'POST', ...init });
			const { draft_id, draft_url } = (await put.json()) as { draft_id: string; draft_url: string };
			expect(draft_id).toMatch(/^\d{14}[0-9a-f]{8}$/);
			expect(draft_url).toBe(`${agent.url}${API}/get_draft?draft_id=${draft_id}`);
			const listed = await ask(agent, draft_url.replace(agent.url, ''));
			expect(listed.body.code).toBe(0);
			const texts = await Promise.all(
				listed.body.files.map(async (file) => (await fetch(file)).text()),
			);
			expect(texts.sort()).toEqual(['x', '{"id":1}']);
		}
	});

	it('an upload that is no zip, or no file, is REQUEST_INVALID', async () => {
		const raw = await fetch(`${agent.url}/v1/drafts`, {
			method: 'POST',
			body: 'nonsense',
			headers: { 'content-type': 'application/zip' },
		});
		expect(await raw.json()).toMatchObject({ error_code: 'REQUEST_INVALID' });
		const none = await ask(agent, '/v1/drafts', { body: {} });
		expect(none).toMatchObject({ status: 400, body: { error_code: 'REQUEST_INVALID' } });
	});

	it.each([
		['no boundary', 'multipart/form-data', 'x'],
		['nothing of a form', 'multipart/form-data; boundary=b', 'x'],
		['a head that is cut', 'multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-d'],
		[
			'a file that is cut',
			'multipart/form-data; boundary=b',
			'--b\r\nContent-Disposition: form-data; name="file"; filename="d.zip"\r\n\r\nPK\u0003\u0004 cut',
		],
	])('a form with %s is REQUEST_INVALID, and nothing is left of it', async (_what, type, body) => {
		const put = await fetch(`${agent.url}/v1/drafts`, {
			method: 'POST',
			body,
			headers: { 'content-type': type, 'accept-language': 'en' },
		});
		expect(put.status).toBe(400);
		const { error_code, detail } = (await put.json()) as AnswerBody;
		expect(error_code).toBe('REQUEST_INVALID');
		expect(detail).toContain('multipart');
		const left = await readdir(join(agent.folder, 'drafts')).catch(() => []);
		expect(left.filter((name) => name.startsWith('.'))).toEqual([]);
	});
});
