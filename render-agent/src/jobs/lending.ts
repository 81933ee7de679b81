/** Lends jobs to workers elsewhere, which pull them, tell how far they are and hand over results. Knows no HTTP. */
import type { Changes } from './changes';
import { orDiskFull } from '../kernel/diskFull';
import { AgentError } from '../kernel/errors';
import type { Words } from '../kernel/words';
import { requireRoom } from './disk';
import { errorOf } from './failure';
import type { Failure, Job, Lease } from './job';
import { type Loans, leaseTime, openLoans, QUEUE, takingIn, type Wish } from './lentJobs';
import type { Desk, LentRun, Told } from './loan';
import type { JobParts } from './parts';
import type { RenderedVideo } from './pipeline';
import {
	addPiece,
	type MadeElsewhere,
	type Piece,
	receivedBytes,
	receivedVideo,
	type ResultKind,
} from './received';
import { MAX_ATTEMPTS, renew } from './runs';
import type { Loan } from './store';
import { straightWayOf } from './straight';

/** One lease of one worker. */
export interface Held {
	readonly worker: string;
	readonly lease: Lease;
}

/** What workers elsewhere do. Whoever does not hold the lease is refused: LEASE_LOST, or CANCELLED when the job was. */
export interface Lending {
	/** A job for a worker, waited for; undefined when there is none in time or the signal aborts. @throws {AgentError} WORKER_KEY_INVALID when it was revoked while it waited */
	readonly take: (wish: Wish, signal: AbortSignal) => Promise<Loan | undefined>;
	/** The job of a lease. @throws {AgentError} LEASE_LOST, CANCELLED */
	readonly jobOf: (held: Held) => Job;
	/** Renews a lease and hears how far the job is. @throws {AgentError} LEASE_LOST, CANCELLED */
	readonly beat: (held: Held, told: Told) => void;
	/** Bytes of a result that are here. @throws {AgentError} LEASE_LOST, CANCELLED */
	readonly received: (held: Held, kind: ResultKind) => Promise<number>;
	/** Takes a piece of a result and gives how many bytes are here. @throws {AgentError} LEASE_LOST, CANCELLED, TOO_LARGE, DISK_FULL */
	readonly receive: (held: Held, piece: Piece) => Promise<number>;
	/** Takes the whole result over; delivering is the agent's from here. Saying it again changes nothing. @throws {AgentError} LEASE_LOST, CANCELLED, DELIVERY_CORRUPT, ENCODE_FAILED */
	readonly done: (held: Held, made: MadeElsewhere) => Promise<void>;
	/** Ends the job as failed. @throws {AgentError} LEASE_LOST, CANCELLED */
	readonly failed: (held: Held, failure: Failure) => Promise<void>;
	/** Puts the job back for somebody else; with a failure only as often as jobs are tried. @throws {AgentError} LEASE_LOST, CANCELLED */
	readonly back: (held: Held, failure: Failure | undefined) => Promise<void>;
	/** What a worker holds now. */
	readonly heldBy: (worker: string) => readonly Job[];
}

/** What the jobs themselves do with what is lent. */
export interface LendingMachine extends Lending {
	/** Takes up what an earlier process has lent. */
	readonly resume: () => void;
	/** Looks for loans that have lapsed, and for workers that may no longer. */
	readonly look: () => void;
	/** There may be a job that waits. */
	readonly wake: () => void;
	/** Ends the loan of a job that was taken away. */
	readonly drop: (id: string) => void;
	/** Lets go of everything: workers go on, what is being delivered goes back into the queue. */
	readonly stop: () => Promise<void>;
}

const lostOr = (job: Job | undefined, id: string): AgentError =>
	job?.state === 'cancelled'
		? new AgentError('CANCELLED', { object: id })
		: new AgentError('LEASE_LOST', { object: id });

/** The run of a lease that the worker holds and may act on. @throws {AgentError} LEASE_LOST, CANCELLED */
const runOf = ({ lent, parts }: Loans, { worker, lease }: Held): LentRun => {
	const run = lent.get(lease.id);
	const job = parts.store.find(lease.id);
	const isTheirs = run?.loan.worker === worker && run.lease.fence === lease.fence;
	if (run && isTheirs && job?.fence === lease.fence) return run;
	throw lostOr(isTheirs || run === undefined ? job : undefined, lease.id);
};

const deskOf = async (loans: Loans, held: Held): Promise<Desk> => {
	const run = runOf(loans, held);
	return run.desk.catch(() => {
		throw lostOr(loans.parts.store.find(held.lease.id), held.lease.id);
	});
};

const notThere = (words: Words): AgentError => new AgentError('REQUEST_INVALID', { object: words });

/**
 * Deliveries of a job after its worker has put it where it says: to every target that the job still has to go to and to
 * no other, or, when the job leaves that to the worker, to its own.
 * @throws {AgentError} REQUEST_INVALID
 */
