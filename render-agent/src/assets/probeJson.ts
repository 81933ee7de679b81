/** What is read of ffprobe's answer. Anything else in it is ignored. */
import { z } from 'zod/v4';

const sideData = z.object({ rotation: z.number().optional() });

const stream = z.object({
	index: z.number(),
	codec_type: z.string().optional(),
	codec_name: z.string().optional(),
	width: z.number().optional(),
	height: z.number().optional(),
	pix_fmt: z.string().optional(),
	sample_aspect_ratio: z.string().optional(),
	avg_frame_rate: z.string().optional(),
	r_frame_rate: z.string().optional(),
	color_range: z.string().optional(),
	color_space: z.string().optional(),
	color_transfer: z.string().optional(),
	nb_frames: z.string().optional(),
	duration: z.string().optional(),
	start_time: z.string().optional(),
	sample_rate: z.string().optional(),
	channels: z.number().optional(),
	tags: z.record(z.string(), z.string()).optional(),
	disposition: z.record(z.string(), z.number()).optional(),
	side_data_list: z.array(sideData).optional(),
});

const frame = z.object({ side_data_list: z.array(sideData).optional() });

const packet = z.object({ pts_time: z.string().optional(), duration_time: z.string().optional() });

/** ffprobe's answer with `-of json`. */
export const probeJson = z.object({
	streams: z.array(stream).default([]),
	format: z
		.object({ duration: z.string().optional(), start_time: z.string().optional() })
		.default({}),
	frames: z.array(frame).optional(),
	packets: z.array(packet).optional(),
});

/** ffprobe's answer, as far as it is read. */
export type ProbeJson = z.infer<typeof probeJson>;
/** One stream in it. */
export type StreamJson = z.infer<typeof stream>;
/** One decoded picture in it. */
export type FrameJson = z.infer<typeof frame>;
