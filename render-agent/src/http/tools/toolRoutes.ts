/** The tools over HTTP, one address a platform and tool, and the files that the platforms import. */
import { stringify, type ToStringOptions } from 'yaml';
import { z } from 'zod/v4';
import type { ViewParts } from '../jobView';
import type { ServerParts } from '../parts';
import { type Call, checked, objectBody, type Route, route } from '../route';
import { type Shape, flatShapeOf, loosened } from './flat';
import { importFileOf, TOOLS } from './importFile';
import { PLATFORM_NAMES, PLATFORMS } from './platforms';
import { lookTools } from './lookTools';
import { renderTools } from './renderTools';
import type { Tool } from './tool';
import { answerFieldsOf, failureOf, succeeded } from './toolAnswer';

const platform = z.enum(PLATFORM_NAMES).describe('coze, dify or fastgpt.');

/** The fields that a tool takes, as its caller sent them. @throws {AgentError} REQUEST_INVALID */
export const fieldsOf = (
	tool: Tool,
	longestWait: number,
	sent: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => {
	const input = tool.input(longestWait);
	return checked(input, loosened(input.shape as Shape, sent));
};

const LONGEST = Math.max(...Object.values(PLATFORMS).map(({ longestWait }) => longestWait));

const toolRoute = (tool: Tool): Route => {
	const params = z.object({ platform });
	const plain = route(
		{
			method: 'POST',
			path: `${TOOLS}/:platform/${tool.name}`,
			name: `tool_${tool.name}`,
			summary: `${tool.advice.en} For chains: flat fields, a wait that fits the platform's own time limit.`,
			scope: tool.scope,
			gives: answerFieldsOf(tool),
			besideFailure: failureOf(tool),
		},
		{ params },
		async (call: Call<object, object, z.infer<typeof params>>) => {
			const { longestWait } = PLATFORMS[call.params.platform];
			const sent = objectBody(call.request.body ?? {});
			const { fields } = await tool.run(fieldsOf(tool, longestWait, sent), {
				...call,
				longestWait,
				sent,
			});
			return succeeded(fields);
		},
	);
	return { ...plain, body: z.object(flatShapeOf(tool.input(LONGEST).shape as Shape)) };
};

/** Readers of YAML 1.1 (PyYAML, and so Dify) take a bare off, 1:30 or = for something else than a text: every text is quoted. */
const FOR_EVERY_READER: ToStringOptions = {
	lineWidth: 0,
	defaultStringType: 'QUOTE_DOUBLE',
	defaultKeyType: 'PLAIN',
};

const yamlOf = (document: object): string =>
	stringify(document, { ...FOR_EVERY_READER, compat: 'yaml-1.1' });

const fileRoute = (tools: readonly Tool[], version: string): Route =>
	route(
		{
			method: 'GET',
			path: `${TOOLS}/:platform/:file`,
			name: 'get_import_file',
			summary:
				'The file that Coze, Dify or FastGPT imports to get our tools: OpenAPI 3.0.1 with the address of this agent.',
			scope: undefined,
			gives: 'application/json',
		},
		{
			params: z.object({
				platform,
				file: z.enum(['openapi.json', 'openapi.yaml']).describe('openapi.json or openapi.yaml.'),
			}),
		},
		async ({ params: { platform: name, file }, base, reply }) => {
			const document = importFileOf(tools, { platform: name, base, version });
			const isYaml = file.endsWith('.yaml');
			await reply
				.type(isYaml ? 'application/yaml; charset=utf-8' : 'application/json; charset=utf-8')
				.send(isYaml ? yamlOf(document) : JSON.stringify(document, null, 2));
			return undefined;
		},
	);

/** The routes of the tools. */
export const toolRoutes = (parts: ServerParts, view: ViewParts): readonly Route[] => {
	const tools = [...renderTools(parts, view), ...lookTools(parts)];
	return [fileRoute(tools, parts.version), ...tools.map(toolRoute)];
};
