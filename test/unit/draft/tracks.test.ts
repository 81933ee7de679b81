import {
	captionPiece,
	clip,
	codesOf,
	draftOf,
	extra,
	keyframes,
	photo,
	read,
	segmentWith,
	textTrack,
	track,
	videoTrack,
	visualsOf,
} from '../../support/drafts';

const at = (index: number) => segmentWith({ render_index: index });
const ids = (...tracks: Parameters<typeof visualsOf>): readonly string[] =>
	visualsOf(...tracks).map(({ id }) => id);
const byTrackOrder = (...tracks: Parameters<typeof draftOf>): readonly string[] =>
	read({ ...draftOf(...tracks), render_index_track_mode_on: true }).timeline.visuals.map(
		({ id }) => id,
	);

describe('layers', () => {
	it('the higher index lies above, wherever its track stands', () => {
		const tracks = [
			videoTrack(clip('top', [0, 1], at(5))),
			textTrack(captionPiece('low', [0, 1], at(1))),
			videoTrack(clip('main', [0, 1], at(0))),
		];
		expect(ids(...tracks)).toEqual(['main@0', 'low@0', 'top@0']);
	});

	it('of equal indexes the later track lies above', () => {
		expect(ids(videoTrack(clip('a', [0, 1])), videoTrack(clip('b', [0, 1])))).toEqual([
			'a@0',
			'b@0',
		]);
	});

	it('without indexes captions lie above pictures', () => {
		expect(ids(textTrack(captionPiece('t', [0, 1])), videoTrack(clip('v', [0, 1])))).toEqual([
			'v@0',
			't@0',
		]);
	});

	it('where the app says so and indexes disagree, the order of video tracks counts', () => {
		const tracks = [
			videoTrack(clip('main', [0, 1], at(9))),
			textTrack(captionPiece('t', [0, 1], at(1))),
			videoTrack(clip('over', [0, 1], at(14)), clip('over', [1, 1], at(2))),
		];
		expect(byTrackOrder(...tracks)).toEqual(['main@0', 'over@0', 'over@1', 't@0']);
	});

	it('where the app says so and indexes agree, they count', () => {
		const tracks = [
			videoTrack(clip('main', [0, 1], at(0))),
			textTrack(captionPiece('t', [0, 1], at(1))),
			videoTrack(clip('over', [0, 1], at(2))),
		];
		expect(byTrackOrder(...tracks)).toEqual(['main@0', 't@0', 'over@0']);
	});

	it('segments of one track that overlap get layers of their own, later above', () => {
		const [a, b, c] = visualsOf(
			videoTrack(photo('a', [0, 2]), photo('b', [1, 2]), photo('c', [2.5, 1])),
		);
		expect([a?.id, b?.id, c?.id]).toEqual(['a@0', 'c@2.5', 'b@1']);
		expect(a?.layer).toBe(b?.layer);
		expect(c?.layer).toBe((a?.layer ?? 0) + 1);
	});

	it('an end that reaches over the next start by a rounding is cut', () => {
		const first = photo(
			'a',
			[0, 1],
			segmentWith({ target_timerange: { start: 0, duration: 1_000_001 } }),
		);
		const [a, b] = visualsOf(videoTrack(first, photo('b', [1, 1])));
		expect(a?.target.duration).toBe(1_000_000);
		expect(a?.layer).toBe(b?.layer);
	});

	it('segments are sorted, whatever the order in the draft', () => {
		expect(ids(videoTrack(clip('b', [1, 1]), clip('a', [0, 1])))).toEqual(['a@0', 'b@1']);
	});
});

