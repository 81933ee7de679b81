/** Every setting of the agent: name, default, unit, sentence. Owns what may be set; refuses to read the environment itself. */
import { z } from 'zod/v4';
import { type DeliverySettings, OWN_DELIVERY } from './delivery';
import { FOREIGN_DELIVERY } from './storages';

const GIB = 1024 ** 3;
const DAY_SECONDS = 86_400;

const text = (sentence: string) => z.string().min(1).optional().describe(sentence);

const whole = (limits: { min: number; max: number; preset: number }, sentence: string) =>
	z.coerce.number().int().min(limits.min).max(limits.max).default(limits.preset).describe(sentence);

const amount = (preset: number, sentence: string) =>
	z.coerce.number().min(0).max(1_000_000).default(preset).describe(sentence);

const list = (sentence: string) =>
	z
		.string()
		.default('')
		.transform((value) =>
			value
				.split(',')
				.map((item) => item.trim())
				.filter((item) => item !== ''),
		)
		.describe(sentence);

const address = (sentence: string) =>
	z
		.url({ protocol: /^https?$/ })
		.transform((value) => value.replace(/\/+$/, ''))
		.optional()
		.describe(sentence);

/** The settings of the agent itself. */
export const OWN_SETTINGS = {
	RENDER_AGENT_HOST: z
		.string()
		.min(1)
		.default('127.0.0.1')
		.describe(
			'Address to listen on. Anything but a loopback address needs an API key (capcut-render-agent keys create).',
		),
	RENDER_AGENT_PORT: whole(
		{ min: 0, max: 65_535, preset: 30_100 },
		'Port to listen on; 0 takes a free one.',
	),
	RENDER_AGENT_DATA: z
		.string()
		.min(1)
		.default('~/.capcut-render-agent')
		.describe('Folder of jobs, keys, drafts, cache and finished videos.'),
	RENDER_AGENT_LIBRARY: text(
		'Folder of your own fonts, sticker pictures, LUTs and overlay videos, which take the place of what drafts only name; see docs/library.md. Unset: none.',
	),
	RENDER_AGENT_PUBLIC_URL: address(
		'Address by which others reach the agent; links are made with it. Unset: the address by which the submission came in.',
	),
	RENDER_AGENT_ALLOW_HOSTS: list(
		'More host names, separated by commas, under which the agent answers, besides the loopback names, the address it listens on and the host of the public URL.',
	),
	RENDER_AGENT_ALLOW_ADDRESSES: list(
		'Private address ranges, separated by commas, from which drafts and media may be fetched, such as 127.0.0.0/8,192.168.1.20/32. Unset: none.',
	),
	RENDER_AGENT_JOBS: whole(
		{ min: 0, max: 64, preset: 1 },
		'How many jobs are rendered at once. 0: none here; the agent only hands them out to workers (capcut-render-agent worker), and needs no ffmpeg for that.',
	),
	RENDER_AGENT_WORKER_LEASE_SECONDS: whole(
		{ min: 5, max: DAY_SECONDS, preset: 120 },
		'At the gateway: seconds after which a job goes to somebody else when its worker is not heard any more.',
	),
	RENDER_AGENT_WORKER_HOURS: text(
		'On a worker: when it takes jobs, in local time, such as 22:00-07:00; several separated by commas. Unset: always.',
	),
	RENDER_AGENT_WORKER_IDLE_MINUTES: z.coerce
		.number()
		.min(0.1)
		.max(1440)
		.optional()
		.describe(
			'On a worker: minutes without keyboard and mouse after which it takes jobs. Unset: also while the machine is in use.',
		),
	RENDER_AGENT_WORKER_RESTING: z
		.enum(['finish', 'back'])
		.default('finish')
		.describe(
			'On a worker: what happens to a running job when a rest begins: it is finished, or goes back for another worker.',
		),
	RENDER_AGENT_WORKER_STRAIGHT: z
		.enum(['no', 'yes'])
		.default('no')
		.describe(
			"On a worker: yes puts videos straight to the worker's own targets (RENDER_AGENT_TARGETS …) instead of through the gateway, which notes where.",
		),
	RENDER_AGENT_QUEUE_LIMIT: whole(
		{ min: 1, max: 1_000_000, preset: 1000 },
		'How many jobs may wait; one more is answered as BUSY.',
	),
	RENDER_AGENT_QUEUE_LIMIT_PER_KEY: z.coerce
		.number()
		.int()
		.min(1)
		.max(1_000_000)
		.optional()
		.describe(
			'How many jobs of one API key may wait; one more is answered as RATE_LIMITED. Unset: as many as the queue holds.',
		),
	RENDER_AGENT_TIME_LIMIT_SECONDS: whole(
		{ min: 1, max: 24 * DAY_SECONDS, preset: 3600 },
		'Seconds after which a job that is being rendered fails as TIMED_OUT; a job may ask for less, not for more.',
	),
	RENDER_AGENT_DELIVERY_TIME_LIMIT_SECONDS: whole(
		{ min: 1, max: 24 * DAY_SECONDS, preset: 3600 },
		'Seconds that an upload to one target may take; then that delivery has failed and the job is completed without it.',
	),
	RENDER_AGENT_STALL_SECONDS: whole(
		{ min: 1, max: DAY_SECONDS, preset: 60 },
		'Seconds without any progress after which an ffmpeg that hangs is ended and its job fails.',
	),
	RENDER_AGENT_RETENTION_DAYS: z.coerce
		.number()
		.min(0.01)
		.max(36_500)
		.optional()
		.describe(
			'Days for which finished jobs and their videos are kept and their links work. Default: VIDEO_GEN_RETENTION_DAYS, else 7.',
		),
	RENDER_AGENT_DISK_QUOTA_GB: amount(
		50,
		'GiB that finished videos may take; the oldest go first beyond that. 0: no quota.',
	),
	RENDER_AGENT_MIN_FREE_GB: amount(
		1,
		'GiB that must be free on the disk of the data folder; with less, submissions are answered as DISK_FULL.',
	),
	RENDER_AGENT_CACHE_GB: amount(10, 'GiB that downloaded media may take in the cache.'),
	RENDER_AGENT_CHUNK_CACHE_GB: amount(
		5,
		'GiB that finished chunks may take, from which the unchanged parts of the next render come; the least recently used go first. 0: nothing is kept.',
	),
	RENDER_AGENT_ENCODER: z
		.enum(['software', 'auto', 'nvenc', 'qsv', 'amf', 'videotoolbox'])
		.default('software')
		.describe(
			'Where videos are encoded: software (smallest files, on every machine), one kind of graphics card, or auto, the first kind that works. What fails its trial at start, or in the middle of a job, is done in software.',
		),
	RENDER_AGENT_COPY_UNTOUCHED: z
		.enum(['yes', 'no'])
		.default('yes')
		.describe(
			'yes: where a draft shows nothing but an untouched video that is as the output will be (H.264, the same size, frame rate and colors), its pictures are copied instead of encoded again: faster, and without any loss. no: everything is encoded.',
		),
	RENDER_AGENT_RATE_LIMIT_PER_MINUTE: whole(
		{ min: 1, max: 1_000_000, preset: 1200 },
		'Requests that one API key may make in a minute.',
	),
	RENDER_AGENT_LOCALE: z
		.enum(['zh', 'en'])
		.default('zh')
		.describe(
			'Language of messages when the caller asks for none: zh or en. Where it is not set, the command line speaks that of the system.',
		),
	RENDER_AGENT_LOG_LEVEL: z
		.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
		.default('info')
		.describe('Least important log line that is written.'),
	RENDER_AGENT_LOG_FILE: text(
		'File that the log goes to, in pieces of 10 MB of which five are kept. Unset: stderr; under the launcher or as a service: logs/agent.log in the data folder.',
	),
	RENDER_AGENT_CALLBACK_SECRET: z
		.string()
		.regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, 'must be whsec_ and at least 24 bytes in base64')
		.optional()
		.describe(
			'Secret that signs callbacks (Standard Webhooks). Unset: made once and kept in the data folder as callback-secret.',
		),
	...OWN_DELIVERY,
} as const;

