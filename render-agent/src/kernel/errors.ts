/** The whole vocabulary of failures. A failure is a code, an object and a cause; how it reads is told in `errorTexts`. */
import type { Words } from './words';

/** Who can act on it. Decides the log level. */
export type Blame = 'caller' | 'draft' | 'target' | 'agent';

/** Every failure that anybody outside can see. `retry`: the same request may succeed later, unchanged. */
export const ERRORS = {
	DRAFT_URL_MISSING: { blame: 'caller', retry: false },
	DRAFT_URL_INVALID: { blame: 'caller', retry: false },
	DRAFT_NOT_FOUND: { blame: 'caller', retry: false },
	DRAFT_EMPTY: { blame: 'draft', retry: false },
	DRAFT_ENCRYPTED: { blame: 'draft', retry: false },
	DRAFT_INVALID: { blame: 'draft', retry: false },
	MEDIA_UNREACHABLE: { blame: 'draft', retry: true },
	MEDIA_MISSING: { blame: 'draft', retry: false },
	MEDIA_BROKEN: { blame: 'draft', retry: false },
	UNSUPPORTED: { blame: 'draft', retry: false },
	ADDRESS_REFUSED: { blame: 'caller', retry: false },
	REQUEST_INVALID: { blame: 'caller', retry: false },
	TOO_LARGE: { blame: 'caller', retry: false },
	KEY_MISSING: { blame: 'caller', retry: false },
	KEY_INVALID: { blame: 'caller', retry: false },
	FORBIDDEN: { blame: 'caller', retry: false },
	RATE_LIMITED: { blame: 'caller', retry: true },
	IDEMPOTENCY_CONFLICT: { blame: 'caller', retry: false },
	JOB_NOT_FOUND: { blame: 'caller', retry: false },
	LEASE_LOST: { blame: 'caller', retry: false },
	ENROL_CODE_INVALID: { blame: 'caller', retry: false },
	WORKER_KEY_INVALID: { blame: 'caller', retry: false },
	GATEWAY_UNREACHABLE: { blame: 'target', retry: true },
	CANCELLED: { blame: 'caller', retry: false },
	BUSY: { blame: 'agent', retry: true },
	DISK_FULL: { blame: 'agent', retry: true },
	NOT_READY: { blame: 'agent', retry: true },
	RENDER_FAILED: { blame: 'agent', retry: false },
	AUDIO_FAILED: { blame: 'agent', retry: false },
	ENCODE_FAILED: { blame: 'agent', retry: false },
	TIMED_OUT: { blame: 'agent', retry: false },
	SUBMIT_FAILED: { blame: 'agent', retry: true },
	DELIVERY_FAILED: { blame: 'target', retry: true },
	DELIVERY_DENIED: { blame: 'target', retry: false },
	DELIVERY_CLOCK: { blame: 'agent', retry: false },
	DELIVERY_FULL: { blame: 'target', retry: false },
	DELIVERY_UNREACHABLE: { blame: 'target', retry: true },
	DELIVERY_CORRUPT: { blame: 'target', retry: true },
	INTERNAL: { blame: 'agent', retry: false },
} as const satisfies Record<string, { blame: Blame; retry: boolean }>;

/** The name of a failure, as clients see it in `error_code`. */
export type ErrorCode = keyof typeof ERRORS;

/** What a failure carries beside its code. */
export interface ErrorDetails {
	/** What failed: the draft, the file, the field, in words that may be shown to anybody. */
	readonly object?: Words;
	/** What fills the placeholders of the code's hint, such as the setting that would allow an address. */
	readonly hint?: Readonly<Record<string, string>>;
	/** What was thrown by whoever failed first. Logged, never shown. */
	readonly cause?: unknown;
}

/** The only failure that callers meet. */
export class AgentError extends Error {
	readonly code: ErrorCode;
	readonly object: Words | undefined;
	readonly hint: Readonly<Record<string, string>>;

	constructor(code: ErrorCode, { object, hint = {}, cause }: ErrorDetails = {}) {
		super(typeof object === 'object' ? `${code}: ${object.en}` : `${code}: ${object ?? ''}`, {
			cause,
		});
		this.name = 'AgentError';
		this.code = code;
		this.object = object;
		this.hint = hint;
	}
}

/** A fault of ours: something that the code promises did not hold. */
export class BrokenInvariant extends Error {
	override readonly name = 'BrokenInvariant';
}

/** Any thrown thing as an `AgentError`: unknown ones become `fallback` (default `INTERNAL`) with the thing as cause. */
export const asAgentError = (error: unknown, fallback: ErrorCode = 'INTERNAL'): AgentError =>
	error instanceof AgentError ? error : new AgentError(fallback, { cause: error });

/** The system's name of what failed, such as `ENOENT`; empty for other failures. */
export const systemCodeOf = (error: unknown): string =>
	typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
		? error.code
		: '';
