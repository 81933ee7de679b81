/** Odd things in drafts: whatever is lost is in the report, once, and what is not lost is not said to be. */
import { fidelityLines } from '../../../render-agent/src/report/words';
import { valueAt } from '../../../render-agent/src/timeline/curve';
import {
	audioTrack,
	captionPiece,
	type Change,
	clip,
	draftOf,
	extra,
	type Json,
	keyframes,
	materialWith,
	photo,
	pictureOf,
	piece,
	read,
	reportOf,
	segmentWith,
	sound,
	textTrack,
	track,
	type TrackPieces,
	videoTrack,
} from '../../support/drafts';

/** All that the report says, as `kind name: how: sentence`. */
const saidOf = (...tracks: TrackPieces[]): readonly string[] =>
	reportOf(draftOf(...tracks)).items.map(
		({ what, name, how, why }) => `${what} ${name}: ${how}: ${why?.en ?? ''}`,
	);

describe('sliders beyond their range', () => {
	const brightness = (value: number, ...changes: Change[]) =>
		photo('a', [0, 1], extra('effects', { type: 'brightness', value }), ...changes);
	const said = (...changes: Parameters<typeof brightness>) =>
		saidOf(videoTrack(brightness(...changes)))[0];
	const beyond = (what: string) =>
		`adjustment : approximated: sliders that stand beyond their range are drawn at its end, −1 or 1: ${what}`;

	it('are told with where they stand, those at the end are exact', () => {
		expect(said(5)).toBe(beyond('brightness 5'));
		expect(said(-1.5)).toBe(beyond('brightness -1.5'));
		expect(said(1)).toBe('photo a: exact: ');
	});

	it('are told where keyframes bring them there', () => {
		const moving = keyframes('KFTypeBrightness', [0, 0], [1, 3]);
		expect(said(0, moving)).toBe(beyond('brightness 3'));
	});

	it('are told beside those that are only near, in one line', () => {
		const fade = extra('effects', { type: 'fade', value: 0.5 });
		expect(saidOf(videoTrack(brightness(5, fade))).slice(0, 2)).toEqual([
			'adjustment : approximated: the sliders (fade) are drawn as near as is known; sliders that stand beyond their range are drawn at its end, −1 or 1: brightness 5',
			'photo a: exact: ',
		]);
	});

	it('keep what is written, which drawing brings to its end', () => {
		const { adjustments } = pictureOf(brightness(5));
		expect(adjustments?.brightness && valueAt(adjustments.brightness, 0)).toBe(5);
	});
});

describe('a layer that is none', () => {
	const onTrack = (type: string, one: Parameters<typeof piece>[0], ...changes: Change[]) =>
		saidOf(track({ type }, piece(one, ['x', 0, 1], changes)));
	const bare = (type: string) => {
		const json = draftOf(track({ type }, piece(['video_effects', {}], ['x', 0, 1])));
		return reportOf({ ...json, materials: {} }).items.map(
			({ what, how, why }) => `${what}: ${how}: ${why?.en ?? ''}`,
		);
	};

	it.each([
		['effect', 'effect: skipped: an effect is not drawn: its material is not in the draft'],
		['filter', 'filter: skipped: a filter is not drawn: its material is not in the draft'],
		['adjust', 'adjustment: exact: '],
	])('of a track %s without a material is told once', (type, said) => {
		expect(bare(type)).toEqual([said]);
	});

	it('but another thing is told once, with what to do', () => {
		expect(onTrack('effect', ['videos', { type: 'photo', path: 'a' }])).toEqual([
			'effect : skipped: a segment of an effect track is not drawn: its material is no effect; move it to a track of its kind',
		]);
		expect(onTrack('filter', ['texts', {}])).toEqual([
			'filter : skipped: a segment of a filter or adjustment track is not drawn: its material is no filter; move it to a track of its kind',
		]);
	});

	it('but has sliders beside it is drawn', () => {
		const slider = extra('effects', { type: 'brightness', value: 0.5 });
		expect(onTrack('adjust', ['placeholders', {}], slider)).toEqual(['adjustment : exact: ']);
	});
});

