/** Effects of clips at one moment: what of them is to be drawn, and how far their own clock has run. Pure. */
import { SECOND } from '../../kernel/units';
import { ROUNDED } from '../../timeline/tempo';
import type { Effect } from '../../timeline/effectLooks';
import { moves, slidAt } from '../../timeline/effectSliders';
import type { EffectDraw } from '../draws';

/** How far what opens or closes a picture is open; undefined when it is out of the way. */
const openness = (
	{ way, seconds }: { readonly way: 'open' | 'close'; readonly seconds: number },
	{ at, duration, speed }: { at: number; duration: number; speed: number },
): number | undefined => {
	const lasts = Math.min(seconds * SECOND, duration) / Math.max(speed, 0.01);
	const open = lasts <= 0 ? 1 : (way === 'open' ? at : duration - at) / lasts;
	return open >= 1 ? undefined : Math.max(0, open);
};

/** A moment of the effect's own time, and how long that is; undefined where it is not seen. */
const ownTime = (
	{ during }: Effect,
	at: number,
	duration: number,
): { readonly at: number; readonly duration: number } | undefined => {
	if (!during) return { at, duration };
	const own = at - during.start;
	// Frames that begin within a rounding of an end begin there.
	const isSeen = own >= -ROUNDED && own < during.duration - ROUNDED;
	return !isSeen ? undefined : { at: Math.max(0, own), duration: during.duration };
};

/** A look at a moment of its own time, in steps. Microseconds. */
export const lookDraws = (
	{ look, amount, speed }: Pick<Effect, 'look' | 'amount' | 'speed'>,
	{ at, duration }: { readonly at: number; readonly duration: number },
): readonly EffectDraw[] => {
	if (look.family === 'stack')
		return look.looks.flatMap((one) => lookDraws({ look: one, amount, speed }, { at, duration }));
	const strength = Math.min(1, amount);
	if (look.family === 'passing') {
		const open = openness(look, { at, duration, speed });
		const left = open === undefined ? 0 : strength * (1 - open);
		return left > 0 ? lookDraws({ look: look.look, amount: left, speed }, { at, duration }) : [];
	}
	if (look.family === 'curtain') {
		const open = openness(look, { at, duration, speed });
		return open === undefined ? [] : [{ look, amount: strength, phase: open }];
	}
	const phase = moves(look) ? Math.max(0, (at / SECOND) * speed) : 0;
	return [{ look, amount: strength, phase }];
};

/**
 * What an effect draws `at` microseconds after its clip's start. Nothing when its amount is 0.
 * @param duration length of the clip in microseconds
 */
export const effectDraws = (
	effect: Effect,
	at: number,
	duration: number,
): readonly EffectDraw[] => {
	const own = ownTime(effect, at, duration);
	if (!own) return [];
	const slid = slidAt(effect, { at, start: at - own.at });
	return slid.amount > 0 ? lookDraws(slid, own) : [];
};
