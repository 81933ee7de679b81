/** The kinds of fields that drafts have. Each fills its default in: newer apps leave out, or write null for, what has it. */
import { z } from 'zod/v4';
import { MAX_LENGTH, MAX_MEDIA_TIME } from './limits';

/** What a number may be, both ends included. */
export interface Bounds {
	readonly min: number;
	readonly max: number;
}

const ANY: Bounds = { min: -1e9, max: 1e9 };

/** A finite number. Default bounds: a billion either way. */
export const numberOr = (fallback: number, { min, max }: Bounds = ANY) =>
	z
		.number()
		.min(min)
		.max(max)
		.nullish()
		.transform((value) => value ?? fallback);

const timeWithin = (min: number, max: number) =>
	z
		.number()
		.min(min)
		.max(max)
		.nullish()
		.transform((value) => Math.round(value ?? 0));

/** A place or length on the timeline, in whole microseconds: 0 to 4 hours. Default 0. */
export const timelineTime = timeWithin(0, MAX_LENGTH);

/** A place or length in media, in whole microseconds; may lie before its start. Default 0. */
export const mediaTime = timeWithin(-MAX_MEDIA_TIME, MAX_MEDIA_TIME);

/** A length in media or of an effect, in whole microseconds. Default 0. */
export const mediaLength = timeWithin(0, MAX_MEDIA_TIME);

/** Such a length, which is not 0 where it is left out: undefined. */
export const mediaLengthIfSet = z
	.number()
	.min(0)
	.max(MAX_MEDIA_TIME)
	.nullish()
	.transform((value) => (value === null || value === undefined ? undefined : Math.round(value)));

/** A text. */
export const textOr = (fallback: string) =>
	z
		.string()
		.nullish()
		.transform((value) => value ?? fallback);

/** An id or a name: some writers give them as numbers. Default empty. */
export const name = z
	.union([z.string(), z.number()])
	.nullish()
	.transform((value) => (value === null || value === undefined ? '' : String(value)));

/** A switch: true, false, 1 or 0. */
export const flagOr = (fallback: boolean) =>
	z
		.union([z.boolean(), z.number()])
		.nullish()
		.transform((value) => (value === null || value === undefined ? fallback : Boolean(value)));

/** A list, empty when it is left out. */
export const listOf = <T extends z.ZodType>(item: T) =>
	z
		.array(item)
		.nullish()
		.transform((value): readonly z.output<T>[] => value ?? []);

/** An object of which whoever uses it reads what it can. Anything else counts as none, and is told. */
export const anyPart = z.record(z.string(), z.unknown()).nullish().catch(undefined);

/** An object; left out, it has all of its own defaults. */
export const partOf = <T extends z.ZodRawShape>(shape: T) => {
	const part = z.object(shape);
	return part.nullish().transform((value) => value ?? part.parse({}));
};
