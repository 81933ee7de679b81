/** Sends what waits in the outbox, again and again at growing distances until the receiver takes it or is gone. */
import type { Clock } from '../kernel/clock';
import type { Outbox, Pending } from './outbox';
import { signedHeaders } from './sign';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const GONE = 410;
const BATCH = 20;
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

/** Posts a text through the agent's outgoing client; redirects are not followed. Gives the status. */
export type PostText = (
	post: {
		readonly url: string;
		readonly headers: Readonly<Record<string, string>>;
		readonly body: string;
	},
	signal: AbortSignal,
) => Promise<{ readonly status: number }>;

/** What sending needs. */
export interface SenderParts {
	readonly outbox: Outbox;
	readonly post: PostText;
	/** Base64, with or without `whsec_`. */
	readonly secret: string;
	/** What is told about a job, or undefined when nobody knows the job any more. */
	readonly dataOf: (job: string) => unknown;
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

const nextTry = ({ type, attempts }: Pending, status: number | undefined, now: number) => {
	const wait = type === 'job.progress' || status === GONE ? undefined : RETRY_AFTER[attempts];
	return wait === undefined ? undefined : now + wait;
};

const sendOne = async (parts: SenderParts, message: Pending, stop: AbortSignal): Promise<void> => {
	const { outbox, post, secret, dataOf, clock, log } = parts;
	const body = JSON.stringify({
		type: message.type,
		timestamp: new Date(message.at).toISOString(),
		data: dataOf(message.job),
	});
	const timestamp = Math.floor(clock.now() / SECOND);
	const headers = signedHeaders({ id: message.id, timestamp, body }, message.secret ?? secret);
	const late = new AbortController();
	const cancel = clock.after(TRY_LIMIT, () => {
		late.abort();
	});
	const result = await post(
		{ url: message.url, headers, body },
		AbortSignal.any([stop, late.signal]),
	).catch((cause: unknown) => ({ status: undefined, cause }));
	cancel();
	if (stop.aborted) return;
	if (result.status !== undefined && result.status >= 200 && result.status < 300) {
		outbox.sent(message.id);
		return;
	}
	const cause = 'cause' in result ? result.cause : undefined;
	const reason = result.status === undefined ? 'no answer' : `HTTP ${String(result.status)}`;
	log.warn({ job: message.job, callback: message.id, err: cause, reason }, 'callback failed');
	outbox.failed(message.id, reason, nextTry(message, result.status, clock.now()));
};

/** A sender over an outbox. Messages go one after another, oldest first. */
export const createSender = (parts: SenderParts): Sender => {
	const stop = new AbortController();
	let round: Promise<void> | undefined;
	let unschedule = (): void => undefined;

	const once = async (): Promise<void> => {
		for (const message of parts.outbox.due(parts.clock.now(), BATCH)) {
			if (stop.signal.aborted) return;
			await sendOne(parts, message, stop.signal);
		}
	};
	const flush = (): Promise<void> => {
		round ??= once().finally(() => {
			round = undefined;
		});
		return round;
	};
	return {
		flush,
		start: () => {
			unschedule = parts.clock.every(LOOK_EVERY, () => {
				flush().catch((err: unknown) => {
					parts.log.warn({ err }, 'callbacks could not be sent');
				});
			});
		},
		stop: async () => {
			unschedule();
			stop.abort();
			await round?.catch(() => undefined);
		},
	};
};
