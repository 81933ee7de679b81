/** Captions whose look has keyframes: what is written of them, and the frames that come of it. */
import type { Curve } from '../../render-agent/src/timeline/curve';
import {
	type Change,
	codesOf,
	contentJson,
	type Json,
	keyframes,
	piece,
	segmentWith,
	textOf,
	textTrack,
	videoTrack,
} from '../support/drafts';
import { flatColor, framesOfDraft, small } from '../support/draftStudio';
import { near } from '../support/studio';
import { type Frame, pixelOf, type Rgb } from '../support/video';

const FILES = { facts: new Map() };
const GREEN: Rgb = [0, 255, 0];
const RED: Rgb = [255, 0, 0];
const BLACK: Rgb = [0, 0, 0];

/** A square of 22 pixels in the middle of a canvas of 64 × 36, in red, for a third of a second. */
const square = (fields: Json, ...changes: Change[]) =>
	piece(
		[
			'texts',
			{
				content: contentJson('■', {
					range: [0, 1],
					size: 60,
					fill: { content: { solid: { color: [1, 0, 0] } } },
				}),
				...fields,
			},
		],
		['t', 0, 0.4],
		changes,
	);

/** Keyframes of several values, from the first frame to the tenth. */
const moving = (property: string, from: readonly number[], to: readonly number[]): Change =>
	keyframes(property, [0, from[0] ?? 0, { values: from }], [0.3, to[0] ?? 0, { values: to }]);

const framesOf = (...changes: Parameters<typeof square>): Promise<readonly Frame[]> =>
	framesOfDraft(
		small(videoTrack(flatColor('#000000', [0, 0.4])), textTrack(square(...changes))),
		FILES,
	);

/** The color in the middle of a frame, where the square is. */
const middleOf = (frame: Frame | undefined): Rgb =>
	frame ? pixelOf(frame, 32, 18) : [NaN, NaN, NaN];

/** How many pixels of the middle row are nearer to green than to anything else. */
const greens = (frame: Frame | undefined): number =>
	frame
		? Array.from({ length: 64 }, (_, x) => pixelOf(frame, x, 18)).filter(
				([red, green, blue]) => green > 100 && red < 120 && blue < 120,
			).length
		: NaN;

it('goes from color to color, and holds the last', async () => {
	const frames = await framesOf({}, moving('KFTypeTextColor', [1, 0, 0, 1], [0, 0, 1, 1]));
	expect(middleOf(frames[0])).toEqual(near(RED));
	expect(middleOf(frames[3])).toEqual(near([170, 0, 85]));
	expect(middleOf(frames[6])).toEqual(near([85, 0, 170]));
	expect(middleOf(frames[9])).toEqual(near([0, 0, 255]));
	expect(middleOf(frames[11])).toEqual(near([0, 0, 255]));
});

it('of a caption that the app has made goes around the circle of hues, the shorter way', async () => {
	const made = segmentWith({ caption_info: { type: 'word' } });
	const colors = moving('KFTypeTextColor', [1, 0, 0, 1], [0, 0, 1, 1]);
	const frames = await framesOf({}, colors, made);
	// From red by magenta to blue, as bright all the way; straight it would be dark in between.
	expect(middleOf(frames[0])).toEqual(near(RED));
	expect(middleOf(frames[3])).toEqual(near([255, 0, 170], 4));
	expect(middleOf(frames[6])).toEqual(near([170, 0, 255], 4));
	expect(middleOf(frames[9])).toEqual(near([0, 0, 255]));
	const over = await framesOf({}, moving('KFTypeTextColor', [1, 1, 0, 1], [0, 1, 1, 1]), made);
	expect(middleOf(over[3])).toEqual(near([85, 255, 0], 4));
	const gray = await framesOf({}, moving('KFTypeTextColor', [1, 1, 1, 1], [0, 0, 0, 1]), made);
	expect(middleOf(gray[3])).toEqual(near([170, 170, 170], 4));
	const other = segmentWith({ caption_info: { type: 'something' } });
	expect(middleOf((await framesOf({}, colors, other))[3])).toEqual(near([170, 0, 85]));
});

it('fades its letters alone', async () => {
	const frames = await framesOf({}, moving('KFTypeTextAlpha', [1], [0]));
	const [red] = middleOf(frames[6]);
	expect(red).toBeGreaterThan(80);
	expect(red).toBeLessThan(120);
	expect(middleOf(frames[10])).toEqual(near(BLACK));
});

it('has an outline that grows from nothing', async () => {
	const border = { border_color: '#00FF00', border_width: 0 };
	const frames = await framesOf(border, moving('KFTypeBorderWidth', [0], [0.6]));
	const [none, some, most] = [0, 5, 9].map((at) => greens(frames[at]));
	expect(none).toBe(0);
	expect(some).toBeGreaterThanOrEqual(4);
	expect(most).toBeGreaterThan((some ?? 0) + 3);
});

