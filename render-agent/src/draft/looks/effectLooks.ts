/** Gives the scene effects of drafts a look that is drawn: by the words of their names. */
import type { EffectLook } from '../../timeline/looks';
import { EFFECT_PRESETS, type EffectPreset } from './effectPresets';
import type { FoundLook } from './transitionLooks';

type Rule = readonly [words: RegExp, preset: EffectPreset];

/** What words of a name mean, the more telling ones first. */
const RULES: readonly Rule[] = [
	[/色差开幕|渐显|白色渐显|fade ?in/i, 'openFade'],
	[/渐隐|渐黑|fade ?out/i, 'closeFade'],
	[/(横|方形|分屏|擦拭).*开幕|portrait open/i, 'openVertical'],
	[/圆.*开幕/i, 'openCircle'],
	[/开幕|landscape open/i, 'open'],
	[/横.*闭幕/i, 'closeVertical'],
	[/闭幕|全剧终|landscape close/i, 'close'],
	[/百叶窗|blinds/i, 'blinds'],
	[/默片|黑白胶片|silent/i, 'silentFilm'],
	[/老电影|放映|老照片|怀旧|old film|retro film/i, 'oldFilm'],
	[/胶片|胶卷|电影刮花|film/i, 'film'],
	[/黑白|black.?(and|&).?white|b&w/i, 'monochrome'],
	[/故障|毛刺|glitch|信号|花屏|卡顿/i, 'glitch'],
	[/电视|荧幕|\btv\b/i, 'oldTv'],
	[/录像|vhs|vcr|磁带|betamax|camcorder|\bjvc\b/i, 'vhs'],
	[/dv\b/i, 'dv'],
	[/隔行|扫描线|监控|scan ?lines/i, 'scanLines'],
	[/噪|颗粒|grain|noise/i, 'grain'],
	[/色散|色差|彩色重影|chroma|rgb/i, 'chromatic'],
	[/移轴|tilt/i, 'tiltShift'],
	[/纵向模糊/i, 'motionBlurVertical'],
	[/斜向模糊/i, 'motionBlurDiagonal'],
	[/动感模糊|横向模糊|motion blur/i, 'motionBlur'],
	[/旋焦|聚焦|对焦|focus/i, 'focus'],
	[/冲刺|放射|变焦|speed streaks/i, 'zoomBlur'],
	[/长虹|reeded/i, 'reededGlass'],
	[/毛玻璃|磨砂|frosted/i, 'frostedGlass'],
	[/瞬间模糊|模糊.*闪/i, 'blurPulse'],
	[/模糊|虚化|失焦|blur/i, 'blur'],
	[/锐化|变清晰|sharpen/i, 'sharpen'],
	[/马赛克|像素|mosaic|pixel/i, 'pixelate'],
	[/万花筒|万向镜像|棱镜|kaleido/i, 'kaleidoscope'],
	[/镜像|倒影|mirror/i, 'mirror'],
	[/两屏|split screen/i, 'splitTwo'],
	[/三屏|三格/i, 'splitThree'],
	[/四屏|四宫格/i, 'splitFour'],
	[/六屏/i, 'splitSix'],
	[/九屏/i, 'splitNine'],
	[/鱼眼|fisheye|放大镜|magnif|广角|wide angle/i, 'fisheye'],
	[/哈哈镜/i, 'pinch'],
	[/水波|涟漪|ripple/i, 'ripple'],
	[/波纹|荡漾|波浪|wave/i, 'waves'],
	[/电影感|画幅|cinema/i, 'cinema'],
	[/黑.*(边|框)/i, 'frameBlack'],
	[/圣诞.*雪|雪|snow/i, 'snow'],
	[/雨|rain(?!bow)/i, 'rain'],
	[/烟花|花火|礼花|firework/i, 'fireworks'],
	[/仙女棒|火|烈焰|ember|flame|fire/i, 'fire'],
	[/爱心|心动|心形|heart/i, 'hearts'],
	[/樱|花瓣|petal|blossom/i, 'petals'],
	[/落叶|银杏|秋天|leaves/i, 'leaves'],
	[/羽毛|feather/i, 'feathers'],
	[/泡泡|气泡|bubble/i, 'bubbles'],
	[/彩带|彩纸|撒花|confetti/i, 'confetti'],
	[/萤/i, 'fireflies'],
	[/金粉|金片|闪粉|亮片|gold|sequin/i, 'goldDust'],
	[/光斑|bokeh/i, 'bokeh'],
	[/星|\bstars?\b/i, 'stars'],
	[/闪黑|black flash/i, 'flashBlack'],
	[/频闪|爆闪|strobe/i, 'strobe'],
	[/闪白|闪光灯|闪屏|^闪动|flash/i, 'flash'],
	[/kira|bling|闪|钻|spark|gleam|glitter/i, 'sparkle'],
	[/雾|烟|蒸汽|fog|mist|smoke/i, 'fog'],
	[/扫描|scan/i, 'scan'],
	[/扫光|光束|丁达尔|light beam/i, 'lightSweep'],
	[/蹦迪|迪斯科|disco|ktv|霓虹灯|club/i, 'discoLight'],
	[/彩虹|炫彩|rainbow/i, 'rainbowLight'],
	[/漏光|光晕|日落|夕阳|leak|sunset/i, 'lightLeak'],
	[/梦|空灵|dream|ethereal/i, 'dream'],
	[/辉光|发光|柔光|泛光|glow|luminance/i, 'glow'],
	[/夜视|night vision/i, 'nightVision'],
	[/热成像|热力|thermal/i, 'thermal'],
	[/负片|反转片|negative/i, 'negative'],
	[/霓虹|荧光线|neon/i, 'neon'],
	[/素描|铅笔|线描|描边|sketch|outline/i, 'sketch'],
	[/漫|卡通|comic|cartoon/i, 'comic'],
	[/心跳|脉搏|heartbeat|throb/i, 'heartbeat'],
	[/灵魂|幻影|叠影|出窍|ghost|phantom/i, 'ghost'],
	[/抖动|震动|颤抖|shake|jitter/i, 'shake'],
	[/摇|晃|手持|swing/i, 'sway'],
	[/冲屏|弹|缩放|zoom|pulse/i, 'zoomPulse'],
	[/旋转|rotat|spin/i, 'spin'],
	[/暗角|vignette/i, 'vignette'],
	[/双色|蒸汽波|duotone/i, 'duotone'],
	[/边框|相纸|画框|border|frame/i, 'frame'],
];

/** The look of a scene effect, or undefined when nobody can guess it. */
export const effectLookOf = ({
	name,
}: {
	readonly name: string;
	readonly resourceId: string;
}): FoundLook<EffectLook> | undefined => {
	const preset = RULES.find(([words]) => words.test(name))?.[1];
	return preset && { look: EFFECT_PRESETS[preset], exact: false };
};

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
