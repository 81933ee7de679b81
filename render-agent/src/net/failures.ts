/** What a failed request means: whether it was a definite no, and whether asking again may help. */
import { AgentError } from '../kernel/errors';
import type { Words } from '../kernel/words';
import { percentDecoded } from '../kernel/percent';

/** How a request failed. Travels as the `cause` of the `AgentError` that people see. */
export interface Outcome {
	readonly kind: 'outcome';
	/** HTTP status of the answer, when there was one. */
	readonly status?: number;
	/** Node's or our own name of what went wrong, when there was no usable answer. */
	readonly reason?: string;
	/** The server has said no: the same request will fail again. */
	readonly definite: boolean;
	/** Whether a download asks again: busy servers and broken streams, not other refusals. */
	readonly again: boolean;
	/** What Retry-After asked for. Milliseconds. */
	readonly retryAfter?: number;
	readonly cause?: unknown;
}

const BUSY = new Set([408, 425, 429, 502, 503, 504]);

/** The outcome of an answer that is no success. `retryAfter` in milliseconds. */
export const statusOutcome = (status: number, retryAfter?: number): Outcome => ({
	kind: 'outcome',
	status,
	definite: status < 500 && !BUSY.has(status),
	again: BUSY.has(status),
	...(retryAfter === undefined ? {} : { retryAfter }),
});

const FINAL = new Set(['ENOTFOUND', 'ECONNREFUSED', 'EPROTO']);

/** The outcome of a request without a usable answer, from what Node threw. */
export const brokenOutcome = (reason: string, cause?: unknown): Outcome => {
	const definite =
		FINAL.has(reason) || /^(CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(reason);
	return { kind: 'outcome', reason, definite, again: !definite, cause };
};

/** The outcome of an answer that arrived but cannot be used, such as one that is not what was asked for. */
export const unusableOutcome = (reason: string): Outcome => ({
	kind: 'outcome',
	reason,
	definite: true,
	again: false,
});

/** How a request failed, read back from the error that it became; undefined for errors from elsewhere. */
export const outcomeOf = (error: unknown): Outcome | undefined => {
	const cause: unknown = error instanceof AgentError ? error.cause : undefined;
	const isOutcome = typeof cause === 'object' && cause !== null && 'kind' in cause;
	return isOutcome && cause.kind === 'outcome' ? (cause as Outcome) : undefined;
};

/** Whether an error says for certain that the address will not answer: a refusal or a definite no. */
export const isDefinite = (error: unknown): boolean =>
	error instanceof AgentError &&
	(error.code === 'ADDRESS_REFUSED' ||
		error.code === 'TOO_LARGE' ||
		outcomeOf(error)?.definite === true);

const MAX_NAME = 80;

/** An address as it may be shown and logged: host and last part of the path. Never its query, which may hold secrets. */
export const shownAddress = (address: string): string => {
	const url = URL.parse(address);
	if (!url) return address.split(/[?#]/)[0]?.slice(0, MAX_NAME) ?? '';
	const name = percentDecoded(url.pathname.split('/').filter(Boolean).at(-1) ?? '');
	const readable = name.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, MAX_NAME);
	return `${url.host}/${readable}`;
};

const REASONS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
	ENOTFOUND: { zh: '找不到该主机', en: 'host not found' },
	EAI_AGAIN: { zh: '域名解析失败', en: 'the name could not be resolved' },
	ECONNREFUSED: { zh: '连接被拒绝', en: 'connection refused' },
	ECONNRESET: { zh: '连接中断', en: 'connection lost' },
	EPIPE: { zh: '连接中断', en: 'connection lost' },
	ETIMEDOUT: { zh: '超时', en: 'timed out' },
	IDLE: { zh: '服务器长时间没有响应', en: 'the server went silent' },
	TOO_SLOW: { zh: '下载速度过慢', en: 'too slow' },
	REDIRECTS: { zh: '重定向过多', en: 'too many redirects' },
	RANGE: { zh: '服务器返回了错误的片段', en: 'the server sent a part that was not asked for' },
	ENCODED: { zh: '服务器返回了压缩内容', en: 'the server sent compressed content' },
	HPE_HEADER_OVERFLOW: { zh: '响应头过大', en: 'response headers too large' },
	NOT_AN_ADDRESS: { zh: '不是有效地址', en: 'not a valid address' },
	NOT_JSON: { zh: '返回的不是 JSON', en: 'the answer is no JSON' },
};

const said = ({ status, reason = '' }: Outcome): Words =>
	status === undefined ? (REASONS[reason] ?? reason) : `HTTP ${String(status)}`;

/** `MEDIA_UNREACHABLE` for an address: its short form and why, with the outcome as cause. */
export const unreachable = (address: string, outcome: Outcome, why?: Words): AgentError => {
	const words = why ?? said(outcome);
	const [zh, en] = typeof words === 'string' ? [words, words] : [words.zh, words.en];
	const name = shownAddress(address);
	return new AgentError('MEDIA_UNREACHABLE', {
		object: { zh: `${name}（${zh}）`, en: `${name} (${en})` },
		cause: outcome,
	});
};

const reasonIn = (error: unknown): string => {
	if (typeof error !== 'object' || error === null) return 'failed';
	if ('code' in error && typeof error.code === 'string') return error.code;
	return error instanceof Error ? error.name : 'failed';
};

const causeOf = (error: unknown): unknown =>
	error instanceof Error && error.cause !== undefined ? error.cause : error;

/** Any failure of a request to `address` as an `AgentError`; refusals of the guard are kept as they are. */
export const asUnreachable = (address: string, error: unknown): AgentError => {
	if (error instanceof AgentError) return error;
	const inner = causeOf(error);
	if (inner instanceof AgentError) return inner;
	const wrapped = 'ERR_BAD_REQUEST' === reasonIn(error) ? reasonIn(inner) : reasonIn(error);
	return unreachable(address, brokenOutcome(wrapped, error));
};
