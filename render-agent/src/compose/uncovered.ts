/** What a clip shows that is being uncovered: within an opening shape, between doors, behind a clock's hand, in slats. */
import { type Affine, after, shifted, type Size } from '../timeline/geometry';
import type { TransitionLook } from '../timeline/looks';
import { slatCovers, takenOver } from './crossing';
import type { Cover } from './draws';
import type { Opening } from './moves';

const asTransition = (look: Exclude<Opening, { readonly family: 'blinds' }>): TransitionLook =>
	look.family === 'clock' ? look : { ...look, opening: true };

const coversOf = (look: Opening, share: number, canvas: Size): readonly Cover[] => {
	if (look.family !== 'blinds')
		return [takenOver(asTransition(look), { share, canvas }) ?? []].flat();
	const { axis } = look;
	return slatCovers({ family: 'blinds', axis }, { canvas, taken: 1 - share, from: 'borders' });
};

/** What has been uncovered of a rectangle at a share of the way. `frame` takes the rectangle's pixels (origin in its middle) to the canvas. */
export const uncovered = (
	look: Opening,
	share: number,
	{ size, frame }: { readonly size: Size; readonly frame: Affine },
): readonly Cover[] => {
	const corner = after(frame, shifted(-size.width / 2, -size.height / 2));
	return coversOf(look, share, size).map((cover) => ({
		...cover,
		matrix: after(corner, cover.matrix),
	}));
};
