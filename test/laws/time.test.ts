/** Frames, chunks, curves and tempos, over generated ones. */
import fc from 'fast-check';
import { chunksOf } from '../../render-agent/src/compile/chunks';
import {
	frameAt,
	frames,
	microseconds,
	nearestFrame,
	plus,
	rateOf,
	startOf,
} from '../../render-agent/src/kernel/units';
import { type Curve, type Keyframe, mapped, valueAt } from '../../render-agent/src/timeline/curve';
import { assetTimeAt, clipTimeOf, type Paced } from '../../render-agent/src/timeline/tempo';
import { RATES } from '../support/timelines';

const rates = fc.oneof(
	fc.constantFrom(...Object.values(RATES)),
	fc.integer({ min: 1_000, max: 120_000 }).map((thousandths) => rateOf(thousandths / 1000)),
);
/** Up to ten hours. */
const times = fc.integer({ min: 0, max: 36_000_000_000 }).map(microseconds);

it('the frame at the start of a frame is that frame', () => {
	fc.assert(
		fc.property(fc.nat(2_000_000), rates, (index, rate) => {
			const frame = frames(index);
			expect(frameAt(startOf(frame, rate), rate)).toBe(frame);
			expect(nearestFrame(startOf(frame, rate), rate)).toBe(frame);
			if (index > 0) expect(frameAt(microseconds(startOf(frame, rate) - 1), rate)).toBe(index - 1);
		}),
	);
});

it('later is never an earlier frame', () => {
	fc.assert(
		fc.property(times, times, rates, (a, b, rate) => {
			const [first, second] = a < b ? [a, b] : [b, a];
			expect(frameAt(first, rate)).toBeLessThanOrEqual(frameAt(second, rate));
			expect(nearestFrame(first, rate)).toBeLessThanOrEqual(nearestFrame(second, rate));
		}),
	);
});

describe('chunks', () => {
	const cuts = fc
		.uniqueArray(
			fc.record({ at: fc.integer({ min: 0, max: 20_000 }).map(frames), rank: fc.nat(9) }),
			{ maxLength: 60, selector: ({ at }) => at },
		)
		.map((list) => list.sort((a, b) => a.at - b.at));
	const gops = fc.integer({ min: 60, max: 600 }).map(frames);

	it('share out the frames: none lost, none drawn twice', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 20_000 }), cuts, gops, (total, edges, gop) => {
				const end = chunksOf(frames(total), edges, gop).reduce((at, { first, count }) => {
					expect(first).toBe(at);
					expect(count).toBeGreaterThan(0);
					return plus(first, count);
				}, frames(0));
				expect(end).toBe(total);
			}),
		);
	});

	it('are less than 60 frames longer than a GOP; short ones only where all is short', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 20_000 }), cuts, gops, (total, edges, gop) => {
				const counts = chunksOf(frames(total), edges, gop).map(({ count }) => count);
				expect(Math.max(...counts)).toBeLessThan(gop + 60);
				expect(Math.min(...counts)).toBeGreaterThanOrEqual(Math.min(60, total));
			}),
		);
	});

	it('of what comes first do not depend on what comes after', () => {
		fc.assert(
			fc.property(fc.integer({ min: 2_000, max: 20_000 }), cuts, gops, (total, edges, gop) => {
				const whole = chunksOf(frames(total), edges, gop);
				const longer = chunksOf(frames(total + 999), edges, gop);
				// But for the last two: a cut is not taken where less than 60 frames come after it.
				expect(longer.slice(0, Math.max(0, whole.length - 2))).toEqual(whole.slice(0, -2));
			}),
		);
	});
});

const values = fc.double({ min: -1000, max: 1000, noNaN: true });
const shares = fc.double({ min: 0, max: 1, noNaN: true });

interface Step {
	readonly gap: number;
	readonly value: number;
	readonly eased: boolean;
	readonly dt: readonly [number, number];
	readonly dv: readonly [number, number];
}
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
	fc.record({
		gap: fc.integer({ min: 1, max: 5_000_000 }),
		value: values,
		eased: fc.boolean(),
		dt: fc.tuple(shares, shares),
		dv: fc.tuple(values, values),
	}),
	{ minLength: 1, maxLength: 6 },
);

/** A curve whose handles stay within their own stretch of time, as editors keep them. */
const curveFrom = (list: readonly Step[]): Curve => {
	let at = 0;
	const keys = list.map(({ gap, value, eased, dt, dv }, i): Keyframe => {
		at += gap;
		const next = list[i + 1];
		return {
			...{ at: microseconds(at), value },
			...(eased && next && { leaving: { dt: dt[0] * next.gap, dv: dv[0] } }),
			...(eased && i > 0 && { arriving: { dt: -dt[1] * gap, dv: dv[1] } }),
		};
	});
	const [first, ...rest] = keys;
	return first ? { kind: 'keyed', keys: [first, ...rest] } : { kind: 'constant', value: 0 };
};
const curves = steps.map(curveFrom);
const straight = steps.map((list) => curveFrom(list.map((step) => ({ ...step, eased: false }))));
const keysOf = (curve: Curve): readonly Keyframe[] => (curve.kind === 'keyed' ? curve.keys : []);

