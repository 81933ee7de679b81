/** Takes jobs from the queue, as many at once as allowed, and holds their leases while they run. */
import type { Changes } from './changes';
import type { Job, Lease } from './job';
import type { JobParts } from './parts';
import { type RunControl, runJob, type StopReason } from './runJob';

const LEASE = 30_000;
const BEAT_EVERY = 10_000;
const LOOK_EVERY = 1_000;
const MAX_ATTEMPTS = 10;

/** Runs that deliver hold a lease, which is renewed: as many as that costs nothing. */
const MOST_DELIVERING = 50;

/** Runs jobs until it is stopped. */
export interface Worker {
	readonly start: () => void;
	/** Takes what waits, if a slot is free. */
	readonly pump: () => void;
	/** Stops a run in this process whose job was taken away. */
	readonly drop: (id: string) => void;
	/** Puts running jobs back into the queue; resolves when all have ended. */
	readonly stop: () => Promise<void>;
}

interface Control extends RunControl {
	readonly renders: () => boolean;
}

/** A run's control, which knows whether the run still renders; `onDelivers` is called once when it does no more. */
const createControl = (onDelivers: () => void): Control => {
	const abort = new AbortController();
	let why: StopReason | undefined;
	let renders = true;
	return {
		signal: abort.signal,
		reason: () => why,
		stop: (reason) => {
			why ??= reason;
			abort.abort();
		},
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

const runLeased = async (
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

const recoverLapsed = ({ store, clock, log }: JobParts): boolean => {
	const { requeued, failed } = store.recover(clock.now(), MAX_ATTEMPTS);
	if (requeued + failed === 0) return false;
	log.warn({ requeued, failed }, 'jobs came back whose worker is gone');
	return true;
};

interface Running {
	readonly lease: Lease;
	readonly control: Control;
	readonly ended: Promise<void>;
	readonly beatAt: number;
}

/** Renews the leases of a worker; always before lapsed ones are looked for, so that a busy process keeps its own jobs. */
const renew = ({ store, clock }: JobParts, runs: Map<string, Running>): void => {
	const now = clock.now();
	for (const [id, run] of runs) {
		if (now - run.beatAt < BEAT_EVERY) continue;
		if (store.beat(run.lease, now + LEASE)) runs.set(id, { ...run, beatAt: now });
		else run.control.stop('lost');
	}
};

/** A deed that is logged when it fails: the queue is looked at again in a second, and a full disk may have room then. */
const guarded = (log: JobParts['log'], deed: () => void) => (): void => {
	try {
		deed();
	} catch (err) {
		log.error({ err }, 'the queue could not be read or written');
	}
};

/** Whether another job may be taken: a run that only delivers keeps no place, unless too many do. */
const hasPlace = (runs: ReadonlyMap<string, Running>, places: number): boolean => {
	const rendering = [...runs.values()].filter(({ control }) => control.renders()).length;
	return rendering < places && runs.size - rendering < MOST_DELIVERING;
};

/** What a worker tells. */
export interface WorkerEvents {
	/** Jobs came back from workers that are gone. */
	readonly recovered: () => void;
	/** A run has ended, however. */
	readonly ended: () => void;
}

/** A worker over the queue. */
export const createWorker = (parts: JobParts, changes: Changes, events: WorkerEvents): Worker => {
	const { store, clock, log, settings } = parts;
	const runs = new Map<string, Running>();
	let isStopping = false;
	let unschedule = (): void => undefined;

	const takeAll = (): void => {
		while (!isStopping && hasPlace(runs, settings.jobs)) {
			const now = clock.now();
			const claimed = store.claim(now, now + LEASE);
			if (!claimed) return;
			const { job, ...lease } = claimed;
			const control = createControl(pump);
			const ended = runLeased(parts, { lease, job }, control).finally(() => {
				runs.delete(job.id);
				changes.wake(job.id);
				events.ended();
				look();
			});
			runs.set(job.id, { lease, control, ended, beatAt: now });
		}
	};
	const pump = guarded(log, takeAll);
	const look = guarded(log, () => {
		if (isStopping) return;
		renew(parts, runs);
		if (recoverLapsed(parts)) events.recovered();
		takeAll();
	});
	return {
		pump,
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
