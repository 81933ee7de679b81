/** Small parts of a clip that nobody draws: each shows among the differences, with its segment and time. */
import { normalise } from '../../../render-agent/src/draft/normalise';
import { parseDraft } from '../../../render-agent/src/draft/parse';
import { valueAt } from '../../../render-agent/src/timeline/curve';
import { NO_LIBRARY } from '../../../render-agent/src/timeline/library';
import {
	animated,
	audioTrack,
	type Change,
	clip,
	draftOf,
	extra,
	keyframes,
	materialWith,
	photo,
	piece,
	read,
	segmentWith,
	sound,
	track,
	videoTrack,
} from '../../support/drafts';

const MASK = { resource_type: 'circle', name: '圆形' };
const noted = (...changes: Parameters<typeof clip>[2][]): readonly unknown[] =>
	read(draftOf(videoTrack(clip('a', [1, 2], ...changes)))).diagnostics;

const STROKE = { resource_id: '1', path: '', color: '#ff0000', size: 0.2, alpha: 1 };
const NO_STROKE = { resource_id: '', path: '', color: '', size: 0, alpha: 0 };

it.each<readonly [string, readonly Change[]]>([
	['the outline', [segmentWith({ enable_mask_stroke: true }), extra('common_mask', MASK)]],
	['the shadow', [extra('common_mask', { ...MASK, mask_shadow: { distance: 3 } })]],
])('%s of a mask of which nothing can be read is named', (what, changes) => {
	expect(noted(...changes)).toEqual([
		expect.objectContaining({
			code: 'STAGE_UNSUPPORTED',
			subject: expect.objectContaining({ what: 'mask' }) as unknown,
			segment: 'a@1',
			start: 1e6,
			end: 3e6,
			text: expect.objectContaining({ en: `${what} of a mask is not drawn` }) as unknown,
		}),
	]);
});

it.each<readonly [string, readonly Change[]]>([
	['outline', [materialWith({ video_mask_stroke: STROKE }), extra('common_mask', MASK)]],
	['outline', [extra('common_mask', { ...MASK, mask_stroke: STROKE })]],
	[
		'shadow',
		[extra('common_mask', { ...MASK, mask_shadow: { color: '#000000', distance: 3, alpha: 1 } })],
	],
	['expansion', [extra('common_mask', { ...MASK, config: { expansion: 0.3 } })]],
])('the %s of a mask is drawn, and told as near', (name, changes) => {
	expect(noted(...changes)).toMatchObject([
		{ code: 'STAGE_APPROXIMATED', subject: { what: 'mask', name }, segment: 'a@1' },
	]);
});

it('a mask that has none of it, and an outline without a mask, are not', () => {
	const plain = materialWith({ video_mask_stroke: NO_STROKE, video_mask_shadow: NO_STROKE });
	expect(noted(plain, extra('common_mask', MASK))).toEqual([]);
	expect(noted(materialWith({ video_mask_stroke: STROKE }))).toEqual([]);
});

it.each([
	[{ start: 0, duration: 5e5 }, 1],
	[{ start: 0, duration: 2e6 }, 0],
	[null, 0],
])(
	'the time range %j of an effect on a clip is named where it leaves something out',
	(range, times) => {
		const effect = extra('video_effects', { name: '模糊', time_range: range });
		const found = noted(effect).filter((one) => JSON.stringify(one).includes('time range'));
		expect(found).toHaveLength(times);
	},
);

it.each<readonly [string, readonly Change[]]>([
	['speed', [extra('speeds', { mode: 0 }), extra('speeds', { mode: 1 })]],
	[
		'background',
		['#ff0000', '#00ff00'].map((color) => extra('canvases', { type: 'canvas_color', color })),
	],
	['blend mode', ['滤色', '叠加'].map((name) => extra('effects', { type: 'mix_mode', name }))],
	[
		'fade of the sound',
		[1, 2].map((fade_in_duration) => extra('audio_fades', { fade_in_duration })),
	],
])('a second %s is named, the same one twice is not', (what, changes) => {
	expect(noted(...changes)).toEqual([
		expect.objectContaining({
			code: 'STAGE_UNSUPPORTED',
			text: expect.objectContaining({
				en: `a second ${what} is left out, the first one counts`,
			}) as unknown,
		}),
	]);
	const [first] = changes;
	if (first && what !== 'blend mode') expect(noted(first, first)).toEqual([]);
});

it('a mask, an animation and a place of an effect or filter are named', () => {
	const changes = [
		extra('masks', MASK),
		animated(['in', '渐显', 0, 0.5]),
		segmentWith({ clip: { alpha: 0.5 } }),
	];
	const material = { type: 'filter', name: '鲜亮' };
	const filter = track({ type: 'filter' }, piece(['effects', material], ['f', 0, 1], changes));
	expect(read(draftOf(filter)).diagnostics.map(({ code }) => code)).toEqual([
		...['MASK_UNSUPPORTED', 'ANIMATION_UNSUPPORTED', 'STAGE_UNSUPPORTED', 'FILTER_APPROXIMATED'],
	]);
});

