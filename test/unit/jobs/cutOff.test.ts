import { jobOptions } from '../../../render-agent/src/jobs/job';
import { draftUrl, startAgent, type TestAgent } from '../../support/agent';

describe('a job whose runs are cut off', () => {
	let agent: TestAgent;
	beforeEach(async () => {
		agent = await startAgent({ starts: false });
	});
	afterEach(() => agent.close());

	const submit = async (draft = 1): Promise<string> => {
		const asked = { draft: draftUrl(draft), options: jobOptions.parse({}), owner: '' };
		const rest = { base: 'http://agent.example', warnings: [], idempotencyKey: undefined };
		return (await agent.jobs.submit({ ...asked, ...rest })).job.id;
	};
	const statusOf = (id: string) => agent.jobs.status({ id }, 'everybody');

	/** A run that gets so far and is cut off; gives whose it was. */
	const cutOff = async (progress = 0): Promise<string | undefined> => {
		const { clock, store } = agent;
		const claimed = store.claim(clock.now(), clock.now() + 10);
		const rest = { framesDone: null, framesTotal: null, etaSeconds: null };
		if (claimed) store.note(claimed, { phase: 'render', progress, ...rest });
		await clock.advance(20);
		store.recover(clock.now(), 10);
		return claimed?.id;
	};

	it('goes on while one run or another gets further, and fails when ten have not', async () => {
		const id = await submit();
		for (let run = 1; run <= 60; run += 1) await cutOff(Math.floor(run / 2));
		expect(statusOf(id)).toMatchObject({ state: 'queued', progress: 30 });
		for (let run = 0; run < 10; run += 1) await cutOff(30);
		expect(statusOf(id)).toMatchObject({ state: 'failed', failure: { code: 'RENDER_FAILED' } });
	});

	it('keeps its turn after two of them, and lets the others go first after more', async () => {
		const first = await submit(1);
		const second = await submit(2);
		const places = () => [first, second].map((id) => agent.store.position(statusOf(id)));
		expect([await cutOff(), await cutOff(), places()]).toEqual([first, first, [1, 2]]);
		expect([await cutOff(), places()]).toEqual([first, [2, 1]]);
		expect([await cutOff(), await cutOff(), await cutOff()]).toEqual([second, second, second]);
		expect([await cutOff(), await cutOff()]).toEqual([first, second]);
	});
});
