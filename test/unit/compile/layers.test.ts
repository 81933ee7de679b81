import { layersOf } from '../../../render-agent/src/compile/layers';
import { assetId, canvasOf, picture, RATES, timelineOf, transition } from '../../support/timelines';

const a = assetId('a');
const rangesOf = (
	timeline: Parameters<typeof layersOf>[0],
): readonly (readonly [number, number])[] =>
	layersOf(timeline).map(({ layer }) => [layer.from, layer.to]);

it('clips that touch share no frame and leave none out, at any rate', () => {
	for (const rate of Object.values(RATES)) {
		const edges = [0, 0.7, 1.333_333, 2.1, 3.003];
		const visuals = edges.slice(1).map((end, i) => picture(a, [edges[i] ?? 0, end]));
		const ranges = rangesOf(timelineOf(3.003, { canvas: canvasOf({ rate }), visuals }));
		ranges.slice(1).forEach(([from], i) => {
			expect(from).toBe(ranges[i]?.[1]);
		});
		expect(ranges[0]?.[0]).toBe(0);
	}
});

it('a clip that no frame shows is left out', () => {
	const visuals = [picture(a, [0, 1]), picture(a, [1, 1.01])];
	expect(rangesOf(timelineOf(2, { visuals }))).toEqual([[0, 30]]);
});

it('nothing reaches beyond the end of the timeline', () => {
	expect(rangesOf(timelineOf(1, { visuals: [picture(a, [0, 5])] }))).toEqual([[0, 30]]);
});

it('both sides of a transition are seen through its whole window', () => {
	const [left, right] = [picture(a, [0, 1]), picture(a, [1, 2])];
	const transitions = [transition({ family: 'dissolve' }, [left, right], 0.4)];
	const timeline = timelineOf(2, { visuals: [left, right], transitions });
	expect(rangesOf(timeline)).toEqual([
		[0, 36],
		[24, 60],
	]);
	expect(layersOf(timeline)[0]?.layer.crossings).toMatchObject([
		{ from: 24, to: 36, left: 0, right: 1 },
	]);
});

it('a transition whose clip is not there is no transition', () => {
	const [left, right] = [picture(a, [0, 1]), picture(a, [1, 2])];
	const transitions = [transition({ family: 'dissolve' }, [{ id: 'gone' }, right], 0.4)];
	expect(rangesOf(timelineOf(2, { visuals: [left, right], transitions }))).toEqual([
		[0, 30],
		[30, 60],
	]);
});

it('a transition is seen in the same frames around its cut, wherever that lies', () => {
	const window = (first: number): readonly number[] => {
		const at = (frame: number): number => Math.round((frame * 1e6) / 30) / 1e6;
		const [left, right] = [
			picture(a, [at(first), at(first + 30)]),
			picture(a, [at(first + 30), at(first + 60)]),
		];
		const placed = layersOf(
			timelineOf(at(first + 60), {
				visuals: [left, right],
				transitions: [transition({ family: 'dissolve' }, [left, right], 0.5)],
			}),
		);
		return placed.flatMap(({ layer }) => [layer.from - first, layer.to - first]);
	};
	for (const first of [1, 2, 7, 22, 100]) expect(window(first)).toEqual(window(0));
});
