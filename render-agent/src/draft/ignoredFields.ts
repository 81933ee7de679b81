/**
 * Fields that drafts have and that change nothing of what is seen or heard, so that others can be told from them.
 * Bookkeeping of the editor, its interface, its cloud, its statistics; one list a level.
 */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Fields of a whole draft. */
export const IGNORED_IN_DRAFT = words(`
	cover create_time update_time extra_info group_container last_modified_platform
	platform mutable_config name new_version version path relationships retouch_cover source
	static_cover_image_path time_marks is_drop_frame_timecode draft_type function_assistant_info smart_ads_info
	uneven_animation_template_info draft_materials_id tiktok_commerce_info
`);

/** Fields of a track. */
export const IGNORED_IN_TRACK = words(`
	id flag name is_default_name is_locked group_setting
`);

/** Fields of a segment. */
export const IGNORED_IN_SEGMENT = words(`
	caption_info desc digital_human_template_group_id enable_adjust_mask enable_color_adjust_pro enable_hsl_curves
	group_id hdr_settings is_placeholder last_nonzero_volume raw_segment_id render_timerange responsive_layout
	source state template_id template_scene track_attribute track_render_index uniform_scale audio_rms_type
`);

/** Fields of the materials that are read. What the voice of a spoken text was made with is in its file. */
export const IGNORED_IN_MATERIALS = words(`
	category_id category_name check_flag source_platform platform local_material_id local_id material_id
	resource_id effect_id third_resource_id third_party_id request_id team_id formula_id formula_ids panel_id
	panel path type name material_name material_url media_path origin_material_id version app_id aigc_type
	aigc_history_id aigc_item_id copyright_limit_type is_copyright is_ai_clone_tone is_text_edit_overdub is_ugc
	is_unified_beauty_mode duration width height crop_ratio crop_scale cartoon_path intensifies_path
	intensifies_audio_path reverse_intensifies_path extra_type_option object_locked picture_from
	picture_set_category_id picture_set_category_name source live_photo_cover_path live_photo_timestamp
	multi_camera_info formula unique_id roughcut_time_range create_time md5 music_id wave_points speed tone_type
	tone_speaker tone_category_id tone_category_name tone_effect_id tone_effect_name tone_platform
	tone_second_category_id tone_second_category_name tone_emotion_name_key tone_emotion_role tone_emotion_scale
	tone_emotion_selection tone_emotion_style moyin_emotion resource_platform query search_id similiar_music_info
	text_id cloned_model_type lyric_type pgc_id pgc_name tts_generate_scene tts_task_id video_id
	is_smart_region_music multi_language_current music_source add_type base_content caption_template_info
	combo_info font_category_id font_category_name font_id font_source_platform font_team_id
	font_third_resource_id font_url fonts group_id is_rich_text language lyric_group_id lyrics_template
	original_size_of_caption preset_category preset_category_id preset_has_set_alignment preset_id preset_index
	preset_name recognize_model recognize_task_id recognize_text recognize_type relevance_segment shadow_point
	single_phoneme source_from ssml_content style_name sub_template_id
	sub_type subtitle_template_original_fontsize
	text_exceeds_path_process_type text_preset_resource_id text_size text_to_audio_ids text_typesetting_path_index
	translate_original_text tts_auto_update
	current_words operation_type punc_model album_image image_id image_name task_id
	video_path is_ai_transition is_old_version render_index algorithm_artifact_path apply_target_type
	enable_video_mask_shadow enable_video_mask_stroke exclusion_group intensity_key audio_channel_mapping
	production_path removed_sounds vocal_final_algorithm enter_from final_algorithm file_id loudness_param
	shape_fill_use_flower_color original_size update_params height_pixel background_color lumi_hub_path sticker_id icon_url
	preview_cover_url cycle_setting sequence_type unicode combination_id combination_type draft_cover_path
	draft_file_path draft_config_path precompile_combination type_option speaker_id interacting link_status
	select_channel category_key sub_category_id sub_category_name item_effect_type report_name
	should_transfer_color smart_color_mode is_from_intelligent_quality aigc_current_artifact_path
	aigc_current_artifact_path_cnt track_render_index tts_benefit_info
`);

