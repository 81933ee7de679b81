/** Gives the animations of drafts a motion that is drawn: by catalogue id, by name, by the words of the name. */
import type { Direction, MotionLook } from '../../timeline/looks';
import type { Animation } from '../../timeline/timeline';
import { MOTION_TABLE } from './motionTable';
import { entryOf, plainName, readTable } from './table';
import { directionIn, type FoundLook } from './transitionLooks';

type Phase = Animation['phase'];

/** The fades, which are plain ramps of opacity. */
const FADES: ReadonlySet<string> = new Set(['渐显', '渐隐', '淡入', '淡出', 'fadein', 'fadeout']);

const TABLE = readTable(MOTION_TABLE);

/** Sizes at the far end of a zoom: nothing, and half as large again. */
const SMALL = 0;
const LARGE = 1.5;
const BREATH = 1.2;
const TURN = 360;

const directions: readonly Direction[] = ['left', 'right', 'up', 'down'];

const zoomOf = (grows: boolean, phase: Phase): MotionLook => {
	if (phase === 'group' || phase === 'loop')
		return { family: 'zoom', from: grows ? BREATH : 1 / BREATH };
	// Coming, a growing clip was small before; going, it is large in the end.
	return { family: 'zoom', from: grows === (phase === 'in') ? SMALL : LARGE };
};

const shakeAxis = (word: string | undefined): 'x' | 'y' | 'rotation' =>
	word === 'x' || word === 'y' ? word : 'rotation';

const wayOf = (word: string | undefined): Direction =>
	directions.find((way) => way === word) ?? 'up';

const corners = ['topLeft', 'topRight', 'bottomLeft', 'bottomRight'] as const;

const cornerOf = (word: string | undefined): (typeof corners)[number] =>
	corners.find((corner) => corner === word) ?? 'bottomLeft';

type Maker = (detail: string | undefined, phase: Phase) => MotionLook;

/** What each family of the tables and rules is drawn as. */
const MAKERS: Readonly<Record<string, Maker>> = {
	slide: (way) => ({ family: 'slide', direction: wayOf(way) }),
	wipe: (way) => ({ family: 'wipe', direction: wayOf(way) }),
	bounce: (way) => ({ family: 'bounce', direction: wayOf(way) }),
	grow: (_, phase) => zoomOf(true, phase),
	shrink: (_, phase) => zoomOf(false, phase),
	spin: () => ({ family: 'spin', degrees: TURN }),
	shake: (axis) => ({ family: 'shake', axis: shakeAxis(axis) }),
	flip: (axis) => ({ family: 'flip', axis: axis === 'vertical' ? 'vertical' : 'horizontal' }),
	pulse: () => ({ family: 'pulse' }),
	blink: () => ({ family: 'blink' }),
	typewriter: () => ({ family: 'typewriter' }),
	swing: () => ({ family: 'swing', degrees: 30 }),
	jelly: () => ({ family: 'jelly' }),
	drop: () => ({ family: 'drop' }),
	blur: () => ({ family: 'blur' }),
	zoomBlur: () => ({ family: 'zoomBlur' }),
	hinge: (corner) => ({ family: 'hinge', corner: cornerOf(corner) }),
};

/** A motion from the words of an entry. */
const motionFrom = ([family, detail]: readonly string[], phase: Phase): MotionLook =>
	MAKERS[family ?? '']?.(detail, phase) ?? { family: 'fade' };

type Rule = readonly [words: RegExp, family: string, detail?: string];

