/** How diagnostics and texts are read back from JSON: out of the file of jobs, or off the wire. */
import { z } from 'zod/v4';
import { DIAGNOSTICS, type Diagnostic } from '../kernel/diagnostic';
import { microseconds } from '../kernel/units';

/** A text in both languages, or one that is the same in both. `text`: what either may be. */
export const wordsShape = (text: z.ZodString) => z.union([text, z.object({ zh: text, en: text })]);

const time = z.number().transform((value) => microseconds(value));

/** A diagnostic. `text`: what its words may be, `segment`: what names of segments may be. */
export const diagnosticShape = ({
	text,
	segment,
}: Readonly<Record<'text' | 'segment', z.ZodString>>) =>
	z
		.object({
			code: z.enum(DIAGNOSTICS),
			segment: segment.optional(),
			track: z.number().optional(),
			start: time.optional(),
			end: time.optional(),
			text: wordsShape(text),
		})
		.transform((read): Diagnostic => ({
			code: read.code,
			text: read.text,
			...(read.segment !== undefined && { segment: read.segment }),
			...(read.track !== undefined && { track: read.track }),
			...(read.start !== undefined && { start: read.start }),
			...(read.end !== undefined && { end: read.end }),
		}));
