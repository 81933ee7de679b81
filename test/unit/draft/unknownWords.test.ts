/** Words of fields that are known, but not with these words: each is named. */
import {
	audioTrack,
	clip,
	draftOf,
	extra,
	keyframes,
	materialWith,
	read,
	sound,
	track,
	videoTrack,
} from '../../support/drafts';

it.each([
	['tracks[].type “hologram”', [track({ type: 'hologram' }, clip('a', [0, 1]))]],
	['materials.videos[].type “odd”', [videoTrack(clip('a', [0, 1], materialWith({ type: 'odd' })))]],
	[
		'materials.audios[].type “odd”',
		[audioTrack(sound('a', [0, 1], materialWith({ type: 'odd' })))],
	],
	[
		'materials.transitions[].type “odd”',
		[videoTrack(clip('a', [0, 1], extra('transitions', { name: '叠化', type: 'odd' })))],
	],
])('%s is named', (field, tracks) => {
	expect(read(draftOf(...tracks)).diagnostics).toContainEqual(
		expect.objectContaining({
			code: 'FIELD_UNKNOWN',
			text: expect.objectContaining({ en: expect.stringContaining(field) as string }) as unknown,
		}),
	);
});

it('a way between keyframes that nobody knows goes straight, and is named', () => {
	const eased = keyframes('KFTypeAlpha', [0, 0, { curveType: 'BounceX' }], [1, 1]);
	const found = read(draftOf(videoTrack(clip('a', [1, 2], eased)))).diagnostics;
	expect(found).toContainEqual(
		expect.objectContaining({
			code: 'KEYFRAME_CURVE_UNKNOWN',
			segment: 'a@1',
			text: expect.objectContaining({
				en: 'the way between keyframes of KFTypeAlpha is “BounceX”, which is not known here: it goes straight',
			}) as unknown,
		}),
	);
});
