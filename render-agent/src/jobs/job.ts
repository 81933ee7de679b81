/** A job as it is stored: what was asked for, how far it is, how it ended. */
import { z } from 'zod/v4';
import { renderOptions } from '../config/options';
import { sentTarget } from '../config/targets';
import type { Diagnostic } from '../kernel/diagnostic';
import type { ErrorCode } from '../kernel/errors';
import type { Words } from '../kernel/words';
import type { JobState } from './state';
import type { Phase } from './steps';

/** What callbacks may tell about. */
export const CALLBACK_EVENTS = ['completed', 'failed', 'progress'] as const;

/** What can go along with a delivered video. */
export const EXTRAS = ['captions', 'report', 'poster', 'storyboard'] as const;

/** One of them. */
export type Extra = (typeof EXTRAS)[number];

/** One kind of callback. */
export type CallbackEvent = (typeof CALLBACK_EVENTS)[number];

/** What a submission may say beside the draft: the render's options, where to call back, where to deliver. */
export const jobOptions = renderOptions.extend({
	callback_url: z
		.url({ protocol: /^https?$/ })
		.max(8192)
		.optional()
		.describe('Address that is called when the job ends.'),
	callback_events: z
		.array(z.enum(CALLBACK_EVENTS))
		.default(['completed', 'failed'])
		.describe('What callback_url is told: completed, failed, progress. Default completed, failed.'),
	deliver: z
		.array(z.union([z.string().min(1).max(80), sentTarget]))
		.max(10)
		.optional()
		.describe(
			"Where the video goes: names of the agent's targets, and targets of its own where the agent allows them; an empty list keeps it with the agent. Default: as the agent is set up.",
		),
	deliver_extras: z
		.array(z.enum(EXTRAS))
		.default(['captions'])
		.describe(
			'What goes along with the video, where there is some: captions, report, poster, storyboard. Default captions.',
		),
	download_name: z
		.string()
		.max(120)
		.regex(/^[^\p{Cc}/\\:*?"<>|]+$/u)
		.optional()
		.describe(
			'Name under which the delivered video is saved, with or without its extension. Default: the id of the job.',
		),
});

/** Options of one job, defaults filled in. */
export type JobOptions = z.infer<typeof jobOptions>;

/** How a job failed, as it is stored: words in both languages, never a stack. */
export interface Failure {
	readonly code: ErrorCode;
	readonly object?: Words;
	readonly hint: Readonly<Record<string, string>>;
}

/** One place where the video goes beside the agent's own folder. */
export interface Delivery {
	readonly target: string;
	readonly state: 'pending' | 'done' | 'failed';
	/** Where it lies there, as the target said. */
	readonly url: string | null;
	readonly error: Failure | null;
	/** What went along, with its name in the folder of videos; older versions did not note that. */
	readonly files: readonly {
		readonly kind: Extra;
		readonly name?: string | undefined;
		readonly url: string;
	}[];
}

/** A file that the agent keeps. */
export interface KeptFile {
	/** Name in the folder of videos. */
	readonly name: string;
	readonly bytes: number;
	readonly sha256: string;
}

/** The finished video as the agent keeps it, with the files of its captions and what else lies beside it. */
export interface KeptVideo extends KeptFile {
	readonly captions: readonly KeptFile[];
	/** Whether a worker has put it to its targets itself: then no file of it is here. Default: false. */
	readonly elsewhere?: boolean;
	/** Report, poster, storyboard. */
	readonly beside: readonly (KeptFile & { readonly kind: Extra })[];
	/** When it was finished, in milliseconds since 1970: names of delivered files are made of it. 0: not known. */
	readonly at: number;
	readonly seconds: number | null;
	readonly width: number | null;
	readonly height: number | null;
}

/** How far a job is. */
export interface Progress {
	readonly phase: Phase;
	/** 0 to 100; 100 only with the video's address. */
	readonly progress: number;
	readonly framesDone: number | null;
	readonly framesTotal: number | null;
	readonly etaSeconds: number | null;
}

/** A job. Times are milliseconds since 1970. */
export interface Job extends Progress {
	/** Order of submission; larger is newer. */
	readonly seq: number;
	readonly id: string;
	/** The draft's address as the caller wrote it. */
	readonly draft: string;
	/** Id of the key that made it; empty when no key was asked for. */
	readonly owner: string;
	readonly options: JobOptions;
	/** Address of the agent as the submission saw it; links start with it. */
	readonly base: string;
	readonly state: JobState;
	readonly attempts: number;
	/** Goes up with every run and at its end: what an earlier run holds is nobody's. */
	readonly fence: number;
	readonly warnings: readonly Diagnostic[];
	readonly delivery: readonly Delivery[];
	readonly video: KeptVideo | null;
	readonly reusedFrames: number;
	readonly report: Readonly<Record<string, unknown>> | null;
	readonly failure: Failure | null;
	readonly createdAt: number;
	readonly startedAt: number | null;
	readonly completedAt: number | null;
}

/** What a submission gives the store. */
export type NewJob = Pick<Job, 'id' | 'draft' | 'owner' | 'options' | 'base' | 'warnings'> & {
	/** Equal for submissions that are the same job while it is alive. */
	readonly identity: string;
	/** Equal for all spellings of one draft's address. */
	readonly draftKey: string;
	readonly idempotencyKey: string | undefined;
	readonly targets: readonly string[];
};

/** A job that a worker holds. Everything written under it counts only while `fence` is the job's own. */
export interface Lease {
	readonly id: string;
	readonly fence: number;
}
