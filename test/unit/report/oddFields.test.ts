/** Things of a draft that nobody follows as they stand: each has one line in the report. */
import { shortIn } from '../../../render-agent/src/compile/shortMedia';
import { fromSeconds } from '../../../render-agent/src/kernel/units';
import type { AssetFacts } from '../../../render-agent/src/timeline/asset';
import {
	audioTrack,
	captionPiece,
	type Change,
	clip,
	contentJson,
	draftOf,
	extra,
	type Json,
	keyframes,
	materialWith,
	photo,
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

const linesOf = (draft: Json): readonly string[] =>
	reportOf(draft)
		.items.map(({ what, how, why }) => `${what}: ${how}: ${why?.en ?? ''}`)
		.filter((line) => !line.endsWith(': exact: '));
const said = (...tracks: TrackPieces[]): readonly string[] => linesOf(draftOf(...tracks));
const onPhoto = (...changes: Change[]): readonly string[] =>
	said(videoTrack(photo('a', [0, 1], ...changes)));

const LEFT_OUT = 'field: skipped: fields of the draft that are not known here are left out: ';
const RESTING =
	'field: exact: fields of the draft that are not known here and that are empty or off (1; nothing is lost with them): ';

describe('lists of materials that nobody knows', () => {
	const having = (materials: Json, ...changes: Change[]): Json => {
		const draft = draftOf(videoTrack(photo('a', [0, 1], ...changes)));
		return { ...draft, materials: { ...(draft['materials'] as Json), ...materials } };
	};

	it.each<readonly [string, unknown]>([
		['a list', [{ id: 'h', type: 'hologram', power: 3 }]],
		['an object', { power: 3 }],
		['a word', 'hello'],
	])('are told: %s', (_what, hologram_things) => {
		expect(linesOf(having({ hologram_things }))).toEqual([`${LEFT_OUT}materials.hologram_things`]);
	});

	it('are told in compound clips as well', () => {
		const inner = having({ hologram_things: 'hello' });
		const compound = extra('drafts', { draft: inner });
		expect(onPhoto(compound)).toContain(`${LEFT_OUT}materials.hologram_things`);
	});

	it('are no loss while they are empty, and quiet where the apps write them', () => {
		expect(linesOf(having({ hologram_things: [] }))).toEqual([
			`${RESTING}materials.hologram_things`,
		]);
		expect(linesOf(having({ beats: [{ id: 'b', ai_beats: {} }], huazi: [] }))).toEqual([]);
	});

	it('are told once, with the segment that refers to what is in them', () => {
		const change = extra('hologram_things', { type: 'hologram', power: 3 });
		expect(onPhoto(change)).toEqual([
			'processing: skipped: the material hologram_things is not drawn',
		]);
	});

	it('that are read must be lists; an empty object is an empty one', () => {
		expect(() => read(having({ speeds: 'x' }))).toThrow('materials.speeds: array expected');
		expect(() => read(having({ audio_fades: { id: 1 } }))).toThrow(
			'materials.audio_fades: array expected',
		);
		expect(linesOf(having({ speeds: {}, effects: null }))).toEqual([]);
	});
});

it('of two materials with one id that differ the first counts, and that is told', () => {
	const twice = (speed: number): Json => {
		const draft = draftOf(videoTrack(photo('a', [0, 1], extra('speeds', { speed: 1 }))));
		const materials = draft['materials'] as Readonly<Record<string, readonly Json[]>>;
		const [first] = materials['speeds'] ?? [];
		return { ...draft, materials: { ...materials, speeds: [first, { ...first, speed }] } };
	};
	expect(linesOf(twice(1))).toEqual([]);
	expect(linesOf(twice(3))).toEqual([
		'field: skipped: several materials that differ have one id, and only the first is used (give each material an id of its own): materials.speeds[] a@0:speeds:1',
	]);
});

describe('words and switches that nobody knows', () => {
	const caption = (check_flag: number) =>
		said(textTrack(captionPiece('A', [0, 1], materialWith({ check_flag }))));
	const masked = (category: string) =>
		onPhoto(extra('common_mask', { resource_type: 'circle', category }));
	const effect = (apply_target_type: number) =>
		said(
			track(
				{ type: 'effect' },
				piece(['video_effects', { name: '模糊', apply_target_type }], ['e', 0, 1]),
			),
		);

	it.each<readonly [string, readonly string[], readonly string[]]>([
		['materials.texts[].check_flag 1159 (bit 128, 1024)', caption(1159), caption(63)],
		['materials.common_mask[].category “zzz”', masked('zzz'), masked('video')],
		['materials.video_effects[].apply_target_type “9”', effect(9), effect(2)],
	])('%s is told, a known one is not', (what, strange, known) => {
		expect(strange).toContain(`${LEFT_OUT}${what}`);
		expect(known.filter((line) => line.startsWith(LEFT_OUT))).toEqual([]);
	});
});

it('sliders of an effect that stand off their default and change nothing are told', () => {
	const effect = (value: number) =>
		said(
			track(
				{ type: 'effect' },
				piece(
					[
						'video_effects',
						{
							name: '模糊',
							adjust_params: [
								{ name: 'effects_adjust_zzz', value, default_value: 0.1 },
								{ name: 'effects_adjust_blur', value: 0.8, default_value: 0.5 },
							],
						},
					],
					['e', 0, 1],
				),
			),
		);
	const [moved = ''] = effect(0.9);
	expect(moved).toMatch(
		/^effect: approximated: .*the sliders effects_adjust_zzz of effect “模糊” stand off their default and change nothing here$/,
	);
	expect(effect(0.1).join()).not.toContain('sliders');
});

it('a second number of keyframes that have one is told, one of a color or a place is not', () => {
	const moved = (property: string, values: readonly number[]) =>
		said(textTrack(captionPiece('A', [0, 1], keyframes(property, [0, 0, { values }]))));
	const line =
		'keyframes: skipped: keyframes of KFTypePositionX hold several numbers in values, and only the first is used';
	expect(moved('KFTypePositionX', [0, 5])).toContain(line);
	expect(moved('KFTypePositionX', [0, 0])).not.toContain(line);
	expect(moved('KFTypeTextColor', [1, 0, 0, 1]).join()).not.toContain('several numbers');
	expect(moved('KFTypeShadowPoint', [0.1, 0.2]).join()).not.toContain('several numbers');
});

describe('keyframes that cannot be followed as they stand', () => {
	const SPARE = 'hold several numbers';
	const linesFor = (property: string, ...changes: Change[]) =>
		onPhoto(...changes).filter((line) => line.includes(property));
	const spare = (property: string): Change => keyframes(property, [0, 0, { values: [0.5, 7] }]);

	it('are told once, as not applied, where their property is not', () => {
		expect(linesFor('KFTypeGlow', spare('KFTypeGlow'))).toEqual([
			'keyframes: skipped: keyframes of KFTypeGlow are not applied',
		]);
		expect(linesFor('KFTypePositionX', spare('KFTypePositionX'))).toHaveLength(1);
		expect(linesFor('KFTypeVolume', spare('KFTypeVolume')).join()).not.toContain(SPARE);
	});

	it('are told of the volume of what is heard, and of the sliders of an effect', () => {
		const volume = said(audioTrack(sound('a', [0, 1], spare('KFTypeVolume'))));
		expect(volume).toEqual([
			'keyframes: skipped: keyframes of KFTypeVolume hold several numbers in values, and only the first is used',
		]);
		const slider = 'effects_adjust_intensity';
		const effect = extra('video_effects', { name: '模糊' });
		const lines = linesFor(slider, effect, spare(slider));
		expect(lines).toHaveLength(1);
		expect(lines[0]).toContain(SPARE);
	});

	it('are told where they lie beyond 0…1, and are brought to its end', () => {
		const fading = (...values: readonly [number, number]) =>
			videoTrack(photo('a', [0, 1], keyframes('KFTypeAlpha', [0, values[0]], [1, values[1]])));
		expect(reportOf(draftOf(fading(0, 5))).items).toMatchObject([
			{
				...{ what: 'keyframes', how: 'approximated', code: 'KEYFRAME_PROPERTY_UNSUPPORTED' },
				why: {
					en: 'keyframes beyond 0…1 are brought to the end of it: KFTypeAlpha 5',
					zh: '关键帧数值超出 0…1，按范围的尽头处理：KFTypeAlpha 5',
				},
			},
			{ what: 'photo', how: 'exact' },
		]);
		expect(read(draftOf(fading(0, 5))).timeline.visuals).toMatchObject([
			{ placement: { opacity: { keys: [{ value: 0 }, { value: 1 }] } } },
		]);
		expect(said(fading(-0.5, 1)).join()).toContain('KFTypeAlpha -0.5');
		expect(said(fading(0, 1))).toEqual([]);
	});

	it('a second list of one property that says something else is told, the same list twice is not', () => {
		const fading = keyframes('KFTypeAlpha', [0, 0], [1, 1]);
		const again = keyframes('KFTypeAlpha', [0, 1], [1, 0]);
		expect(onPhoto(fading, fading)).toEqual([]);
		const twice = draftOf(videoTrack(photo('a', [0, 1], fading, again)));
		expect(reportOf(twice).items[0]?.why?.zh).toBe(
			'关键帧属性 KFTypeAlpha 有多个关键帧列表，只使用第一个：请合并为一个 keyframe_list',
		);
		expect(onPhoto(fading, again)).toEqual([
			'keyframes: skipped: there are several lists of keyframes of KFTypeAlpha, and only the first is used: put them into one keyframe_list',
		]);
	});
});

describe('letters without a size', () => {
	const caption = (...sizes: number[]) => {
		const styles = sizes.map((size, i) => ({ range: [i, i + 1], size }));
		const content = contentJson('AB'.slice(0, sizes.length), ...styles);
		return said(textTrack(captionPiece('A', [0, 1], materialWith({ content })))).filter((line) =>
			/^(?:text|field):/.test(line),
		);
	};

	it('are told once, all of them as a loss of the caption', () => {
		expect(caption(0)).toEqual([
			'text: skipped: the letters have a size of 0 or less, and nothing is drawn: write a size above 0',
		]);
		expect(caption(-5)).toEqual(caption(0));
		expect(caption(5, -1)).toEqual([
			'text: approximated: some of the letters have a size of 0 or less and are not drawn: write a size above 0',
		]);
		expect(caption(5, 5)).toEqual([]);
	});
});

describe('a crop whose corners enclose nothing', () => {
	const cropped = (left: number, right: number) =>
		onPhoto(
			materialWith({
				crop: {
					...{ upper_left_x: left, lower_left_x: left, upper_right_x: right, lower_right_x: right },
					...{ upper_left_y: 0, upper_right_y: 0, lower_left_y: 1, lower_right_y: 1 },
				},
			}),
		);

	it('is told; one whose corners are the other way round is drawn so', () => {
		const line = [
			'field: skipped: the corners of a crop enclose nothing, so the whole picture is shown (let left and right, and top and bottom, differ): materials.videos[].crop',
		];
		expect(cropped(0.5, 0.5)).toEqual(line);
		expect(cropped(0.1, 0.9)).toEqual([]);
		expect(cropped(0.9, 0.1)).toEqual([]);
	});
});

describe('a part of media that begins before it', () => {
	const FACTS: Omit<AssetFacts, 'id'> = {
		...{ file: '/w/a', sha256: 'a', demuxer: 'mov' },
		sound: { codec: 'aac', sampleRate: 48_000, channels: 2, duration: fromSeconds(60) },
	};
	const told = (one: TrackPieces) => {
		const { timeline } = read(draftOf(one));
		const facts = new Map(timeline.assets.map(({ id }) => [id, { ...FACTS, id }]));
		return shortIn(timeline, facts).map(({ start, end, text }) => [start, end, text]);
	};
	const from = (start: number, more: Json = {}): Change =>
		segmentWith({ source_timerange: { start: start * 1e6, duration: 3e6 }, ...more });
	const words = (name: string, what: string) =>
		expect.objectContaining({
			en: `the draft plays ${name} from before its start (source_timerange.start is below 0): for 1.0 s ${what}`,
		}) as unknown;

	it('is told with what stands for it, and when', () => {
		const still = 'its first picture stands still and nothing of it is heard';
		expect(told(videoTrack(clip('a', [2, 3], from(-1))))).toEqual([[2e6, 3e6, words('a', still)]]);
		expect(told(videoTrack(clip('a', [2, 3], from(-1, { reverse: true }))))).toEqual([
			[4e6, 5e6, words('a', still)],
		]);
		expect(told(audioTrack(sound('a', [2, 3], from(-1))))).toEqual([
			[2e6, 3e6, words('a', 'nothing of it is heard')],
		]);
		expect(told(videoTrack(clip('a', [2, 3], from(0))))).toEqual([]);
	});
});
