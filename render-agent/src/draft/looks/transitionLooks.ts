/** Gives the transitions of drafts a look that is drawn: by catalogue id, by name, by the words of the name. */
import type { Direction, TransitionLook } from '../../timeline/looks';
import { entryOf, readTable } from './table';
import { TRANSITION_TABLE } from './transitionTable';

/** A look, what it is called, and whether it is the very one. */
export interface FoundLook<Look> {
	readonly look: Look;
	readonly exact: boolean;
}

const BLACK = { red: 0, green: 0, blue: 0, alpha: 1 };
const WHITE = { red: 1, green: 1, blue: 1, alpha: 1 };

/** The dissolves of JianYing and CapCut, whose window and mixing are known. */
const EXACT: ReadonlySet<string> = new Set(['6724845717472416269', '叠化', 'mix']);

const DISSOLVE: TransitionLook = { family: 'dissolve' };
const TABLE = readTable(TRANSITION_TABLE);

const DIRECTIONS: readonly (readonly [RegExp, Direction])[] = [
	[/左|left/i, 'left'],
	[/右|right/i, 'right'],
	[/上|up/i, 'up'],
	[/下|down/i, 'down'],
];

/** The first direction that a name speaks of. */
export const directionIn = (name: string): Direction | undefined =>
	DIRECTIONS.find(([word]) => word.test(name))?.[1];

const isDirection = (word: string | undefined): word is Direction =>
	word === 'left' || word === 'right' || word === 'up' || word === 'down';

const CORNERS = ['topLeft', 'topRight', 'bottomLeft', 'bottomRight'] as const;

const sided = (family: 'push' | 'wipe', way: string | undefined): TransitionLook => ({
	family,
	direction: isDirection(way) ? way : 'left',
});

type Maker = (detail: string | undefined, more: string | undefined) => TransitionLook;

/** What each family of the table is drawn as. */
const MAKERS: Readonly<Record<string, Maker>> = {
	dissolve: () => DISSOLVE,
	push: (way) => sided('push', way),
	wipe: (way) => sided('wipe', way),
	fadeThrough: (color) => ({ family: 'fadeThrough', color: color === 'white' ? WHITE : BLACK }),
	iris: (way) => ({ family: 'iris', opening: way === 'opening' }),
	doors: (axis, way) => ({
		family: 'doors',
		axis: axis === 'vertical' ? 'vertical' : 'horizontal',
		opening: way === 'opening',
	}),
	diagonal: (corner) => ({
		family: 'diagonal',
		corner: CORNERS.find((one) => one === corner) ?? 'topLeft',
	}),
	clock: () => ({ family: 'clock' }),
	zoom: (way) => ({ family: 'zoom', inward: way === 'inward' }),
	spin: (way) => ({ family: 'spin', clockwise: way === 'clockwise' }),
	blur: () => ({ family: 'blur' }),
	zoomBlur: () => ({ family: 'zoomBlur' }),
	glitch: () => ({ family: 'glitch' }),
	pixelate: () => ({ family: 'pixelate' }),
	shake: () => ({ family: 'shake' }),
	burn: () => ({ family: 'burn' }),
	ripple: () => ({ family: 'ripple' }),
	flash: (color) => ({ family: 'flash', color: color === 'black' ? BLACK : WHITE }),
	flip: (axis) => ({ family: 'flip', axis: axis === 'vertical' ? 'vertical' : 'horizontal' }),
	whip: (way) => ({ family: 'whip', direction: isDirection(way) ? way : 'left' }),
};

/** A look from the words of a table's entry. */
const lookFrom = ([family = '', detail, more]: readonly string[]): TransitionLook =>
	MAKERS[family]?.(detail, more) ?? DISSOLVE;

type Rule = readonly [words: RegExp, look: (name: string) => TransitionLook];

const toward =
	(family: 'push' | 'wipe') =>
	(name: string): TransitionLook =>
		sided(family, directionIn(name));

