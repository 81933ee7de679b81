/** Drafts by lot, for laws: most of them have clips, sounds and transitions, some of their parts are odd. */
import fc from 'fast-check';
import { MATERIAL_SHAPES } from '../../render-agent/src/draft/materialSchema';
import { AgentError } from '../../render-agent/src/kernel/errors';
import type { Timeline } from '../../render-agent/src/timeline/timeline';
import { type Json, read } from './drafts';

const range = fc.record({ start: fc.nat(9_000_000), duration: fc.nat(5_000_000) });
const ratio = fc.double({ min: -3, max: 3, noNaN: true });
const PROPERTIES = ['KFTypePositionX', 'KFTypeScaleX', 'KFTypeAlpha', 'KFTypeVolume', 'KFTypeGlow'];
const BUCKETS = [...Object.keys(MATERIAL_SHAPES), 'video_effects', 'odd'];

const keyframes = fc.record({
	property_type: fc.constantFrom(...PROPERTIES),
	keyframe_list: fc.array(
		fc.record(
			{
				time_offset: fc.nat(9_000_000),
				values: fc.array(ratio, { maxLength: 1 }),
				curveType: fc.constantFrom('Line', 'FreeCurveInOut'),
				right_control: fc.record({ x: fc.nat(3_000_000), y: ratio }),
			},
			{ requiredKeys: [] },
		),
		{ maxLength: 4 },
	),
});

const materialIds = fc.constantFrom(...BUCKETS.map((bucket) => `${bucket}-0`), 'gone');

/** Mostly materials that become clips. */
const ownMaterials = fc.oneof(
	{
		weight: 8,
		arbitrary: fc.constantFrom('videos-0', 'videos-0', 'texts-0', 'audios-0', 'stickers-0'),
	},
	{ weight: 1, arbitrary: materialIds },
);
/** Mostly companions that change clips. */
const companions = fc.oneof(
	fc.constantFrom('transitions-0', 'material_animations-0', 'speeds-0', 'masks-0', 'canvases-0'),
	materialIds,
);

const segment = fc.record(
	{
		id: fc.constantFrom('', 'a', 'b', 'c'),
		material_id: ownMaterials,
		target_timerange: range,
		source_timerange: fc.option(range),
		speed: fc.double({ min: 0.1, max: 100, noNaN: true }),
		volume: fc.double({ min: 0, max: 10, noNaN: true }),
		visible: fc.constantFrom(true, true, true, false),
		reverse: fc.boolean(),
		render_index: fc.nat(9),
		clip: fc.option(
			fc.record(
				{ alpha: ratio, transform: fc.record({ x: ratio, y: ratio }) },
				{ requiredKeys: [] },
			),
		),
		common_keyframes: fc.array(keyframes, { maxLength: 2 }),
		extra_material_refs: fc.array(companions, { maxLength: 4 }),
	},
	{ requiredKeys: ['target_timerange', 'material_id'] },
);

const abutting = (segments: readonly Json[]): readonly Json[] => {
	let start = 0;
	return segments.map((one) => {
		const { duration } = one['target_timerange'] as { duration: number };
		start += duration;
		return {
			...one,
			extra_material_refs: ['transitions-0'],
			target_timerange: { start: start - duration, duration },
		};
	});
};

/** Segments anywhere, or each where the one before it ends, with a transition between. */
const segments = fc
	.tuple(fc.array(segment, { maxLength: 5 }), fc.boolean())
	.map(([list, abut]) => (abut ? abutting(list) : list));

const track = fc.record({
	type: fc.constantFrom('video', 'video', 'audio', 'text', 'sticker', 'effect', 'filter'),
	attribute: fc.nat(1),
	segments,
});

/** One material a bucket, with whatever fields of that bucket are drawn by lot. */
const material = (id: string): fc.Arbitrary<Json> =>
	fc.record(
		{
			id: fc.constant(id),
			type: fc.constantFrom(
				'video',
				'video',
				'photo',
				'filter',
				'canvas_color',
				'canvas_blur',
				'subtitle',
			),
			path: fc.constantFrom('a.mp4', 'b.png', '', 'https://a.b/c.mp4?d'),
			name: fc.constantFrom('叠化', '向左', '渐显', ''),
			content: fc.constantFrom('{"text":"😀ab","styles":[{"range":[0,2]}]}', 'plain', ''),
			duration: fc.nat(3_000_000),
			color: fc.constantFrom('#FF0000', '#80FF00FF', ''),
			mode: fc.nat(1),
			curve_speed: fc.option(
				fc.record({
					speed_points: fc.array(
						fc.record({
							x: fc.double({ min: 0, max: 1, noNaN: true }),
							y: fc.double({ min: 0, max: 9, noNaN: true }),
						}),
						{ maxLength: 4 },
					),
				}),
			),
			resource_type: fc.constantFrom('circle', 'line', 'odd'),
			fade_in_duration: fc.nat(9_000_000),
			animations: fc.array(
				fc.record({
					type: fc.constantFrom('in', 'out', 'loop', 'group', 'caption'),
					name: fc.constantFrom('渐显', '放大', '便利贴'),
					start: fc.nat(3_000_000),
					duration: fc.nat(3_000_000),
				}),
				{ maxLength: 3 },
			),
		},
		{ requiredKeys: ['id', 'path'] },
	);

/** A draft's JSON. */
export const anyDraft: fc.Arbitrary<Json> = fc.record({
	canvas_config: fc.constant({ width: 640, height: 360 }),
	fps: fc.constantFrom(0, 24, 29.97, 30, 60),
	duration: fc.nat(9_000_000),
	render_index_track_mode_on: fc.boolean(),
	tracks: fc.array(track, { minLength: 1, maxLength: 4 }),
	materials: fc
		.tuple(...BUCKETS.map((bucket) => material(`${bucket}-0`)))
		.map((all) => Object.fromEntries(BUCKETS.map((bucket, i) => [bucket, [all[i]]]))),
});

/** The timeline of a draft, or undefined when it is refused in the way that drafts are. */
export const timelineOf = (json: unknown): Timeline | undefined => {
	try {
		return read(json).timeline;
	} catch (error) {
		if (error instanceof AgentError) return undefined;
		throw error;
	}
};
