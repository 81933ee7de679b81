import { ask, until } from '../../support/agent';
import { eachLender, MP4 } from '../../support/lender';
import { REPORT, workerAt } from '../../support/workerCalls';

const lender = eachLender();

describe('a lease', () => {
	it('lapses when its worker is not heard, and everything under it is refused', async () => {
		const other = await workerAt(lender.agent, 'other');
		const id = await lender.submit();
		const old = await lender.taken();
		await lender.worker.beat(old);
		await lender.agent.clock.advance(121_000);
		expect((await lender.statusOf(id)).status).toBe('pending');
		const fresh = await lender.taken(other);
		for (const answer of [
			await lender.worker.beat(old),
			await lender.worker.send(old, 'video', MP4),
			await lender.worker.done(old, MP4),
			await lender.worker.call(`/jobs/${id}/failed`, {
				fence: old.fence,
				failure: { code: 'RENDER_FAILED', hint: {} },
			}),
			await lender.worker.call(`/jobs/${id}/back`, { fence: old.fence }),
			await lender.worker.call(`/jobs/${id}/draft?fence=${old.fence}`),
		])
			expect(answer).toMatchObject({ status: 409, body: { error_code: 'LEASE_LOST' } });
		await lender.handIn(fresh, other);
		expect((await lender.endOf(id)).status).toBe('completed');
		expect(lender.agent.store.history(id).map(({ state }) => state)).toEqual([
			...['queued', 'fetching', 'queued', 'fetching', 'delivering', 'completed'].flatMap((state) =>
				state === 'delivering' ? ['rendering', 'delivering'] : [state],
			),
		]);
	});

	it('is of one worker: another one with the right numbers is refused', async () => {
		const other = await workerAt(lender.agent, 'other');
		const id = await lender.submit();
		const job = await lender.taken();
		expect((await other.beat(job)).body.error_code).toBe('LEASE_LOST');
		expect((await other.call(`/jobs/${id}/draft?fence=${job.fence}`)).body.error_code).toBe(
			'LEASE_LOST',
		);
		expect((await lender.worker.beat(job)).status).toBe(200);
	});

	it('is renewed by heartbeats, however long the job takes', async () => {
		const id = await lender.submit({}, 2);
		const job = await lender.taken();
		for (let turn = 0; turn < 5; turn += 1) {
			await lender.agent.clock.advance(100_000);
			expect((await lender.worker.beat(job)).status).toBe(200);
		}
		expect((await lender.statusOf(id)).status).toBe('processing');
	});

	it('of a job that brings its worker down again and again ends with the tenth run', async () => {
		const id = await lender.submit();
		let runs = 0;
		for (let turn = 0; turn < 60 && (await lender.statusOf(id)).status !== 'failed'; turn += 1)
			if (await lender.worker.take()) runs += 1;
		expect(await lender.endOf(id)).toMatchObject({ status: 'failed', error_code: 'RENDER_FAILED' });
		expect(runs).toBe(10);
	});

	it('tells a worker that its job was cancelled', async () => {
		const id = await lender.submit();
		const job = await lender.taken();
		await ask(lender.agent, `/v1/jobs/${id}/cancel`, { body: {} });
		expect(await lender.worker.beat(job)).toMatchObject({
			status: 409,
			body: { error_code: 'CANCELLED' },
		});
		await until(() => lender.workFolders().length === 0);
		expect(lender.workFolders()).toEqual([]);
	});

	it('ends with the time limit of the job', async () => {
		const id = await lender.submit({ time_limit_seconds: 30 });
		const job = await lender.taken();
		await lender.worker.beat(job);
		await lender.agent.clock.advance(31_000);
		expect(await lender.endOf(id)).toMatchObject({ error_code: 'TIMED_OUT' });
		expect((await lender.worker.beat(job)).body.error_code).toBe('LEASE_LOST');
	});
});

describe('a gateway that ends in the middle', () => {
	const again = async (end: 'stop' | 'vanish'): Promise<void> => {
		const { folder, clock } = lender.agent;
		await lender.agent[end]();
		await lender.start({ folder, clock, starts: false }, lender.worker);
		lender.agent.store.disown(clock.now() + 120_000);
		lender.agent.jobs.start();
	};

	it.each(['stop', 'vanish'] as const)(
		'(%s) goes on with the same lease after the next start: nothing is rendered again',
		async (end) => {
			const id = await lender.submit();
			const job = await lender.taken();
			await until(async () => {
				await lender.worker.beat(job, { started: ['render'] });
				return lender.agent.store.find(id)?.state === 'rendering';
			});
			await lender.worker.send(job, 'video', { bytes: MP4, upTo: 300 });
			await again(end);
			expect((await lender.worker.beat(job)).status).toBe(200);
			expect(lender.agent.store.find(id)).toMatchObject({ state: 'rendering', fence: job.fence });
			const { body } = await lender.worker.call(`/jobs/${id}/results/video?fence=${job.fence}`);
			expect(body.bytes).toBe(300);
			await lender.worker.send(job, 'video', { bytes: MP4, offset: 300 });
			await lender.worker.send(job, 'report', REPORT);
			expect((await lender.worker.done(job, MP4)).status).toBe(200);
			expect((await lender.endOf(id)).status).toBe('completed');
			expect(lender.agent.store.find(id)?.attempts).toBe(1);
		},
	);
});
