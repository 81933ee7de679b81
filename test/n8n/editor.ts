/** n8n's editor in a real browser, used as a person uses it. With `N8N_PICTURES` its pictures go to the docs. */
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
	describe('the editor', () => {
		it('tests the credential, finds the node, runs it and shows the video', async () => {
			const { editor, agent, fresh } = world();
			expect(await editor.makeCredential(agent().url)).toBe('Connection tested successfully');
			expect(await editor.render(fresh())).toContain(`${agent().url}/videos/`);
		});

		it.each(IMPORTED)('shows the imported %s', async (id, name, node) => {
			expect(await world().editor.open(id, name)).toContain(node);
		});
	});
};
