/** How Render and Wait waits: its pauses, what it tolerates, when it gives up. Time is skipped, sockets are real. */
import { pauseMs } from '../../nodes/CapcutRender/shared/waiting';
import { startAgentStandIn, type AgentStandIn } from '../support/agentStandIn';
import { startHostedService, type HostedService, type Step } from '../support/hostedService';
import type { Reply } from '../support/localServer';
import { runNode, type NodeRun } from '../support/n8n';
import { withTimeSkipped } from '../support/skippedTime';

const DRAFT = '202611230825423431defd01';
const HTML_502: Reply = { status: 502, bytes: '<html>502 Bad Gateway</html>' };

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	await Promise.all(closing.map((close) => close()));
	closing = [];
});

const hosted = async (steps: readonly Step[]): Promise<HostedService> => {
	const service = await startHostedService({ drafts: [DRAFT], steps });
	closing.push(service.close);
	return service;
};

const agent = async (renderMs: number): Promise<AgentStandIn> => {
	const service = await startAgentStandIn({ drafts: { [DRAFT]: 'completed' }, renderMs });
	closing.push(service.close);
	return service;
};

const renderAndWait = (service: HostedService | AgentStandIn, waitMinutes = 60): Promise<NodeRun> =>
	withTimeSkipped(() =>
		runNode({
			credential: { baseUrl: service.origin },
			parameters: { operation: 'renderAndWait', draftUrl: service.draftUrl(DRAFT), waitMinutes },
		}),
	);

const polls = (service: HostedService | AgentStandIn) =>
	service.requests.filter(({ path }) => path.endsWith('/gen_video_status'));

/** Whole tenths of seconds between the polls. */
const gaps = (service: HostedService): readonly number[] =>
	polls(service)
		.map(({ at }) => at)
		.map((at, i, all) => Math.round((at - (all[i - 1] ?? at)) / 100) / 10)
		.slice(1);

describe('pauseMs', () => {
	const told = { polls: 1, spentMs: 0, remainingMs: 1e9 };

	it('takes off what the question itself took, and never passes the time limit', () => {
		expect(pauseMs({ ...told, spentMs: 1500 })).toBe(500);
		expect(pauseMs({ ...told, spentMs: 20_000 })).toBe(0);
		expect(pauseMs({ ...told, polls: 9, remainingMs: 700 })).toBe(700);
	});

	it('follows what the service wishes, between 2 and 15 seconds', () => {
		expect(pauseMs({ ...told, polls: 9, wishedSeconds: 3 })).toBe(3000);
		expect(pauseMs({ ...told, wishedSeconds: 0 })).toBe(2000);
		expect(pauseMs({ ...told, wishedSeconds: 600 })).toBe(15_000);
	});
});

describe('Render and Wait', () => {
	it('asks the hosted service in pauses that grow from 2 to 15 seconds', async () => {
		const service = await hosted([0, 10, 20, 30, 40, 50, 70, 95, 'completed']);
		const { error, items } = await renderAndWait(service);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ status: 'completed', progress: 100 });
		expect(gaps(service)).toEqual([2, 3, 4.5, 6.8, 10.1, 15, 15, 15]);
		expect(polls(service)[0]?.body).toEqual({ draft_url: service.draftUrl(DRAFT) });
	});

	it('waits for the address when the hosted service says completed too early', async () => {
		const { items } = await renderAndWait(await hosted([95, 'early', 'early', 'completed']));
		expect(items[0]?.json['video_url']).toMatch(/\.mp4/);
	});

	it('says so when a completed job never gets an address', async () => {
		const { error } = await renderAndWait(await hosted(['early']));
		expect(error?.message).toMatch(/^The render is completed, but the service gives no address/);
	});

	it('lets our agent hold the answer and needs one question for a short render', async () => {
		const service = await agent(9_000);
		const { error, items } = await renderAndWait(service);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ job_id: 'j_0001', status: 'completed' });
		expect(polls(service).map(({ body }) => body)).toEqual([
			{ job_id: 'j_0001', wait_seconds: 20 },
		]);
	});

	it('lives through pages of proxies, 429, 503, lost connections, and counts them', async () => {
		const service = await hosted([40, 70, 'completed']);
		service.interfere(
			'gen_video_status',
			HTML_502,
			{ hangUp: true },
			{ status: 429, json: { code: 2912, message: 'Too many' }, headers: { 'retry-after': '9' } },
			{ status: 503, json: { code: 2905, message: 'Busy' } },
		);
		const { error, items } = await renderAndWait(service);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ status: 'completed', failed_polls: 4 });
		expect(gaps(service)[2]).toBe(9);
	});

	it('gives up after five minutes without a usable answer, and says how often it tried', async () => {
		const service = await hosted([40]);
		service.interfere('gen_video_status', ...Array<Reply>(100).fill(HTML_502));
		const { error } = await renderAndWait(service);
		expect(error?.message).toMatch(
			/^The status could not be read \d+ times in a row; last: .* answered HTTP 502 .*\(http:.*draft_id=.*\): /,
		);
		const [first, last] = [polls(service)[0], polls(service).at(-1)];
		expect(((last?.at ?? 0) - (first?.at ?? 0)) / 60_000).toBeCloseTo(5, 0);
	});

	it('stops at once when the service no longer knows the job', async () => {
		const service = await hosted([40]);
		service.interfere('gen_video_status', {
			json: { code: 2031, message: 'Video generation task not found' },
		});
		const { error } = await renderAndWait(service);
		expect(error?.message).toMatch(/^Video generation task not found .* Submit the draft first/);
		expect(polls(service)).toHaveLength(1);
	});

	it('says at the time limit that the job goes on and how to look it up', async () => {
		const forHosted = await hosted([40]);
		const run = await renderAndWait(forHosted, 2);
		expect(run.error?.message).toMatch(
			/^The render is not finished after 2 minutes and still runs \(processing, 40 %\) \(http.*\): Look it up later with Get Status and the draft URL, or raise Wait at Most\.$/,
		);
		const spent = (polls(forHosted).at(-1)?.at ?? 0) - (polls(forHosted)[0]?.at ?? 0);
		expect(spent / 1000).toBeCloseTo(120, 0);
		const ours = await renderAndWait(await agent(1e9), 0.1);
		expect(ours.error?.message).toContain('after 0.1 minutes');
		expect(ours.error?.message).toContain('Get Status and job ID j_0001');
	});

	it('does not say at the time limit that the job still runs when nobody answers any more', async () => {
		const service = await hosted([40]);
		service.interfere('gen_video_status', ...Array<Reply>(100).fill(HTML_502));
		const { error } = await renderAndWait(service, 1);
		expect(error?.message).toMatch(
			/^The status could not be read \d+ times in a row; last: .*HTTP 502/,
		);
		expect(error?.message).not.toContain('still runs');
	});

	it('stops asking when the workflow is stopped', async () => {
		const service = await hosted([40]);
		const { status } = await withTimeSkipped(() =>
			runNode({
				credential: { baseUrl: service.origin },
				parameters: { operation: 'renderAndWait', draftUrl: service.draftUrl(DRAFT) },
				onStarted: (stop) => setTimeout(stop, 30_000),
			}),
		);
		const asked = polls(service).length;
		await new Promise((next) => setTimeout(next, 100));
		expect(status).toBe('canceled');
		expect(asked).toBeLessThan(8);
		expect(polls(service)).toHaveLength(asked);
	});
});
