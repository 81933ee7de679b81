/** Submit: hands a draft to the service and goes on at once. */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { renderOptionsOf, shownFor } from '../../shared/descriptions';
import { draftUrlField, draftUrlOf } from '../../shared/located';
import { serviceError, type Deed } from '../../shared/execute';
import { ask, idempotencyKey, PATHS, serviceFor, type Service } from '../../shared/transport';

/** The hosted service may ask its points service for two minutes before it answers. */
const TIMEOUT_MS = 150_000;

export const submitFields: INodeProperties[] = [
	{
		...draftUrlField,
		displayOptions: shownFor('submit', 'renderAndWait', 'storyboard', 'preflight'),
	},
];

/** What the service said to a submission, with the address that was sent. */
export interface Submitted {
	readonly draftUrl: string;
	readonly fields: IDataObject;
}

/** Submits the draft of one item, with `more` in the body; a refusal is thrown as one sentence. */
export async function submitDraft(
	ctx: IExecuteFunctions,
	service: Service,
	more: IDataObject = {},
): Promise<Submitted> {
	const { itemIndex } = service;
	const draftUrl = draftUrlOf(ctx, service);
	const body = { draft_url: draftUrl, ...renderOptionsOf(ctx, service), ...more };
	const key = idempotencyKey(ctx, itemIndex, body);
	const answer = await ask(ctx, service, {
		method: 'POST',
		path: PATHS.submit,
		body,
		headers: key === undefined ? {} : { 'Idempotency-Key': key },
		timeoutMs: TIMEOUT_MS,
	});
	if (!answer.ok) throw serviceError(ctx, answer.failure, { itemIndex, draftUrl });
	return { draftUrl, fields: answer.fields };
}

export const submit: Deed = async (ctx, itemIndex) => {
	const service = await serviceFor(ctx, itemIndex);
	const { draftUrl, fields } = await submitDraft(ctx, service);
	return [{ json: { draft_url: draftUrl, ...fields } }];
};
