/** Scene effects of drafts: on a track of their own, over everything beneath, or on one clip. */
import { libraryHint } from '../timeline/library';
import type { Effect, EffectLook } from '../timeline/effectLooks';
import type { EffectClip } from '../timeline/timeline';
import { characterEffectLookOf, effectLookOf, effectName } from './looks/effectLooks';
import type { MaterialOf } from './materialSchema';
import { called, type Note, type Use } from './scope';

type Material = MaterialOf<'video_effects'>;

const SLOWEST = 0.1;
const FASTEST = 4;
/** How much smaller or larger a slider makes a look. */
const SMALLEST = 0.25;
const LARGEST = 3;

const within = (value: number, least: number, most: number): number =>
	Math.min(most, Math.max(least, value));

/** Where a slider stands against where it stood when the effect was chosen; 1 when it was not touched. */
const moved = ({ adjust_params }: Material, slid: string): number => {
	const slider = adjust_params.find(({ name }) => name === slid);
	if (!slider || slider.value === null || slider.value === undefined) return 1;
	const usual = slider.default_value ?? slider.value;
	return usual > 0 ? slider.value / usual : 1 + slider.value;
};

/** The look with its sizes as the sliders say. */
const sized = (look: EffectLook, { size, blur }: { size: number; blur: number }): EffectLook => {
	if (look.family === 'stack')
		return { ...look, looks: look.looks.map((one) => sized(one, { size, blur })) };
	if ('sigma' in look) return { ...look, sigma: look.sigma * blur };
	// Letterboxes and vignettes have a size that means the opposite: how much is left.
	return 'size' in look && look.family !== 'vignette' ? { ...look, size: look.size * size } : look;
};

/** An effect of a material, or nothing, which is noted. */
const effectOf = (use: Use, material: Material, note: Note): Effect | undefined => {
	const { name, resource_id: resourceId, effect_id: effectId, type } = material;
	const shown = called(name, resourceId);
	const hint = libraryHint({ name, resourceId });
	const lookOf = type === 'face_effect' ? characterEffectLookOf : effectLookOf;
	const found = lookOf({ name, resourceId, effectId });
	if (!found) {
		note(use, 'EFFECT_UNSUPPORTED', {
			zh: `特效${shown}未绘制${hint.zh}`,
			en: `effect ${shown} is not drawn${hint.en}`,
		});
		return undefined;
	}
	if (!found.exact) {
		const { zh, en } = effectName(found.look);
		note(use, 'EFFECT_APPROXIMATED', {
			zh: `特效${shown}以近似的“${zh}”绘制${hint.zh}`,
			en: `effect ${shown} is drawn as ${en}, which is only near to it${hint.en}`,
		});
	}
	const size = within(moved(material, 'effects_adjust_size'), SMALLEST, LARGEST);
	const blur = within(moved(material, 'effects_adjust_blur'), 0, LARGEST);
	const strength = moved(material, 'effects_adjust_intensity');
	return {
		look: sized(found.look, { size, blur }),
		amount: within(strength * (material.value ?? 1), 0, 1),
		speed: within(moved(material, 'effects_adjust_speed'), SLOWEST, FASTEST),
	};
};

/** A segment of an effect track. */
export const effectClipOf = (use: Use, note: Note): EffectClip | undefined => {
	const filed = use.material;
	if (filed?.bucket !== 'video_effects') {
		note(use, 'EFFECT_UNSUPPORTED', {
			zh: '特效未绘制：草稿中没有它的素材',
			en: 'an effect is not drawn: its material is not in the draft',
		});
		return undefined;
	}
	const effect = effectOf(use, filed.material, note);
	const { id, track, layer, target } = use;
	return effect && { kind: 'effect', id, track, layer, target, ...effect };
};

/** The effects on one clip, in the order of the draft. */
export const effectsOn = (use: Use, note: Note): readonly Effect[] =>
	use.companions.flatMap((filed) =>
		filed.bucket === 'video_effects' ? (effectOf(use, filed.material, note) ?? []) : [],
	);
