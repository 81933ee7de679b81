/** The OpenAPI document, made from the very schemas that validate. */
import { z } from 'zod/v4';
import { errorBody } from './errorBody';
import type { Route } from './route';

/** Any JSON object. */
export type Json = Readonly<Record<string, unknown>>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
	const json = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
	return Object.fromEntries(Object.entries(json).filter(([name]) => name !== '$schema'));
};

const documentPath = (path: string): string =>
	path.replace(/:(\w+)/g, '{$1}').replace(/\*$/, '{path}');

const parametersOf = (
	fields: z.ZodObject | undefined,
	place: 'query' | 'path',
): readonly Json[] => {
	if (!fields) return [];
	const { properties = {}, required = [] } = z.toJSONSchema(fields, { io: 'input' });
	return Object.entries(properties).map(([name, schema]) => ({
		name: name === '*' ? 'path' : name,
		in: place,
		required: place === 'path' || required.includes(name),
		schema,
	}));
};

const bodyOf = ({ body, takes }: Route): Json => {
	if (body) {
		const content = { 'application/json': { schema: schemaOf(body, 'input') } };
		return { requestBody: { required: true, content } };
	}
	if (!takes) return {};
	const file = { type: 'string', format: 'binary' };
	const form = { type: 'object', properties: { file }, required: ['file'] };
	const entries = takes.map((type) => [
		type,
		{ schema: type.startsWith('multipart/') ? form : file },
	]);
	return { requestBody: { required: true, content: Object.fromEntries(entries) as Json } };
};

const envelope = z.object({
	code: z.literal(0),
	message: z.string(),
});

const fileOf = (type: string): Json => ({
	[type]: { schema: { type: 'string', format: 'binary' } },
});

const successOf = ({ gives, orGives }: Route): Json => ({
	...(orGives !== undefined && fileOf(orGives)),
	...(typeof gives === 'string'
		? fileOf(gives)
		: { 'application/json': { schema: schemaOf(envelope.extend(gives.shape), 'output') } }),
});

const operationOf = (route: Route): Json => ({
	operationId: route.name,
	summary: route.summary,
	...(route.scope === undefined && { security: [] }),
	parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
	...bodyOf(route),
	responses: {
		200: { description: 'Success', content: successOf(route) },
		default: { $ref: '#/components/responses/Failure' },
	},
});

const pathsOf = (routes: readonly Route[]): Json => {
	const paths = new Map<string, Json>();
	for (const route of routes) {
		const path = documentPath(route.path);
		paths.set(path, { ...paths.get(path), [route.method.toLowerCase()]: operationOf(route) });
	}
	return Object.fromEntries(paths);
};

/** The document of these routes. */
export const openapiOf = (routes: readonly Route[], version: string): Json => ({
	openapi: '3.1.0',
	info: {
		title: 'CapCut Render agent',
		version,
		description:
			'Renders JianYing/CapCut drafts to video. A failure has a real HTTP status; the same addresses under /flat answer every failure with HTTP 200 and the same body.',
	},
	servers: [
		{ url: '/', description: 'Failures with their HTTP status' },
		{ url: '/flat', description: 'Every answer with HTTP 200' },
	],
	security: [{ bearer: [] }, { header: [] }],
	paths: pathsOf(routes),
	components: {
		securitySchemes: {
			bearer: { type: 'http', scheme: 'bearer' },
			header: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
		},
		schemas: { Failure: schemaOf(errorBody, 'output') },
		responses: {
			Failure: {
				description: 'The request failed; error_code says how, hint what to do.',
				content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
			},
		},
	},
});
