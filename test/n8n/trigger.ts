/** CapCut Render Trigger in the real n8n: what starts it, what does not, and what is left when it is switched off. */
import { ask } from '../support/agent';
import { endOf, submit, waitFor } from '../support/agentProcess';
import { endAbout, executionsOf, outputOf } from '../support/n8nExecutions';
import { PATIENCE_MS } from '../support/n8nProduct';
import type { World } from './world';

interface Webhook {
	readonly webhook_id: string;
	readonly url: string;
}

const webhooksOf = async (world: World): Promise<readonly Webhook[]> => {
	const { body } = await ask(world.agent(), '/v1/webhooks');
	return body.items as unknown as readonly Webhook[];
};

/** Describes the trigger. */
export const describeTrigger = (world: () => World): void => {
	const toldAbout = async (jobId: string) =>
		outputOf(await endAbout(world().n8n, 'told', jobId), 'CapCut Render Trigger');

	describe('the trigger', () => {
		it('starts its workflow for a finished job', async () => {
			const draft_url = world().fresh();
			const jobId = await submit(world().agent(), draft_url);
			await endOf(world().agent(), jobId);
			expect(await toldAbout(jobId)).toMatchObject({
				event: 'job.completed',
				status: 'completed',
				draft_url,
			});
		});

		it('starts its workflow for a job that came to nothing, with what to do', async () => {
			const jobId = await submit(world().agent(), world().endless());
			await ask(world().agent(), `/v1/jobs/${jobId}/cancel`, { method: 'POST' });
			const told = await toldAbout(jobId);
			expect(told).toMatchObject({ event: 'job.failed', error_code: 'CANCELLED' });
			expect(told['hint']).toMatch(/^Submit the draft again/);
		});

		it('refuses a call that the agent has not signed', async () => {
			const [webhook] = await webhooksOf(world());
			const before = (await executionsOf(world().n8n, 'told')).length;
			const forged = await fetch(webhook?.url ?? '', {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ type: 'job.completed', data: { job_id: 'j_forged' } }),
			});
			expect(forged.status).toBe(401);
			expect(await forged.json()).toEqual({ message: 'The signature of the call is wrong' });
			expect((await executionsOf(world().n8n, 'told')).length).toBe(before);
		});

		it('is removed from the agent when its workflow is switched off, and comes back with it', async () => {
			const { n8n } = world();
			await n8n.rest('POST', '/workflows/told/deactivate', {});
			await waitFor(
				'the end of the webhook',
				async () => ((await webhooksOf(world())).length === 0 ? true : undefined),
				PATIENCE_MS,
			);
			await n8n.publish('told');
			expect(await webhooksOf(world())).toHaveLength(1);
		});

		it('is not switched on by an agent that is away, and the reason is said', async () => {
			const { n8n } = world();
			await n8n.rest('POST', '/workflows/told/deactivate', {});
			await world().agent().kill();
			await expect(n8n.publish('told')).rejects.toThrow(
				/The render agent at .* does not answer.*: Start it with/,
			);
			await world().restartAgent();
			await n8n.publish('told');
			expect(await webhooksOf(world())).toHaveLength(1);
		});
	});
};