/** Settings under names that others made: of ffmpeg, and of capcut-mate's storage. */
export const FOREIGN_SETTINGS = {
	FFMPEG_PATH: text('The ffmpeg to use. Unset: found by itself.'),
	FFPROBE_PATH: text('The ffprobe to use. Unset: found by itself.'),
	PATH: z
		.string()
		.default('')
		.describe('Where the system keeps programs; ffmpeg is looked for there.'),
	VIDEO_GEN_RETENTION_DAYS: z.coerce
		.number()
		.min(1)
		.max(36_500)
		.optional()
		.describe("capcut-mate's name for RENDER_AGENT_RETENTION_DAYS, in days."),
	...FOREIGN_DELIVERY,
} as const;

/** The one schema that all settings pass, under the names of the environment. */
export const environmentSchema = z.object({ ...OWN_SETTINGS, ...FOREIGN_SETTINGS });

/** The settings as the environment names them, checked and with defaults. */
export type Environment = z.infer<typeof environmentSchema>;

/** The settings as the code reads them. */
export interface Settings {
	readonly host: string;
	readonly port: number;
	/** Absolute path. */
	readonly data: string;
	/** Folder of the user's library; absolute path. */
	readonly library: string | undefined;
	readonly publicUrl: string | undefined;
	readonly allowHosts: readonly string[];
	readonly allowAddresses: readonly string[];
	/** 0: jobs are only handed out to workers. */
	readonly jobs: number;
	readonly workerLeaseSeconds: number;
	/** When a worker takes jobs, as written; undefined: always. */
	readonly workerHours: string | undefined;
	/** Minutes without input after which a worker takes jobs; undefined: at once. */
	readonly workerIdleMinutes: number | undefined;
	readonly workerResting: Environment['RENDER_AGENT_WORKER_RESTING'];
	/** Whether a worker puts videos to its own targets. */
	readonly workerStraight: boolean;
	readonly queueLimit: number;
	readonly queueLimitPerKey: number | undefined;
	readonly timeLimitSeconds: number;
	/** For each target of a job. */
	readonly deliveryTimeLimitSeconds: number;
	readonly stallSeconds: number;
	readonly retentionDays: number;
	/** Bytes; 0 is no quota. */
	readonly diskQuotaBytes: number;
	readonly minFreeBytes: number;
	readonly cacheBytes: number;
	readonly encoder: Environment['RENDER_AGENT_ENCODER'];
	/** Whether untouched videos that fit the output are copied. */
	readonly copyUntouched: boolean;
	/** Of finished chunks; 0 keeps none. */
	readonly chunkCacheBytes: number;
	readonly rateLimitPerMinute: number;
	readonly locale: 'zh' | 'en';
	readonly logLevel: Environment['RENDER_AGENT_LOG_LEVEL'];
	/** Where the log goes; stderr when unset. */
	readonly logFile: string | undefined;
	readonly callbackSecret: string | undefined;
	readonly delivery: DeliverySettings;
	/** Storages of capcut-mate that are set, but not used: COS, OSS, TOS. */
	readonly unusedStorages: readonly string[];
	readonly ffmpegPath: string | undefined;
	readonly ffprobePath: string | undefined;
	/** Where programs of the system are looked for, as PATH is written. */
	readonly searchPath: string;
}

