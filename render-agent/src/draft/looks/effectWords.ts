/** Reads the words that looks of effects are set with in the catalogue and the rules. Values are in `effectPresets`. */
import type { EffectLook } from '../../timeline/effectLooks';
import type { Color } from '../../timeline/text';
import { colorCalled, colorIn } from './colorWords';
import { EFFECT_PRESETS } from './effectPresets';

const presetOf = (word: string, name: string): EffectLook | undefined => {
	const [preset = '', color] = word.split(' ');
	const shade: Color | undefined = colorCalled(color) ?? colorIn(name);
	return EFFECT_PRESETS[preset]?.(shade);
};

/** A look from words: one preset with a color or without, or several with `+` between them, the first at the bottom. */
export const effectFrom = (words: string, name: string): EffectLook | undefined => {
	const looks = words.split(' + ').flatMap((word) => presetOf(word, name) ?? []);
	const [first] = looks;
	return looks.length > 1 ? { family: 'stack', looks } : first;
};

/** Transitions and animations are short: what flies or drifts through them must be more of it, and larger, to be seen. */
export const thickened = (look: EffectLook): EffectLook => {
	if (look.family === 'stack') return { ...look, looks: look.looks.map(thickened) };
	if (look.family === 'fog') return { ...look, density: look.density * 4 };
	return look.family === 'particles' ? { ...look, density: 1, size: look.size * 1.8 } : look;
};