/** What words of a name mean, the more telling ones first. */
const RULES: readonly Rule[] = [
	[/打字|打字机|输入|逐字|typewriter|type|verbatim/i, 'typewriter'],
	[/心跳|悸动|呼吸|pulse|heartbeat/i, 'pulse'],
	[/上下(抖|晃|震)|vertical.*(shake|rock)/i, 'shake', 'y'],
	[/左右(抖|晃|震)|horizontal.*(shake|rock)/i, 'shake', 'x'],
	[/抖|震|颤|急了|shake|jitter|tremble|wobbl|jiggl|judder/i, 'shake', 'x'],
	[/摇|晃|摆|钟摆|荡|swing|sway|pendulum|rock/i, 'shake', 'rotation'],
	[/闪|频闪|爆闪|flash|flicker|blink|strobe|glitch|故障/i, 'blink'],
	[/翻转|翻动|翻入|翻出|镜像|flip|turn horizontal/i, 'flip', 'horizontal'],
	[/旋|转|陀螺|环绕|spin|rotat|roll|whirl|swirl|orbit/i, 'spin'],
	[/弹|跳|弹簧|bounce|spring|jump|elastic|boing|pop/i, 'bounce', 'up'],
	[/擦|开幕|闭幕|露出|展开|百叶窗|wipe|blinds|showing|erase|open|close/i, 'wipe', 'right'],
	[/缩小|收|变小|吸|zoom out|shrink|smaller|converge/i, 'shrink'],
	[/放大|生长|变大|推近|弹近|飞近|缩放|zoom|grow|enlarge|expand/i, 'grow'],
	[/波浪|跳动|飘|漂浮|wave|wavy|float/i, 'bounce', 'up'],
	[
		/滑|移|飞|甩|升|降|落|滚|向[左右上下]|slide|fly|move|throw|rise|fall|drop|swim|pan|scroll/i,
		'slide',
	],
	[/溶解|渐|淡|模糊|显|隐|融|消散|fade|dissolve|blur|dilute/i, 'fade'],
];

/** A rule's words, with the direction that the name speaks of where the family has one. */
const detailed = ([, family, detail]: Rule, name: string): readonly string[] => {
	const turns = family === 'slide' || family === 'wipe' || family === 'bounce';
	const way = (turns ? directionIn(name) : undefined) ?? detail;
	return way === undefined ? [family] : [family, way];
};

const isFade = (names: readonly string[], phase: Phase): boolean =>
	(phase === 'in' || phase === 'out') && names.some((name) => FADES.has(plainName(name)));

/** The motion of an animation in its phase, or undefined when neither its id nor its name says anything. */
export const motionLookOf = (
	{ id, name }: { readonly id: string; readonly name: string },
	phase: Phase,
): FoundLook<MotionLook> | undefined => {
	const entry = entryOf(TABLE, id, name);
	if (isFade(entry ? [name, entry.name] : [name], phase))
		return { look: { family: 'fade' }, exact: true };
	if (entry) return { look: motionFrom(entry.look, phase), exact: false };
	const rule = RULES.find(([words]) => words.test(name));
	return rule && { look: motionFrom(detailed(rule, name), phase), exact: false };
};

const NAMES: Readonly<Record<MotionLook['family'], { readonly zh: string; readonly en: string }>> =
	{
		fade: { zh: '淡入淡出', en: 'a fade' },
		slide: { zh: '滑动', en: 'a slide' },
		zoom: { zh: '缩放', en: 'a zoom' },
		spin: { zh: '旋转', en: 'a spin' },
		wipe: { zh: '擦除', en: 'a wipe' },
		bounce: { zh: '弹入', en: 'a bounce' },
		shake: { zh: '抖动', en: 'a shake' },
		pulse: { zh: '脉动', en: 'a pulse' },
		blink: { zh: '闪烁', en: 'a blink' },
		flip: { zh: '翻转', en: 'a flip' },
		typewriter: { zh: '打字机', en: 'a typewriter' },
		swing: { zh: '摇摆', en: 'a swing' },
		jelly: { zh: '果冻', en: 'a wobble' },
		drop: { zh: '落下弹起', en: 'a drop that bounces' },
		blur: { zh: '模糊', en: 'a blur' },
		zoomBlur: { zh: '变焦模糊', en: 'a rushing zoom' },
		hinge: { zh: '角落旋入', en: 'a turn about a corner' },
	};

/** What a motion is called. */
export const motionName = ({ family }: MotionLook): { readonly zh: string; readonly en: string } =>
	NAMES[family];
