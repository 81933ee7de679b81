/** A draft that says everything that can be said: one segment for each kind, every field of every shape written out. */
import { MATERIAL_SHAPES, type ReadBucket } from '../../render-agent/src/draft/materialSchema';
import { segmentShape } from '../../render-agent/src/draft/schema';
import { contentShape } from '../../render-agent/src/draft/textContent';
import {
	audioTrack,
	draftOf,
	extra,
	type Json,
	keyframes,
	type Piece,
	piece,
	segmentWith,
	textTrack,
	track,
	videoTrack,
	type When,
} from './drafts';

const without = (all: Json, ...names: readonly string[]): Json =>
	Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)));

/** A material with every field of its shape, those that are not said at their defaults. */
const whole = (bucket: ReadBucket, said: Json): Json => {
	return without(MATERIAL_SHAPES[bucket].parse(said), 'id');
};

const SEGMENT = without(segmentShape.parse({}), 'id', 'material_id', 'target_timerange');

/** A segment that says everything, with the materials beside it. */
const wholePiece = (
	[bucket, said]: readonly [ReadBucket, Json],
	[name, ...when]: readonly [string, ...When],
	companions: Readonly<Partial<Record<ReadBucket, Json>>> = {},
): Piece =>
	piece(
		[bucket, whole(bucket, said)],
		[name, ...when],
		[
			segmentWith({
				...SEGMENT,
				source_timerange: { start: 100_000, duration: 1_500_000 },
			}),
			...Object.entries(companions).map(([other, fields]) =>
				extra(other, whole(other as ReadBucket, fields)),
			),
		],
	);

const WORDS = contentShape.parse({
	text: 'one two',
	styles: [
		{
			range: [0, 7],
			size: 12,
			fill: { content: { solid: { color: [1, 0.5, 0] } } },
			strokes: [{ content: { solid: { color: [0, 0, 1] } } }],
			shadows: [{ content: { solid: { color: [0, 1, 0] } }, distance: 5, diffuse: 0.2 }],
		},
		{ range: [4, 7], size: 9, bold: true },
	],
});

const TEXT = {
	content: JSON.stringify(WORDS),
	words: { text: ['one', ' two'], start_time: [0, 500], end_time: [500, 900] },
	ktv_color: '#ff0000',
	background_color: '#112233',
	background_style: 1,
	line_max_width: 0.2,
	type: 'subtitle',
};

const FLAT_TEXT = {
	content: JSON.stringify({ text: 'one two' }),
	text_color: '#ff8800',
	border_color: '#0000ff',
	has_shadow: true,
	shadow_color: '#00ff00',
	background_color: '#112233',
	background_style: 2,
	font_size: 9,
};

/** Letters of one color that have a text effect. */
const DRESSED_TEXT = {
	content: JSON.stringify({
		text: 'one',
		styles: [
			{
				range: [0, 3],
				fill: { content: { render_type: 'solid', solid: { color: [1, 0, 0] } } },
				effectStyle: { id: 'gg' },
			},
		],
	}),
};
const TEXT_EFFECT = { type: 'text_effect', name: '绿色白边', resource_id: 'gg' };

const SHAPE = {
	name: '矩形',
	shape_param: { shape_size: [300, 200], roundness: [0.2] },
	shape_fill_render_style: {
		alpha: 0.9,
		color: {
			render_type: 'gradient',
			solid: { color: '#ff0000' },
			gradient: {
				...{ color: ['#ff0000', '#0000ff'], percent: [0.1, 0.9], alpha: [1, 0.5] },
				...{ angle: 30, mode: 'all', style: 'linear' },
			},
		},
	},
	...{ global_alpha: 0.8, border_color: '#ffffff', border_width: 0.05 },
	...{ has_shadow: true, shadow_color: '#000000', shadow_distance: 0.3, shadow_smoothing: 0.2 },
};

const CURVE = { speed_points: [0, 0.5, 1].map((x) => ({ x, y: 1 + x })) };
const ROUND = [0, 0.5, 1].map((x) => ({ x, y: x * x }));
const SHIFT = { red: 0.1, green: 0.2, blue: -0.1 };
const RANGE = { start: 0, duration: 900_000 };

