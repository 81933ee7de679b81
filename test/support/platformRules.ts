/**
 * What Coze, Dify and FastGPT do with a file that they import, as their public sources say: what they refuse, which tools
 * and parameters they see, and how they call them. Speaks to an agent only through `post`.
 */
import { isIP } from 'node:net';
import { z } from 'zod/v4';

const property = z.strictObject({
	type: z.enum(['string', 'integer', 'number', 'boolean']),
	description: z.string().min(1),
	enum: z.array(z.string()).optional(),
	default: z.unknown().optional(),
	minimum: z.number().optional(),
	maximum: z.number().optional(),
	example: z.unknown().optional(),
});

/** An object of a file: no unions, no references, nothing nested. Anything else in it is an error. */
const flatObject = z.strictObject({
	type: z.literal('object'),
	properties: z.record(z.string().regex(/^[A-Za-z_]\w*$/), property),
	required: z.array(z.string()).optional(),
	example: z.record(z.string(), z.unknown()).optional(),
});

const json = z.strictObject({ 'application/json': z.strictObject({ schema: flatObject }) });

const operation = z.strictObject({
	operationId: z.string().regex(/^[a-z][a-z_]{0,63}$/),
	summary: z.string().min(1),
	description: z.string().min(1),
	requestBody: z.strictObject({ required: z.boolean(), content: json }),
	responses: z.strictObject({
		200: z.strictObject({ description: z.string().min(1), content: json }),
	}),
});

const file = z.strictObject({
	openapi: z.string().regex(/^3\.0\.\d$/),
	info: z.strictObject({
		title: z.string().min(1),
		description: z.string().min(1),
		version: z.string(),
	}),
	servers: z.array(z.strictObject({ url: z.url().max(512) })).length(1),
	security: z.array(z.record(z.string(), z.array(z.string()))),
	paths: z.record(z.string().startsWith('/'), z.strictObject({ post: operation })),
	components: z.strictObject({
		securitySchemes: z.record(
			z.string(),
			z.strictObject({ type: z.literal('apiKey'), in: z.literal('header'), name: z.string() }),
		),
	}),
});

/** A file that passed the words that all three understand. */
export type ImportFile = z.infer<typeof file>;

/** The file, read as strictly as the strictest of them reads it. */
export const readImportFile = (document: unknown): ImportFile => file.parse(document);

/** A tool as a platform has it after the import. */
export interface ImportedTool {
	readonly name: string;
	readonly url: string;
	readonly fields: Readonly<Record<string, z.infer<typeof property>>>;
	readonly required: readonly string[];
	readonly answer: Readonly<Record<string, z.infer<typeof property>>>;
}

const toolsOf = ({ paths, servers }: ImportFile): readonly ImportedTool[] =>
	Object.entries(paths).map(([path, { post }]) => {
		const body = post.requestBody.content['application/json'].schema;
		return {
			name: post.operationId,
			url: (servers[0]?.url ?? '') + path,
			fields: body.properties,
			required: body.required ?? [],
			answer: post.responses[200].content['application/json'].schema.properties,
		};
	});

const prefixOf = (path: string): string => path.split('/').slice(0, -1).join('/');

const isPrivate = (host: string): boolean =>
	/^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|\[?::1)/.test(host);

/** One platform's rules beyond those of the file. */
export interface PlatformRules {
	/** Its own time limit for a call, in seconds. */
	readonly timeLimit: number;
	/** What it refuses of a file that all can read. */
	readonly faults: (document: ImportFile) => readonly string[];
	/** The body that it sends for what its user has filled in. */
	readonly sent: (
		tool: ImportedTool,
		given: Readonly<Record<string, unknown>>,
	) => Readonly<Record<string, unknown>>;
	/** What it makes of an answer: the fields that its users see. Throws for one that counts as a failed call. */
	readonly taken: (
		tool: ImportedTool,
		answer: { readonly status: number; readonly body: Readonly<Record<string, unknown>> },
	) => Readonly<Record<string, unknown>>;
}

const hostFaults = (document: ImportFile, asksForDomain: boolean): readonly string[] => {
	const { hostname } = new URL(document.servers[0]?.url ?? '');
	if (isPrivate(hostname)) return [`${hostname} is private`];
	return asksForDomain && isIP(hostname) !== 0 ? [`${hostname} is no domain name`] : [];
};

const sameNames = (document: ImportFile): readonly string[] => {
	const names = toolsOf(document).map(({ name }) => name);
	return names.filter((name, i) => names.indexOf(name) !== i).map((name) => `twice: ${name}`);
};

const failing: PlatformRules['taken'] = (_tool, { status, body }) => {
	if (status >= 400) throw new Error(`HTTP ${String(status)}: ${JSON.stringify(body)}`);
	return body;
};

/** Only what the file declares ever leaves the platform. */
const declared: PlatformRules['sent'] = ({ fields, required }, given) => {
	const lacking = required.filter((name) => given[name] === undefined);
	if (lacking.length > 0) throw new Error(`not filled in: ${lacking.join(', ')}`);
	return Object.fromEntries(Object.entries(given).filter(([name]) => name in fields));
};

/** Dify fills in what was left empty: with the default of the file, else with null. */
const filled: PlatformRules['sent'] = (tool, given) => {
	const empty = Object.entries(tool.fields).map(([name, field]) => [name, field.default ?? null]);
	return { ...(Object.fromEntries(empty) as Record<string, unknown>), ...declared(tool, given) };
};

const hasType = (value: unknown, type: string): boolean =>
	type === 'integer' ? Number.isInteger(value) : typeof value === type;

/** Coze counts everything but 200 as a broken tool, and cuts away what the file does not name. */
const trimming: PlatformRules['taken'] = ({ answer }, { status, body }) => {
	if (status !== 200) throw new Error(`HTTP ${String(status)}`);
	return Object.fromEntries(
		Object.entries(answer)
			.filter(([name]) => body[name] !== undefined)
			.map(([name, { type }]) => {
				if (!hasType(body[name], type)) throw new Error(`${name} is no ${type}`);
				return [name, body[name]];
			}),
	);
};

/** The rules by platform. */
export const PLATFORM_RULES = {
	coze: {
		timeLimit: 180,
		faults: (document) => {
			const prefixes = new Set(Object.keys(document.paths).map(prefixOf));
			return [
				...hostFaults(document, true),
				...sameNames(document),
				...(prefixes.size > 1 ? [`several prefixes: ${[...prefixes].join(', ')}`] : []),
			];
		},
		sent: declared,
		taken: trimming,
	},
	dify: {
		timeLimit: 60,
		faults: (document) => {
			const { protocol, port } = new URL(document.servers[0]?.url ?? '');
			return [
				...hostFaults(document, false),
				...(protocol === 'https:' && port !== '' ? [`https on port ${port}`] : []),
			];
		},
		sent: filled,
		taken: failing,
	},
	fastgpt: {
		timeLimit: 300,
		faults: (document) => [...hostFaults(document, false), ...sameNames(document)],
		sent: declared,
		taken: failing,
	},
} as const satisfies Record<string, PlatformRules>;

/** The tools of a file that a platform takes. Throws with what it refuses. */
export const importInto = (
	platform: keyof typeof PLATFORM_RULES,
	document: unknown,
): readonly ImportedTool[] => {
	const read = readImportFile(document);
	const faults = PLATFORM_RULES[platform].faults(read);
	if (faults.length > 0) throw new Error(faults.join('; '));
	return toolsOf(read);
};
