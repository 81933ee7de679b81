/** Masks of drafts: what cuts a clip, and what its colors change within. */
import { inLanguage } from '../../../render-agent/src/kernel/words';
import { constant } from '../../../render-agent/src/timeline/curve';
import {
	clip,
	codesOf,
	draftOf,
	extra,
	keyframes,
	pictureOf,
	read,
	segmentWith,
	videoTrack,
} from '../../support/drafts';

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

	it.each([
		[true, /they move the one that cuts, that of the colors stays$/],
		[false, /they count as those of the one that is off, that of the colors stays$/],
	])('with keyframes beside one of colors, cutting: %s, say what moves', (isOn, words) => {
		const both = clip(
			'a',
			[0, 1],
			extra('masks', { resource_type: 'circle' }),
			extra('masks', { resource_type: 'circle', category: 'adjust' }),
			extra('effects', { type: 'brightness', value: 0.5 }),
			keyframes('KFTypeCommonMaskPositionX', [0, 0.1], [1, 0.9]),
			segmentWith({ enable_video_mask: isOn }),
		);
		const told = read(draftOf(videoTrack(both))).diagnostics;
		expect(told.map(({ text }) => inLanguage(text, 'en'))).toEqual([
			expect.stringMatching(words) as unknown,
		]);
		expect(pictureOf(both).gradedWithin?.x).toEqual(constant(0));
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
