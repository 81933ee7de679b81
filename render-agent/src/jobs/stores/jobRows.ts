/** A job as a row of the table, and back. */
import { z } from 'zod/v4';
import { type ErrorCode, ERRORS } from '../../kernel/errors';
import { diagnosticShape, wordsShape } from '../diagnosticShape';
import { type Delivery, EXTRAS, type Failure, type Job, jobOptions, type KeptVideo } from '../job';
import { JOB_STATES } from '../state';
import { STEPS } from '../steps';
import type { Row } from './database';

const codes = Object.keys(ERRORS) as readonly ErrorCode[];

const failure = z
	.object({
		code: z.enum(codes),
		object: wordsShape(z.string()).optional(),
		hint: z.record(z.string(), z.string()),
	})
	.transform(({ code, object, hint }): Failure => ({ code, hint, ...(object && { object }) }));

const diagnostic = diagnosticShape({ text: z.string(), segment: z.string() });

const delivery = z.object({
	target: z.string(),
	state: z.enum(['pending', 'done', 'failed']),
	url: z.string().nullable(),
	error: failure.nullable(),
	files: z
		.array(z.object({ kind: z.enum(EXTRAS), name: z.string().optional(), url: z.string() }))
		.default([]),
}) satisfies z.ZodType<Delivery>;

const kept = z.object({ name: z.string(), bytes: z.number(), sha256: z.string() });

const video = kept.extend({
	captions: z.array(kept).default([]),
	beside: z.array(kept.extend({ kind: z.enum(EXTRAS) })).default([]),
	at: z.number().default(0),
	elsewhere: z.boolean().default(false),
	seconds: z.number().nullable().default(null),
	width: z.number().nullable().default(null),
	height: z.number().nullable().default(null),
}) satisfies z.ZodType<KeptVideo>;

const json = <T extends z.ZodType>(schema: T) =>
	z
		.string()
		.transform((value): unknown => JSON.parse(value))
		.pipe(schema);

const row = z
	.object({
		seq: z.number(),
		id: z.string(),
		draft: z.string(),
		owner: z.string(),
		options: json(jobOptions),
		base: z.string(),
		state: z.enum(JOB_STATES),
		attempts: z.number(),
		fence: z.number(),
		phase: z.enum([...STEPS, 'done']),
		progress: z.number(),
		frames_done: z.number().nullable(),
		frames_total: z.number().nullable(),
		eta_seconds: z.number().nullable(),
		warnings: json(z.array(diagnostic)),
		delivery: json(z.array(delivery)),
		video: json(video).nullable(),
		reused_frames: z.number(),
		report: json(z.record(z.string(), z.unknown())).nullable(),
		failure: json(failure).nullable(),
		created_at: z.number(),
		started_at: z.number().nullable(),
		completed_at: z.number().nullable(),
	})
	.transform(
		({
			frames_done: framesDone,
			frames_total: framesTotal,
			eta_seconds: etaSeconds,
			reused_frames: reusedFrames,
			created_at: createdAt,
			started_at: startedAt,
			completed_at: completedAt,
			...same
		}): Job => ({
			...same,
			framesDone,
			framesTotal,
			etaSeconds,
			reusedFrames,
			createdAt,
			startedAt,
			completedAt,
		}),
	);

/** The job that a row of the table holds. */
export const jobOf = (stored: Row): Job => row.parse(stored);
