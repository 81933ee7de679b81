/** What a draft has switched off is in the report, as exact and with the words that it is off. */
import { captionsAsAsked } from '../../../render-agent/src/jobs/captionsAsAsked';
import { fidelityOf } from '../../../render-agent/src/report/fidelity';
import {
	audioTrack,
	captionPiece,
	clip,
	codesOf,
	draftOf,
	extra,
	type Json,
	keyframes,
	materialWith,
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

describe('what a draft has switched off', () => {
	const offOf = (...tracks: TrackPieces[]) => {
		const { items } = reportOf(draftOf(...tracks));
		return items.flatMap(({ what, how, code, why }) =>
			why?.en.includes('switched off') ? [[what, how, code, why.en.split(/ (?:is|are) /)[0]]] : [],
		);
	};
	const dressed = {
		...{ border_color: '#FF0000', border_width: 0.08, has_shadow: true },
		...{ background_color: '#00FF00', background_style: 1 },
	};
	const caption = (fields: Json): TrackPieces =>
		textTrack(captionPiece('A', [0, 1], materialWith({ ...dressed, ...fields })));

	it('of a caption is told look by look', () => {
		expect(offOf(caption({ check_flag: 7 }))).toEqual([
			['text', 'exact', null, 'the outline of the caption'],
			['text', 'exact', null, 'the box behind the caption'],
			['text', 'exact', null, 'the shadow of the caption'],
		]);
		expect(offOf(caption({ check_flag: 7 + 8 + 32 }))).toEqual([
			['text', 'exact', null, 'the box behind the caption'],
		]);
		expect(offOf(caption({}))).toEqual([]);
		const plain = { border_color: '', has_shadow: false, background_color: '' };
		expect(offOf(caption({ ...plain, check_flag: 7 }))).toEqual([]);
	});

	it.each(['none', 'sidecar'] as const)(
		'of a caption is a part of it with captions: %s',
		(captions) => {
			const draft = read(draftOf(caption({ check_flag: 7 })));
			const { elements, diagnostics } = captionsAsAsked(draft, { captions });
			const { items } = fidelityOf(elements, diagnostics);
			expect(items.map(({ what, how, times }) => [what, how, times])).toEqual([
				['text', 'exact', 1],
			]);
		},
	);

	it('of masks is told, but not of those of colors', () => {
		const masked = (fields: Json, isOn: boolean): TrackPieces =>
			videoTrack(
				clip(
					'a',
					[0, 1],
					extra('masks', { resource_type: 'circle', name: '圆形', ...fields }),
					segmentWith({ enable_video_mask: isOn }),
				),
			);
		expect(offOf(masked({}, false))).toEqual([['mask', 'exact', null, 'the mask']]);
		expect(offOf(masked({}, true))).toEqual([]);
		expect(offOf(masked({ category: 'adjust' }, false))).toEqual([]);
	});

	it('of masks takes along their keyframes, which are no loss', () => {
		const moved = keyframes('KFTypeCommonMaskPositionX', [0, 0], [1, 1]);
		const circle = extra('masks', { resource_type: 'circle', name: '圆形' });
		const off = segmentWith({ enable_video_mask: false });
		expect(read(draftOf(videoTrack(clip('a', [0, 1], circle, moved, off)))).diagnostics).toEqual(
			[],
		);
	});

	const slider = extra('effects', { type: 'sharpen', value: 0.5 });
	const other = extra('effects', { type: 'vignetting', value: 0.5 });
	const lut = extra('effects', { type: 'lut', name: 'Qzxv', path: 'C:/Cache/1' });
	const hsl = extra('hsl', { hue: 40, hsl_color_type: 1 });
	const curves = extra('color_curves', { luma: [{ x: 0, y: 0.2 }] });
	const wheels = extra('primary_color_wheels', { gain: { red: 0.2, green: 0, blue: 0 } });

	it.each([
		['enable_adjust', [slider, other], ['adjustment', 'the color sliders are']],
		[
			'enable_adjust',
			[keyframes('KFTypeBrightness', [0, 1])],
			['adjustment', 'the color sliders are'],
		],
		['enable_lut', [lut], ['lut', 'the LUT is']],
		['enable_hsl', [hsl], ['adjustment', 'the HSL grading is']],
		['enable_hsl', [extra('hsl_curves', { points: [1] })], ['adjustment', 'the HSL curves are']],
		['enable_color_curves', [curves], ['adjustment', 'the color curves are']],
		['enable_color_wheels', [wheels], ['adjustment', 'the primary color wheels are']],
	] as const)('by %s is told once, and is no loss', (flag, changes, [what, words]) => {
		const gradedClip = (isOn: boolean) =>
			videoTrack(clip('a', [0, 1], ...changes, segmentWith({ [flag]: isOn })));
		const off = read(draftOf(gradedClip(false)));
		expect(off.diagnostics).toEqual([]);
		const { items, score } = fidelityOf(off.elements, off.diagnostics);
		expect(score).toBe(100);
		const told = items.filter(({ why }) => why?.en.includes('switched off'));
		expect(told).toMatchObject([
			{
				what,
				how: 'exact',
				times: 1,
				why: { en: `${words} switched off in the draft, and so not drawn` },
			},
		]);
		expect(offOf(gradedClip(true))).toEqual([]);
	});

	it.each([
		['the outline', 'video_strokes', { enable_video_stroke: false, color: '#00FF00' }],
		['the drop shadow', 'video_shadows', { enable_video_shadow: false, color: '#FF0000' }],
		['rounded corners', 'video_radius', { enable_video_radius: false, radius: 0.5 }],
	])('%s of a clip is told', (words, bucket, fields) => {
		const bare = { ...fields, color: '', radius: 0 };
		const on = (more: Json) => videoTrack(clip('a', [0, 1], extra(bucket, more)));
		expect(offOf(on(fields))).toEqual([['processing', 'exact', null, words]]);
		expect(offOf(on(bare))).toEqual([]);
	});

	it('rounded corners and shadows of a clip are told where only keyframes speak of them', () => {
		const on = (bucket: string, off: Json, property: string) =>
			videoTrack(clip('a', [0, 1], extra(bucket, off), keyframes(property, [0, 0], [1, 1])));
		expect(
			offOf(on('video_radius', { enable_video_radius: false, radius: 0 }, 'KFTypeVideoRoundness')),
		).toEqual([['processing', 'exact', null, 'rounded corners']]);
		expect(
			offOf(on('video_shadows', { enable_video_shadow: false }, 'KFTypeVideoShadowDistance')),
		).toEqual([['processing', 'exact', null, 'the drop shadow']]);
	});

	const circle = extra('masks', { resource_type: 'circle', name: '圆形' });
	const line = extra('video_strokes', { enable_video_stroke: false, color: '#00FF00' });
	it.each([
		['sliders', { enable_adjust: false }, slider],
		['a LUT', { enable_lut: false }, lut],
		['a mask', { enable_video_mask: false }, circle],
		['HSL', { enable_hsl: false }, hsl],
		['curves', { enable_color_curves: false }, curves],
		['wheels', { enable_color_wheels: false }, wheels],
		['an outline', {}, line],
	])('of %s beside an effect on a track of its own is no loss', (_what, fields, change) => {
		const changes = [change, segmentWith(fields)];
		const effect = piece(['video_effects', { name: '模糊' }], ['e', 0, 1], changes);
		const layer = track({ type: 'effect' }, effect);
		expect(codesOf(layer)).toEqual(['EFFECT_APPROXIMATED']);
		expect(offOf(layer)).toMatchObject([[expect.any(String), 'exact', null, expect.any(String)]]);
	});

	it('of a sound is nothing: no look of it is drawn anyway', () => {
		const off = segmentWith({ enable_adjust: false });
		expect(offOf(audioTrack(sound('a.mp3', [0, 1], slider, off)))).toEqual([]);
	});
});
