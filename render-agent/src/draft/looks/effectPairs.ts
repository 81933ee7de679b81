/** Names of effects that speak of two looks at once: they stand before all other words. */
import type { Rule } from '../catalog/catalog';

/** Both are drawn, the picture's own changes beneath what lies over it. */
export const TOGETHER: readonly Rule[] = [
	[/(?:水波|波纹|涟漪).*负片|负片.*(?:水波|波纹|涟漪)/u, 'rings + negative'],
	[/[红橙黄绿青蓝紫粉金]色?负片/u, 'negative + tint'],
	[/(?:模糊|朦胧).*星/u, 'blur + star'],
	[/(?:彩色|七彩|多彩|炫彩).*(?:火焰|烈焰)/u, 'colorfulFire'],
	[/彩虹.*(?:射线|光束|光线)/u, 'rainbowRays'],
	[/(?:爱心|心形).*(?:射线|光束|光线)/u, 'beams + heart'],
	[/(?:微震|轻微抖).*闪黑/u, 'lightShake + flashBlack'],
	[/(?:震|抖|晃).*闪黑|闪黑.*(?:震|抖|晃)/u, 'shake + flashBlack'],
	[/(?:震|抖).*闪白|闪白.*(?:震|抖)/u, 'shake + flash'],
	[/复古.*(?:多格|分屏)/u, 'sepia + three'],
	[/复古.*半调/u, 'pop + sepia'],
	[/(?:怀旧|复古).*边?框/u, 'sepia + torn'],
	[/(?:像素|马赛克).*闪/u, 'finePixels + flash'],
	[/雪.*变色|变色.*雪/u, 'hueTurn + snow'],
	[/(?:爱心|心形).*kira|kira.*(?:爱心|心形)/iu, 'heart + sparkle'],
	[/(?:变焦|冲屏|放大).*烟花/u, 'zoom + firework'],
	[/(?:泡泡|气泡).*冲屏/u, 'zoom + bubble'],
	[/(?:幻彩|炫彩).*故障/u, 'chromatic + glitch'],
	[/光谱.*扫描/u, 'spectrum + scan'],
	[/暗黑.*噪/u, 'night + grain'],
];