/** Fields of the parts of all of them: by where they lie, with all indices left out, beginning at a name; the longest that fits. */
export const IGNORED_WITHIN: Readonly<Record<string, readonly string[]>> = {
	// Informative: width and height say what the shape is like.
	'masks[].config.': ['aspectRatio'],
	'common_mask[].config.': ['aspectRatio'],
	'common_masks[].config.': ['aspectRatio'],
	'canvas_config.': ['ratio'],
	// A lock of the editor's two scale sliders, and a hint to the screen: a new word there may ask for something. What is in
	// `platform`, `last_modified_platform` and `extra_info` is not looked through: it tells of the machine and the program that
	// wrote the draft, each with words of its own, and nothing there can be about the picture or the sound.
	'uniform_scale.': ['on', 'value'],
	'hdr_settings.': ['intensity', 'mode', 'nits'],
	'render_timerange.': ['duration', 'start'],
	'responsive_layout.': words(`
		enable horizontal_pos_layout size_layout target_follow vertical_pos_layout
	`),
	'config.': words(`
		adjust_max_index attachment_info combination_max_index extract_audio_last_index lyrics_recognition_id lyrics_sync
		lyrics_taskinfo maintrack_adsorb material_save_mode multi_language_current multi_language_list
		multi_language_main multi_language_mode original_sound_last_index record_audio_last_index sticker_max_index
		subtitle_recognition_id subtitle_sync subtitle_taskinfo system_font_list
		zoom_info_params
	`),
	'keyframe_graph_list[].': ['resource_id', 'source_platform'],
	'common_keyframes[].': ['id'],
	'keyframe_list[].': ['id'],
	'animations[].': words(`
		category_id category_name material_type panel path platform request_id source_platform third_resource_id
	`),
	'adjust_params[].': words(`max_value min_value parameterIndex portIndex`),
	'audio_adjust_params[].': words(`default_value max_value min_value parameterIndex portIndex`),
	'curve_speed.': ['id', 'name'],
	'matting.': words(`
		custom_matting_id enable_matting_stroke expansion feather has_use_quick_brush has_use_quick_eraser
		interactiveTime path reverse strokes
	`),
	'stable.': ['time_range'],
	'video_algorithm.': ['path', 'time_range'],
};

/** Values that ask for nothing, beside null, false, zero and what is empty. */
export const AT_REST: ReadonlyMap<string, readonly unknown[]> = new Map([
	['align_type', [15]],
	['color_space', [-1]],
	['fixed_height', [-1]],
	['global_alpha', [1]],
	['initial_scale', [1]],
	['inner_padding', [-1]],
	['layer_weight', [1]],
	['line_feed', [1]],
	// Of a box behind each letter, which is switched by itself.
	['single_char_bg_alpha', [1]],
	['single_char_bg_round_radius', [0.3]],
	['useLetterColor', [true]],
	['visible', [true]],
]);

/** What apps write for features that are known here and not used: nobody hears of them while they are empty or off. */
export const QUIET_AT_REST: ReadonlySet<string> = new Set(
	words(`
		adjust_params anim_adjust_params audio_fade background bloom_params color_match_info color_space
		disable_effect_faces enable_color_correct_adjust enable_color_match_adjust
		enable_path_typesetting enable_skin_tone_correction enable_smart_color_adjust export_range face_adjust_params
		fade_type fixed_height free_render_index_mode_on keyframe_refs keyframes line_feed lyric_keyframes lyrics_effects
		single_char_bg_alpha single_char_bg_color single_char_bg_enable single_char_bg_height
		single_char_bg_horizontal_offset single_char_bg_round_radius single_char_bg_vertical_offset single_char_bg_width
		string_value subtitle_keywords_config time_range useLetterColor
	`),
);

