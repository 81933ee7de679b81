/** The shapes of the materials that grade colors by bands, curves and wheels. */
import { z } from 'zod/v4';
import { name, numberOr, textOr } from './fields';

const ratio = (fallback: number) => numberOr(fallback, { min: -1000, max: 1000 });

const hsl = z.object({
	id: name,
	hsl_color_type: numberOr(0),
	custom_color: textOr(''),
	hue: ratio(0),
	saturation: ratio(0),
	lightness: ratio(0),
});

const colorCurves = z.object({
	id: name,
	luma: z.unknown(),
	red: z.unknown(),
	green: z.unknown(),
	blue: z.unknown(),
});

const colorWheels = z.object({
	id: name,
	intensity: z.number().min(-1e6).max(1e6).nullish(),
	lift: z.unknown(),
	gamma: z.unknown(),
	gain: z.unknown(),
	offset: z.unknown(),
});

/** The buckets of color grading. */
export const GRADING_SHAPES = {
	hsl,
	color_curves: colorCurves,
	primary_color_wheels: colorWheels,
	log_color_wheels: colorWheels,
} as const;
