/** The lists that the node offers in its editor, from what the agent tells: delivery targets, jobs, drafts. */
import { API, ask, draftUrl, startAgent, type TestAgent } from '../support/agent';
import { startHostedService } from '../support/hostedService';
import { listOf, searchOf } from '../support/n8n';
import { zipOf } from '../support/zips';

const TARGETS = JSON.stringify({
	site: {
		...{ kind: 's3', preset: 'aws', region: 'eu-central-1', bucket: 'canary-bucket' },
		...{ access_key_id: 'canary-id', secret_access_key: 'canary-secret' },
	},
	nas: { kind: 'folder', path: '/canary' },
	shelf: { kind: 'webdav', url: 'https://canary.example/dav', password: 'canary' },
});

describe('the list of delivery targets', () => {
	let agent: TestAgent;
	beforeAll(async () => {
		agent = await startAgent({
			environment: { RENDER_AGENT_TARGETS: TARGETS, RENDER_AGENT_DELIVER: 'nas' },
		});
	});
	afterAll(() => agent.close());

	const offered = (baseUrl: string, parameters = {}) =>
		listOf('getTargets', { credential: { baseUrl }, parameters });

	it('has names and kinds, and nothing that is secret', async () => {
		const { body } = await ask(agent, '/v1/targets');
		expect(body).toMatchObject({
			code: 0,
			items: [
				{ name: 'site', kind: 's3', is_default: false },
				{ name: 'nas', kind: 'folder', is_default: true },
				{ name: 'shelf', kind: 'webdav', is_default: false },
			],
		});
		expect(JSON.stringify(body)).not.toContain('canary');
	});

	it('is offered by the node under Deliver To, with the choice of none', async () => {
		expect(await offered(agent.url)).toEqual([
			{ name: 'site (s3)', value: 'site' },
			{ name: 'nas (folder)', value: 'nas' },
			{ name: 'shelf (webdav)', value: 'shelf' },
			{ name: 'None: Keep It with the Agent', value: 'none' },
		]);
	});

	it('is what a hosted service has not, and the node says so', async () => {
		const hosted = await startHostedService({ drafts: [], points: {} });
		await expect(offered(hosted.origin)).rejects.toThrow(
			/^Deliver To works with the CapCut Render agent only.*: Leave Deliver To empty/,
		);
		await hosted.close();
		await expect(offered(hosted.origin)).rejects.toThrow(/No answer|not answer|reach/i);
	});

	it('asks for a key where the agent does', async () => {
		const { secret } = agent.keys.create('n8n', ['read']);
		await expect(offered(agent.url)).rejects.toThrow(/API key/);
		const credential = { baseUrl: agent.url, apiKey: secret };
		expect(await listOf('getTargets', { credential, parameters: {} })).toHaveLength(4);
	});
});

describe('the lists in which one searches', () => {
	let agent: TestAgent;
	beforeAll(async () => {
		agent = await startAgent({ starts: false });
	});
	afterAll(() => agent.close());

	const setup = () => ({ credential: { baseUrl: agent.url }, parameters: {} });

	it('has the jobs, newest first, a page at a time, and finds one by what is typed', async () => {
		const ids: string[] = [];
		for (let number = 0; number < 60; number += 1) {
			const { body } = await ask(agent, `${API}/gen_video`, {
				body: { draft_url: draftUrl(number) },
			});
			ids.unshift(body.job_id);
			await agent.clock.advance(1_000);
		}
		const first = await searchOf('searchJobs', setup());
		const page = String(first.paginationToken);
		const second = await searchOf('searchJobs', setup(), { page });
		const all = [...first.results, ...second.results];
		expect(all.map(({ value }) => value)).toEqual(ids);
		expect(second.paginationToken).toBeUndefined();
		expect(all[0]?.name).toMatch(/^2\d{3}-\d\d-\d\d \d\d:\d\d · pending · j_\w+$/);
		const found = await searchOf('searchJobs', setup(), { filter: ids[7]?.toUpperCase() ?? '' });
		expect(found.results.map(({ value }) => value)).toEqual([ids[7]]);
	});

	it('has the drafts that were uploaded, each with the address that the field wants', async () => {
		expect((await searchOf('searchDrafts', setup())).results).toEqual([]);
		const bytes = await zipOf([{ name: 'draft_content.json', body: '{}' }]);
		const sent = {
			method: 'POST',
			body: new Uint8Array(bytes),
			headers: { 'content-type': 'application/zip' },
		};
		const put = (await (await fetch(`${agent.url}/v1/drafts`, sent)).json()) as {
			readonly draft_id: string;
			readonly draft_url: string;
		};
		const { results } = await searchOf('searchDrafts', setup());
		expect(results).toEqual([
			{ name: expect.stringContaining(put.draft_id) as string, value: put.draft_url },
		]);
	});

	it('says what is wrong when there is no agent', async () => {
		const nobody = { ...setup(), credential: { baseUrl: 'http://127.0.0.1:9' } };
		await expect(searchOf('searchJobs', nobody)).rejects.toThrow(/does not answer.*Start it with/);
	});
});
