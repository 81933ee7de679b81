/** The color that is keyed out of a clip. */
import type { Curve } from '../timeline/curve';
import { share } from '../timeline/painting';
import type { ChromaKey } from '../timeline/timeline';
import { colorOf } from './colors';
import { keyedCurve, type Keyed } from './keyframes';
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

/** The color that is keyed out of a clip, if any. */
export const keyOf = (keyed: Keyed, { note }: Scope): ChromaKey | undefined => {
	const { use } = keyed;
	const material = companionOf(use, 'chromas');
	const curves = curvesOf(keyed);
	if (!material || (material.intensity_value <= 0 && !curves.intensity)) return undefined;
	const color = colorOf(material.color);
	if (!color) {
		note(use, about('STAGE_UNSUPPORTED', '', 'chroma_key'), {
			zh: `色度抠图的颜色${called(material.color, '')}无法识别，未抠图`,
			en: `the chroma key's color ${called(material.color, '')} is unknown, nothing is keyed out`,
		});
		return undefined;
	}
	const isDrawn = note(use, about('EFFECT_APPROXIMATED', '', 'chroma_key'), {
		zh: '色度抠图以相近的方式绘制',
		en: 'the chroma key is drawn as near as is known',
	});
	if (!isDrawn) return undefined;
	return {
		color,
		intensity: share(material.intensity_value),
		shadow: share(material.shadow_value),
		softness: share(material.edge_smooth_value),
		spill: share(material.spill_value),
		...(Object.keys(curves).length > 0 && { keyed: curves }),
	};
};
