/** Scene effects of drafts: on a track of their own, over everything beneath, or on one clip. */
import { libraryHint } from '../timeline/library';
import { microseconds, plus, SECOND } from '../kernel/units';
import { together } from '../kernel/words';
import { type Curve, mapped } from '../timeline/curve';
import type { Effect, EffectLook } from '../timeline/effectLooks';
import { type EffectSlider, hasSlider, sized, slidTo } from '../timeline/effectSliders';
import { share } from '../timeline/painting';
import type { TimeRange } from '../timeline/range';
import type { EffectClip } from '../timeline/timeline';
import { noteKeyframes } from './keyframeNotes';
import { keyedBy, keyedCurve, type Keyed } from './keyframes';
import { characterEffectLookOf, effectLookOf } from './looks/effectLooks';
import { effectName } from './looks/effectNames';
import type { MaterialOf } from './materialSchema';
import { about, aboutLibrary, called, nameIn, nameOf, type Note, type Use } from './scope';
import { noteStages } from './stages';

type Material = MaterialOf<'video_effects'>;

const within = (value: number, least: number, most: number): number =>
	Math.min(most, Math.max(least, value));

const sliderNamed = ({ adjust_params }: Material, slider: string) =>
	adjust_params.find(({ name }) => name === slider);

/** Where a slider stood when the effect was chosen. */
const usualOf = (material: Material, slider: string): number | undefined => {
	const { default_value, value } = sliderNamed(material, slider) ?? {};
	return default_value ?? value ?? undefined;
};

/** Where a slider stands against where it usually does. */
const against = (usual: number, slid: number): number => (usual > 0 ? slid / usual : 1 + slid);

/** Where a slider stands against where it stood when the effect was chosen; 1 when it was not touched. */
const moved = (material: Material, slider: string): number => {
	const slid = sliderNamed(material, slider)?.value ?? undefined;
	return slid === undefined ? 1 : against(usualOf(material, slider) ?? slid, slid);
};

/** The slider whose keyframes are those of the strength. */
const STRENGTH = 'effects_adjust_intensity';

/** The slider that a keyframed property moves: by its number in the list of sliders, or by its own name. */
const sliderOf = (property: string, { adjust_params }: Material): string | undefined => {
	const place = /^KFTypeEffectAdjustParam(\d)$/.exec(property)?.[1];
	if (place !== undefined) return adjust_params[Number(place) - 1]?.name;
	return property.startsWith('effects_adjust_') ? property : undefined;
};

/** The keyframes of an effect: its own, and those of its segment that name it or, on its own track, nothing. */
const keyedOf = ({ use, paced }: Keyed, material: Material): Keyed => {
	const { segment } = use;
	const whose = (id: string): boolean => id === '' || id === material.id;
	const common_keyframes = [
		...material.common_keyframes,
		...segment.common_keyframes.filter(({ material_id }) => whose(material_id)),
	].filter(({ property_type }) => sliderOf(property_type, material) !== undefined);
	return { use: { ...use, segment: { ...segment, common_keyframes } }, paced };
};

const SLIDERS: readonly EffectSlider[] = ['size', 'blur', 'speed'];

const fieldOf = (slider: EffectSlider): string => `effects_adjust_${slider}`;

/** The keyframes of one slider, as the draft has them. */
const keyedSlider = (own: Keyed, material: Material, slider: string): Curve | undefined => {
	const properties = own.use.segment.common_keyframes.map(({ property_type }) => property_type);
	return keyedCurve(
		own,
		...properties.filter((property) => sliderOf(property, material) === slider),
	);
};

/** The keyframes of the sliders that a look has, as factors; undefined for none. */
const keyedSliders = (own: Keyed, material: Material, look: EffectLook): Effect['sliders'] => {
	const curves = SLIDERS.flatMap((slider) => {
		const name = fieldOf(slider);
		const curve = hasSlider(look, slider) ? keyedSlider(own, material, name) : undefined;
		const usual = usualOf(material, name) ?? 1;
		return curve ? [[slider, mapped(curve, (slid) => against(usual, slid))] as const] : [];
	});
	return curves.length === 0 ? undefined : Object.fromEntries(curves);
};

