import { constant } from '../../../render-agent/src/timeline/curve';
import {
	captionPiece,
	clip,
	codesOf,
	draftOf,
	extra,
	keyframes,
	photo,
	pictureOf,
	read,
	segmentWith,
	textTrack,
	videoTrack,
	visualsOf,
} from '../../support/drafts';

describe('what lies behind a clip', () => {
	const behind = (fields: object) =>
		pictureOf(clip('a', [0, 1], extra('canvases', { ...fields }))).backdrop;

	it.each([
		['#FF8000', { red: 1, green: 128 / 255, blue: 0, alpha: 1 }],
		['#FF800080', { red: 128 / 255, green: 0, blue: 128 / 255, alpha: 1 }],
		['#00FF0080', { red: 0, green: 1, blue: 0, alpha: 128 / 255 }],
		['#FFFFFFFF', { red: 1, green: 1, blue: 1, alpha: 1 }],
	])('the color %s is read', (color, expected) => {
		expect(behind({ type: 'canvas_color', color })).toEqual({ kind: 'color', color: expected });
	});

	it.each(['', '#00000000', 'red', '#12345'])('the color “%s” is none', (color) => {
		expect(behind({ type: 'canvas_color', color })).toBeUndefined();
	});

	it('a blur is the clip itself, in pixels of the canvas', () => {
		expect(behind({ type: 'canvas_blur', blur: 0.5 })).toEqual({ kind: 'blur', sigma: 8.1 });
	});

	it('a picture is a file of the draft', () => {
		const lost = clip('a', [0, 1], extra('canvases', { type: 'canvas_image', image_id: '7041' }));
		expect(pictureOf(lost).backdrop).toBeUndefined();
		expect(codesOf(videoTrack(lost))).toEqual(['STAGE_UNSUPPORTED']);
		const piece = clip('a', [0, 1], extra('canvases', { type: 'canvas_image', image: 'b.png' }));
		const { timeline } = read(draftOf(videoTrack(piece)));
		expect(timeline.assets.map(({ label, use }) => [label, use])).toEqual([
			['a', 'video'],
			['b.png', 'photo'],
		]);
	});

	it('counts on the lowest track with pictures only', () => {
		const white = extra('canvases', { type: 'canvas_color', color: '#FFFFFF' });
		const clips = visualsOf(
			textTrack(captionPiece('t', [0, 1], segmentWith({ render_index: -1 }))),
			videoTrack(),
			videoTrack(photo('a', [0, 1], white)),
			videoTrack(photo('b', [0, 1], white)),
		);
		expect(clips.map((one) => 'backdrop' in one)).toEqual([false, true, false]);
	});

	it('of an unknown kind is named', () => {
		const odd = clip('a', [0, 1], extra('canvases', { type: 'canvas_blend' }));
		expect(codesOf(videoTrack(odd))).toEqual(['STAGE_UNSUPPORTED']);
	});
});

describe('color and blending', () => {
	const slider = (type: string, value: number) => extra('effects', { type, value });

	it('sliders that are moved are taken over, those at rest are not', () => {
		const graded = clip('a', [0, 1], slider('brightness', 0.5), slider('contrast', 0));
		expect(pictureOf(graded).adjustments).toEqual({ brightness: constant(0.5) });
	});

	it('keyframes move a slider at rest', () => {
		const keyed = clip('a', [0, 1], slider('tone', 0), keyframes('KFTypeTone', [0, 0.1], [1, 0.2]));
		expect(pictureOf(keyed).adjustments?.tint).toMatchObject({ keys: [{ value: 0.1 }, {}] });
	});

	it('the switch of the color page turns all sliders off', () => {
		const off = clip('a', [0, 1], slider('brightness', 1), segmentWith({ enable_adjust: false }));
		expect(pictureOf(off).adjustments).toBeUndefined();
	});

	it.each([
		['滤色', '', 'screen'],
		['Multiply', '', 'multiply'],
		['?', '6758325619253056013', 'linearBurn'],
		['正常', '', 'normal'],
	])('the blend mode %s %s is %s', (name, resource_id, mode) => {
		const mixed = clip('a', [0, 1], extra('effects', { type: 'mix_mode', name, resource_id }));
		expect(pictureOf(mixed).blend).toBe(mode);
		expect(codesOf(videoTrack(mixed))).toEqual([]);
	});

	it('a blend mode of less than its whole strength makes the clip as much more transparent', () => {
		const mixed = clip(
			'a',
			[0, 1],
			extra('effects', { type: 'mix_mode', name: '滤色', value: 0.4 }),
		);
		expect(pictureOf(mixed).placement.opacity).toEqual(constant(0.4));
	});

	it('an unknown blend mode is named and drawn as normal', () => {
		const mixed = clip('a', [0, 1], extra('effects', { type: 'mix_mode', name: '奇怪' }));
		expect(pictureOf(mixed).blend).toBe('normal');
		expect(codesOf(videoTrack(mixed))).toEqual(['BLEND_UNSUPPORTED']);
	});
});

