/** Runs of jobs under their leases, wherever the work itself is done: begun, renewed, stopped. */
import type { Job, Lease } from './job';
import type { JobParts } from './parts';
import { type RunControl, runJob, type StopReason } from './runJob';
import { createStopper } from './stopper';

/** How long a lease of the agent itself holds. Milliseconds. */
export const LEASE = 30_000;
const BEAT_EVERY = 10_000;

/** How often a job is tried whose runs are cut off without getting further, or cannot end it. */
export const MAX_ATTEMPTS = 10;

/** A way to stop one run, which knows whether the run still renders. */
export interface Control extends RunControl {
	readonly renders: () => boolean;
}

/** A run's control, which knows whether the run still renders; `onDelivers` is called once when it does no more. */
export const createControl = (onDelivers: () => void): Control => {
	let renders = true;
	return {
		...createStopper<StopReason>(),
		renders: () => renders,
		delivers: () => {
			renders = false;
			onDelivers();
		},
	};
};

const limitOf = (job: Job, { settings }: JobParts): number =>
	1000 *
	Math.min(job.options.time_limit_seconds ?? settings.timeLimitSeconds, settings.timeLimitSeconds);

/** Runs a job to its end; its time limit holds for the rendering. Never throws. */
export const runLeased = async (
	parts: JobParts,
	{ lease, job }: { lease: Lease; job: Job },
	control: Control,
): Promise<void> => {
	const { clock, log } = parts;
	const lost = (): void => {
		control.stop('lost');
	};
	const inTime = clock.after(limitOf(job, parts), () => {
		if (control.renders()) control.stop('time limit');
	});
	try {
		await runJob(parts, { lease, job, lost }, control);
	} catch (err) {
		log.error({ job: job.id, err }, 'the run could not be ended properly');
	} finally {
		inTime();
	}
};

/** A run that goes on. */
export interface Running {
	readonly lease: Lease;
	readonly control: Control;
	readonly ended: Promise<void>;
	/** When its lease was renewed last. */
	readonly beatAt: number;
}

/** Renews the leases of runs; always before lapsed ones are looked for, so that a busy process keeps its own jobs. */
export const renew = ({ store, clock }: JobParts, runs: Map<string, Running>): void => {
	const now = clock.now();
	for (const [id, run] of runs) {
		if (now - run.beatAt < BEAT_EVERY) continue;
		if (store.beat(run.lease, now + LEASE)) runs.set(id, { ...run, beatAt: now });
		else run.control.stop('lost');
	}
};

/** A deed that is logged when it fails: the queue is looked at again in a second, and a full disk may have room then. */
export const guarded = (log: JobParts['log'], deed: () => void) => (): void => {
	try {
		deed();
	} catch (err) {
		log.error({ err }, 'the queue could not be read or written');
	}
};