/** The sliders that a look follows. */
const followedBy = (look: EffectLook): ReadonlySet<string> =>
	new Set([STRENGTH, ...SLIDERS.filter((slider) => hasSlider(look, slider)).map(fieldOf)]);

/** The sliders that somebody has moved and that a look does not follow. */
const unfollowedIn = ({ adjust_params }: Material, look: EffectLook): readonly string[] => {
	const followed = followedBy(look);
	return adjust_params
		.filter(
			({ value, default_value: usual }) =>
				Math.abs((value ?? usual ?? 0) - (usual ?? value ?? 0)) > 1e-3,
		)
		.map(({ name }) => name)
		.filter((name) => !followed.has(name));
};

/** What the keyframes of an effect move. Those of sliders that nothing of its look follows are noted. */
const keyedParts = (
	keyed: Keyed,
	material: Material,
	{ look, note }: { readonly look: EffectLook; readonly note: Note },
): Pick<Effect, 'keyed' | 'sliders'> => {
	const own = keyedOf(keyed, material);
	const drawn = followedBy(look);
	noteKeyframes(own.use, (name) => drawn.has(sliderOf(name, material) ?? ''), note);
	const strength = keyedSlider(own, material, STRENGTH);
	const usual = sliderNamed(material, STRENGTH)?.default_value ?? 1;
	const value = material.value ?? 1;
	const sliders = keyedSliders(own, material, look);
	return {
		...(strength && {
			keyed: mapped(strength, (slid) => (slid / (usual > 0 ? usual : 1)) * value),
		}),
		...(sliders && { sliders }),
	};
};

/** Whether a keyframed property of a clip belongs to one of the effects on it, which reads it. */
export const isOfEffects = (use: Use, property: string): boolean =>
	use.companions.some(
		(filed) => filed.bucket === 'video_effects' && sliderOf(property, filed.material) !== undefined,
	);

/**
 * The part of its clip that an effect is limited to, on the clip's own time. Where the range does not fit into that, but
 * into the clip's place on the timeline, it counts from the start of the timeline.
 */
const duringOf = ({ target }: Use, material: Material): TimeRange | undefined => {
	const range = [material.apply_time_range, material.time_range].find(
		(one) => one && one.duration > 0,
	);
	if (!range) return undefined;
	const fits = range.start + range.duration <= target.duration;
	const isOnTimeline = !fits && range.start >= target.start;
	const start = isOnTimeline ? range.start - target.start : range.start;
	const from = within(start, 0, target.duration);
	const to = within(start + range.duration, from, target.duration);
	return to - from >= target.duration
		? undefined
		: { start: microseconds(from), duration: microseconds(to - from) };
};

/** Where an effect is drawn on the timeline: all of its segment, or the part that it is limited to. */
export const effectWindow = (use: Use, material: Material): TimeRange => {
	const during = duringOf(use, material);
	return during
		? { start: plus(use.target.start, during.start), duration: during.duration }
		: use.target;
};

/** Names the part of its clip that an effect is limited to; gives whether that is kept to. */
const noteTimes = (use: Use, material: Material, { during, note }: Limited): boolean => {
	if (during === undefined) return false;
	const shown = called(material.name, material.resource_id);
	return note(use, about('STAGE_APPROXIMATED', nameOf(material), 'effect'), {
		zh: `特效${shown}只在其时间范围（片段内 ${spelled(during)}）绘制`,
		en: `effect ${shown} is drawn in its time range only, ${spelled(during)} of the clip`,
	});
};

interface Limited {
	readonly during: TimeRange | undefined;
	readonly note: Note;
}

const spelled = ({ start, duration }: TimeRange): string =>
	`${(start / SECOND).toFixed(2)}–${((start + duration) / SECOND).toFixed(2)} s`;

/** What is said of effects on people, whose outline nobody knows here. */
const OVER_ALL = {
	zh: '在整个画面（而非人物）上',
	en: ' over the whole picture, not on the person,',
};

