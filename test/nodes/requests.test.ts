/** What the node sends: options under the wire's names, keys, the same idempotency key for every repeat. */
import { renderOptions } from '../../render-agent/src/config/options';
import { CapcutRender } from '../../nodes/CapcutRender/CapcutRender.node';
import type { INodeProperties } from 'n8n-workflow';
import { startAgentStandIn, type AgentStandIn } from '../support/agentStandIn';
import { startHostedService } from '../support/hostedService';
import { runNode } from '../support/n8n';
import { testCredential } from '../support/n8nCredential';
import { serve } from '../support/localServer';

const DRAFT = '202611230825423431defd01';
const PUT = { kind: 'put', url: 'https://p.example/{name}' };
const UUID = '0b7e2f7a-9f5c-4f1e-8a51-2f6f0c9f1a11';

let agent: AgentStandIn;
beforeEach(async () => {
	agent = await startAgentStandIn({ drafts: { [DRAFT]: 'completed' }, renderMs: 20 });
});
afterEach(() => agent.close());

const submit = (options: object, rest: object = {}) =>
	runNode({
		credential: { baseUrl: agent.origin },
		parameters: { operation: 'submit', draftUrl: agent.draftUrl(DRAFT), options: { ...options } },
		...rest,
	});

const optionFields = (): readonly INodeProperties[] => {
	const { properties } = new CapcutRender().description;
	const collection = properties.find(
		({ name, displayOptions }) =>
			name === 'options' && displayOptions?.show?.['operation']?.includes('renderAndWait'),
	);
	return (collection?.options ?? []) as readonly INodeProperties[];
};

describe('the Options of Submit and Render and Wait', () => {
	const WIRE = [...Object.keys(renderOptions.shape), 'deliver_extras'].sort();

	it('are those of the agent, each with a value that the agent takes, and no other', async () => {
		const all = optionFields().filter(({ name }) => name !== 'language');
		await submit(Object.fromEntries(all.map(({ name, default: value }) => [name, value])));
		const { draft_url, ...sent } = agent.requests[0]?.body ?? {};
		expect(draft_url).toBe(agent.draftUrl(DRAFT));
		expect(Object.keys(sent).sort()).toEqual(WIRE);
		expect(renderOptions.safeParse(sent).error).toBeUndefined();
	});

	it('offer every word that the agent knows for an option, and no other', () => {
		for (const { name, options = [] } of optionFields().filter(({ type }) => type === 'options')) {
			if (name === 'language') continue;
			const wire = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
			const accepted = options.map((option) => ('value' in option ? option.value : option.name));
			const refused = renderOptions.safeParse({ [wire]: 'nonsense' }).error;
			const words = refused?.issues.flatMap((issue) => ('values' in issue ? issue.values : []));
			expect({ name, words: accepted.sort() }).toEqual({ name, words: words?.sort() });
		}
	});

	it.each([
		['s3, archive', ['s3', 'archive']],
		[' 存储，shelf ', ['存储', 'shelf']],
		['none', []],
		[
			['s3', '存储'],
			['s3', '存储'],
		],
		[['none'], []],
		['={{ ["s3", "nas"] }}', ['s3', 'nas']],
		['={{ "s3, nas" }}', ['s3', 'nas']],
		['={{ ({ kind: "put", url: "https://p.example/{name}" }) }}', [PUT]],
		['={{ ["s3", { kind: "put", url: "https://p.example/{name}" }] }}', ['s3', PUT]],
	])('name the targets: %j', async (deliverTo, deliver) => {
		await submit({ deliverTo, downloadName: '片子' });
		expect(agent.requests[0]?.body).toMatchObject({ deliver, download_name: '片子' });
	});

	it.each(['={{ 7 }}', '={{ ["s3", 7] }}', '={{ [["s3"]] }}'])(
		'refuse targets that are neither names nor objects: %s',
		async (deliverTo) => {
			const { error } = await submit({ deliverTo });
			expect(error?.message).toMatch(/Deliver To holds something that is neither the name/);
			expect(agent.requests).toEqual([]);
		},
	);

	it('are not sent when they are not set, so that the hosted service sees its own fields alone', async () => {
		await submit({});
		expect(agent.requests[0]?.body).toEqual({ draft_url: agent.draftUrl(DRAFT) });
	});

	it('carry metadata as an object, and a callback address', async () => {
		await submit({ metadata: '{"order": 42}', callbackUrl: ' http://n8n.example/hook ' });
		expect(agent.requests[0]?.body).toMatchObject({
			metadata: { order: 42 },
			callback_url: 'http://n8n.example/hook',
		});
	});
});

