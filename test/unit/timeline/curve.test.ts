import { fromSeconds, microseconds } from '../../../render-agent/src/kernel/units';
import {
	constant,
	type Curve,
	extremes,
	mapped,
	valueAt,
} from '../../../render-agent/src/timeline/curve';
import { keyed } from '../../support/timelines';

/** From 0 to 1 within a second, with handles at shares of the way. */
const eased = (leaving: readonly [number, number], arriving: readonly [number, number]): Curve => ({
	kind: 'keyed',
	keys: [
		{ at: microseconds(0), value: 0, leaving: { dt: leaving[0] * 1e6, dv: leaving[1] } },
		{ at: fromSeconds(1), value: 1, arriving: { dt: arriving[0] * 1e6, dv: arriving[1] } },
	],
});

it('a constant is the same at any time', () => {
	expect([-1e9, 0, 1e9].map((at) => valueAt(constant(7), at))).toEqual([7, 7, 7]);
});

it('before the first keyframe and after the last the value holds', () => {
	const curve = keyed([1, 10], [2, 20]);
	expect([-5e6, 1e6, 2e6, 9e6].map((at) => valueAt(curve, at))).toEqual([10, 10, 20, 20]);
});

it('between keyframes it runs straight', () => {
	const curve = keyed([0, 0], [1, 10], [3, -10]);
	expect([0.5, 1, 2, 2.5].map((at) => valueAt(curve, at * 1e6))).toEqual([5, 10, 0, -5]);
});

it('two keyframes at one moment are a step: from there on the later one counts', () => {
	const curve = keyed([0, 1], [1, 1], [1, 5], [2, 5]);
	expect([0.999_999, 1, 1.5].map((at) => valueAt(curve, at * 1e6))).toEqual([1, 5, 5]);
});

it('handles a third of the way along the line change nothing', () => {
	const curve = eased([1 / 3, 1 / 3], [-1 / 3, -1 / 3]);
	for (const share of [0.1, 0.4, 0.75]) expect(valueAt(curve, share * 1e6)).toBeCloseTo(share, 6);
});

it('flat handles start and end slowly, and are halfway in the middle', () => {
	const curve = eased([0.5, 0], [-0.5, 0]);
	expect(valueAt(curve, 1e5)).toBeLessThan(0.05);
	expect(valueAt(curve, 5e5)).toBeCloseTo(0.5, 6);
	expect(valueAt(curve, 9e5)).toBeGreaterThan(0.95);
});

it('a curve with its values changed keeps its easing', () => {
	const curve = eased([0.4, 0.1], [-0.2, 0]);
	const doubled = mapped(curve, (value) => value * 2 + 3);
	for (const at of [1e5, 3e5, 8e5])
		expect(valueAt(doubled, at)).toBeCloseTo(valueAt(curve, at) * 2 + 3, 6);
});

it('its extremes are those of its keyframes', () => {
	expect(extremes(keyed([0, 3], [1, -2], [2, 1]))).toEqual({ least: -2, most: 3 });
	expect(extremes(constant(4))).toEqual({ least: 4, most: 4 });
});
