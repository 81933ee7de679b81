/** Deliver Again: tries what was not delivered of a finished job of our agent once more. */
import type { INodeProperties } from 'n8n-workflow';
import { plainOptions, shownFor } from '../../shared/descriptions';
import { jobIdField, jobIdOf } from '../../shared/located';
import { serviceError, type Deed } from '../../shared/execute';
import { ask, PATHS, serviceFor } from '../../shared/transport';
import { agentOnly } from './cancel';

export const deliverFields: INodeProperties[] = [
	{ ...jobIdField, displayOptions: shownFor('deliver') },
	plainOptions('deliver'),
];

export const deliver: Deed = async (ctx, itemIndex) => {
	const service = await serviceFor(ctx, itemIndex);
	const jobId = jobIdOf(ctx, service);
	const path = `${PATHS.jobs}/${encodeURIComponent(jobId)}/deliver`;
	const answer = await ask(ctx, service, { method: 'POST', path });
	if (!answer.ok) {
		const failure = agentOnly('Deliver Again', answer.failure, service);
		throw serviceError(ctx, failure, { itemIndex, jobId, object: jobId });
	}
	return [{ json: { job_id: jobId, ...answer.fields } }];
};