/** The settings as the code reads them; the folders are those of the environment made absolute. */
export const settingsOf = (
	environment: Environment,
	{ data, library, delivery }: Pick<Settings, 'data' | 'library' | 'delivery'>,
): Settings => ({
	host: environment.RENDER_AGENT_HOST,
	port: environment.RENDER_AGENT_PORT,
	data,
	library,
	publicUrl: environment.RENDER_AGENT_PUBLIC_URL,
	allowHosts: environment.RENDER_AGENT_ALLOW_HOSTS,
	allowAddresses: environment.RENDER_AGENT_ALLOW_ADDRESSES,
	jobs: environment.RENDER_AGENT_JOBS,
	workerLeaseSeconds: environment.RENDER_AGENT_WORKER_LEASE_SECONDS,
	workerHours: environment.RENDER_AGENT_WORKER_HOURS,
	workerIdleMinutes: environment.RENDER_AGENT_WORKER_IDLE_MINUTES,
	workerResting: environment.RENDER_AGENT_WORKER_RESTING,
	workerStraight: environment.RENDER_AGENT_WORKER_STRAIGHT === 'yes',
	queueLimit: environment.RENDER_AGENT_QUEUE_LIMIT,
	queueLimitPerKey: environment.RENDER_AGENT_QUEUE_LIMIT_PER_KEY,
	timeLimitSeconds: environment.RENDER_AGENT_TIME_LIMIT_SECONDS,
	deliveryTimeLimitSeconds: environment.RENDER_AGENT_DELIVERY_TIME_LIMIT_SECONDS,
	stallSeconds: environment.RENDER_AGENT_STALL_SECONDS,
	retentionDays:
		environment.RENDER_AGENT_RETENTION_DAYS ?? environment.VIDEO_GEN_RETENTION_DAYS ?? 7,
	diskQuotaBytes: environment.RENDER_AGENT_DISK_QUOTA_GB * GIB,
	minFreeBytes: environment.RENDER_AGENT_MIN_FREE_GB * GIB,
	cacheBytes: environment.RENDER_AGENT_CACHE_GB * GIB,
	encoder: environment.RENDER_AGENT_ENCODER,
	copyUntouched: environment.RENDER_AGENT_COPY_UNTOUCHED === 'yes',
	chunkCacheBytes: environment.RENDER_AGENT_CHUNK_CACHE_GB * GIB,
	rateLimitPerMinute: environment.RENDER_AGENT_RATE_LIMIT_PER_MINUTE,
	locale: environment.RENDER_AGENT_LOCALE,
	logLevel: environment.RENDER_AGENT_LOG_LEVEL,
	logFile: environment.RENDER_AGENT_LOG_FILE,
	callbackSecret: environment.RENDER_AGENT_CALLBACK_SECRET,
	delivery,
	unusedStorages: delivery.unusedStorages,
	ffmpegPath: environment.FFMPEG_PATH,
	ffprobePath: environment.FFPROBE_PATH,
	searchPath: environment.PATH,
});
