/** A call that came in, as far as the nodes need it: n8n types it by a package that it does not publish. */
import type { IWebhookFunctions } from 'n8n-workflow';

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
