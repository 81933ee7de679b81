/** What a draft writes and nothing is drawn of: unknown keys, colors and keyframes that cannot be read, silenced sounds. */
import { fidelityOf } from '../../../render-agent/src/report/fidelity';
import { fidelityLines } from '../../../render-agent/src/report/words';
import {
	audioTrack,
	type Change,
	clip,
	draftOf,
	extra,
	type Json,
	keyframes,
	photo,
	pictureOf,
	read,
	segmentWith,
	sound,
	track,
	type TrackPieces,
	videoTrack,
} from '../../support/drafts';

const diagnosticsOf = (...changes: readonly Change[]) =>
	read(draftOf(videoTrack(clip('a', [1, 2], ...changes)))).diagnostics;

it('fields that nobody knows are all named; of more than a thousand the rest is counted', () => {
	const strange = (count: number): Change =>
		segmentWith(
			Object.fromEntries(
				Array.from({ length: count }, (_, i) => [`zorp${String(i).padStart(4, '0')}`, 1]),
			),
		);
	expect(diagnosticsOf(strange(23))).toMatchObject([
		{
			code: 'FIELD_UNKNOWN',
			text: { en: expect.stringMatching(/zorp0000, .*zorp0022$/) as string },
		},
	]);
	const [only, ...more] = diagnosticsOf(strange(1003));
	expect(more).toEqual([]);
	expect(only).toMatchObject({
		text: {
			en: expect.stringMatching(/zorp0000, .*zorp0999 and 3 more$/) as string,
			zh: expect.stringMatching(/zorp0999 等，另有 3 个$/) as string,
		},
	});
});

it.each([
	[
		'an unknown switch that is off',
		{ enable_sparkle: false },
		['tracks[].segments[].enable_sparkle'],
	],
	['an unknown number of 0', { sparkle: 0 }, ['segments[].sparkle']],
	['an unknown flag that is off', { is_sparkling: false }, ['segments[].is_sparkling']],
	['a switch that apps write as off', { enable_smart_color_adjust: false }, []],
])('%s is told, or is what apps write of what is not used', (_what, fields, told) => {
	const text = diagnosticsOf(segmentWith(fields)).map((one) => JSON.stringify(one.text));
	expect(text).toHaveLength(told.length);
	for (const field of told) expect(text[0]).toContain(field);
});

it('fields that are empty or off are counted by one item, and take nothing from the score', () => {
	const fields = { sparkle: 0, glitter: {}, is_sparkling: false, shine: '', adjust_params: [] };
	const twice = draftOf(
		videoTrack(clip('a', [0, 1], segmentWith(fields)), clip('b', [1, 1], segmentWith(fields))),
	);
	const { diagnostics, elements } = read(twice);
	expect(diagnostics).toEqual([
		{
			...{ code: 'FIELD_UNKNOWN', how: 'exact' },
			text: {
				zh: expect.stringContaining('有 4 个未知字段为空或关闭') as string,
				en: expect.stringContaining('empty or off (4; nothing is lost with them)') as string,
			},
		},
	]);
	const report = fidelityOf(elements, diagnostics);
	expect(report).toMatchObject({ score: 100, exact: 3, approximated: 0, skipped: 0 });
	expect(fidelityLines(report, 'en')).toHaveLength(1);
});

it.each([
	['zebra', 'STAGE_UNSUPPORTED', 'is unknown, black is shown'],
	['rgb(0,255,0)', 'STAGE_UNSUPPORTED', 'is unknown, black is shown'],
	['#80FF0000', 'STAGE_APPROXIMATED', 'is read as RGBA, wholly transparent'],
])('a background of the color %s is black, and told', (color, code, why) => {
	const canvas = extra('canvases', { type: 'canvas_color', color });
	expect(pictureOf(clip('a', [0, 1], canvas)).backdrop).toBeUndefined();
	expect(diagnosticsOf(canvas)).toMatchObject([
		{ code, text: { en: expect.stringContaining(why) as string } },
	]);
});

it.each(['', '#00000000', '#000000'])('a background of the color %j is black, untold', (color) => {
	expect(diagnosticsOf(extra('canvases', { type: 'canvas_color', color }))).toEqual([]);
});

it.each([[undefined], [[]]])('keyframes whose values are %j are told', (values) => {
	const keyed = segmentWith({
		common_keyframes: [
			{ property_type: 'KFTypePositionX', keyframe_list: [{ time_offset: 0, values }] },
		],
	});
	expect(diagnosticsOf(keyed)).toMatchObject([
		{
			code: 'KEYFRAME_PROPERTY_UNSUPPORTED',
			text: { en: 'keyframes of KFTypePositionX that hold no value are left out' },
		},
	]);
});

it('a material that a segment names twice counts once', () => {
	const twice: Change = ({ segment, materials }) => {
		const refs = segment['extra_material_refs'] as readonly string[];
		return { segment: { ...segment, extra_material_refs: [...refs, ...refs] }, materials };
	};
	const mask = extra('masks', { resource_type: 'circle', name: '圆形' });
	expect(diagnosticsOf(mask, twice)).toEqual([]);
});

describe('a sound that the draft silences', () => {
	const heardIn = (fields: Json, ...tracks: TrackPieces[]) => {
		const { elements, diagnostics } = read({ ...draftOf(...tracks), ...fields });
		const { score, items } = fidelityOf(elements, diagnostics);
		return [score, ...items.filter(({ what }) => what === 'sound').map(({ why }) => why?.en)];
	};
	const silent = segmentWith({ volume: 0 });

	it.each([
		[
			'of a video on a muted track',
			{},
			track({ type: 'video', attribute: 1 }, clip('a', [0, 1])),
			'track is muted',
		],
		[
			'of a muted draft',
			{ config: { video_mute: true } },
			videoTrack(clip('a', [0, 1])),
			'mutes the sound of all',
		],
		['of a video without volume', {}, videoTrack(clip('a', [0, 1], silent)), 'volume is 0'],
		['without volume', {}, audioTrack(sound('m', [0, 1], silent)), 'volume is 0'],
	])('%s is exact, with the reason', (...[, fields, tracks, why]) => {
		expect(heardIn(fields, tracks)).toEqual([100, expect.stringContaining(why)]);
	});

	it('is not told where it is heard after all, or is none', () => {
		const risen = clip('a', [0, 1], silent, keyframes('KFTypeVolume', [0, 0], [1, 1]));
		expect(heardIn({}, videoTrack(risen))).toEqual([100]);
		expect(heardIn({}, track({ type: 'video', attribute: 1 }, photo('a', [0, 1])))).toEqual([100]);
	});
});
