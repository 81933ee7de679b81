/** Gives the effects of drafts a look: by catalogue id, by name, by the words of the name. Values are in `effectPresets`. */
import type { EffectLook } from '../../timeline/effectLooks';
import { catalogOf, type FoundLook, lookIn, type Reading, type Wanted } from '../catalog/catalog';
import characterEffects from '../catalog/characterEffects.json';
import sceneEffects from '../catalog/sceneEffects.json';
import { CHARACTER_RULES } from './characterRules';
import { TOGETHER } from './effectPairs';
import { EFFECT_RULES } from './effectRules';
import { effectFrom } from './effectWords';

/** How effects on the whole picture are read: their catalogue, the words of their names, and the looks. */
export const SCENE_EFFECTS: Reading<EffectLook> = {
	catalogs: [catalogOf(sceneEffects)],
	rules: [...TOGETHER, ...EFFECT_RULES],
	read: effectFrom,
};

/** How effects on people are read. */
export const CHARACTER_EFFECTS: Reading<EffectLook> = {
	catalogs: [catalogOf(characterEffects)],
	rules: CHARACTER_RULES,
	read: effectFrom,
};

/** The look of a scene effect, or undefined when nobody can guess it. */
export const effectLookOf = (wanted: Wanted): FoundLook<EffectLook> | undefined =>
	lookIn(SCENE_EFFECTS, wanted);

/** The look of an effect on people, drawn over the whole picture; undefined when that would not look like it. */
export const characterEffectLookOf = (wanted: Wanted): FoundLook<EffectLook> | undefined =>
	lookIn(CHARACTER_EFFECTS, wanted);
