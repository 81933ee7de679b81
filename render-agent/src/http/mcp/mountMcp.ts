/** `/mcp`: the Model Context Protocol over streamable HTTP, without sessions; keys and hosts as everywhere. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AgentError } from '../../kernel/errors';
import type { Authenticate } from '../auth';
import { createHostCheck } from '../hosts';
import type { ViewParts } from '../jobView';
import { languageOf } from '../language';
import type { ServerParts } from '../parts';
import type { Context } from '../route';
import { lookTools } from '../tools/lookTools';
import { agentTools, renderTools } from '../tools/renderTools';
import { createHandler, LONGEST_WAIT } from './mcpServer';

const METHODS = ['POST', 'GET', 'DELETE'] as const;

/** How the endpoint is joined to the service. */
export interface McpMount {
	readonly parts: ServerParts;
	readonly view: ViewParts;
	readonly authenticate: Authenticate;
	/** Who calls and how they should see the agent, but for the key. */
	readonly contextOf: (request: FastifyRequest) => Pick<Context, 'base'>;
}

const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host : '');

/** A page of another site must not speak to the agent through somebody's browser. */
const createOriginCheck = (parts: ServerParts) => {
	const checkHost = createHostCheck(parts.settings);
	return ({ headers, socket }: FastifyRequest): void => {
		if (headers.origin !== undefined) checkHost(hostOf(headers.origin), socket.localAddress);
	};
};

const asWebRequest = (request: FastifyRequest, base: string, signal: AbortSignal): Request => {
	const headers = new Headers();
	for (const [name, value] of Object.entries(request.headers))
		if (value !== undefined) headers.set(name, String(value));
	const body = request.method === 'POST' ? JSON.stringify(request.body ?? null) : null;
	return new Request(base + request.url, { method: request.method, headers, body, signal });
};

/** Adds the endpoint to the service. */
export const mountMcp = (
	app: FastifyInstance,
	{ parts, view, authenticate, contextOf }: McpMount,
): void => {
	const tools = [...renderTools(parts, view), ...lookTools(parts), ...agentTools(parts, view)];
	const checkOrigin = createOriginCheck(parts);
	app.route({
		method: [...METHODS],
		url: '/mcp',
		config: { route: 'mcp' },
		handler: async (request, reply) => {
			checkOrigin(request);
			authenticate(request, 'read');
			if (request.method === 'POST' && request.body === undefined)
				throw new AgentError('REQUEST_INVALID', {
					object: { zh: '请求体为空', en: 'the body is empty' },
				});
			const gone = new AbortController();
			reply.raw.once('close', () => {
				gone.abort();
			});
			const language = languageOf(request.headers['accept-language'], parts.settings.locale);
			const { base } = contextOf(request);
			const handler = await createHandler({
				tools,
				version: parts.version,
				language,
				run: async (tool, fields, sent) => {
					const caller = authenticate(request, tool.scope);
					const call = { caller, language, base, gone: gone.signal };
					return tool.run(fields, { ...call, longestWait: LONGEST_WAIT, sent });
				},
			});
			return reply.send(
				await handler.fetch(asWebRequest(request, base, gone.signal), {
					parsedBody: request.body,
				}),
			);
		},
	});
};
