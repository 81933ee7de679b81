/** Takes jobs from the queue, as many at once as allowed, and holds their leases while they run. */
import type { Changes } from './changes';
import type { JobParts } from './parts';
import {
	createControl,
	guarded,
	LEASE,
	MAX_ATTEMPTS,
	renew,
	runLeased,
	type Running,
} from './runs';

const LOOK_EVERY = 1_000;

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

const recoverLapsed = ({ store, clock, log }: JobParts): boolean => {
	const { requeued, failed } = store.recover(clock.now(), MAX_ATTEMPTS);
	if (requeued + failed === 0) return false;
	log.warn({ requeued, failed }, 'jobs came back whose worker is gone');
	return true;
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
	/** Before lapsed leases are looked for. */
	readonly looking: () => void;
	/** There may be jobs for somebody else. */
	readonly waiting: () => void;
}

/**
 * A worker over the queue. One that may run no job at all, because the agent only hands them out, still delivers what is
 * drawn.
 */
export const createWorker = (parts: JobParts, changes: Changes, events: WorkerEvents): Worker => {
	const { store, clock, log, settings } = parts;
	const taker = settings.jobs === 0 ? 'agent, drawn' : 'agent';
	const places = Math.max(1, settings.jobs);
	const runs = new Map<string, Running>();
	let isStopping = false;
	let unschedule = (): void => undefined;

	const takeAll = (): void => {
		while (!isStopping && hasPlace(runs, places)) {
			const now = clock.now();
			const claimed = store.claim(now, now + LEASE, taker);
			if (!claimed) break;
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
		events.waiting();
	};
	const pump = guarded(log, takeAll);
	const look = guarded(log, () => {
		if (isStopping) return;
		renew(parts, runs);
		events.looking();
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