it('has a shadow that moves away, in a color of its own', async () => {
	const frames = await framesOf(
		{ has_shadow: true, shadow_angle: 0, shadow_smoothing: 0, shadow_alpha: 1 },
		moving('KFTypeShadowDistance', [0], [60]),
		moving('KFTypeShadowColor', [0, 1, 0, 1], [0, 1, 0, 1]),
	);
	expect(greens(frames[0])).toBe(0);
	const [some, most] = [greens(frames[5]), greens(frames[9])];
	expect(some).toBeGreaterThan(4);
	expect(most).toBeGreaterThan(some + 3);
	// To the right, where the angle leads: nothing is left of the letter.
	expect(pixelOf(frames[9] as Frame, 16, 18)).toEqual(near(BLACK));
});

it('has a box that widens and changes its color', async () => {
	const box = { background_style: 1, background_color: '#FF0000', background_height: 0 };
	const frames = await framesOf(
		{ ...box, background_width: 0 },
		moving('KFTypeBackgroundWidth', [0], [1]),
		moving('KFTypeBackgroundColor', [0, 1, 0, 1], [0, 1, 0, 1]),
	);
	const [none, some, most] = [0, 5, 9].map((at) => greens(frames[at]));
	expect(most).toBeGreaterThan((some ?? 0) + 4);
	expect(some).toBeGreaterThan((none ?? 0) + 4);
});

it('keeps its place while the box around it moves', async () => {
	const box = { background_style: 1, background_color: '#00FF00' };
	const frames = await framesOf(box, moving('KFTypeBackgroundOffsetX', [0], [1]));
	expect(middleOf(frames[0])).toEqual(near(RED));
	expect(middleOf(frames[9])).toEqual(near(RED));
	expect(pixelOf(frames[0] as Frame, 48, 18)).toEqual(near(BLACK));
	expect(pixelOf(frames[9] as Frame, 48, 18)).toEqual(near(GREEN));
});

describe('a gradient', () => {
	/** The square from red on the left to green on the right. */
	const graded = (...changes: Change[]) => {
		const gradient = { color: ['#FF0000', '#00FF00'], percent: [0, 1], alpha: [1, 1], angle: 0 };
		const fill = { content: { render_type: 'gradient', gradient } };
		return framesOf({ content: contentJson('■', { range: [0, 1], size: 60, fill }) }, ...changes);
	};
	const at = (frame: Frame | undefined, x: number): Rgb =>
		frame ? pixelOf(frame, 32 + x, 18) : [NaN, NaN, NaN];

	it.each([
		['with', [1, 0, 0, 1, 0, 1, 0, 1], [0, 1, 0, 1, 1, 0, 0, 1]],
		['without', [1, 0, 0, 0, 1, 0], [0, 1, 0, 1, 0, 0]],
	])('changes the colors of all its stops, %s their alphas', async (_, from, to) => {
		const frames = await graded(moving('KFTypeTextGradientColor', from, to));
		expect(at(frames[0], -8)[0]).toBeGreaterThan(160);
		expect(at(frames[0], 8)[1]).toBeGreaterThan(160);
		expect(at(frames[10], -8)[1]).toBeGreaterThan(160);
		expect(at(frames[10], 8)[0]).toBeGreaterThan(160);
	});

	it('moves its stops, and makes each of them clearer', async () => {
		const places = await graded(moving('KFTypeTextGradientPercent', [0, 1], [0.8, 1]));
		expect(at(places[0], 0)).toEqual(near([128, 128, 0], 30));
		expect(at(places[10], 0)).toEqual(near(RED, 12));
		const clear = await graded(moving('KFTypeTextGradientAlpha', [1, 1], [1, 0]));
		expect(at(clear[0], 8)[1]).toBeGreaterThan(160);
		expect(at(clear[10], 8)[1]).toBeLessThan(70);
		expect(at(clear[10], -8)[0]).toBeGreaterThan(130);
	});

	it('whose places are counted to 100 has all of them so, those below 1 too', () => {
		const gradient = { color: ['#FF0000', '#00FF00'], percent: [0, 1] };
		const fill = { content: { render_type: 'gradient', gradient } };
		const content = contentJson('■', { range: [0, 1], size: 60, fill });
		const one = square({ content }, moving('KFTypeTextGradientPercent', [0, 50], [1, 100]));
		const valuesOf = (change: Curve | undefined) =>
			change?.kind === 'keyed' ? change.keys.map(({ value }) => value) : [];
		const stops = textOf(one).changes?.fill?.stops ?? [];
		expect(stops.map(({ at: place }) => valuesOf(place))).toEqual([
			[0, 0.01],
			[0.5, 1],
		]);
	});

	it('beside another with more stops is told to move alone', () => {
		const styled = (range: number[], ...color: string[]) => {
			const gradient = { color, percent: color.map((_, i) => i / (color.length - 1)) };
			return { range, size: 60, fill: { content: { render_type: 'gradient', gradient } } };
		};
		const moved = moving('KFTypeTextGradientPercent', [0, 1], [0.2, 1]);
		const codesWith = (...colors: string[]) =>
			codesOf(
				textTrack(
					square(
						{
							content: contentJson(
								'■■',
								styled([0, 1], '#FF0000', '#00FF00'),
								styled([1, 2], ...colors),
							),
						},
						moved,
					),
				),
			);
		expect(codesWith('#0000FF', '#00FF00')).not.toContain('KEYFRAME_PROPERTY_UNSUPPORTED');
		expect(codesWith('#0000FF', '#00FF00', '#FF0000')).toContain('KEYFRAME_PROPERTY_UNSUPPORTED');
	});

	it('whose keyframes have another number of stops is told', () => {
		const gradient = { color: ['#FF0000', '#00FF00'], percent: [0, 1] };
		const fill = { content: { render_type: 'gradient', gradient } };
		const content = contentJson('■', { range: [0, 1], size: 60, fill });
		const codes = (...values: (readonly number[])[]) =>
			codesOf(
				textTrack(
					square(
						{ content },
						moving('KFTypeTextGradientPercent', ...(values as [number[], number[]])),
					),
				),
			);
		expect(codes([0, 1], [0.2, 1])).toEqual(['TEXT_EFFECT_APPROXIMATED']);
		expect([...codes([0, 0.5, 1], [0, 0.2, 1])].sort()).toEqual([
			...['KEYFRAME_PROPERTY_UNSUPPORTED', 'TEXT_EFFECT_APPROXIMATED'],
		]);
	});
});

