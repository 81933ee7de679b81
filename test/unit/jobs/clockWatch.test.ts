import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { leapOf } from '../../../render-agent/src/jobs/clockWatch';
import { API, ask, draftUrl, startAgent, type TestAgent, until } from '../../support/agent';
import { createFakeRenderer } from '../../support/fakeRenderer';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SIX_HOURS = { RENDER_AGENT_RETENTION_DAYS: '0.25' };

describe('a leap of the clock', () => {
	it.each([
		['a second that was one', { clock: 1_000, ticked: 1_000, asleep: DAY }, 0],
		['a clock that is steered', { clock: 1_020, ticked: 1_000, asleep: DAY }, 0],
		['a night of sleep', { clock: 8 * HOUR, ticked: 1_000, asleep: DAY }, 0],
		['a year', { clock: 365 * DAY, ticked: 1_000, asleep: DAY }, 364 * DAY - 1_000],
		['back by a year', { clock: -365 * DAY, ticked: 1_000, asleep: DAY }, -365 * DAY - 1_000],
	])('%s', (_what, gone, leap) => {
		expect(leapOf(gone)).toBe(leap);
	});
});

describe('a finished video', () => {
	let agent: TestAgent;
	let drafts = 0;
	beforeEach(async () => {
		agent = await startAgent({ renderer: createFakeRenderer(true), environment: SIX_HOURS });
	});
	afterEach(() => agent.close());

	const finished = async (): Promise<string> => {
		const body = { draft_url: draftUrl((drafts += 1)) };
		const { job_id } = (await ask(agent, `${API}/gen_video`, { body })).body;
		await until(() => agent.store.find(job_id)?.state === 'completed');
		return job_id;
	};
	const kept = (): readonly string[] =>
		readdirSync(join(agent.folder, 'videos')).map((name) => name.split('.')[0] ?? '');
	/** Lets time go by, an upkeep at the end of it. */
	const live = async (milliseconds: number): Promise<void> => {
		await agent.clock.advance(milliseconds);
		await new Promise((resolve) => setTimeout(resolve, 50));
	};

	it('is not old because the clock was put forward; it is when its days have gone by', async () => {
		const id = await finished();
		await live(HOUR);
		agent.clock.jump(365 * DAY);
		await live(2 * HOUR);
		expect(kept()).toEqual([id]);
		const later = await finished();
		await live(4 * HOUR);
		expect(kept()).toEqual([later]);
		await live(4 * HOUR);
		expect(kept()).toEqual([]);
	});

	it('is not old because the clock was back for a while, as after a start without a battery', async () => {
		const id = await finished();
		agent.clock.jump(-20_000 * DAY);
		await live(HOUR);
		agent.clock.jump(20_000 * DAY);
		await live(HOUR);
		expect(kept()).toEqual([id]);
		await live(6 * HOUR);
		expect(kept()).toEqual([]);
	});

	it('is not old because the clock was put forward while no agent ran', async () => {
		const id = await finished();
		await live(HOUR);
		await agent.stop();
		agent.clock.jump(365 * DAY);
		agent = await startAgent({
			...{ folder: agent.folder, clock: agent.clock, environment: SIX_HOURS },
		});
		await live(2 * HOUR);
		expect(kept()).toEqual([id]);
		await live(5 * HOUR);
		expect(kept()).toEqual([]);
	});
});

describe('a callback', () => {
	it('that was put off by a clock that was ahead is due when the clock is right again', async () => {
		const agent = await startAgent({ renderer: createFakeRenderer(true) });
		agent.clock.jump(365 * DAY);
		const body = { draft_url: draftUrl(), callback_url: 'https://n8n.example/hook' };
		const { job_id } = (await ask(agent, `${API}/gen_video`, { body })).body;
		await until(() => agent.store.find(job_id)?.state === 'completed');
		const [message] = agent.outbox.due(agent.clock.now(), 10);
		agent.outbox.failed(message?.id ?? '', 'HTTP 500', agent.clock.now() + 10_000);
		expect(agent.outbox.due(agent.clock.now(), 10)).toEqual([]);
		agent.clock.jump(-365 * DAY);
		expect(agent.outbox.due(agent.clock.now(), 10)).toHaveLength(1);
		await agent.close();
	});
});
