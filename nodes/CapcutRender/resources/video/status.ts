/** Get Status: what the service knows of a job now. A failed job is an answer here, not an error. */
import type { IDataObject, IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { plainOptions, shownFor } from '../../shared/descriptions';
import { draftUrlField, draftUrlOf, jobIdField, jobIdOf } from '../../shared/located';
import { serviceError, type Deed } from '../../shared/execute';
import { textsIn } from '../../shared/texts';
import { ask, PATHS, serviceFor } from '../../shared/transport';
import { readJob } from '../../shared/wire';

const shownWhen = (lookUpBy: string): IDisplayOptions => ({
	show: { ...shownFor('getStatus').show, lookUpBy: [lookUpBy] },
});

export const statusFields: INodeProperties[] = [
	{
		displayName: 'Look Up By',
		name: 'lookUpBy',
		type: 'options',
		options: [
			{ name: 'Draft URL', value: 'draftUrl', description: 'The newest job of that draft' },
			{ name: 'Job ID', value: 'jobId', description: 'CapCut Render agent only' },
		],
		default: 'draftUrl',
		displayOptions: shownFor('getStatus'),
	},
	{ ...draftUrlField, displayOptions: shownWhen('draftUrl') },
	{ ...jobIdField, displayOptions: shownWhen('jobId') },
	plainOptions('getStatus'),
];

export const getStatus: Deed = async (ctx, itemIndex) => {
	const service = await serviceFor(ctx, itemIndex);
	const byJob = ctx.getNodeParameter('lookUpBy', itemIndex, 'draftUrl') === 'jobId';
	const object = byJob ? jobIdOf(ctx, service) : draftUrlOf(ctx, service);
	const body: IDataObject = byJob ? { job_id: object } : { draft_url: object };
	const about = { itemIndex, object, ...(byJob ? { jobId: object } : { draftUrl: object }) };
	const answer = await ask(ctx, service, { method: 'POST', path: PATHS.status, body });
	if (!answer.ok) throw serviceError(ctx, answer.failure, about);
	const job = readJob(answer.fields);
	if (job === undefined) {
		const texts = textsIn(service.language);
		const what = texts.answeredNoJob(service.baseUrl);
		throw serviceError(ctx, { what, todo: texts.todoBaseUrl, transient: false }, about);
	}
	return [{ json: job.fields }];
};
