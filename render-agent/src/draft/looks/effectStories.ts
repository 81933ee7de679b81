/** What the names of effects tell of feasts, of paper and screens, and of what happens to somebody. */
import type { Rule } from '../catalog/catalog';

/** Years, feasts and wishes: what celebrations of the season look like. */
export const FEASTS: readonly Rule[] = [
	[/倒计时|倒数|countdown/iu, 'countdown'],
	[/红包/u, 'envelope'],
	[/圣诞(?!.*(?:星|光斑|kira|框|烟花))|christmas(?!.*border)/iu, 'christmas'],
	[/迎接20\d\d/u, 'firework'],
	[/新年投影|拜年|贺岁|纳福|福气|春联|祝福|兔个好彩头|上上签/u, 'festive'],
];

/** What shows pictures, and paper. */
export const MEDIA: readonly Rule[] = [
	[/播放(?:器|界面)|视频(?:播放|界面)/u, 'player'],
	[/弹窗|游戏界面|ins界面|^insta$|电脑桌面|文件夹|存档|商店|微信|彩信/iu, 'window'],
	[/动态侦测|侦测/u, 'finder'],
	[/报纸|newspaper/iu, 'newspaper'],
	[/杂志|海报|magazine|poster/iu, 'zine'],
	[/mv封面/iu, 'cinema'],
	[/唱片|\bcd\b/iu, 'record'],
	[/塑料|糖果纸|plastic/iu, 'foil'],
	[/撕纸定格|裁剪|拼贴|抽帧(?!拖影)|torn frames|scatter/iu, 'collage'],
	[/撕边|撕纸(?!.*框)|paper tear/iu, 'torn'],
	[/飞机窗|舷窗/u, 'porthole'],
	[/金属背景/u, 'frame silver'],
	[/清新绿格子/u, 'paperFrame green'],
	[/剪纸窗花/u, 'frame red'],
	[/厚卡纸|格纹纸质|一封信/u, 'paperFrame'],
	[/日文字幕/u, 'cinema'],
];

/** What happens to somebody, as comics tell it. */
export const EVENTS: readonly Rule[] = [
	[/中枪/u, 'hit'],
	[/必杀|零帧起手/u, 'strike'],
	[/啊啊|吓到/u, 'strongShake'],
	[/预警|warning/iu, 'alarm'],
	[/时间停止/u, 'gray + shockwave'],
	[/冰冷实验室|cold lab/iu, 'cold'],
	[/夏日冰块/u, 'frosted'],
	[/未来主义/u, 'disco'],
	[/布拉格/u, 'faded'],
	[/人鱼/u, 'spectrum'],
	[/盛世美颜/u, 'dream'],
	[/天使降临/u, 'angel'],
	[/关月亮/u, 'closeCircle'],
	[/月亮投影|小剧场/u, 'spotlight'],
	[/甜心|甜蜜|sweet/iu, 'heart'],
];
