/** Lengths and strengths that a draft does not write: what is taken for them, and that it is told. */
import {
	audioTrack,
	clip,
	codesOf,
	draftOf,
	extra,
	type Json,
	photo,
	pictureOf,
	piece,
	read,
	reportOf,
	sound,
	track,
	type TrackPieces,
	videoTrack,
} from '../../support/drafts';

const itemOf = (what: string, ...tracks: TrackPieces[]) =>
	reportOf(draftOf(...tracks)).items.filter((item) => item.what === what);
const crossing = (fields: Json) =>
	videoTrack(photo('a', [0, 2], extra('transitions', fields)), photo('b', [2, 2]));

describe('a transition without a duration', () => {
	it.each([
		['叠化', 0.5, 'as in the catalogue of the app'],
		['3D空间', 1.5, 'as in the catalogue of the app'],
		['完全没听过', 0.5, 'as is usual in the app'],
	])('%s lasts %s s, and the report says why', (name, lasts, why) => {
		const tracks = crossing({ name });
		expect(read(draftOf(tracks)).timeline.transitions[0]?.duration).toBe(lasts * 1e6);
		expect(itemOf('transition', tracks)).toMatchObject([
			{
				how: 'approximated',
				code: 'TRANSITION_APPROXIMATED',
				why: { en: expect.stringContaining(`${String(lasts)} s, ${why}`) as string },
			},
		]);
	});

	it('is no longer than its clips', () => {
		const short = videoTrack(
			photo('a', [0, 0.2], extra('transitions', { name: '3D空间' })),
			photo('b', [0.2, 2]),
		);
		expect(read(draftOf(short)).timeline.transitions[0]?.duration).toBe(200_000);
		expect(itemOf('transition', short)[0]?.why?.en).toContain('lasts 0.2 s instead of 1.5 s');
	});

	it('before a gap is left out, and told', () => {
		const alone = videoTrack(photo('a', [0, 2], extra('transitions', { name: '叠化' })));
		expect(itemOf('transition', alone)).toMatchObject([{ how: 'skipped' }]);
	});
});

it('a transition of length 0 is not drawn, and counts as skipped', () => {
	const tracks = crossing({ name: '叠化', duration: 0 });
	expect(read(draftOf(tracks)).timeline.transitions).toEqual([]);
	expect(reportOf(draftOf(tracks))).toMatchObject({ score: 99, skipped: 1 });
	expect(itemOf('transition', tracks)).toMatchObject([
		{
			how: 'skipped',
			code: 'TRANSITION_IGNORED',
			why: { en: 'transition “叠化” is left out: it has a length of 0 in the draft' },
		},
	]);
});

it.each([
	[false, ['TRANSITION_APPROXIMATED']],
	[true, []],
	[undefined, []],
])('a dissolve with is_overlap %s gives %j', (is_overlap, codes) => {
	expect(codesOf(crossing({ name: '叠化', duration: 5e5, is_overlap }))).toEqual(codes);
});

describe('an animation without a duration', () => {
	const moving = (fields: Json) =>
		photo('a', [0, 2], extra('material_animations', { animations: [{ type: 'in', ...fields }] }));

	it.each([
		['渐显', 500_000],
		['动感放大', 500_000],
	])('%s lasts as the catalogue says, and is told', (name, lasts) => {
		expect(pictureOf(moving({ name })).animations[0]?.window.duration).toBe(lasts);
		expect(itemOf('animation', videoTrack(moving({ name })))).toMatchObject([
			{ how: 'approximated', why: { en: expect.stringContaining('0.5 s, as in') as string } },
		]);
	});

	it('that nobody knows is left out, and told', () => {
		expect(itemOf('animation', videoTrack(moving({ name: '完全没听过' })))).toMatchObject([
			{ how: 'skipped', code: 'ANIMATION_UNSUPPORTED' },
		]);
	});

	it('that is 0 is left out, and told', () => {
		expect(itemOf('animation', videoTrack(moving({ name: '渐显', duration: 0 })))).toMatchObject([
			{ how: 'skipped', why: { en: expect.stringContaining('a length of 0') as string } },
		]);
	});
});

describe('a chroma key', () => {
	const keyed = (fields: Json) =>
		clip('a', [0, 1], extra('chromas', { color: '#00ff00', ...fields }));

	it('without an intensity has 0.2, and the report says so', () => {
		expect(pictureOf(keyed({})).key?.intensity).toBe(0.2);
		expect(itemOf('chroma_key', videoTrack(keyed({})))).toMatchObject([
			{ how: 'approximated', why: { en: expect.stringContaining('0.2, as is usual') as string } },
		]);
	});

	it('with an intensity of 0 keys nothing, and the report says so', () => {
		expect(pictureOf(keyed({ intensity_value: 0 })).key).toBeUndefined();
		expect(itemOf('chroma_key', videoTrack(keyed({ intensity_value: 0 })))).toMatchObject([
			{ how: 'skipped', why: { en: expect.stringContaining('is 0 in the draft') as string } },
		]);
	});
});

const BUCKETS: Readonly<Record<string, string>> = {
	...{ effect: 'video_effects', mask: 'masks', chroma_key: 'chromas' },
	animation: 'material_animations',
};

