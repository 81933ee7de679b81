import { runsOf } from '../../../render-agent/src/render/runs';

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

describe('the runs of chunks', () => {
	it('are the missing ones that follow each other', () => {
		expect(runsOf([0, 1, 2, 5, 7, 8], 1)).toEqual([[0, 1, 2], [5], [7, 8]]);
		expect(runsOf([], 2)).toEqual([]);
	});

	it('are never longer than sixteen chunks, and lose none', () => {
		const runs = runsOf(upTo(40), 1);
		expect(runs.map(({ length }) => length)).toEqual([16, 16, 8]);
		expect(runs.flat()).toEqual(upTo(40));
	});

	it('are shared out when several are drawn at a time', () => {
		expect(runsOf(upTo(12), 2).map(({ length }) => length)).toEqual([3, 3, 3, 3]);
		expect(runsOf(upTo(3), 8)).toEqual([[0], [1], [2]]);
	});

	it('end where a file from afar is first shown, when they are two chunks long or more', () => {
		expect(runsOf(upTo(10), 1, new Set([2, 5, 6, 9])).map(({ length }) => length)).toEqual([
			2, 3, 4, 1,
		]);
		expect(runsOf(upTo(6), 1, new Set([1, 2, 3]))).toEqual([
			[0, 1],
			[2, 3, 4, 5],
		]);
	});
});
