/** The sliders of effects that move something other than the strength: which looks have them, and the look at a moment. Pure. */
import { type Curve, meanBetween, valueAt } from './curve';
import type { Effect, EffectLook, SingleLook } from './effectLooks';
import { share } from './painting';

/** What a look can be moved by. */
export type EffectSlider = 'size' | 'blur' | 'speed';

/** How much smaller, weaker, slower or larger, stronger, faster a slider makes a look. */
const LIMITS: Readonly<Record<EffectSlider, readonly [least: number, most: number]>> = {
	size: [0.25, 3],
	blur: [0, 3],
	speed: [0.1, 4],
};

/** A factor within what its slider may do. */
export const slidTo = (slider: EffectSlider, factor: number): number => {
	const [least, most] = LIMITS[slider];
	return Math.min(most, Math.max(least, factor));
};

/** Families without a rate that move all the same. */
const MOVING: ReadonlySet<EffectLook['family']> = new Set([
	...(['film', 'vhs', 'particles', 'viewfinder', 'player'] as const),
]);

/** Whether a look is another one from moment to moment. */
export const moves = (look: SingleLook): boolean =>
	MOVING.has(look.family) || ('rate' in look && look.rate !== 0);

/** Letterboxes and vignettes have a size that means the opposite: how much is left. */
const hasSize = (look: SingleLook): boolean => 'size' in look && look.family !== 'vignette';

/** Whether a slider changes anything of a look. */
export const hasSlider = (look: EffectLook, slider: EffectSlider): boolean => {
	if (look.family === 'stack') return look.looks.some((one) => hasSlider(one, slider));
	if (look.family === 'passing') return slider === 'speed' || hasSlider(look.look, slider);
	if (slider === 'speed') return look.family === 'curtain' || moves(look);
	return slider === 'blur' ? 'sigma' in look : hasSize(look);
};

/** The look with its lengths as the sliders say. */
export const sized = (
	look: EffectLook,
	factors: Readonly<Record<'size' | 'blur', number>>,
): EffectLook => {
	if (look.family === 'stack')
		return { ...look, looks: look.looks.map((one) => sized(one, factors)) };
	if (look.family === 'passing') return { ...look, look: sized(look.look, factors) };
	const soft = 'sigma' in look ? { ...look, sigma: look.sigma * factors.blur } : look;
	return 'size' in soft && hasSize(soft) ? { ...soft, size: soft.size * factors.size } : soft;
};

const factorAt = (slider: EffectSlider, curve: Curve | undefined, at: number): number =>
	curve ? slidTo(slider, valueAt(curve, at)) : 1;

/** What an effect is at a moment of its clip, by the keyframes of its sliders. `start`: where its clock begins. */
export const slidAt = (
	{ look, amount, keyed, speed, sliders = {} }: Effect,
	{ at, start }: { readonly at: number; readonly start: number },
): Pick<Effect, 'look' | 'amount' | 'speed'> => {
	const { size, blur, speed: faster } = sliders;
	const factors = { size: factorAt('size', size, at), blur: factorAt('blur', blur, at) };
	return {
		look: size || blur ? sized(look, factors) : look,
		amount: keyed ? share(valueAt(keyed, at)) : amount,
		// A clock that has run so far is as far as it would be at the mean of its speeds.
		speed: faster ? slidTo('speed', meanBetween(faster, start, at)) : speed,
	};
};
