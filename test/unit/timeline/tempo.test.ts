import {
	endOf,
	intersection,
	rangeBetween,
	united,
} from '../../../render-agent/src/timeline/range';
import { assetTimeAt, clipTimeOf, type Paced } from '../../../render-agent/src/timeline/tempo';
import { rangeOf, type Span } from '../../support/timelines';

const paced = (target: Span, source: Span, changes: Partial<Paced> = {}): Paced => ({
	...{ target: rangeOf(target), source: rangeOf(source), tempo: { kind: 'constant' } },
	reversed: false,
	...changes,
});
const seconds = (clip: Paced, at: number): number => assetTimeAt(clip, at * 1e6) / 1e6;

it('a clip begins with its source and ends with it', () => {
	const clip = paced([5, 7], [1, 5]);
	expect([0, 1, 2].map((at) => seconds(clip, at))).toEqual([1, 3, 5]);
});

it('a reversed clip runs from the end of its source to its start', () => {
	const clip = paced([5, 7], [1, 5], { reversed: true });
	expect([0, 1, 2].map((at) => seconds(clip, at))).toEqual([5, 3, 1]);
});

it('beyond its ends a clip goes on at its speed, even before its file', () => {
	const clip = paced([0, 2], [0, 4]);
	expect([-1, 3].map((at) => seconds(clip, at))).toEqual([-2, 6]);
});

it('a speed curve takes as long for each part as its speed says', () => {
	const points = [
		{ x: 0, speed: 2 },
		{ x: 0.5, speed: 2 },
		{ x: 0.5, speed: 1 },
		{ x: 1, speed: 1 },
	];
	const clip = paced([0, 3], [0, 4], { tempo: { kind: 'curve', points } });
	expect([0, 0.5, 1, 2, 3].map((at) => seconds(clip, at))).toEqual([0, 1, 2, 3, 4]);
	expect(clipTimeOf(clip, 3e6)).toBeCloseTo(2e6, -1);
});

it('a clip without length asks for the start of its source', () => {
	expect(seconds(paced([1, 1], [3, 3]), 0)).toBe(3);
});

it('ranges that only touch share nothing', () => {
	expect(intersection(rangeOf([0, 1]), rangeOf([1, 2]))).toBeUndefined();
	expect(intersection(rangeOf([0, 2]), rangeOf([1, 3]))).toEqual(rangeOf([1, 2]));
	expect(endOf(rangeBetween(endOf(rangeOf([0, 1])), endOf(rangeOf([0, 3]))))).toBe(3e6);
});

it('ranges that overlap, touch or are near enough are one', () => {
	const ranges = [rangeOf([5, 6]), rangeOf([0, 3]), rangeOf([1, 2]), rangeOf([3, 4])];
	expect(united(ranges)).toEqual([rangeOf([0, 4]), rangeOf([5, 6])]);
	expect(united(ranges, 999_999)).toHaveLength(2);
	expect(united(ranges, 1e6)).toEqual([rangeOf([0, 6])]);
});
