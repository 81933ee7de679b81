/** What a segment does to color: LUT files, sliders, filters and the color that is keyed out. */
import type { Words } from '../kernel/words';
import { libraryHint } from '../timeline/library';
import type { Filter } from '../timeline/looks';
import type { Adjustments, FilterClip, Graded } from '../timeline/timeline';
import { ADJUSTED, adjustmentsOf, effectsOf } from './adjustments';
import { gradesOf } from './grades';
import { type Keyed, noteUnknownProperties } from './keyframes';
import { colorName, filterLookOf } from './looks/filterLooks';
import { isOfMixed, lutOf, mixedIn, ownLut } from './luts';
import type { MaterialOf } from './materialSchema';
import { stillPaceOf } from './pace';
import { about, aboutLibrary, called, type Scope, type Use } from './scope';
import { noteStages } from './stages';

type Effect = MaterialOf<'effects'>;

const MIXABLE: ReadonlySet<string> = new Set(['filter', 'lut']);

/** Whether a filter or LUT is turned down to nothing all of the time: nothing is asked for. */
const isTurnedDown = (keyed: Keyed, effect: Effect): boolean => {
	const { strength, keyed: curve } = mixedIn(keyed, effect);
	return strength === 0 && curve === undefined;
};

const filterOf = (keyed: Keyed, effect: Effect, { note }: Scope): readonly Filter[] => {
	const { use } = keyed;
	const { name, resource_id: resourceId, effect_id: effectId } = effect;
	const found = filterLookOf({ name, resourceId, effectId });
	const shown = called(name, resourceId);
	const hint = libraryHint({ name, resourceId });
	if (!found) {
		note(use, aboutLibrary('FILTER_UNSUPPORTED', { name, resourceId }), {
			zh: `滤镜${shown}未绘制${hint.zh}`,
			en: `filter ${shown} is not drawn${hint.en}`,
		});
		return [];
	}
	const near = colorName(found.look);
	const isDrawn =
		found.exact ||
		note(use, aboutLibrary('FILTER_APPROXIMATED', { name, resourceId }), {
			zh: `滤镜${shown}以近似的“${near.zh}”调色绘制${hint.zh}`,
			en: `filter ${shown} is drawn as the grading “${near.en}”, which is only near to it${hint.en}`,
		});
	if (!isDrawn) return [];
	return [{ look: found.look, ...mixedIn(keyed, effect) }];
};

/** Sliders whose maths nobody has measured. */
const NEAR: Readonly<Partial<Record<keyof Adjustments, Words>>> = {
	sharpness: { zh: '锐化', en: 'sharpness' },
	vignette: { zh: '暗角', en: 'vignette' },
	fade: { zh: '褪色', en: 'fade' },
	grain: { zh: '颗粒', en: 'grain' },
	hue: { zh: '色相', en: 'hue' },
	light: { zh: '光感', en: 'light' },
	vibrance: { zh: '自然饱和度', en: 'vibrance' },
};

/** The sliders that are drawn: those that are only near are left out where they shall be. */
const drawnOf = (use: Use, adjustments: Adjustments, { note }: Scope): Adjustments => {
	const names = Object.keys(adjustments).flatMap((name) => NEAR[name as keyof Adjustments] ?? []);
	if (names.length === 0) return adjustments;
	const text = (language: 'zh' | 'en'): readonly string[] =>
		names.map((words) => (typeof words === 'string' ? words : words[language]));
	const isDrawn = note(use, about('EFFECT_APPROXIMATED', '', 'adjustment'), {
		zh: `调节（${text('zh').join('、')}）以相近的方式绘制`,
		en: `the sliders (${text('en').join(', ')}) are drawn as near as is known`,
	});
	if (isDrawn) return adjustments;
	return Object.fromEntries(Object.entries(adjustments).filter(([name]) => !(name in NEAR)));
};

/** What a segment does to color. */
export const gradedOf = (keyed: Keyed, scope: Scope): Graded => {
	const { use } = keyed;
	const effects = effectsOf(use).filter(
		(effect) => !MIXABLE.has(effect.type) || !isTurnedDown(keyed, effect),
	);
	const adjustments = drawnOf(use, adjustmentsOf(keyed, scope.note), scope);
	// A filter whose LUT the user has is that LUT.
	const isLut = (effect: Effect): boolean =>
		effect.type === 'lut' || (effect.type === 'filter' && ownLut(effect, scope) !== undefined);
	const found = effects
		.filter((effect) => isLut(effect) && (effect.type !== 'lut' || use.segment.enable_lut))
		.map((effect) => lutOf(keyed, effect, scope));
	const luts = found.flatMap(({ lut }) => lut ?? []);
	const filters = [
		...found.flatMap(({ near }) => near ?? []),
		...effects
			.filter((effect) => effect.type === 'filter' && !isLut(effect))
			.flatMap((effect) => filterOf(keyed, effect, scope)),
	];
	const grades = gradesOf(use, scope.note);
	return {
		...(luts.length > 0 && { luts }),
		...(Object.keys(adjustments).length > 0 && { adjustments }),
		...(grades.length > 0 && { grades }),
		...(filters.length > 0 && { filters }),
	};
};

/** A segment of a filter or adjustment track: a change of the color of all that lies beneath. */
export const filterClipOf = (use: Use, scope: Scope): FilterClip => {
	const own = use.material;
	// The filter is the segment's own material; sliders and LUTs of an adjustment layer come beside it.
	const whole = own?.bucket === 'effects' ? { ...use, companions: [own, ...use.companions] } : use;
	noteUnknownProperties(use, (name) => ADJUSTED.has(name) || isOfMixed(whole, name), scope.note);
	noteStages(whole, scope.note);
	const { id, track, layer, target } = use;
	return {
		kind: 'filter',
		...{ id, track, layer, target },
		...gradedOf({ use: whole, paced: stillPaceOf(use) }, scope),
	};
};