/** Names what of an effect is only near to it: its look, sliders that it does not follow; gives whether it is drawn. */
const noteLook = (use: Use, material: Material, { found, note }: Noted): boolean => {
	const { name, resource_id: resourceId, type } = material;
	const shown = called(name, resourceId);
	const hint = libraryHint({ name, resourceId });
	const { zh, en } = effectName(found.look);
	const whole = type === 'face_effect' ? OVER_ALL : { zh: '', en: '' };
	const unfollowed = unfollowedIn(material, found.look);
	const list = unfollowed.join(', ');
	const near = found.exact
		? []
		: [
				{
					zh: `特效${shown}以近似的“${zh}”${whole.zh}绘制${hint.zh}`,
					en: `effect ${shown} is drawn${whole.en} as ${en}, which is only near to it${hint.en}`,
				},
			];
	const still = {
		zh: `特效${shown}的滑块 ${list} 已从默认值移开，这里不随之变化`,
		en: `the sliders ${list} of effect ${shown} stand off their default and change nothing here`,
	};
	const said = [...near, ...(unfollowed.length > 0 ? [still] : [])];
	return (
		said.length === 0 ||
		note(use, aboutLibrary('EFFECT_APPROXIMATED', { name, resourceId }), together(said))
	);
};

interface Noted {
	readonly found: { readonly look: EffectLook; readonly exact: boolean };
	readonly note: Note;
}

/** An effect of a material, or nothing, which is noted. */
const effectOf = (keyed: Keyed, material: Material, note: Note): Effect | undefined => {
	const use = { ...keyed.use, target: effectWindow(keyed.use, material) };
	const { name, resource_id: resourceId, effect_id: effectId, type } = material;
	const shown = called(name, resourceId);
	const hint = libraryHint({ name, resourceId });
	const lookOf = type === 'face_effect' ? characterEffectLookOf : effectLookOf;
	const found = lookOf({ name, resourceId, effectId });
	if (!found) {
		note(use, aboutLibrary('EFFECT_UNSUPPORTED', { name, resourceId }), {
			zh: `特效${shown}未绘制${hint.zh}`,
			en: `effect ${shown} is not drawn${hint.en}`,
		});
		return undefined;
	}
	if (!noteLook(use, material, { found, note })) return undefined;
	const during = duringOf(keyed.use, material);
	const isLimited = noteTimes(use, material, { during, note });
	const parts = keyedParts(keyed, material, { look: found.look, note });
	// What keyframes move, they move from what the look is of itself.
	const fixed = (slider: EffectSlider): number =>
		parts.sliders?.[slider] ? 1 : slidTo(slider, moved(material, fieldOf(slider)));
	const strength = moved(material, STRENGTH);
	return {
		look: sized(found.look, { size: fixed('size'), blur: fixed('blur') }),
		amount: share(strength * (material.value ?? 1)),
		...parts,
		speed: fixed('speed'),
		...(isLimited && during && { during }),
	};
};

const noteNoEffect = (use: Use, note: Note): void => {
	const { material } = use;
	note(
		use,
		about('EFFECT_UNSUPPORTED', nameIn(material)),
		material
			? {
					zh: '特效轨道上的片段未绘制：它的素材不是特效，请移到对应类型的轨道',
					en: 'a segment of an effect track is not drawn: its material is no effect; move it to a track of its kind',
				}
			: {
					zh: '特效未绘制：草稿中没有它的素材',
					en: 'an effect is not drawn: its material is not in the draft',
				},
	);
};

/** A segment of an effect track. */
export const effectClipOf = (keyed: Keyed, note: Note): EffectClip | undefined => {
	const { use } = keyed;
	const filed = use.material;
	if (filed?.bucket !== 'video_effects') {
		noteNoEffect(use, note);
		return undefined;
	}
	// Those of its sliders are told of with the effect itself.
	const others = keyedBy(use, (property) => sliderOf(property, filed.material) === undefined);
	noteKeyframes(others, () => false, note);
	noteStages(use, note);
	const effect = effectOf(keyed, filed.material, note);
	const { id, track, layer, target } = use;
	return effect && { kind: 'effect', id, track, layer, target, ...effect };
};

/** The effects on one clip, in the order of the draft. */
export const effectsOn = (keyed: Keyed, note: Note): readonly Effect[] =>
	keyed.use.companions.flatMap((filed) =>
		filed.bucket === 'video_effects' ? (effectOf(keyed, filed.material, note) ?? []) : [],
	);