const withDelivered = (job: Job, video: RenderedVideo): RenderedVideo => {
	const { delivered } = video;
	if (!delivered) return video;
	const { targets, isAllowed } = straightWayOf(job);
	const names = delivered.map(({ target }) => target);
	if (!isAllowed)
		throw notThere({
			zh: 'delivered：此任务的视频须交给网关',
			en: 'delivered: the video of this job has to be handed over',
		});
	const missing = targets.find((name) => !names.includes(name));
	if (missing !== undefined)
		throw notThere({ zh: `delivered：缺少 ${missing}`, en: `delivered: ${missing} is missing` });
	const other = names.find(
		(name, index) =>
			names.indexOf(name) !== index || (targets.length > 0 && !targets.includes(name)),
	);
	if (other !== undefined)
		throw notThere({
			zh: `delivered：${other} 不是此任务的目标，或出现了两次`,
			en: `delivered: ${other} is no target of this job, or is there twice`,
		});
	const kept = job.delivery.filter(({ target }) => !names.includes(target));
	return { ...video, delivered: [...kept, ...delivered] };
};

type InTurn = <T>(id: string, work: () => Promise<T>) => Promise<T>;

/** Does one work after another for each job. */
const createTurns = (): InTurn => {
	const turns = new Map<string, Promise<unknown>>();
	return (id, work) => {
		const next = (turns.get(id) ?? Promise.resolve()).then(work, work);
		const settled = next
			.catch(() => undefined)
			.finally(() => {
				if (turns.get(id) === settled) turns.delete(id);
			});
		turns.set(id, settled);
		return next;
	};
};

const resultsIn = (loans: Loans): Pick<Lending, 'received' | 'receive' | 'done'> => {
	const { parts, handed } = loans;
	const { store, clock } = parts;
	const inTurn = createTurns();
	const takeOver = async (held: Held, made: MadeElsewhere): Promise<void> => {
		if (store.wasHandedOver(held.lease, held.worker)) return;
		const run = runOf(loans, held);
		const { folder, hand, refuse } = await deskOf(loans, held);
		try {
			const found = { made, run: parts.probe?.() };
			const video = await receivedVideo(folder, found, run.control.signal);
			const whole = withDelivered(run.loan.job, video);
			handed.set(held.lease.id, { ...run, beatAt: 0 });
			renew(parts, handed);
			// The worker keeps its files until they are kept here: whoever dies before has lost nothing.
			const kept = new Promise<void>((resolve) => {
				hand({ ...whole, kept: resolve });
			});
			await Promise.race([kept, run.ended]);
			if (!store.wasHandedOver(held.lease, held.worker))
				throw lostOr(store.find(held.lease.id), held.lease.id);
		} catch (error) {
			if (error instanceof AgentError && error.code === 'ENCODE_FAILED') refuse(error);
			throw error;
		}
	};
	return {
		received: async (held, kind) => receivedBytes((await deskOf(loans, held)).folder, kind),
		receive: (held, piece) =>
			inTurn(held.lease.id, async () => {
				const { folder } = await deskOf(loans, held);
				await requireRoom(parts, piece.total - piece.offset);
				const here = await addPiece(folder, piece).catch((error: unknown) => {
					// The folder goes with its run.
					runOf(loans, held);
					throw orDiskFull(error, folder);
				});
				store.beat(held.lease, clock.now() + leaseTime(parts));
				return here;
			}),
		done: (held, made) => inTurn(held.lease.id, () => takeOver(held, made)),
	};
};

const endingsIn = (loans: Loans): Pick<Lending, 'failed' | 'back'> => {
	const failed: Lending['failed'] = async (held, failure) => {
		const run = runOf(loans, held);
		(await deskOf(loans, held)).refuse(errorOf(failure));
		await run.ended;
	};
	return {
		failed,
		back: async (held, failure) => {
			const run = runOf(loans, held);
			if (failure && run.loan.job.attempts >= MAX_ATTEMPTS) return failed(held, failure);
			run.control.stop('shutdown');
			await run.ended;
		},
	};
};

/** Lending over the queue; nothing is lent before it is asked for. `ended` is called when a lent run has ended, however. */
export const createLending = (
	parts: JobParts,
	changes: Changes,
	ended: () => void,
): LendingMachine => {
	const { store, clock } = parts;
	const closing = new AbortController();
	const loans = openLoans(parts, changes, ended);
	const { lent, handed, asking, isOver } = loans;
	return {
		...resultsIn(loans),
		...endingsIn(loans),
		take: takingIn(loans, { changes, closing: closing.signal }),
		jobOf: (held) => runOf(loans, held).loan.job,
		beat: (held, told) => {
			const run = runOf(loans, held);
			if (handed.has(held.lease.id)) return;
			if (store.beat(held.lease, clock.now() + leaseTime(parts))) run.hear(told);
			else throw lostOr(store.find(held.lease.id), held.lease.id);
		},
		heldBy: (worker) => store.loans().flatMap((loan) => (loan.worker === worker ? [loan.job] : [])),
		resume: () => {
			for (const loan of store.loans()) loans.begin(loan);
		},
		look: () => {
			renew(parts, handed);
			if ([...asking.keys()].some(isOver)) changes.wake(QUEUE);
			for (const [id, run] of lent) {
				if (handed.has(id)) continue;
				if (store.find(id)?.fence !== run.lease.fence) run.control.stop('lost');
				else if (isOver(run.loan.worker)) run.control.stop('shutdown');
			}
		},
		wake: () => {
			changes.wake(QUEUE);
		},
		drop: (id) => {
			lent.get(id)?.control.stop('lost');
		},
		stop: async () => {
			closing.abort();
			for (const [id, { control }] of lent) control.stop(handed.has(id) ? 'shutdown' : 'detached');
			await Promise.allSettled([...lent.values()].map(({ ended }) => ended));
		},
	};
};
