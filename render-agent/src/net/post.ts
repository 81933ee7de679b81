/** Sends bodies out: uploads and callbacks. Follows no redirect, asks once, and hands back whatever status came. */
import { pipeline, type Readable, Transform } from 'node:stream';
import type { Clock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';
import { guard } from './addressGuard';
import { type Answer, createExchange, type Exchange, type Question } from './exchange';
import { outcomeOf, shownAddress } from './failures';
import { guardedAgents, type Resolve } from './guardedAgents';
import { watchOver } from './watch';

/** What the receiver said, whatever its status. */
export interface PostAnswer {
	readonly status: number;
	/** Lower-case names. */
	readonly headers: Readonly<Record<string, string>>;
	/** The body as text, at most its first 64 KiB. */
	readonly text: string;
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

/** A streamed body: a form, or a file. */
export interface FormPost {
	readonly url: string;
	/** Default POST. */
	readonly method?: 'POST' | 'PUT';
	/** Content-Type and, where it is known, Content-Length belong in here. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Readable;
	/** How long nothing may move before it is given up. Milliseconds; default 60 000. */
	readonly timeout?: number;
	/** Called with the bytes handed over so far. */
	readonly onBytes?: (sent: number) => void;
}

/** Sends bodies to addresses that the guard permits. */
export interface Post {
	/**
	 * Sends a JSON message.
	 * @throws {AgentError} DELIVERY_FAILED when no answer came, ADDRESS_REFUSED; the signal's reason when aborted
	 */
	readonly postJson: (message: JsonPost, signal: AbortSignal) => Promise<PostAnswer>;
	/**
	 * Streams a body.
	 * @throws {AgentError} DELIVERY_FAILED when no answer came, ADDRESS_REFUSED; the signal's reason when aborted
	 */
	readonly postForm: (form: FormPost, signal: AbortSignal) => Promise<PostAnswer>;
}

/** What a `Post` needs. */
export interface PostOptions {
	/** CIDR blocks beyond the public internet. */
	readonly allow: readonly string[];
	readonly clock: Clock;
	/** Default: the machine's resolver. */
	readonly resolve?: Resolve;
}

const JSON_TIMEOUT = 10_000;
const FORM_TIMEOUT = 60_000;
const MAX_TEXT = 65_536;

const startOf = async (body: Readable): Promise<string> => {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of body as AsyncIterable<Buffer>) {
		chunks.push(chunk);
		bytes += chunk.length;
		if (bytes >= MAX_TEXT) break;
	}
	body.destroy();
	return Buffer.concat(chunks).subarray(0, MAX_TEXT).toString('utf8');
};

const failed = (url: string, error: unknown): AgentError => {
	if (error instanceof AgentError && error.code === 'ADDRESS_REFUSED') return error;
	const outcome = outcomeOf(error);
	const object = error instanceof AgentError && outcome ? error.object : undefined;
	return new AgentError('DELIVERY_FAILED', { object: object ?? shownAddress(url), cause: error });
};

/** The same bytes, telling how many have passed. An error of `body` becomes one of the stream. */
const counting = (body: Readable, tell: (sent: number) => void): Readable => {
	let sent = 0;
	const meter = new Transform({
		transform: (chunk: Buffer, _encoding, next) => {
			sent += chunk.length;
			tell(sent);
			next(null, chunk);
		},
	});
	return pipeline(body, meter, () => undefined);
};

/** A `Post` over guarded agents of its own. */
export const createPost = ({ allow, clock, resolve }: PostOptions): Post => {
	const exchange: Exchange = createExchange(guardedAgents(guard({ allow }), resolve));
	const send = async (
		question: Omit<Question, 'redirects'>,
		watch: ReturnType<typeof watchOver>,
		signal: AbortSignal,
	): Promise<PostAnswer> => {
		try {
			const answer: Answer = await exchange({ ...question, redirects: 0 }, watch.signal);
			const stop = (): void => {
				answer.body.destroy();
			};
			watch.signal.addEventListener('abort', stop, { once: true });
			const text = await startOf(answer.body);
			watch.signal.throwIfAborted();
			return { status: answer.status, headers: answer.headers, text };
		} catch (error) {
			signal.throwIfAborted();
			throw failed(question.url, error);
		} finally {
			watch.done();
		}
	};
	return {
		postJson: ({ url, body, headers = {}, timeout = JSON_TIMEOUT }, signal) => {
			const text = typeof body === 'string' ? body : JSON.stringify(body);
			const named = { 'Content-Type': 'application/json; charset=utf-8', ...headers };
			const question = { method: 'POST', url, headers: named, body: text } as const;
			return send(question, watchOver(clock, timeout, signal), signal);
		},
		postForm: async (form, signal) => {
			const { url, method = 'POST', headers, body, timeout = FORM_TIMEOUT, onBytes } = form;
			const watch = watchOver(clock, timeout, signal);
			const counted = counting(body, (sent) => {
				watch.fed();
				onBytes?.(sent);
			});
			try {
				return await send({ method, url, headers, body: counted }, watch, signal);
			} finally {
				body.destroy();
			}
		},
	};
};
