/** No workflow is left hanging: whatever is lost on the way, the execution ends with an output or an error that says what to do. */
import { ask } from '../support/agent';
import { endOf, jobOf, waitFor } from '../support/agentProcess';
import { freePort } from '../support/freePort';
import {
	endAbout,
	type Execution,
	executionAbout,
	executionOf,
	executionsOf,
	outputOf,
	sleepAbout,
} from '../support/n8nExecutions';
import { PATIENCE_MS } from '../support/n8nProduct';
import type { World } from './world';

const NODE = 'CapCut Render';

/** Describes both ways of waiting when something is lost. */
export const describeHanging = (world: () => World): void => {
	const start = async (workflow: string, body: object): Promise<void> => {
		const answer = await world().n8n.call(workflow, body);
		expect(answer.status).toBe(200);
	};
	const cancel = (jobId: unknown): Promise<unknown> =>
		ask(world().agent(), `/v1/jobs/${String(jobId)}/cancel`, { method: 'POST' });
	/** The job of a draft once it renders. */
	const rendering = (draft_url: string): Promise<string> =>
		waitFor(
			'a first frame',
			async () => {
				const { body } = await ask(world().agent(), '/v1/jobs?limit=10');
				const job = body.items.find((one) => one.draft_url === draft_url);
				return job && Number(job.frames_done) > 0 ? job.job_id : undefined;
			},
			PATIENCE_MS,
		);
	const end = (workflow: string, text: string): Promise<Execution> =>
		endAbout(world().n8n, workflow, text);
	const killAgent = async (): Promise<void> => {
		await world().agent().kill();
	};

	describe('an execution that asks', () => {
		it('fails at once when the agent is down, saying how to start it', async () => {
			const draft_url = world().fresh();
			await killAgent();
			await start('asking', { draft_url });
			const { status, error } = await end('asking', draft_url);
			await world().restartAgent();
			expect(status).toBe('error');
			expect(error).toMatch(/^The render agent at .* does not answer.*: Start it with/);
		});

		it('goes on when the agent was killed in the middle and came back', async () => {
			const draft_url = world().slow();
			await start('asking', { draft_url });
			const job_id = await rendering(draft_url);
			await killAgent();
			await world().restartAgent();
			const done = await end('asking', draft_url);
			expect(outputOf(done, NODE)).toMatchObject({ job_id, status: 'completed', progress: 100 });
		});

		it('fails at its time limit when the agent does not come back, saying so', async () => {
			const draft_url = world().endless();
			await start('asking', { draft_url, minutes: 0.1 });
			const job_id = await rendering(draft_url);
			await killAgent();
			const { status, error } = await end('asking', draft_url);
			await world().restartAgent();
			await cancel(job_id);
			expect(status).toBe('error');
			expect(error).toMatch(/does not answer.*: Start it with .*/);
			expect(error).toContain(draft_url);
		});

		it('fails at its time limit when the render takes longer, saying how to look it up', async () => {
			const draft_url = world().endless();
			await start('asking', { draft_url, minutes: 0.05 });
			const { status, error } = await end('asking', draft_url);
			expect(status).toBe('error');
			expect(error).toMatch(
				/^The render is not finished after 0\.05 minutes and still runs.*Get Status and job ID j_/,
			);
			await cancel(/job ID (j_\w+)/.exec(error ?? '')?.[1]);
		});

		it('fails when its job is cancelled, saying what to do', async () => {
			const draft_url = world().endless();
			await start('asking', { draft_url });
			await cancel(await rendering(draft_url));
			const { status, error } = await end('asking', draft_url);
			expect(status).toBe('error');
			expect(error).toMatch(/^The job was cancelled.*: Submit the draft again/);
		});
	});

	describe('an execution that sleeps', () => {
		it('fails at once when the agent is down, saying how to start it', async () => {
			const draft_url = world().fresh();
			await killAgent();
			await start('suspended', { draft_url });
			const { status, error } = await end('suspended', draft_url);
			await world().restartAgent();
			expect(status).toBe('error');
			expect(error).toMatch(/^The render agent at .* does not answer.*: Start it with/);
		});

		it('goes on when the agent was killed in the middle and came back', async () => {
			const draft_url = world().slow();
			await start('suspended', { draft_url });
			const { job_id } = outputOf(await sleepAbout(world().n8n, 'suspended', draft_url), NODE);
			await rendering(draft_url);
			await killAgent();
			await world().restartAgent();
			const done = outputOf(await end('suspended', draft_url), NODE);
			expect(done).toMatchObject({ job_id, status: 'completed', progress: 100 });
			expect((await fetch(String(done['video_url']))).status).toBe(200);
		});

		it('comes out when its job is cancelled, saying what to do', async () => {
			const draft_url = world().endless();
			await start('suspended', { draft_url });
			const { job_id } = outputOf(await sleepAbout(world().n8n, 'suspended', draft_url), NODE);
			await cancel(job_id);
			const done = outputOf(await end('suspended', draft_url), NODE);
			expect(done['error']).toMatch(/^The job was cancelled.*: Submit the draft again/);
			expect(done['details']).toMatchObject({ error_code: 'CANCELLED', job_id });
		});

		it('comes out at its time limit when the callback is lost or the agent gone, saying what to do', async () => {
			const { n8n, agent, fresh, endless } = world();
			const [lost, gone] = [fresh(), endless()];
			const nobody = `http://127.0.0.1:${String(await freePort())}`;
			await start('suspended', { draft_url: lost, minutes: 0.1, n8n_address: nobody });
			const { job_id } = outputOf(await sleepAbout(n8n, 'suspended', lost), NODE);
			await endOf(agent(), String(job_id));
			await start('suspended', { draft_url: gone, minutes: 0.1 });
			const started = outputOf(await sleepAbout(n8n, 'suspended', gone), NODE);
			await killAgent();
			const ends = [await end('suspended', lost), await end('suspended', gone)];
			await world().restartAgent();
			for (const [execution, job] of [
				[ends[0], job_id],
				[ends[1], started['job_id']],
			] as const) {
				const done = execution && outputOf(execution, NODE);
				expect(done).toMatchObject({ timed_out: true, job_id: job });
				expect(done?.['error']).toMatch(
					/has not called back within 0\.1 minutes.*Get Status and job ID j_/,
				);
			}
			expect(await jobOf(world().agent(), String(job_id))).toMatchObject({ status: 'completed' });
			await cancel(started['job_id']);
		});
	});

	describe('when n8n itself is killed and started again', () => {
		it('what slept goes on, though its job ended meanwhile; what asked is ended by n8n, which says so', async () => {
			const { n8n, agent, fresh, endless } = world();
			const [asking, sleeping] = [endless(), fresh()];
			await start('asking', { draft_url: asking });
			const askingJob = await rendering(asking);
			const running = (await executionsOf(n8n, 'asking')).find(
				({ status }) => status === 'running',
			);
			await start('suspended', { draft_url: sleeping });
			const { job_id } = outputOf(await sleepAbout(n8n, 'suspended', sleeping), NODE);
			await n8n.kill();
			await cancel(askingJob);
			await endOf(agent(), String(job_id));
			await n8n.start();
			const done = outputOf(await end('suspended', sleeping), NODE);
			expect(done).toMatchObject({ draft_url: sleeping, status: 'completed' });
			const ended = await executionOf(n8n, running?.id ?? '');
			expect(ended.status).toBe('crashed');
			const { text } = await ask(agent(), '/v1/webhooks');
			expect(text.match(/wh_\w+/g)).toHaveLength(1);
			expect(
				await executionAbout(n8n, 'told', { text: String(job_id), states: ['success'] }),
			).toBeDefined();
		});
	});
};
