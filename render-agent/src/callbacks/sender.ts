/** Sends what waits in the outbox, again and again at growing distances until the receiver takes it or is gone. */
import type { Clock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';
import { courseOf, type Outbox, type Pending, receiverOf } from './outbox';
import { signedHeaders } from './sign';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const NOT_THERE = 404;
const GONE = 410;

/** The receiver will never take it: it is gone, or the address is signed for another execution of n8n. */
const NEVER: ReadonlySet<number> = new Set([401, GONE]);

/** What n8n says of an execution that no longer waits. A 409 without it is one that does not wait yet. */
const FINISHED = /finished already/i;
const TRY_LIMIT = 10 * SECOND;
const LOOK_EVERY = 1 * SECOND;

/** How long is waited after each failed try, in milliseconds. */
export const RETRY_AFTER: readonly number[] = [
	10 * SECOND,
	MINUTE,
	5 * MINUTE,
	30 * MINUTE,
	2 * HOUR,
	8 * HOUR,
];

/** Posts a text through the agent's outgoing client; redirects are not followed. Gives the status and what was said. */
export type PostText = (
	post: {
		readonly url: string;
		readonly headers: Readonly<Record<string, string>>;
		readonly body: string;
	},
	signal: AbortSignal,
) => Promise<{ readonly status: number; readonly text?: string }>;

/** What sending needs. */
export interface SenderParts {
	readonly outbox: Outbox;
	readonly post: PostText;
	/** Base64, with or without `whsec_`. */
	readonly secret: string;
	/** What is told about the job of a message, or undefined when nobody knows it any more. */
	readonly dataOf: (message: Pending) => unknown;
	readonly clock: Clock;
	readonly log: { readonly warn: (fields: object, message: string) => void };
}

/** Sends callbacks until it is stopped. */
export interface Sender {
	readonly start: () => void;
	/** Ends what is under way; it is sent again after the next start. */
	readonly stop: () => Promise<void>;
	/** Tries everything that is due, once. */
	readonly flush: () => Promise<void>;
}

/** What became of a try. */
interface Tried {
	/** Undefined: no answer came. */
	readonly status?: number | undefined;
	readonly text?: string | undefined;
	readonly cause?: unknown;
}

const isDone = ({ status = 0 }: Tried): boolean => status >= 200 && status < 300;

const saidBy = (status: number): string => `HTTP ${String(status)}`;

/**
 * Whether nobody will ever listen at a webhook again: it is gone, or is still not there hours after the try before.
 * n8n says 404 of a trigger that was switched off, but also while it starts: one of them proves nothing.
 */
const isDeserted = (
	{ secret, lastError }: Pending,
	{ status }: Tried,
	next: number | undefined,
): boolean => {
	if (secret === undefined || next !== undefined) return false;
	return status === GONE || (status === NOT_THERE && lastError === saidBy(NOT_THERE));
};

/** Why a callback did not arrive, in words that may be shown: never the address, whose query may be a signature. */
const reasonOf = ({ status, text = '', cause }: Tried): string => {
	if (status === undefined) return cause instanceof AgentError ? cause.message : 'no answer';
	return FINISHED.test(text)
		? `${saidBy(status)}: the execution has finished already`
		: saidBy(status);
};

const nextTry = (
	{ type, attempts }: Pending,
	{ status = 0, text = '' }: Tried,
	now: number,
): number | undefined => {
	const isOver = type === 'job.progress' || NEVER.has(status) || FINISHED.test(text);
	const wait = isOver ? undefined : RETRY_AFTER[attempts];
	return wait === undefined ? undefined : now + wait;
};

const sendOne = async (parts: SenderParts, message: Pending, stop: AbortSignal): Promise<void> => {
	const { outbox, post, secret, dataOf, clock, log } = parts;
	const body = JSON.stringify({
		type: message.type,
		timestamp: new Date(message.at).toISOString(),
		data: dataOf(message),
	});
	const timestamp = Math.floor(clock.now() / SECOND);
	const headers = signedHeaders({ id: message.id, timestamp, body }, message.secret ?? secret);
	const late = new AbortController();
	const cancel = clock.after(TRY_LIMIT, () => {
		late.abort();
	});
	const tried: Tried = await post(
		{ url: message.url, headers, body },
		AbortSignal.any([stop, late.signal]),
	).catch((cause: unknown) => ({ cause }));
	cancel();
	if (stop.aborted) return;
	if (isDone(tried)) {
		outbox.sent(message.id);
		return;
	}
	const reason = reasonOf(tried);
	log.warn({ job: message.job, callback: message.id, err: tried.cause, reason }, 'callback failed');
	const next = nextTry(message, tried, clock.now());
	outbox.failed(message.id, reason, next);
	if (!isDeserted(message, tried, next)) return;
	outbox.forget(message.id);
	log.warn({ callback: message.id, reason }, 'webhook removed: nobody listens there any more');
};

/** How many messages go to one receiver at once, each of another job. */
const AT_ONE_RECEIVER = 4;

/** How many messages go at once in all. */
const AT_ONCE = 64;

/**
 * A sender over an outbox. What one job tells one receiver goes one after another, oldest first; a receiver is told of a
 * few jobs at once, and nobody waits for another's receiver.
 */
export const createSender = (parts: SenderParts): Sender => {
	const { outbox, clock, log } = parts;
	const stop = new AbortController();
	const underway = new Map<string, { readonly receiver: string; readonly sent: Promise<void> }>();
	let unschedule = (): void => undefined;

	const nextOne = (): Pending | undefined => {
		if (stop.signal.aborted || underway.size >= AT_ONCE) return undefined;
		const told = [...underway.values()].map(({ receiver }) => receiver);
		const count = (one: string): number => told.filter((other) => other === one).length;
		const receivers = [...new Set(told)].filter((one) => count(one) >= AT_ONE_RECEIVER);
		return outbox.due(clock.now(), 1, { courses: [...underway.keys()], receivers })[0];
	};
	const begin = (message: Pending): void => {
		const course = courseOf(message);
		const sent = sendOne(parts, message, stop.signal)
			.catch(async (err: unknown) => {
				log.warn({ err, callback: message.id }, 'a callback could not be sent');
				// It is still due: not at once again.
				await clock.sleep(LOOK_EVERY, stop.signal).catch(() => undefined);
			})
			.finally(() => {
				underway.delete(course);
				look();
			});
		underway.set(course, { receiver: receiverOf(message.url), sent });
	};
	/** Begins all that may begin now. */
	const look = (): void => {
		try {
			for (let one = nextOne(); one; one = nextOne()) begin(one);
		} catch (err) {
			log.warn({ err }, 'callbacks could not be sent');
		}
	};
	const ended = (): Promise<unknown> =>
		Promise.race([...underway.values()].map(({ sent }) => sent));
	return {
		flush: async () => {
			look();
			while (underway.size > 0) await ended();
		},
		start: () => {
			unschedule = clock.every(LOOK_EVERY, look);
		},
		stop: async () => {
			unschedule();
			stop.abort();
			while (underway.size > 0) await ended();
		},
	};
};
