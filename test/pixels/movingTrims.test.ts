/** Keyframes of what lies around clips and their masks: lines and shadows that move. */
import { type Change, codesOf, extra, keyframes, segmentWith, videoTrack } from '../support/drafts';
import { flatColor, framesOfDraft, small } from '../support/draftStudio';
import { near } from '../support/studio';
import { type Frame, pixelOf, type Rgb } from '../support/video';

const GRAY: Rgb = [128, 128, 128];
const RED: Rgb = [255, 0, 0];
const GREEN: Rgb = [0, 255, 0];
const BLUE: Rgb = [0, 0, 255];
const BLACK: Rgb = [0, 0, 0];

const GROUND = videoTrack(flatColor('#808080', [0, 0.2]));
const red = (...changes: Change[]) => videoTrack(flatColor('#FF0000', [0, 0.2], ...changes));

/** Six frames of a red clip over gray, 64 × 36: the pixel of a frame, counted from the middle. */
const seenIn = async (...changes: Change[]): Promise<(at: number, x: number, y: number) => Rgb> => {
	const frames = await framesOfDraft(small(GROUND, red(...changes)), { facts: new Map() });
	return (at, x, y) => pixelOf(frames[at] as Frame, 32 + x, 18 + y);
};

const colors = (property: string, from: readonly number[], to: readonly number[]): Change =>
	keyframes(property, [0, 0, { values: from }], [0.1, 0, { values: to }]);

const mask = (fields: object): Change =>
	extra('common_mask', {
		...{ resource_type: 'rectangle', config: { width: 0.5, height: 0.5 } },
		...fields,
	});
const LINE = { color: '#00FF00', size: 0, alpha: 1 };
const SHADOW = { color: '#000000', alpha: 1, distance: 0, angle: -90, blur: 0 };

it('the line along a mask grows from nothing and changes its color', async () => {
	const seen = await seenIn(
		mask({ mask_stroke: LINE }),
		keyframes('KFTypeMaskStrokeSize', [0, 0], [0.1, 1]),
		colors('KFTypeMaskStrokeColor', [0, 1, 0, 1], [0, 0, 1, 1]),
	);
	expect(seen(0, -18, 0)).toEqual(near(GRAY));
	expect(seen(0, -14, 0)).toEqual(near(RED));
	// 3.6 pixels wide, half of it on each side.
	expect(seen(5, -16, 0)).toEqual(near(BLUE, 8));
	expect(seen(5, -11, 0)).toEqual(near(RED));
});

it('the shadow of a mask falls further and further', async () => {
	const seen = await seenIn(
		mask({ mask_shadow: SHADOW }),
		keyframes('KFTypeMaskShadowDistance', [0, 0], [0.1, 0.5]),
	);
	expect(seen(0, 0, 11)).toEqual(near(GRAY));
	expect(seen(5, 0, 11)).toEqual(near(BLACK, 20));
	expect(seen(5, 0, -11)).toEqual(near(GRAY));
});

it('the shadow of a clip turns about it, in another color', async () => {
	const seen = await seenIn(
		extra('video_shadows', { color: '#000000', alpha: 1, distance: 1, angle: 0, ambiguity: 0 }),
		segmentWith({ clip: { scale: { x: 0.5, y: 0.5 } } }),
		keyframes('KFTypeVideoShadowAngle', [0, 0], [0.1, 180]),
		colors('KFTypeVideoShadowColor', [0, 1, 0, 1], [0, 1, 0, 1]),
	);
	// A quarter of the shorter side of 18 pixels.
	expect([seen(0, 18, 0), seen(0, -18, 0)]).toEqual([near(GREEN), near(GRAY)]);
	expect([seen(5, 18, 0), seen(5, -18, 0)]).toEqual([near(GRAY), near(GREEN)]);
	expect(seen(5, 0, 0)).toEqual(near(RED));
});

it('lines and shadows of which nothing can be read are named, and so are those of no clip', () => {
	const size = keyframes('KFTypeMaskStrokeSize', [0, 0], [0.1, 1]);
	expect(codesOf(red(mask({ mask_stroke: LINE }), size))).toEqual(['STAGE_APPROXIMATED']);
	expect(codesOf(red(mask({}), size))).toEqual(['STAGE_UNSUPPORTED']);
	const angle = keyframes('KFTypeVideoShadowAngle', [0, 0], [0.1, 180]);
	expect(codesOf(red(angle))).toEqual(['KEYFRAME_PROPERTY_UNSUPPORTED']);
});