describe('what changes nothing where it stands', () => {
	const AT_REST: readonly Json[] = [
		{ type: 'mix_mode', name: '正常' },
		{ type: 'filter', name: '黑白', value: 0 },
		{ type: 'lut', name: 'x', value: 0 },
		{ type: 'brightness', value: 0 },
	];
	const ASKING: readonly Json[] = [
		{ type: 'mix_mode', name: '滤色' },
		{ type: 'filter', name: '黑白', value: 0.2 },
		{ type: 'lut', name: 'x', value: 0.2 },
		{ type: 'brightness', value: 0.2 },
	];
	const lossesBeside = (fields: Json): readonly string[] => {
		const change = extra('effects', fields);
		const effect = piece(['video_effects', { name: '模糊' }], ['e', 0, 1], [change]);
		return [track({ type: 'effect' }, effect), audioTrack(sound('m', [0, 1], change))].map((one) =>
			saidOf(one)
				.filter((line) => line.includes(': skipped:'))
				.join('\n'),
		);
	};

	it.each(AT_REST)('is no loss beside an effect or a sound: %j', (fields) => {
		expect(lossesBeside(fields)).toEqual(['', '']);
	});

	it.each(ASKING)('is one where it would: %j', (fields) => {
		expect(lossesBeside(fields)).toEqual([
			expect.stringContaining('of an effect, filter or adjustment is not applied'),
			expect.stringContaining('of a sound is not drawn'),
		]);
	});
});

describe('a material that is not to be seen', () => {
	const HIDING =
		'its material says visible: false, and is drawn and heard all the same: to hide it, set visible: false at the segment';

	it('is drawn, and that is told at its segment', () => {
		const hidden = clip('a', [0, 1], materialWith({ visible: false }));
		expect(saidOf(videoTrack(hidden))).toEqual([`field : skipped: ${HIDING}`, 'video a: exact: ']);
		expect(read(draftOf(videoTrack(hidden))).timeline.visuals).toHaveLength(1);
	});

	it('one beside it as well, and one that is seen is not told', () => {
		const filter = (visible: boolean) =>
			photo('a', [0, 1], extra('effects', { type: 'contrast', value: 0.5, visible }));
		expect(saidOf(videoTrack(filter(false)))[0]).toBe(`field : skipped: ${HIDING}`);
		expect(saidOf(videoTrack(filter(true)))[0]).toBe('photo a: exact: ');
	});
});

