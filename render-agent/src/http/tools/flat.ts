/** Schemas without objects, lists, unions and null: what tools of chains and agents can carry. The rest travels as JSON text. */
import { z } from 'zod/v4';
import { AgentError } from '../../kernel/errors';

/** Fields of an object by their names. */
export type Shape = Readonly<Record<string, z.ZodType>>;

const TYPES = ['string', 'integer', 'number', 'boolean'] as const;

/** A field as every importer understands it. */
export interface FlatSchema {
	readonly type: (typeof TYPES)[number];
	readonly description?: string;
	readonly enum?: readonly unknown[];
	readonly default?: unknown;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly example?: unknown;
}

interface JsonSchema extends Readonly<Record<string, unknown>> {
	readonly description?: string;
	readonly anyOf?: readonly JsonSchema[];
	readonly const?: unknown;
	readonly enum?: readonly unknown[];
}

const BOUNDS = ['default', 'minimum', 'maximum', 'example'] as const;

const withoutNull = (schema: JsonSchema): JsonSchema => {
	const { anyOf, ...outer } = schema;
	const real = anyOf?.filter(({ type }) => type !== 'null') ?? [];
	return real.length === 1 ? { ...real[0], ...outer } : schema;
};

const isUseful = (value: unknown): boolean =>
	value !== undefined && !(typeof value === 'number' && Math.abs(value) >= Number.MAX_SAFE_INTEGER);

const typeOf = ({ type, enum: words, const: only }: JsonSchema): FlatSchema['type'] | undefined => {
	const known = TYPES.find((one) => one === type);
	const word = only ?? words?.[0];
	return known ?? (typeof word === 'string' ? 'string' : undefined);
};

const jsonOf = (field: z.ZodType): JsonSchema =>
	withoutNull(z.toJSONSchema(field, { io: 'input', unrepresentable: 'any' }));

/** A field without null and without words that only newer versions of JSON Schema know; undefined when it is no scalar. */
export const flatSchemaOf = (field: z.ZodType): FlatSchema | undefined => {
	const json = jsonOf(field);
	const type = typeOf(json);
	if (type === undefined) return undefined;
	const words = json.const === undefined ? json.enum : [json.const];
	return {
		type,
		...(json.description !== undefined && { description: json.description }),
		...(words && { enum: words }),
		...Object.fromEntries(
			BOUNDS.filter((name) => isUseful(json[name])).map((name) => [name, json[name]]),
		),
	};
};

const asText = (field: z.ZodType): z.ZodType =>
	z
		.string()
		.optional()
		.describe(`${jsonOf(field).description ?? ''} As JSON text.`.trim());

/** The same fields, those that are no scalars as JSON text. */
export const flatShapeOf = (shape: Shape): Shape =>
	Object.fromEntries(
		Object.entries(shape).map(([name, field]) => [
			name,
			flatSchemaOf(field) ? field : asText(field),
		]),
	);

const parsed = (name: string, text: string): unknown => {
	try {
		return JSON.parse(text) as unknown;
	} catch (cause) {
		throw new AgentError('REQUEST_INVALID', {
			object: {
				zh: `${name}: 应为 JSON 文本`,
				en: `${name}: must be JSON written as text`,
			},
			cause,
		});
	}
};

/** Fields of `flatShapeOf(shape)` as `shape` has them. @throws {AgentError} REQUEST_INVALID for a text that is no JSON */
export const unflattened = (shape: Shape, fields: Readonly<Record<string, unknown>>): object =>
	Object.fromEntries(
		Object.entries(shape)
			.filter(([name]) => fields[name] !== undefined)
			.map(([name, field]) => {
				const value = fields[name];
				const isText = flatSchemaOf(field) === undefined && typeof value === 'string';
				return [name, isText ? parsed(name, value) : value];
			}),
	);

const loosenedText = (value: unknown): unknown => {
	if (typeof value === 'object') return JSON.stringify(value);
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
};

const loosenedValue = (type: FlatSchema['type'] | undefined, value: unknown): unknown => {
	if (type === 'string') return loosenedText(value);
	if (typeof value !== 'string') return value;
	if (type === 'boolean') return { true: true, false: false }[value.trim().toLowerCase()] ?? value;
	return Number.isNaN(Number(value)) ? value : Number(value);
};

/** What a tool sent, as its schema wants it: blanks and null are left out, numbers and switches may come as text. */
export const loosened = (
	shape: Shape,
	sent: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
	Object.fromEntries(
		Object.entries(shape)
			.map(([name, field]) => [name, sent[name], flatSchemaOf(field)?.type] as const)
			.filter(([, value]) => value !== undefined && value !== null && value !== '')
			.map(([name, value, type]) => [name, loosenedValue(type, value)]),
	);

/** The scalar fields of an object, each with a description. */
export const propertiesOf = (fields: z.ZodObject): Readonly<Record<string, FlatSchema>> =>
	Object.fromEntries(
		Object.entries(fields.shape).flatMap(([name, field]) => {
			const flat = flatSchemaOf(field as z.ZodType);
			return flat ? [[name, { ...flat, description: flat.description ?? name }]] : [];
		}),
	);

/** The fields of an object that must be sent. */
export const requiredOf = (fields: z.ZodObject): readonly string[] =>
	Object.entries(fields.shape)
		.filter(([, field]) => !(field as z.ZodType).safeParse(undefined).success)
		.map(([name]) => name);
