/** What the words of a transition's name mean. The more telling ones stand first; a direction is taken from the name. */
import type { Rule } from '../catalog/catalog';

/** All of them, in the order in which they count. */
export const TRANSITION_RULES: readonly Rule[] = [
	[
		/闪黑|黑场|黑色块|fade.?(?:to.?)?black|black.?(?:fade|flash)|dip.?to.?black/iu,
		'fadeThrough black',
	],
	[/故障|信号|glitch|rgb|惊悚/iu, 'glitch'],
	[/马赛克|像素|mosaic|pixel|数字矩阵/iu, 'pixelate'],
	[/震|抖|摇晃|摇镜|晃|shake|jitter|vibrat/iu, 'shake'],
	[/燃烧|灼烧|火焰|burn|漏光|融化|胶片闪|旧胶片|复古胶片|热成像/iu, 'burn'],
	[
		/水波|波纹|涟漪|水滴|波光|波动|畸变|扭曲(?!旋)|ripple|warp|distortion|幻觉|幻影|迷幻波/iu,
		'ripple',
	],
	[
		/白光快闪|闪光|爆闪|频闪|快闪|闪回|闪切|电光|闪电|胶片定格|flash(?! ?white)|strobe|拍摄器|相机(?!缩)|camera glow/iu,
		'flash white',
	],
	[
		/闪白|泛白|泛光|曝光|dip.?to.?white|blanch|white flash|炫光|光束|光晕|扫光|light/iu,
		'fadeThrough white',
	],
	[/逆时针|ccw|anti-?clockwise|counter-?clockwise/iu, 'spin counterclockwise'],
	[/翻转|flip|方片翻|菱格翻/iu, 'flip'],
	[/旋转|顺时针|漩涡|旋入|圆盘|旋焦|rotat|spin|swirl|whirl|\bcw\b/iu, 'spin clockwise'],
	[/移模糊|速移|甩|镜头|whip|运镜|条形模糊/iu, 'whip'],
	[/时钟|圆形扫描|雨刷|clock|radial wipe|闹钟|顺时针三角/iu, 'clock'],
	[/径向|放射|穿越|冲屏|时光穿梭|radial blur|woosh|长曝光|拉丝/iu, 'zoomBlur'],
	[/拉远|推远|缩小|收缩|缩(?!放)|pull.?out|zoom.?out|shrink/iu, 'zoom outward'],
	[/推近|放大|变焦|吸入|缩放|推进|zoom|pull.?in|inhale|吃掉/iu, 'zoom inward'],
	[/模糊|虚化|blur/iu, 'blur'],
	[/叠化|烟|雾|云|墨|光斑|雪|粒子|沙|樱花|气泡|泡泡|smoke|snow|particles|溶解/iu, 'dissolve'],
	[/圆形|爱心|心形|星星|遮罩|环形|circle|circular|iris|heart|star/iu, 'iris opening'],
	[/横向分|竖直分|horizontal (?:split|slice)/iu, 'doors vertical opening'],
	[/开幕|拉开|分割|切开|中心|分屏|split|open|doors?|slice|撕裂/iu, 'doors horizontal opening'],
	[/闭幕|快门|眨眼|shutter|close/iu, 'doors vertical closing'],
	[/擦|翻页|翻篇|翻书|书|日历|撕纸|百叶窗|wipe|page|blinds|gradient|fold|扫/iu, 'wipe'],
	[
		/推|移|滑|滚动|拉屏|甩|立方|弹|空间|向[左右上下]|拖拽|拼贴|卷|跳|push|slide|move|scroll|cube|stretch|拉伸|^(?:left|right|up|down)$/iu,
		'push',
	],
	[/叠|融|渐变|回忆|放映|dissolve|mix|fade|overlay|vintage/iu, 'dissolve'],
];
