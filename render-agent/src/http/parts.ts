/** What the HTTP service is made of. */
import type { DraftStore } from '../assets/draftStore';
import type { Log } from '../config/log';
import type { Settings } from '../config/schema';
import type { SetupParts } from '../dashboard/setup';
import type { Links } from '../deliver/links';
import type { Webhooks } from '../callbacks/webhooks';
import type { HealthCheck } from '../jobs/health';
import type { Jobs } from '../jobs/jobs';
import type { Preflight } from '../jobs/preflight';
import type { Storyboard } from '../jobs/storyboard';
import type { Clock } from '../kernel/clock';
import type { AgentError } from '../kernel/errors';
import type { KeyStore } from '../keys/keyStore';
import type { WorkerStore } from '../keys/workerStore';
import type { CheckAddress } from '../net/addressCheck';

/** The drafts that lie here. */
export type Drafts = Pick<DraftStore, 'put' | 'list' | 'files' | 'open'>;

/** Settings that concern the service. */
export type ServerSettings = Pick<
	Settings,
	| 'data'
	| 'host'
	| 'publicUrl'
	| 'allowHosts'
	| 'locale'
	| 'retentionDays'
	| 'rateLimitPerMinute'
	| 'unusedStorages'
	| 'delivery'
	| 'jobs'
	| 'workerLeaseSeconds'
>;

/** Everything that the service is made of. */
export interface ServerParts {
	readonly jobs: Jobs;
	readonly keys: KeyStore;
	/** Workers elsewhere. */
	readonly workers: WorkerStore;
	readonly drafts: Drafts;
	readonly preflight: Preflight;
	readonly storyboard: Storyboard;
	readonly links: Links;
	readonly webhooks: Webhooks;
	/** Rejects for an address that the agent would not call. */
	readonly checkAddress: CheckAddress;
	readonly clock: Clock;
	readonly log: Log;
	readonly settings: ServerSettings;
	readonly version: string;
	/** What keeps the agent from rendering, such as a missing ffmpeg; undefined when it can. */
	readonly notReady: () => AgentError | undefined;
	/** Looks at everything that rendering needs, one by one. */
	readonly checks: () => Promise<readonly HealthCheck[]>;
	/** What `/healthz` tells beside that, such as the ffmpeg in use. */
	readonly about: () => Readonly<Record<string, unknown>>;
	/** Connections that are open at once. Default: 4,096. */
	readonly mostConnections?: number | undefined;
	/** The first-start page, when it is offered. */
	readonly setup?: SetupParts;
}
