/** The shapes of the materials that are read, a bucket each. */
import { z } from 'zod/v4';
import {
	anyPart,
	flagOr,
	listOf,
	mediaLength,
	mediaLengthIfSet,
	mediaTime,
	name,
	numberOr,
	partOf,
	textOr,
} from './fields';
import { GRADING_SHAPES } from './gradingSchema';
import { MAX_TEXT } from './limits';
import { plain } from './plainMaterial';
import { clipFields, keyframesShape } from './schema';
import { drawnShape } from './shapeSchema';
import { SOUND_SHAPES } from './soundSchema';

const RATIO = { min: -1000, max: 1000 };
const ratio = (fallback: number) => numberOr(fallback, RATIO);

/** What the apps write for a line under words, in em. */
const UNDERLINE_OFFSET = 0.22;

const crop = partOf({
	upper_left_x: ratio(0),
	upper_left_y: ratio(0),
	upper_right_x: ratio(1),
	upper_right_y: ratio(0),
	lower_left_x: ratio(0),
	lower_left_y: ratio(1),
	lower_right_x: ratio(1),
	lower_right_y: ratio(1),
});

const video = z.object({
	id: name,
	type: textOr('video'),
	path: textOr(''),
	material_name: textOr(''),
	has_audio: flagOr(true),
	crop,
	reverse_path: textOr(''),
	matting: partOf({ flag: numberOr(0) }),
	stable: partOf({ stable_level: numberOr(0), matrix_path: textOr('') }),
	video_algorithm: partOf({ algorithms: listOf(z.unknown()) }),
	video_mask_stroke: anyPart,
	video_mask_shadow: anyPart,
});

const audio = z.object({ id: name, path: textOr(''), name: textOr('') });

const text = z.object({
	id: name,
	type: textOr('text'),
	content: textOr('').refine((value) => value.length <= MAX_TEXT, 'the text is too long'),
	text_color: textOr(''),
	text_alpha: ratio(1),
	use_effect_default_color: flagOr(true),
	font_size: ratio(15),
	font_path: textOr(''),
	font_title: textOr(''),
	font_name: textOr(''),
	font_resource_id: name,
	alignment: numberOr(1),
	typesetting: numberOr(0),
	letter_spacing: ratio(0),
	line_spacing: ratio(0.02),
	line_max_width: ratio(0.82),
	force_apply_line_max_width: flagOr(false),
	fixed_width: numberOr(-1),
	global_alpha: ratio(1),
	check_flag: z.number().nullish(),
	border_color: textOr(''),
	border_width: ratio(0.08),
	border_alpha: ratio(1),
	has_shadow: flagOr(false),
	shadow_color: textOr(''),
	shadow_alpha: ratio(0.8),
	shadow_angle: ratio(-45),
	shadow_distance: ratio(8),
	shadow_smoothing: ratio(0.99),
	background_style: numberOr(0),
	background_color: textOr(''),
	background_alpha: ratio(1),
	background_round_radius: ratio(0),
	background_width: ratio(0.14),
	background_height: ratio(0.14),
	background_horizontal_offset: ratio(0),
	background_vertical_offset: ratio(0),
	bold_width: ratio(0),
	italic_degree: ratio(0),
	underline: flagOr(false),
	...{ underline_width: ratio(0), underline_offset: ratio(UNDERLINE_OFFSET) },
	words: partOf({
		text: listOf(z.string()),
		start_time: listOf(z.number().min(-1e9).max(1e9)),
		end_time: listOf(z.number().min(-1e9).max(1e9)),
	}),
	ktv_color: textOr(''),
	text_curve: anyPart,
});

const speed = z.object({
	id: name,
	mode: numberOr(0),
	speed: z.number().min(-1e6).max(1e6).nullish(),
	curve_speed: z
		.object({
			speed_points: listOf(z.object({ x: ratio(0), y: numberOr(1, { min: 0, max: 100 }) })),
		})
		.nullish(),
});

const canvas = z.object({
	id: name,
	type: textOr(''),
	color: textOr(''),
	blur: ratio(0),
	image: textOr(''),
	album_image: textOr(''),
});

const transition = z.object({
	id: name,
	name: textOr(''),
	resource_id: name,
	effect_id: name,
	duration: mediaLengthIfSet,
	is_overlap: z.boolean().nullish(),
});

/** What a mask of letters says, in the fields of captions of older drafts. */
const maskText = z
	.object({
		content: textOr('').refine((value) => value.length <= MAX_TEXT, 'the text is too long'),
		...{ font_name: textOr(''), font_path: textOr(''), font_resource_id: name },
		...{ font_size: ratio(15), scale: ratio(1), char_spacing: ratio(0), line_gap: ratio(0) },
		...{ bold_width: ratio(0), italic_degree: ratio(0), has_underline: flagOr(false) },
	})
	// Scripts write an empty text where there is none.
	.nullish()
	.catch(undefined);

