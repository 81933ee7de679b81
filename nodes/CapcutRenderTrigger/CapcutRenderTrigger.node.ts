/** Starts a workflow when a render of the agent has finished or failed. Has itself called while the workflow is active. */
import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { languageOption } from '../CapcutRender/shared/descriptions';
import { calledBy, isRegistered, register, remove } from './registration';

export class CapcutRenderTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CapCut Render Trigger',
		name: 'capcutRenderTrigger',
		icon: {
			light: 'file:../CapcutRender/capcutRender.svg',
			dark: 'file:../CapcutRender/capcutRender.dark.svg',
		},
		group: ['trigger'],
		version: [1],
		subtitle: '={{$parameter["events"].join(", ")}}',
		description: 'Starts the workflow when a render job has finished or failed',
		defaults: { name: 'CapCut Render Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'capCutRenderApi', required: true }],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties: [
			{
				displayName:
					'Works with the CapCut Render agent, which must be able to reach n8n. It tells of the jobs that were submitted with the API key of the credential; an admin key tells of all.',
				name: 'notice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Events',
				name: 'events',
				type: 'multiOptions',
				required: true,
				options: [
					{ name: 'Job Failed', value: 'failed', description: 'A job failed or was cancelled' },
					{ name: 'Job Finished', value: 'completed', description: 'The video of a job is ready' },
				],
				default: ['completed', 'failed'],
				description: 'What starts the workflow',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: [
					languageOption,
					{
						displayName: 'N8n Address',
						name: 'n8nAddress',
						type: 'string',
						default: '',
						placeholder: 'e.g. http://host.docker.internal:5678',
						description:
							'Address of n8n as the agent reaches it. Leave empty when WEBHOOK_URL of n8n is right for the agent too.',
					},
				],
			},
		],
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isRegistered(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await register(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await remove(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const job = await calledBy(this);
		if (job === undefined) return { noWebhookResponse: true };
		return { workflowData: [[{ json: job }]] };
	}
}