describe('segments', () => {
	it('a hidden one is neither seen nor heard', () => {
		const hidden = clip('a', [0, 1], segmentWith({ visible: false }));
		const { timeline } = read(draftOf(videoTrack(hidden, clip('b', [1, 1]))));
		expect(timeline.visuals.map(({ id }) => id)).toEqual(['b@1']);
		expect(timeline.sounds.map(({ id }) => id)).toEqual(['b@1']);
		expect(timeline.assets).toHaveLength(1);
	});

	it('a muted track is seen and not heard', () => {
		const { timeline } = read(draftOf(track({ type: 'video', attribute: 1 }, clip('a', [0, 1]))));
		expect(timeline.visuals).toHaveLength(1);
		expect(timeline.sounds).toHaveLength(0);
	});

	it('two with one id are told apart', () => {
		const same = segmentWith({ id: 'same' });
		expect(ids(videoTrack(photo('a', [0, 1], same), photo('b', [1, 1], same)))).toEqual([
			'same',
			'same-2',
		]);
		expect(ids(videoTrack(photo('a', [0, 1], segmentWith({ id: '' }))))).toEqual(['track-0-0']);
	});

	it('one whose material is gone is named', () => {
		const lost = clip('a', [0, 1], segmentWith({ material_id: 'gone' }));
		const { timeline, diagnostics } = read(draftOf(videoTrack(lost)));
		expect(timeline.visuals).toHaveLength(0);
		expect(diagnostics).toMatchObject([
			{ code: 'MATERIAL_REF_DANGLING', segment: 'a@0', track: 0, start: 0, end: 1_000_000 },
		]);
	});

	it('a lost reference is named, but not the speed that scripts forget for captions', () => {
		const refs = segmentWith({ extra_material_refs: ['gone'] });
		expect(codesOf(videoTrack(clip('a', [0, 1], refs)))).toEqual(['MATERIAL_REF_DANGLING']);
		expect(codesOf(textTrack(captionPiece('a', [0, 1], refs)))).toEqual([]);
	});

	it.each(['text_templates', 'shapes', 'odd_things'])('one of %s is named', (bucket) => {
		const strange = segmentWith({ material_id: 's@0:x:1' });
		const piece = clip('s', [0, 1], extra('x', {}), strange);
		const json = draftOf(videoTrack(piece));
		const moved = { ...json, materials: { [bucket]: [{ id: 's@0:x:1', name: 'N' }] } };
		const { diagnostics } = read(moved);
		expect(diagnostics.map(({ code }) => code)).toContain('SEGMENT_UNSUPPORTED');
	});
});

describe('the length', () => {
	it('is that of the draft, or of its last segment when that is later', () => {
		const json = draftOf(videoTrack(clip('a', [0, 2])));
		expect(read({ ...json, duration: 3_000_000 }).timeline.frames).toBe(90);
		expect(read({ ...json, duration: 1_000_000 }).timeline.frames).toBe(60);
	});

	it('is rounded to the nearest frame, and never none', () => {
		const json = draftOf(videoTrack(clip('a', [0, 1.0166])));
		expect(read(json).timeline.frames).toBe(30);
		expect(read(draftOf(videoTrack(clip('a', [0, 0.001])))).timeline.frames).toBe(1);
	});

	it('counts frames at the exact rate', () => {
		const json = { ...draftOf(videoTrack(clip('a', [0, 100]))), fps: 29.97 };
		expect(read(json).timeline).toMatchObject({
			frames: 2997,
			canvas: { rate: { num: 30_000, den: 1001 } },
		});
	});
});

describe('words about the whole draft', () => {
	it('unknown fields are named once', () => {
		const json = { ...draftOf(videoTrack(clip('a', [0, 1]))), aura: 1 };
		expect(read(json).diagnostics).toEqual([
			expect.objectContaining({
				code: 'FIELD_UNKNOWN',
				text: expect.objectContaining({
					en: 'fields of the draft that are not known here are left out: aura',
				}) as unknown,
			}),
		]);
	});

	const filter = extra('effects', { type: 'filter', name: '黑白', value: 1 });
	it.each([
		['the strength of no filter', videoTrack(clip('a', [0, 1], keyframes('KFTypeFilter', [0, 1])))],
		[
			'the strength of a LUT where there is a filter',
			videoTrack(clip('a', [0, 1], filter, keyframes('KFTypeLUT', [0, 1]))),
		],
		[
			'the whole opacity of a caption, on a clip',
			videoTrack(clip('a', [0, 1], keyframes('KFTypeGlobalAlpha', [0, 1]))),
		],
	])('keyframes of %s move nothing, and are named', (_what, of) => {
		expect(codesOf(of)).toContain('KEYFRAME_PROPERTY_UNSUPPORTED');
	});

	it.each([
		['the volume of a video', videoTrack(clip('a', [0, 1], keyframes('KFTypeVolume', [0, 1])))],
		[
			'the strength of a filter',
			videoTrack(clip('a', [0, 1], filter, keyframes('KFTypeFilter', [0, 1]))),
		],
		[
			'the whole opacity of a caption',
			textTrack(captionPiece('A', [0, 1], keyframes('KFTypeGlobalAlpha', [0, 1]))),
		],
	])('keyframes of %s are known', (_what, of) => {
		expect(codesOf(of)).not.toContain('KEYFRAME_PROPERTY_UNSUPPORTED');
	});

	it('keyframes of unknown properties are named with their segment', () => {
		const keyed = clip('a', [0, 1], keyframes('KFTypeGlow', [0, 1]), keyframes('KFTypeEmpty'));
		const { diagnostics } = read(draftOf(videoTrack(keyed)));
		expect(diagnostics).toHaveLength(1);
		expect(diagnostics[0]).toMatchObject({
			code: 'KEYFRAME_PROPERTY_UNSUPPORTED',
			segment: 'a@0',
			text: { en: 'keyframes of KFTypeGlow are not applied' },
		});
	});
});