it.each([
	['tracks[].attribute', [track({ type: 'video', attribute: 4 }, clip('a', [0, 1]))]],
	['materials.speeds[].mode', [videoTrack(clip('a', [0, 1], extra('speeds', { mode: 7 })))]],
])('an unknown number of %s is named', (field, tracks) => {
	const [first] = read(draftOf(...tracks)).diagnostics;
	expect(first).toMatchObject({
		code: 'FIELD_UNKNOWN',
		text: { en: expect.stringContaining(field) as string },
	});
});

it('keyframes of a chroma key that is not there are named', () => {
	const keyed = segmentWith({
		common_keyframes: [
			{
				property_type: 'KFTypeChromaIntensity',
				keyframe_list: [{ time_offset: 0, values: [0.5] }],
			},
		],
	});
	expect(noted(keyed)).toMatchObject([
		{ code: 'KEYFRAME_PROPERTY_UNSUPPORTED', segment: 'a@1', start: 1e6, end: 3e6 },
	]);
});

it('a gradient of colors that nobody knows is one color, and is named', () => {
	const gradient = piece(
		['material_colors', { is_gradient: true, gradient_colors: ['#ff0000', 'blueish'] }],
		['g', 0, 1],
	);
	expect(read(draftOf(track({ type: 'video' }, gradient))).diagnostics).toMatchObject([
		{ code: 'STAGE_UNSUPPORTED', segment: 'g@0', start: 0, end: 1e6 },
	]);
});

it.each([
	['#ffffff', 0.1],
	['#101010', 1],
])(
	'a speech bubble is a rounded box that %s letters stand out from, and is named',
	(color, red) => {
		const caption = piece(
			['texts', { content: JSON.stringify({ text: '你好', styles: [] }), text_color: color }],
			['t', 0, 1],
			[extra('effects', { type: 'text_shape', name: '气泡', resource_id: '7' })],
		);
		const { timeline, diagnostics } = read(draftOf(track({ type: 'text' }, caption)));
		expect(diagnostics).toMatchObject([{ code: 'TEXT_EFFECT_APPROXIMATED', segment: 't@0' }]);
		expect(timeline.visuals).toMatchObject([{ text: { background: { color: { red } } } }]);
	},
);

it('a color of HSL grading that cannot be told is named, not dropped', () => {
	const strange = extra('hsl', { hue: 0, saturation: -50, lightness: 0, hsl_color_type: 99 });
	expect(noted(segmentWith({ enable_hsl: true }), strange)).toMatchObject([
		{ code: 'COLOR_STAGE_IGNORED' },
	]);
});

it('of two masks the second is named, and not said to leave the clip whole', () => {
	const [second] = noted(extra('masks', MASK), extra('masks', { ...MASK, name: '爱心' }));
	expect(second).toMatchObject({
		code: 'MASK_UNSUPPORTED',
		text: { en: 'mask “爱心” is not drawn: of several masks on a clip only the first is' },
	});
});

it('segments of one track that overlap are named at the later one, sounds are not', () => {
	const later = segmentWith({ target_timerange: { start: 5e5, duration: 1e6 } });
	const pictures = videoTrack(clip('a', [0, 1]), clip('b', [0, 1], later), clip('c', [2, 1]));
	const { timeline, diagnostics } = read(draftOf(pictures));
	expect(timeline.visuals).toHaveLength(3);
	expect(diagnostics).toMatchObject([
		{ code: 'SEGMENT_APPROXIMATED', segment: 'b@0', start: 5e5, end: 1.5e6 },
	]);
	expect(read(draftOf(audioTrack(sound('a', [0, 1]), sound('b', [0, 1])))).diagnostics).toEqual([]);
});

it('of segments that overlap the later is left out where only what is exact is to be drawn', () => {
	const draft = parseDraft(draftOf(videoTrack(clip('a', [0, 1]), clip('b', [0, 1]))));
	const { timeline, diagnostics } = normalise(draft, NO_LIBRARY, 'leave out');
	expect(timeline.visuals).toMatchObject([{ id: 'a@0' }]);
	expect(diagnostics).toMatchObject([{ code: 'SEGMENT_UNSUPPORTED', segment: 'b@0' }]);
});

it.each(['heart', 'pentagram'])('a mask %s is drawn, and told as near', (resource_type) => {
	expect(noted(extra('masks', { resource_type, name: '形状' }))).toMatchObject([
		{ code: 'STAGE_APPROXIMATED', subject: { what: 'mask', name: '形状' } },
	]);
});

