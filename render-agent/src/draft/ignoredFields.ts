/**
 * Fields that drafts have and that change nothing of what is seen or heard, so that others can be told from them.
 * Bookkeeping of the editor, its interface, its cloud, its statistics; one list a level.
 */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Fields of a whole draft. */
export const IGNORED_IN_DRAFT = words(`
	color_space cover create_time update_time extra_info free_render_index_mode_on group_container keyframe_graph_list
	keyframes last_modified_platform platform lyrics_effects mutable_config name new_version version path relationships
	retouch_cover source static_cover_image_path time_marks is_drop_frame_timecode draft_type function_assistant_info
	smart_ads_info uneven_animation_template_info draft_materials_id tiktok_commerce_info
`);

/** Fields of a track. */
export const IGNORED_IN_TRACK = words(`
	id flag name is_default_name is_locked group_setting
`);

/** Fields of a segment. */
export const IGNORED_IN_SEGMENT = words(`
	caption_info color_correct_alg_result common_keyframe_refs desc digital_human_template_group_id
	enable_adjust_mask enable_color_adjust_pro enable_color_correct_adjust enable_color_match_adjust enable_hsl_curves
	enable_mask_shadow enable_mask_stroke enable_smart_color_adjust group_id hdr_settings is_loop is_placeholder
	keyframe_refs last_nonzero_volume lyric_keyframes raw_segment_id render_timerange responsive_layout source state
	template_id template_scene track_attribute track_render_index uniform_scale audio_rms_type
`);

/** Fields of the materials that are read. */
export const IGNORED_IN_MATERIALS = words(`
	category_id category_name check_flag source_platform platform local_material_id local_id material_id resource_id
	effect_id third_resource_id third_party_id request_id team_id formula_id formula_ids panel_id panel path type name
	material_name material_url media_path origin_material_id version app_id aigc_type aigc_history_id aigc_item_id
	copyright_limit_type is_copyright is_ai_clone_tone is_text_edit_overdub is_ugc is_unified_beauty_mode
	duration width height crop_ratio crop_scale audio_fade cartoon_path intensifies_path intensifies_audio_path
	reverse_intensifies_path has_sound_separated extra_type_option object_locked picture_from
	picture_set_category_id picture_set_category_name smart_motion source live_photo_cover_path live_photo_timestamp
	multi_camera_info beauty_face_preset_infos beauty_body_preset_id beauty_face_auto_preset
	beauty_face_auto_preset_infos beauty_body_auto_preset freeze gameplay formula surface_trackings video_mask_stroke
	video_mask_shadow unique_id roughcut_time_range create_time md5 music_id wave_points speed
	tone_type tone_speaker tone_category_id tone_category_name tone_effect_id tone_effect_name tone_platform
	tone_second_category_id tone_second_category_name tone_emotion_name_key tone_emotion_role tone_emotion_scale
	tone_emotion_selection tone_emotion_style moyin_emotion resource_platform query search_id similiar_music_info
	sound_separate_type text_id cloned_model_type lyric_type pgc_id pgc_name tts_generate_scene tts_task_id
	video_id is_smart_region_music curve_speed position_info multi_language_current music_source
	add_type base_content bold_width border_mode caption_template_info combo_info fixed_height font_category_id
	font_category_name font_id font_source_platform font_team_id font_third_resource_id font_url fonts group_id
	has_shadow initial_scale inner_padding is_lyric_effect is_rich_text italic_degree ktv_color language
	layer_weight line_feed lyric_group_id lyrics_template multi_language_current original_size_of_caption
	preset_category preset_category_id preset_has_set_alignment preset_id preset_index preset_name
	recognize_model recognize_task_id recognize_text recognize_type relevance_segment shadow_point
	shadow_thickness_angle shadow_thickness_distance shadow_thickness_projection_angle
	shadow_thickness_projection_distance shadow_thickness_projection_enable single_phoneme source_from
	ssml_content style_name sub_template_id sub_type subtitle_keywords subtitle_keywords_config
	subtitle_template_original_fontsize text_exceeds_path_process_type text_preset_resource_id text_size
	text_to_audio_ids text_typesetting_paths text_typesetting_path_index translate_original_text tts_auto_update
	underline_offset underline_width use_effect_default_color current_words background_fill background_style
	offset_on_path on_path operation_type punc_model cutoff_postfix oneline_cutoff
	album_image image_id image_name is_overlap task_id video_path is_ai_transition
	is_old_version render_index adjust_params algorithm_artifact_path apply_target_type bloom_params color_match_info
	enable_skin_tone_correction enable_video_mask_shadow enable_video_mask_stroke exclusion_group face_adjust_params
	intensity_key time_range value algorithm_params beauty_body_preset fade_type audio_channel_mapping
	production_path removed_sounds time_range vocal_final_algorithm enter_from final_algorithm file_id loudness_param
	target_loudness gradient_angle gradient_percents height_pixel background_color anim_adjust_params lumi_hub_path
	mask_stroke mask_shadow sticker_id icon_url preview_cover_url cycle_setting sequence_type unicode
	global_alpha combination_id combination_type draft_cover_path draft_file_path draft_config_path formula
	precompile_combination type_option speaker_id sub_type
`);
