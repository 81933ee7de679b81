import { fidelityOf } from '../../../render-agent/src/report/fidelity';
import { constant } from '../../../render-agent/src/timeline/curve';
import {
	type Change,
	clip,
	codesOf,
	draftOf,
	extra,
	keyframes,
	materialWith,
	photo,
	pictureOf,
	read,
	segmentWith,
	timeRange,
	videoTrack,
} from '../../support/drafts';

const source = (start: number, duration: number) =>
	segmentWith({ source_timerange: timeRange(start, duration) });

describe('the source of a clip', () => {
	it('is the range that the draft gives', () => {
		expect(pictureOf(clip('a', [0, 2], source(1, 4))).source).toEqual(timeRange(1, 4));
	});

	it('without a range is as much from the start as the speed plays', () => {
		const fast = segmentWith({ speed: 2, source_timerange: null });
		expect(pictureOf(clip('a', [0, 2], fast)).source).toEqual(timeRange(0, 4));
	});

	describe('of an animation', () => {
		const animation = (...changes: Change[]) =>
			clip('a', [0, 2], materialWith({ type: 'gif' }), source(0, 0.4), ...changes);

		it('that is shorter than its segment at its speed goes on in rounds, which is said and costs nothing', () => {
			const looped = animation();
			expect(pictureOf(looped)).toMatchObject({ source: timeRange(0, 2), repeats: true });
			const { diagnostics, elements } = read(draftOf(videoTrack(looped)));
			const { items, score } = fidelityOf(elements, diagnostics);
			expect(score).toBe(100);
			expect(items).toMatchObject([
				{
					how: 'exact',
					why: { en: expect.stringMatching(/^the animation begins again/) as string },
				},
			]);
			expect(pictureOf(animation(segmentWith({ speed: 2 }))).source).toEqual(timeRange(0, 4));
			const named = clip('/a/b.GIF', [0, 2], source(0, 0.4));
			expect(pictureOf(named)).toMatchObject({ source: timeRange(0, 2), repeats: true });
		});

		it('is slowed down where its speed says so, as videos are by their ranges', () => {
			const slow = animation(segmentWith({ speed: 0.2 }));
			expect(pictureOf(slow)).toMatchObject({ source: timeRange(0, 0.4) });
			expect(pictureOf(slow)).not.toHaveProperty('repeats');
			expect(codesOf(videoTrack(slow))).toEqual([]);
			expect(pictureOf(clip('a.mp4', [0, 2], source(0, 0.4))).source).toEqual(timeRange(0, 0.4));
		});
	});

	it('a photo lasts as long as its place, whatever range it has', () => {
		expect(pictureOf(photo('a', [0, 2], source(0, 10_800))).source).toEqual(timeRange(0, 2));
	});

	it('a speed curve is taken over, filled up to both ends', () => {
		const speed_points = [
			{ x: 0.75, y: 1 },
			{ x: 0.25, y: 4 },
		];
		const curve = extra('speeds', { mode: 1, curve_speed: { speed_points } });
		expect(pictureOf(clip('a', [0, 2], curve)).tempo).toEqual({
			kind: 'curve',
			points: [
				{ x: 0, speed: 4 },
				{ x: 0.25, speed: 4 },
				{ x: 0.75, speed: 1 },
				{ x: 1, speed: 1 },
			],
		});
	});

	it('a constant speed is the ratio of the ranges alone', () => {
		const odd = clip('a', [0, 2], source(0, 4), extra('speeds', { mode: 0, speed: 3 }));
		expect(pictureOf(odd)).toMatchObject({ tempo: { kind: 'constant' }, source: timeRange(0, 4) });
	});

	it('is played backwards when the draft says so, with a word where the app has a reversed file', () => {
		const reversed = clip('a', [0, 2], segmentWith({ reverse: true }));
		expect(pictureOf(reversed).reversed).toBe(true);
		expect(codesOf(videoTrack(reversed))).toEqual([]);
		const baked = clip(
			'a',
			[0, 2],
			segmentWith({ reverse: true }),
			materialWith({ reverse_path: 'r' }),
		);
		expect(codesOf(videoTrack(baked))).toEqual(['REVERSE_BAKED_IGNORED']);
	});
});

describe('the placement of a clip', () => {
	it('is in canvas pixels from the middle, y down', () => {
		const clipFields = {
			transform: { x: 0.5, y: 0.25 },
			scale: { x: 2, y: 0.5 },
			rotation: 30,
			alpha: 0.5,
			flip: { horizontal: true },
		};
		expect(pictureOf(clip('a', [0, 1], segmentWith({ clip: clipFields }))).placement).toEqual({
			x: constant(160),
			y: constant(-45),
			scaleX: constant(2),
			scaleY: constant(0.5),
			rotation: constant(30),
			opacity: constant(0.5),
			flipX: true,
			flipY: false,
		});
	});

	it('without any is in the middle, fitted and opaque', () => {
		expect(pictureOf(clip('a', [0, 1], segmentWith({ clip: null }))).placement).toMatchObject({
			x: constant(0),
			y: constant(0),
			scaleX: constant(1),
			scaleY: constant(1),
			opacity: constant(1),
		});
	});

	it('keyframes replace it, sorted', () => {
		const keyed = clip(
			'a',
			[0, 2],
			keyframes('KFTypePositionX', [2, 1], [0, -1]),
			keyframes('KFTypePositionY', [0, 1]),
			keyframes('KFTypeRotation', [0, 450]),
		);
		expect(pictureOf(keyed).placement).toMatchObject({
			x: {
				keys: [
					{ at: 0, value: -320 },
					{ at: 2_000_000, value: 320 },
				],
			},
			y: { keys: [{ at: 0, value: -180 }] },
			rotation: { keys: [{ value: 450 }] },
		});
	});

	it('keyframes of the width alone scale both ways, and not where the height has its own', () => {
		const both = pictureOf(clip('a', [0, 1], keyframes('KFTypeScaleX', [0, 2]))).placement;
		expect(both.scaleY).toEqual(both.scaleX);
		const own = clip(
			'a',
			[0, 1],
			keyframes('KFTypeScaleX', [0, 2]),
			keyframes('KFTypeScaleY', [0, 3]),
		);
		expect(pictureOf(own).placement.scaleY).toMatchObject({ keys: [{ value: 3 }] });
	});

	it('opacity keeps between nothing and all', () => {
		const keyed = clip('a', [0, 1], keyframes('KFTypeAlpha', [0, -1], [1, 2]));
		expect(pictureOf(keyed).placement.opacity).toMatchObject({
			keys: [{ value: 0 }, { value: 1 }],
		});
	});
});

