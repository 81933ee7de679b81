/** A value over the time of a clip: constant, or keyframes with easing. */
import { type Microseconds, nearestMicrosecond, plus } from '../kernel/units';

/** A handle of a cubic Bézier, as an offset from its own keyframe: `dt` in microseconds, `dv` in the value's unit. */
export interface Handle {
	readonly dt: number;
	readonly dv: number;
}

/** A keyframe. `at` counts from the clip's start in timeline time and may lie outside the clip. */
export interface Keyframe {
	readonly at: Microseconds;
	readonly value: number;
	/** How the value goes on to the next keyframe. Without both handles: straight. */
	readonly leaving?: Handle;
	readonly arriving?: Handle;
}

/** A value over time. Keyframes are sorted by `at`; before the first and after the last the value holds. */
export type Curve =
	| { readonly kind: 'constant'; readonly value: number }
	| { readonly kind: 'keyed'; readonly keys: readonly [Keyframe, ...Keyframe[]] };

/** A value that never changes. */
export const constant = (value: number): Curve => ({ kind: 'constant', value });

/** A cubic Bézier that starts at 0: its two control values and where it ends. */
type Bezier = readonly [p1: number, p2: number, end: number];

const bezierAt = ([p1, p2, end]: Bezier, u: number): number => {
	const v = 1 - u;
	return 3 * v * v * u * p1 + 3 * v * u * u * p2 + u * u * u * end;
};

const NO_HANDLE: Handle = { dt: 0, dv: 0 };
const BISECTIONS = 40;

const eased = (from: Keyframe, to: Keyframe, at: number): number => {
	const { leaving = NO_HANDLE } = from;
	const { arriving = NO_HANDLE } = to;
	const span = to.at - from.at;
	const rise = to.value - from.value;
	const times: Bezier = [leaving.dt, span + arriving.dt, span];
	let low = 0;
	let high = 1;
	for (let i = 0; i < BISECTIONS; i++) {
		const middle = (low + high) / 2;
		if (bezierAt(times, middle) < at - from.at) low = middle;
		else high = middle;
	}
	return from.value + bezierAt([leaving.dv, rise + arriving.dv, rise], (low + high) / 2);
};

const between = (from: Keyframe, to: Keyframe, at: number): number =>
	from.leaving || to.arriving
		? eased(from, to, at)
		: from.value + ((to.value - from.value) * (at - from.at)) / (to.at - from.at);

/** The value at a moment of the clip, in microseconds from its start (fractions allowed). */
export const valueAt = (curve: Curve, at: number): number => {
	if (curve.kind === 'constant') return curve.value;
	const next = curve.keys.findIndex((key) => key.at > at);
	const after = curve.keys[next];
	if (!after) return (curve.keys.at(-1) ?? curve.keys[0]).value;
	const before = curve.keys[next - 1];
	return before ? between(before, after, at) : after.value;
};

/** Pieces by which a stretch without a keyframe is summed up. Even. */
const SUMMED = 8;

/** The mean from one moment to another by Simpson's rule: exact for straight and parabolic pieces. */
const meanOfStretch = (curve: Curve, from: number, to: number): number => {
	const step = (to - from) / SUMMED;
	let sum = 0;
	for (let i = 0; i <= SUMMED; i++) {
		const weight = i === 0 || i === SUMMED ? 1 : i % 2 === 0 ? 2 : 4;
		sum += weight * valueAt(curve, from + i * step);
	}
	return sum / (3 * SUMMED);
};

/** The mean of the values between two moments, in microseconds from the clip's start; the value where both are one. */
export const meanBetween = (curve: Curve, from: number, to: number): number => {
	if (curve.kind === 'constant' || to <= from) return valueAt(curve, from);
	const within = curve.keys.map(({ at }) => at as number).filter((at) => at > from && at < to);
	const ends = [from, ...within, to];
	const sum = ends.slice(1).reduce((so, end, i) => {
		const begin = ends[i] ?? from;
		return so + meanOfStretch(curve, begin, end) * (end - begin);
	}, 0);
	return sum / (to - from);
};

/** The curve with `change` applied to every value; handles follow its slope, so `change` must be affine. */
export const mapped = (curve: Curve, change: (value: number) => number): Curve => {
	if (curve.kind === 'constant') return constant(change(curve.value));
	const slope = change(1) - change(0);
	const bent = (handle: Handle): Handle => ({ dt: handle.dt, dv: handle.dv * slope });
	const [first, ...rest] = curve.keys.map((key): Keyframe => ({
		at: key.at,
		value: change(key.value),
		...(key.leaving && { leaving: bent(key.leaving) }),
		...(key.arriving && { arriving: bent(key.arriving) }),
	}));
	return first ? { kind: 'keyed', keys: [first, ...rest] } : curve;
};

/** The curve as it is seen by a clock that starts `by` earlier. */
export const delayed = (curve: Curve, by: Microseconds): Curve => {
	if (curve.kind === 'constant') return curve;
	const [first, ...rest] = curve.keys.map((key): Keyframe => ({ ...key, at: plus(key.at, by) }));
	return first ? { kind: 'keyed', keys: [first, ...rest] } : curve;
};

/** Straight pieces that the product of two curves has between two keyframes: a parabola is 1/256 of its rise beside them at most. */
const PIECES = 8;

/** One curve times another. Of two with keyframes a new one through points so close together that nobody hears or sees a difference. */
export const product = (a: Curve, b: Curve): Curve => {
	if (a.kind === 'constant') return mapped(b, (value) => value * a.value);
	if (b.kind === 'constant') return mapped(a, (value) => value * b.value);
	const ends = [...a.keys, ...b.keys].map(({ at }) => at).sort((one, other) => one - other);
	const times = ends.flatMap((at, i) => {
		const step = ((ends[i + 1] ?? at) - at) / PIECES;
		return Array.from({ length: PIECES }, (_, piece) => nearestMicrosecond(at + step * piece));
	});
	const [first, ...rest] = [...new Set(times)].map((at): Keyframe => ({
		at,
		value: valueAt(a, at) * valueAt(b, at),
	}));
	return first ? { kind: 'keyed', keys: [first, ...rest] } : a;
};

/** The least and greatest value that the curve takes at its keyframes; overshoot between them is not counted. */
export const extremes = (curve: Curve): { readonly least: number; readonly most: number } => {
	const values = curve.kind === 'constant' ? [curve.value] : curve.keys.map(({ value }) => value);
	return { least: Math.min(...values), most: Math.max(...values) };
};
