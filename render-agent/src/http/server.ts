/** The HTTP service: joins routes to a server that refuses foreign hosts, slow callers and strangers. Listens when told. */
import multipart from '@fastify/multipart';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { mountSetup } from '../dashboard/setup';
import { faultOf } from '../draft/scan';
import { AgentError } from '../kernel/errors';
import { createRateLimit } from '../keys/rateLimit';
import {
	type Authenticate,
	type Caller,
	createAuthenticate,
	createAuthenticateWorker,
} from './auth';
import { type Connections, leaveAfterAnswer, UPLOAD_LIMIT, watchConnections } from './connections';
import { createHostCheck, createOriginCheck } from './hosts';
import type { ViewParts } from './jobView';
import { languageOf } from './language';
import { openapiOf } from './openapi';
import { mountMcp } from './mcp/mountMcp';
import type { ServerParts } from './parts';
import { answerFailure, answerUnknownPath, fields, isFlat } from './reply';
import { JsonText, type Route } from './route';
import { ZIP_TYPES } from './routes/drafts';
import { routesOf } from './routes/all';
import { requestIdOf, traceHeaders } from './trace';

const MIB = 1024 ** 2;
const KEEP_ALIVE = 65_000;
const HEADERS_LIMIT = 15_000;
/** How often connections are looked at that are late. */
const LATE_LOOK = 5_000;
const UNPREFIXED = new Set(['get_video', 'healthz', 'readyz']);
const JSON_TYPE = 'application/json; charset=utf-8';
const QUIET = new Set([
	...['healthz', 'readyz', 'gen_video_status', 'get_job'],
	...['pull_job', 'beat_job', 'put_result_piece'],
]);

/** What shows jobs to clients, from the parts of the service. */
export const viewPartsOf = ({ jobs, links, settings }: ServerParts): ViewParts => ({
	links,
	retentionDays: settings.retentionDays,
	position: jobs.position,
	delivered: jobs.delivered,
});

type OnUnrouted = (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => void;

/** `onUnrouted` answers what the router itself refuses, which no hook sees. */
const open = (onUnrouted: OnUnrouted): FastifyInstance =>
	fastify({
		bodyLimit: MIB,
		keepAliveTimeout: KEEP_ALIVE,
		requestTimeout: UPLOAD_LIMIT,
		connectionTimeout: 0,
		forceCloseConnections: true,
		return503OnClosing: false,
		exposeHeadRoutes: false,
		routerOptions: { maxParamLength: 200 },
		genReqId: ({ headers }) => requestIdOf(headers),
		frameworkErrors: onUnrouted,
		http: {
			maxHeaderSize: 16_384,
			headersTimeout: HEADERS_LIMIT,
			connectionsCheckingInterval: LATE_LOOK,
		},
	});

/** What parses, but would break whoever walks through it or merges it. */
const unusualJson = (): AgentError =>
	new AgentError('REQUEST_INVALID', {
		object: {
			zh: '请求体嵌套过深，或含有 __proto__、constructor 之类的键',
			en: 'the body is nested too deep, or has a key such as __proto__ or constructor',
		},
	});

const parseBodies = (app: FastifyInstance): void => {
	const parse = app.getDefaultJsonParser('error', 'error');
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
		const text = body.toString();
		const kind = faultOf(text)?.kind;
		if (text.trim() === '') done(null, undefined);
		else if (kind === 'depth' || kind === 'key') done(unusualJson());
		else void parse(request, text, done);
	});
	app.addContentTypeParser([...ZIP_TYPES], (_request, payload, done) => {
		done(null, payload);
	});
};

/** What every request must pass, whatever it asks for. */
type Guard = (request: FastifyRequest, reply: FastifyReply) => void;

const guardOf = ({ settings }: ServerParts): Guard => {
	const checkHost = createHostCheck(settings);
	const checkOrigin = createOriginCheck(checkHost);
	return (request, reply) => {
		reply.headers(traceHeaders(request.id));
		checkHost(request.headers.host, request.socket.localAddress);
		checkOrigin(request);
	};
};

const afterGuard =
	({ settings: { locale }, log, clock }: ServerParts, guard: Guard): OnUnrouted =>
	(thrown, request, reply) => {
		leaveAfterAnswer({ request, reply }, clock);
		const answer = (failure: unknown): void => {
			void answerFailure({ thrown: failure, request, reply }, { locale, log });
		};
		try {
			guard(request, reply);
			answer(thrown);
		} catch (refusal) {
			answer(refusal);
		}
	};

