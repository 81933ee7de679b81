/** What could not be drawn exactly as the draft says, in words, with the place. Never a failure. */
import type { Microseconds } from './units';
import type { Words } from './words';

/** Every kind of thing that may differ from the draft. Shown in `warnings[].code`. */
export const DIAGNOSTICS = [
	'MEDIA_MISSING',
	'MEDIA_SHORT',
	'MATERIAL_REF_DANGLING',
	'STICKER_UNAVAILABLE',
	'FILTER_APPROXIMATED',
	'FILTER_UNSUPPORTED',
	'EFFECT_APPROXIMATED',
	'EFFECT_UNSUPPORTED',
	'TRANSITION_APPROXIMATED',
	'TRANSITION_IGNORED',
	'ANIMATION_APPROXIMATED',
	'ANIMATION_UNSUPPORTED',
	'FONT_SUBSTITUTED',
	'TEXT_EFFECT_APPROXIMATED',
	'TEXT_EFFECT_IGNORED',
	'MASK_UNSUPPORTED',
	'BLEND_UNSUPPORTED',
	'AUDIO_EFFECT_APPROXIMATED',
	'AUDIO_EFFECT_IGNORED',
	'KEYFRAME_PROPERTY_UNSUPPORTED',
	'REVERSE_BAKED_IGNORED',
	'COLOR_STAGE_APPROXIMATED',
	'COLOR_STAGE_IGNORED',
	'STAGE_APPROXIMATED',
	'STAGE_UNSUPPORTED',
	'SEGMENT_APPROXIMATED',
	'SEGMENT_UNSUPPORTED',
	'FIELD_UNKNOWN',
	'OPTION_UNKNOWN',
	'SOUND_LIMITED',
	'CAPTIONS_EMPTY',
] as const;

/** The name of a kind of difference. */
export type DiagnosticCode = (typeof DIAGNOSTICS)[number];

/** One difference between the draft and the picture or sound, with its place. */
export interface Diagnostic {
	readonly code: DiagnosticCode;
	/** Id of the segment in the draft; absent when it concerns the whole draft. */
	readonly segment?: string;
	/** Index of the track in the draft, from 0. */
	readonly track?: number;
	/** Where on the timeline it begins and ends. Microseconds. */
	readonly start?: Microseconds;
	readonly end?: Microseconds;
	readonly text: Words;
}
