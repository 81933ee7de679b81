import { jobOptions } from '../../../render-agent/src/jobs/job';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { draftUrl, startAgent, type TestAgent, until } from '../../support/agent';

describe('a job on a full disk', () => {
	let agent: TestAgent;
	beforeEach(async () => {
		agent = await startAgent();
	});
	afterEach(() => agent.close());

	it('ends when there is room to write its end, and not before', async () => {
		const asked = { draft: draftUrl(), options: jobOptions.parse({}), owner: '' };
		const rest = { base: 'http://agent.example', warnings: [], idempotencyKey: undefined };
		const { id } = (await agent.jobs.submit({ ...asked, ...rest })).job;
		const full = Object.assign(new Error('database or disk is full'), { errcode: 13 });
		const fail = jest.spyOn(agent.store, 'fail').mockImplementation(() => {
			throw full;
		});
		(await agent.renderer.held(0)).fail(new AgentError('MEDIA_BROKEN'));
		await until(() => fail.mock.calls.length > 0);
		await agent.clock.advance(1_000);
		expect(agent.jobs.status({ id }, 'everybody')).toMatchObject({ failure: null });
		fail.mockRestore();
		// Twice as late as the time before.
		await agent.clock.advance(2_000);
		expect(agent.jobs.status({ id }, 'everybody')).toMatchObject({
			state: 'failed',
			failure: { code: 'MEDIA_BROKEN' },
		});
	});
});
