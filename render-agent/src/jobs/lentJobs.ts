/** Which jobs are lent, and how a worker comes by one: it asks, and waits for a while. */
import type { Changes } from './changes';
import { AgentError } from '../kernel/errors';
import { errorOf, WORN } from './failure';
import type { Lease } from './job';
import { beginLent, type LentRun } from './loan';
import type { JobParts } from './parts';
import { MAX_ATTEMPTS, type Running } from './runs';
import type { Loan } from './store';

/** What a worker wants when it asks. */
export interface Wish {
	/** Id of the worker. */
	readonly worker: string;
	/** What it holds. What is lent to it beyond that has never arrived, or died with it. */
	readonly holding: readonly Lease[];
	/** Whether it takes a job. */
	readonly isFree: boolean;
	/** How long it waits for one. Milliseconds. */
	readonly wait: number;
}

/** The name under which workers wait for jobs among those who wait for jobs to end. */
export const QUEUE = 'queue';

/** The jobs that are lent. */
export interface Loans {
	readonly parts: JobParts;
	/** By the ids of their jobs; `handed` are those whose result is here. */
	readonly lent: Map<string, LentRun>;
	readonly handed: Map<string, Running>;
	readonly begin: (loan: Loan) => void;
	/** Who waits for a job, by the ids of workers, and what gives that up. */
	readonly asking: Map<string, AbortController>;
	/** Whether a worker may no longer: it was revoked. */
	readonly isOver: (worker: string) => boolean;
}

/** Nothing is lent yet; `ended` is called when a lent run has ended, however. */
export const openLoans = (parts: JobParts, changes: Changes, ended: () => void): Loans => {
	const lent = new Map<string, LentRun>();
	const handed = new Map<string, Running>();
	const begin = (loan: Loan): void => {
		const run = beginLent(parts, loan);
		lent.set(loan.id, run);
		void run.ended.finally(() => {
			if (lent.get(loan.id) === run) lent.delete(loan.id);
			if (handed.get(loan.id)?.control === run.control) handed.delete(loan.id);
			changes.wake(loan.id);
			changes.wake(QUEUE);
			ended();
		});
	};
	const isOver = (worker: string): boolean => parts.isWorker?.(worker) === false;
	return { parts, lent, handed, begin, asking: new Map(), isOver };
};

/** How long a lease of a worker holds. Milliseconds. */
export const leaseTime = ({ settings }: JobParts): number => 1000 * settings.workerLeaseSeconds;

/** Ends a run whose worker has died over it: it is tried again, but not for ever. */
const cutOff = ({ loan, desk, control }: LentRun): void => {
	if (loan.job.attempts < MAX_ATTEMPTS) control.stop('shutdown');
	else
		desk.then(
			({ refuse }) => {
				refuse(errorOf(WORN));
			},
			() => undefined,
		);
};

/** How workers take jobs; `closing` ends their waiting. Who was revoked meanwhile is refused: WORKER_KEY_INVALID. */
export const takingIn = (
	loans: Loans,
	{ changes, closing }: { changes: Changes; closing: AbortSignal },
): ((wish: Wish, signal: AbortSignal) => Promise<Loan | undefined>) => {
	const { parts, lent, handed, begin, asking, isOver } = loans;
	const { store, clock } = parts;
	const putBackUnheld = ({ worker, holding }: Wish): void => {
		for (const [id, run] of lent) {
			const { loan } = run;
			const isHeld = holding.some((one) => one.id === id && one.fence === loan.fence);
			if (loan.worker === worker && !isHeld && !handed.has(id)) cutOff(run);
		}
	};
	const claimed = (worker: string): Loan | undefined => {
		// It may have been revoked while it waited.
		if (isOver(worker)) throw new AgentError('WORKER_KEY_INVALID');
		const now = clock.now();
		const job = store.claim(now, now + leaseTime(parts), { worker });
		if (!job) return undefined;
		const loan = { ...job, worker };
		begin(loan);
		return loan;
	};
	return async (wish, signal) => {
		const { worker, isFree, wait } = wish;
		putBackUnheld(wish);
		// One that asks again has given up its question before, though its connection may not know.
		asking.get(worker)?.abort();
		const mine = new AbortController();
		asking.set(worker, mine);
		const stop = AbortSignal.any([signal, mine.signal, closing]);
		const until = clock.now() + (isFree ? wait : 0);
		try {
			for (;;) {
				if (stop.aborted) return undefined;
				const loan = isFree ? claimed(worker) : undefined;
				const left = until - clock.now();
				if (loan || left <= 0) return loan;
				await changes.ended(QUEUE, left, stop);
			}
		} finally {
			if (asking.get(worker) === mine) asking.delete(worker);
		}
	};
};
