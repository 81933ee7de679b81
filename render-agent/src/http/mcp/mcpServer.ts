/** The tools as a server of the Model Context Protocol. Knows no HTTP. */
import type * as Sdk from '@modelcontextprotocol/server' with { 'resolution-mode': 'import' };
import type { z } from 'zod/v4';
import { asAgentError } from '../../kernel/errors';
import type { Language } from '../../kernel/words';
import { errorBodyOf } from '../errorBody';
import { propertiesOf, requiredOf } from '../tools/flat';
import type { Tool, ToolResult } from '../tools/tool';
import { fieldsOf } from '../tools/toolRoutes';

/** Clients commonly give a call one minute. Seconds. */
export const LONGEST_WAIT = 50;

type Fields = Readonly<Record<string, unknown>>;

/** What a server is made for: one caller. */
export interface McpParts {
	readonly tools: readonly Tool[];
	readonly version: string;
	readonly language: Language;
	/** Runs a tool for the caller, who may not be allowed to. */
	readonly run: (tool: Tool, fields: Fields, sent: Fields) => Promise<ToolResult>;
}

/** Our own schemas judge what comes in, with our own sentences; the SDK's only tell clients what to send. */
const trusting: Sdk.jsonSchemaValidator = {
	getValidator: () => (input) => ({ valid: true, data: input as never, errorMessage: undefined }),
};

const schemaOf = (
	{ fromJsonSchema }: Pick<typeof Sdk, 'fromJsonSchema'>,
	fields: z.ZodObject,
	required: readonly string[],
) =>
	fromJsonSchema<Record<string, unknown>>(
		{ type: 'object', properties: propertiesOf(fields), required },
		trusting,
	);

const isSaid = (value: unknown): boolean => value !== '' && value !== 0;

/** An answer in a few lines, for models that read no structured content. */
const textOf = (fields: Fields): string =>
	Object.entries(fields)
		.filter(([, value]) => isSaid(value))
		.map(([name, value]) => `${name}: ${String(value)}`)
		.join('\n');

const answerOf = ({ fields, picture }: ToolResult): Sdk.CallToolResult => ({
	content: [
		{ type: 'text', text: textOf(fields) },
		...(picture
			? [
					{
						type: 'image' as const,
						data: Buffer.from(picture.bytes).toString('base64'),
						mimeType: picture.type,
					},
				]
			: []),
	],
	structuredContent: { ...fields },
});

const failureOf = (error: unknown, language: Language): Sdk.CallToolResult => {
	const { detail, hint, error_code } = errorBodyOf(asAgentError(error), language);
	return {
		isError: true,
		content: [{ type: 'text', text: `${detail} (${error_code}). ${hint}` }],
	};
};

/** A server for one caller. A failed tool is an answer with `isError` that says what happened and what to do. */
const createMcpServer = (
	sdk: typeof Sdk,
	{ tools, version, language, run }: McpParts,
): Sdk.McpServer => {
	const server = new sdk.McpServer({ name: 'capcut-render', title: 'CapCut Render', version });
	for (const tool of tools) {
		const input = tool.input(LONGEST_WAIT);
		server.registerTool(
			tool.name,
			{
				title: tool.summary[language],
				description: tool.advice[language],
				inputSchema: schemaOf(sdk, input, requiredOf(input)),
				outputSchema: schemaOf(sdk, tool.output, Object.keys(tool.output.shape)),
				annotations: { readOnlyHint: tool.reads },
			},
			async (sent: Fields) => {
				try {
					return answerOf(await run(tool, fieldsOf(tool, LONGEST_WAIT, sent), sent));
				} catch (error) {
					return failureOf(error, language);
				}
			},
		);
	}
	return server;
};

/**
 * Answers requests of the protocol, each with a server of its own. The SDK is loaded with the first: it would take a tenth
 * of the agent's start.
 */
export const createHandler = async (
	parts: McpParts,
): Promise<ReturnType<typeof Sdk.createMcpHandler>> => {
	const sdk = await import('@modelcontextprotocol/server');
	return sdk.createMcpHandler(() => createMcpServer(sdk, parts));
};
