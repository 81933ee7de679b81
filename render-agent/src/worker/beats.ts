/** The heartbeats of one job: they tell its gateway how far it is, and hear when it is no longer this worker's. */
import type { Log } from '../config/log';
import type { Clock } from '../kernel/clock';
import { AgentError, asAgentError, type ErrorCode } from '../kernel/errors';
import { type Gateway, untilAnswered } from './gateway';
import type { LentJob } from './handOver';
import type { Teller } from './teller';
import { heard } from './wire';

/** What the gateway says when the job is no longer this worker's. */
const NOT_OURS: ReadonlySet<ErrorCode> = new Set([
	...(['LEASE_LOST', 'CANCELLED', 'WORKER_KEY_INVALID'] as const),
]);

/** Whether a refusal says that the job is no longer this worker's. */
export const isNotOurs = (error: unknown): boolean =>
	error instanceof AgentError && NOT_OURS.has(error.code);

/** What heartbeats need. */
export interface BeatParts {
	readonly gateway: Gateway;
	readonly clock: Clock;
	readonly log: Log;
}

/** What they are about. */
export interface Beaten {
	readonly job: LentJob;
	readonly teller: Teller;
	/** Called once when the job turns out to be no longer this worker's. */
	readonly lost: (why: unknown) => void;
}

/** The heartbeats of one job. */
export interface Beats {
	/** Resolves when all that was told so far has arrived. @throws what the gateway refuses with; the signal's reason */
	readonly flush: (signal: AbortSignal) => Promise<void>;
	/** Ends them; resolves when nothing is under way. */
	readonly stop: () => Promise<void>;
}

const PATIENCE = 15_000;
/** How soon something new is told. Milliseconds. */
const LOOK_EVERY = 500;

/** Begins to beat. A gateway that is not reached is told the next time: the job's lease holds for a while. */
export const startBeats = (
	{ gateway, clock, log }: BeatParts,
	{ job, teller, lost }: Beaten,
): Beats => {
	const ended = new AbortController();
	const path = `/jobs/${job.job_id}/beat`;
	const isOver = (): boolean => ended.signal.aborted;
	const once = async (signal: AbortSignal): Promise<void> => {
		const telling = teller.telling();
		const body = { fence: job.fence, ...telling };
		await gateway.ask({ path, body, gives: heard, patience: PATIENCE }, signal);
		teller.arrived(telling);
	};
	const pause = async (): Promise<void> => {
		for (let waited = 0; waited < 1000 * job.beat_seconds; waited += LOOK_EVERY) {
			await clock.sleep(LOOK_EVERY, ended.signal).catch(() => undefined);
			if (isOver() || teller.isNew()) return;
		}
	};
	const loop = async (): Promise<void> => {
		while (!isOver()) {
			try {
				await once(ended.signal);
				if (teller.hasMore()) continue;
			} catch (error) {
				if (isOver()) return;
				log.warn({ job: job.job_id, code: asAgentError(error).code }, 'a heartbeat was not taken');
				if (isNotOurs(error)) {
					lost(error);
					return;
				}
			}
			await pause();
		}
	};
	const running = loop();
	return {
		flush: async (signal) => {
			do await untilAnswered(() => once(signal), clock, signal);
			while (teller.hasMore());
		},
		stop: async () => {
			ended.abort();
			await running;
		},
	};
};
