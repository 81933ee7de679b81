/** How answers leave the service: successes flat, failures with one body in two styles. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../config/log';
import { AgentError, asAgentError, ERRORS } from '../kernel/errors';
import { inLanguage, type Language } from '../kernel/words';
import { type ErrorBody, errorBodyOf } from './errorBody';
import { isForeignHost } from './hosts';
import { languageOf } from './language';
import type { RouteWords } from './route';
import { retryAfterOf, statusOf } from './status';

const SUCCESS = { zh: '成功', en: 'Success' };
const MISDIRECTED = 421;

/** A request and its reply. */
export interface Exchange {
	readonly request: FastifyRequest;
	readonly reply: FastifyReply;
}

/** Whether an address answers every failure with HTTP 200. */
export const isFlat = (url: string): boolean => url.startsWith('/flat/');

/** The body of a success: `code` and `message` first, then the fields, whose own message goes before ours. */
export const fields = (result: object, language: Language): object => {
	const { message = inLanguage(SUCCESS, language), ...rest } = result as {
		readonly message?: string;
	};
	return { code: 0, message, ...rest };
};

const codeOf = (thrown: unknown): string =>
	thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';

const TOO_LARGE = new Set(['FST_ERR_CTP_BODY_TOO_LARGE', 'FST_REQ_FILE_TOO_LARGE']);

const OBJECTS = {
	type: {
		zh: '请使用 Content-Type: application/json',
		en: 'send the body with Content-Type: application/json',
	},
	json: { zh: '请求体不是有效的 JSON', en: 'the body is no valid JSON' },
} as const;

/** What the router itself refuses: addresses that cannot be read. */
const UNROUTED: ReadonlyMap<string, { readonly zh: string; readonly en: string }> = new Map([
	[
		'FST_ERR_BAD_URL',
		{
			zh: '地址中的 % 编码无效，应为 UTF-8 的百分号编码',
			en: 'the address has a % that is no percent-encoding of UTF-8',
		},
	],
	[
		'FST_ERR_MAX_PARAM_LENGTH',
		{ zh: '地址中的编号过长', en: 'an id in the address is too long to be one of ours' },
	],
]);

const isSyntax = (thrown: unknown): boolean =>
	typeof thrown === 'object' &&
	thrown !== null &&
	'name' in thrown &&
	thrown.name === 'SyntaxError';

const isTheirs = (thrown: unknown): thrown is { readonly message: string } =>
	typeof thrown === 'object' &&
	thrown !== null &&
	'message' in thrown &&
	'statusCode' in thrown &&
	Math.floor(Number(thrown.statusCode) / 100) === 4;

/** What fastify threw before a route was reached, in our words. */
const translated = (thrown: unknown): AgentError => {
	if (thrown instanceof AgentError) return thrown;
	const code = codeOf(thrown);
	if (TOO_LARGE.has(code))
		return new AgentError('TOO_LARGE', { hint: { limit: '1 MiB' }, cause: thrown });
	if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
		return new AgentError('REQUEST_INVALID', { object: OBJECTS.type, cause: thrown });
	if (isSyntax(thrown) || code.startsWith('FST_ERR_CTP'))
		return new AgentError('REQUEST_INVALID', { object: OBJECTS.json, cause: thrown });
	const unrouted = UNROUTED.get(code);
	if (unrouted) return new AgentError('REQUEST_INVALID', { object: unrouted, cause: thrown });
	return isTheirs(thrown)
		? new AgentError('REQUEST_INVALID', { object: thrown.message, cause: thrown })
		: asAgentError(thrown);
};

const withId = (error: AgentError, id: string): AgentError =>
	error.code === 'INTERNAL'
		? new AgentError('INTERNAL', { object: id, hint: { id }, cause: error.cause })
		: error;

const withBeside = (request: FastifyRequest, body: ErrorBody, language: Language): object => {
	const { besideFailure } = request.routeOptions.config as Pick<RouteWords, 'besideFailure'>;
	return { ...besideFailure?.(body, language), ...body };
};

/** Answers a failure in the style of its address; one of ours is logged under the id that the answer quotes. */
export const answerFailure = (
	{ thrown, request, reply }: Exchange & { readonly thrown: unknown },
	{ locale, log }: { readonly locale: Language; readonly log: Log },
): FastifyReply => {
	const error = withId(translated(thrown), request.id);
	const loud = ERRORS[error.code].blame === 'agent';
	log[loud ? 'error' : 'warn']({ request: request.id, code: error.code, err: error }, 'refused');
	const retryAfter = retryAfterOf(error);
	if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
	const status = isForeignHost(error) ? MISDIRECTED : statusOf(error);
	const language = languageOf(request.headers['accept-language'], locale);
	return reply
		.code(isFlat(request.url) ? 200 : status)
		.type('application/json; charset=utf-8')
		.send(withBeside(request, errorBodyOf(error, language), language));
};

const NO_ADDRESS = 404;
const NO_METHOD = 405;

/** Answers an address that is none of ours, or one of ours asked by another method. */
export const answerUnknownPath = (
	app: FastifyInstance,
	{ request, reply }: Exchange,
	locale: Language,
): FastifyReply => {
	const url = request.url.split('?')[0] ?? '';
	const allowed = (['GET', 'POST', 'DELETE'] as const).filter((method) =>
		app.hasRoute({ method, url }),
	);
	const code = allowed.length > 0 ? NO_METHOD : NO_ADDRESS;
	if (allowed.length > 0) reply.header('allow', allowed.join(', '));
	const error = new AgentError('REQUEST_INVALID', {
		object:
			code === NO_METHOD
				? { zh: `请使用 ${allowed.join(' 或 ')} 方法`, en: `use ${allowed.join(' or ')}` }
				: { zh: '没有这个地址，见 /openapi.json', en: 'no such address; see /openapi.json' },
	});
	const language = languageOf(request.headers['accept-language'], locale);
	return reply
		.code(isFlat(request.url) ? 200 : code)
		.send({ ...errorBodyOf(error, language), code });
};