const goneWith = (reply: FastifyReply): AbortSignal => {
	const gone = new AbortController();
	reply.raw.once('close', () => {
		// Nobody is left to hear of an answer that was given, and to say so costs more than most answers.
		if (!reply.raw.writableFinished) gone.abort();
	});
	return gone.signal;
};

const baseOf = ({ settings: { publicUrl } }: ServerParts, request: FastifyRequest): string =>
	publicUrl ?? `${request.protocol}://${request.host}`;

type CallerOf = (request: FastifyRequest, route: Pick<Route, 'scope' | 'takes'>) => Caller;

const NOBODY: Caller = { id: '', viewer: { owner: '' } };

const callersOf = (
	{ workers }: ServerParts,
	{ authenticate, connections }: { authenticate: Authenticate; connections: Connections },
): CallerOf => {
	const authenticateWorker = createAuthenticateWorker(workers);
	return (request, { scope, takes }) => {
		const caller =
			scope === 'worker' ? authenticateWorker(request) : scope && authenticate(request, scope);
		connections.accept(request);
		if (caller && takes) connections.takeUpload(request);
		return caller ?? NOBODY;
	};
};

const mount = (
	app: FastifyInstance,
	{ route, prefix }: { route: Route; prefix: '' | '/flat' },
	{ parts, callerOf }: { parts: ServerParts; callerOf: CallerOf },
): void => {
	app.route({
		method: route.method === 'GET' ? ['GET', 'HEAD'] : route.method,
		url: prefix + route.path,
		config: { route: route.name, besideFailure: route.besideFailure },
		handler: async (request, reply) => {
			const language = languageOf(request.headers['accept-language'], parts.settings.locale);
			const caller = callerOf(request, route);
			const base = baseOf(parts, request);
			const context = { caller, language, base, gone: goneWith(reply), request, reply };
			const result = await route.run(context);
			if (result === undefined) return reply;
			if (result instanceof JsonText) return reply.type(JSON_TYPE).send(result.text);
			return reply.send(fields(result, language));
		},
	});
};

const answerFailures = (app: FastifyInstance, parts: ServerParts): void => {
	const { settings, log } = parts;
	app.setErrorHandler((thrown, request, reply) =>
		answerFailure({ thrown, request, reply }, { locale: settings.locale, log }),
	);
	app.setNotFoundHandler((request, reply) =>
		answerUnknownPath(app, { request, reply }, settings.locale),
	);
};

const logRequests = (app: FastifyInstance, { log }: ServerParts): void => {
	app.addHook('onResponse', async (request, reply) => {
		const { route = 'none' } = request.routeOptions.config as { readonly route?: string };
		const fields = {
			request: request.id,
			route,
			status: reply.statusCode,
			milliseconds: Math.ceil(reply.elapsedTime),
			flat: isFlat(request.url),
		};
		log[QUIET.has(route) ? 'debug' : 'info'](fields, 'request answered');
	});
};

/** The service, not yet listening; `close` ends it. Needs `jobs` to be started by the caller. */
export const createServer = async (parts: ServerParts): Promise<FastifyInstance> => {
	const guard = guardOf(parts);
	const app = open(afterGuard(parts, guard));
	const connections = watchConnections(app, parts.clock, parts.mostConnections);
	const limit = createRateLimit(parts.settings.rateLimitPerMinute, parts.clock);
	const known = createAuthenticate(parts.keys, limit);
	const authenticate: Authenticate = (request, scope) => {
		const caller = known(request, scope);
		connections.accept(request);
		return caller;
	};
	const view = viewPartsOf(parts);
	const routes = routesOf(parts, view);
	const document = openapiOf(routes, parts.version);
	parseBodies(app);
	await app.register(multipart);
	app.addHook('onRequest', async (request, reply) => {
		guard(request, reply);
	});
	logRequests(app, parts);
	answerFailures(app, parts);
	const callerOf = callersOf(parts, { authenticate: known, connections });
	for (const route of routes) {
		mount(app, { route, prefix: '' }, { parts, callerOf });
		// Workers are ours: they read statuses.
		if (!UNPREFIXED.has(route.name) && route.scope !== 'worker')
			mount(app, { route, prefix: '/flat' }, { parts, callerOf });
	}
	mountMcp(app, {
		parts,
		view,
		authenticate,
		contextOf: (request) => ({ base: baseOf(parts, request) }),
	});
	if (parts.setup) mountSetup(app, parts.setup);
	app.get('/openapi.json', (request, reply) => {
		authenticate(request, 'read');
		return reply.send(document);
	});
	return app;
};
