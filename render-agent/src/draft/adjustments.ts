/** Color sliders and blend modes of clips. */
import { constant, type Curve } from '../timeline/curve';
import type { BlendMode } from '../timeline/looks';
import type { Adjustments } from '../timeline/timeline';
import { isKeyed, keyedCurve, type Keyed } from './keyframes';
import type { MaterialOf } from './materialSchema';
import { about, called, nameOf, type Note, type Use } from './scope';

type Slider = keyof Adjustments;

/** Kinds of `effects` that are sliders, with the property that their keyframes have. */
const SLIDERS: ReadonlyMap<string, readonly [slider: Slider, property: string]> = new Map(
	Object.entries({
		brightness: ['brightness', 'KFTypeBrightness'],
		contrast: ['contrast', 'KFTypeContrast'],
		saturation: ['saturation', 'KFTypeSaturation'],
		temperature: ['temperature', 'KFTypeTemperature'],
		tone: ['tint', 'KFTypeTone'],
		highlight: ['highlights', 'KFTypeHightLight'],
		shadow: ['shadows', 'KFTypeShadow'],
		white: ['whites', 'KFTypeWhite'],
		black: ['blacks', 'KFTypeBlack'],
		sharpen: ['sharpness', 'KFTypeSharpen'],
		clear: ['sharpness', 'KFTypeClear'],
		vignetting: ['vignette', 'KFTypeVignetting'],
		fade: ['fade', 'KFTypeFade'],
		particle: ['grain', 'KFTypeParticle'],
		hue: ['hue', 'KFTypeHue'],
		light_sensation: ['light', 'KFTypeLightSensatione'],
		natural_saturation: ['vibrance', 'KFTypeNaturalSaturation'],
	}),
);

/** The keyframed properties of color sliders. */
export const ADJUSTED: ReadonlySet<string> = new Set(
	Array.from(SLIDERS.values(), ([, property]) => property),
);

/** Whether a kind of `effects` is a color slider. */
export const isSlider = (type: string): boolean => SLIDERS.has(type);

const BLENDS: readonly (readonly [words: RegExp, id: string, mode: BlendMode])[] = [
	[/^正片叠底$|^multiply$/i, '6758325895519277582', 'multiply'],
	[/^颜色减淡$|^colou?r ?dodge$/i, '6758325800031752712', 'colorDodge'],
	[/^颜色加深$|^colou?r ?burn$/i, '6758325724848853518', 'colorBurn'],
	[/^线性加深$|^linear ?burn$/i, '6758325619253056013', 'linearBurn'],
	[/^柔光$|^soft ?light$/i, '6758325439212556814', 'softLight'],
	[/^强光$|^hard ?light$/i, '6758325264670790152', 'hardLight'],
	[/^滤色$|^screen$/i, '6758325170760323597', 'screen'],
	[/^叠加$|^overlay$/i, '6758324989931295240', 'overlay'],
	[/^变亮$|^lighten$/i, '6758324919789949453', 'lighten'],
	[/^变暗$|^darken$/i, '6758324839670354445', 'darken'],
	[/^正常$|^默认$|^normal$/i, '', 'normal'],
];

type Effect = MaterialOf<'effects'>;

/** The entries of `effects` that a segment has beside its own material. */
export const effectsOf = ({ companions }: Use): readonly Effect[] =>
	companions.flatMap((filed) => (filed.bucket === 'effects' ? [filed.material] : []));

const moves = (curve: Curve): boolean => curve.kind === 'keyed' || curve.value !== 0;

/** A color slider with what it is drawn as. */
interface Slid {
	readonly type: string;
	readonly slider: Slider;
	readonly curve: Curve;
}

/** The color sliders that a clip has materials for and that are not at rest. */
const slidersIn = (keyed: Keyed): readonly Slid[] =>
	effectsOf(keyed.use).flatMap(({ type, value }) => {
		const known = SLIDERS.get(type);
		if (!known) return [];
		const [slider, property] = known;
		const curve = keyedCurve(keyed, property) ?? constant(value ?? 0);
		return moves(curve) ? [{ type, slider, curve }] : [];
	});

/** Whether a slider stands where it changes nothing, and no keyframe moves it. */
export const isSliderAtRest = (use: Use, { type, value }: Effect): boolean => {
	const known = SLIDERS.get(type);
	return known !== undefined && (value ?? 0) === 0 && !isKeyed(use, new Set([known[1]]));
};

const noteSecond = (use: Use, { type }: Slid, note: Note): void => {
	note(use, about('STAGE_UNSUPPORTED', type, 'processing'), {
		zh: `同类的第二个调节（${type}）未使用，以第一个为准`,
		en: `a second slider of one kind (${type}) is left out, the first one counts`,
	});
};

/** The color sliders of a clip that are not at rest. Of several that are drawn alike the first counts; others that say something else are noted. */
export const adjustmentsOf = (keyed: Keyed, note: Note): Adjustments => {
	if (!keyed.use.segment.enable_adjust) return {};
	const firsts = new Map<Slider, Curve>();
	for (const slid of slidersIn(keyed)) {
		const first = firsts.get(slid.slider);
		if (!first) firsts.set(slid.slider, slid.curve);
		else if (JSON.stringify(first) !== JSON.stringify(slid.curve))
			noteSecond(keyed.use, slid, note);
	}
	return { ...keyedAlone(keyed), ...Object.fromEntries(firsts) };
};

/** Sliders that keyframes move though there is no material for them: scripts write no more than the keyframes. */
const keyedAlone = (keyed: Keyed): Adjustments =>
	Object.fromEntries(
		[...SLIDERS.values()].flatMap(([slider, property]): readonly [Slider, Curve][] => {
			const curve = keyedCurve(keyed, property);
			return curve ? [[slider, curve]] : [];
		}),
	);

/** How far a clip is mixed in, 0…1. Writers that leave it out, or write 0, mean all of it. */
export const blendShareOf = (use: Use): number => {
	const value = effectsOf(use).find(({ type }) => type === 'mix_mode')?.value ?? 1;
	return value > 0 && value < 1 ? value : 1;
};

const blendNamed = ({ name, resource_id }: Effect): BlendMode | undefined =>
	BLENDS.find(([words, id]) => words.test(name.trim()) || (id !== '' && id === resource_id))?.[2];

/** Whether a material is a blend mode that mixes nothing: the normal one. */
export const isPlainBlend = (effect: Effect): boolean =>
	effect.type === 'mix_mode' && blendNamed(effect) === 'normal';

/** How a clip is mixed with what lies beneath. An unknown way is noted and drawn as normal. */
export const blendOf = (use: Use, note: Note): BlendMode => {
	const material = effectsOf(use).find(({ type }) => type === 'mix_mode');
	if (!material) return 'normal';
	const { name, resource_id } = material;
	const known = blendNamed(material);
	if (known) return known;
	const shown = called(name, resource_id);
	note(use, about('BLEND_UNSUPPORTED', nameOf(material)), {
		zh: `混合模式${shown}未绘制，按正常模式显示`,
		en: `blend mode ${shown} is drawn as normal`,
	});
	return 'normal';
};