describe('the idempotency key', () => {
	const keys = () =>
		agent.requests
			.filter(({ path }) => path.endsWith('/gen_video'))
			.map(({ headers }) => headers['idempotency-key']);

	it('is the same when n8n retries the node, so that no render starts twice', async () => {
		agent.interfere('gen_video_status', { status: 401, json: { code: 1004, message: 'No' } });
		const { error, items } = await runNode({
			credential: { baseUrl: agent.origin },
			parameters: { operation: 'renderAndWait', draftUrl: agent.draftUrl(DRAFT) },
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ job_id: 'j_0001', status: 'completed' });
		expect(keys()).toHaveLength(2);
		expect(new Set(keys()).size).toBe(1);
		expect(agent.jobs()).toHaveLength(1);
	});

	it('is another one for another item, execution, draft or option', async () => {
		await submit({}, { items: [{}, {}] });
		await submit({}, { executionId: 'e2' });
		await submit({ size: '720p' });
		expect(new Set(keys()).size).toBe(4);
		expect(keys().every((key) => /^n8n-[0-9a-f]{40}$/.test(String(key)))).toBe(true);
	});
});

describe('the credential', () => {
	it('sends no Authorization without a key, and Bearer with one', async () => {
		await submit({});
		await submit({}, { credential: { baseUrl: agent.origin, apiKey: ' cr_abcdefgh_key ' } });
		expect(agent.requests.map(({ headers }) => headers.authorization)).toEqual([
			undefined,
			'Bearer cr_abcdefgh_key',
		]);
		expect(agent.requests[1]?.body).not.toHaveProperty('apiKey');
	});

	it('puts a UUID into the body of gen_video too, where the hosted service looks for it', async () => {
		const hosted = await startHostedService({ drafts: [DRAFT], points: { [UUID]: 5 } });
		const submitWith = (apiKey: string) =>
			runNode({
				credential: { baseUrl: hosted.origin, apiKey },
				parameters: { operation: 'submit', draftUrl: hosted.draftUrl(DRAFT) },
			});
		expect((await submitWith(UUID)).error).toBeUndefined();
		const none = await submitWith('');
		expect(none.error?.message).toMatch(
			/^Invalid apiKey\. .*Put the API key of the hosted service/,
		);
		const ours = await submitWith('cr_abcdefgh_key');
		expect(ours.error?.description).toContain('code 2036');
		const wrong = await submitWith(UUID.replace('0', '1'));
		expect(wrong.error?.message).toContain('Put the API key of the hosted service');
		await hosted.close();
	});

	it.each(['', '/', '/openapi/capcut-mate/v1', '/openapi/capcut-mate/v1/', '/flat'])(
		'takes a base URL that ends with %p, in the node and in its test',
		async (end) => {
			const credential = { baseUrl: `${agent.origin}${end}` };
			expect(await testCredential(credential)).toMatchObject({ status: 'OK' });
			expect((await submit({}, { credential })).error).toBeUndefined();
		},
	);
});

describe('the credential test', () => {
	it('fails for a missing key in both styles of our agent', async () => {
		const closed = await startAgentStandIn({ drafts: {}, key: 'cr_abcdefgh_key' });
		const flat = await testCredential({ baseUrl: `${closed.origin}/flat`, apiKey: 'wrong' });
		expect(flat).toEqual({
			status: 'Error',
			message: expect.stringContaining('refuses this API key') as string,
		});
		expect(await testCredential({ baseUrl: closed.origin })).toMatchObject({ status: 'Error' });
		await closed.close();
	});

	it.each([
		[{ code: 2036, message: 'x' }, 'does not know this API key'],
		[{ code: '9998', message: 'x' }, 'a fault of its own'],
		[{ code: 404, message: 'HTTP Error 404' }, 'no render service'],
		[{ hello: 'world' }, 'no render service'],
		['<html>It works!</html>', 'no render service'],
	])('fails for HTTP 200 with %j', async (answer, message) => {
		const page = await serve(() =>
			typeof answer === 'string' ? { bytes: answer } : { json: answer },
		);
		const tested = await testCredential({ baseUrl: page.origin });
		await page.close();
		expect(tested).toEqual({
			status: 'Error',
			message: expect.stringContaining(message) as string,
		});
	});

	it('fails when nothing answers', async () => {
		await agent.close();
		expect(await testCredential({ baseUrl: agent.origin })).toMatchObject({ status: 'Error' });
	});
});