const VIDEO_COMPANIONS = {
	speeds: { mode: 1, curve_speed: CURVE },
	canvases: { type: 'canvas_color', color: '#336699' },
	masks: { resource_type: 'rectangle', name: '矩形', config: { feather: 0.1 } },
	chromas: { color: '#00ff00', intensity_value: 0.3 },
	hsl: { hsl_color_type: 2, hue: 20, saturation: 10, lightness: 5 },
	color_curves: { luma: ROUND, red: ROUND, green: ROUND, blue: ROUND },
	primary_color_wheels: { lift: SHIFT, gamma: SHIFT, gain: SHIFT, offset: SHIFT },
	log_color_wheels: { lift: SHIFT, gamma: SHIFT, gain: SHIFT, offset: SHIFT },
	video_shadows: { color: '#000000', distance: 0.2, ambiguity: 0.2 },
	video_strokes: { color: '#ffffff', adjust_params: [{ name: 'size', value: 0.3 }] },
	video_radius: { radius: 0.3 },
	material_animations: {
		animations: [
			{ name: '渐显', type: 'in', start: 0, duration: 300_000 },
			// Of these the start is read, too.
			{ name: '闪烁', type: 'loop', start: 400_000, duration: 200_000 },
		],
	},
	transitions: { name: '叠化', duration: 400_000 },
	effects: { type: 'filter', name: '鲜亮', value: 0.5 },
	video_effects: {
		name: '模糊',
		adjust_params: [{ name: 'effects_adjust_blur', value: 0.7, default_value: 0.5 }],
		time_range: RANGE,
		apply_time_range: RANGE,
	},
};

const SOUND_COMPANIONS = {
	audio_fades: { fade_in_duration: 200_000, fade_out_duration: 300_000 },
	audio_effects: {
		name: '大叔',
		audio_adjust_params: [{ name: '强弱', value: 0.5 }],
	},
	sound_channel_mappings: { is_config_open: true, type: 'left' },
	vocal_separations: {},
	loudnesses: { enable: true, target_loudness: -18 },
};

/** An outermost draft around tracks, with every field that one can have. */
const around = (draft: Json): Json => ({
	...draft,
	config: { video_mute: false },
	render_index_track_mode_on: false,
});

const CURVED = {
	curveType: 'FreeCurveInOut',
	right_control: { x: 100_000, y: 0.1 },
	left_control: { x: -100_000, y: 0.05 },
};

/** The draft. */
export const wholeDraft = (): Json => {
	const video = wholePiece(['videos', { path: 'a.mp4' }], ['v', 0, 2], VIDEO_COMPANIONS);
	const keyed = keyframes('KFTypePositionX', [0.2, 0, CURVED], [1, 0.5, CURVED]);
	const inner = draftOf(videoTrack(wholePiece(['videos', { path: 'c.mp4' }], ['i', 0, 2])));
	return around(
		draftOf(
			videoTrack(
				keyed(video),
				wholePiece(['videos', { path: 'b.mp4' }], ['w', 2, 2], {
					effects: { type: 'brightness', value: 0.5 },
					common_mask: { resource_type: 'circle', name: '圆形', config: { rotation: 10 } },
					canvases: { type: 'canvas_image', image: 'd.png', blur: 0.3 },
				}),
			),
			videoTrack(
				wholePiece(['videos', { path: 'e.png', type: 'photo' }], ['p', 0, 2], {
					effects: { type: 'lut', path: 'x.cube', value: 0.5 },
				}),
				wholePiece(['drafts', { name: '组合', draft: inner }], ['n', 2, 2], SOUND_COMPANIONS),
			),
			videoTrack(
				wholePiece(
					['material_colors', { is_color_clip: true, solid_color: '#ff0000' }],
					['k', 0, 1],
				),
			),
			track(
				{ type: 'sticker' },
				wholePiece(['stickers', { path: 's.png' }], ['s', 0, 1]),
				wholePiece(['shapes', SHAPE], ['h', 1, 1]),
			),
			track(
				{ type: 'effect' },
				wholePiece(
					[
						'video_effects',
						{
							name: '模糊',
							adjust_params: [{ name: 'effects_adjust_intensity', value: 0.7, default_value: 1 }],
						},
					],
					['x', 0, 1],
				),
			),
			track(
				{ type: 'filter' },
				wholePiece(['effects', { type: 'filter', name: '鲜亮', value: 0.5 }], ['f', 0, 1]),
			),
			textTrack(
				wholePiece(['texts', TEXT], ['t', 0, 1.5]),
				wholePiece(['texts', FLAT_TEXT], ['u', 2, 1.5]),
				wholePiece(['texts', DRESSED_TEXT], ['v', 4, 1], { effects: TEXT_EFFECT }),
			),
			audioTrack(wholePiece(['audios', { path: 'm.mp3' }], ['m', 0, 1.5], SOUND_COMPANIONS)),
		),
	);
};
