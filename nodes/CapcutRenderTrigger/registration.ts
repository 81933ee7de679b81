/** How the trigger has itself called by the agent: registered, known again, removed; and who may call it. */
import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { answerNow, bytesOf, inWordsOfNode } from '../CapcutRender/shared/calls';
import { serviceError, userError } from '../CapcutRender/shared/execute';
import { isSignedBy } from '../CapcutRender/shared/signature';
import { textsIn } from '../CapcutRender/shared/texts';
import { ask, PATHS, serviceOfNode, type Service } from '../CapcutRender/shared/transport';
import { type Answer, cleaned, readJob, textIn } from '../CapcutRender/shared/wire';

const idIn = (data: IDataObject): string => textIn(data.webhookId);

/** Where the agent shall call: n8n's own address of the webhook, or the same below another address of n8n. */
function addressOf(ctx: IHookFunctions): string {
	const url = new URL(ctx.getNodeWebhookUrl('default') ?? '');
	const address = cleaned(ctx.getNodeParameter('options.n8nAddress', ''));
	if (address === '') return url.toString();
	if (!/^https?:\/\/[^/\s]/i.test(address)) {
		const language = ctx.getNodeParameter('options.language', 'en') === 'zh' ? 'zh' : 'en';
		throw userError(ctx, textsIn(language).n8nAddressInvalid(address), 0);
	}
	return `${address.replace(/\/+$/, '')}${url.pathname}`;
}

interface Registered extends IDataObject {
	webhook_id: string;
	url: string;
	events: string[];
}

/** The webhooks that the agent knows of whoever has this key. */
async function registeredAt(ctx: IHookFunctions, service: Service): Promise<Registered[]> {
	const answer = await ask(ctx, service, { method: 'GET', path: PATHS.webhooks });
	if (!answer.ok) throw serviceError(ctx, answer.failure, { itemIndex: 0 });
	return Array.isArray(answer.fields.items) ? (answer.fields.items as Registered[]) : [];
}

const eventsOf = (ctx: IHookFunctions): string[] => ctx.getNodeParameter('events') as string[];

const sorted = (events: string[]): string => [...events].sort().join();

const deleted = (ctx: IHookFunctions, service: Service, id: string): Promise<Answer> =>
	ask(ctx, service, { method: 'DELETE', path: `${PATHS.webhooks}/${encodeURIComponent(id)}` });

/** Whether the agent still knows the webhook that this node made, for this address and these events. */
export async function isRegistered(ctx: IHookFunctions): Promise<boolean> {
	const id = idIn(ctx.getWorkflowStaticData('node'));
	if (id === '') return false;
	const found = await registeredAt(ctx, await serviceOfNode(ctx));
	const mine = found.find(({ webhook_id }) => webhook_id === id);
	if (mine === undefined || mine.url !== addressOf(ctx)) return false;
	return sorted(mine.events) === sorted(eventsOf(ctx));
}

/** Has the agent call this node, in place of what is left of times when it could not be told that the calls end. */
export async function register(ctx: IHookFunctions): Promise<boolean> {
	const service = await serviceOfNode(ctx);
	const data = ctx.getWorkflowStaticData('node');
	const body = { url: addressOf(ctx), events: eventsOf(ctx) };
	for (const { webhook_id, url } of await registeredAt(ctx, service))
		if (url === body.url || webhook_id === idIn(data)) await deleted(ctx, service, webhook_id);
	const answer = await ask(ctx, service, { method: 'POST', path: PATHS.webhooks, body });
	if (!answer.ok) throw serviceError(ctx, answer.failure, { itemIndex: 0, object: body.url });
	data.webhookId = answer.fields.webhook_id;
	data.secret = answer.fields.secret;
	return true;
}

/** Ends the calls. False when the agent could not be asked: it drops a webhook that n8n does not know, and `register` replaces it. */
export async function remove(ctx: IHookFunctions): Promise<boolean> {
	const data = ctx.getWorkflowStaticData('node');
	const id = idIn(data);
	if (id === '') return true;
	const service = await serviceOfNode(ctx);
	const answer = await deleted(ctx, service, id);
	if (!answer.ok && answer.failure.transient) return false;
	delete data.webhookId;
	delete data.secret;
	return true;
}

/** The job that the agent tells of; undefined for a call that is not the agent's, which is answered here. */
export async function calledBy(ctx: IWebhookFunctions): Promise<IDataObject | undefined> {
	const secret = textIn(ctx.getWorkflowStaticData('node').secret);
	const call = {
		headers: ctx.getHeaderData() as Record<string, unknown>,
		body: bytesOf(ctx),
		now: Math.floor(Date.now() / 1000),
	};
	if (!isSignedBy(secret, call)) {
		const message = textsIn('en').signatureWrong;
		answerNow(ctx, 401, { message });
		return undefined;
	}
	const { type, data } = ctx.getBodyData();
	const fields = typeof data === 'object' && data !== null ? (data as IDataObject) : {};
	const told = readJob(fields);
	const job = told === undefined ? fields : (await inWordsOfNode(ctx, told)).fields;
	return { event: textIn(type), ...job };
}
