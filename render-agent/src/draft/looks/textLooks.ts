/** Gives text effects of drafts a look: what colors their names speak of, and whether they shine, are outlined or stand out. */
import type { Color, LetterGradient } from '../../timeline/text';
import { catalogOf, type FoundLook, lookIn, type Reading, type Wanted } from '../catalog/catalog';
import textEffects from '../catalog/textEffects.json';
import { colorCalled, colorIn, colorsIn } from './colorWords';

/** The look of a caption with a text effect. Every part that is absent stays as the caption says. */
export interface TextLook {
	readonly family: 'colored' | 'outlined' | 'glowing' | 'raised';
	readonly fill?: Color;
	/** From the top of the words to the bottom, instead of the fill. */
	readonly gradient?: LetterGradient;
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
	[/血|番茄|东北大花|国风|古风|古典/u, 'red'],
	[/火焰|燃|秋|橘|南瓜|万圣|落日|美食(?!-肉)/u, 'orange'],
	[/栗|毛衣|牛皮|木|美食-肉/u, 'brown'],
	[/牛奶|蛋糕|奶油/u, 'cream'],
	[/水墨|毛笔|书法|泼墨|斑马/u, 'black'],
	[/冰|雪|霜|海|水|冬|冷色|潮酷|tiffany|科技|赛博/iu, 'cyan'],
	[/抹茶|薄荷|草|端午|麻将|哈密瓜|清新(?!.*[粉紫红蓝黄橙黑白])|小荷|酸性/u, 'green'],
	[/薰衣草|星空|宇宙|梦/u, 'purple'],
	[/奶酪|芝士|中秋|月饼|夏日|划重点|星星/u, 'yellow'],
	[
		/新年|喜庆|国潮|樱桃|国庆|春节|双十一|618|印章|中式|港风|石榴|圣诞|抢购|热销|热卖|爆款|辣(?!妹)/u,
		'red',
	],
	[/金箔|元旦|奢|皇冠|招财|光芒/u, 'gold'],
	[/金属|银|铁|玻璃|磨砂|老电影/u, 'silver'],
	[/岩石|烟雾/u, 'gray'],
	[/大理石|肌理|毛绒/u, 'white'],
	[/纸(?!牌)|邮票|丝印|复古/u, 'cream'],
	[/少女|可爱|爱心|美妆|芭比|辣妹|糖果|春日/u, 'pink'],
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

/** Letters of variety shows, comics and old games have a dark line around them, whether or not their name speaks of it. */
const DRAWN = /综艺|韩综|漫画|卡通|涂鸦|像素|游戏/u;

const outlineOf = (name: string): Color | undefined => {
	const found = OUTLINE.exec(name);
	if (!found) return DRAWN.test(name) ? BLACK : undefined;
	return colorIn(name.slice(0, found.index + (found[1] ?? '').length).slice(-2)) ?? BLACK;
};

/** The color of the letters: that of “…字”, else the first that is neither the outline's nor the light's. */
const fillOf = (name: string, around: readonly (Color | undefined)[]): Color | undefined => {
	const letters = /([^字]{1,2})色?字/u.exec(name)?.[1];
	const said = letters === undefined ? undefined : colorIn(letters);
	if (said && !around.includes(said)) return said;
	return colorsIn(name).find((color) => !around.includes(color)) ?? thingIn(name);
};

const MANY = /彩虹|多色|多彩|彩色|[三四五七]色|三原色|炫彩|镭射|缤纷|渐变|儿童节/u;
const RAINBOW = ['red', 'orange', 'yellow', 'green', 'blue', 'purple'];
const PASTEL = ['pink', 'cream', 'cyan', 'purple'];

const gradientOver = (colors: readonly Color[]): LetterGradient => ({
	stops: colors.map((color, i) => ({ at: i / (colors.length - 1), color })),
	angle: 270,
	over: 'words',
});

/** The colors of letters that have several: those that the name speaks of, or all that there are. */
const gradientOf = (
	name: string,
	fill: Color | undefined,
	around: readonly (Color | undefined)[],
): LetterGradient | undefined => {
	const [first, second] = colorsIn(name).filter((color) => !around.includes(color));
	const isPlain = /[^字]{1,2}色?字/u.test(name) && !/渐变|配色|双色/u.test(name);
	if (first && second && (!isPlain || fill === first)) return gradientOver([first, second]);
	const many = /马卡龙/u.test(name) ? PASTEL : RAINBOW;
	if (first || !(MANY.test(name) || many === PASTEL)) return undefined;
	return gradientOver(many.flatMap((color) => colorCalled(color) ?? []));
};

/** The color of the light that a name speaks of: 紫光. */
const lightOf = (name: string): Color | undefined => {
	const said = /(.)色?(?:发|外)?光/u.exec(name)?.[1];
	return said === undefined ? undefined : colorIn(said);
};

const familyOf = (look: Omit<TextLook, 'family'>): TextLook['family'] => {
	if (look.glow) return 'glowing';
	if (look.depth) return 'raised';
	return look.stroke ? 'outlined' : 'colored';
};

/** What a name tells of the light or the body of the letters. */
const aroundLetters = (name: string, fill: Color | undefined): Pick<TextLook, 'glow' | 'depth'> => {
	const light = lightOf(name);
	const shines =
		light !== undefined || /发光|霓虹|荧光|光花|外光|闪光|光芒|火焰|科技|赛博/u.test(name);
	const depth = /故障|错位|位移|裂开|glitch/iu.test(name)
		? colorCalled('cyan')
		: /立体|3D|厚底|浮雕|投影|阴影|重影|膨胀|毛绒|层叠/iu.test(name) &&
			darker(fill ?? colorCalled('gray') ?? BLACK);
	return { ...(shines && { glow: light ?? fill ?? WHITE }), ...(depth && { depth }) };
};

/** Words for what lies behind the letters, with its colors. */
const BOX =
	/(?:[红橙橘黄绿青蓝紫粉黑白灰金银棕]色?)*(?:渐变|纹理|格子|田字格|爱心|放射)*(?<!厚)(?:方|圆)?(?:底|背景)色?/gu;

/** The look that the words of a name tell, or undefined when they tell nothing. */
const lookNamed = (whole: string): TextLook | undefined => {
	// The color of a box behind the letters is none of the letters'.
	const name = whole.replace(BOX, ' ');
	const stroke = outlineOf(name);
	const around = [stroke, lightOf(name)];
	const fill = fillOf(name, around);
	const gradient = gradientOf(name, fill, around);
	const parts = {
		...(fill ? { fill } : (stroke ?? gradient) && { fill: WHITE }),
		...(gradient && { gradient }),
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
