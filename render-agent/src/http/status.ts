/** The one place where a failure becomes an HTTP status and a number. Leaving a code out does not compile. */
import type { AgentError, ErrorCode } from '../kernel/errors';

/** How a failure is numbered: the HTTP status, and `code` of the body. */
export interface Numbers {
	readonly status: number;
	readonly code: number;
	/** Seconds of `Retry-After`; absent when trying again does not help by itself. */
	readonly retryAfter?: number;
}

/** Status and number of every failure; 29xx are our own, the others capcut-mate's. */
export const NUMBERS = {
	DRAFT_URL_MISSING: { status: 400, code: 1001 },
	DRAFT_URL_INVALID: { status: 400, code: 2001 },
	DRAFT_NOT_FOUND: { status: 404, code: 2001 },
	DRAFT_EMPTY: { status: 400, code: 2901 },
	MEDIA_UNREACHABLE: { status: 400, code: 2005 },
	MEDIA_MISSING: { status: 400, code: 2005 },
	MEDIA_BROKEN: { status: 400, code: 2005 },
	RENDER_FAILED: { status: 500, code: 2902 },
	AUDIO_FAILED: { status: 500, code: 2903 },
	ENCODE_FAILED: { status: 500, code: 2904 },
	BUSY: { status: 503, code: 2905, retryAfter: 30 },
	DISK_FULL: { status: 503, code: 2905, retryAfter: 60 },
	NOT_READY: { status: 503, code: 2905, retryAfter: 30 },
	TIMED_OUT: { status: 504, code: 2906 },
	SUBMIT_FAILED: { status: 500, code: 2030 },
	DRAFT_ENCRYPTED: { status: 400, code: 2907 },
	DRAFT_INVALID: { status: 400, code: 2908 },
	UNSUPPORTED: { status: 400, code: 2909 },
	ADDRESS_REFUSED: { status: 400, code: 2910 },
	CANCELLED: { status: 409, code: 2911 },
	LEASE_LOST: { status: 409, code: 2914 },
	ENROL_CODE_INVALID: { status: 403, code: 2915 },
	WORKER_KEY_INVALID: { status: 401, code: 1004 },
	GATEWAY_UNREACHABLE: { status: 503, code: 2916, retryAfter: 30 },
	JOB_NOT_FOUND: { status: 404, code: 2031 },
	IDEMPOTENCY_CONFLICT: { status: 409, code: 2917 },
	REQUEST_INVALID: { status: 400, code: 1001 },
	KEY_MISSING: { status: 401, code: 1004 },
	KEY_INVALID: { status: 401, code: 1004 },
	FORBIDDEN: { status: 403, code: 1003 },
	RATE_LIMITED: { status: 429, code: 2912, retryAfter: 1 },
	TOO_LARGE: { status: 413, code: 2004 },
	DELIVERY_FAILED: { status: 500, code: 2913 },
	DELIVERY_DENIED: { status: 500, code: 2913 },
	DELIVERY_CLOCK: { status: 500, code: 2913 },
	DELIVERY_FULL: { status: 500, code: 2913 },
	DELIVERY_UNREACHABLE: { status: 500, code: 2913 },
	DELIVERY_CORRUPT: { status: 500, code: 2913 },
	INTERNAL: { status: 500, code: 9998 },
} as const satisfies Record<ErrorCode, Numbers>;

/** The numbers of a failure's code. */
export const numbersOf = (code: ErrorCode): Numbers => NUMBERS[code];

/** The HTTP status of a failure. */
export const statusOf = ({ code }: Pick<AgentError, 'code'>): number => numbersOf(code).status;

/** Seconds that the caller should wait, or undefined. */
export const retryAfterOf = ({ code, hint }: AgentError): number | undefined => {
	const { retryAfter } = numbersOf(code);
	return retryAfter === undefined ? undefined : Number(hint['seconds'] ?? retryAfter);
};
