/** Who waits for the end of a job, in this process. */
import type { Clock } from '../kernel/clock';

/** Waiting for jobs to end. */
export interface Changes {
	/** Resolves when the job ended, the time is up or the signal aborts: look again then. */
	readonly ended: (id: string, milliseconds: number, signal: AbortSignal) => Promise<void>;
	/** Wakes those who wait for a job. */
	readonly wake: (id: string) => void;
	/** Wakes everybody. */
	readonly wakeAll: () => void;
}

/** Nobody waits yet. */
export const createChanges = (clock: Clock): Changes => {
	const waiting = new Map<string, Set<() => void>>();
	const wake = (id: string): void => {
		for (const done of waiting.get(id) ?? []) done();
	};
	const ended: Changes['ended'] = (id, milliseconds, signal) =>
		new Promise((resolve) => {
			if (signal.aborted) {
				resolve();
				return;
			}
			const others = waiting.get(id) ?? new Set();
			const done = (): void => {
				cancel();
				signal.removeEventListener('abort', done);
				others.delete(done);
				if (others.size === 0) waiting.delete(id);
				resolve();
			};
			const cancel = clock.after(milliseconds, done);
			signal.addEventListener('abort', done, { once: true });
			waiting.set(id, others.add(done));
		});
	return {
		ended,
		wake,
		wakeAll: () => {
			for (const id of [...waiting.keys()]) wake(id);
		},
	};
};
