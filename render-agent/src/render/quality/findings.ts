/** What is found out about frames while they pass: plain JSON, kept with a chunk wherever that is kept. */
import { z } from 'zod/v4';

/** Why a frame is black: nothing is drawn, what is drawn is black itself, something makes it black, or neither. */
const blackness = z.enum(['gap', 'source', 'draft', 'unexplained']);

/**
 * Why a frame is the same as the one before: the draft has it so, what is drawn stands still itself, a file has ended
 * before its clip, or none of it.
 */
const stillness = z.enum(['draft', 'source', 'ended', 'unexplained']);

const stretch = <T extends z.ZodType>(why: T) =>
	z.object({ from: z.number().int(), to: z.number().int(), why });

/** Of the frames of one chunk, counted from its first. `from` is inside a stretch, `to` is not. */
export const pictureFindings = z.object({
	frames: z.number().int(),
	black: z.array(stretch(blackness)),
	still: z.array(stretch(stillness)),
	/** Prints of the first and the last frame: 64 bytes each, base64; empty where nobody has seen them. */
	first: z.string(),
	last: z.string(),
});

/** What the frames of a chunk showed. */
export type PictureFindings = z.infer<typeof pictureFindings>;

/** A stretch of frames, and why it is so. */
export interface Stretch<Why extends string> {
	readonly from: number;
	readonly to: number;
	readonly why: Why;
}

/** Why a frame is black. */
export type Blackness = z.infer<typeof blackness>;

/** Why a frame is like the one before. */
export type Stillness = z.infer<typeof stillness>;

const missed = z.object({
	...{ id: z.string(), within: z.string().optional() },
	...{ start: z.number(), end: z.number(), target: z.number() },
});

/**
 * Why a piece is not as loud as it was to be: shorter than 400 ms, too quiet to be raised, or further off than anything is
 * raised or lowered.
 */
const missedLoudness = z.discriminatedUnion('why', [
	missed.extend({ why: z.enum(['short', 'quiet']) }),
	missed.extend({ why: z.literal('far'), decibels: z.number() }),
]);

/** What the whole sound was like. */
export const soundFindings = z.object({
	/** The highest sum, 1 is full scale; above it the limiter has acted. */
	peak: z.number(),
	/** Decibels by which the limiter has turned the sound down at most. */
	limited: z.number(),
	/** Decibels by which the whole sum was raised. */
	gain: z.number(),
	loudness: z.object({
		integrated: z.number().optional(),
		range: z.number().optional(),
		truePeak: z.number().optional(),
	}),
	silent: z.array(
		z.object({
			start: z.number(),
			end: z.number(),
			why: z.enum(['gap', 'draft', 'source', 'unexplained']),
		}),
	),
	/** Pieces that did not come to the loudness of their own, with their place in microseconds. */
	missed: z.array(missedLoudness),
	/** Level of each 100 ms, in whole dBFS (RMS of both channels), −90 at least. */
	levels: z.array(z.number()),
});

/** What the whole sound was like. */
export type SoundFindings = z.infer<typeof soundFindings>;
