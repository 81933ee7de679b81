/** n8n's editor in a real browser, used as a person uses it. With `N8N_PICTURES` its pictures go to the docs. */
import { submit } from '../support/agentProcess';
import { CREDENTIALS } from '../support/n8nWorkflows';
import type { World } from './world';

/** The workflow files: id, name of the picture, one of the nodes. */
const IMPORTED = [
	['capcutOneDraft01', 'one-draft', 'CapCut Render'],
	['capcutSheetRows1', 'sheet-rows', 'Read the Rows'],
	['capcutApproval01', 'approval', 'Draw the Storyboard'],
	['capcutBatchLimit', 'batch-with-limit', 'Three at a Time'],
	['capcutFailures01', 'failures', 'What to Tell'],
	['capcutAiAgent001', 'ai-agent', 'Render a Draft'],
] as const;

/** Describes what a person sees. */
export const describeEditor = (world: () => World): void => {
	/** What n8n answers its editor that fills a list of the node. */
	const listed = (kind: string, what: object): Promise<unknown> =>
		world().n8n.rest('POST', `/dynamic-node-parameters/${kind}`, {
			nodeTypeAndVersion: { name: 'n8n-nodes-capcut-render.capcutRender', version: 1 },
			credentials: { capCutRenderApi: CREDENTIALS.capCutRenderApi },
			...what,
		});

	describe('the editor', () => {
		it('tests the credential, finds the node, runs it and shows the video', async () => {
			const { editor, agent, fresh } = world();
			expect(await editor.makeCredential(agent().url)).toBe('Connection tested successfully');
			expect(await editor.render(fresh())).toContain(`${agent().url}/videos/`);
		});

		it('offers the jobs of the agent where a job is chosen, and its targets', async () => {
			const jobId = await submit(world().agent(), world().fresh());
			const jobs = (await listed('resource-locator-results', {
				path: 'parameters.jobId',
				methodName: 'searchJobs',
				currentNodeParameters: { resource: 'video', operation: 'getStatus', lookUpBy: 'jobId' },
			})) as { readonly results: readonly { readonly value: string }[] };
			expect(jobs.results[0]?.value).toBe(jobId);
			const targets = await listed('options', {
				path: 'parameters.options.deliver',
				methodName: 'getTargets',
				currentNodeParameters: { resource: 'video', operation: 'submit' },
			});
			expect(targets).toEqual([expect.objectContaining({ value: 'none' })]);
		});

		it.each(IMPORTED)('shows the imported %s', async (id, name, node) => {
			expect(await world().editor.open(id, name)).toContain(node);
		});
	});
};
