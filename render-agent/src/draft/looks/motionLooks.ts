/** Gives the animations of drafts a motion: by catalogue id, by name, by the words of the name. */
import type { Direction, MotionLook } from '../../timeline/looks';
import type { Animation } from '../../timeline/timeline';
import {
	type Catalog,
	type CatalogEntry,
	catalogOf,
	entryIn,
	type FoundLook,
	lookIn,
	plainName,
	type Reading,
} from '../catalog/catalog';
import textIn from '../catalog/textIn.json';
import textLoop from '../catalog/textLoop.json';
import textOut from '../catalog/textOut.json';
import videoGroup from '../catalog/videoGroup.json';
import videoIn from '../catalog/videoIn.json';
import videoOut from '../catalog/videoOut.json';
import { effectName } from './effectNames';
import { effectFrom, thickened } from './effectWords';
import { MOTION_RULES } from './motionRules';
import { shapeIn } from './irisShapes';
import { directionIn } from './transitionLooks';

type Phase = Animation['phase'];

/** The fades, which are plain ramps of opacity. */
const FADES: ReadonlySet<string> = new Set(['渐显', '渐隐', '淡入', '淡出', 'fadein', 'fadeout']);

const INTO = [catalogOf(videoIn), catalogOf(textIn)];
const OUT = [catalogOf(videoOut), catalogOf(textOut)];
const GROUP = [catalogOf(videoGroup)];
const LOOP = [catalogOf(textLoop)];

/** The catalogues in which an animation of a phase is looked up, its own first. */
const CATALOGS: Readonly<Record<Phase, readonly Catalog[]>> = {
	in: [...INTO, ...OUT, ...GROUP, ...LOOP],
	out: [...OUT, ...INTO, ...GROUP, ...LOOP],
	group: [...GROUP, ...LOOP, ...INTO, ...OUT],
	loop: [...LOOP, ...GROUP, ...INTO, ...OUT],
};

/** Sizes at the far end of a zoom: nothing, and half as large again. */
const SMALL = 0;
const LARGE = 1.5;
const BREATH = 1.2;
const TURN = 360;

const directions: readonly Direction[] = ['left', 'right', 'up', 'down'];
const corners = ['topLeft', 'topRight', 'bottomLeft', 'bottomRight'] as const;

const zoomOf = (grows: boolean, phase: Phase): MotionLook => {
	if (phase === 'group' || phase === 'loop')
		return { family: 'zoom', from: grows ? BREATH : 1 / BREATH };
	// Coming, a growing clip was small before; going, it is large in the end.
	return { family: 'zoom', from: grows === (phase === 'in') ? SMALL : LARGE };
};

/** A little smaller before, or a little larger after. */
const swellOf = (phase: Phase): MotionLook => ({
	...{ family: 'zoom', from: phase === 'in' ? 0.85 : 1.15 },
});

interface Words {
	readonly detail: string | undefined;
	readonly name: string;
	readonly phase: Phase;
}

type Maker = (words: Words) => MotionLook | undefined;

const axisOf = ({ detail }: Words): 'x' | 'y' | 'rotation' =>
	detail === 'x' || detail === 'y' ? detail : 'rotation';

/** Where something goes: as the catalogue says, as the name says, else up; wipes to the right. */
const wayOf = ({ detail, name }: Words, usual: Direction = 'up'): Direction =>
	directions.find((way) => way === detail) ?? directionIn(name) ?? usual;

const sidesOf = (detail: string | undefined): 'horizontal' | 'vertical' =>
	detail === 'vertical' ? 'vertical' : 'horizontal';

const plain =
	(look: MotionLook): Maker =>
	() =>
		look;

/** Waves that rise, and trembling that goes, more than twice as far as others. */
const STRONG = /超强|强烈|strong|super/iu;

/** How something turns besides: from a size, or in a direction. */
const SPINS: Readonly<Record<string, { readonly from?: number; readonly direction?: Direction }>> =
	{
		...{ up: { direction: 'up' }, down: { direction: 'down' } },
		...{ shrinks: { from: 2 }, grows: { from: 0.1 } },
	};

