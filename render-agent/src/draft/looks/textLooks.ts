/** Gives text effects of drafts a look: what colors their names speak of, and whether they shine, are outlined or stand out. */
import type { Color } from '../../timeline/text';
import { catalogOf, type FoundLook, lookIn, type Reading, type Wanted } from '../catalog/catalog';
import textEffects from '../catalog/textEffects.json';
import { colorCalled, colorIn, colorsIn } from './colorWords';

/** The look of a caption with a text effect. Every part that is absent stays as the caption says. */
export interface TextLook {
	readonly family: 'colored' | 'outlined' | 'glowing' | 'raised';
	readonly fill?: Color;
	/** A line around the letters. */
	readonly stroke?: Color;
	/** Light around the letters. */
	readonly glow?: Color;
	/** The side of letters that stand out. */
	readonly depth?: Color;
}

const WHITE: Color = { red: 1, green: 1, blue: 1, alpha: 1 };
const BLACK: Color = { red: 0, green: 0, blue: 0, alpha: 1 };
const DARK = 0.4;

/** Things that stand for a color. */
const THINGS: readonly (readonly [RegExp, string])[] = [
	[/火焰|燃|秋|橘|南瓜|万圣/u, 'orange'],
	[/冰|雪|霜|海|水(?!墨)|冬/u, 'cyan'],
	[/抹茶|薄荷|草|端午/u, 'green'],
	[/薰衣草|星空|梦/u, 'purple'],
	[/奶酪|芝士|中秋|月饼/u, 'yellow'],
	[/新年|喜庆|国潮|樱桃|国庆|春节|双十一|618|印章/u, 'red'],
	[/金箔|元旦|奢/u, 'gold'],
	[/水墨/u, 'black'],
	[/金属|银|铁/u, 'silver'],
	[/少女|可爱|爱心|美妆/u, 'pink'],
];

const thingIn = (name: string): Color | undefined =>
	colorCalled(THINGS.find(([words]) => words.test(name))?.[1]);

const darker = ({ red, green, blue, alpha }: Color): Color => ({
	red: red * DARK,
	green: green * DARK,
	blue: blue * DARK,
	alpha,
});

/** The words right before a line or its color: 黄字红边, 白色渐变描边. */
const OUTLINE = /(.{0,2}?)色?(?:粗|细|双层|多层|立体|渐变)*(?:描边|边)/u;

const outlineOf = (name: string): Color | undefined => {
	const found = OUTLINE.exec(name);
	return found
		? (colorIn(name.slice(0, found.index + (found[1] ?? '').length).slice(-2)) ?? BLACK)
		: undefined;
};

/** The color of the letters: that of “…字”, else the first that is not the outline's. */
const fillOf = (name: string, stroke: Color | undefined): Color | undefined => {
	const letters = /([^字]{1,2})色?字/u.exec(name)?.[1];
	const said = letters === undefined ? undefined : colorIn(letters);
	if (said && said !== stroke) return said;
	return colorsIn(name).find((color) => color !== stroke) ?? thingIn(name);
};

const familyOf = (look: Omit<TextLook, 'family'>): TextLook['family'] => {
	if (look.glow) return 'glowing';
	if (look.depth) return 'raised';
	return look.stroke ? 'outlined' : 'colored';
};

/** What a name tells of the light or the body of the letters. */
const aroundLetters = (
	name: string,
	fill: Color | undefined,
): Pick<TextLook, 'glow' | 'depth'> => ({
	...(/发光|霓虹|荧光|光花|外光|闪光|火焰/u.test(name) && { glow: fill ?? WHITE }),
	...(/立体|3D|厚底|浮雕|投影|阴影|重影/iu.test(name) && {
		depth: darker(fill ?? colorCalled('gray') ?? BLACK),
	}),
});

/** The look that the words of a name tell, or undefined when they tell nothing. */
const lookNamed = (whole: string): TextLook | undefined => {
	// The color of a box behind the letters is none of the letters'.
	const name = whole.replace(/.色?(?:方|圆)?(?:底|背景)色?/gu, ' ');
	const stroke = outlineOf(name);
	const fill = fillOf(name, stroke);
	const parts = {
		...(fill ? { fill } : stroke && { fill: WHITE }),
		...(stroke && { stroke }),
		...aroundLetters(name, fill),
	};
	return Object.keys(parts).length === 0 ? undefined : { family: familyOf(parts), ...parts };
};

/** How text effects are read: their catalogue and the words of their names. */
export const TEXT_EFFECTS: Reading<TextLook> = {
	catalogs: [catalogOf(textEffects)],
	rules: [[/./u, 'named']],
	read: (_words, name) => lookNamed(name),
};

/** The look of a text effect, or undefined when its name tells nothing. */
export const textLookOf = (wanted: Wanted): FoundLook<TextLook> | undefined =>
	lookIn(TEXT_EFFECTS, wanted);
