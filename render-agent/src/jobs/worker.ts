/** Takes jobs from the queue, as many at once as allowed, and holds their leases while they run. */
import type { Changes } from './changes';
import type { Job, Lease } from './job';
import type { JobParts } from './parts';
import { type RunControl, runJob, type StopReason } from './runJob';

const LEASE = 30_000;
const BEAT_EVERY = 10_000;
const LOOK_EVERY = 1_000;
const MAX_ATTEMPTS = 10;

/** Runs jobs until it is stopped. */
export interface Worker {
	readonly start: () => void;
	/** Takes what waits, if a slot is free. */
	readonly pump: () => void;
	/** Stops a run in this process whose job was taken away. */
	readonly drop: (id: string) => void;
	/** Names of the jobs that run here. */
	readonly running: () => readonly string[];
	/** Puts running jobs back into the queue; resolves when all have ended. */
	readonly stop: () => Promise<void>;
}

const createControl = (): RunControl => {
	const abort = new AbortController();
	let why: StopReason | undefined;
	return {
		signal: abort.signal,
		reason: () => why,
		stop: (reason) => {
			why ??= reason;
			abort.abort();
		},
	};
};

const limitOf = (job: Job, { settings }: JobParts): number =>
	1000 *
	Math.min(job.options.time_limit_seconds ?? settings.timeLimitSeconds, settings.timeLimitSeconds);

const runLeased = async (
	parts: JobParts,
	{ lease, job }: { lease: Lease; job: Job },
	control: RunControl,
): Promise<void> => {
	const { store, clock, log } = parts;
	const lost = (): void => {
		control.stop('lost');
	};
	const quiet = clock.every(BEAT_EVERY, () => {
		if (!store.beat(lease, clock.now() + LEASE)) lost();
	});
	const inTime = clock.after(limitOf(job, parts), () => {
		control.stop('time limit');
	});
	try {
		await runJob(parts, { lease, job, lost }, control);
	} catch (err) {
		log.error({ job: job.id, err }, 'the run could not be ended properly');
	} finally {
		quiet();
		inTime();
	}
};

const recoverLapsed = ({ store, clock, log }: JobParts): boolean => {
	const { requeued, failed } = store.recover(clock.now(), MAX_ATTEMPTS);
	if (requeued + failed === 0) return false;
	log.warn({ requeued, failed }, 'jobs came back whose worker is gone');
	return true;
};

/** A worker over the queue; `recovered` is called when jobs came back from workers that are gone. */
export const createWorker = (parts: JobParts, changes: Changes, recovered: () => void): Worker => {
	const { store, clock, log, settings } = parts;
	const runs = new Map<string, { control: RunControl; ended: Promise<void> }>();
	let isStopping = false;
	let unschedule = (): void => undefined;

	const pump = (): void => {
		while (!isStopping && runs.size < settings.jobs) {
			const now = clock.now();
			const claimed = store.claim(now, now + LEASE);
			if (!claimed) return;
			const { job, ...lease } = claimed;
			const control = createControl();
			const ended = runLeased(parts, { lease, job }, control).finally(() => {
				runs.delete(job.id);
				changes.wake(job.id);
				look();
			});
			runs.set(job.id, { control, ended });
		}
	};
	const look = (): void => {
		if (isStopping) return;
		try {
			if (recoverLapsed(parts)) recovered();
			pump();
		} catch (err) {
			log.error({ err }, 'the queue could not be read');
		}
	};
	return {
		pump,
		running: () => [...runs.keys()],
		drop: (id) => {
			runs.get(id)?.control.stop('lost');
		},
		start: () => {
			look();
			unschedule = clock.every(LOOK_EVERY, look);
		},
		stop: async () => {
			isStopping = true;
			unschedule();
			for (const { control } of runs.values()) control.stop('shutdown');
			await Promise.allSettled([...runs.values()].map(({ ended }) => ended));
		},
	};
};
