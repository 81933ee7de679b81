/** Gives the transitions of drafts a look: by catalogue id, by name, by the words of the name. */
import type { Direction, TransitionLook } from '../../timeline/looks';
import type { Color } from '../../timeline/text';
import {
	type CatalogEntry,
	catalogOf,
	entryIn,
	type FoundLook,
	lookIn,
	type Reading,
} from '../catalog/catalog';
import transitions from '../catalog/transitions.json';
import { effectName } from './effectNames';
import { effectFrom, thickened } from './effectWords';
import { irisName, shapeIn, shapeNamed } from './irisShapes';
import { TRANSITION_RULES } from './transitionRules';

const BLACK: Color = { red: 0, green: 0, blue: 0, alpha: 1 };
const WHITE: Color = { red: 1, green: 1, blue: 1, alpha: 1 };

const DISSOLVE: TransitionLook = { family: 'dissolve' };

/** The cross dissolve, whose window and mixing are known. */
const EXACT: ReadonlySet<string> = new Set(['dissolve exact']);

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

const isUpright = (name: string): boolean => /竖|纵|上下|vertical/i.test(name);

/** Where a picture goes: as the table says, as the name says, else to the left. */
const wayOf = (word: string | undefined, name: string): Direction => {
	if (isDirection(word)) return word;
	return directionIn(name) ?? (isUpright(name) ? 'up' : 'left');
};

const axisOf = (word: string | undefined, name: string): 'horizontal' | 'vertical' => {
	if (word === undefined) return isUpright(name) ? 'vertical' : 'horizontal';
	return word === 'vertical' ? 'vertical' : 'horizontal';
};

const doorsAxis = (
	word: string | undefined,
	name: string,
): 'horizontal' | 'vertical' | 'diagonal' =>
	word === 'diagonal' ? 'diagonal' : axisOf(word, name);

const CORNERS = ['topLeft', 'topRight', 'bottomLeft', 'bottomRight'] as const;

const zoomIn = (name: string): 'inward' | 'outward' | undefined => {
	if (/放大|推近|zoom.?in/iu.test(name)) return 'inward';
	return /缩|拉远|zoom.?out|shrink/iu.test(name) ? 'outward' : undefined;
};

/** Names of both ways of an axis. */
const TO_AND_FRO = /上下|左右/u;

/** The direction of a name as part of a look; nothing where it speaks of none. */
const goingIn = (name: string): { readonly direction?: Direction } => {
	const direction = TO_AND_FRO.test(name) ? undefined : directionIn(name);
	return direction ? { direction } : {};
};

/** The axis of a name as part of a look; nothing where it speaks of none. */
const alongIn = (name: string): { readonly axis?: 'horizontal' | 'vertical' } => {
	if (isUpright(name)) return { axis: 'vertical' };
	return /横|左右|horizontal/iu.test(name) ? { axis: 'horizontal' } : {};
};

interface Words {
	readonly detail: string | undefined;
	readonly more: string | undefined;
	readonly name: string;
}

type Maker = (words: Words) => TransitionLook | undefined;

const shade = ({ detail }: Words): Color => (detail === 'black' ? BLACK : WHITE);

const plain =
	(look: TransitionLook): Maker =>
	() =>
		look;

