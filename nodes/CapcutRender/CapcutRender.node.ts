/** The node as n8n shows it, and which operation does what. No logic. */
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { cancel, cancelFields } from './resources/video/cancel';
import { deliver, deliverFields } from './resources/video/deliver';
import { getMany, getManyFields } from './resources/video/getMany';
import { lookFields, preflight, storyboard } from './resources/video/look';
import { renderAndWait, renderAndWaitFields, wait } from './resources/video/renderAndWait';
import { getStatus, statusFields } from './resources/video/status';
import { submit, submitFields } from './resources/video/submit';
import { calledBack } from './resources/video/suspend';
import { renderOptionsField } from './shared/descriptions';
import { forEachItem, type Deed } from './shared/execute';
import { getTargets, searchDrafts, searchJobs } from './shared/lists';

const DEEDS: Readonly<Record<string, Deed>> = {
	cancel,
	deliver,
	getAll: getMany,
	getStatus,
	preflight,
	renderAndWait,
	storyboard,
	submit,
	wait,
};

export class CapcutRender implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CapCut Render',
		name: 'capcutRender',
		icon: { light: 'file:capcutRender.svg', dark: 'file:capcutRender.dark.svg' },
		group: ['transform'],
		version: [1],
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Turn a JianYing or CapCut draft into a finished video',
		defaults: { name: 'CapCut Render' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'capCutRenderApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				path: '={{ $nodeId }}',
				restartWebhook: true,
				isFullPath: true,
			},
		],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [{ name: 'Video', value: 'video' }],
				default: 'video',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['video'] } },
				options: [
					{
						name: 'Cancel',
						value: 'cancel',
						action: 'Cancel a render job',
						description: 'End a job that waits or runs (CapCut Render agent only)',
					},
					{
						name: 'Deliver Again',
						value: 'deliver',
						action: 'Deliver a finished video again',
						description:
							'Try the failed uploads and callbacks of a job once more (CapCut Render agent only)',
					},
					{
						name: 'Get Many',
						value: 'getAll',
						action: 'Get many render jobs',
						description: 'List the jobs of the service (CapCut Render agent only)',
					},
					{
						name: 'Get Status',
						value: 'getStatus',
						action: 'Get the status of a render job',
						description: 'Look up progress, video address or error of a job',
					},
					{
						name: 'Get Storyboard',
						value: 'storyboard',
						action: 'Get the storyboard of a draft',
						description:
							'Draw a contact sheet of a draft without rendering it (CapCut Render agent only)',
					},
					{
						name: 'Preflight',
						value: 'preflight',
						action: 'Check a draft before rendering',
						description:
							'Say what is missing and what would look different, without rendering (CapCut Render agent only)',
					},
					{
						name: 'Render and Wait',
						value: 'renderAndWait',
						action: 'Render a draft and wait for the video',
						description: 'Submit a draft and go on when its video is finished',
					},
					{
						name: 'Submit',
						value: 'submit',
						action: 'Submit a draft for rendering',
						description: 'Hand a draft to the service and go on at once',
					},
					{
						name: 'Wait for Job',
						value: 'wait',
						action: 'Wait for a render job',
						description:
							'Go on when the video of a submitted job is finished (CapCut Render agent only)',
					},
				],
				default: 'renderAndWait',
			},
			...submitFields,
			...renderAndWaitFields,
			...statusFields,
			...getManyFields,
			...cancelFields,
			...lookFields,
			...deliverFields,
			renderOptionsField,
		],
	};

	methods = { listSearch: { searchDrafts, searchJobs }, loadOptions: { getTargets } };

	/** Nothing is registered ahead: each submission names the address that resumes its own execution. */
	webhookMethods = {
		default: {
			checkExists: (): Promise<boolean> => Promise.resolve(true),
			create: (): Promise<boolean> => Promise.resolve(true),
			delete: (): Promise<boolean> => Promise.resolve(true),
		},
	};

	/** The agent calls a suspended execution back. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await calledBack(this);
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const operation = this.getNodeParameter('operation', 0);
		const deed = DEEDS[operation] ?? renderAndWait;
		return [await forEachItem(this, deed)];
	}
}
