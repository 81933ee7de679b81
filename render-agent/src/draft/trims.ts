/** Lines and shadows around clips and their masks: how far their sliders reach. Nobody has measured it. */
import { z } from 'zod/v4';
import { type Curve, extremes, mapped } from '../timeline/curve';
import type { Mask, Shade } from '../timeline/looks';
import type { LineChanges, PaintChanges, ShadeChanges } from '../timeline/painting';
import type { Outline } from '../timeline/timeline';
import { colorOf, faded } from './colors';
import { numberOr, textOr } from './fields';
import { type Keyed, keyedColor, keyedCurve, someOf } from './keyframes';

/** Shares of a clip's shorter side at the end of each slider. */
const FARTHEST = 0.25;
const SOFTEST = 0.2;
const WIDEST = 0.1;

/** A slider of 0…1, or of 0…100. */
export const slid = (value: number): number =>
	Math.min(1, Math.max(0, value > 1 ? value / 100 : value));

/** The same, either way from the middle. */
const slidAround = (value: number): number => Math.sign(value) * slid(Math.abs(value));

/** A line as wide as a slider says. */
export const lineOf = (color: string, width: number): Outline['stroke'] => {
	const found = colorOf(color);
	return found && { color: found, width: slid(width) * WIDEST };
};

/** A shadow by its sliders; undefined without a color. */
export const shadeOf = (
	text: string,
	{
		alpha,
		angle,
		distance,
		blur,
	}: {
		readonly alpha: number;
		readonly angle: number;
		readonly distance: number;
		readonly blur: number;
	},
): Shade | undefined => {
	const color = colorOf(text);
	return (
		color && {
			color: faded(color, slid(alpha)),
			distance: slid(distance) * FARTHEST,
			angle,
			blur: slid(blur) * SOFTEST,
		}
	);
};

const maskStroke = z.object({
	...{ color: textOr(''), alpha: numberOr(1), size: numberOr(0), distance: numberOr(0) },
	...{ horizontal_shift: numberOr(0), vertical_shift: numberOr(0) },
});
const maskShadow = z.object({
	...{ color: textOr(''), alpha: numberOr(1), blur: numberOr(0) },
	...{ distance: numberOr(0), angle: numberOr(-45) },
});

/** A slider over time, whose end reaches so far; one that is counted to 100 somewhere is so everywhere. */
const slidOver = (curve: Curve | undefined, farthest: number): Curve | undefined => {
	if (!curve) return undefined;
	const { least, most } = extremes(curve);
	const whole = Math.max(-least, most) > 1 ? 100 : 1;
	return mapped(curve, (value) => (value * farthest) / whole);
};

const paintOf = (keyed: Keyed, prefix: string): PaintChanges => {
	const color = keyedColor(keyed, `${prefix}Color`);
	const opacity = slidOver(keyedCurve(keyed, `${prefix}Alpha`), 1);
	return { ...(color && { color }), ...(opacity && { opacity }) };
};

/** The curves of properties with one prefix, as far as they have keyframes: their end, and how far their sliders reach. */
const slidersOf = <K extends string>(
	keyed: Keyed,
	prefix: string,
	sliders: readonly (readonly [part: K, names: readonly string[], farthest: number])[],
): Partial<Record<K, Curve>> =>
	Object.fromEntries(
		sliders.flatMap(([part, names, farthest]) => {
			const curve = keyedCurve(keyed, ...names.map((name) => prefix + name));
			const slid = farthest === 0 ? curve : slidOver(curve, farthest);
			return slid ? [[part, slid]] : [];
		}),
	) as Partial<Record<K, Curve>>;

/** How a property of a shadow or line ends, and how far its slider reaches; 0: it is no slider. */
const SHADED = [
	['distance', ['Distance'], FARTHEST],
	['angle', ['Angle'], 0],
	['blur', ['Blur', 'Smoothing', 'Ambiguity'], SOFTEST],
] as const;
const LINED = [
	['width', ['Size', 'Width'], WIDEST],
	['away', ['Distance'], WIDEST],
	['shiftX', ['HorizontalShift'], FARTHEST],
	['shiftY', ['VerticalShift'], -FARTHEST],
] as const;

const endsOf = (table: typeof SHADED | typeof LINED): readonly string[] => [
	...['Color', 'Alpha'],
	...table.flatMap(([, names]) => names),
];

/** The keyframed properties of a shadow whose names begin so. */
export const shadedBy = (prefix: string): readonly string[] =>
	endsOf(SHADED).map((end) => prefix + end);

/** The keyframed properties of a line whose names begin so. */
export const linedBy = (prefix: string): readonly string[] =>
	endsOf(LINED).map((end) => prefix + end);

/** What keyframes move of a shadow; undefined where there are none. */
export const movingShade = (keyed: Keyed, prefix: string): ShadeChanges | undefined =>
	someOf({ ...paintOf(keyed, prefix), ...slidersOf(keyed, prefix, SHADED) });

/** What keyframes move of a line; undefined where there are none. */
export const movingLine = (keyed: Keyed, prefix: string): LineChanges | undefined =>
	someOf({ ...paintOf(keyed, prefix), ...slidersOf(keyed, prefix, LINED) });

/** The line along a mask, as a draft writes it; undefined for none, or one that cannot be read. */
export const maskStrokeOf = (written: unknown, moving?: LineChanges): Mask['stroke'] => {
	const { data } = maskStroke.safeParse(written);
	const line = data && lineOf(data.color, data.size);
	if (!line || (line.width === 0 && !moving?.width)) return undefined;
	return {
		color: faded(line.color, slid(data.alpha)),
		width: line.width,
		away: slidAround(data.distance) * WIDEST,
		shift: {
			x: slidAround(data.horizontal_shift) * FARTHEST,
			y: 0 - slidAround(data.vertical_shift) * FARTHEST,
		},
		...(moving && { moving }),
	};
};

/** The shadow of a mask, as a draft writes it; undefined for none, or one that cannot be read. */
export const maskShadeOf = (written: unknown, moving?: ShadeChanges): Shade | undefined => {
	const { data } = maskShadow.safeParse(written);
	const shade = data && shadeOf(data.color, data);
	return shade && { ...shade, ...(moving && { moving }) };
};