/** What each family of the catalogue and the rules is drawn as. */
const MAKERS: Readonly<Record<string, Maker>> = {
	dissolve: plain(DISSOLVE),
	push: ({ detail, name }) => ({ family: 'push', direction: wayOf(detail, name) }),
	wipe: ({ detail, name }) => ({ family: 'wipe', direction: wayOf(detail, name) }),
	whip: ({ detail, name }) => ({ family: 'whip', direction: wayOf(detail, name) }),
	fadeThrough: (words) => ({ family: 'fadeThrough', color: shade(words) }),
	flash: (words) => ({ family: 'flash', color: shade(words) }),
	iris: ({ detail, more, name }) => ({
		family: 'iris',
		opening: detail === 'opening',
		shape: shapeNamed(more) ?? shapeIn(name),
		...(/叠化|柔|模糊|dissolve|soft|blur/iu.test(name) && { soft: true }),
	}),
	blinds: ({ name }) => ({ family: 'blinds', axis: isUpright(name) ? 'vertical' : 'horizontal' }),
	through: ({ detail = '', more, name }) => {
		const look = effectFrom(detail.replaceAll('+', ' + '), name);
		return (
			look && { family: 'through', look: thickened(look), blend: more === 'mix' ? 'mix' : 'cut' }
		);
	},
	doors: ({ detail, more, name }) => ({
		family: 'doors',
		axis: doorsAxis(detail, name),
		opening: more === 'opening',
	}),
	diagonal: ({ detail }) => ({
		family: 'diagonal',
		corner: CORNERS.find((one) => one === detail) ?? 'topLeft',
	}),
	clock: ({ detail }) =>
		detail === undefined ? { family: 'clock' } : { family: 'clock', hands: Number(detail) },
	zoom: ({ detail, name }) => ({
		family: 'zoom',
		inward: detail === 'inward',
		...goingIn(name),
	}),
	spin: ({ detail }) => ({ family: 'spin', clockwise: detail === 'clockwise' }),
	blur: plain({ family: 'blur' }),
	zoomBlur: plain({ family: 'zoomBlur' }),
	glitch: plain({ family: 'glitch' }),
	pixelate: plain({ family: 'pixelate' }),
	shake: ({ name }) => {
		const zoom = zoomIn(name);
		return { family: 'shake', ...alongIn(name), ...goingIn(name), ...(zoom && { zoom }) };
	},
	burn: plain({ family: 'burn' }),
	ripple: ({ name }) => ({ family: 'ripple', ...goingIn(name) }),
	flip: ({ detail, name }) => ({ family: 'flip', axis: axisOf(detail, name) }),
	pageTurn: ({ detail, name }) => ({ family: 'pageTurn', direction: wayOf(detail, name) }),
	cube: ({ detail, name }) => ({ family: 'cube', direction: wayOf(detail, name) }),
	tear: plain({ family: 'tear' }),
};

/** How transitions are read: their catalogue, the words of their names, and the looks. */
export const TRANSITIONS: Reading<TransitionLook> = {
	catalogs: [catalogOf(transitions)],
	rules: TRANSITION_RULES,
	read: (words, name) => {
		const [family = '', detail, more] = words.split(' ');
		return MAKERS[family]?.({ detail, more, name });
	},
	exact: EXACT,
};

/**
 * The look of a transition, or undefined when neither its id nor its name says anything. `exact` is false for looks
 * that are only the nearest.
 */
export const transitionLookOf = (id: string, name: string): FoundLook<TransitionLook> | undefined =>
	lookIn(TRANSITIONS, { resourceId: id, name });

/** The entry of the catalogue that a transition is, if it is one. */
export const transitionEntry = (resourceId: string, name: string): CatalogEntry | undefined =>
	entryIn(TRANSITIONS.catalogs, { resourceId, name });

const NAMES: Readonly<
	Record<
		Exclude<TransitionLook['family'], 'through' | 'iris'>,
		{ readonly zh: string; readonly en: string }
	>
> = {
	dissolve: { zh: '叠化', en: 'a dissolve' },
	fadeThrough: { zh: '经纯色淡变', en: 'a fade through a color' },
	slide: { zh: '滑入', en: 'a slide' },
	push: { zh: '推动', en: 'a push' },
	wipe: { zh: '擦除', en: 'a wipe' },
	blinds: { zh: '百叶窗', en: 'blinds' },
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
	pageTurn: { zh: '翻页', en: 'a page that turns' },
	cube: { zh: '立方体', en: 'a cube that turns' },
	tear: { zh: '撕纸', en: 'torn paper that falls' },
	whip: { zh: '甩动', en: 'a whip pan' },
};

/** What a look is called; of one through an effect, the effect. */
export const transitionName = (
	look: TransitionLook,
): { readonly zh: string; readonly en: string } => {
	if (look.family === 'through') return effectName(look.look);
	return look.family === 'iris' ? irisName(look.shape) : NAMES[look.family];
};
