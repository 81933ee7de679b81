/** How a worker speaks to its gateway: one question, one answer; and asking until there is one. */
import type { z } from 'zod/v4';
import type { Clock } from '../kernel/clock';
import { AgentError, type ErrorCode, ERRORS } from '../kernel/errors';
import type { Language } from '../kernel/words';
import type { FileBody } from '../net/fileBody';
import type { PostAnswer, Send, Sending } from '../net/post';

/** One question. `body`: JSON, or a stretch of a file. */
export interface Question<T extends z.ZodType> {
	readonly method?: 'GET' | 'POST';
	/** Behind `/v1/worker`. */
	readonly path: string;
	readonly body?: object | { readonly piece: FileBody };
	readonly gives: T;
	/** How long nothing may move. Milliseconds; default 30 000. */
	readonly patience?: number;
}

/** A gateway. */
export interface Gateway {
	/** Its address, without a slash at its end. */
	readonly url: string;
	/**
	 * Asks once.
	 * @throws {AgentError} GATEWAY_UNREACHABLE when no answer of a gateway came; else what the gateway says; the signal's
	 * reason when aborted
	 */
	readonly ask: <T extends z.ZodType>(
		question: Question<T>,
		signal: AbortSignal,
	) => Promise<z.infer<T>>;
}

/** What a gateway is spoken to with. */
export interface GatewayParts {
	readonly url: string;
	/** Absent while the worker enrols. */
	readonly credential?: string;
	readonly language: Language;
	readonly send: Send;
}

const PATIENCE = 30_000;

const unreachable = (url: string, why: { zh: string; en: string }, cause?: unknown): AgentError =>
	new AgentError('GATEWAY_UNREACHABLE', {
		object: { zh: `${url}（${why.zh}）`, en: `${url} (${why.en})` },
		cause,
	});

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

const isCode = (text: unknown): text is ErrorCode => typeof text === 'string' && text in ERRORS;

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

const NO_ADDRESS = 404;

/** A refusal in the gateway's words. */
const refusal = (
	url: string,
	{ status, headers }: PostAnswer,
	body: Readonly<Record<string, unknown>> | undefined,
): AgentError => {
	const code = body?.['error_code'];
	// An agent answers so, too, where it has no such address: one that is older, or behind another path.
	if (!isCode(code) || body?.['code'] === NO_ADDRESS) {
		const to = headers['location'];
		const moved = to === undefined ? '' : ` → ${to}`;
		const said = `HTTP ${String(status)}${moved}`;
		return unreachable(url, {
			zh: `${said}，那里不是渲染服务的网关`,
			en: `${said}: no gateway of this kind answers there`,
		});
	}
	const [message, detail] = [textIn(body?.['message']), textIn(body?.['detail'])];
	const object = detail.slice(message.length).replace(/^[：:]\s*/, '');
	return new AgentError(code, { hint: { folder: url }, ...(object !== '' && { object }) });
};

const sendingOf = (
	{ url, credential, language }: GatewayParts,
	{ method, path, body, patience = PATIENCE }: Question<z.ZodType>,
): Sending => {
	const headers = {
		accept: 'application/json',
		'accept-language': language,
		...(credential !== undefined && { authorization: `Bearer ${credential}` }),
	};
	const at = { url: `${url}/v1/worker${path}`, timeout: patience };
	if (body === undefined) return { ...at, method: method ?? 'GET', headers };
	if ('piece' in body) {
		const { piece } = body;
		const type = { 'content-type': 'application/octet-stream' };
		const length = { 'content-length': String(piece.bytes) };
		return { ...at, method: 'POST', headers: { ...headers, ...type, ...length }, body: piece };
	}
	const type = { 'content-type': 'application/json' };
	return { ...at, method: 'POST', headers: { ...headers, ...type }, body: JSON.stringify(body) };
};

/** A gateway at an address. */
export const createGateway = (parts: GatewayParts): Gateway => ({
	url: parts.url,
	ask: async (question, signal) => {
		const answer = await parts.send(sendingOf(parts, question), signal).catch((cause: unknown) => {
			signal.throwIfAborted();
			const said = cause instanceof AgentError ? cause.object : undefined;
			const why = typeof said === 'object' ? said : { zh: said ?? '', en: said ?? '' };
			throw unreachable(parts.url, why, cause);
		});
		const body = parsed(answer.text);
		const fields = typeof body === 'object' && body !== null ? { ...body } : undefined;
		if (answer.status !== 200) throw refusal(parts.url, answer, fields);
		const { success, data } = question.gives.safeParse(fields);
		if (success) return data;
		throw unreachable(parts.url, {
			zh: '答复无法识别，网关与工作机的版本可能不同',
			en: 'its answer is not understood; gateway and worker may be of different versions',
		});
	},
});

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** What passes by itself. What a gateway says of the job itself does not. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
	...(['GATEWAY_UNREACHABLE', 'RATE_LIMITED', 'BUSY', 'DISK_FULL', 'INTERNAL'] as const),
]);

/** Whether asking again may help. */
export const isPassing = (error: unknown): boolean =>
	error instanceof AgentError && PASSING.has(error.code);

/** How long to wait before the n-th try after the first, from 0: 1, 2, 4 … 30 s, each by lot between a half and the whole. */
export const waitBefore = (tried: number, lot: () => number = Math.random): number =>
	Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tried) * (0.5 + lot() / 2);

/** Asks until there is an answer. @throws what does not pass by itself; the signal's reason when aborted */
export const untilAnswered = async <T>(
	ask: () => Promise<T>,
	clock: Clock,
	signal: AbortSignal,
): Promise<T> => {
	for (let tried = 0; ; tried += 1) {
		try {
			return await ask();
		} catch (error) {
			signal.throwIfAborted();
			if (!isPassing(error)) throw error;
			await clock.sleep(waitBefore(tried), signal);
		}
	}
};
