/** What a mask has beside its shape: a line along its edge, a shadow, more or less room. */
import type { Language } from '../kernel/words';
import { constant, type Curve } from '../timeline/curve';
import type { Mask } from '../timeline/looks';
import { type Keyed, keyedCurve } from './keyframes';
import type { MaterialOf } from './materialSchema';
import { about, type Note, type Use } from './scope';
import { linedBy, maskShadeOf, maskStrokeOf, movingLine, movingShade, shadedBy } from './trims';
import { isAtRest } from './unknownFields';

type MaskMaterial = MaterialOf<'masks'>;
type Both = Readonly<Record<Language, string>>;

/** The keyframed property of how much larger a mask is. */
export const EXPANSION = 'KFTypeCommonMaskExpansion';
const LINE = 'KFTypeMaskStroke';
const SHADE = 'KFTypeMaskShadow';

/** The keyframed properties of what is beside the shape of a mask. */
export const TRIMMED: readonly string[] = [EXPANSION, ...linedBy(LINE), ...shadedBy(SHADE)];

const WORDS: Readonly<Record<'stroke' | 'shadow' | 'expansion', Both>> = {
	stroke: { zh: '描边', en: 'outline' },
	shadow: { zh: '阴影', en: 'shadow' },
	expansion: { zh: '扩展', en: 'expansion' },
};

interface Written {
	/** Whether the draft switches it on, or says something of it. */
	readonly isAsked: boolean;
	/** The places in which drafts write it. */
	readonly places: readonly unknown[];
}

/** What a mask has beside its shape: what can be read of it is drawn, all of it is named. */
const trimmingOf = <T>(
	part: keyof typeof WORDS,
	{ isAsked, places }: Written,
	{
		use,
		note,
		read,
	}: { readonly use: Use; readonly note: Note; readonly read: (place: unknown) => T | undefined },
): T | undefined => {
	if (!isAsked && places.every((place) => isAtRest(place))) return undefined;
	const found = places.flatMap((place) => (isAtRest(place) ? [] : (read(place) ?? [])))[0];
	const { zh, en } = WORDS[part];
	if (found === undefined) {
		note(use, about('STAGE_UNSUPPORTED', en, 'mask'), {
			zh: `蒙版的${zh}未绘制`,
			en: `the ${en} of a mask is not drawn`,
		});
		return undefined;
	}
	const isDrawn = note(use, about('STAGE_APPROXIMATED', en, 'mask'), {
		zh: `蒙版的${zh}以相近的方式绘制`,
		en: `the ${en} of a mask is drawn as near as is known`,
	});
	return isDrawn ? found : undefined;
};

/** How much larger the shape is over time; undefined where it never is. */
const expansionOf = (keyed: Keyed, { config }: MaskMaterial): Curve | undefined => {
	const curve = keyedCurve(keyed, EXPANSION) ?? constant(config.expansion);
	return curve.kind === 'keyed' || curve.value !== 0 ? curve : undefined;
};

/** Where the video of a segment, if it is one, has a part of its mask written. */
const inVideo = (
	{ material }: Use,
	part: 'video_mask_stroke' | 'video_mask_shadow',
): readonly unknown[] => (material?.bucket === 'videos' ? [material.material[part]] : []);

const strokeOf = ({ keyed, mask, note }: Trimmed): Mask['stroke'] => {
	const { use } = keyed;
	const moving = movingLine(keyed, LINE);
	return trimmingOf(
		'stroke',
		{
			isAsked: use.segment.enable_mask_stroke || moving !== undefined,
			places: [mask.mask_stroke, ...inVideo(use, 'video_mask_stroke')],
		},
		{ use, note, read: (place) => maskStrokeOf(place, moving) },
	);
};

const shadowOf = (keyed: Keyed, mask: MaskMaterial, note: Note): Mask['shadow'] => {
	const { use } = keyed;
	const moving = movingShade(keyed, SHADE);
	return trimmingOf(
		'shadow',
		{
			isAsked: use.segment.enable_mask_shadow || moving !== undefined,
			places: [mask.mask_shadow, ...inVideo(use, 'video_mask_shadow')],
		},
		{ use, note, read: (place) => maskShadeOf(place, moving) },
	);
};

/** A mask, and where what is said of it goes. */
export interface Trimmed {
	readonly keyed: Keyed;
	readonly mask: MaskMaterial;
	readonly note: Note;
}

const growthOf = ({ keyed, mask, note }: Trimmed): Pick<Mask, 'expansion'> => {
	const curve = expansionOf(keyed, mask);
	const expansion = trimmingOf(
		'expansion',
		{ isAsked: curve !== undefined, places: curve ? [curve] : [] },
		{ use: keyed.use, note, read: () => curve },
	);
	return expansion ? { expansion } : {};
};

/** What a mask has beside its shape. */
export const trimmingsOf = (trimmed: Trimmed): Pick<Mask, 'stroke' | 'shadow' | 'expansion'> => {
	const { keyed, mask, note } = trimmed;
	const stroke = strokeOf(trimmed);
	const shadow = shadowOf(keyed, mask, note);
	return { ...(stroke && { stroke }), ...(shadow && { shadow }), ...growthOf(trimmed) };
};

/**
 * How much larger a mask of colors is. A line or a shadow has no place where nothing is cut out, and is named; keyframes of
 * one are named with those that move nothing.
 * `isAlone`: no mask beside it cuts, so that those of the segment are its own.
 */
export const growthOfColors = (trimmed: Trimmed, isAlone: boolean): Pick<Mask, 'expansion'> => {
	const { keyed, mask, note } = trimmed;
	const { enable_mask_stroke: lined, enable_mask_shadow: shaded } = keyed.use.segment;
	const reading = { use: keyed.use, note, read: () => undefined };
	trimmingOf('stroke', { isAsked: isAlone && lined, places: [mask.mask_stroke] }, reading);
	trimmingOf('shadow', { isAsked: isAlone && shaded, places: [mask.mask_shadow] }, reading);
	return growthOf(trimmed);
};
