/** The looks that captions go into and come back from: they must be seen on white letters, which light alone does not change. */
import type { Color } from '../../timeline/text';
import type { EffectLook } from '../../timeline/effectLooks';
import { chromatic, type EffectMaker, glitch, INK, stack, vhs } from './effectParts';

const letters = (light: Color): EffectLook => ({
	...{ family: 'duotone', dark: INK.black, light },
});
const RED = { red: 1, green: 0.3, blue: 0.3, alpha: 1 };
const GRAY = { red: 0.6, green: 0.6, blue: 0.6, alpha: 1 };

const rainbow = (style: 'across' | 'down'): EffectLook => ({
	...{ family: 'spectrum', style, strength: 1, rate: 0.5 },
});

/** By their word. */
export const LETTER_PRESETS: Readonly<Record<string, EffectMaker>> = {
	letterHues: () => stack(letters(RED), { family: 'hueTurn', degrees: 0, rate: 0.5 }),
	letterRainbow: () => stack(letters(GRAY), rainbow('across')),
	letterShades: () => stack(letters(GRAY), rainbow('down')),
	letterFire: () =>
		stack(letters(INK.gold), { family: 'flames', color: INK.fire, height: 1, rate: 1.5 }),
	letterSweep: (color = INK.gold) =>
		stack(letters(color), { family: 'sweep', direction: 'right', color: INK.white, rate: 0.5 }),
	letterGlow: () => stack(letters(INK.gold), { family: 'blur', sigma: 0.0025, rate: 0 }),
	letterTape: () => stack(chromatic(0.03, 0), glitch(0.4, 0.08, 3), vhs(0.6, 0.02, 0.4)),
};
