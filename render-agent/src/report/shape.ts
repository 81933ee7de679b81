/** The shape of reports on the wire: what is answered, stored and documented is checked against this. */
import { z } from 'zod/v4';
import { ELEMENTS } from '../kernel/diagnostic';

const words = z
	.object({ zh: z.string(), en: z.string() })
	.describe('The same text in Chinese and English.');

const seconds = z.number().nullable();

const place = z.object({
	segment: z.string().nullable().describe('Id of the segment in the draft; null: the whole draft.'),
	track: z.number().int().nullable().describe('Index of the track in the draft, from 0.'),
	start: seconds.describe('Where it begins on the timeline. Seconds.'),
	end: seconds.describe('Where it ends on the timeline. Seconds.'),
});

const item = z.object({
	what: z.enum(ELEMENTS).describe('What kind of thing of the draft it is.'),
	name: z.string().describe('As the draft calls it; empty where it has no name.'),
	how: z
		.enum(['exact', 'approximated', 'skipped'])
		.describe('exact: as the draft says; approximated: near to it; skipped: left out.'),
	code: z.string().nullable().describe('What kind of difference it is; null where it is exact.'),
	why: words
		.nullable()
		.describe(
			'What differs; of what the draft itself hides or mutes, that it does; null of what else is exact.',
		),
	library: z
		.array(z.string())
		.describe('Keys under which a file in your library makes it exact; empty where none can.'),
	times: z.number().int().min(1).describe('How often it is there.'),
	places: z.array(place).describe('Where it is: the first 20 places.'),
});

/** How true a video is to its draft. */
export const fidelityShape = z.object({
	score: z
		.number()
		.int()
		.min(0)
		.max(100)
		.describe(
			'Percent of the time on the timeline of everything in the draft: exact counts whole, approximated half, skipped nothing. Rounded down, so 100 means that all is exact.',
		),
	exact: z.number().int().describe('How many things are exact.'),
	approximated: z.number().int().describe('How many things are near to what the draft says.'),
	skipped: z.number().int().describe('How many things are left out.'),
	summary: words,
	items: z.array(item).describe('Everything in the draft: skipped first, exact last.'),
});

/** How true a video is to its draft, as data. */
export type FidelityReport = z.infer<typeof fidelityShape>;

/** One kind of thing in a report. */
export type FidelityItem = FidelityReport['items'][number];

const asset = z.object({
	label: z.string().describe('The name of the file, or its address.'),
	title: z
		.string()
		.optional()
		.describe('What the draft calls it, where that is not the name of the file.'),
	use: z.enum(['video', 'photo', 'audio', 'sticker', 'texture', 'font', 'lut']),
	there: z.boolean().describe('Whether it could be had.'),
	sha256: z.string().optional(),
	picture: z.object({ width: z.number(), height: z.number(), codec: z.string() }).optional(),
	sound: z.object({ codec: z.string(), seconds: z.number() }).optional(),
});

/** The report of a finished render. Other keys may come; those named here stay. */
export const reportShape = z.looseObject({
	fidelity: fidelityShape,
	video: z.object({
		width: z.number().int(),
		height: z.number().int(),
		fps: z.number(),
		frames: z.number().int(),
		duration: z.number().describe('Seconds.'),
		bytes: z.number().int(),
		sha256: z.string(),
	}),
	encoding: (z.looseObject({}) as z.ZodType<object>)
		.nullable()
		.describe('Settings of the encoder.'),
	chunks: z.array(
		z.object({
			first: z.number().int(),
			count: z.number().int(),
			drawn: z
				.boolean()
				.describe(
					'Whether it is planned to be drawn frame by frame. false: one ffmpeg makes it of the videos that it shows, with resting pictures above.',
				),
			// Reports from before do not say it.
			copied: z
				.boolean()
				.default(false)
				.describe(
					'true: not encoded anew, but copied from a file of the draft; it is not looked at for black or still pictures.',
				),
			reused: z.boolean().describe('Whether it was taken from an earlier render.'),
		}),
	),
	reused_frames: z.number().int(),
	timeline: z.record(z.string(), z.number().int()).describe('How many of each kind of clip.'),
	assets: z.array(asset),
	sound: z.object({
		pieces: z.number().int(),
		peak: z.number().describe('Highest sum of the sounds; above 1 the limiter has acted.'),
	}),
	warnings: z.array(
		z.object({
			code: z.string(),
			segment: z.string().nullable(),
			track: z.number().int().nullable(),
			start: seconds,
			end: seconds,
			text: z.union([z.string(), words]),
		}),
	),
	ffmpeg: z.object({ version: z.string(), origin: z.string() }),
	seconds: z.number().describe('How long drawing took, once all media were here.'),
	times_real_time: z.number().nullable().describe('Length of the video over the time it took.'),
});

/** The report of a finished render, as data. */
export type Report = z.infer<typeof reportShape>;
