/** Cancel: ends a job of our agent. The hosted service cannot cancel. */
import type { INodeProperties } from 'n8n-workflow';
import { plainOptions, shownFor } from '../../shared/descriptions';
import { jobIdField, jobIdOf } from '../../shared/located';
import { serviceError, type Deed } from '../../shared/execute';
import { textsIn } from '../../shared/texts';
import { ask, PATHS, serviceFor, type Service } from '../../shared/transport';
import type { Failure } from '../../shared/wire';

export const cancelFields: INodeProperties[] = [
	{ ...jobIdField, displayOptions: shownFor('cancel') },
	plainOptions('cancel'),
];

export const cancel: Deed = async (ctx, itemIndex) => {
	const service = await serviceFor(ctx, itemIndex);
	const jobId = jobIdOf(ctx, service);
	const path = `${PATHS.jobs}/${encodeURIComponent(jobId)}/cancel`;
	const answer = await ask(ctx, service, { method: 'POST', path });
	if (!answer.ok) {
		const failure = agentOnly('Cancel', answer.failure, service);
		throw serviceError(ctx, failure, { itemIndex, jobId, object: jobId });
	}
	return [{ json: { job_id: jobId, ...answer.fields } }];
};

/** The failure, told as "agent only" when the service does not even know the address. */
export function agentOnly(operation: string, failure: Failure, service: Service): Failure {
	const isUnknownAddress =
		failure.errorCode === undefined &&
		[404, 405].some((status) => failure.code === status || failure.httpStatus === status);
	if (!isUnknownAddress) return failure;
	const texts = textsIn(service.language);
	return {
		...failure,
		what: texts.agentOnly(operation, service.baseUrl),
		todo: texts.todoAgentOnly,
	};
}