/** In which pieces a clip comes. */
const PIECES: Readonly<Record<string, MotionLook>> = {
	columns: { family: 'pieces', columns: 3, rows: 1, way: 'sides' },
	rows: { family: 'pieces', columns: 1, rows: 3, way: 'sides' },
	halves: { family: 'pieces', columns: 2, rows: 1, way: 'sides' },
	layers: { family: 'pieces', columns: 1, rows: 2, way: 'sides' },
	leftRight: { family: 'pieces', columns: 2, rows: 1, way: 'meet' },
	upDown: { family: 'pieces', columns: 1, rows: 2, way: 'meet' },
	quarters: { family: 'pieces', columns: 2, rows: 2, way: 'sides' },
	quartersTurn: { family: 'pieces', columns: 2, rows: 2, way: 'turn' },
	quartersFlip: { family: 'pieces', columns: 2, rows: 2, way: 'flip' },
	tilesTurn: { family: 'pieces', columns: 4, rows: 3, way: 'turn' },
	tiles: { family: 'pieces', columns: 4, rows: 4, way: 'sides' },
};

/** What each family of the catalogue and the rules is drawn as. */
const MAKERS: Readonly<Record<string, Maker>> = {
	fade: plain({ family: 'fade' }),
	slide: (words) => ({ family: 'slide', direction: wayOf(words) }),
	wipe: (words) => ({ family: 'wipe', direction: wayOf(words, 'right') }),
	bounce: (words) => ({
		...{ family: 'bounce', direction: wayOf(words) },
		...(STRONG.test(words.name) && { reach: 2.5 }),
	}),
	train: (words) => ({
		family: words.phase === 'group' || words.phase === 'loop' ? 'train' : 'slide',
		direction: wayOf(words, 'left'),
	}),
	grow: ({ phase }) => zoomOf(true, phase),
	shrink: ({ phase }) => zoomOf(false, phase),
	spin: ({ detail }) => ({ family: 'spin', degrees: TURN, ...SPINS[detail ?? ''] }),
	pan: (words) => ({ family: 'pan', direction: wayOf(words, 'left') }),
	pieces: ({ detail = '' }) => PIECES[detail],
	cube: (words) => ({ family: 'cube', direction: wayOf(words, 'left'), turns: 2 }),
	shake: (words) => ({
		...{ family: 'shake', axis: axisOf(words) },
		...(STRONG.test(words.name) && { reach: 2.5 }),
	}),
	iris: ({ name }) => {
		const shape = shapeIn(name);
		return { family: 'iris', shape: shape === 'heart' || shape === 'star' ? shape : 'circle' };
	},
	doors: ({ detail }) => ({ family: 'doors', axis: sidesOf(detail) }),
	blinds: ({ name }) => ({
		family: 'blinds',
		axis: /竖|纵|vertical/iu.test(name) ? 'vertical' : 'horizontal',
	}),
	clock: plain({ family: 'clock' }),
	karaoke: plain({ family: 'karaoke' }),
	swell: ({ phase }) => swellOf(phase),
	flip: ({ detail }) => ({ family: 'flip', axis: sidesOf(detail) }),
	pulse: plain({ family: 'pulse' }),
	blink: plain({ family: 'blink' }),
	flashZoom: plain({ family: 'flashZoom' }),
	typewriter: plain({ family: 'typewriter' }),
	swing: plain({ family: 'swing', degrees: 30 }),
	jelly: plain({ family: 'jelly' }),
	drop: plain({ family: 'drop' }),
	blur: plain({ family: 'blur' }),
	zoomBlur: plain({ family: 'zoomBlur' }),
	through: ({ detail = '', name }) => {
		const look = effectFrom(detail.replaceAll('+', ' + '), name);
		return look && { family: 'through', look: thickened(look) };
	},
	hinge: ({ detail }) => ({
		family: 'hinge',
		corner: corners.find((corner) => corner === detail) ?? 'bottomLeft',
	}),
};

/** How the animations of a phase are read: their catalogues, the words of their names, and the motions. */
export const motionsOf = (phase: Phase): Reading<MotionLook> => ({
	catalogs: CATALOGS[phase],
	rules: MOTION_RULES,
	read: (words, name) => {
		const [family = '', detail] = words.split(' ');
		return MAKERS[family]?.({ detail, name, phase });
	},
});

