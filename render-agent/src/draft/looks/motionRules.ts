/** What the words of an animation's name mean. The more telling ones stand first; a direction is taken from the name. */
import type { Rule } from '../catalog/catalog';

/** All of them, in the order in which they count. */
export const MOTION_RULES: readonly Rule[] = [
	[
		/打字|打字机|输入|逐字(?!放大|旋|翻|弹|显影|虚影)|键盘|typewriter|type|verbatim|卡拉|karaoke/iu,
		'typewriter',
	],
	[/心跳|悸动|呼吸|脉冲|pulse|heartbeat|throb/iu, 'pulse'],
	[/果冻|弹性|jelly|elastic|jiggl|哈哈镜|funhouse|回弹伸缩|bend/iu, 'jelly'],
	[/抖动下降|shake down|坠落|降落|随机落|drop/iu, 'drop'],
	[/上下(?:抖|晃|震)|vertical.*(?:shake|rock)/iu, 'shake y'],
	[/左右(?:抖|晃|震)|horizontal.*(?:shake|rock)/iu, 'shake x'],
	[/抖|震|颤|急了|冲撞|碰|调皮|shake|jitter|tremble|wobbl|judder|jolt|vibrat/iu, 'shake x'],
	[/摇|晃|摆|钟摆|荡|雨刷|海盗船|秋千|swing|sway|pendulum|rock|pirate/iu, 'shake rotation'],
	[/闪|频闪|爆闪|flash|flicker|blink|strobe|glitch|故障|vhs|crt|scanlines|乱码|faulty/iu, 'blink'],
	[
		/翻转|翻动|翻入|翻出|翻卡|镜像|空翻|翻页|翻书|魔方|立方|flip|turn horizontal|cube|page turning|站起|躺下/iu,
		'flip',
	],
	[
		/旋|转|陀螺|环绕|悠悠球|漩涡|spin|rotat|roll|whirl|swirl|orbit|spiral|vrille|waltzer|yo-yo/iu,
		'spin',
	],
	[/飞近|飞远|冲屏|冲(?!撞)|穿越|zoom blur|rush/iu, 'zoomBlur'],
	[/弹(?!幕|窗)(?<!雾弹)|跳|弹簧|糖|bounce|spring|jump|boing|pop/iu, 'bounce'],
	[
		/擦|开幕|闭幕|露出|展开|百叶窗|扫|遮罩|分割|分屏|折叠|划水|幕布|绘|wipe|blinds|showing|erase|open|close|bisect|trisect|split|fold|drawn/iu,
		'wipe',
	],
	[/溶解|dissolve/iu, 'fade'],
	[/缩小|收|变小|吸|zoom out|shrink|smaller|converge|集合|汇聚/iu, 'shrink'],
	[
		/放大|生长|变大|推近|弹近|缩放|扩|炸开|点开|呐喊|声波|吹泡|zoom|grow|enlarge|expand|shout|scream|burst/iu,
		'grow',
	],
	[/波浪|跳动|飘|漂浮|波动|波纹|震波|弧|wave|wavy|float|flutter|arch/iu, 'bounce'],
	[
		/滑|移|飞|甩|升|降|落|滚|拉镜|拉丝|火车|滑梯|过山车|弹幕|字幕|刷屏|日出|日落|顶|拖|重叠|向[左右上下]|slide|fly|move|throw|rise|fall|sweep|swim|pan|scroll|train|roller|bullet|reel|trail/iu,
		'slide',
	],
	[/模糊|发光|聚焦|光晕|雪光|blur|focus/iu, 'blur'],
	[
		/溶解|渐|淡|显|隐|融|消散|散|晕|烟|灼|粒子|金沙|流金|墨|泛光|光|出现|飘散|fade|dissolve|dilute|ink|blow/iu,
		'fade',
	],
];
