/** The pieces of a JianYing draft as its public writers write them: materials, segments, keyframes. Times in seconds. */
import { randomOf } from './noise';

/** A JSON object of a draft. */
export type Piece = Readonly<Record<string, unknown>>;

/** Something that gives a new id at each call, the same ones in every run. */
export type Ids = () => string;

/** Ids as capcut-mate writes them: 32 hexadecimal digits. */
export const idsOf = (seed: number): Ids => {
	const random = randomOf(seed);
	return () => Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
};

/** Seconds in the draft's unit. */
export const us = (seconds: number): number => Math.round(seconds * 1e6);

const FULL_FRAME = {
	...{ upper_left_x: 0, upper_left_y: 0, upper_right_x: 1, upper_right_y: 0 },
	...{ lower_left_x: 0, lower_left_y: 1, lower_right_x: 1, lower_right_y: 1 },
};

/** How long a photo is said to be: three hours, which means without end. */
const PHOTO_SECONDS = 10_800;

/** A file of the draft: its name, and for pictures the size in pixels. */
export interface MediaFile {
	readonly kind: 'video' | 'photo' | 'audio';
	/** Below the draft's folder, such as `assets/images/sea.jpg`. */
	readonly path: string;
	readonly width?: number;
	readonly height?: number;
	/** Seconds; photos have none. */
	readonly seconds?: number;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The material of a video or photo whose file lies at `path`. */
export const pictureMaterial = (id: string, file: MediaFile, path: string): Piece => ({
	audio_fade: null,
	category_id: '',
	category_name: 'local',
	check_flag: 63_487,
	crop: FULL_FRAME,
	crop_ratio: 'free',
	crop_scale: 1,
	duration: us(file.seconds ?? PHOTO_SECONDS),
	height: file.height,
	id,
	local_material_id: '',
	material_id: id,
	material_name: nameOf(path),
	media_path: '',
	path,
	type: file.kind,
	width: file.width,
});

/** The material of a sound whose file lies at `path`. */
export const soundMaterial = (id: string, file: MediaFile, path: string): Piece => ({
	app_id: 0,
	category_id: '',
	category_name: 'local',
	check_flag: 3,
	copyright_limit_type: 'none',
	duration: us(file.seconds ?? 0),
	effect_id: '',
	formula_id: '',
	id,
	local_material_id: id,
	music_id: id,
	name: nameOf(path),
	path,
	source_platform: 0,
	type: 'extract_music',
	wave_points: [],
});

/** A constant speed of 1. */
export const speed = (id: string): Piece => ({
	...{ curve_speed: null, id, mode: 0, speed: 1, type: 'speed' },
});

/** Transitions of the editor's catalog that this demo uses: ids, and whether both clips show at once. */
export const TRANSITIONS = {
	叠化: { effect_id: '322577', resource_id: '6724845717472416269', is_overlap: true },
	左移: { effect_id: '2917286', resource_id: '6726711499676455435', is_overlap: true },
	向左擦除: { effect_id: '2917283', resource_id: '6724849999336706573', is_overlap: true },
	闪白: { effect_id: '322575', resource_id: '6724845376098013708', is_overlap: false },
} as const;

/** The name of a transition, as JianYing shows it. */
export type TransitionName = keyof typeof TRANSITIONS;

/** A transition to the next clip. */
export const transition = (id: string, name: TransitionName, seconds: number): Piece => ({
	category_id: '',
	category_name: '',
	duration: us(seconds),
	id,
	name,
	platform: 'all',
	type: 'transition',
	...TRANSITIONS[name],
});

/** Fill behind a clip: the clip itself, enlarged and blurred; `blur` is one of the editor's four steps. */
export const blurredCanvas = (id: string, blur: 0.0625 | 0.375 | 0.75 | 1): Piece => ({
	...{ id, type: 'canvas_blur', blur, color: '#00000000', source_platform: 0 },
});

/** How a text comes and goes: fading in and out, each `seconds` long. */
export const textFades = (id: string, length: number, seconds: number): Piece => {
	const common = { anim_adjust_params: null, platform: 'all', panel: '', material_type: 'sticker' };
	const duration = us(seconds);
	return {
		id,
		type: 'sticker_animation',
		multi_language_current: 'none',
		animations: [
			{
				...common,
				...{ name: '渐显', id: '1644304', type: 'in', resource_id: '6724916044072227332' },
				...{ start: 0, duration },
			},
			{
				...common,
				...{ name: '渐隐', id: '1644600', type: 'out', resource_id: '6724919382104871427' },
				...{ start: us(length) - duration, duration },
			},
		],
	};
};

/** One value of a keyframe: seconds from the start of the material, value. */
export type Key = readonly [seconds: number, value: number];

const control = (x: number): Piece => ({ x, y: 0 });

/** Keyframes of one property; `eased` ones start and end gently. */
export const keyframes = (
	ids: Ids,
	{ property, keys, eased = false }: { property: string; keys: readonly Key[]; eased?: boolean },
): Piece => ({
	id: ids(),
	material_id: '',
	property_type: property,
	keyframe_list: keys.map(([seconds, value], i) => {
		const before = us(seconds) - us(keys[i - 1]?.[0] ?? seconds);
		const after = us(keys[i + 1]?.[0] ?? seconds) - us(seconds);
		return {
			curveType: eased ? 'FreeCurveInOut' : 'Line',
			graphID: '',
			id: ids(),
			left_control: control(eased ? -0.42 * before : 0),
			right_control: control(eased ? 0.42 * after : 0),
			time_offset: us(seconds),
			values: [value],
		};
	}),
});

/** Where and how a clip is drawn: place in half canvases (up is positive), degrees clockwise, opacity. */
export interface Clip {
	readonly x?: number;
	readonly y?: number;
	readonly scale?: number;
	readonly rotation?: number;
	readonly alpha?: number;
}

const drawn = ({ x = 0, y = 0, scale = 1, rotation = 0, alpha = 1 }: Clip): Piece => ({
	alpha,
	flip: { horizontal: false, vertical: false },
	rotation,
	scale: { x: scale, y: scale },
	transform: { x, y },
});

/** A segment as the public writers write it: every field that they give. */
export const segment = (
	ids: Ids,
	facts: {
		readonly material: string;
		readonly start: number;
		readonly length: number;
		/** Where in the material it begins; null for texts. Seconds. */
		readonly from: number | null;
		readonly refs: readonly string[];
		readonly volume?: number;
		readonly clip?: Clip;
		readonly keyframes?: readonly Piece[];
		readonly layer: number;
	},
): Piece => {
	const timerange = (start: number): Piece => ({ start: us(start), duration: us(facts.length) });
	return {
		enable_adjust: true,
		enable_color_curves: true,
		enable_color_wheels: true,
		enable_lut: true,
		last_nonzero_volume: 1,
		reverse: false,
		track_attribute: 0,
		track_render_index: 0,
		visible: true,
		id: ids(),
		material_id: facts.material,
		target_timerange: timerange(facts.start),
		source_timerange: facts.from === null ? null : timerange(facts.from),
		common_keyframes: facts.keyframes ?? [],
		keyframe_refs: [],
		speed: 1,
		volume: facts.volume ?? 1,
		extra_material_refs: facts.refs,
		is_tone_modify: false,
		clip: facts.clip === undefined ? null : drawn(facts.clip),
		uniform_scale: { on: true, value: 1 },
		hdr_settings: facts.from === null ? null : { intensity: 1, mode: 1, nits: 1000 },
		render_index: facts.layer,
	};
};
