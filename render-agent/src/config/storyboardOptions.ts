/** What a storyboard shows, as clients name it: one schema for the HTTP service and the command line. */
import { z } from 'zod/v4';

/** Options of a storyboard beside those of the render. */
export const storyboardOptions = z.object({
	frames: z
		.number()
		.int()
		.min(1)
		.max(60)
		.default(12)
		.describe('How many frames the contact sheet shows. 1 to 60, default 12.'),
	columns: z
		.number()
		.int()
		.min(1)
		.max(12)
		.optional()
		.describe('Frames in a row. Default: 4 for wide videos, 6 for tall ones.'),
	width: z
		.number()
		.int()
		.min(160)
		.max(4096)
		.optional()
		.describe(
			"Width of the picture in pixels. Default: 1600 for a contact sheet, the video's own for one frame.",
		),
	at: z
		.number()
		.min(0)
		.max(86_400)
		.optional()
		.describe('Seconds. When set, the frame at this time is given alone: a poster.'),
});

/** Options of a storyboard, defaults filled in. */
export type StoryboardOptions = z.infer<typeof storyboardOptions>;

/** What is to be seen: a sheet of `count` frames, or the frame at a second. `width`: of the picture, in pixels. */
export type StoryboardWish =
	| {
			readonly kind: 'sheet';
			readonly count: number;
			readonly columns?: number | undefined;
			readonly width: number;
	  }
	| { readonly kind: 'poster'; readonly at: number; readonly width?: number | undefined };

const SHEET_WIDTH = 1600;

/** What the options wish for. */
export const wishOf = ({ at, frames, columns, width }: StoryboardOptions): StoryboardWish =>
	at === undefined
		? { kind: 'sheet', count: frames, columns, width: width ?? SHEET_WIDTH }
		: { kind: 'poster', at, width };