it.each([
	[null, 1],
	[{ speed_points: [] }, 1],
	[{ speed_points: [{ x: 0.5, y: 2 }] }, 0],
])('a speed curve %j is named where it has no points', (curve_speed, times) => {
	const found = noted(extra('speeds', { mode: 1, curve_speed }));
	expect(found).toHaveLength(times);
	if (times > 0) expect(found).toMatchObject([{ code: 'STAGE_UNSUPPORTED', segment: 'a@1' }]);
});

const STILL = { x: 0, y: 0 };
const CURVE = { curveType: 'FreeCurveInOut', left_control: STILL, right_control: STILL };

it.each([
	[{ ...CURVE, graphID: '7034098919583780000' }, 1],
	[{ ...CURVE, graphID: '' }, 0],
	[{ ...CURVE, graphID: '7034098919583780000', right_control: { x: 5e5, y: 0 } }, 0],
	[{ ...CURVE, graphID: '7034098919583780000', curveType: 'Line' }, 0],
])('a curve between keyframes is named where only its name is written: %j', (fields, times) => {
	const found = noted(keyframes('KFTypeAlpha', [0, 0, fields], [1, 1, fields]));
	expect(found).toHaveLength(times);
	if (times > 0)
		expect(found).toMatchObject([
			{
				code: 'KEYFRAME_CURVE_UNKNOWN',
				segment: 'a@1',
				text: { en: expect.stringContaining('keyframes of KFTypeAlpha is only named') as string },
			},
		]);
});

it.each([
	['7034098919583781377', {}],
	['G1', { keyframe_graph_list: [{ id: 'G1', resource_name: 'Cubic Out', graph_points: [] }] }],
])('a curve of the app is the usual one of its name, and told: %s', (graphID, fields) => {
	const fading = keyframes('KFTypeAlpha', [0, 0, { ...CURVE, graphID }], [1, 1, CURVE]);
	const draft = draftOf(videoTrack(photo('a', [1, 1], fading)));
	const { timeline, diagnostics } = read({ ...draft, ...fields });
	expect(diagnostics).toMatchObject([
		{
			code: 'KEYFRAME_CURVE_UNKNOWN',
			text: { en: expect.stringContaining('“Cubic Out”') as string },
		},
	]);
	const [clip] = timeline.visuals;
	if (clip?.kind !== 'picture') throw new RangeError('no picture');
	const at = (seconds: number): number => valueAt(clip.placement.opacity, seconds * 1e6);
	expect(at(0)).toBeCloseTo(0);
	expect(at(1)).toBeCloseTo(1);
	// Out: fast at first. 1 − (1 − 0.5)³.
	expect(at(0.5)).toBeCloseTo(0.875, 1);
	expect(at(0.1)).toBeCloseTo(0.271, 1);
});

it('a curve that somebody drew, and one that bounces, are straight', () => {
	const curves = [
		{ id: 'G1', resource_name: 'Cubic Out', graph_points: [{ x: 0.5, y: 0.1 }] },
		{ id: 'G2', resource_name: 'Bounce Out' },
	];
	for (const { id: graphID } of curves) {
		const fading = keyframes('KFTypeAlpha', [0, 0, { ...CURVE, graphID }], [1, 1, CURVE]);
		const draft = draftOf(videoTrack(photo('a', [1, 1], fading)));
		const { diagnostics } = read({ ...draft, keyframe_graph_list: curves });
		expect(diagnostics).toMatchObject([
			{ text: { en: expect.stringContaining('it goes straight') as string } },
		]);
	}
});

it.each([
	[-16, 0],
	[0, 1],
])('a loudness of %s is named where it is no target', (target_loudness, times) => {
	const found = noted(extra('loudnesses', { enable: true, target_loudness }));
	expect(found).toHaveLength(times);
	if (times > 0) expect(found).toMatchObject([{ code: 'AUDIO_EFFECT_APPROXIMATED' }]);
});

it('a range of moving media without a length is told, one of a photo or none at all is not', () => {
	const empty = segmentWith({ source_timerange: { start: 0, duration: 0 } });
	const codes = (...pieces: Parameters<typeof videoTrack>) =>
		read(draftOf(videoTrack(...pieces))).diagnostics.map(({ code }) => code);
	expect(codes(clip('a.mp4', [0, 1], empty))).toEqual(['SEGMENT_APPROXIMATED']);
	const below = segmentWith({ source_timerange: { start: 0, duration: -5e5 } });
	expect(codes(clip('a.mp4', [0, 1], below))).toEqual(['SEGMENT_APPROXIMATED']);
	const inner = draftOf(videoTrack(photo('b.png', [0, 1])));
	expect(codes(piece(['drafts', { draft: inner }], ['c', 0, 1], [empty]))).toEqual([
		'SEGMENT_APPROXIMATED',
	]);
	expect(codes(photo('a.png', [0, 1], empty))).toEqual([]);
	expect(codes(clip('a.mp4', [0, 1], segmentWith({ source_timerange: null })))).toEqual([]);
});