it.each<readonly [string, string, Json]>([
	['effect', 'video_effects', { name: '模糊', value: 1 }],
	['filter', 'effects', { type: 'filter', name: '默片' }],
	['lut', 'effects', { type: 'lut', name: 'warm', path: 'warm.cube' }],
	['blend', 'effects', { type: 'mix_mode', name: '滤色' }],
	['adjustment', 'effects', { type: 'brightness', value: 0.5 }],
	['mask', 'masks', { resource_type: 'circle', name: '圆形' }],
	['transition', 'transitions', { name: '叠化', duration: 1e5 }],
	['animation', 'material_animations', { animations: [{ type: 'in', name: '渐显' }] }],
	['chroma_key', 'chromas', { color: '#00ff00', intensity_value: 0.5 }],
])('a %s of a sound is skipped with a reason, not exact', (what, bucket, fields) => {
	const heard = audioTrack(sound('m.wav', [0, 2], extra(bucket, { resource_id: '1', ...fields })));
	const items = itemOf(what, heard);
	expect(items).toMatchObject([{ how: 'skipped', times: 1 }]);
	expect(items[0]?.why?.en).toMatch(/of a sound is not drawn|its segment has no picture/);
});

it.each<readonly [string, string, Json]>([
	['a filter', 'effect', { name: '模糊', value: 1 }],
	['a filter', 'blend', { type: 'mix_mode', name: '滤色' }],
	['a filter', 'mask', { resource_type: 'circle', name: '圆形' }],
	['a filter', 'animation', { animations: [{ type: 'in', name: '渐显', duration: 5e5 }] }],
	['a filter', 'chroma_key', { color: '#00ff00', intensity_value: 0.5 }],
	['an effect', 'adjustment', { type: 'brightness', value: 0.5 }],
	['an effect', 'filter', { type: 'filter', name: '默片' }],
	['an effect', 'lut', { type: 'lut', name: 'warm', path: 'warm.cube' }],
	['an effect', 'mask', { resource_type: 'circle', name: '圆形' }],
])('on the track of %s, its %s is skipped with a reason, not exact', (of, what, fields) => {
	const bucket = BUCKETS[what] ?? 'effects';
	const [type, own]: readonly [string, readonly [string, Json]] =
		of === 'a filter'
			? ['filter', ['effects', { type: 'lut', name: 'own', path: 'own.cube' }]]
			: ['effect', ['video_effects', { name: '模糊' }]];
	const layer = track({ type }, piece(own, ['l', 0, 1], [extra(bucket, fields)]));
	const items = itemOf(what, layer);
	expect(items).toMatchObject([{ how: 'skipped', times: 1 }]);
	expect(items[0]?.why?.en).toContain('it acts on the whole picture');
});

it.each<readonly [string, Json, Json]>([
	['effects', { type: 'brightness', value: 0 }, { type: 'brightness', value: 0.5 }],
	['hsl', { hue: 0, hsl_color_type: 1 }, { hue: 40, hsl_color_type: 1 }],
	['color_curves', {}, { luma: [{ x: 0, y: 0.2 }] }],
	['primary_color_wheels', {}, { gain: { red: 0.2, green: 0, blue: 0 } }],
	['video_radius', { radius: 0 }, { radius: 0.5 }],
	['video_strokes', { color: '' }, { color: '#FF0000' }],
	['video_shadows', { color: '' }, { color: '#FF0000' }],
])('%s at rest beside an effect on a track of its own are not told', (bucket, rest, asked) => {
	const lossesOf = (fields: Json) => {
		const effect = piece(['video_effects', { name: '模糊' }], ['e', 0, 1], [extra(bucket, fields)]);
		const { items } = reportOf(draftOf(track({ type: 'effect' }, effect)));
		return items.filter(({ how }) => how === 'skipped');
	};
	expect(lossesOf(rest)).toEqual([]);
	expect(lossesOf(asked)).toHaveLength(1);
});

it('a transition of an effect is skipped with a reason', () => {
	const into = extra('transitions', { name: '叠化', duration: 5e5 });
	const effect = { type: 'video_effect', name: '模糊', value: 1 };
	const tracks = track(
		{ type: 'effect' },
		piece(['video_effects', effect], ['e', 0, 1], [into]),
		piece(['video_effects', effect], ['f', 1, 1]),
	);
	expect(read(draftOf(tracks)).timeline.transitions).toEqual([]);
	expect(itemOf('transition', tracks)).toMatchObject([{ how: 'skipped' }]);
});

it('a score is 100 only where every item is exact, however short the rest is', () => {
	const brief = extra('transitions', { name: '闪黑', duration: 100_000 });
	const long = videoTrack(photo('a', [0, 3000], brief), photo('b', [3000, 3000]));
	expect(reportOf(draftOf(long))).toMatchObject({ score: 99, approximated: 1 });
	const unknown = videoTrack(photo('a', [0, 2], extra('speeds', { glow: 1 })));
	expect(reportOf(draftOf(unknown))).toMatchObject({ score: 99, skipped: 1 });
	expect(reportOf(draftOf(videoTrack(photo('a', [0, 2])))).score).toBe(100);
});