/** The entry of the catalogues that an animation of a phase is, if it is one. */
export const motionEntry = (
	{ id, name }: { readonly id: string; readonly name: string },
	phase: Phase,
): CatalogEntry | undefined => entryIn(CATALOGS[phase], { resourceId: id, name });

const isFade = (names: readonly string[], phase: Phase): boolean =>
	(phase === 'in' || phase === 'out') && names.some((name) => FADES.has(plainName(name)));

/** The motion of an animation in its phase, or undefined when neither its id nor its name says anything. */
export const motionLookOf = (
	{ id, name }: { readonly id: string; readonly name: string },
	phase: Phase,
): FoundLook<MotionLook> | undefined => {
	const wanted = { resourceId: id, name };
	const entry = motionEntry({ id, name }, phase);
	const names = entry ? [entry.zh, entry.en, name] : [name];
	if (isFade(names, phase))
		return { look: { family: 'fade' }, exact: true, name: entry?.zh ?? name };
	return lookIn(motionsOf(phase), wanted);
};

/** Names of animations of captions whose characters move one after another. */
const ONE_BY_ONE =
	/逐字|逐个|波浪|弹跳|跳动|音符|弹弓|弹簧|弹入|弹出|随机|集合|甩出|小小弹|per-char|verbatim|by letter|letters|wav[ey]|bounce|jump|spring|jiggl/iu;
/** Motions that make sense of a single character. */
const SINGLE: ReadonlySet<MotionLook['family']> = new Set([
	...(['fade', 'slide', 'zoom', 'spin', 'bounce', 'flip', 'pulse', 'swing'] as const),
	...(['jelly', 'drop', 'shake'] as const),
]);

/** Whether a motion of a name is one of characters one after another. */
export const movesCharacters = ({ family }: MotionLook, name: string): boolean =>
	family === 'karaoke' || (SINGLE.has(family) && ONE_BY_ONE.test(name));

const NAMES: Readonly<
	Record<Exclude<MotionLook['family'], 'through'>, { readonly zh: string; readonly en: string }>
> = {
	fade: { zh: '淡入淡出', en: 'a fade' },
	slide: { zh: '滑动', en: 'a slide' },
	zoom: { zh: '缩放', en: 'a zoom' },
	spin: { zh: '旋转', en: 'a spin' },
	pan: { zh: '拉镜', en: 'a pan' },
	pieces: { zh: '分块移入', en: 'pieces that come together' },
	cube: { zh: '立方体', en: 'a cube that turns' },
	wipe: { zh: '擦除', en: 'a wipe' },
	iris: { zh: '形状展开', en: 'an opening shape' },
	doors: { zh: '开合', en: 'doors' },
	blinds: { zh: '百叶窗', en: 'blinds' },
	clock: { zh: '时钟擦除', en: 'a clock wipe' },
	karaoke: { zh: '卡拉OK', en: 'letters lit in turn' },
	bounce: { zh: '弹入', en: 'a bounce' },
	train: { zh: '列车驶过', en: 'a passing train' },
	shake: { zh: '抖动', en: 'a shake' },
	pulse: { zh: '脉动', en: 'a pulse' },
	blink: { zh: '闪烁', en: 'a blink' },
	flashZoom: { zh: '闪光放大', en: 'a flash with a zoom' },
	flip: { zh: '翻转', en: 'a flip' },
	typewriter: { zh: '打字机', en: 'a typewriter' },
	swing: { zh: '摇摆', en: 'a swing' },
	jelly: { zh: '果冻', en: 'a wobble' },
	drop: { zh: '落下弹起', en: 'a drop that bounces' },
	blur: { zh: '模糊', en: 'a blur' },
	zoomBlur: { zh: '变焦模糊', en: 'a rushing zoom' },
	hinge: { zh: '角落旋入', en: 'a turn about a corner' },
};

/** What a motion is called; of one out of an effect, the effect. */
export const motionName = (look: MotionLook): { readonly zh: string; readonly en: string } =>
	look.family === 'through' ? effectName(look.look) : NAMES[look.family];
