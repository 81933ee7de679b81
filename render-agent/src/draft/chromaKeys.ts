/** The color that is keyed out of a clip. */
import { together, type Words } from '../kernel/words';
import type { Curve } from '../timeline/curve';
import { share } from '../timeline/painting';
import type { ChromaKey } from '../timeline/timeline';
import { colorOf } from './colors';
import { keyedCurve, type Keyed } from './keyframes';
import type { MaterialOf } from './materialSchema';
import { about, called, companionOf, type Scope, type Use } from './scope';

const PROPERTIES = {
	intensity: 'KFTypeChromaIntensity',
	shadow: 'KFTypeChromaShadow',
	softness: 'KFTypeChromaEdgeSmooth',
	spill: 'KFTypeChromaSpill',
} as const;

type Slider = keyof typeof PROPERTIES;

const NAMES: ReadonlySet<string> = new Set(Object.values(PROPERTIES));

/** Whether a keyframed property of a clip belongs to the color that is keyed out of it. */
export const isOfKey = (use: Use, property: string): boolean =>
	NAMES.has(property) && companionOf(use, 'chromas') !== undefined;

const curvesOf = (keyed: Keyed): Readonly<Partial<Record<Slider, Curve>>> =>
	Object.fromEntries(
		Object.entries(PROPERTIES).flatMap(([slider, property]) => {
			const curve = keyedCurve(keyed, property);
			return curve ? [[slider, curve]] : [];
		}),
	);

/**
 * How strong a key is whose draft does not say it: what writers of drafts set by default, and the app's own values are near.
 * @source pyJianYingDraft's tests of chroma keys, which write intensity_value 0.2
 */
const USUAL_INTENSITY = 0.2;

const NEAR: Words = {
	zh: '色度抠图以相近的方式绘制',
	en: 'the chroma key is drawn as near as is known',
};

const USUAL: Words = {
	zh: `草稿未写强度，按通常的 ${String(USUAL_INTENSITY)}`,
	en: `its intensity is not in the draft: ${String(USUAL_INTENSITY)}, as is usual`,
};

const NO_INTENSITY: Words = {
	zh: '色度抠图的强度在草稿中为 0，未抠图',
	en: "the chroma key's intensity is 0 in the draft, nothing is keyed out",
};

const strangeColor = (color: string): Words => ({
	zh: `色度抠图的颜色${called(color, '')}无法识别，未抠图`,
	en: `the chroma key's color ${called(color, '')} is unknown, nothing is keyed out`,
});

const toldOf = ({ intensity_value }: MaterialOf<'chromas'>, isKeyed: boolean): Words =>
	typeof intensity_value === 'number' || isKeyed ? NEAR : together([NEAR, USUAL]);

/** The color that is keyed out of a clip, if any. */
export const keyOf = (keyed: Keyed, { note }: Scope): ChromaKey | undefined => {
	const { use } = keyed;
	const material = companionOf(use, 'chromas');
	if (!material) return undefined;
	const curves = curvesOf(keyed);
	const intensity = material.intensity_value ?? USUAL_INTENSITY;
	const isKeyed = curves.intensity !== undefined;
	const color = colorOf(material.color);
	const isAsked = intensity > 0 || isKeyed;
	if (!isAsked || !color) {
		const why = isAsked ? strangeColor(material.color) : NO_INTENSITY;
		note(use, about('STAGE_UNSUPPORTED', '', 'chroma_key'), why);
		return undefined;
	}
	const told = toldOf(material, isKeyed);
	if (!note(use, about('EFFECT_APPROXIMATED', '', 'chroma_key'), told)) return undefined;
	return {
		color,
		intensity: share(intensity),
		shadow: share(material.shadow_value),
		softness: share(material.edge_smooth_value),
		spill: share(material.spill_value),
		...(Object.keys(curves).length > 0 && { keyed: curves }),
	};
};