describe('numbers beyond their range', () => {
	const beyond = (what: string) =>
		`field : skipped: numbers beyond their range are brought to its end: ${what}`;
	const box = (left: number, lower = left): Json => ({
		crop: { upper_left_x: left, lower_left_x: lower },
	});
	const caption = (fields: Json) => textTrack(captionPiece('A', [0, 1], materialWith(fields)));
	const masked = (config: Json) =>
		videoTrack(photo('a', [0, 1], extra('common_mask', { resource_type: 'circle', config })));

	it.each<readonly [string, TrackPieces, TrackPieces]>([
		[
			'tracks[].segments[].clip.alpha 3 (0…1)',
			videoTrack(photo('a', [0, 1], segmentWith({ clip: { alpha: 3 } }))),
			videoTrack(photo('a', [0, 1], segmentWith({ clip: { alpha: 1 } }))),
		],
		[
			'materials.effects[].value 80 (0…1)',
			videoTrack(
				photo('a', [0, 1], extra('effects', { type: 'mix_mode', name: '滤色', value: 80 })),
			),
			videoTrack(photo('a', [0, 1], extra('effects', { type: 'brightness', value: 80 }))),
		],
		[
			'materials.video_effects[].value -0.5 (0…1)',
			videoTrack(photo('a', [0, 1], extra('video_effects', { name: '模糊', value: -0.5 }))),
			videoTrack(photo('a', [0, 1], extra('video_effects', { name: '模糊', value: 0.5 }))),
		],
		[
			'materials.common_mask[].config.feather 7 (0…1)',
			masked({ feather: 7 }),
			masked({ feather: 0.7 }),
		],
		['materials.common_mask[].config.width -1 (≥ 0)', masked({ width: -1 }), masked({ width: 7 })],
		[
			'materials.videos[].crop.lower_left_x -0.2 (0…1), materials.videos[].crop.upper_left_x -0.2 (0…1)',
			videoTrack(photo('a', [0, 1], materialWith(box(-0.2)))),
			videoTrack(photo('a', [0, 1], materialWith(box(-0.2, 0.1)))),
		],
		[
			'materials.videos[].crop.lower_left_x -0.2 (0…1), materials.videos[].crop.upper_left_x -0.20005 (0…1)',
			videoTrack(photo('a', [0, 1], materialWith(box(-0.200_05, -0.2)))),
			videoTrack(photo('a', [0, 1], materialWith(box(-0.2005, -0.2)))),
		],
		[
			'materials.videos[].crop.upper_left_x -2 (-0.5…1.5)',
			videoTrack(photo('a', [0, 1], materialWith(box(-2, 0)))),
			videoTrack(photo('a', [0, 1], materialWith(box(0.1)))),
		],
		[
			'materials.texts[].text_alpha 2 (0…1)',
			caption({ text_alpha: 2 }),
			caption({ text_alpha: 0 }),
		],
		...(
			[
				['video_radius', 'radius', -4, '0…100', 4],
				['video_shadows', 'alpha', 9, '0…1', 0.9],
				['hsl', 'hue', 500, '-100…100', 50],
			] as const
		).map(
			([bucket, field, far, range, near]) =>
				[
					`materials.${bucket}[].${field} ${String(far)} (${range})`,
					videoTrack(photo('a', [0, 1], extra(bucket, { [field]: far }))),
					videoTrack(photo('a', [0, 1], extra(bucket, { [field]: near }))),
				] as const,
		),
	])('%s is told, what lies within is not', (what, of, within) => {
		expect(saidOf(of)).toContain(beyond(what));
		expect(
			saidOf(within).filter((line) => line.startsWith('field : skipped: numbers beyond')),
		).toEqual([]);
	});

	it('of what no segment uses are no matter', () => {
		const json = draftOf(videoTrack(photo('a', [0, 1])));
		const materials = json['materials'] as Json;
		const stray = { id: 'x', type: 'filter', name: '黑白', value: 9 };
		expect(read({ ...json, materials: { ...materials, effects: [stray] } }).diagnostics).toEqual(
			[],
		);
	});

	it('a color that cannot be read is told, an empty one is not', () => {
		expect(saidOf(caption({ text_color: 'red' }))[0]).toBe(
			'field : skipped: fields of the draft that are not known here are left out: materials.texts[].text_color “red”',
		);
		expect(saidOf(caption({ text_color: '' })).filter((line) => line.includes('color'))).toEqual(
			[],
		);
	});
});

it('a switch of a wrong type is refused with its place and what is expected', () => {
	const wrong = draftOf(videoTrack(photo('a', [0, 1], segmentWith({ visible: 'false' }))));
	expect(() => read(wrong)).toThrow('tracks[0].segments[0].visible: boolean or number expected');
});

it('what has no name is called by a question mark, not by nothing', () => {
	const unnamed = piece(['stickers', {}], ['s', 0, 1]);
	expect(saidOf(track({ type: 'sticker' }, unnamed))).toEqual([
		'sticker : skipped: sticker “?” is not drawn: its picture is not in the draft',
	]);
});

it('the report in words names what is exact and has something said of it, but not empty fields', () => {
	const fade = extra('audio_fades', { fade_in_duration: 5e5, fade_out_duration: 0 });
	const json = draftOf(videoTrack(photo('a', [0, 1], fade, segmentWith({ nothing: 0 }))));
	const report = reportOf(json);
	expect(report.items.map(({ code }) => code)).toContain('FIELD_UNKNOWN');
	expect(fidelityLines(report, 'en').slice(1)).toEqual([
		'exact [0:00.0–0:01.0] processing: the fade of the sound has no effect: this clip has no sound',
	]);
});

it.each([
	[{ name: '钱币', resource_type: 'coin' }, '钱币'],
	[{ name: '画笔', resource_type: 'brush', resource_id: '99' }, '画笔 or 99'],
	[
		{ name: '自定义', resource_type: 'custom', resource_id: '7374020197990011409' },
		'自定义 or 7374020197990011409',
	],
	[{ name: '钢笔', resource_type: 'contour', resource_id: '98' }, '钢笔 or 98'],
])('a mask without points that is no shape is named, with what to do: %j', (mask, keys) => {
	const { name } = mask;
	expect(saidOf(videoTrack(photo('a', [0, 1], extra('masks', mask))))[0]).toBe(
		`mask ${name}: skipped: mask “${name}” is not drawn, the whole clip is shown; a picture of its shape in the library makes it exact: what is opaque is kept, of a wholly opaque one what is light; a file named ${keys} in your library makes it exact`,
	);
});
