import {
	frameAt,
	frames,
	fromSeconds,
	microseconds,
	nearestFrame,
	nearestMicrosecond,
	nearestPixel,
	pixels,
	rateOf,
	startOf,
	toSeconds,
} from '../../../render-agent/src/kernel/units';
import { RATES } from '../../support/timelines';

it('only whole numbers are counted', () => {
	for (const mark of [microseconds, frames, pixels]) {
		expect(mark(12)).toBe(12);
		expect(() => mark(0.5)).toThrow(RangeError);
		expect(() => mark(Number.NaN)).toThrow(RangeError);
		expect(() => mark(2 ** 60)).toThrow(RangeError);
	}
});

it('a frame is on screen from its start until the next one starts', () => {
	expect(
		[0, 33_333, 33_334, 66_666, 66_667].map((at) => frameAt(microseconds(at), RATES['30'])),
	).toEqual([0, 0, 1, 1, 2]);
});

it('times that a draft rounds down belong to the frame that it meant', () => {
	// 10 frames of 30 a second are 333333.3 µs; writers say 333333.
	expect(nearestFrame(microseconds(333_333), RATES['30'])).toBe(10);
	expect(nearestFrame(microseconds(1_001_000), RATES['29.97'])).toBe(30);
});

it('the start of a frame is the first whole microsecond in it', () => {
	expect(startOf(frames(1), RATES['30'])).toBe(33_334);
	expect(startOf(frames(30_000), RATES['29.97'])).toBe(1_001_000_000);
});

it.each([
	[30, 30, 1],
	[29.97, 30_000, 1001],
	[29.970_029_97, 30_000, 1001],
	[23.976, 24_000, 1001],
	[23.98, 24_000, 1001],
	[47.952, 48_000, 1001],
	[59.94, 60_000, 1001],
	[119.88, 120_000, 1001],
	[14.985, 15_000, 1001],
	[1, 1, 1],
	[2, 2, 1],
	[3, 3, 1],
	[5, 5, 1],
	[1.999, 1999, 1000],
	[4.998, 4998, 1000],
	[25, 25, 1],
	[24, 24, 1],
	[12.5, 12_500, 1000],
])('%d frames a second are %d/%d', (fps, num, den) => {
	expect(rateOf(fps)).toEqual({ num, den });
});

it('seconds and microseconds are told apart and rounded to the nearest', () => {
	expect(fromSeconds(1.234_567_8)).toBe(1_234_568);
	expect(toSeconds(microseconds(1_500_000))).toBe(1.5);
	expect([nearestMicrosecond(2.5), nearestPixel(2.4)]).toEqual([3, 2]);
});
