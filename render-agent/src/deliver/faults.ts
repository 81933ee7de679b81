/** What a refusing answer of a target means: the code of the failure, and whether trying again may help. */
import type { Clock } from '../kernel/clock';
import { AgentError, type ErrorCode } from '../kernel/errors';
import type { Words } from '../kernel/words';
import { type Outcome, statusOutcome } from '../net/failures';
import type { PostAnswer } from '../net/post';
import { type Retry, retryAfterOf } from '../net/retry';

/** Where an answer came from, and what it said beside its status. */
export interface Refusal {
	readonly url: string;
	/** Name of the fault in the answer, such as `NoSuchBucket`. */
	readonly fault?: string | undefined;
	/** Milliseconds since 1970. */
	readonly now: number;
}

const BY_FAULT: Readonly<Record<string, ErrorCode>> = {
	AccessDenied: 'DELIVERY_DENIED',
	AccountProblem: 'DELIVERY_DENIED',
	ExpiredToken: 'DELIVERY_DENIED',
	InvalidAccessKeyId: 'DELIVERY_DENIED',
	InvalidToken: 'DELIVERY_DENIED',
	SignatureDoesNotMatch: 'DELIVERY_DENIED',
	RequestTimeTooSkewed: 'DELIVERY_CLOCK',
	RequestExpired: 'DELIVERY_CLOCK',
	EntityTooLarge: 'DELIVERY_FULL',
	QuotaExceeded: 'DELIVERY_FULL',
	BadDigest: 'DELIVERY_CORRUPT',
	IncompleteBody: 'DELIVERY_CORRUPT',
	InvalidDigest: 'DELIVERY_CORRUPT',
	XAmzContentSHA256Mismatch: 'DELIVERY_CORRUPT',
};

/** How storages that are not listed call a bucket or an account without room. */
const NO_ROOM =
	/(Insufficient|NotEnough)Storage|Storage(Backend)?Full|(Bucket|Storage)Quota\w*Exceed|Exceed\w*(Bucket|Storage)Quota/i;

const codeOf = (fault: string): ErrorCode | undefined =>
	BY_FAULT[fault] ?? (NO_ROOM.test(fault) ? 'DELIVERY_FULL' : undefined);

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
	401: 'DELIVERY_DENIED',
	403: 'DELIVERY_DENIED',
	413: 'DELIVERY_FULL',
	507: 'DELIVERY_FULL',
};

/** Faults that pass by themselves, whatever their status is. */
const PASSING = new Set(['InternalError', 'RequestTimeout', 'ServiceUnavailable', 'SlowDown']);

const FULL_STATUS = 507;

const outcomeOfAnswer = (
	{ status, headers }: PostAnswer,
	{ fault, now }: Refusal,
	code: ErrorCode,
): Outcome => {
	const known = statusOutcome(status, retryAfterOf(headers['retry-after'], now));
	const isPassing = PASSING.has(fault ?? '') || (status >= 500 && status !== FULL_STATUS);
	return { ...known, again: known.again || isPassing || code === 'DELIVERY_CORRUPT' };
};

/** The failure that an answer without success is. Its cause says whether to try again. */
export const refusalOf = (answer: PostAnswer, refusal: Refusal): AgentError => {
	const { url, fault = '' } = refusal;
	const code = codeOf(fault) ?? BY_STATUS[answer.status] ?? 'DELIVERY_FAILED';
	const said = fault === '' ? '' : ` ${fault}`;
	const { host } = new URL(url);
	return new AgentError(code, {
		object: {
			zh: `${host} 返回 HTTP ${String(answer.status)}${said}`,
			en: `${host} answered HTTP ${String(answer.status)}${said}`,
		},
		cause: outcomeOfAnswer(answer, refusal, code),
	});
};

/** What arrived is not what was sent; worth another try. */
export const corrupt = (what: Words): AgentError =>
	new AgentError('DELIVERY_CORRUPT', {
		object: what,
		cause: {
			kind: 'outcome',
			reason: 'CORRUPT',
			definite: false,
			again: true,
		} satisfies Outcome,
	});

/** How a step of an upload is tried again: five times in all, with 1, 2, 4 and 8 s between where nothing else is asked for. */
export const uploadRetry = (clock: Clock): Retry => ({
	clock,
	attempts: 5,
	progress: () => 0,
	backsOff: true,
});
