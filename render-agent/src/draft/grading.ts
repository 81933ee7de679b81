/** What a segment does to color: LUT files, sliders, filters and the color that is keyed out. */
import { libraryHint } from '../timeline/library';
import type { Filter } from '../timeline/looks';
import type { Adjustments, FilterClip, Graded } from '../timeline/timeline';
import { ADJUSTED, adjustmentsOf, effectsOf } from './adjustments';
import { gradesOf } from './grades';
import { noteKeyframes } from './keyframeNotes';
import type { Keyed } from './keyframes';
import { colorName, filterLookOf } from './looks/filterLooks';
import { isOfMixed, isTurnedDown, lutOf, mixedIn, ownLut } from './luts';
import type { MaterialOf } from './materialSchema';
import { stillPaceOf } from './pace';
import { about, aboutLibrary, called, nameIn, type Scope, type Use } from './scope';
import { nearnessOfSliders } from './sliderWords';
import { noteStages } from './stages';
import { isOfColor } from './strayCompanions';

type Effect = MaterialOf<'effects'>;

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

/** The sliders that are drawn: those that are only near are left out where they shall be. */
const drawnOf = (use: Use, adjustments: Adjustments, { note }: Scope): Adjustments => {
	const near = nearnessOfSliders(adjustments);
	if (!near || note(use, about('EFFECT_APPROXIMATED', '', 'adjustment'), near.text))
		return adjustments;
	return Object.fromEntries(
		Object.entries(adjustments).filter(([name]) => !near.sliders.has(name)),
	);
};

/** What a segment does to color. */
export const gradedOf = (keyed: Keyed, scope: Scope): Graded => {
	const { use } = keyed;
	const effects = effectsOf(use).filter((effect) => !isTurnedDown(use, effect));
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

/** Names a segment of a filter or adjustment track that has neither filter nor anything else that changes color: nothing is drawn of it. */
const noteNoFilter = (use: Use, note: Scope['note']): void => {
	const { material, trackType, companions } = use;
	const isPlain = material === undefined || material.bucket === 'other';
	if (material?.bucket === 'effects') return;
	if (isPlain && (trackType === 'adjust' || companions.some(isOfColor))) return;
	note(
		use,
		about('FILTER_UNSUPPORTED', nameIn(material)),
		material
			? {
					zh: '滤镜或调节轨道上的片段未绘制：它的素材不是滤镜，请移到对应类型的轨道',
					en: 'a segment of a filter or adjustment track is not drawn: its material is no filter; move it to a track of its kind',
				}
			: {
					zh: '滤镜未绘制：草稿中没有它的素材',
					en: 'a filter is not drawn: its material is not in the draft',
				},
	);
};

/** A segment of a filter or adjustment track: a change of the color of all that lies beneath. */
export const filterClipOf = (use: Use, scope: Scope): FilterClip => {
	const own = use.material;
	// The filter is the segment's own material; sliders and LUTs of an adjustment layer come beside it.
	const whole = own?.bucket === 'effects' ? { ...use, companions: [own, ...use.companions] } : use;
	noteNoFilter(use, scope.note);
	noteKeyframes(use, (name) => ADJUSTED.has(name) || isOfMixed(whole, name), scope.note);
	noteStages(whole, scope.note);
	const { id, track, layer, target } = use;
	return {
		kind: 'filter',
		...{ id, track, layer, target },
		...gradedOf({ use: whole, paced: stillPaceOf(use) }, scope),
	};
};
