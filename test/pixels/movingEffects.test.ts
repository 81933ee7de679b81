/** Keyframes of the sliders of effects: what is written of them, and the frames that come of it. */
import {
	codesOf,
	draftOf,
	extra,
	type Json,
	keyframes,
	piece,
	track,
	videoTrack,
	visualsOf,
} from '../support/drafts';
import { flatColor, framesOfDraft } from '../support/draftStudio';
import { type Frame, pixelOf } from '../support/video';

const slider = (name: string, value = 0.5): Json => ({
	...{ name: `effects_adjust_${name}`, value, default_value: 0.5 },
});

/** A red clip with sharp edges over gray beneath an effect, for twelve frames. */
const drawn = (
	name: string,
	property: string,
	[from, to]: readonly [number, number],
): Promise<readonly Frame[]> => {
	const mask = extra('masks', {
		...{ resource_type: 'rectangle', config: { width: 0.5, height: 1 } },
	});
	const effect = piece(
		['video_effects', { name, adjust_params: ['speed', 'size', 'blur'].map((one) => slider(one)) }],
		['fx', 0, 0.4],
		[keyframes(property, [0, from], [0.3, to])],
	);
	const tracks = [
		videoTrack(flatColor('#808080', [0, 0.4])),
		videoTrack(flatColor('#FF0000', [0, 0.4], mask)),
		track({ type: 'effect' }, effect),
	];
	return framesOfDraft(draftOf(...tracks), { facts: new Map() });
};

/** How many pixels of the middle row are neither red nor gray. */
const between = (frame: Frame | undefined): number =>
	frame
		? Array.from({ length: 640 }, (_, x) => pixelOf(frame, x, 180)[0]).filter(
				(red) => red > 140 && red < 240,
			).length
		: NaN;

it.each(['effects_adjust_blur', 'KFTypeEffectAdjustParam3'])(
	'a blur grows with the keyframes of its slider, written as %s',
	async (property) => {
		const frames = await drawn('模糊', property, [0.05, 1]);
		const [first, middle, last] = [0, 5, 9].map((at) => between(frames[at]));
		expect(first).toBeLessThan(12);
		expect(middle).toBeGreaterThan((first ?? 0) + 10);
		expect(last).toBeGreaterThan((middle ?? 0) + 10);
		expect(between(frames[11])).toBe(between(frames[10]));
	},
);

describe('the report', () => {
	const fx = (name: string, property: string) =>
		track(
			{ type: 'effect' },
			piece(
				['video_effects', { name, adjust_params: [slider('speed'), slider('number')] }],
				['fx', 0, 1],
				[keyframes(property, [0, 0], [1, 1])],
			),
		);

	it.each([
		['胶片', 'effects_adjust_speed', ['EFFECT_APPROXIMATED']],
		['模糊', 'effects_adjust_blur', ['EFFECT_APPROXIMATED']],
		['马赛克', 'effects_adjust_size', ['EFFECT_APPROXIMATED']],
		['马赛克', 'effects_adjust_blur', ['EFFECT_APPROXIMATED', 'KEYFRAME_PROPERTY_UNSUPPORTED']],
		['模糊', 'effects_adjust_speed', ['EFFECT_APPROXIMATED', 'KEYFRAME_PROPERTY_UNSUPPORTED']],
		['胶片', 'effects_adjust_number', ['EFFECT_APPROXIMATED', 'KEYFRAME_PROPERTY_UNSUPPORTED']],
	])('of %s with keyframes of %s is %j', (name, property, codes) => {
		expect([...codesOf(fx(name, property))].sort()).toEqual(codes);
	});

	it('keyframes are factors of where the slider stood, in place of where it stands', () => {
		const [effect] = visualsOf(fx('胶片', 'effects_adjust_speed'));
		expect(effect).toMatchObject({
			speed: 1,
			sliders: { speed: { keys: [{ value: 0 }, { value: 2 }] } },
		});
	});
});