it('two frames that look the same are one picture, others are not', async () => {
	const frames = await framesOf({}, moving('KFTypeTextAlpha', [1], [0.2]));
	const seen = frames.map((frame) => middleOf(frame)[0]);
	for (let at = 1; at < 10; at++) expect(seen[at]).toBeLessThan(seen[at - 1] ?? 0);
	expect(seen[11]).toBe(seen[10]);
});

describe('the report', () => {
	/** How many numbers a keyframe of a property holds: a color three, a place two. */
	const numbersOf = (name: string): number =>
		name.endsWith('Color') ? 3 : name.endsWith('Point') ? 2 : 1;
	const fading = (name: string): Change => {
		const count = numbersOf(name);
		return moving(name, new Array<number>(count).fill(1), new Array<number>(count).fill(0));
	};
	const codes = (fields: Json, ...names: readonly string[]) =>
		codesOf(textTrack(square(fields, ...names.map(fading))));
	const DRAWN = [
		...['KFTypeTextColor', 'KFTypeTextAlpha', 'KFTypeBorderColor', 'KFTypeBorderAlpha'],
		...['KFTypeBorderWidth', 'KFTypeShadowColor', 'KFTypeShadowAlpha', 'KFTypeShadowDistance'],
		...['KFTypeShadowAngle', 'KFTypeShadowPoint', 'KFTypeShadowSmoothing'],
		...['KFTypeBackgroundColor', 'KFTypeBackgroundAlpha', 'KFTypeBackgroundRoundRadius'],
		...['KFTypeBackgroundWidth', 'KFTypeBackgroundHeight', 'KFTypeBackgroundOffsetX'],
		'KFTypeBackgroundOffsetY',
	];

	it('is silent about what is drawn, names what is switched off and what nobody knows', () => {
		expect(codes({}, ...DRAWN)).toEqual([]);
		expect(codes({ check_flag: 7 }, 'KFTypeShadowColor')).toEqual([
			'KEYFRAME_PROPERTY_UNSUPPORTED',
		]);
		expect(codes({}, 'KFTypeBloomStrength')).toEqual(['KEYFRAME_PROPERTY_UNSUPPORTED']);
		// The place alone, and an angle where there is no gradient, move nothing.
		expect(codes({}, 'KFTypeShadowPoint')).toEqual(['KEYFRAME_PROPERTY_UNSUPPORTED']);
		expect(codes({}, 'KFTypeTextGradientAngle')).toEqual(['KEYFRAME_PROPERTY_UNSUPPORTED']);
	});

	it('says that an arc by keyframes is near', () => {
		expect(codes({}, 'KFTypeTextCurveAngle')).toEqual(['TEXT_EFFECT_APPROXIMATED']);
	});
});
