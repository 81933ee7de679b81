import { cutsOf, groundEdges } from '../../../render-agent/src/compile/cuts';
import { layersOf, type PlacedClip } from '../../../render-agent/src/compile/layers';
import {
	assetId,
	fill,
	nested,
	picture,
	rgb,
	timelineOf,
	transition,
} from '../../support/timelines';

const a = assetId('a');

const placesIn = (placed: readonly PlacedClip[]): readonly number[] =>
	cutsOf(placed, { assets: [] }).map(({ at }) => at);

it('a key frame is due at the ends of pictures at the bottom alone', () => {
	const placed = layersOf(
		timelineOf(4, {
			visuals: [
				picture(a, [0, 2]),
				picture(a, [2, 4]),
				picture(a, [0.5, 1], { layer: 1 }),
				fill(rgb(1, 0, 0), [3, 3.5], { layer: 2 }),
			],
		}),
	);
	expect(placesIn(placed)).toEqual([0, 60, 120]);
});

describe('where pictures cross into each other', () => {
	const [left, right, last] = [picture(a, [0, 1]), picture(a, [1, 2]), picture(a, [2, 3])];
	const placedWith = (look: Parameters<typeof transition>[0]) =>
		layersOf(
			timelineOf(3, {
				visuals: [left, right, last],
				transitions: [transition(look, [left, right], 0.4)],
			}),
		);

	it('a key frame is due behind the last frame of that', () => {
		const placed = placedWith({ family: 'wipe', direction: 'left' });
		expect(groundEdges(placed)).toEqual([0, 24, 36, 60, 90]);
		expect(placesIn(placed)).toEqual([0, 36, 60, 90]);
	});

	it('one is due where a dissolve has gone two thirds of its way', () => {
		expect(placesIn(placedWith({ family: 'dissolve' }))).toEqual([0, 32, 60, 90]);
	});
});

it('a split, and a jump cut within two seconds of footage, are no cuts; a later place in the footage is one', () => {
	const from = (start: number): readonly number[] =>
		placesIn(
			layersOf(
				timelineOf(4, {
					visuals: [picture(a, [0, 2]), picture(a, [2, 4], { source: [start, start + 2] })],
				}),
			),
		);
	expect(from(2)).toEqual([0, 120]);
	expect(from(3.9)).toEqual([0, 120]);
	expect(from(4)).toEqual([0, 60, 120]);
	expect(from(0)).toEqual([0, 60, 120]);
});

it('compound clips and colors are cut too', () => {
	const inner = timelineOf(1, { visuals: [picture(a, [0, 1])] });
	const visuals = [picture(a, [0, 1]), nested(inner, [1, 2]), fill(rgb(1, 0, 0), [2, 3])];
	expect(placesIn(layersOf(timelineOf(3, { visuals })))).toEqual([0, 30, 60, 90]);
});

it('the rank of a cut goes with the name of the file that begins there and the place in it, not with ids or its own place', () => {
	const ranks = (start: number, label = 'film.mp4'): readonly number[] => {
		const asset = assetId(`asset ${String(start)}`);
		const shots = [0, 30, 50].map((from, i) =>
			picture(asset, [start + 2 * i, start + 2 * i + 2], {
				...{ id: `${String(start)} ${String(i)}`, source: [from, from + 2] },
			}),
		);
		const before = start > 0 ? [picture(asset, [0, start], { source: [90, 90 + start] })] : [];
		const visuals = [...before, ...shots];
		const assets = [
			{ id: asset, use: 'video', place: { kind: 'path', path: '' }, label, usedBy: [] },
		] as const;
		return cutsOf(layersOf(timelineOf(start + 6, { visuals })), { assets })
			.filter(({ at }) => at >= start * 30)
			.map(({ rank }) => rank);
	};
	expect(new Set(ranks(0)).size).toBe(4);
	expect(ranks(3)).toEqual(ranks(0));
	expect(ranks(0, 'another.mp4')).not.toEqual(ranks(0));
});
