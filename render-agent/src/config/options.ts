/** The options of a render, as clients name them: one schema for the HTTP service, the command line and the job store. */
import { z } from 'zod/v4';
import { CODECS } from '../timeline/scene';

const MIN_SIDE = 16;
const MAX_SIDE = 8192;

/** What a size may be, said of one that is none. */
export const SIZES = {
	zh: `不是可以绘制的尺寸；可用 source、720p、1080p、4k，或 宽x高，如 1080x1920，每边 ${String(MIN_SIDE)} 到 ${String(MAX_SIDE)}`,
	en: `not a size that can be rendered; use source, 720p, 1080p, 4k, or WIDTHxHEIGHT such as 1080x1920, each side from ${String(MIN_SIDE)} to ${String(MAX_SIDE)}`,
};

const size = z
	.string()
	.regex(/^(source|720p|1080p|4k|\d{2,4}x\d{2,4})$/, SIZES.en)
	.refine((value) => {
		// What is no size at all is told by its pattern.
		const sides = /^(\d{2,4})x(\d{2,4})$/.exec(value)?.slice(1).map(Number) ?? [];
		return sides.every((side) => side >= MIN_SIDE && side <= MAX_SIDE);
	}, SIZES.en)
	.default('source')
	.describe(
		"Output size: source (the draft's canvas), 720p, 1080p, 4k (the shorter side), or WIDTHxHEIGHT. Default source.",
	);

/** Options of gen_video; every one has a default. */
export const renderOptions = z.object({
	on_missing: z
		.enum(['fail', 'skip'])
		.default('fail')
		.describe(
			'Media that cannot be had: fail names all of them and stops, skip renders without them and warns. Default fail.',
		),
	on_unsupported: z
		.enum(['approximate', 'skip', 'fail'])
		.default('approximate')
		.describe(
			'What cannot be drawn exactly: approximate draws the nearest look, skip leaves it out, fail refuses the draft where its report would call anything approximated or skipped. Default approximate.',
		),
	preview: z
		.boolean()
		.default(false)
		.describe(
			'A small, quick render: 360 lines in the shape that size asks for, lower quality; it wins over size and quality. Default false.',
		),
	size,
	fps: z
		.number()
		.min(1)
		.max(120)
		.optional()
		.describe("Frames per second of the output. Default: the draft's."),
	quality: z
		.enum(['draft', 'standard', 'high'])
		.default('standard')
		.describe('Picture quality against size and time: draft, standard, or high. Default standard.'),
	codec: z
		.enum(CODECS)
		.optional()
		.describe('Video codec: h264, h265, or av1. Default h264; av1 in webm, which holds no other.'),
	container: z
		.enum(['mp4', 'mov', 'webm', 'mkv'])
		.default('mp4')
		.describe('File format: mp4, mov, webm, or mkv. Default mp4.'),
	loudness: z
		.enum(['off', '-14', '-16', '-23'])
		.default('off')
		.describe(
			'Integrated loudness to normalize to, in LUFS: -14, -16, or -23. Default off: the plain sum of the draft.',
		),
	captions: z
		.enum(['burn', 'sidecar', 'both', 'none'])
		.default('burn')
		.describe(
			'Where the words of the text tracks go: burn (into the picture), sidecar (SRT and VTT files beside the video), both, none. Default burn.',
		),
	time_limit_seconds: z
		.number()
		.int()
		.min(1)
		.max(86_400)
		.optional()
		.describe(
			"The render fails as TIMED_OUT after this many seconds. Default: the agent's setting.",
		),
	priority: z
		.number()
		.int()
		.min(0)
		.max(9)
		.default(5)
		.describe('Higher ones are rendered first. 0 to 9, default 5.'),
	metadata: z
		.record(z.string(), z.unknown())
		.optional()
		.describe('Any object; echoed in the status and in callbacks.'),
});

/** Options of one render, defaults filled in. */
export type RenderOptions = z.infer<typeof renderOptions>;

/** The codec of a render: the one that is asked for, else the one that its container has by itself. */
export const codecOf = ({
	codec,
	container,
}: Pick<RenderOptions, 'codec' | 'container'>): (typeof CODECS)[number] =>
	codec ?? (container === 'webm' ? 'av1' : CODECS[0]);