describe('keyframes', () => {
	const rotated = (...changes: Change[]) =>
		pictureOf(clip('a', [5, 2], ...changes)).placement.rotation;

	it('count on the clock of the media: a trimmed clip has them earlier', () => {
		const curve = rotated(source(1, 2), keyframes('KFTypeRotation', [1, 0], [3, 90]));
		expect(curve).toMatchObject({ keys: [{ at: 0 }, { at: 2_000_000 }] });
	});

	it('of a clip at double speed come twice as fast', () => {
		const curve = rotated(source(1, 4), keyframes('KFTypeRotation', [1, 0], [3, 90]));
		expect(curve).toMatchObject({ keys: [{ at: 0 }, { at: 1_000_000 }] });
	});

	it('of photos count from the start of the segment', () => {
		const still = photo('a', [5, 2], source(0, 4), keyframes('KFTypeRotation', [2, 90]));
		expect(pictureOf(still).placement.rotation).toMatchObject({ keys: [{ at: 2_000_000 }] });
	});

	const handles = {
		curveType: 'FreeCurveInOut',
		right_control: { x: 400_000, y: 30 },
		left_control: { x: -200_000, y: -5 },
	};

	it('have handles on both sides of a curved way', () => {
		const curve = rotated(
			source(0, 4),
			keyframes('KFTypeRotation', [0, 0, handles], [2, 90, handles]),
		);
		expect(curve).toEqual({
			kind: 'keyed',
			keys: [
				{ at: 0, value: 0, leaving: { dt: 200_000, dv: 30 } },
				{ at: 1_000_000, value: 90, arriving: { dt: -100_000, dv: -5 } },
			],
		});
	});

	it('go straight where the way is a line, handles or not', () => {
		const line = { ...handles, curveType: 'Line' };
		const curve = rotated(keyframes('KFTypeRotation', [0, 0, line], [1, 90, handles]));
		expect(curve).toEqual({
			kind: 'keyed',
			keys: [
				{ at: 0, value: 0 },
				{ at: 1_000_000, value: 90 },
			],
		});
	});

	it('handles never turn time around', () => {
		const wild = { ...handles, right_control: { x: 9e9, y: 0 }, left_control: { x: 5, y: 0 } };
		const curve = rotated(keyframes('KFTypeRotation', [0, 0, wild], [1, 90, wild]));
		expect(curve).toMatchObject({
			keys: [{ leaving: { dt: 1_000_000 } }, { arriving: { dt: 0 } }],
		});
	});

	it('bend the handles of positions with the canvas', () => {
		const curve = pictureOf(
			clip('a', [0, 1], keyframes('KFTypePositionY', [0, 0, handles], [1, 1, handles])),
		).placement.y;
		expect(curve).toMatchObject({ keys: [{ leaving: { dv: -5400 } }, { arriving: { dv: 900 } }] });
	});
});

describe('the crop', () => {
	const corners = ([left, top, right, bottom]: readonly [number, number, number, number]) => ({
		crop: {
			...{ upper_left_x: left, upper_left_y: top, upper_right_x: right, upper_right_y: top },
			...{ lower_left_x: left, lower_left_y: bottom, lower_right_x: right, lower_right_y: bottom },
		},
	});

	it('is a part of the picture', () => {
		const cut = clip('a', [0, 1], materialWith(corners([0.25, 0, 0.75, 0.5])));
		expect(pictureOf(cut).crop).toEqual({ left: 0.25, top: 0, right: 0.75, bottom: 0.5 });
	});

	it('with its corners the other way round is mirrored so', () => {
		const box = { left: 0.25, top: 0, right: 0.75, bottom: 0.5 };
		const across = clip('a', [0, 1], materialWith(corners([0.75, 0, 0.25, 0.5])));
		expect(pictureOf(across).crop).toEqual({ ...box, mirroredX: true });
		const down = clip('a', [0, 1], materialWith(corners([0.25, 0.5, 0.75, 0])));
		expect(pictureOf(down).crop).toEqual({ ...box, mirroredY: true });
		expect(codesOf(videoTrack(across))).toEqual([]);
	});

	it('without area is the whole picture', () => {
		const cut = clip('a', [0, 1], materialWith(corners([0.5, 0, 0.5, 1])));
		expect(pictureOf(cut).crop).toEqual({ left: 0, top: 0, right: 1, bottom: 1 });
	});

	it('with slanted sides has its corners, and nothing is left to say', () => {
		const slanted = { crop: { ...corners([0, 0, 1, 1]).crop, upper_left_x: 0.2 } };
		const cut = clip('a', [0, 1], materialWith(slanted));
		expect(pictureOf(cut).crop).toMatchObject({
			corners: { topLeft: { x: 0.2, y: 0 }, bottomRight: { x: 1, y: 1 } },
		});
		expect(codesOf(videoTrack(cut))).toEqual([]);
	});
});
