/** The shape of a draft as the apps and the scripts write it: tracks and segments. Everything that is not read is let through unread. */
import { z } from 'zod/v4';
import { flagOr, listOf, mediaTime, name, numberOr, partOf, textOr, timelineTime } from './fields';
import { MAX_RATE } from './limits';

const point = partOf({ x: numberOr(0), y: numberOr(0) });
const handle = partOf({ x: numberOr(0, { min: -1e15, max: 1e15 }), y: numberOr(0) });

/** Where a segment stands: halves of the canvas from its middle, y up; degrees clockwise. */
export const clipFields = {
	alpha: numberOr(1),
	rotation: numberOr(0),
	scale: partOf({ x: numberOr(1), y: numberOr(1) }),
	transform: point,
	flip: partOf({ horizontal: flagOr(false), vertical: flagOr(false) }),
};

const keyframe = z.object({
	time_offset: mediaTime,
	values: listOf(z.number().min(-1e9).max(1e9)),
	curveType: textOr('Line'),
	graphID: name,
	left_control: handle,
	right_control: handle,
});

/** The keyframes of a property. */
export const keyframesShape = z.object({
	property_type: textOr(''),
	material_id: name,
	keyframe_list: listOf(keyframe),
});

const mediaRange = z.object({ start: mediaTime, duration: mediaTime }).nullish();

/** One use of a material. */
export const segmentShape = z.object({
	id: name,
	material_id: name,
	target_timerange: partOf({ start: timelineTime, duration: timelineTime }),
	source_timerange: mediaRange,
	speed: z.number().min(0).max(100).nullish(),
	volume: numberOr(1, { min: 0, max: 100 }),
	visible: flagOr(true),
	reverse: flagOr(false),
	is_tone_modify: flagOr(false),
	cartoon: flagOr(false),
	intensifies_audio: flagOr(false),
	clip: partOf(clipFields),
	common_keyframes: listOf(keyframesShape),
	caption_info: z.unknown(),
	extra_material_refs: listOf(name),
	render_index: z.number().nullish(),
	enable_adjust: flagOr(true),
	enable_lut: flagOr(true),
	enable_color_curves: flagOr(true),
	enable_color_wheels: flagOr(true),
	enable_hsl: flagOr(true),
	enable_video_mask: flagOr(true),
	enable_mask_stroke: flagOr(false),
	enable_mask_shadow: flagOr(false),
});

/** A row of segments. */
export const trackShape = z.object({
	type: textOr('video'),
	attribute: numberOr(0),
	render_index: z.number().nullish(),
	segments: listOf(segmentShape),
});

/** A curve between keyframes: one of the app's, which it only names, or one that somebody drew. */
const keyframeGraph = z.object({
	id: name,
	resource_name: name,
	graph_points: z.unknown(),
});

/** The outer shape of a draft. Its materials are read bucket by bucket. */
export const draftShape = z.object({
	id: name,
	fps: numberOr(0, { min: 0, max: MAX_RATE }),
	duration: timelineTime,
	canvas_config: partOf({
		width: numberOr(0, { min: 0, max: 100_000 }),
		height: numberOr(0, { min: 0, max: 100_000 }),
	}),
	config: partOf({ video_mute: flagOr(false) }),
	render_index_track_mode_on: flagOr(false),
	keyframe_graph_list: listOf(keyframeGraph),
	tracks: z.array(trackShape),
	materials: z.record(z.string(), z.unknown()),
});

/** What a track holds. */
export type DraftTrack = z.output<typeof trackShape>;
/** One use of a material. */
export type Segment = z.output<typeof segmentShape>;
/** A point of a keyframed property. */
export type DraftKeyframe = z.output<typeof keyframe>;
