/** What kinds of transitions there are, by what they show of their clips. */
import type { TransitionLook } from './looks';

/** Looks with a cut in the middle: never both clips at once. */
const CUTTING: ReadonlySet<TransitionLook['family']> = new Set([
	...(['fadeThrough', 'flash', 'glitch', 'pixelate', 'shake', 'zoomBlur', 'flip'] as const),
]);

/** Whether a look shows both clips at once, so that each goes on beyond the cut. */
export const showsBoth = (look: TransitionLook): boolean =>
	look.family === 'through'
		? look.blend === 'mix'
		: !CUTTING.has(look.family) || (look.family === 'shake' && look.direction !== undefined);

/** Whether a look that cuts is to lead the outline of one clip to that of the other where they lie above something. One that turns edge on has none at its cut. */
export const passesOutline = (look: TransitionLook): boolean =>
	!showsBoth(look) && look.family !== 'flip';
