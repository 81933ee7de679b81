/** The shape of the materials that are shapes. */
import { z } from 'zod/v4';
import { flagOr, listOf, name, numberOr, partOf, textOr } from './fields';
import { draftGradient } from './gradients';

const ratio = (fallback: number) => numberOr(fallback, { min: -1000, max: 1000 });

/** A shape that the app draws itself. Sizes count on a canvas that is 720 wide. */
export const drawnShape = z.object({
	...{ id: name, name: textOr('') },
	shape_param: partOf({
		shape_type: name,
		roundness: listOf(z.number()),
		custom_points: listOf(z.unknown()),
		shape_size: listOf(z.number()),
	}),
	shape_fill_render_style: partOf({
		alpha: ratio(1),
		color: partOf({
			render_type: textOr('solid'),
			solid: partOf({ color: textOr(''), alpha: ratio(1) }),
			gradient: draftGradient.nullish(),
		}),
	}),
	global_alpha: ratio(1),
	border_color: textOr(''),
	border_width: ratio(0),
	has_shadow: flagOr(false),
	shadow_color: textOr(''),
	shadow_alpha: ratio(0.8),
	shadow_angle: ratio(-45),
	shadow_distance: ratio(0),
	shadow_smoothing: ratio(0),
});
