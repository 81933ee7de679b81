/** A call that came in, as far as the nodes need it: n8n types it by a package that it does not publish. */
import type { IWebhookFunctions } from 'n8n-workflow';
import { ask, PATHS, serviceOfNode } from './transport';
import { readJob, type Job } from './wire';

interface Responder {
	status(code: number): { json(body: object): void };
}

/** Answers the call at once; the node then gives `noWebhookResponse`. */
export function answerNow(ctx: IWebhookFunctions, status: number, body: object): void {
	(ctx.getResponseObject() as unknown as Responder).status(status).json(body);
}

/** The bytes of the call's body, untouched. */
export function bytesOf(ctx: IWebhookFunctions): Buffer {
	return (ctx.getRequestObject() as unknown as { readonly rawBody: Buffer }).rawBody;
}

/** How long the service may take to say it again; the agent waits for its call to be answered. */
const TIMEOUT_MS = 5_000;

/**
 * The job that a call tells of, as the service itself says it now, in the language of the node: a call speaks the language
 * of the agent. What was told when the service cannot be asked.
 */
export async function inWordsOfNode(ctx: IWebhookFunctions, told: Job): Promise<Job> {
	const service = await serviceOfNode(ctx);
	const body = { job_id: told.jobId ?? '' };
	const question = { method: 'POST', path: PATHS.status, body, timeoutMs: TIMEOUT_MS } as const;
	const answer = await ask(ctx, service, question);
	return (answer.ok ? readJob(answer.fields) : undefined) ?? told;
}
