/** HSL, curves and wheels of drafts, and keyframes of how strong filters and effects are. */
import {
	type Change,
	clip,
	codesOf,
	extra,
	keyframes,
	piece,
	pictureOf,
	track,
	videoTrack,
	visualsOf,
} from '../../support/drafts';

const gradesOf = (...changes: Change[]): unknown => pictureOf(clip('a', [0, 1], ...changes)).grades;
const codes = (...changes: Change[]): readonly string[] =>
	codesOf(videoTrack(clip('a', [0, 1], ...changes)));

describe('HSL', () => {
	const red = { hsl_color_type: 1, custom_color: '#FFFF0000', hue: 50, saturation: -20 };

	it('is a band for each color that is changed, told once as near', () => {
		const rest = extra('hsl', { hsl_color_type: 3, hue: 0, saturation: 0, lightness: 0 });
		const green = extra('hsl', { hsl_color_type: 4, lightness: 100 });
		expect(gradesOf(extra('hsl', red), rest, green)).toEqual([
			{
				kind: 'bands',
				bands: [
					{ center: 0, turn: 0.5, saturation: -0.2, lightness: 0 },
					{ center: 120, turn: 0, saturation: 0, lightness: 1 },
				],
			},
		]);
		expect(codes(extra('hsl', red), rest, green)).toEqual(['COLOR_STAGE_APPROXIMATED']);
	});

	it('at rest says nothing', () => {
		expect(codes(extra('hsl', { hsl_color_type: 1, custom_color: '#FFE64444' }))).toEqual([]);
	});
});

describe('color curves', () => {
	const straight = [
		{ x: 0, y: 0 },
		{ x: 1, y: 1 },
	];
	const bent = [...straight, { x: 0.5, y: 0.7 }];

	it.each([
		['a list', bent],
		['a list inside an object', { points: bent }],
		['code values', bent.map(({ x, y }) => ({ x: x * 255, y: y * 255 }))],
	])('of %s are sorted points; straight ones are none', (_, red) => {
		expect(gradesOf(extra('color_curves', { red, luma: straight }))).toEqual([
			{
				...{ kind: 'curves', all: [], green: [], blue: [] },
				red: [straight[0], { x: 0.5, y: 0.7 }, straight[1]],
			},
		]);
	});

	it('straight ones say nothing, unreadable ones are named', () => {
		expect(codes(extra('color_curves', { red: straight }))).toEqual([]);
		expect(codes(extra('color_curves', { red: 'M0,0C5,7' }))).toEqual(['COLOR_STAGE_IGNORED']);
	});
});

describe('color wheels', () => {
	it('push towards red, green and blue, as far as their intensity says', () => {
		const wheels = extra('primary_color_wheels', {
			...{ lift: { r: 0.4, g: 0, b: -0.2 }, gain: [1, 0, 0, 0], intensity: 0.5 },
		});
		expect(gradesOf(wheels)).toMatchObject([
			{
				kind: 'wheels',
				lift: { red: 0.2, green: 0, blue: -0.1 },
				gain: { red: 0.5, green: 0, blue: 0 },
			},
		]);
		expect(codes(wheels)).toEqual(['COLOR_STAGE_APPROXIMATED']);
	});
});

describe('keyframes of strength', () => {
	const rising = (property: string): Change => keyframes(property, [0, 0], [2, 0.5]);
	const keyed = {
		kind: 'keyed',
		keys: [
			{ at: 0, value: 0 },
			{ at: 2_000_000, value: 0.5 },
		],
	};

	it('of a filter on its track', () => {
		const mono = piece(
			['effects', { type: 'filter', name: '黑白', value: 1 }],
			['f', 1, 2],
			[rising('KFTypeFilter')],
		);
		const filters = track({ type: 'filter' }, mono);
		expect(visualsOf(filters)).toMatchObject([{ filters: [{ keyed }] }]);
		expect(codesOf(filters)).toEqual(['FILTER_APPROXIMATED']);
	});

	it('of a LUT on a clip', () => {
		const lut = extra('effects', { type: 'lut', path: 'a.cube', value: 1 });
		expect(pictureOf(clip('a', [0, 2], lut, rising('KFTypeLUT'))).luts).toMatchObject([{ keyed }]);
	});

	const blur = {
		...{ name: '模糊', type: 'video_effect' },
		adjust_params: [
			{ name: 'effects_adjust_speed', value: 0.5, default_value: 0.5 },
			{ name: 'effects_adjust_intensity', value: 1, default_value: 1 },
		],
	};

	it.each(['KFTypeEffectAdjustParam2', 'effects_adjust_intensity'])(
		'of an effect, as %s; those of its other sliders are named',
		(property) => {
			const fx = (name: string) =>
				track({ type: 'effect' }, piece(['video_effects', blur], ['fx', 0, 2], [rising(name)]));
			expect(visualsOf(fx(property))).toMatchObject([{ kind: 'effect', keyed }]);
			expect(codesOf(fx(property))).toEqual(['EFFECT_APPROXIMATED']);
			const speed = property.replace('2', '1').replace('intensity', 'speed');
			expect([...codesOf(fx(speed))].sort()).toEqual([
				'EFFECT_APPROXIMATED',
				'KEYFRAME_PROPERTY_UNSUPPORTED',
			]);
		},
	);

	it('of an effect, its own, on a clip', () => {
		const own = {
			...blur,
			common_keyframes: [
				{
					property_type: 'effects_adjust_intensity',
					keyframe_list: [
						{ time_offset: 0, values: [0] },
						{ time_offset: 2_000_000, values: [0.5] },
					],
				},
			],
		};
		const { effects } = pictureOf(clip('a', [0, 2], extra('video_effects', own)));
		expect(effects).toMatchObject([{ keyed }]);
	});

	it('an effect whose property nobody knows is named on its track too', () => {
		const fx = piece(['video_effects', blur], ['fx', 0, 2], [rising('KFTypeGlow')]);
		expect(codesOf(track({ type: 'effect' }, fx))).toContain('KEYFRAME_PROPERTY_UNSUPPORTED');
	});
});
