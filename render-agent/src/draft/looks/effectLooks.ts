/** Gives the effects of drafts a look: by catalogue id, by name, by the words of the name. Values are in `effectPresets`. */
import type { EffectLook } from '../../timeline/effectLooks';
import type { Color } from '../../timeline/text';
import { catalogOf, type FoundLook, lookIn, type Reading, type Wanted } from '../catalog/catalog';
import characterEffects from '../catalog/characterEffects.json';
import sceneEffects from '../catalog/sceneEffects.json';
import { colorCalled, colorIn } from './colorWords';
import { EFFECT_PRESETS } from './effectPresets';
import { CHARACTER_RULES, EFFECT_RULES } from './effectRules';

const presetOf = (word: string, name: string): EffectLook | undefined => {
	const [preset = '', color] = word.split(' ');
	const shade: Color | undefined = colorCalled(color) ?? colorIn(name);
	return EFFECT_PRESETS[preset]?.(shade);
};

/** A look from words: one preset with a color or without, or several with `+` between them, the first at the bottom. */
const effectFrom = (words: string, name: string): EffectLook | undefined => {
	const looks = words.split(' + ').flatMap((word) => presetOf(word, name) ?? []);
	const [first] = looks;
	return looks.length > 1 ? { family: 'stack', looks } : first;
};

/** How effects on the whole picture are read: their catalogue, the words of their names, and the looks. */
export const SCENE_EFFECTS: Reading<EffectLook> = {
	catalogs: [catalogOf(sceneEffects)],
	rules: EFFECT_RULES,
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

const NAMES: Readonly<Record<EffectLook['family'], { readonly zh: string; readonly en: string }>> =
	{
		film: { zh: '胶片', en: 'old film' },
		vhs: { zh: '录像带', en: 'video tape' },
		glitch: { zh: '故障', en: 'a glitch' },
		chromatic: { zh: '色差', en: 'parted colors' },
		blur: { zh: '模糊', en: 'a blur' },
		motionBlur: { zh: '动感模糊', en: 'a motion blur' },
		zoomBlur: { zh: '放射模糊', en: 'a zoom blur' },
		sharpen: { zh: '锐化', en: 'sharpening' },
		ghost: { zh: '重影', en: 'a ghost image' },
		focus: { zh: '聚焦', en: 'a focus' },
		zoomPulse: { zh: '节奏缩放', en: 'a zoom to the beat' },
		shake: { zh: '抖动', en: 'a shake' },
		flash: { zh: '闪光', en: 'flashes' },
		strobe: { zh: '频闪', en: 'a strobe' },
		vignette: { zh: '暗角', en: 'a vignette' },
		lightLeak: { zh: '漏光', en: 'a light leak' },
		glow: { zh: '辉光', en: 'a glow' },
		pixelate: { zh: '马赛克', en: 'a mosaic' },
		mirror: { zh: '镜像', en: 'a mirror' },
		kaleidoscope: { zh: '万花筒', en: 'a kaleidoscope' },
		split: { zh: '分屏', en: 'a split screen' },
		letterbox: { zh: '遮幅', en: 'cinema bars' },
		frame: { zh: '边框', en: 'a border' },
		negative: { zh: '负片', en: 'a negative' },
		sketch: { zh: '线描', en: 'outlines' },
		posterize: { zh: '漫画', en: 'a comic' },
		particles: { zh: '粒子', en: 'particles' },
		fog: { zh: '雾气', en: 'fog' },
		ripple: { zh: '波纹', en: 'ripples' },
		glass: { zh: '玻璃', en: 'glass' },
		lens: { zh: '鱼眼', en: 'a lens' },
		spin: { zh: '旋转', en: 'a spin' },
		curtain: { zh: '开幕闭幕', en: 'a curtain' },
		sweep: { zh: '扫光', en: 'a light sweep' },
		duotone: { zh: '双色调', en: 'two tones' },
		stack: { zh: '组合特效', en: 'several effects together' },
	};

const PARTICLES: Readonly<
	Record<
		Extract<EffectLook, { family: 'particles' }>['kind'],
		{ readonly zh: string; readonly en: string }
	>
> = {
	snow: { zh: '飘雪', en: 'snow' },
	rain: { zh: '下雨', en: 'rain' },
	sparkle: { zh: '闪光粒子', en: 'sparkles' },
	bokeh: { zh: '光斑', en: 'bokeh' },
	dust: { zh: '微光粒子', en: 'glowing dust' },
	firework: { zh: '烟花', en: 'fireworks' },
	heart: { zh: '爱心', en: 'hearts' },
	star: { zh: '星星', en: 'stars' },
	bubble: { zh: '气泡', en: 'bubbles' },
	petal: { zh: '花瓣', en: 'petals' },
	ember: { zh: '火星', en: 'embers' },
	confetti: { zh: '彩纸', en: 'confetti' },
};

/** What a look is called; of several together, the first one. */
export const effectName = (look: EffectLook): { readonly zh: string; readonly en: string } => {
	if (look.family === 'particles') return PARTICLES[look.kind];
	const first = look.family === 'stack' ? look.looks[0] : undefined;
	return first ? effectName(first) : NAMES[look.family];
};
