/** Lines and shadows around clips and their masks: how far their sliders reach. Nobody has measured it. */
import { z } from 'zod/v4';
import type { Mask, Shade } from '../timeline/looks';
import type { Outline } from '../timeline/timeline';
import { colorOf, faded } from './colors';
import { numberOr, textOr } from './fields';

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

/** The line along a mask, as a draft writes it; undefined for none, or one that cannot be read. */
export const maskStrokeOf = (written: unknown): Mask['stroke'] => {
	const { data } = maskStroke.safeParse(written);
	const line = data && lineOf(data.color, data.size);
	if (!line || line.width === 0) return undefined;
	return {
		color: faded(line.color, slid(data.alpha)),
		width: line.width,
		away: slidAround(data.distance) * WIDEST,
		shift: {
			x: slidAround(data.horizontal_shift) * FARTHEST,
			y: 0 - slidAround(data.vertical_shift) * FARTHEST,
		},
	};
};

/** The shadow of a mask, as a draft writes it; undefined for none, or one that cannot be read. */
export const maskShadeOf = (written: unknown): Shade | undefined => {
	const { data } = maskShadow.safeParse(written);
	return data && shadeOf(data.color, data);
};
