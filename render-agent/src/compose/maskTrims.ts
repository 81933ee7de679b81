/** What a mask has beside its shape: a line along its edge, over the clip, and a shadow of what it keeps, beneath. */
import { after, type Size, shifted } from '../timeline/geometry';
import type { Mask } from '../timeline/looks';
import { atOr, lengthAt, paintedAt } from '../timeline/painting';
import { maskCover, type Standing, widened } from './covers';
import type { Cover, Draw } from './draws';
import { shadeAt } from './outlines';

/** An edge as sharp as the pixels allow. */
const SHARP = 0.5;

/** The clip's own rectangle: nothing of a mask is seen beside it. */
const wholeCover = ({ size, frame }: Pick<Standing, 'size' | 'frame'>, soft: number): Cover => ({
	...{ shape: 'rectangle', matrix: frame, radius: 0, soft, inverted: false },
	halfWidth: Math.max(1e-3, size.width / 2),
	halfHeight: Math.max(1e-3, size.height / 2),
});

const shorterOf = ({ width, height }: Size): number => Math.min(width, height);

/** The shadow of what a mask keeps. */
export const maskShade = (
	mask: Mask | undefined,
	standing: Standing,
	opacity: number,
): readonly Draw[] => {
	if (!mask?.shadow) return [];
	const { size } = standing;
	const { color, fallen, soft } = shadeAt(mask.shadow, standing);
	const shape = maskCover(mask, { ...standing, frame: fallen });
	const covers = [
		{ ...shape, soft: Math.max(shape.soft, soft) },
		wholeCover({ size, frame: fallen }, soft),
	];
	return [{ kind: 'fill', color, opacity, covers }];
};

type Line = NonNullable<Mask['stroke']>;

const lineAt = ({ moving = {}, ...line }: Line, at: number): Line => ({
	color: paintedAt(line.color, moving, at),
	width: lengthAt(moving.width, at, line.width),
	away: atOr(moving.away, at, line.away),
	shift: {
		x: atOr(moving.shiftX, at, line.shift.x),
		y: atOr(moving.shiftY, at, line.shift.y),
	},
});

/** The line along a mask's edge, half of it on each side. */
export const maskLine = (
	mask: Mask | undefined,
	standing: Standing,
	opacity: number,
): readonly Draw[] => {
	if (!mask?.stroke) return [];
	const { at, size, frame } = standing;
	const side = shorterOf(size);
	const { color, width, away, shift } = lineAt(mask.stroke, at);
	if (width <= 0) return [];
	const moved = after(frame, shifted(shift.x * side, shift.y * side));
	const shape = { ...maskCover(mask, { ...standing, frame: moved }), soft: SHARP };
	const half = (width * side) / 2;
	const middle = away * side * (mask.inverted ? -1 : 1);
	const covers = [
		{ ...widened(shape, middle + half), inverted: false },
		{ ...widened(shape, middle - half), inverted: true },
		wholeCover(standing, SHARP),
	];
	return [{ kind: 'fill', color, opacity, covers }];
};