/** What words of a name mean, the more telling ones first. */
const RULES: readonly Rule[] = [
	[
		/闪黑|黑场|fade.?(to.?)?black|black.?(fade|flash)|dip.?to.?black/i,
		() => ({ family: 'fadeThrough', color: BLACK }),
	],
	[
		/闪白|泛白|白光|爆闪|频闪|闪光|flash|strobe|dip.?to.?white/i,
		() => ({ family: 'fadeThrough', color: WHITE }),
	],
	[/逆时针|ccw|anti-?clockwise|counter-?clockwise/i, () => ({ family: 'spin', clockwise: false })],
	[
		/旋转|顺时针|漩涡|旋入|rotat|spin|swirl|whirl|\bcw\b/i,
		() => ({ family: 'spin', clockwise: true }),
	],
	[/时钟|扫描|雨刷|clock|radial wipe/i, () => ({ family: 'clock' })],
	[/拉远|推远|缩小|pull.?out|zoom.?out|shrink/i, () => ({ family: 'zoom', inward: false })],
	[
		/推近|放大|变焦|穿越|冲屏|吸入|缩放|zoom|pull.?in|inhale|woosh/i,
		() => ({ family: 'zoom', inward: true }),
	],
	[/模糊|虚化|blur/i, () => ({ family: 'blur' })],
	[
		/圆形|爱心|心形|星星|遮罩|circle|circular|iris|heart|star/i,
		() => ({ family: 'iris', opening: true }),
	],
	[
		/开幕|拉开|分割|切开|中心|split|open|doors?/i,
		() => ({ family: 'doors', axis: 'horizontal', opening: true }),
	],
	[/闭幕|快门|眨眼|shutter|close/i, () => ({ family: 'doors', axis: 'vertical', opening: false })],
	[/擦|翻页|翻篇|翻书|撕纸|百叶窗|wipe|page|blinds|gradient/i, toward('wipe')],
	[
		/推|移|滑|滚动|拉屏|甩|立方|向[左右上下]|push|slide|move|scroll|cube|^(?:left|right|up|down)$/i,
		toward('push'),
	],
	[/叠|溶解|融化|渐变|dissolve|mix|fade|overlay/i, () => DISSOLVE],
];

/**
 * The look of a transition, or undefined when neither its id nor its name says anything. `exact` is false for looks
 * that are only the nearest.
 */
export const transitionLookOf = (
	id: string,
	name: string,
): FoundLook<TransitionLook> | undefined => {
	if (EXACT.has(id) || EXACT.has(name.toLowerCase().trim())) return { look: DISSOLVE, exact: true };
	const entry = entryOf(TABLE, id, name);
	if (entry) return { look: lookFrom(entry.look), exact: false };
	const rule = RULES.find(([words]) => words.test(name));
	return rule && { look: rule[1](name), exact: false };
};

const NAMES: Readonly<
	Record<TransitionLook['family'], { readonly zh: string; readonly en: string }>
> = {
	dissolve: { zh: '叠化', en: 'a dissolve' },
	fadeThrough: { zh: '经纯色淡变', en: 'a fade through a color' },
	slide: { zh: '滑入', en: 'a slide' },
	push: { zh: '推动', en: 'a push' },
	wipe: { zh: '擦除', en: 'a wipe' },
	iris: { zh: '圆形划像', en: 'an iris' },
	doors: { zh: '开合', en: 'doors' },
	diagonal: { zh: '斜向擦除', en: 'a diagonal wipe' },
	clock: { zh: '时钟擦除', en: 'a clock wipe' },
	zoom: { zh: '缩放', en: 'a zoom' },
	spin: { zh: '旋转', en: 'a spin' },
	blur: { zh: '模糊叠化', en: 'a blur' },
	zoomBlur: { zh: '变焦模糊', en: 'a rushing zoom' },
	glitch: { zh: '故障', en: 'a glitch' },
	pixelate: { zh: '马赛克', en: 'a mosaic' },
	shake: { zh: '抖动', en: 'a shake' },
	burn: { zh: '胶片灼烧', en: 'a film burn' },
	ripple: { zh: '水波', en: 'ripples' },
	flash: { zh: '闪光', en: 'a flash' },
	flip: { zh: '翻转', en: 'a flip' },
	whip: { zh: '甩动', en: 'a whip pan' },
};

/** What a look is called. */
export const transitionName = ({
	family,
}: TransitionLook): { readonly zh: string; readonly en: string } => NAMES[family];