const mask = z.object({
	id: name,
	name: textOr(''),
	resource_type: textOr(''),
	resource_id: name,
	category: textOr(''),
	constant_material_id: name,
	mask_stroke: anyPart,
	mask_shadow: anyPart,
	text_config: maskText,
	contour_path: z.unknown(),
	position_info: z.unknown(),
	config: partOf({
		centerX: ratio(0),
		centerY: ratio(0),
		width: ratio(0.5),
		height: ratio(0.5),
		rotation: numberOr(0),
		feather: ratio(0),
		roundCorner: ratio(0),
		expansion: ratio(0),
		invert: flagOr(false),
	}),
});

const animation = z.object({
	id: name,
	resource_id: name,
	name: textOr(''),
	type: textOr(''),
	start: mediaTime,
	duration: mediaLengthIfSet,
});

const chroma = z.object({
	id: name,
	color: textOr(''),
	intensity_value: z.number().min(RATIO.min).max(RATIO.max).nullish(),
	shadow_value: ratio(0),
	edge_smooth_value: ratio(0),
	spill_value: ratio(0),
});

const slider = z.object({
	name: textOr(''),
	value: z.number().min(-1e6).max(1e6).nullish(),
	default_value: z.number().min(-1e6).max(1e6).nullish(),
});

const videoEffect = z.object({
	...plain.shape,
	value: z.number().min(-1e6).max(1e6).nullish(),
	adjust_params: listOf(slider),
	common_keyframes: listOf(keyframesShape),
	time_range: z.object({ start: mediaTime, duration: mediaLength }).nullish().catch(undefined),
	apply_time_range: z
		.object({ start: mediaTime, duration: mediaLength })
		.nullish()
		.catch(undefined),
});

/** The words of one slot of a text template, and where it stands, when the template says so. */
const templateSlot = z.object({
	text_material_id: name,
	extra_material_refs: listOf(name),
	clip: z.object(clipFields).nullish(),
	attach_info: partOf({ clip: z.object(clipFields).nullish() }),
});

const videoShadow = z.object({
	...{ id: name, enable_video_shadow: flagOr(true), color: textOr(''), alpha: ratio(1) },
	...{ angle: numberOr(-45), distance: ratio(0), ambiguity: ratio(0) },
});

const videoStroke = z.object({
	...{ id: name, enable_video_stroke: flagOr(true), color: textOr('') },
	adjust_params: listOf(slider),
});

/** Nobody has written down which of these the apps use. */
const videoRadius = z.object({
	...{ id: name, enable_video_radius: flagOr(true) },
	radius: z.number().min(-1e6).max(1e6).nullish(),
	roundness: z.number().min(-1e6).max(1e6).nullish(),
	value: z.number().min(-1e6).max(1e6).nullish(),
});

const colorClip = z.object({
	id: name,
	is_color_clip: flagOr(false),
	solid_color: textOr(''),
	is_gradient: flagOr(false),
	gradient_colors: listOf(z.string()),
	...{ gradient_percents: listOf(z.number()), gradient_angle: numberOr(90) },
});

/** The buckets that are read, with what their materials look like. */
export const MATERIAL_SHAPES = {
	videos: video,
	audios: audio,
	texts: text,
	stickers: z.object({ ...drawnShape.shape, ...plain.shape }),
	images: plain,
	drafts: z.object({ id: name, name: textOr(''), draft: z.unknown() }),
	material_colors: colorClip,
	shapes: drawnShape,
	speeds: speed,
	canvases: canvas,
	transitions: transition,
	masks: mask,
	common_mask: mask,
	common_masks: mask,
	material_animations: z.object({ id: name, animations: listOf(animation) }),
	text_templates: z.object({ ...plain.shape, text_info_resources: listOf(templateSlot) }),
	effects: z.object({ ...plain.shape, value: z.number().min(-1e9).max(1e9).nullish() }),
	chromas: chroma,
	...GRADING_SHAPES,
	video_effects: videoEffect,
	video_shadows: videoShadow,
	video_strokes: videoStroke,
	video_radius: videoRadius,
	...SOUND_SHAPES,
} as const;

/** Any other material: what it is called. */
export const otherMaterial = plain;

/** A bucket that is read. */
export type ReadBucket = keyof typeof MATERIAL_SHAPES;
/** What a material of a bucket says. */
export type MaterialOf<B extends ReadBucket> = z.output<(typeof MATERIAL_SHAPES)[B]>;
/** A material of a bucket that is not read. */
export type OtherMaterial = z.output<typeof otherMaterial>;
/** One entry of `material_animations`. */
export type DraftAnimation = z.output<typeof animation>;
