/** Rounded corners, outlines and shadows of drafts. */
import {
	type Change,
	clip,
	codesOf,
	extra,
	keyframes,
	pictureOf,
	videoTrack,
} from '../../support/drafts';

const outlineOf = (...changes: Change[]) => pictureOf(clip('a', [0, 1], ...changes)).outline;
const codes = (...changes: Change[]) => codesOf(videoTrack(clip('a', [0, 1], ...changes)));

const shadow = extra('video_shadows', {
	...{ enable_video_shadow: true, color: '#FF0000', alpha: 0.5, angle: -30 },
	...{ distance: 40, ambiguity: 0.5 },
});
const stroke = extra('video_strokes', {
	...{ enable_video_stroke: true, color: '#00FF00' },
	adjust_params: [{ name: 'size', value: 0.5 }],
});

it('of a clip are shares of its shorter side, each named as near', () => {
	expect(outlineOf(shadow, stroke, extra('video_radius', { radius: 0.6 }))).toEqual({
		rounding: { kind: 'constant', value: 0.6 },
		shadow: {
			color: { red: 1, green: 0, blue: 0, alpha: 0.5 },
			distance: 0.1,
			angle: -30,
			blur: 0.1,
		},
		stroke: { color: { red: 0, green: 1, blue: 0, alpha: 1 }, width: 0.05 },
	});
	expect(codes(shadow, stroke)).toEqual(['STAGE_APPROXIMATED', 'STAGE_APPROXIMATED']);
});

it('that are switched off, and neutral ones, are none', () => {
	const off = extra('video_shadows', { enable_video_shadow: false, color: '#FF0000' });
	expect(outlineOf(off, extra('video_radius', { radius: 0 }))).toBeUndefined();
	expect(codes(off)).toEqual([]);
});

it('roundness may have keyframes', () => {
	const rounder = keyframes('KFTypeVideoRoundness', [0, 0], [1, 2]);
	expect(outlineOf(rounder)?.rounding).toMatchObject({
		keys: [{ value: 0 }, { at: 1_000_000, value: 1 }],
	});
	const off = extra('video_radius', { enable_video_radius: false });
	expect(codes(rounder, off)).toEqual([]);
	expect(outlineOf(rounder, off)).toBeUndefined();
});

it('keyframes of a shadow that is switched off are as the draft says, without a shadow they are named', () => {
	const farther = keyframes('KFTypeVideoShadowDistance', [0, 0], [1, 1]);
	const off = extra('video_shadows', { enable_video_shadow: false, color: '#FF0000' });
	expect(codes(farther, off)).toEqual([]);
	expect(codes(farther)).toEqual(['KEYFRAME_PROPERTY_UNSUPPORTED']);
});
