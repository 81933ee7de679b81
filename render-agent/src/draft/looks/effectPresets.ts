/** The looks that scene effects of the apps are drawn with, each under a word of ours. The color is the one that the name speaks of. */
import type { EffectMaker } from './effectParts';
import { LETTER_PRESETS } from './letterPresets';
import { LIGHT_PRESETS } from './lightPresets';
import { MOVE_PRESETS } from './movePresets';
import { OPENING_PRESETS } from './openingPresets';
import { TAPE_PRESETS } from './tapePresets';
import { THING_PRESETS } from './thingPresets';

/** Every effect look by its word. */
export const EFFECT_PRESETS: Readonly<Record<string, EffectMaker>> = {
	...TAPE_PRESETS,
	...MOVE_PRESETS,
	...LIGHT_PRESETS,
	...LETTER_PRESETS,
	...THING_PRESETS,
	...OPENING_PRESETS,
};
