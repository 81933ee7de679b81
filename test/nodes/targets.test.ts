/** The list of delivery targets: what the agent tells of them, and what the node offers in its editor. */
import { ask, startAgent, type TestAgent } from '../support/agent';
import { startHostedService } from '../support/hostedService';
import { listOf } from '../support/n8n';

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