describe('Get Many', () => {
	const list = async (parameters: object) => {
		const run = await runNode({
			credential: { baseUrl: agent.origin },
			parameters: { operation: 'getAll', ...parameters },
		});
		return run.items.map(({ json }) => json['job_id']);
	};

	it('follows the cursor for all, and stops at the limit', async () => {
		await submit({}, { items: Array<object>(130).fill({}) });
		const all = await list({ returnAll: true });
		expect(all).toHaveLength(130);
		expect(new Set(all).size).toBe(130);
		expect(await list({ returnAll: false, limit: 105 })).toEqual(all.slice(0, 105));
		expect(await list({ returnAll: false, limit: 3 })).toHaveLength(3);
	});

	it('asks for one status alone when it is chosen', async () => {
		await submit({});
		expect(await list({ returnAll: true, options: { status: 'failed' } })).toEqual([]);
	});
});

describe('Deliver Again', () => {
	const again = (baseUrl: string) =>
		runNode({ credential: { baseUrl }, parameters: { operation: 'deliver', jobId: ' j_1 ' } });

	it('asks the agent to deliver a job again, and gives the job', async () => {
		const job = { job_id: 'j_1', delivery: [{ target: 's3', state: 'pending' }] };
		const server = await serve(() => ({ json: { code: 0, message: 'ok', ...job } }));
		const { items } = await again(server.origin);
		await server.close();
		expect(server.requests).toMatchObject([{ method: 'POST', path: '/v1/jobs/j_1/deliver' }]);
		expect(items[0]?.json).toMatchObject(job);
	});

	it('says that the hosted service cannot do it', async () => {
		const hosted = await startHostedService({ drafts: [] });
		const { error } = await again(hosted.origin);
		await hosted.close();
		expect(error?.message).toMatch(/Deliver Again/);
	});
});

describe('Preflight and Get Storyboard', () => {
	const look = async (operation: string, options: object) => {
		const server = await serve(() => ({ json: { code: 0, message: 'ok', ok: true } }));
		const draftUrl = agent.draftUrl(DRAFT);
		await runNode({
			credential: { baseUrl: server.origin },
			parameters: { operation, draftUrl, options: { ...options } },
		});
		await server.close();
		const [request] = server.requests;
		return { path: request?.path, ...request?.body, draft_url: undefined };
	};

	it('ask about the render that is meant', async () => {
		const options = { codec: 'h265', size: '720p', onUnsupported: 'fail' };
		expect(await look('preflight', options)).toEqual({
			...{ path: '/v1/preflight', codec: 'h265', size: '720p', on_unsupported: 'fail' },
		});
	});

	it('ask for a sheet of so many frames, or for one moment', async () => {
		const path = '/v1/storyboard';
		const answer = 'json';
		const sheet = { frames: 6, columns: 3, width: 900 };
		expect(await look('storyboard', {})).toEqual({ path, answer });
		expect(await look('storyboard', sheet)).toEqual({ path, answer, ...sheet });
		expect(await look('storyboard', { at: 0 })).toEqual({ path, answer, at: 0 });
	});

	it('ask for a sheet of the render that is meant', async () => {
		const options = { onMissing: 'skip', onUnsupported: 'skip', captions: 'none', size: ' 720p ' };
		expect(await look('storyboard', { ...options, frames: 2 })).toEqual({
			...{ path: '/v1/storyboard', answer: 'json', frames: 2 },
			...{ on_missing: 'skip', on_unsupported: 'skip', captions: 'none', size: '720p' },
		});
	});
});
