/** The one way from the node to a render service: n8n's own request helper with the credential. Never axios, never a timer. */
import { createHash } from 'crypto';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Named } from './execute';
import { textsIn, type Language } from './texts';
import { readAnswer, textIn, without, type Answer, type Failure, type RawResponse } from './wire';

const CREDENTIAL = 'capCutRenderApi';
const API = '/openapi/capcut-mate/v1';
const TIMEOUT_MS = 30_000;

/** Addresses below the base URL. */
export const PATHS = {
	submit: `${API}/gen_video`,
	status: `${API}/gen_video_status`,
	jobs: '/v1/jobs',
	drafts: '/v1/drafts',
	webhooks: '/v1/webhooks',
	targets: '/v1/targets',
	preflight: '/v1/preflight',
	storyboard: '/v1/storyboard',
} as const;

/** The service of one item: where it is and in which language it shall speak. */
export interface Service {
	readonly baseUrl: string;
	readonly language: Language;
	readonly itemIndex: number;
}

/** One question to the service. */
export interface Question {
	readonly method: IHttpRequestMethods;
	readonly path: string;
	readonly body?: IDataObject;
	readonly qs?: IDataObject;
	readonly headers?: IDataObject;
	/** How long the answer may take. Default 30 s. */
	readonly timeoutMs?: number;
}

/** The service that the credential of this item names. */
export async function serviceFor(ctx: IExecuteFunctions, itemIndex: number): Promise<Service> {
	const credentials = await ctx.getCredentials(CREDENTIAL, itemIndex);
	const language: Language =
		ctx.getNodeParameter('options.language', itemIndex, 'en') === 'zh' ? 'zh' : 'en';
	return serviceIn(ctx, credentials, { language, itemIndex });
}

/** Where n8n asks on behalf of a node that has no items: a trigger, a list in the editor, a call that came in. */
export type Itemless = IHookFunctions | ILoadOptionsFunctions | IWebhookFunctions;

/** The service of a node that has no items. */
export async function serviceOfNode(ctx: Itemless): Promise<Service> {
	const credentials = await ctx.getCredentials(CREDENTIAL);
	const language: Language = ctx.getNodeParameter('options.language', 'en') === 'zh' ? 'zh' : 'en';
	return serviceIn(ctx, credentials, { language, itemIndex: 0 });
}

function serviceIn(
	ctx: Named,
	credentials: ICredentialDataDecryptedObject,
	{ language, itemIndex }: Omit<Service, 'baseUrl'>,
): Service {
	const baseUrl = textIn(credentials.baseUrl)
		.replace(/\/+$/, '')
		.replace(/\/openapi\/capcut-mate\/v1$/, '');
	if (!/^https?:\/\/[^/\s]/i.test(baseUrl)) {
		throw new NodeOperationError(ctx.getNode(), textsIn(language).baseUrlInvalid(baseUrl), {
			itemIndex,
		});
	}
	return { baseUrl, language, itemIndex };
}

/** Asks the service; whatever goes wrong on the way is in the answer, nothing is thrown. */
export async function ask(
	ctx: IExecuteFunctions | Itemless,
	service: Service,
	question: Question,
): Promise<Answer> {
	const { method, path, body, qs = {}, timeoutMs = TIMEOUT_MS } = question;
	try {
		const response: unknown = await ctx.helpers.httpRequestWithAuthentication.call(
			ctx,
			CREDENTIAL,
			{
				method,
				baseURL: service.baseUrl,
				url: path,
				headers: { 'Accept-Language': service.language, ...question.headers },
				...(body === undefined ? {} : { body }),
				qs,
				json: true,
				timeout: timeoutMs,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				sendCredentialsOnCrossOriginRedirect: false,
			},
		);
		return readAnswer(response as RawResponse, service);
	} catch (error) {
		return { ok: false, failure: connectionFailure(error, service) };
	}
}

/** The same key for every repeat of one item in one run, so that a retry never starts a second render. */
export function idempotencyKey(
	ctx: IExecuteFunctions,
	itemIndex: number,
	body: IDataObject,
): string | undefined {
	const executionId = ctx.getExecutionId();
	if (!executionId) return undefined;
	const what = without(body, 'metadata');
	const run = ctx.getWorkflowDataProxy(itemIndex).$runIndex as number;
	const parts = [ctx.getInstanceId(), executionId, ctx.getNode().id, run, itemIndex, what];
	return `n8n-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)}`;
}

const REFUSED = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN'];
const SLOW = ['ETIMEDOUT', 'ECONNABORTED', 'ESOCKETTIMEDOUT'];
const PASSING = [
	'ECONNRESET',
	'EPIPE',
	'EAI_AGAIN',
	'ENOTFOUND',
	'ERR_NETWORK',
	...REFUSED,
	...SLOW,
];

/** Why no answer came at all, as a failure like any other. */
export function connectionFailure(
	error: unknown,
	{ baseUrl, language }: Pick<Service, 'baseUrl' | 'language'>,
): Failure {
	const texts = textsIn(language);
	const { code, message } = rootOf(error);
	const transient = PASSING.includes(code) || message === 'socket hang up';
	if (REFUSED.includes(code)) {
		return { what: texts.silent(baseUrl), todo: texts.todoSilent, transient };
	}
	if (SLOW.includes(code)) return { what: texts.slow(baseUrl), todo: texts.todoSlow, transient };
	const reason = [code, message.includes(code) ? '' : message].filter(Boolean).join(' ') || message;
	return { what: texts.notReached(baseUrl, reason), todo: texts.todoBaseUrl, transient };
}

/** The first error with a code in a chain of causes, else the last of the chain. */
export function rootOf(error: unknown): { code: string; message: string } {
	let current: unknown = error;
	let found = { code: '', message: String(error) };
	for (let depth = 0; depth < 5 && current instanceof Error; depth++) {
		const code: unknown = 'code' in current ? current.code : undefined;
		found = { code: typeof code === 'string' ? code : '', message: current.message };
		if (found.code !== '') return found;
		current = current.cause;
	}
	return found;
}
