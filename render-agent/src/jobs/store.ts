/** The port between jobs and the file that keeps them. Every change is one transaction, guarded by the lease's fence. */
import type { Checkpoint } from '../deliver/target';
import type { Diagnostic } from '../kernel/diagnostic';
import type {
	CallbackEvent,
	Delivery,
	Failure,
	Job,
	KeptVideo,
	Lease,
	NewJob,
	Progress,
} from './job';
import type { JobState, WireStatus } from './state';

/** Whose jobs are seen: those of one key, or everybody's. */
export type Viewer = { readonly owner: string } | 'everybody';

/** One page of jobs, newest first. */
export interface JobPage {
	readonly items: readonly Job[];
	/** Hand it in for the next page; null at the end. */
	readonly next: number | null;
}

/** Which jobs are listed. */
export interface JobFilter {
	readonly viewer: Viewer;
	readonly status: WireStatus | undefined;
	readonly limit: number;
	/** `next` of the page before. */
	readonly cursor: number | undefined;
}

/** A video that is drawn and kept. */
export interface Finished {
	readonly video: KeptVideo;
	readonly frames: number;
	readonly reusedFrames: number;
	readonly report: Readonly<Record<string, unknown>>;
}

/** The end of a job that has a video. */
export interface Completion extends Finished {
	readonly delivery: readonly Delivery[];
}

/** One file on its way to one target. */
export interface UploadName {
	readonly job: string;
	/** Name of the target. */
	readonly target: string;
	/** Name of the file. */
	readonly file: string;
}

/** One entry of the history of a job. */
export interface JobEvent {
	readonly at: number;
	readonly state: JobState;
	readonly fence: number;
}

/**
 * Who takes a job: the agent itself, the agent only those whose video is drawn and has to be delivered, or a worker
 * elsewhere, which gets none of these.
 */
export type Taker = 'agent' | 'agent, drawn' | { readonly worker: string };

/** A job that is lent to a worker elsewhere, which holds its lease. */
export interface Loan extends Lease {
	readonly worker: string;
	readonly job: Job;
}

/** Where jobs are kept. Writes under a lease answer whether the lease still held; times are milliseconds. */
export interface JobStore {
	/**
	 * The job of that identity or idempotency key that is already there, else a new one.
	 * @throws {AgentError} BUSY when `queueLimit` jobs wait already, RATE_LIMITED when `queueLimitPerKey` (default: as many)
	 * of the same owner do
	 */
	readonly submit: (
		job: NewJob,
		limits: {
			readonly queueLimit: number;
			readonly queueLimitPerKey?: number | undefined;
			readonly now: number;
		},
	) => { readonly job: Job; readonly fresh: boolean };
	/**
	 * The living job of that identity or the job of that idempotency key, if any.
	 * @throws {AgentError} IDEMPOTENCY_CONFLICT when the key is that of another request
	 */
	readonly same: (
		submission: Pick<NewJob, 'identity' | 'owner' | 'idempotencyKey'>,
		now: number,
	) => Job | undefined;

	readonly find: (id: string) => Job | undefined;
	/** The job of a message: as it was when the message was written where that was noted, else as it is. */
	readonly toldBy: (message: {
		readonly job: string;
		readonly snapshot?: string;
	}) => Job | undefined;
	/** The newest job of that draft which is no preview. */
	readonly newestOf: (draftKey: string, viewer: Viewer) => Job | undefined;
	readonly list: (filter: JobFilter) => JobPage;
	/** How many jobs wait or run. */
	readonly active: (viewer: Viewer) => number;
	readonly waiting: () => number;
	/** Place in the queue from 1, or null when the job does not wait. */
	readonly position: (job: Job) => number | null;
	readonly history: (id: string) => readonly JobEvent[];

	/** Takes the next waiting job, if there is one; those that were cut off again and again come last. Default: for the agent itself. */
	readonly claim: (
		now: number,
		leaseUntil: number,
		taker?: Taker,
	) => (Lease & { readonly job: Job }) | undefined;
	/** The jobs that workers elsewhere hold, oldest first. */
	readonly loans: () => readonly Loan[];
	/** Whether that worker has handed over the result of that lease, also when the job is over by now. */
	readonly wasHandedOver: (lease: Lease, worker: string) => boolean;
	readonly beat: (lease: Lease, leaseUntil: number) => boolean;
	readonly note: (lease: Lease, progress: Progress) => boolean;
	readonly warn: (lease: Lease, warnings: readonly Diagnostic[]) => boolean;
	readonly step: (lease: Lease, to: 'rendering' | 'delivering', now: number) => boolean;
	/**
	 * Notes a video that is drawn: the next run of the job, if there has to be one, only delivers it. A loan ends by that:
	 * the agent itself holds the lease from then on.
	 */
	readonly keepVideo: (lease: Lease, finished: Finished) => boolean;
	/** Notes which deliveries are done: the next run of the job, if there has to be one, does not send them again. */
	readonly noteDelivery: (lease: Lease, delivery: readonly Delivery[]) => boolean;
	readonly complete: (lease: Lease, completion: Completion, now: number) => boolean;
	readonly fail: (lease: Lease, failure: Failure, now: number) => boolean;
	/** Puts a job back into the queue. */
	readonly giveBack: (lease: Lease, now: number) => boolean;
	readonly announce: (lease: Lease, event: CallbackEvent, now: number) => boolean;

	/** Cancels a job that is not over; the lease of a running one is lost by that. False when it was over. */
	readonly cancel: (id: string, now: number) => boolean;
	/**
	 * Lets every lease of the agent itself lapse at once, for one that knows that it is alone, and gives how many there
	 * were. Workers elsewhere keep theirs until `lentUntil` at least.
	 */
	readonly disown: (lentUntil: number) => number;
	/** Puts jobs back whose lease has lapsed; those that were cut off too often without getting further fail. Gives how many of each. */
	readonly recover: (
		now: number,
		maxAttempts: number,
	) => { readonly requeued: number; readonly failed: number };

	/** Replaces the deliveries of a completed job. */
	readonly deliver: (id: string, delivery: readonly Delivery[]) => void;
	/** What is remembered of an upload; survives the agent. */
	readonly checkpoint: (upload: UploadName) => Checkpoint;
	/** Uploads that nobody will go on with: of jobs that are forgotten, failed, cancelled or ended before a time. */
	readonly leftUploads: (before: number) => readonly (UploadName & { readonly state: unknown })[];
	/** Completed jobs of which a delivery is pending. */
	readonly undelivered: () => readonly Job[];
	/** Completed jobs, oldest first, with their videos. */
	readonly kept: () => readonly Pick<Job, 'id' | 'video' | 'completedAt'>[];
	/** Forgets jobs that ended before a time, by the clock as it goes now. Gives how many. */
	readonly forget: (before: number) => number;
	/** When the agent was seen last by its clock; undefined for a new file. */
	readonly clockSeen: () => number | undefined;
	readonly seeClock: (now: number) => void;
	/** Notes that the clock went from `at` to `milliseconds` after it at once. */
	readonly noteLeap: (leap: { readonly at: number; readonly milliseconds: number }) => void;
	/** An earlier time by the clock as it goes now: later by as much as the clock was put forward since. */
	readonly aged: (time: number) => number;
	/** Whether a video or caption file of that name belongs to a job. */
	readonly ownsVideo: (name: string) => boolean;

	/** Names of targets whose last delivery has failed. */
	readonly failingTargets: () => readonly string[];
	/** Writes something that changes nothing. Throws when that cannot be. */
	readonly touch: () => void;
}
