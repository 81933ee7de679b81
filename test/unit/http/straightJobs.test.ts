import { readdirSync } from 'node:fs';
import type { DeliveryTarget } from '../../../render-agent/src/deliver/target';
import { eachLender, MP4 } from '../../support/lender';
import { REPORT } from '../../support/workerCalls';

const lender = eachLender();

describe('a worker that delivers itself', () => {
	const store: DeliveryTarget = {
		name: 'oss',
		put: () => Promise.resolve({ url: 'https://never.example/' }),
	};

	it('tells where, and the agent keeps no file', async () => {
		await lender.agent.close();
		await lender.start({ targets: [store] });
		const id = await lender.submit();
		const job = await lender.taken();
		expect(job.targets).toEqual(['oss']);
		await lender.worker.send(job, 'report', REPORT);
		const delivered = [{ target: 'oss', url: 'https://cdn.example/v.mp4', files: [] }];
		expect((await lender.worker.done(job, MP4, { delivered })).status).toBe(200);
		const ended = await lender.endOf(id);
		expect(ended).toMatchObject({
			status: 'completed',
			video_url: 'https://cdn.example/v.mp4',
			video_bytes: MP4.length,
			delivery: [{ target: 'oss', state: 'done', url: 'https://cdn.example/v.mp4' }],
		});
		expect(readdirSync(lender.agent.folder)).not.toContain('videos');
	});

	const refusedWith = async (
		delivered: readonly object[],
		more: { readonly asked?: object; readonly told?: object } = {},
	) => {
		await lender.agent.close();
		await lender.start({ targets: [store] });
		const id = await lender.submit(more.asked);
		const job = await lender.taken();
		await lender.worker.send(job, 'report', REPORT);
		const { body } = await lender.worker.done(job, MP4, { delivered, ...more.told });
		return { ...body, job, status: await lender.statusOf(id) };
	};
	const there = { target: 'oss', url: 'https://cdn.example/v.mp4', files: [] };

	it.each([
		['nowhere', []],
		['to a target that the job does not have', [there, { ...there, target: 'mine' }]],
		['twice to one target', [there, there]],
		['to a script', [{ ...there, url: 'javascript:alert(1)' }]],
		['to a path', [{ ...there, url: '/home/me/v.mp4' }]],
		[
			'with captions at a script',
			[{ ...there, files: [{ kind: 'captions', url: 'javascript:alert(1)' }] }],
		],
	])('is refused when it has put the video %s', async (_, delivered) => {
		const { error_code, status } = await refusedWith(delivered);
		expect(error_code).toBe('REQUEST_INVALID');
		expect(status).toMatchObject({ status: 'processing', video_url: '' });
	});

	it('is refused when the job stays with the agent, and was told so', async () => {
		const { error_code, detail, job } = await refusedWith([there], { asked: { deliver: [] } });
		expect(job).toMatchObject({ targets: [], may_go_straight: false });
		expect(error_code).toBe('REQUEST_INVALID');
		expect(detail).toContain('has to be handed over');
	});

	it('is refused with a length that its frames do not have', async () => {
		const told = { frames: 999_999, duration_us: 9_000_000_000_000 };
		const { error_code, job } = await refusedWith([there], { told });
		expect(error_code).toBe('ENCODE_FAILED');
		expect((await lender.endOf(job.job_id)).status).toBe('failed');
	});

	it('to where nobody else gets leaves the job without an address', async () => {
		await lender.agent.close();
		await lender.start();
		const id = await lender.submit();
		const job = await lender.taken();
		expect(job).toMatchObject({ targets: [], may_go_straight: true });
		await lender.worker.send(job, 'report', REPORT);
		const delivered = [{ target: 'disk', url: null, files: [] }];
		expect((await lender.worker.done(job, MP4, { delivered })).status).toBe(200);
		expect(await lender.endOf(id)).toMatchObject({
			status: 'completed',
			video_url: '',
			delivery: [{ target: 'disk', state: 'done', url: null }],
		});
	});

	it('is refused when it leaves a target of the job out', async () => {
		await lender.agent.close();
		await lender.start({ targets: [store] });
		await lender.submit();
		const job = await lender.taken();
		await lender.worker.send(job, 'report', REPORT);
		const delivered = [{ target: 'mine', url: 'https://cdn.example/v.mp4', files: [] }];
		const refused = await lender.worker.done(job, MP4, { delivered });
		expect(refused.body).toMatchObject({ error_code: 'REQUEST_INVALID' });
		expect(refused.body.detail).toContain('oss');
	});
});
