/** What is done to the color of a layer at a moment: to all of it, or within a mask of its colors. */
import { type Affine, after, inverse } from '../timeline/geometry';
import type { Grading, Layer } from '../timeline/scene';
import { colorsOf, type Stage, stagesOf } from './color/stages';
import { maskCover, type Standing } from './covers';
import type { Step } from './draws';

const MILLISECOND = 1000;

const partAt = (grading: Partial<Grading>, at: number): readonly Stage[] =>
	stagesOf(
		{ luts: [], adjustments: {}, filters: [], ...grading },
		at,
		Math.floor(at / MILLISECOND),
	);

/** What is done to all of the color beneath a layer. */
export const stagesAt = ({ grading }: Layer, at: number): readonly Stage[] =>
	grading ? partAt(grading, at) : [];

/**
 * What is done to a layer's own picture, whose unit square goes where `unit` says. A mask of colors holds LUTs, sliders and grades,
 * but neither keys nor filters.
 */
export const stepsAt = ({ grading }: Layer, standing: Standing, unit: Affine): readonly Step[] => {
	const { at } = standing;
	if (!grading?.within) return grading ? partAt(grading, at) : [];
	const { within, key, filters, ...adjusting } = grading;
	const stages = partAt(adjusting, at);
	const back = inverse(unit);
	// What a mask of colors is made of is its own: letters and pictures are those of the mask that cuts.
	const { size, frame, stretch } = standing;
	const cover = maskCover(within, { at, size, frame, ...(stretch && { stretch }) });
	const held: readonly Step[] =
		back && stages.length > 0
			? [{ kind: 'within', covers: [{ ...cover, matrix: after(back, cover.matrix) }], stages }]
			: [];
	return [...partAt(key ? { key } : {}, at), ...held, ...partAt({ filters }, at)];
};

/** The changes of single colors of all of a layer: what its blurred background takes over. */
export const wholeColorsAt = ({ grading }: Layer, at: number): readonly Stage[] => {
	if (!grading) return [];
	return colorsOf(partAt(grading.within ? { filters: grading.filters } : grading, at));
};
