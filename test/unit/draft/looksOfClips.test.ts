import { constant } from '../../../render-agent/src/timeline/curve';
import {
	captionPiece,
	clip,
	codesOf,
	draftOf,
	extra,
	keyframes,
	photo,
	pictureOf,
	read,
	segmentWith,
	textTrack,
	videoTrack,
	visualsOf,
} from '../../support/drafts';

describe('what lies behind a clip', () => {
	const behind = (fields: object) =>
		pictureOf(clip('a', [0, 1], extra('canvases', { ...fields }))).backdrop;

	it.each([
		['#FF8000', { red: 1, green: 128 / 255, blue: 0, alpha: 1 }],
		['#FF800080', { red: 128 / 255, green: 0, blue: 128 / 255, alpha: 1 }],
		['#00FF0080', { red: 0, green: 1, blue: 0, alpha: 128 / 255 }],
		['#FFFFFFFF', { red: 1, green: 1, blue: 1, alpha: 1 }],
	])('the color %s is read', (color, expected) => {
		expect(behind({ type: 'canvas_color', color })).toEqual({ kind: 'color', color: expected });
	});

	it.each(['', '#00000000', 'red', '#12345'])('the color “%s” is none', (color) => {
		expect(behind({ type: 'canvas_color', color })).toBeUndefined();
	});

	it('a blur is the clip itself, in pixels of the canvas', () => {
		expect(behind({ type: 'canvas_blur', blur: 0.5 })).toEqual({ kind: 'blur', sigma: 8.1 });
	});

	it('a picture that is only named by an id of the app is none, and told', () => {
		const lost = clip('a', [0, 1], extra('canvases', { type: 'canvas_image', image_id: '7041' }));
		expect(pictureOf(lost).backdrop).toBeUndefined();
		expect(codesOf(videoTrack(lost))).toEqual(['STAGE_UNSUPPORTED']);
	});

	it('a picture is a file of the draft', () => {
		const piece = clip('a', [0, 1], extra('canvases', { type: 'canvas_image', image: 'b.png' }));
		const { timeline } = read(draftOf(videoTrack(piece)));
		expect(timeline.assets.map(({ label, use }) => [label, use])).toEqual([
			['a', 'video'],
			['b.png', 'photo'],
		]);
	});

	it('counts on the lowest track with pictures only', () => {
		const white = extra('canvases', { type: 'canvas_color', color: '#FFFFFF' });
		const clips = visualsOf(
			textTrack(captionPiece('t', [0, 1], segmentWith({ render_index: -1 }))),
			videoTrack(),
			videoTrack(photo('a', [0, 1], white)),
			videoTrack(photo('b', [0, 1], white)),
		);
		expect(clips.map((one) => 'backdrop' in one)).toEqual([false, true, false]);
	});

	it('of an unknown kind is named', () => {
		const odd = clip('a', [0, 1], extra('canvases', { type: 'canvas_blend' }));
		expect(codesOf(videoTrack(odd))).toEqual(['STAGE_UNSUPPORTED']);
	});
});

describe('color and blending', () => {
	const slider = (type: string, value: number) => extra('effects', { type, value });

	it('sliders that are moved are taken over, those at rest are not', () => {
		const graded = clip('a', [0, 1], slider('brightness', 0.5), slider('contrast', 0));
		expect(pictureOf(graded).adjustments).toEqual({ brightness: constant(0.5) });
	});

	it('keyframes move a slider at rest', () => {
		const keyed = clip('a', [0, 1], slider('tone', 0), keyframes('KFTypeTone', [0, 0.1], [1, 0.2]));
		expect(pictureOf(keyed).adjustments?.tint).toMatchObject({ keys: [{ value: 0.1 }, {}] });
	});

	it('the switch of the color page turns all sliders off', () => {
		const off = clip('a', [0, 1], slider('brightness', 1), segmentWith({ enable_adjust: false }));
		expect(pictureOf(off).adjustments).toBeUndefined();
	});

	it.each([
		['滤色', '', 'screen'],
		['Multiply', '', 'multiply'],
		['?', '6758325619253056013', 'linearBurn'],
		['正常', '', 'normal'],
	])('the blend mode %s %s is %s', (name, resource_id, mode) => {
		const mixed = clip('a', [0, 1], extra('effects', { type: 'mix_mode', name, resource_id }));
		expect(pictureOf(mixed).blend).toBe(mode);
		expect(codesOf(videoTrack(mixed))).toEqual([]);
	});

	it('a blend mode of less than its whole strength makes the clip as much more transparent', () => {
		const mixed = clip(
			'a',
			[0, 1],
			extra('effects', { type: 'mix_mode', name: '滤色', value: 0.4 }),
		);
		expect(pictureOf(mixed).placement.opacity).toEqual(constant(0.4));
	});

	it('an unknown blend mode is named and drawn as normal', () => {
		const mixed = clip('a', [0, 1], extra('effects', { type: 'mix_mode', name: '奇怪' }));
		expect(pictureOf(mixed).blend).toBe('normal');
		expect(codesOf(videoTrack(mixed))).toEqual(['BLEND_UNSUPPORTED']);
	});
});
