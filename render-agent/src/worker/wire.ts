/** What gateway and worker say to each other: one schema each, used on both sides. Times never cross: clocks may differ. */
import { z } from 'zod/v4';
import { renderOptions } from '../config/options';
import { diagnosticShape, wordsShape } from '../jobs/diagnosticShape';
import { EXTRAS } from '../jobs/job';
import { STEPS } from '../jobs/steps';
import { type ErrorCode, ERRORS } from '../kernel/errors';
import { workerWords } from '../keys/workerStore';

const name = z.string().trim().min(1).max(60);
const fence = z.coerce.number().int().min(0).describe('As the job was handed out.');
const text = z.string().max(2000);

/** How a worker enrols. */
export const enrolment = workerWords.omit({ resting: true }).extend({
	code: z.string().max(60).describe('As capcut-render-agent worker code shows it.'),
	name: name.describe('What the worker is called in lists.'),
});

/** What it gets for that. */
export const enrolled = z.object({
	worker_id: z.string(),
	name: z.string(),
	credential: z.string().describe('Shown this once.'),
});

/** How a worker asks for a job. */
export const pull = workerWords.extend({
	wait_seconds: z.number().min(0).max(60).default(25).describe('How long it waits for one.'),
	is_free: z.boolean().describe('false only tells how the worker is.'),
	holding: z
		.array(z.object({ job_id: z.string().max(80), fence }))
		.max(100)
		.describe('What it works on. Whatever else was handed to it goes to somebody else.'),
});

/** A job as its worker gets it: nothing that it does not need, no callback, no key of a storage. */
export const lentJob = z.object({
	job_id: z.string(),
	fence: z.number().int(),
	draft_url: z.string(),
	draft_id: z
		.string()
		.nullable()
		.describe('Of a draft that lies at the gateway, to be had with the credential.'),
	options: renderOptions,
	deliver_extras: z.array(z.enum(EXTRAS)),
	download_name: z.string().nullable(),
	targets: z.array(z.string()).describe('Names of the targets that it still has to go to.'),
	may_go_straight: z
		.boolean()
		.default(false)
		.describe('Whether the worker may put the video to these targets, or its own, itself.'),
	beat_seconds: z.number().describe('How often the worker should be heard.'),
});

/** The answer to a pull. */
export const pulled = z.object({ job: lentJob.nullable() });

const progress = z.object({
	step: z.enum(STEPS),
	done: z.number().min(0),
	total: z.number().min(0),
});

const diagnostic = diagnosticShape({ text, segment: z.string().max(200) });

/** The most warnings that one beat brings; more come with the next ones. */
export const WARNINGS_AT_ONCE = 200;

/** How far a worker is. */
export const beat = z.object({
	fence,
	started: z.array(z.enum(STEPS)).max(20),
	finished: z.array(z.enum(STEPS)).max(20),
	progress: z.array(progress).max(20),
	warnings: z.array(diagnostic).max(WARNINGS_AT_ONCE),
});

const codes = Object.keys(ERRORS) as readonly ErrorCode[];

/** How a job failed on a worker. */
export const failure = z.object({
	code: z.enum(codes),
	object: wordsShape(text).optional(),
	hint: z.record(z.string().max(80), text),
});

/** That it is put back, and why. */
export const putBack = z.object({ fence, failure: failure.optional() });

/** Where a piece of a result belongs. */
export const place = z.object({
	fence,
	offset: z.coerce.number().int().min(0),
	total: z.coerce.number().int().min(1).describe('Bytes of the whole.'),
});

/** Bytes that are there. */
export const here = z.object({ bytes: z.number().int() });

/** Which lease is meant. */
export const leased = z.object({ fence });

/** Nothing to say but that it was heard. */
export const heard = z.object({});

/** A worker as its gateway shows it. */
export const workerView = z.object({
	worker_id: z.string(),
	name: z.string(),
	platform: z.string(),
	version: z.string(),
	encoders: z.array(z.string()),
	state: z.enum(['working', 'waiting', 'resting', 'gone', 'revoked']),
	doing: z.string().describe('In words: its jobs and how far they are, or why it rests.'),
	last_seen: z.string().describe('Local time of the gateway without a zone.'),
	created_at: z.string(),
});
