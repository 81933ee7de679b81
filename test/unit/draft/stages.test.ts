import {
	audioTrack,
	clip,
	codesOf,
	draftOf,
	extra,
	materialWith,
	piece,
	pictureOf,
	read,
	segmentWith,
	sound,
	track,
	videoTrack,
	visualsOf,
} from '../../support/drafts';

describe('what is not drawn', () => {
	it.each([
		['effects', { type: 'lut', path: 'C:/Cache/lut/7041' }, 'COLOR_STAGE_IGNORED'],
		['effects', { type: 'figure' }, 'EFFECT_UNSUPPORTED'],
		['hsl_curves', { hue: [1] }, 'COLOR_STAGE_IGNORED'],
		['smart_crops', { ratio: 1 }, 'STAGE_UNSUPPORTED'],
		['manual_beautys', { whiten: 0.3 }, 'STAGE_UNSUPPORTED'],
		['whatever_comes_next', { amount: 0.3 }, 'STAGE_UNSUPPORTED'],
	])('%s %j is named', (bucket, fields, code) => {
		expect(codesOf(videoTrack(clip('a', [0, 1], extra(bucket, fields))))).toEqual([code]);
	});

	it.each([
		['color_curves', { red: 'odd 1' }, { enable_color_curves: false }],
		['hsl', { hsl_color_type: 1, hue: 9 }, { enable_hsl: false }],
		['hsl_curves', { hue: [1] }, { enable_hsl: false }],
		['primary_color_wheels', { lift: [1, 1, 1] }, { enable_color_wheels: false }],
		['video_trackings', { enable_tracking: false, radius: 3 }, {}],
		['whatever_comes_next', { path: 'C:/a', amount: 0 }, {}],
		['placeholder_infos', { meta_type: 'none' }, {}],
	])('%s %j that are switched off or at rest are not', (bucket, fields, segment) => {
		const off = clip('a', [0, 1], extra(bucket, fields), segmentWith(segment));
		expect(codesOf(videoTrack(off))).toEqual([]);
	});

	it.each([
		[materialWith({ matting: { flag: 1 } })],
		[materialWith({ stable: { stable_level: 2 } })],
		[materialWith({ video_algorithm: { algorithms: [{}] } })],
		[segmentWith({ cartoon: true })],
	])('what the app computes from a video is named', (change) => {
		expect(codesOf(videoTrack(clip('a', [0, 1], change)))).toEqual(['STAGE_UNSUPPORTED']);
	});
});

it.each([
	['a sound', audioTrack(sound('a', [0, 1], extra('whatever_comes_next', { amount: 0.3 })))],
	[
		'an effect',
		track(
			{ type: 'effect' },
			piece(['video_effects', { name: '模糊' }], ['fx', 0, 1], [extra('whatever', { amount: 1 })]),
		),
	],
])('what %s refers to and nobody knows is named too', (_, tracks) => {
	expect(codesOf(tracks)).toContain('STAGE_UNSUPPORTED');
});

describe('other pictures', () => {
	const sticker = (fields: object) => piece(['stickers', { ...fields }], ['s', 0, 1]);

	it('a sticker with a picture in the draft is drawn', () => {
		const { timeline } = read(draftOf(track({ type: 'sticker' }, sticker({ path: 'a/b.png' }))));
		expect(timeline.visuals).toMatchObject([{ kind: 'picture' }]);
		expect(timeline.assets).toMatchObject([{ use: 'sticker', label: 'b.png' }]);
	});

	it.each(['', 'C:/Cache/effect/702'])('a sticker at “%s” is named', (path) => {
		const one = sticker({ path, resource_id: '702' });
		expect(codesOf(track({ type: 'sticker' }, one))).toEqual(['STICKER_UNAVAILABLE']);
	});

	it('a color clip is a color, as a material and as a companion', () => {
		const own = piece(['material_colors', { solid_color: '#FF0000' }], ['c', 0, 1]);
		const red = { red: 1, green: 0, blue: 0, alpha: 1 };
		expect(visualsOf(videoTrack(own))).toMatchObject([{ kind: 'color', color: red }]);
		const fields = { is_color_clip: true, solid_color: '#FF0000' };
		const beside = clip('', [0, 1], extra('material_colors', fields));
		expect(visualsOf(videoTrack(beside))).toMatchObject([{ kind: 'color', color: red }]);
	});

	it('a neutral color beside a video changes nothing', () => {
		const neutral = clip('a', [0, 1], extra('material_colors', { is_color_clip: false }));
		expect(pictureOf(neutral).kind).toBe('picture');
	});

	it('a gradient has its colors, their places and its angle, and is told as near', () => {
		const fields = {
			...{ is_gradient: true, gradient_colors: ['#0000FF', '#00FF00', '#FF0000'] },
			...{ gradient_percents: [1, 0, 0.25], gradient_angle: 45 },
		};
		const own = piece(['material_colors', fields], ['c', 0, 1]);
		const gradient = {
			angle: 45,
			stops: [
				{ at: 0, color: { green: 1 } },
				{ at: 0.25, color: { red: 1 } },
				{ at: 1, color: { blue: 1 } },
			],
		};
		expect(visualsOf(videoTrack(own))).toMatchObject([{ gradient }]);
		expect(codesOf(videoTrack(own))).toEqual(['STAGE_APPROXIMATED']);
	});

	it('a gradient without places has its colors evenly, in hundredths too', () => {
		const placesOf = (gradient_percents: readonly number[]): unknown => {
			const colors = ['#0000FF', '#00FF00', '#FF0000'];
			const fields = { is_gradient: true, gradient_colors: colors, gradient_percents };
			const [clip] = visualsOf(videoTrack(piece(['material_colors', fields], ['c', 0, 1])));
			return clip?.kind === 'color' && clip.gradient?.stops.map(({ at }) => at);
		};
		expect(placesOf([])).toEqual([0, 0.5, 1]);
		expect(placesOf([0, 30, 100])).toEqual([0, 0.3, 1]);
	});
});
