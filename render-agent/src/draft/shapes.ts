/** Shapes that the app draws itself: a color or a gradient within an outline, with a line and a shadow. */
import { constant, mapped } from '../timeline/curve';
import type { Mask } from '../timeline/looks';
import type { Gradient } from '../timeline/text';
import type { ColorClip } from '../timeline/timeline';
import { colorOf, faded } from './colors';
import { gradientOf } from './gradients';
import { keyedCurve, type Keyed } from './keyframes';
import type { MaterialOf } from './materialSchema';
import { seen } from './pictures';
import { GLOBAL_ALPHA } from './placement';
import { about, called, type Scope } from './scope';
import { outlineOf, type ShapeOutline } from './shapeOutlines';
import { shadeOf, slid } from './trims';

type Shape = MaterialOf<'shapes'>;

/** The canvas that the sizes of shapes count on. */
const REFERENCE = 720;
const WHITE = { red: 1, green: 1, blue: 1, alpha: 1 };

/** What can be drawn of a shape: its outline and size; undefined for one that nobody knows. */
const formOf = (
	shape: Shape,
	{ canvas }: Scope,
):
	| { readonly outline: ShapeOutline; readonly width: number; readonly height: number }
	| undefined => {
	const outline = outlineOf(shape);
	const [across = 0, down = across] = shape.shape_param.shape_size;
	const unit = canvas.width / REFERENCE;
	return outline && across > 0 && down > 0
		? { outline, width: across * unit, height: down * unit }
		: undefined;
};

/** Pixels of the line; a width of up to 1 is a share of the shorter side. */
const lineWidth = ({ border_width: width }: Shape, shorter: number, { canvas }: Scope): number =>
	Math.max(0, width > 1 ? (width * canvas.width) / REFERENCE : width * shorter);

const maskOf = (
	shape: Shape,
	{ outline, width, height }: NonNullable<ReturnType<typeof formOf>>,
	line: number,
): Mask => {
	const [round = 0] = shape.shape_param.roundness;
	const border = line > 0 ? colorOf(shape.border_color) : undefined;
	const room = { width: width + 2 * line, height: height + 2 * line };
	const shade = shape.has_shadow
		? shadeOf(shape.shadow_color, {
				alpha: shape.shadow_alpha,
				angle: shape.shadow_angle,
				distance: shape.shadow_distance,
				blur: shape.shadow_smoothing,
			})
		: undefined;
	return {
		...{ shape: outline.shape, x: constant(0), y: constant(0), rotation: constant(0) },
		...{ width: constant(width / room.width), height: constant(height / room.height) },
		...{ feather: constant(0), roundness: constant(slid(round)), inverted: false },
		...(outline.points && { matte: { kind: 'path' as const, points: outline.points } }),
		...(border && {
			stroke: {
				color: border,
				width: line / Math.min(room.width, room.height),
				...{ away: 0, shift: { x: 0, y: 0 } },
			},
		}),
		...(shade && { shadow: shade }),
	};
};

/** A gradient with all of its colors more transparent. */
const dimmed = ({ stops, angle }: Gradient, alpha: number): Gradient => ({
	angle,
	stops: stops.map(({ at, color }) => ({ at, color: faded(color, alpha) })),
});

/** What a shape is filled with; a fill that cannot be drawn is named. */
const fillOf = (
	{ use }: Keyed,
	{ shape_fill_render_style: { alpha, color } }: Shape,
	{ note }: Scope,
): Pick<ColorClip, 'color' | 'gradient'> => {
	const found = color.render_type === 'gradient' ? gradientOf(color.gradient) : undefined;
	const gradient = found?.round ? undefined : found;
	if (color.render_type !== 'solid' && !gradient)
		note(use, 'STAGE_UNSUPPORTED', {
			zh: '形状的纹理或放射渐变填充未绘制，以纯色代替',
			en: 'a texture or a round gradient in a shape is not drawn, it is filled with one color',
		});
	return {
		color: faded(colorOf(color.solid.color) ?? WHITE, color.solid.alpha * alpha),
		...(gradient && { gradient: dimmed(gradient, alpha) }),
	};
};

/** A shape as a clip; undefined, with a note, where its outline or its size is not known. */
export const shapeOf = (keyed: Keyed, shape: Shape, scope: Scope): ColorClip | undefined => {
	const { use } = keyed;
	const { canvas, note } = scope;
	const form = formOf(shape, scope);
	const shown = shape.name === '' ? '' : called(shape.name, '');
	if (!form) {
		note(use, about('SEGMENT_UNSUPPORTED', shape.name), {
			zh: `形状${shown}未绘制：轮廓或尺寸未知`,
			en: `a shape ${shown} is not drawn: its outline or size is unknown`.replace('  ', ' '),
		});
		return undefined;
	}
	const isDrawn = note(use, about('SEGMENT_APPROXIMATED', shape.name), {
		zh: `形状${shown}以相近的轮廓与尺寸绘制`,
		en: `a shape ${shown} is drawn with the nearest outline and size`.replace('  ', ' '),
	});
	if (!isDrawn) return undefined;
	const line = lineWidth(shape, Math.min(form.width, form.height), scope);
	const own = seen(keyed, scope, { known: new Set([GLOBAL_ALPHA]) });
	const { placement } = own;
	const opacity = keyedCurve(keyed, GLOBAL_ALPHA) ?? constant(shape.global_alpha);
	return {
		...own,
		kind: 'color',
		...fillOf(keyed, shape, scope),
		mask: maskOf(shape, form, line),
		placement: {
			...placement,
			scaleX: mapped(placement.scaleX, (value) => (value * (form.width + 2 * line)) / canvas.width),
			scaleY: mapped(
				placement.scaleY,
				(value) => (value * (form.height + 2 * line)) / canvas.height,
			),
			opacity:
				opacity.kind === 'keyed'
					? opacity
					: mapped(placement.opacity, (value) => value * opacity.value),
		},
	};
};
