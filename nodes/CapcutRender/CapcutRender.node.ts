/** The node as n8n shows it, and which operation does what. No logic. */
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { cancel, cancelFields } from './resources/video/cancel';
import { getMany, getManyFields } from './resources/video/getMany';
import { renderAndWait, renderAndWaitFields } from './resources/video/renderAndWait';
import { getStatus, statusFields } from './resources/video/status';
import { submit, submitFields } from './resources/video/submit';
import { renderOptionsField } from './shared/descriptions';
import { forEachItem, type Deed } from './shared/execute';

const DEEDS: Readonly<Record<string, Deed>> = {
	cancel,
	getAll: getMany,
	getStatus,
	renderAndWait,
	submit,
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
				],
				default: 'renderAndWait',
			},
			...submitFields,
			...renderAndWaitFields,
			...statusFields,
			...getManyFields,
			...cancelFields,
			renderOptionsField,
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const operation = this.getNodeParameter('operation', 0);
		const deed = DEEDS[operation] ?? renderAndWait;
		return [await forEachItem(this, deed)];
	}
}