describe('masks', () => {
	const masked = (fields: object, bucket = 'masks') =>
		clip('a', [0, 1], extra(bucket, { ...fields }));
	const config = {
		centerX: 0.5,
		centerY: -0.5,
		width: 0.25,
		height: 0.5,
		rotation: 45,
		invert: true,
	};

	it('are measured in the clip', () => {
		expect(pictureOf(masked({ resource_type: 'circle', config })).mask).toEqual({
			shape: 'circle',
			x: constant(0.5),
			y: constant(-0.5),
			width: constant(0.25),
			height: constant(0.5),
			rotation: constant(45),
			feather: constant(0),
			roundness: constant(0),
			inverted: true,
		});
	});

	it.each([
		[{ resource_type: 'line' }, 'line'],
		[{ resource_type: 'mirror' }, 'mirror'],
		[{ resource_type: 'rectangle' }, 'rectangle'],
		[{ resource_type: 'geometric_shape', name: '爱心' }, 'heart'],
		[{ resource_type: 'geometric_shape', resource_id: '6794051169434997255' }, 'star'],
		[{ resource_type: 'pentagram' }, 'star'],
	])('%j is a %s', (fields, shape) => {
		expect(pictureOf(masked(fields, 'common_mask')).mask?.shape).toBe(shape);
	});

	it('keyframes move them, under both names', () => {
		const moved = clip(
			'a',
			[0, 1],
			extra('masks', { resource_type: 'circle' }),
			keyframes('KFTypeCommonMaskPositionX', [0, 0.1], [1, 0.9]),
			keyframes('KFTypeMaskPostionY', [0, 0.2]),
		);
		expect(pictureOf(moved).mask).toMatchObject({
			x: { keys: [{ value: 0.1 }, { value: 0.9 }] },
			y: { keys: [{ value: 0.2 }] },
		});
		expect(codesOf(videoTrack(moved))).toEqual([]);
	});

	it('keyframes of one that a clip does not have, or that is not drawn, are named', () => {
		const keyed = keyframes('KFTypeCommonMaskPositionX', [0, 0.1], [1, 0.9]);
		expect(codesOf(videoTrack(clip('a', [0, 1], keyed)))).toEqual([
			'KEYFRAME_PROPERTY_UNSUPPORTED',
		]);
		const odd = extra('masks', { resource_type: 'x' });
		expect(codesOf(videoTrack(clip('a', [0, 1], odd, keyed)))).toEqual([
			'MASK_UNSUPPORTED',
			'KEYFRAME_PROPERTY_UNSUPPORTED',
		]);
	});

	it('keyframes of one that is switched off are as the draft says', () => {
		const keyed = keyframes('KFTypeCommonMaskPositionX', [0, 0.1], [1, 0.9]);
		const off = segmentWith({ enable_video_mask: false });
		const circle = extra('masks', { resource_type: 'circle' });
		expect(codesOf(videoTrack(clip('a', [0, 1], circle, off, keyed)))).toEqual([]);
	});

	it('an unknown one and a second one are named', () => {
		expect(codesOf(videoTrack(masked({ resource_type: 'text' })))).toEqual(['MASK_UNSUPPORTED']);
		const circle = extra('masks', { resource_type: 'circle' });
		expect(codesOf(videoTrack(clip('a', [0, 1], circle, circle)))).toEqual(['MASK_UNSUPPORTED']);
	});

	it('that is made by brush has the id of a star in scripts, and is none', () => {
		const brush = masked({
			resource_type: 'custom',
			resource_id: '7374021798087627265',
			name: 'Brush',
		});
		expect(pictureOf(brush).mask).toBeUndefined();
		const [said] = read(draftOf(videoTrack(brush))).diagnostics;
		expect(said).toMatchObject({
			code: 'MASK_UNSUPPORTED',
			subject: { what: 'mask', name: 'Brush', library: ['Brush', '7374021798087627265'] },
		});
		expect(JSON.stringify(said?.text)).toContain('a picture of its shape in the library');
	});

	it('of letters has their font and size, and is told as near', () => {
		const text_config = {
			content: 'AB',
			font_name: '宋体',
			font_size: 10,
			scale: 2,
			bold_width: 0.1,
		};
		const letters = masked({ resource_type: 'text', name: '文字', text_config }, 'common_masks');
		expect(pictureOf(letters).mask?.matte).toMatchObject({
			kind: 'text',
			block: {
				runs: [
					{
						text: 'AB',
						style: { thickening: 0.1, font: { name: '宋体' }, height: 20 * 640 * 0.00575 },
					},
				],
			},
		});
		expect(codesOf(videoTrack(letters))).toEqual(['STAGE_APPROXIMATED']);
		const stroke = { color: '#FF0000', size: 0.5, alpha: 1 };
		const lined = masked({ resource_type: 'text', text_config, mask_stroke: stroke });
		expect(codesOf(videoTrack(lined))).toEqual(['STAGE_APPROXIMATED', 'STAGE_APPROXIMATED']);
		expect(pictureOf(lined).mask?.stroke).toMatchObject({ color: { red: 1 } });
	});

	it.each([[''], [{ content: '' }], [{ content: ' ', font_size: 15 }]])(
		'of letters without any (%j) is named',
		(text_config) => {
			const none = masked({ resource_type: 'text', name: '文字', text_config });
			expect(codesOf(videoTrack(none))).toEqual(['MASK_UNSUPPORTED']);
		},
	);

	it.each([
		[
			[
				[0, 0],
				[2, 0],
				[0, 300],
			],
		],
		[
			[
				[0, 0],
				[1, 1],
			],
		],
		['C:/x/contour.json'],
	])('drawn by hand whose points are none (%j) is named', (contour_path) => {
		const pen = masked({ resource_type: 'contour', name: '钢笔', contour_path });
		expect(codesOf(videoTrack(pen))).toEqual(['MASK_UNSUPPORTED']);
	});

	it('of a shape with points beside it says that they are not used', () => {
		const points = masked({
			resource_type: 'circle',
			contour_path: [
				[0, 0],
				[1, 0],
				[1, 1],
			],
		});
		expect(codesOf(videoTrack(points))).toEqual(['STAGE_UNSUPPORTED']);
		expect(
			codesOf(
				videoTrack(
					masked(
						{
							resource_type: 'circle',
							text_config: { align_type: 15, font_size: 15 },
							contour_path: null,
							position_info: '',
						},
						'common_mask',
					),
				),
			),
		).toEqual([]);
	});

	it('those of the color page and those switched off cut nothing', () => {
		const adjust = masked({ resource_type: 'circle', category: 'adjust' });
		expect(pictureOf(adjust).mask).toBeUndefined();
		expect(pictureOf(adjust).gradedWithin).toBeUndefined();
		const slider = extra('effects', { type: 'brightness', value: 0.5 });
		const mask = extra('masks', { resource_type: 'circle', category: 'adjust' });
		const graded = clip('a', [0, 1], mask, slider);
		expect(pictureOf(graded).gradedWithin).toMatchObject({ shape: 'circle', inverted: false });
		const circle = extra('masks', { resource_type: 'circle' });
		const off = clip('a', [0, 1], circle, segmentWith({ enable_video_mask: false }));
		expect(pictureOf(off).mask).toBeUndefined();
	});
});
