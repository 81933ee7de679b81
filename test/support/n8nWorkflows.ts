/** Workflows of the tests of the real n8n, as n8n imports them. */

const CREDENTIALS = { capCutRenderApi: { id: 'capcutRenderApi1', name: 'CapCut Render' } };
const MAIN = 'main';

const nodeOf = (name: string, type: string, parameters: object) => ({
	id: `${name.toLowerCase().replaceAll(' ', '-')}-0001`,
	name,
	type,
	typeVersion: type.includes('webhook') ? 2 : 1,
	position: [0, 0],
	parameters,
	webhookId: `hook-${name.toLowerCase().replaceAll(' ', '-')}`,
	...(type.includes('capcut') && { credentials: CREDENTIALS }),
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

/** A webhook of the workflow's name, then Render and Wait. */
export const suspendedWorkflow = (id: string, parameters: object) =>
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
