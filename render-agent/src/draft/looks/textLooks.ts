/** Gives text effects of drafts a look: what colors their names speak of, and whether they shine, are outlined or stand out. */
import type { Color, LetterGradient, TextBackground } from '../../timeline/text';
import { isBright } from '../colors';
import { catalogOf, type FoundLook, lookIn, type Reading, type Wanted } from '../catalog/catalog';
import textEffects from '../catalog/textEffects.json';
import { colorCalled } from './colorWords';
import { type Boxed, boxOn, groundIn } from './textBoxes';
import { bodyOf, lettersOf, rolesIn, saysOutline } from './textColors';

/** The look of a caption with a text effect. Every part that is absent stays as the caption says. */
export interface TextLook {
	readonly family: 'colored' | 'outlined' | 'glowing' | 'raised' | 'boxed';
	readonly fill?: Color;
	/** From the top of the words to the bottom, instead of the fill. */
	readonly gradient?: LetterGradient;
	/** A line around the letters. */
	readonly stroke?: Color;
	/** Light around the letters. */
	readonly glow?: Color;
	/** The side of letters that stand out. */
	readonly depth?: Color;
	/** What lies behind the words. */
	readonly box?: TextBackground;
}

/** Things that stand for a color. */
const THINGS: readonly (readonly [RegExp, string])[] = [
	// What is called after a shorter thing stands before it.
	[/薰衣草|葡萄|蓝莓|香芋/u, 'purple'],
	[/草莓|火龙果|水蜜桃/u, 'pink'],
	[/西瓜|美食-辣/u, 'red'],
	[/柠檬|芒果/u, 'yellow'],
	[/牛油果/u, 'green'],
	[/国风水墨/u, 'black'],
	[/血|番茄|福(?!利)|东北大花|国风|(?<!复)古风|古典/u, 'red'],
	[/火焰|燃|(?<!中)秋|橘|南瓜|万圣|落日|美食(?!-肉)/u, 'orange'],
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
	[/大理石|肌理|毛绒|粉笔/u, 'white'],
	[/纸(?!牌)|邮票|丝印|复古/u, 'cream'],
	[/少女|可爱|爱心|美妆|芭比|辣妹|糖果|春日/u, 'pink'],
];

const thingIn = (name: string): Color | undefined =>
	colorCalled(THINGS.find(([words]) => words.test(name))?.[1]);

const familyOf = (look: Omit<TextLook, 'family'>): TextLook['family'] => {
	if (look.box) return 'boxed';
	if (look.glow) return 'glowing';
	if (look.depth) return 'raised';
	return look.stroke ? 'outlined' : 'colored';
};

/** The line around letters on a box: one that only their kind has is left out where they are as dark. */
const edgeOn = (name: string, { fill, edge }: Boxed, own: Color | undefined): Color | undefined =>
	saysOutline(name) || isBright(fill) ? (own ?? edge) : edge;

/** The look that the words of a name tell, or undefined when they tell nothing. */
const lookNamed = (whole: string): TextLook | undefined => {
	// The color of a box behind the letters is none of the letters'.
	const ground = groundIn(whole);
	const name = ground?.rest ?? whole;
	const said = rolesIn(name);
	const theme = thingIn(whole);
	const boxed = ground && boxOn(ground, { fill: said.fill ?? said.light, theme });
	const fill = boxed?.fill ?? said.fill ?? theme;
	const parts = {
		...(boxed
			? {
					...lettersOf(name, { ...said, stroke: undefined }, fill),
					...{ stroke: edgeOn(name, boxed, said.stroke), box: boxed.box },
				}
			: lettersOf(name, said, fill)),
		...bodyOf(name, { ...said, fill }),
	};
	const told = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
	return Object.keys(told).length === 0 ? undefined : { family: familyOf(told), ...told };
};

/** Told by the words of the name itself. */
const NAMED = 'named';

/** How text effects are read: their catalogue and the words of their names. */
export const TEXT_EFFECTS: Reading<TextLook> = {
	catalogs: [catalogOf(textEffects)],
	rules: [[/./u, NAMED]],
	// What is set by hand is a name that says it better.
	read: (words, name) => lookNamed(words === NAMED ? name : words),
};

/** The look of a text effect, or undefined when its name tells nothing. */
export const textLookOf = (wanted: Wanted): FoundLook<TextLook> | undefined =>
	lookIn(TEXT_EFFECTS, wanted);
