/** What the jobs need from outside, in one place: the work itself, the file, the clock, the log. */
import type { RunProbe } from '../assets/probe';
import type { Outbox } from '../callbacks/outbox';
import type { Log } from '../config/log';
import type { Settings } from '../config/schema';
import type { Clock } from '../kernel/clock';
import type { AgentError } from '../kernel/errors';
import type { QuickCheck, Renderer, Work } from './pipeline';
import type { JobStore } from './store';
import type { Targets } from './targetBook';
import type { UploadTurns } from './uploadTurns';

/** Brings everything that a draft names into the cache, right after acceptance. A failure is logged, no more. */
export type Prefetch = (
	work: Pick<Work, 'draft' | 'options'>,
	signal: AbortSignal,
) => Promise<void>;

/** Settings that concern jobs. */
export type JobSettings = Pick<
	Settings,
	| 'data'
	| 'jobs'
	| 'queueLimit'
	| 'queueLimitPerKey'
	| 'timeLimitSeconds'
	| 'retentionDays'
	| 'diskQuotaBytes'
	| 'minFreeBytes'
	| 'workerLeaseSeconds'
>;

/** Everything that the jobs are made of. */
export interface JobParts extends Targets {
	readonly store: JobStore;
	readonly outbox: Outbox;
	readonly renderer: Renderer;
	readonly quickCheck: QuickCheck;
	readonly turns: UploadTurns;
	readonly prefetch: Prefetch;
	/** Clears away what rooms beside the jobs keep: old drafts, the cache's oldest. Called with each upkeep. */
	readonly tidy: () => Promise<void>;
	/** What keeps the agent from rendering, such as a missing ffmpeg; undefined when it can. */
	readonly notReady: () => AgentError | undefined;
	/** How received videos are looked into; undefined without ffprobe. Default: only their first bytes are looked at. */
	readonly probe?: () => RunProbe | undefined;
	/** Whether a worker elsewhere is still one of ours. Default: all are. */
	readonly isWorker?: (id: string) => boolean;
	/** Bytes free on the disk of a folder. */
	readonly freeBytes: (folder: string) => Promise<number>;
	readonly clock: Clock;
	readonly log: Log;
	readonly settings: JobSettings;
}