describe('curves', () => {
	it('go through their keyframes and hold before and after them', () => {
		fc.assert(
			fc.property(curves, fc.nat(1e7), (curve, away) => {
				const keys = keysOf(curve);
				for (const { at, value } of keys) expect(valueAt(curve, at)).toBeCloseTo(value, 4);
				expect(valueAt(curve, (keys[0]?.at ?? 0) - away)).toBeCloseTo(keys[0]?.value ?? 0, 4);
				expect(valueAt(curve, (keys.at(-1)?.at ?? 0) + away)).toBeCloseTo(
					keys.at(-1)?.value ?? 0,
					4,
				);
			}),
		);
	});

	it('without handles are straight between keyframes', () => {
		fc.assert(
			fc.property(straight, shares, (curve, share) => {
				keysOf(curve)
					.slice(1)
					.forEach((key, i) => {
						const before = keysOf(curve)[i] ?? key;
						const at = before.at + (key.at - before.at) * share;
						const wanted = before.value + (key.value - before.value) * share;
						expect(valueAt(curve, at)).toBeCloseTo(wanted, 6);
					});
			}),
		);
	});

	it('that rise, eased or not, never fall on their way', () => {
		const one = fc.tuple(
			fc.integer({ min: 1, max: 1e7 }),
			fc.tuple(shares, shares, shares, shares),
		);
		fc.assert(
			fc.property(one, shares, shares, ([span, [a, b, c, d]], s, t) => {
				const curve: Curve = {
					kind: 'keyed',
					keys: [
						{ at: microseconds(0), value: 0, leaving: { dt: a * span, dv: Math.min(b, d) } },
						{
							...{ at: microseconds(span), value: 1 },
							arriving: { dt: -c * span, dv: Math.max(b, d) - 1 },
						},
					],
				};
				const [early, late] = s < t ? [s, t] : [t, s];
				expect(valueAt(curve, early * span)).toBeLessThanOrEqual(
					valueAt(curve, late * span) + 1e-6,
				);
			}),
		);
	});

	it('whose values are changed give the changed values', () => {
		const factors = fc.double({ min: -10, max: 10, noNaN: true });
		fc.assert(
			fc.property(curves, fc.tuple(factors, values), fc.nat(3e7), (curve, [factor, shift], at) => {
				const changed = mapped(curve, (value) => value * factor + shift);
				expect(valueAt(changed, at)).toBeCloseTo(valueAt(curve, at) * factor + shift, 3);
			}),
		);
	});
});

describe('tempos', () => {
	const points = fc
		.tuple(
			fc.array(fc.tuple(shares, fc.double({ min: 0.1, max: 10, noNaN: true })), { maxLength: 6 }),
			fc.double({ min: 0.1, max: 10, noNaN: true }),
			fc.double({ min: 0.1, max: 10, noNaN: true }),
		)
		.map(([middle, first, last]) => [
			{ x: 0, speed: first },
			...middle.map(([x, speed]) => ({ x, speed })).sort((a, b) => a.x - b.x),
			{ x: 1, speed: last },
		]);
	const clips: fc.Arbitrary<Paced> = fc.record({
		target: fc.record({
			start: fc.nat(1e8).map(microseconds),
			duration: fc.integer({ min: 100_000, max: 6e7 }).map(microseconds),
		}),
		source: fc.record({
			start: fc.nat(1e8).map(microseconds),
			duration: fc.integer({ min: 100_000, max: 6e7 }).map(microseconds),
		}),
		tempo: fc.oneof(
			fc.constant({ kind: 'constant' } as const),
			points.map((list) => ({ kind: 'curve', points: list }) as const),
		),
		reversed: fc.boolean(),
	});

	it('bring a clip from one end of its source to the other', () => {
		fc.assert(
			fc.property(clips, (clip) => {
				const ends = [assetTimeAt(clip, 0), assetTimeAt(clip, clip.target.duration)];
				const [start, end] = [clip.source.start, clip.source.start + clip.source.duration];
				const wanted = clip.reversed ? [end, start] : [start, end];
				ends.forEach((at, i) => {
					expect(at).toBeCloseTo(wanted[i] ?? 0, 1);
				});
			}),
		);
	});

	it('never run the other way', () => {
		fc.assert(
			fc.property(clips, shares, shares, (clip, s, t) => {
				const [early, late] = s < t ? [s, t] : [t, s];
				const way =
					assetTimeAt(clip, late * clip.target.duration) -
					assetTimeAt(clip, early * clip.target.duration);
				expect(clip.reversed ? -way : way).toBeGreaterThanOrEqual(-1e-3);
			}),
		);
	});

	it('tell when a moment of the asset plays', () => {
		fc.assert(
			fc.property(clips, shares, (clip, share) => {
				const forward = { ...clip, reversed: false };
				const at = share * clip.target.duration;
				const back = clipTimeOf(forward, assetTimeAt(forward, at));
				// Where the asset stands nearly still, a microsecond of it is many of the clip's.
				const slowest = assetTimeAt(forward, back) - assetTimeAt(forward, at);
				expect(Math.min(Math.abs(back - at), Math.abs(slowest))).toBeLessThanOrEqual(2);
			}),
		);
	});
});
