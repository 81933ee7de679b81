/** Workflows of the tests of the real n8n, as n8n imports them. */

/** The credentials that the workflow files of the docs name. */
export const CREDENTIALS = {
	capCutRenderApi: { id: 'capcutRenderApi1', name: 'CapCut Render' },
	openAiApi: { id: 'openAiApi1', name: 'OpenAI' },
} as const;
const MAIN = 'main';

const nodeOf = (name: string, type: string, parameters: object) => ({
	id: `${name.toLowerCase().replaceAll(' ', '-')}-0001`,
	name,
	type,
	typeVersion: type.includes('webhook') ? 2 : 1,
	position: [0, 0],
	parameters,
	webhookId: `hook-${name.toLowerCase().replaceAll(' ', '-')}`,
	...(type.includes('capcut') && {
		credentials: { capCutRenderApi: CREDENTIALS.capCutRenderApi },
	}),
});

const workflowOf = (id: string, nodes: readonly { readonly name: string }[]) => ({
	id,
	name: id,
	active: false,
	settings: {},
	nodes,
	connections: Object.fromEntries(
		nodes
			.slice(1)
			.map(({ name }, index) => [
				nodes[index]?.name ?? '',
				{ [MAIN]: [[{ node: name, type: MAIN, index: 0 }]] },
			]),
	),
});

/** A webhook of the workflow's name, then Render and Wait. What is posted may say `minutes`. */
export const waitingWorkflow = (id: string, parameters: object) =>
	workflowOf(id, [
		nodeOf('Webhook', 'n8n-nodes-base.webhook', {
			httpMethod: 'POST',
			path: id,
			responseMode: 'onReceived',
		}),
		nodeOf('CapCut Render', 'n8n-nodes-capcut-render.capcutRender', {
			resource: 'video',
			operation: 'renderAndWait',
			draftUrl: { __rl: true, mode: 'url', value: '={{ $json.body.draft_url }}' },
			waitMinutes: '={{ $json.body.minutes ?? 60 }}',
			...parameters,
		}),
	]);

/** The trigger alone. */
export const triggerWorkflow = (id: string) =>
	workflowOf(id, [
		nodeOf('CapCut Render Trigger', 'n8n-nodes-capcut-render.capcutRenderTrigger', {
			events: ['completed', 'failed'],
		}),
	]);
