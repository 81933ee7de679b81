/** Waiting by being called back, in n8n's own engine: what is submitted, when the execution sleeps, what is refused. */
import { isSignedBy } from '../../nodes/CapcutRender/shared/signature';
import { signedHeaders } from '../../render-agent/src/callbacks/sign';
import { startAgentStandIn, type AgentStandIn } from '../support/agentStandIn';
import { startHostedService } from '../support/hostedService';
import { runNode } from '../support/n8n';

const DRAFT = '202611230825423431defd01';
const NODE_ID = '00000000-0000-4000-8000-000000000013';

let agent: AgentStandIn;
beforeEach(async () => {
	agent = await startAgentStandIn({ drafts: { [DRAFT]: 'never' } });
});
afterEach(() => agent.close());

const suspend = (parameters: object = {}, rest: object = {}) =>
	runNode({
		credential: { baseUrl: agent.origin },
		parameters: {
			operation: 'renderAndWait',
			waitBy: 'callback',
			draftUrl: agent.draftUrl(DRAFT),
			...parameters,
		},
		...rest,
	});

describe('Render and Wait by being called back', () => {
	it('submits the address that resumes this execution, and sleeps', async () => {
		const { status, error } = await suspend();
		expect(error).toBeUndefined();
		expect(status).toBe('waiting');
		expect(agent.requests).toHaveLength(1);
		const sent = String(agent.requests[0]?.body?.['callback_url']);
		expect(new URL(sent).pathname).toBe(`/webhook-waiting/e1/${NODE_ID}`);
		expect(agent.requests[0]?.body).toMatchObject({ callback_events: ['completed', 'failed'] });
	});

	it('puts another address of n8n in front, and leaves the rest as it is', async () => {
		await suspend({ n8nAddress: ' http://host.docker.internal:5678/ ' });
		const sent = String(agent.requests[0]?.body?.['callback_url']);
		expect(sent).toContain(`http://host.docker.internal:5678/webhook-waiting/e1/${NODE_ID}`);
	});

	it('takes one item at a time, and says how', async () => {
		const { error } = await suspend({}, { items: [{}, {}] });
		expect(error?.message).toMatch(/^Suspended waiting takes one item at a time and got 2: put/);
		expect(agent.requests).toEqual([]);
	});

	it('is not for a tool of an AI agent, which is told so as its answer', async () => {
		const tool = { settings: { type: 'n8n-nodes-capcut-render.capcutRenderTool' } };
		const { items, status } = await suspend({}, tool);
		expect(status).toBe('success');
		expect(items.map(({ json }) => json)).toEqual([
			{ error: 'A tool of an AI agent cannot be suspended: set Wait By to Asking.' },
		]);
		expect(agent.requests).toEqual([]);
	});

	it('says that a service which calls nobody back cannot be waited for in this way', async () => {
		const hosted = await startHostedService({ drafts: [DRAFT] });
		const { error, status } = await runNode({
			credential: { baseUrl: hosted.origin },
			parameters: {
				operation: 'renderAndWait',
				waitBy: 'callback',
				draftUrl: hosted.draftUrl(DRAFT),
			},
		});
		await hosted.close();
		expect(status).toBe('error');
		expect(error?.message).toContain('does not call back');
		expect(error?.message).toContain('Set Wait By to Asking');
	});
});

describe('the signature of a call', () => {
	const secret = `whsec_${Buffer.from('0123456789abcdef01234567').toString('base64')}`;
	const now = 1_764_000_000;
	const body = JSON.stringify({ type: 'job.completed', data: { job_id: 'j_1', text: '完成' } });
	const headers = signedHeaders({ id: 'msg_1', timestamp: now, body }, secret);
	const given = { headers, body: Buffer.from(body), now };

	it('of the agent is good, and any other is not', () => {
		expect(isSignedBy(secret, given)).toBe(true);
		expect(isSignedBy(secret, { ...given, body: Buffer.from(`${body} `) })).toBe(false);
		expect(isSignedBy(`whsec_${Buffer.from('another').toString('base64')}`, given)).toBe(false);
		expect(isSignedBy('', given)).toBe(false);
		expect(isSignedBy(secret, { ...given, headers: {} })).toBe(false);
	});

	it('is good for five minutes, and beside others', () => {
		expect(isSignedBy(secret, { ...given, now: now + 299 })).toBe(true);
		expect(isSignedBy(secret, { ...given, now: now + 301 })).toBe(false);
		const several = `v1,AAAA v2,x ${headers['webhook-signature'] ?? ''}`;
		const more = { ...headers, 'webhook-signature': several };
		expect(isSignedBy(secret, { ...given, headers: more })).toBe(true);
	});
});
