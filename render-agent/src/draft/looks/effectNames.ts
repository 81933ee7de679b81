/** What reports call the looks of scene effects, in Chinese and English. */
import type { EffectLook } from '../../timeline/effectLooks';

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
		scroll: { zh: '滚动', en: 'a running picture' },
		spin: { zh: '旋转', en: 'a spin' },
		grade: { zh: '调色', en: 'a grading' },
		ramp: { zh: '热力色', en: 'false colors' },
		hueTurn: { zh: '变色', en: 'turning hues' },
		selective: { zh: '局部色彩', en: 'one color kept' },
		halftone: { zh: '网点', en: 'printed dots' },
		paint: { zh: '油画', en: 'a painting' },
		outline: { zh: '描边', en: 'drawn outlines' },
		rays: { zh: '光束', en: 'rays of light' },
		flames: { zh: '火焰', en: 'flames' },
		lightning: { zh: '闪电', en: 'lightning' },
		spectrum: { zh: '彩虹', en: 'a rainbow' },
		shadows: { zh: '光影', en: 'light and shadow' },
		colorBlocks: { zh: '色块', en: 'blocks of color' },
		loupe: { zh: '放大镜', en: 'a magnifying glass' },
		collage: { zh: '拼贴', en: 'a collage' },
		record: { zh: '唱片', en: 'a disc' },
		slice: { zh: '切开', en: 'a cut' },
		viewfinder: { zh: '取景框', en: 'a viewfinder' },
		player: { zh: '播放器', en: 'a player' },
		window: { zh: '窗口', en: 'a window' },
		countdown: { zh: '倒计时', en: 'a countdown' },
		sprockets: { zh: '胶片边框', en: 'a strip of film' },
		curtain: { zh: '开幕闭幕', en: 'a curtain' },
		sweep: { zh: '扫光', en: 'a light sweep' },
		duotone: { zh: '双色调', en: 'two tones' },
		passing: { zh: '渐变特效', en: 'an effect that passes' },
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
	butterfly: { zh: '蝴蝶', en: 'butterflies' },
	leaf: { zh: '落叶', en: 'falling leaves' },
	feather: { zh: '羽毛', en: 'feathers' },
	flake: { zh: '雪花', en: 'snowflakes' },
	note: { zh: '音符', en: 'notes' },
	coin: { zh: '金币', en: 'coins' },
	balloon: { zh: '气球', en: 'balloons' },
	bat: { zh: '蝙蝠', en: 'bats' },
	question: { zh: '问号', en: 'question marks' },
	thumb: { zh: '点赞', en: 'thumbs up' },
	figure: { zh: '数字', en: 'figures' },
	sum: { zh: '算式', en: 'sums' },
};

type Name = (typeof NAMES)[EffectLook['family']];

/** The names of all that a look consists of, each once. */
const namesIn = (look: EffectLook): readonly Name[] => {
	if (look.family === 'particles') return [PARTICLES[look.kind]];
	if (look.family === 'passing') return namesIn(look.look);
	if (look.family !== 'stack' || look.looks.length === 0) return [NAMES[look.family]];
	return [...new Set(look.looks.flatMap(namesIn))];
};

/** What a look is called; of several together, all of them; of one that passes, what passes. */
export const effectName = (look: EffectLook): Name => {
	const names = namesIn(look);
	const before = names.slice(0, -1).map(({ en }) => en);
	const last = names.at(-1)?.en ?? '';
	return {
		zh: names.map(({ zh }) => zh).join('、'),
		en: before.length === 0 ? last : `${before.join(', ')} and ${last}`,
	};
};
