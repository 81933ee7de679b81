/** What could not be drawn exactly as the draft says, in words, with the place. Never a failure. */
import type { Microseconds } from './units';
import type { Words } from './words';

/** What of a draft a difference may be about. */
export const ELEMENTS = [
	'video',
	'photo',
	'sound',
	'text',
	'sticker',
	'color',
	'compound',
	'segment',
	'effect',
	'filter',
	'lut',
	'adjustment',
	'transition',
	'animation',
	'font',
	'text_effect',
	'mask',
	'blend',
	'chroma_key',
	'audio_effect',
	'keyframes',
	'processing',
	'reference',
	'field',
	'option',
	'mix',
] as const;

/** A kind of element: what people put into a draft. */
export type ElementKind = (typeof ELEMENTS)[number];

/** What became of an element. */
export type Fidelity = 'exact' | 'approximated' | 'skipped';

interface Kind {
	/** What it is about where it does not say. */
	readonly what: ElementKind;
	readonly how: Fidelity;
	/** Whether it is the request's doing, and so no matter of `on_unsupported`. Default: it is not. */
	readonly isOfRequest?: true;
}

const kind = (what: ElementKind, how: Fidelity): Kind => ({ what, how });

/** Drawn as near as can be. `leftOutAs`: what it is called where `on_unsupported: skip` leaves it out instead. */
const near = <const C extends string>(what: ElementKind, leftOutAs: C) =>
	({ what, how: 'approximated', leftOutAs }) as const;

/** Every kind of difference: what it is about and what became of it. One line a code; the report is made from it. */
const KINDS = {
	MEDIA_MISSING: kind('segment', 'skipped'),
	MEDIA_SHORT: kind('segment', 'approximated'),
	MEDIA_DAMAGED: kind('segment', 'approximated'),
	MATERIAL_REF_DANGLING: kind('segment', 'skipped'),
	STICKER_UNAVAILABLE: kind('sticker', 'skipped'),
	FILTER_APPROXIMATED: near('filter', 'FILTER_UNSUPPORTED'),
	FILTER_UNSUPPORTED: kind('filter', 'skipped'),
	EFFECT_APPROXIMATED: near('effect', 'EFFECT_UNSUPPORTED'),
	EFFECT_UNSUPPORTED: kind('effect', 'skipped'),
	TRANSITION_APPROXIMATED: near('transition', 'TRANSITION_IGNORED'),
	TRANSITION_IGNORED: kind('transition', 'skipped'),
	ANIMATION_APPROXIMATED: near('animation', 'ANIMATION_UNSUPPORTED'),
	ANIMATION_UNSUPPORTED: kind('animation', 'skipped'),
	FONT_SUBSTITUTED: kind('font', 'approximated'),
	CHARACTERS_MISSING: kind('font', 'skipped'),
	LIBRARY_FILE_UNREADABLE: kind('segment', 'exact'),
	TEXT_EFFECT_APPROXIMATED: near('text_effect', 'TEXT_EFFECT_IGNORED'),
	TEXT_EFFECT_IGNORED: kind('text_effect', 'skipped'),
	MASK_UNSUPPORTED: kind('mask', 'skipped'),
	BLEND_UNSUPPORTED: kind('blend', 'skipped'),
	AUDIO_EFFECT_APPROXIMATED: near('audio_effect', 'AUDIO_EFFECT_IGNORED'),
	AUDIO_EFFECT_IGNORED: kind('audio_effect', 'skipped'),
	KEYFRAME_PROPERTY_UNSUPPORTED: kind('keyframes', 'skipped'),
	KEYFRAME_CURVE_UNKNOWN: kind('keyframes', 'approximated'),
	SPEED_OVERRULED: kind('processing', 'approximated'),
	REVERSE_BAKED_IGNORED: kind('processing', 'approximated'),
	COLOR_STAGE_APPROXIMATED: near('adjustment', 'COLOR_STAGE_IGNORED'),
	COLOR_STAGE_IGNORED: kind('adjustment', 'skipped'),
	STAGE_APPROXIMATED: near('processing', 'STAGE_UNSUPPORTED'),
	STAGE_UNSUPPORTED: kind('processing', 'skipped'),
	SEGMENT_APPROXIMATED: near('segment', 'SEGMENT_UNSUPPORTED'),
	SEGMENT_UNSUPPORTED: kind('segment', 'skipped'),
	FIELD_UNKNOWN: kind('field', 'skipped'),
	OPTION_UNKNOWN: { what: 'option', how: 'skipped', isOfRequest: true },
	OPTION_OVERRULED: { what: 'option', how: 'skipped', isOfRequest: true },
	CAPTIONS_EMPTY: { what: 'option', how: 'skipped', isOfRequest: true },
	PICTURE_UNDRAWN: { what: 'option', how: 'skipped', isOfRequest: true },
	SOUND_LIMITED: kind('mix', 'approximated'),
	LOUDNESS_MISSED: kind('mix', 'approximated'),
	SOUND_SILENT: kind('mix', 'approximated'),
	PICTURE_BLACK: kind('video', 'approximated'),
	PICTURE_FROZEN: kind('video', 'approximated'),
} as const satisfies Readonly<Record<string, Kind>>;

/** The name of a kind of difference. */
export type DiagnosticCode = keyof typeof KINDS;

/** Every kind of thing that may differ from the draft. Shown in `warnings[].code`. */
export const DIAGNOSTICS = Object.keys(KINDS) as readonly DiagnosticCode[];

/** What a kind of difference is about, and what became of it. */
export const kindOf = (code: DiagnosticCode): Kind => KINDS[code];

/** What a difference is called where something near is left out instead; undefined where nothing near is drawn. */
export const leftOutAs = (code: DiagnosticCode): DiagnosticCode | undefined => {
	const kind = KINDS[code];
	return 'leftOutAs' in kind ? kind.leftOutAs : undefined;
};

/** What a difference is about, where that can be named. */
export interface Subject {
	/** Default: as its code says. */
	readonly what?: ElementKind;
	/** As the draft calls it; empty where it has no name. */
	readonly name: string;
	/** The id of the file that it is about, whatever that is called. Default: it is about no file. */
	readonly file?: string;
	/** Keys under which a file of the user's library makes it exact. Default: none can. */
	readonly library?: readonly string[];
}

/** One difference between the draft and the picture or sound, with its place. */
export interface Diagnostic {
	readonly code: DiagnosticCode;
	readonly subject?: Subject;
	/** Id of the segment in the draft; absent when it concerns the whole draft. */
	readonly segment?: string;
	/** Of what lies inside a compound clip: which segment there it is about. Default: the segment itself. */
	readonly within?: string;
	/** Index of the track in the draft, from 0. */
	readonly track?: number;
	/** Where on the timeline it begins and ends. Microseconds. */
	readonly start?: Microseconds;
	readonly end?: Microseconds;
	/** Whether it is about something of a caption. Default: it is not. */
	readonly isCaption?: true;
	/** What became of it. Default: as its code says. */
	readonly how?: Fidelity;
	/** Whether the sound of a clip whose picture is left out is heard all the same. Default: it is not. */
	readonly isHeard?: true;
	readonly text: Words;
}

/** What became of what a difference is about. A caption is drawn, whatever of its look is not. */
export const howOf = ({
	code,
	how,
	subject,
}: Pick<Diagnostic, 'code' | 'how' | 'subject'>): Fidelity => {
	if (how) return how;
	const isLook = subject?.what === 'text' && kindOf(code).what === 'text_effect';
	return isLook ? 'approximated' : kindOf(code).how;
};
