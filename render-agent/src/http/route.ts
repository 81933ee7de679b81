/** A route as data: what it takes, what it gives, who may call it, and its deed. The OpenAPI document is made from it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod/v4';
import { fieldFaults } from '../config/fieldFaults';
import { AgentError } from '../kernel/errors';
import type { Language } from '../kernel/words';
import type { Scope } from '../keys/keyStore';
import type { Caller } from './auth';
import type { ErrorBody } from './errorBody';

/** What every deed is told. */
export interface Context {
	readonly caller: Caller;
	readonly language: Language;
	/** Address of the agent as the caller should see it, without a slash at its end. */
	readonly base: string;
	/** Aborts when the caller has gone. */
	readonly gone: AbortSignal;
	readonly request: FastifyRequest;
	readonly reply: FastifyReply;
}

/** A request after its schemas. */
export interface Call<Body, Query, Params> extends Context {
	readonly body: Body;
	readonly query: Query;
	readonly params: Params;
}

/** A success that is JSON already, with `code` and `message`. */
export class JsonText {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}
}

type Fields = z.ZodObject;

/** What a route says of itself. */
export interface RouteWords {
	readonly method: 'GET' | 'POST' | 'DELETE';
	/** With `:name` for parameters and `*` for the rest. */
	readonly path: string;
	/** Unique; `operationId` of the document. */
	readonly name: string;
	readonly summary: string;
	/** What a key must be allowed to do; `worker` asks for the credential of a worker, undefined for nothing. */
	readonly scope: Scope | 'worker' | undefined;
	/** Fields of a success beside `code` and `message`; a text is the MIME type of a file. */
	readonly gives: Fields | string;
	/** MIME type of a file that it gives instead where it is asked for one. */
	readonly orGives?: string;
	/** What a failure says beside its own fields, where callers look for those of a success. */
	readonly besideFailure?: (body: ErrorBody, language: Language) => object;
	/** MIME types of a body that is no JSON. */
	readonly takes?: readonly string[];
}

interface RouteSchemas<B extends Fields, Q extends Fields, P extends Fields> {
	readonly body?: B;
	readonly query?: Q;
	readonly params?: P;
	/** Looks at the body before its schema does. */
	readonly before?: (body: Readonly<Record<string, unknown>>) => void;
}

type Deed<B extends Fields, Q extends Fields, P extends Fields> = (
	call: Call<z.infer<B>, z.infer<Q>, z.infer<P>>,
) => Promise<object | undefined> | object | undefined;

/** A route, its schemas applied. `run` gives the fields of a success or its text, or undefined when the reply is on its way. */
export interface Route extends RouteWords {
	readonly body: Fields | undefined;
	readonly query: Fields | undefined;
	readonly params: Fields | undefined;
	readonly run: (context: Context) => Promise<object | undefined>;
}

/** A value as its schema gives it. @throws {AgentError} REQUEST_INVALID naming every wrong field */
export const checked = <T extends Fields>(schema: T, value: unknown): z.infer<T> => {
	const { success, data } = schema.safeParse(value);
	if (success) return data;
	throw new AgentError('REQUEST_INVALID', { object: fieldFaults(schema, value) ?? '' });
};

/** A number for one of a field's words where it is that word in digits: `-14` for `"-14"`. */
const asWord = (field: z.core.$ZodType, value: unknown): unknown => {
	if (typeof value !== 'number') return value;
	const isOfWords = z.safeParse(field, value).error?.issues[0]?.code === 'invalid_value';
	return isOfWords && z.safeParse(field, String(value)).success ? String(value) : value;
};

/**
 * A body as its schema means it: without the nulls that automation tools send for fields that are left out, and with
 * numbers for words in digits.
 */
const asMeant = ({ shape }: Fields, sent: Readonly<Record<string, unknown>>): object => {
	const fields = new Map(Object.entries<z.core.$ZodType>(shape));
	return Object.fromEntries(
		Object.entries(sent).flatMap(([name, value]) => {
			const field = fields.get(name);
			if (!field) return [[name, value]];
			const isLeftOut = value === null && z.safeParse(field, undefined).success;
			return isLeftOut ? [] : [[name, asWord(field, value)]];
		}),
	);
};

/** A JSON body as an object. @throws {AgentError} REQUEST_INVALID */
export const objectBody = (body: unknown): Readonly<Record<string, unknown>> => {
	if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
	throw new AgentError('REQUEST_INVALID', {
		object:
			body === undefined
				? { zh: '请求体为空，应为 JSON 对象', en: 'the body is empty; send a JSON object' }
				: { zh: '请求体应为 JSON 对象', en: 'the body must be a JSON object' },
	});
};

const nothing = z.object({});

/** A route from its words, schemas and deed. */
export const route = <
	B extends Fields = typeof nothing,
	Q extends Fields = typeof nothing,
	P extends Fields = typeof nothing,
>(
	words: RouteWords,
	{ body, query, params, before }: RouteSchemas<B, Q, P>,
	deed: Deed<B, Q, P>,
): Route => ({
	...words,
	body,
	query,
	params,
	run: async (context) => {
		const sent = body ? objectBody(context.request.body) : {};
		before?.(sent);
		return deed({
			...context,
			body: checked(body ?? nothing, body ? asMeant(body, sent) : sent) as z.infer<B>,
			query: checked(query ?? nothing, context.request.query) as z.infer<Q>,
			params: checked(params ?? nothing, context.request.params) as z.infer<P>,
		});
	},
});
