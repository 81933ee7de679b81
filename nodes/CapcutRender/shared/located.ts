/** Drafts and jobs as fields: given by address or id, or chosen from a list of the agent. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { userError } from './execute';
import { textsIn } from './texts';
import type { Service } from './transport';
import { cleaned } from './wire';

/** The draft to be rendered. */
export const draftUrlField: INodeProperties = {
	displayName: 'Draft URL',
	name: 'draftUrl',
	type: 'resourceLocator',
	default: { mode: 'url', value: '' },
	required: true,
	description: 'The address of the draft, as create_draft or save_draft returned it',
	modes: [
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder:
				'e.g. http://127.0.0.1:30000/openapi/capcut-mate/v1/get_draft?draft_id=20260928114730365842ab12',
		},
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			hint: 'Drafts that were uploaded to the CapCut Render agent',
			typeOptions: { searchListMethod: 'searchDrafts', searchable: true },
		},
	],
};

/** The job that an operation is about. */
export const jobIdField: INodeProperties = {
	displayName: 'Job',
	name: 'jobId',
	type: 'resourceLocator',
	default: { mode: 'id', value: '' },
	required: true,
	description: 'The job_id that Submit returned. Works with the CapCut Render agent only.',
	modes: [
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. j_5f2c' },
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchJobs', searchable: true },
		},
	],
};

/** What stands in a field that may be chosen from a list: expressions and older workflows give a plain text. */
function located(field: unknown): unknown {
	const isChoice = typeof field === 'object' && field !== null && 'value' in field;
	return isChoice ? field.value : field;
}

/** The draft's address as the user gave it, cleaned; an empty one is an error before anything is sent. */
export function draftUrlOf(ctx: IExecuteFunctions, { itemIndex, language }: Service): string {
	const draftUrl = cleaned(located(ctx.getNodeParameter('draftUrl', itemIndex, '')));
	if (draftUrl === '') throw userError(ctx, textsIn(language).draftUrlEmpty, itemIndex);
	return draftUrl;
}

/** The job's id as the user gave it, cleaned; an empty one is an error before anything is sent. */
export function jobIdOf(ctx: IExecuteFunctions, { itemIndex, language }: Service): string {
	const jobId = cleaned(located(ctx.getNodeParameter('jobId', itemIndex, '')));
	if (jobId === '') throw userError(ctx, textsIn(language).jobIdEmpty, itemIndex);
	return jobId;
}
