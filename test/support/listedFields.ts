/** The fields that the draft format lists, by where they lie and what kind of thing they hold. */
import {
	captionPiece,
	clip,
	contentJson,
	draftOf,
	extra,
	type Json,
	keyframes,
	segmentWith,
	textTrack,
	videoTrack,
} from './drafts';

/** What a field holds. */
export type Kind = 'number' | 'text' | 'switch' | 'list' | 'part';

/** What each kind of field holds where nothing is asked of it. */
export const NEUTRAL: Readonly<Record<Kind, readonly unknown[]>> = {
	number: [0, null],
	text: ['', null],
	switch: [false, null],
	list: [[], null],
	part: [{}, null],
};

interface Place {
	/** Of the fields that the format lists, those of each kind. */
	readonly fields: Partial<Readonly<Record<Kind, string>>>;
	/** A draft with something there. */
	readonly within: (fields: Json) => Json;
}

/** A draft with fields there: a material beside a video. */
export const material =
	(bucket: string, base: Json = {}) =>
	(fields: Json): Json =>
		draftOf(videoTrack(clip('a.mp4', [0, 1], extra(bucket, { ...base, ...fields }))));
const part =
	(bucket: string, name: string, base: Json = {}) =>
	(fields: Json): Json =>
		material(bucket)({ ...base, [name]: fields });
/** A draft with fields there: one of a list of such a material. */
export const item =
	(bucket: string, name: string, base: Json = {}) =>
	(fields: Json): Json =>
		material(bucket)({ [name]: [{ ...base, ...fields }] });
/** A draft with fields there: a segment of a video. */
export const segment = (fields: Json): Json =>
	draftOf(videoTrack(clip('a.mp4', [0, 1], segmentWith(fields))));
/** A draft with fields there: a style of a caption's letters. */
export const style = (fields: Json): Json => {
	const content = contentJson('ab', { range: [0, 2], size: 5, ...fields });
	const [caption] = [captionPiece('ab', [0, 1])];
	const [first] = caption.materials;
	if (!first) throw new RangeError('no caption');
	return draftOf(textTrack({ ...caption, materials: [[first[0], { ...first[1], content }]] }));
};

const COLOR_KEYS = { left_control: { x: 0, y: 0 }, right_control: { x: 0, y: 0 } };

