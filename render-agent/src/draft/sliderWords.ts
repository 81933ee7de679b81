/** What is said of the color sliders of a segment: which are only near, and which stand farther than they go. */
import { type Bilingual, listed, together, type Words } from '../kernel/words';
import { type Curve, extremes } from '../timeline/curve';
import type { Adjustments } from '../timeline/timeline';

type Slider = keyof Adjustments;

const NAMES: Readonly<Record<Slider, Bilingual>> = {
	brightness: { zh: '亮度', en: 'brightness' },
	contrast: { zh: '对比度', en: 'contrast' },
	saturation: { zh: '饱和度', en: 'saturation' },
	temperature: { zh: '色温', en: 'temperature' },
	tint: { zh: '色调', en: 'tint' },
	highlights: { zh: '高光', en: 'highlights' },
	shadows: { zh: '阴影', en: 'shadows' },
	whites: { zh: '白色', en: 'whites' },
	blacks: { zh: '黑色', en: 'blacks' },
	sharpness: { zh: '锐化', en: 'sharpness' },
	vignette: { zh: '暗角', en: 'vignette' },
	fade: { zh: '褪色', en: 'fade' },
	grain: { zh: '颗粒', en: 'grain' },
	hue: { zh: '色相', en: 'hue' },
	light: { zh: '光感', en: 'light' },
	vibrance: { zh: '自然饱和度', en: 'vibrance' },
};

/** Sliders whose maths nobody has measured. */
const NEAR: ReadonlySet<Slider> = new Set([
	...(['sharpness', 'vignette', 'fade', 'grain', 'hue', 'light', 'vibrance'] as const),
]);

/** Rounding is no farther. */
const SLACK = 1e-6;

/** The value of a curve that lies farthest outside −1…1; undefined where none does. */
const beyond = (curve: Curve): number | undefined => {
	const { least, most } = extremes(curve);
	const farthest = -least > most ? least : most;
	return Math.abs(farthest) > 1 + SLACK ? farthest : undefined;
};

const shown = (value: number): string => String(Number(value.toFixed(2)));

const nearWords = (names: readonly Words[]): Words => {
	const { zh, en } = listed(names);
	return {
		zh: `调节（${zh}）以相近的方式绘制`,
		en: `the sliders (${en}) are drawn as near as is known`,
	};
};

const beyondWords = (parts: readonly Words[]): Words => {
	const { zh, en } = listed(parts);
	return {
		zh: `调节超出范围，按范围 -1 到 1 的尽头绘制：${zh}`,
		en: `sliders that stand beyond their range are drawn at its end, −1 or 1: ${en}`,
	};
};

/** What is only near of the sliders that a segment has, in words, and which they are; undefined where all are exact. */
export const nearnessOfSliders = (
	adjustments: Adjustments,
): { readonly text: Words; readonly sliders: ReadonlySet<string> } | undefined => {
	const all = Object.entries(adjustments) as [Slider, Curve][];
	const near = all.flatMap(([slider]) => (NEAR.has(slider) ? [slider] : []));
	const far = all.flatMap(([slider, curve]) => {
		const value = beyond(curve);
		return value === undefined ? [] : [[slider, shown(value)] as const];
	});
	const said = [
		...(near.length > 0 ? [nearWords(near.map((slider) => NAMES[slider]))] : []),
		...(far.length > 0
			? [
					beyondWords(
						far.map(([slider, value]) => ({
							zh: `${NAMES[slider].zh} ${value}`,
							en: `${NAMES[slider].en} ${value}`,
						})),
					),
				]
			: []),
	];
	if (said.length === 0) return undefined;
	const sliders = new Set([...near, ...far.map(([slider]) => slider)]);
	return { text: together(said), sliders };
};