/** Switches that the apps write as off where nobody has touched them. */
export const OFF_BY_BIRTH: ReadonlySet<string> = new Set(
	words(`
		enable_adjust_mask enable_color_adjust_pro enable_color_correct_adjust enable_color_match_adjust
		enable_hsl_curves enable_smart_color_adjust enable_video_mask_shadow enable_video_mask_stroke
		enable_path_typesetting enable_matting_stroke enable_mask_shadow enable_mask_stroke enable_skin_tone_correction
	`),
);

/** Ways from a keyframe to the next. */
export const KNOWN_WAYS = /^(?:Line|FreeCurve(?:In|Out|InOut))?$/;

/** Fields whose words or numbers are known, by how their place ends, so that another one is told of. */
export const KNOWN_WORDS: readonly (readonly [ending: RegExp, words: RegExp])[] = [
	[/\.curveType$/, KNOWN_WAYS],
	[/\.shadows\[\]\.content\.render_type$/, /^(?:solid)?$/],
	// Bit 0 is silence; what the others mean nobody has found out.
	[/^tracks\[\]\.attribute$/, /^[01]$/],
	[/\.speeds\[\]\.mode$/, /^[01]$/],
	[
		/\.texts\[\]\.(?:text|border|shadow|background|ktv)_color$/,
		/^(?:#?(?:[\da-f]{6}|[\da-f]{8}))?$/i,
	],
	[/\.material_colors\[\]\.solid_color$/, /^(?:#?(?:[\da-f]{6}|[\da-f]{8}))?$/i],
	[
		/\.(?:shapes|stickers)\[\]\.(?:border_color|shadow_color|shape_fill_\w+\.color\.solid\.color)$/,
		/^(?:#?(?:[\da-f]{6}|[\da-f]{8}))?$/i,
	],
	[/\.texts\[\]\.(?:alignment|background_style)$/, /^[0-2]$/],
	[/\.texts\[\]\.typesetting$/, /^[01]$/],
	[/mask\w*\[\]\.category$/, /^(?:video|adjust)?$/],
	// 0 is the clip, 2 all beneath.
	[/effects\[\]\.apply_target_type$/, /^[0-2]$/],
];

/** What each thing with a `type` may be; of those that are not here the type is read elsewhere, or told of there. */
export const KNOWN_TYPES: ReadonlyMap<string, readonly string[]> = new Map(
	Object.entries({
		tracks: 'video audio text sticker effect filter adjust',
		'materials.videos': 'video photo gif',
		// None of them sounds any different.
		'materials.audios': `
			music sound extract_music record tts text_to_audio video_original_sound sound_effect local_music online_music
			audio
		`,
		'materials.texts': 'text subtitle lyrics',
		'materials.stickers': 'sticker image emoji gif',
		'materials.images': 'image sticker photo gif',
		'materials.drafts': 'combination',
		'materials.material_colors': 'color material_color color_clip',
		'materials.shapes': 'shape geometric_shape',
		'materials.speeds': 'speed',
		'materials.transitions': 'transition',
		'materials.masks': 'mask',
		'materials.common_mask': 'mask common_mask',
		'materials.common_masks': 'mask common_mask common_masks',
		'materials.material_animations': `
			sticker_animation video_animation text_animation material_animation
		`,
		'materials.text_templates': 'text_template text_template_subtitle template',
		'materials.chromas': 'chroma',
		'materials.hsl': 'hsl',
		'materials.color_curves': 'color_curves color_curve',
		'materials.primary_color_wheels': 'primary_color_wheels color_wheels',
		'materials.log_color_wheels': 'log_color_wheels color_wheels',
		'materials.video_effects': 'video_effect face_effect',
		'materials.video_shadows': 'video_shadow',
		'materials.video_strokes': 'video_stroke',
		'materials.video_radius': 'video_radius',
		'materials.audio_fades': 'audio_fade',
		'materials.audio_effects': 'audio_effect sound_effect voice_changer scene tone',
		'materials.loudnesses': 'loudness',
		'materials.vocal_separations': 'vocal_separation',
	}).map(([place, all]) => [`${place}[].type`, words(all)]),
);
