/** What CapCut Render Trigger leaves at the agent: one webhook for its address and its events, whatever was left before. */
import { ask, startAgent, type TestAgent } from '../support/agent';
import { switchOff, switchOn, type TriggerSetup } from '../support/n8nTrigger';

const N8N = 'http://127.0.0.1:5678';
const AWAY = 'http://127.0.0.1:9';

let agent: TestAgent;
beforeEach(async () => {
	agent = await startAgent({ environment: { RENDER_AGENT_ALLOW_ADDRESSES: '127.0.0.0/8' } });
});
afterEach(() => agent.close());

interface Webhook {
	readonly webhook_id: string;
	readonly url: string;
	readonly events: readonly string[];
}

const webhooks = async (): Promise<readonly Webhook[]> =>
	(JSON.parse((await ask(agent, '/v1/webhooks')).text) as { items: Webhook[] }).items;

const trigger = (more: Partial<TriggerSetup> = {}): TriggerSetup => ({
	credential: { baseUrl: agent.url },
	events: ['completed', 'failed'],
	n8nAddress: N8N,
	stored: {},
	...more,
});

it('switched on it is told, and switched on again it is still the same', async () => {
	const one = trigger();
	expect(await switchOn(one)).toBe(true);
	const [made] = await webhooks();
	expect(made?.url).toMatch(/^http:\/\/127\.0\.0\.1:5678\/.*webhook$/);
	expect(await switchOn({ ...one, events: ['failed', 'completed'] })).toBe(false);
	expect(await webhooks()).toEqual([made]);
	expect(await switchOff(one)).toBe(true);
	expect(await webhooks()).toEqual([]);
});

it('its events changed, it is told of those alone', async () => {
	const one = trigger();
	await switchOn(one);
	expect(await switchOn({ ...one, events: ['failed'] })).toBe(true);
	expect((await webhooks()).map(({ events }) => events)).toEqual([['failed']]);
});

it('switched off while the agent was away, it replaces what it left, though n8n has forgotten it', async () => {
	const one = trigger();
	await switchOn(one);
	expect(await switchOff({ ...one, credential: { baseUrl: AWAY } })).toBe(false);
	const [left] = await webhooks();
	expect(await switchOn(trigger({ events: ['completed'] }))).toBe(true);
	const now = await webhooks();
	expect(now.map(({ url, events }) => [url, events])).toEqual([[left?.url, ['completed']]]);
	expect(now[0]?.webhook_id).not.toBe(left?.webhook_id);
});

it("at another address of n8n it leaves none at the old one, and others' alone", async () => {
	const url = 'http://127.0.0.1:7777/hook';
	await ask(agent, '/v1/webhooks', { body: { url } });
	const one = trigger();
	await switchOn(one);
	expect(await switchOn({ ...one, n8nAddress: 'http://127.0.0.1:5679' })).toBe(true);
	expect((await webhooks()).map((each) => new URL(each.url).port)).toEqual(['7777', '5679']);
});
