/** Lets a few at a time do what would otherwise slow renders down; the rest wait in line, and not for ever. */
import type { Clock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';

/** What may go on at once, how long the line may be, and how long one may take. */
export interface GateLimits {
	readonly atOnce: number;
	/** How many may wait. */
	readonly line: number;
	/** Milliseconds from its beginning. */
	readonly time: number;
}

/** Does a work in its turn. @throws {AgentError} BUSY, TIMED_OUT; the signal's reason when aborted */
export type Gate = <T>(
	work: (signal: AbortSignal) => Promise<T>,
	signal: AbortSignal,
) => Promise<T>;

const turnIn = (line: Set<() => void>, signal: AbortSignal): Promise<void> =>
	new Promise((resolve, reject) => {
		const leave = (): void => {
			line.delete(enter);
			reject(signal.reason as Error);
		};
		const enter = (): void => {
			line.delete(enter);
			signal.removeEventListener('abort', leave);
			resolve();
		};
		line.add(enter);
		signal.addEventListener('abort', leave, { once: true });
	});

const inTime = async <T>(
	work: (signal: AbortSignal) => Promise<T>,
	{ clock, time }: { readonly clock: Clock; readonly time: number },
	signal: AbortSignal,
): Promise<T> => {
	const late = new AbortController();
	const cancel = clock.after(time, () => {
		late.abort(new AgentError('TIMED_OUT'));
	});
	try {
		return await work(AbortSignal.any([signal, late.signal]));
	} finally {
		cancel();
	}
};

/** A gate of its own. */
export const createGate = (clock: Clock, { atOnce, line, time }: GateLimits): Gate => {
	const waiting = new Set<() => void>();
	let inside = 0;
	const next = (): void => {
		const [first] = waiting;
		if (!first) return;
		inside++;
		first();
	};
	return async (work, signal) => {
		signal.throwIfAborted();
		if (inside < atOnce) inside++;
		else if (waiting.size < line) await turnIn(waiting, signal);
		else throw new AgentError('BUSY');
		try {
			return await inTime(work, { clock, time }, signal);
		} finally {
			inside--;
			next();
		}
	};
};
