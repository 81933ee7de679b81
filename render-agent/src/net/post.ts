/** Sends bodies out: uploads and callbacks. Follows no redirect, asks once, and hands back whatever status came. */
import type { Readable } from 'node:stream';
import type { Clock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';
import { guard } from './addressGuard';
import { createExchange, type Method, type Question } from './exchange';
import {
	asUnreachable,
	brokenOutcome,
	type Outcome,
	outcomeOf,
	shownAddress,
	unreachable,
} from './failures';
import { type FileBody, pouring } from './fileBody';
import { guardedAgents, type Resolve } from './guardedAgents';
import { type Watch, watchOver } from './watch';

/** What the receiver said, whatever its status. */
export interface PostAnswer {
	readonly status: number;
	/** Lower-case names. */
	readonly headers: Readonly<Record<string, string>>;
	/** The body as text, at most its first 64 KiB. */
	readonly text: string;
	/** The same as bytes. */
	readonly start: Uint8Array;
}

/** A JSON message. */
export interface JsonPost {
	readonly url: string;
	/** A string is sent as it is (so that a signature over it holds), anything else as its JSON. */
	readonly body: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	/** For the whole exchange. Milliseconds; default 10 000. */
	readonly timeout?: number;
}

/** Any request, with or without a body. */
export interface Sending {
	readonly method: Method;
	readonly url: string;
	/** Content-Type and, where it is known, Content-Length belong in here. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: FileBody | string;
	/** How long nothing may move before it is given up. Milliseconds; default 60 000. */
	readonly timeout?: number;
	/** Called with the bytes of a file's stretch that have gone so far. */
	readonly onBytes?: (sent: number) => void;
}

/** Sends a request. */
export type Send = (sending: Sending, signal: AbortSignal) => Promise<PostAnswer>;

/** Sends bodies to addresses that the guard permits. */
export interface Post {
	/**
	 * Sends a JSON message.
	 * @throws {AgentError} DELIVERY_UNREACHABLE when no answer came, ADDRESS_REFUSED; the signal's reason when aborted
	 */
	readonly postJson: (message: JsonPost, signal: AbortSignal) => Promise<PostAnswer>;
	/**
	 * Sends any request.
	 * @throws {AgentError} DELIVERY_UNREACHABLE when no answer came, ADDRESS_REFUSED; the signal's reason when aborted
	 */
	readonly send: Send;
}

/** What a `Post` needs. */
export interface PostOptions {
	/** CIDR blocks beyond the public internet, or `everything` for addresses that the operator has written down. */
	readonly allow: readonly string[] | 'everything';
	readonly clock: Clock;
	/** Default: the machine's resolver. */
	readonly resolve?: Resolve;
}

const JSON_TIMEOUT = 10_000;
const SEND_TIMEOUT = 60_000;
const MAX_TEXT = 65_536;
const EVERYTHING = ['0.0.0.0/0', '::/0'];

const startOf = async (body: Readable): Promise<Buffer> => {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of body as AsyncIterable<Buffer>) {
		chunks.push(chunk);
		bytes += chunk.length;
		if (bytes >= MAX_TEXT) break;
	}
	body.destroy();
	return Buffer.concat(chunks).subarray(0, MAX_TEXT);
};

/** No answer came. The outcome goes along as the cause, so that whoever uploads knows whether to try again. */
const failed = (url: string, error: unknown): AgentError => {
	const known = asUnreachable(url, error);
	if (known.code !== 'MEDIA_UNREACHABLE') return known;
	return new AgentError('DELIVERY_UNREACHABLE', {
		object: known.object ?? shownAddress(url),
		cause: againWhenStarting(outcomeOf(known)) ?? known,
	});
};

const NOT_THERE_YET = new Set(['ECONNREFUSED', 'ENOTFOUND']);

/** A receiver that is being started again refuses connections, and its name may be unknown meanwhile: worth another try. */
const againWhenStarting = (outcome: Outcome | undefined): Outcome | undefined =>
	outcome && NOT_THERE_YET.has(outcome.reason ?? '') ? { ...outcome, again: true } : outcome;

type Exchanged = (
	question: Omit<Question, 'redirects'>,
	watch: Watch,
	signal: AbortSignal,
) => Promise<PostAnswer>;

const exchangedBy = ({ allow, resolve }: PostOptions): Exchanged => {
	const anywhere = allow === 'everything';
	const rule = guard({ allow: anywhere ? EVERYTHING : allow });
	const exchange = createExchange(guardedAgents(rule, resolve), anywhere);
	return async (question, watch, signal) => {
		try {
			const answer = await exchange({ ...question, redirects: 0 }, watch.signal);
			const stop = (): void => {
				answer.body.destroy();
			};
			watch.signal.addEventListener('abort', stop, { once: true });
			const start = await startOf(answer.body);
			watch.signal.throwIfAborted();
			const { status, headers } = answer;
			return { status, headers, text: start.toString('utf8'), start };
		} catch (error) {
			signal.throwIfAborted();
			const late = watch.isExpired();
			const cause = late ? unreachable(question.url, brokenOutcome('ETIMEDOUT', error)) : error;
			throw failed(question.url, cause);
		} finally {
			watch.done();
		}
	};
};

/** A `Post` over guarded agents of its own. */
export const createPost = (options: PostOptions): Post => {
	const { clock } = options;
	const exchanged = exchangedBy(options);
	return {
		postJson: ({ url, body, headers = {}, timeout = JSON_TIMEOUT }, signal) => {
			const text = typeof body === 'string' ? body : JSON.stringify(body);
			const named = { 'Content-Type': 'application/json; charset=utf-8', ...headers };
			const question = { method: 'POST', url, headers: named, body: text } as const;
			return exchanged(question, watchOver(clock, timeout, signal), signal);
		},
		send: async ({ method, url, headers, body, timeout = SEND_TIMEOUT, onBytes }, signal) => {
			const watch = watchOver(clock, timeout, signal);
			if (body === undefined || typeof body === 'string') {
				const question = { method, url, headers, ...(body !== undefined && { body }) };
				return exchanged(question, watch, signal);
			}
			const poured = pouring(body, (sent) => {
				watch.fed();
				onBytes?.(sent);
			});
			try {
				return await exchanged({ method, url, headers, body: poured }, watch, signal);
			} finally {
				poured.destroy();
			}
		},
	};
};