/** Every place of a draft with its listed fields. */
export const PLACES: Readonly<Record<string, Place>> = {
	draft: {
		within: (fields) => ({ ...draftOf(videoTrack(clip('a.mp4', [0, 1]))), ...fields }),
		fields: {
			number: 'duration color_space version',
			text: 'new_version id name path static_cover_image_path',
			switch: 'render_index_track_mode_on free_render_index_mode_on',
			list: 'keyframe_graph_list time_marks relationships lyrics_effects group_container',
			part: 'keyframes platform last_modified_platform cover mutable_config extra_info retouch_cover config',
		},
	},
	'the canvas': {
		within: (fields) => {
			const draft = draftOf(videoTrack(clip('a.mp4', [0, 1])));
			return { ...draft, canvas_config: { width: 640, height: 360, ...fields } };
		},
		fields: { text: 'ratio', part: 'background' },
	},
	'the settings': {
		within: (config) => ({ ...draftOf(videoTrack(clip('a.mp4', [0, 1]))), config }),
		fields: { switch: 'video_mute maintrack_adsorb' },
	},
	'a track': {
		within: (fields) =>
			draftOf({ fields: { type: 'video', ...fields }, pieces: [clip('a.mp4', [0, 1])] }),
		fields: {
			number: 'attribute flag render_index',
			text: 'name id',
			switch: 'is_default_name is_locked',
			part: 'group_setting',
		},
	},
	'a segment': {
		within: segment,
		fields: {
			number: 'volume last_nonzero_volume speed render_index track_render_index track_attribute',
			text: 'group_id template_id template_scene source raw_segment_id',
			switch: 'reverse is_tone_modify is_placeholder cartoon intensifies_audio',
			list: 'common_keyframes keyframe_refs extra_material_refs',
			part: 'source_timerange clip uniform_scale hdr_settings render_timerange responsive_layout caption_info',
		},
	},
	'keyframes of a property': {
		within: (fields) =>
			segment({
				common_keyframes: [{ property_type: 'KFTypeAlpha', keyframe_list: [], ...fields }],
			}),
		fields: { text: 'id material_id' },
	},
	'a keyframe': {
		within: (fields) =>
			draftOf(
				videoTrack(
					clip(
						'a.mp4',
						[0, 1],
						keyframes('KFTypeAlpha', [0, 0, { ...COLOR_KEYS, ...fields }], [1, 1, fields]),
					),
				),
			),
		fields: {
			number: 'time_offset',
			text: 'id curveType graphID string_value',
			part: 'left_control right_control',
		},
	},
	'a video': {
		within: material('videos', { type: 'video', path: 'b.mp4' }),
		fields: {
			number: 'duration width height crop_scale check_flag source_platform',
			text: 'material_name crop_ratio reverse_path reverse_intensifies_path intensifies_path intensifies_audio_path cartoon_path media_path local_material_id category_id category_name',
			switch: 'has_audio',
			part: 'crop matting stable video_algorithm',
		},
	},
	'its matting': { within: part('videos', 'matting'), fields: { number: 'flag', text: 'path' } },
	'a sound': {
		within: material('audios', { path: 'b.mp3' }),
		fields: { number: 'duration', text: 'type name local_material_id category_id category_name' },
	},
	'a speed': {
		within: material('speeds'),
		fields: { number: 'mode', text: 'type', part: 'curve_speed' },
	},
	'a curve of speed': {
		within: part('speeds', 'curve_speed'),
		fields: { text: 'id name', list: 'speed_points' },
	},
	'a canvas behind': {
		within: material('canvases'),
		fields: {
			number: 'blur source_platform',
			text: 'type color image image_id image_name album_image team_id',
		},
	},
	'a transition': {
		within: material('transitions', { name: '叠化', duration: 500_000 }),
		fields: {
			text: 'type effect_id resource_id path category_id category_name platform',
			switch: 'is_overlap',
		},
	},
	'a mask': {
		within: material('masks', { resource_type: 'circle' }),
		fields: {
			text: 'type name resource_id constant_material_id category',
			switch: 'is_old_version',
			part: 'config',
		},
	},
	'the sizes of a mask': {
		within: part('masks', 'config', { resource_type: 'circle' }),
		fields: {
			number: 'centerX centerY width height aspectRatio rotation feather roundCorner expansion',
			switch: 'invert',
		},
	},
	animations: {
		within: material('material_animations'),
		fields: { text: 'type multi_language_current', list: 'animations' },
	},
	'an animation': {
		within: item('material_animations', 'animations', {
			type: 'in',
			name: '渐显',
			duration: 500_000,
		}),
		fields: {
			number: 'start',
			text: 'id resource_id category_id category_name material_type panel path platform request_id',
			list: 'anim_adjust_params',
		},
	},
	'a caption': {
		within: material('texts', { content: contentJson('ab') }),
		fields: {
			number:
				'alignment typesetting letter_spacing line_spacing line_max_width line_feed check_flag background_style background_alpha background_round_radius background_width background_height background_horizontal_offset background_vertical_offset bold_width italic_degree underline_width underline_offset font_size text_alpha border_width border_alpha shadow_alpha shadow_angle shadow_distance fixed_width fixed_height',
			text: 'type text_color border_color shadow_color background_color font_path font_id font_name font_title font_resource_id',
			switch: 'force_apply_line_max_width has_shadow',
			part: 'words text_curve caption_template_info combo_info shadow_point',
			list: 'fonts',
		},
	},
	'a style of letters': {
		within: style,
		fields: {
			switch: 'bold italic underline useLetterColor',
			list: 'strokes shadows',
			part: 'fill font effectStyle',
		},
	},
	'an effect': {
		within: material('effects', { type: 'filter', name: '胶片' }),
		fields: {
			number: 'value apply_target_type render_index',
			text: 'resource_id effect_id path category_id',
			list: 'adjust_params',
		},
	},
	'a scene effect': {
		within: material('video_effects', { type: 'video_effect', name: '模糊' }),
		fields: {
			number: 'value apply_target_type render_index',
			text: 'resource_id effect_id path',
			list: 'adjust_params',
			part: 'time_range',
		},
	},
	'a slider of an effect': {
		within: item('video_effects', 'adjust_params', { name: 'effects_adjust_speed', value: 0.3 }),
		fields: { number: 'default_value min_value max_value parameterIndex portIndex' },
	},
	'a slider of a voice': {
		within: item('audio_effects', 'audio_adjust_params', { name: 'x', value: 0.3 }),
		fields: { number: 'default_value min_value max_value parameterIndex portIndex' },
	},
	'a voice': {
		within: material('audio_effects', { name: '机器人' }),
		fields: {
			number: 'sub_type',
			text: 'type resource_id category_id category_name production_path speaker_id',
			switch: 'is_ugc',
			list: 'audio_adjust_params',
			part: 'time_range',
		},
	},
	'a chroma key': {
		within: material('chromas'),
		fields: {
			number: 'intensity_value shadow_value edge_smooth_value spill_value',
			text: 'type color',
		},
	},
	'a fade': {
		within: material('audio_fades'),
		fields: { number: 'fade_in_duration fade_out_duration fade_type', text: 'type' },
	},
	'a choice of channels': {
		within: material('sound_channel_mappings'),
		fields: { number: 'audio_channel_mapping', text: 'type', switch: 'is_config_open' },
	},
	'a separation of voices': {
		within: material('vocal_separations'),
		fields: { number: 'choice', text: 'type production_path', list: 'removed_sounds' },
	},
	'a loudness': {
		within: material('loudnesses'),
		fields: { number: 'target_loudness', switch: 'enable', text: 'type' },
	},
	'a color': {
		within: material('material_colors'),
		fields: {
			number: 'gradient_angle',
			text: 'solid_color',
			switch: 'is_color_clip is_gradient',
			list: 'gradient_colors gradient_percents',
		},
	},
	'a compound clip': {
		within: material('drafts', { draft: draftOf() }),
		fields: { text: 'type' },
	},
};
