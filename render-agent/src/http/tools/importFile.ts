/** The file that a platform imports: OpenAPI 3.0.1 in the few words that all of them understand, made from the tools. */
import { z } from 'zod/v4';
import { inLanguage } from '../../kernel/words';
import type { Json } from '../openapi';
import { type FlatSchema, propertiesOf, requiredOf } from './flat';
import { addressNote, PLATFORMS, type PlatformName } from './platforms';
import { bilingual, type Tool } from './tool';
import { answerFieldsOf, EMPTY } from './toolAnswer';

/** Where the tools of a platform lie, below the prefix. */
export const TOOLS = '/integrations';

const key = z
	.string()
	.optional()
	.describe(
		'API 密钥；若已在插件的授权中设置请求头则留空 / API key; leave empty when the plugin sends it as a header.',
	);

const exampleOf = ({ example, default: preset, enum: words, type }: FlatSchema): unknown =>
	example ?? preset ?? words?.[0] ?? EMPTY[type];

const objectOf = (fields: z.ZodObject, required: readonly string[]): Json => {
	const properties = propertiesOf(fields);
	// Where nothing must be sent, the first field of which an example is known shows how it is called.
	const known = Object.keys(properties).filter((name) => properties[name]?.example !== undefined);
	const shown = required.length > 0 ? required : known.slice(0, 1);
	const example = Object.fromEntries(
		Object.entries(properties)
			.filter(([name]) => shown.includes(name))
			.map(([name, schema]) => [name, exampleOf(schema)]),
	);
	return {
		type: 'object',
		properties,
		...(required.length > 0 && { required }),
		...(shown.length > 0 && { example }),
	};
};

const answerOf = (tool: Tool): z.ZodObject =>
	z.object({
		code: z.number().int().describe('0 为成功 / 0 means success.'),
		message: z.string().describe('结果说明 / What happened, in words.'),
		...answerFieldsOf(tool).shape,
	});

const operationOf = (tool: Tool, longestWait: number): Json => {
	const input = tool.input(longestWait).extend({ apiKey: key });
	const content = (schema: Json): Json => ({ 'application/json': { schema } });
	return {
		operationId: tool.name,
		summary: bilingual(tool.summary),
		description: bilingual(tool.advice),
		requestBody: { required: true, content: content(objectOf(input, requiredOf(input))) },
		responses: {
			200: {
				description: '结果 / The answer',
				content: content(objectOf(answerOf(tool), ['code', 'message'])),
			},
		},
	};
};

/** What the file is made for. */
export interface ImportFileParts {
	readonly platform: PlatformName;
	/** Address of the agent as the platform will call it, without a slash at its end. */
	readonly base: string;
	readonly version: string;
}

/** The import file of a platform, as an object. */
export const importFileOf = (
	tools: readonly Tool[],
	{ platform: name, base, version }: ImportFileParts,
): Json => {
	const platform = PLATFORMS[name];
	const note = addressNote(platform, base);
	const what = {
		zh: '把剪映/CapCut 草稿渲染成视频：提交、查询、等待、取消。',
		en: 'Renders JianYing/CapCut drafts to video: submit, ask, wait, cancel.',
	};
	const words = (['zh', 'en'] as const).map((language) =>
		[inLanguage(what, language), ...(note ? [`${inLanguage(note, language)}.`] : [])].join(' '),
	);
	const paths = tools.map((tool) => [
		`${platform.prefix}${TOOLS}/${name}/${tool.name}`,
		{ post: operationOf(tool, platform.longestWait) },
	]);
	return {
		openapi: '3.0.1',
		info: { title: 'CapCut Render', description: words.join(' / '), version },
		servers: [{ url: base }],
		security: [{ api_key: [] }],
		paths: Object.fromEntries(paths) as Json,
		components: {
			securitySchemes: { api_key: { type: 'apiKey', in: 'header', name: 'X-API-Key' } },
		},
	};
};
