import {
	type AheadRun,
	aheadAmong,
	numbersAhead,
	withoutThese,
} from '../../../render-agent/src/render/aheadRun';
import { nextAhead, type Way } from '../../../render-agent/src/render/aheadUnits';

/** `d`: made by one ffmpeg; `f`: drawn frame by frame; `-`: its files are not here. */
const WAYS: Readonly<Record<string, Way>> = { d: 'direct', f: 'drawn' };

const next = (ways: string, begun: readonly number[] = [], runs?: readonly (readonly number[])[]) =>
	nextAhead(runs ?? [Array.from(ways, (_, i) => i)], {
		wayOf: (number) => WAYS[ways[number] ?? ''],
		isBegun: (number) => begun.includes(number),
	});

describe('what is begun ahead', () => {
	it('are drawn chunks as soon as they can be, at most four', () => {
		expect(next('f---')).toEqual([0]);
		expect(next('-ff-ff')).toEqual([1, 2]);
		expect(next('ffffff')).toEqual([0, 1, 2, 3]);
		expect(next('ffffff', [0, 1, 2, 3])).toEqual([4, 5]);
		expect(next('fff', [1])).toEqual([0]);
	});

	it('are chunks of one ffmpeg only when all are known that it will make', () => {
		expect(next('ddd-')).toBeUndefined();
		expect(next('-ddd')).toBeUndefined();
		expect(next('dddd')).toEqual([0, 1, 2, 3]);
		expect(next('fddf', [0, 3])).toEqual([1, 2]);
		expect(next('fdd-', [0])).toBeUndefined();
	});

	it('is begun once', () => {
		expect(next('dd', [0, 1])).toBeUndefined();
		expect(next('ff', [0, 1])).toBeUndefined();
	});

	it('ends with its run, whose neighbors another ffmpeg makes', () => {
		const runs = [
			[0, 1],
			[2, 3],
		];
		expect(next('dd--', [], runs)).toEqual([0, 1]);
		expect(next('--dd', [], runs)).toEqual([2, 3]);
	});
});

const run = (...keys: readonly string[]): AheadRun => ({
	keys,
	isMade: () => true,
	take: () => Promise.resolve(undefined),
	stop: () => Promise.resolve(),
});

describe('what was begun ahead', () => {
	it('is found again by what its chunks are known by', () => {
		const found = aheadAmong([run('b', 'c'), run('e')], ['a', 'b', 'c', 'd', 'e']);
		expect([...found.keys()]).toEqual([1, 4]);
		expect([...numbersAhead(found)]).toEqual([1, 2, 4]);
	});

	it('is left out where one of its chunks has become another', () => {
		expect(aheadAmong([run('b', 'c')], ['a', 'b', 'x']).size).toBe(0);
		expect(aheadAmong([run('z')], ['a', 'b']).size).toBe(0);
	});

	it('leaves the rest of the runs as they were', () => {
		const runs = [
			[0, 1, 2, 3],
			[5, 6],
		];
		expect(withoutThese(runs, new Set([1, 5]))).toEqual([[0], [2, 3], [6]]);
		expect(withoutThese(runs, new Set())).toEqual(runs);
	});
});
