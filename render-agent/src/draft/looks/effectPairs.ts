/** Names of effects that speak of two looks at once, or whose words together mean another thing: they stand before all other words. */
import type { Rule } from '../catalog/catalog';

/** What trembles, flashes and rushes at once. */
const BEATS: readonly Rule[] = [
	[/(?:震|抖).*渐黑/u, 'shake + closeFade'],
	[/(?:微震|轻微抖).*闪黑/u, 'lightShake + flashBlack'],
	[/(?:震|抖|晃).*闪黑|闪黑.*(?:震|抖|晃)/u, 'shake + flashBlack'],
	[/(?:像素|马赛克).*闪/u, 'finePixels + flash'],
	[/故障.*震闪/u, 'glitch + flash'],
	[/色差.*震闪/u, 'chromaticBeat + flash'],
	[/(?:震|抖).*(?:闪白|闪光|屏闪)|(?:闪白|闪光).*(?:震|抖|弹)|震闪/u, 'shake + flash'],
	[/竖线.*闪/u, 'stripes + flash'],
	[/彩虹.*闪屏/u, 'spectrum + flash'],
	[/炫光.*变焦|散光.*弹动/u, 'zoom + glow'],
	[/曝光.*变焦/u, 'zoom + overexpose'],
	[/扭曲.*变焦/u, 'zoom + distort'],
	[/旋转.*(?:变焦|回弹)|弹动旋入|拉伸旋镜/u, 'spin + zoom'],
	[/(?:变焦|冲屏|放大).*烟花/u, 'zoom + firework'],
	[/(?:泡泡|气泡).*(?:冲屏|变焦)/u, 'zoom + bubble'],
	[/星.*(?:冲屏|变焦)/u, 'zoom + star'],
	[/雪花.*冲屏/u, 'zoom + snow'],
	[/玫瑰.*冲屏/u, 'zoom + petal'],
	[/冲屏.*闪粉/u, 'zoom + dust'],
	[/(?:卷动|滚动)(?!.*水)|rolling film|stuck frame/iu, 'film + scroll'],
	[/单向移动/u, 'sideScroll'],
];

/** What blurs, bends or repeats the picture and does something else to it. */
const BENDS: readonly Rule[] = [
	[/(?:水波|波纹|涟漪).*负片|负片.*(?:水波|波纹|涟漪)/u, 'rings + negative'],
	[/(?:模糊|朦胧).*星/u, 'blur + star'],
	[/(?:虚化|失焦|模糊).*光斑|光斑.*(?:虚化|失焦|模糊)/u, 'blur + bokeh'],
	[/水波.*模糊/u, 'rings + blur'],
	[/扭曲.*模糊/u, 'distort + blur'],
	[/油画.*模糊/u, 'paint + blur'],
	[/抖动.*模糊/u, 'lightShake + blurBeat'],
	[/十字.*模糊/u, 'levelBlur + uprightBlur'],
	[/像素.*模糊|pixel blur/iu, 'pixelate + blur'],
	[/爆闪.*锐化/u, 'strongSharpen + strobe'],
	[/像素.*扫描/u, 'finePixels + scan'],
	[/粒子.*放射/u, 'zoomBlur + dust'],
	[/像素(?:拉伸|排序)/u, 'uprightBlur'],
	[/水波.*倒影|pool reflection/iu, 'mirrorDown + rings'],
	[/彩虹.*棱镜/u, 'kaleidoscope + spectrum'],
	[/鱼眼.*闪电/u, 'fisheye + lightning'],
	[/鱼眼.*星/u, 'fisheye + star'],
	[/黑白.*(?:三格|三段|三屏)|(?:三格|三段|三屏).*黑白/u, 'three + gray'],
	[/负片.*分屏/u, 'three + negative'],
	[/分屏.*漏光/u, 'three + leak'],
	[/胶片.*连拍/u, 'film + three'],
	[/复古.*(?:多格|分屏)/u, 'sepia + three'],
	[/雨滴.*晕/u, 'rings + drops'],
	[/下雨.*涟漪/u, 'rings + rain'],
	[/闪电.*扭曲/u, 'distort + lightning'],
	[/虹光旋入/u, 'spin + spectrum'],
	[/雨滴/u, 'rain + drops'],
	[/监控/u, 'scanlines + finder'],
];

/** Two colors, a color and a drawing, or a color and what floats in it. */
const COLORED: readonly Rule[] = [
	[
		/[红橙橘黄绿青蓝紫粉金]色?负片|(?:orange|yellow|green|blue|purple|pink) negative/iu,
		'negative + tint',
	],
	[/黑白.*漫画/u, 'comic + gray'],
	[/黑白.*胶(?:片|卷)/u, 'silentFilm'],
	[/胶片.*冷/u, 'coolFilm'],
	[/胶片.*暖/u, 'sepia'],
	[/复古(?:[红蓝紫绿]调|粉)/u, 'tint + lightFilm'],
	[/复古.*半调/u, 'pop + sepia'],
	[/(?:怀旧|复古).*边?框/u, 'sepia + torn'],
	[/噪点.*边框/u, 'frame + grain'],
	[/荧光绿/u, 'tint green'],
	[/单色填充/u, 'tint'],
	[/金边.*闪/u, 'glitterOutline gold'],
	[/发光.*hdr/iu, 'sharpen + glow'],
	[/(?:彩色|七彩|多彩|炫彩).*(?:火焰|烈焰)|colou?r flame/iu, 'colorfulFire'],
	[/彩虹.*(?:射线|光束|光线)/u, 'rainbowRays'],
	[/光谱.*扫描/u, 'spectrum + scan'],
	[/(?:幻彩|炫彩).*故障/u, 'chromatic + glitch'],
	[/暗黑.*噪/u, 'night + grain'],
	[/雪.*变色|变色.*雪/u, 'hueTurn + snow'],
	[/色差.*星闪/u, 'chromatic + sparkle'],
	[/聚光灯.*金粉/u, 'spotlight + dust'],
	[/烟花.*孔明灯/u, 'firework + lanterns'],
];

/** Hearts together with other things, and words whose parts would mislead. */
const THINGS: readonly Rule[] = [
	[/爱心.*暗角/u, 'vignette black + heart red'],
	[/爱心.*雪/u, 'heart + snow'],
	[/爱心.*烟花/u, 'heart + firework'],
	[/蝙蝠.*kira/iu, 'bats + sparkle'],
	[/像素爱心/u, 'heart'],
	[/(?:爱心|心形).*(?:射线|光束|光线)/u, 'beams + heart'],
	[/(?:爱心|心形).*kira|kira.*(?:爱心|心形)/iu, 'heart + sparkle'],
	[/girl's secrets/iu, 'heart pink'],
	[/梦魇/u, 'night'],
	[/银蛇/u, 'sparkle silver'],
	[/金鱼/u, 'unknown'],
	[/波点(?!分身)/u, 'dots'],
	[/仙女棒/u, 'ember + sparkle gold'],
	[/零点解锁/u, 'countdown'],
	[/密码解锁/u, 'window'],
	// Lines of words that fly past: nobody can guess which.
	[/弹幕/u, 'unknown'],
];

/** Both are drawn, the picture's own changes beneath what lies over it. */
export const TOGETHER: readonly Rule[] = [...BEATS, ...BENDS, ...COLORED, ...THINGS];
