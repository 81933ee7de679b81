/** Reads from names of text effects what lies behind the words: a bar, tiles, circles, a framed card, a stroke of a marker. */
import type { Color, TextBackground } from '../../timeline/text';
import { isBright } from '../colors';
import { colorCalled, colorsCalled, colorsIn, evenStops, INK, RAINBOW, WHITE } from './colorWords';

/** Lengths in em. */
const FORMS = {
	/** One behind each line. */
	bar: { shape: 'lines', rounding: 0.2, padding: { x: 0.22, y: 0.02 } },
	/** One behind all lines. */
	card: { shape: 'block', rounding: 0.1, padding: { x: 0.35, y: 0.12 } },
	tiles: { shape: 'letters', rounding: 0.2, padding: { x: -0.02, y: 0.06 } },
	circles: { shape: 'letters', rounding: 1, padding: { x: 0.14, y: 0.14 } },
	/** Over the lower half of the letters. */
	marker: { shape: 'lines', rounding: 0.1, padding: { x: 0.12, y: -0.34 }, down: 0.5 },
} as const;

/** What words of a name mean. Colors in words for them. */
interface Meaning {
	readonly form: keyof typeof FORMS;
	/** Unless the words have one before them. Default: that of the theme, else one that the letters stand out from. */
	readonly color?: string;
	/** Unless the name speaks of one. Default: one that stands out. */
	readonly letters?: string;
	/** A line along the edge; `other`: in the second of the box's colors. */
	readonly line?: string;
}

/** The words for something behind the letters. The first that is found tells its form; the colors of all count. */
const MEANINGS: readonly (readonly [words: string, Meaning])[] = [
	['田字格', { form: 'tiles', color: 'cream', letters: 'black', line: 'red' }],
	['麻将', { form: 'tiles', color: 'cream', letters: 'green' }],
	['印章', { form: 'card', color: 'red', letters: 'white' }],
	['红包', { form: 'card', color: 'red', letters: 'gold' }],
	['对联', { form: 'bar', color: 'red', letters: 'gold' }],
	['黑板', { form: 'card', color: 'black', letters: 'white' }],
	['邮票', { form: 'card', color: 'cream', letters: 'black', line: 'white' }],
	[
		'划重点|荧光笔|马克笔|记号笔|下划线|高亮|\\bhighlight(?:ed|er)?\\b|\\bunderlined?\\b',
		{ form: 'marker', color: 'yellow' },
	],
	['(?:纸张)?拼贴(?:底|背景)?|方块(?!游戏)(?:背景)?|方底|方背景', { form: 'tiles' }],
	['方框', { form: 'tiles', line: 'other' }],
	['背景框|底框', { form: 'card', line: 'other' }],
	['(?<!灯|边)框', { form: 'card' }],
	['背景圈|圆形(?:纹理)?底|圆底|圆背景', { form: 'circles' }],
	['撕边|撕纸|(?:撕边)?纸张?背景|便签|便利贴|\\bsticky note\\b', { form: 'card', color: 'cream' }],
	[
		'标签|色块|弹窗|胶带|横幅|条幅|丝带|飘带|铭牌|路牌|对话框|卡片|\\b(?:label|tag|box|banner|tape)\\b',
		{ form: 'bar' },
	],
	['(?<!厚|花字)底色?(?!纹|发光|(?:.色?)?光)|背景|\\bbackground\\b', { form: 'bar' }],
];

/** Colors and patterns right before those words: 红黄渐变背景, 粉色渐变立体爱心背景. */
const COLOR = '(?:[红橙橘黄绿青蓝紫粉黑白灰金银棕彩]|多)';
const BEFORE =
	`(?:(?:(?:${COLOR}色?){1,3}|多色)(?:渐变|相间)|${COLOR}(?:/?${COLOR})?色?|渐变|[a-z]+ )?` +
	'(?:渐变|纹理|格子|像素格|爱心|星星|放射|雪花|花窗|花|福字?|立体|撕纸|纸张?)*';

const WORDS = MEANINGS.map(
	([words, meaning]) => [new RegExp(`${BEFORE}(?:${words})`, 'giu'), meaning] as const,
);

/** What a name says of a box, and what else it says. */
export interface Ground {
	readonly meaning: Meaning;
	/** The words of the box. */
	readonly words: string;
	/** The name without them. */
	readonly rest: string;
}

/** The box that a name speaks of, if any. */
export const groundIn = (name: string): Ground | undefined => {
	const found = WORDS.map(([words, meaning]) => ({ meaning, said: name.match(words) ?? [] }));
	const first = found.find(({ said }) => said.length > 0);
	if (!first) return undefined;
	const rest = WORDS.reduce((left, [words]) => left.replace(words, ' '), name);
	return { meaning: first.meaning, words: found.flatMap(({ said }) => said).join(' '), rest };
};

/** A color that stands out from another. */
const against = (color: Color): Color => (isBright(color) ? INK : WHITE);

const isSame = (one: Color, other: Color | undefined): boolean =>
	one.red === other?.red && one.green === other.green && one.blue === other.blue;

const [RED, GOLD] = [colorCalled('red'), colorCalled('gold')];

const DUSK = colorsCalled(['orange', 'pink']);

const lighter = ({ red, green, blue, alpha }: Color): Color => ({
	...{ red: (red + 1) / 2, green: (green + 1) / 2, blue: (blue + 1) / 2, alpha },
});

/** The colors of the boxes, as far as their words tell. */
const colorsOf = ({ words, meaning }: Ground): readonly Color[] => {
	if (/[彩多]色?/u.test(words)) return RAINBOW;
	const said = colorsIn(words);
	const [color] = said;
	if (!/渐变/u.test(words))
		return color ? said : colorsCalled(meaning.color ? [meaning.color] : []);
	if (!color) return DUSK;
	return said.length > 1 ? said : [color, lighter(color)];
};

/** The colors of letters and what the name's theme is of. */
export interface ColorsTold {
	readonly fill: Color | undefined;
	readonly theme: Color | undefined;
}

/** Which colors boxes have behind letters of a color. */
const boxColors = (ground: Ground, { fill, theme }: ColorsTold): readonly [Color, ...Color[]] => {
	const [color, ...others] = colorsOf(ground);
	if (color) return [color, ...others];
	if (theme && !(fill && isSame(theme, fill))) return [theme];
	return [fill ? against(fill) : INK];
};

/** Feasts whose red has golden letters. */
const FESTIVE = /春节|新年|元旦|福|喜庆|国潮/u;

/** The color of letters on boxes: their own, unless it is the first box's. */
const lettersOn = (
	{ meaning, words, rest }: Ground,
	[first, ...others]: readonly [Color, ...Color[]],
	{ fill }: ColorsTold,
): Pick<Boxed, 'fill' | 'edge'> => {
	const feast = isSame(first, RED) && FESTIVE.test(words + rest) ? GOLD : undefined;
	const own = [fill, colorCalled(meaning.letters), feast].find((one) => one && !isSame(one, first));
	if (own) return { fill: own };
	const isMixed = others.some((other) => isBright(other) !== isBright(first));
	return isMixed ? { fill: WHITE, edge: INK } : { fill: against(first) };
};

const edgeOf = (
	{ meaning }: Ground,
	box: Color,
	second: Color | undefined,
): Pick<TextBackground, 'line'> => {
	if (meaning.line === undefined) return {};
	return { line: { color: colorCalled(meaning.line) ?? second ?? against(box), width: 0.05 } };
};

/** More than one color: tiles have them in turn, what is larger has a gradient from top to bottom. */
const paintOf = (
	{ meaning, words }: Ground,
	colors: readonly Color[],
): Pick<TextBackground, 'others' | 'gradient'> => {
	if (colors.length < 2) return {};
	if (meaning.form === 'tiles' && !/渐变/u.test(words)) return { others: colors.slice(1) };
	return { gradient: { stops: evenStops(colors), angle: meaning.form === 'circles' ? 270 : 0 } };
};

/** A box, and the letters that stand on it. */
export interface Boxed {
	readonly box: TextBackground;
	readonly fill: Color;
	/** A line around letters that stand on boxes of several colors and have none of their own. */
	readonly edge?: Color;
}

/** The box that a name speaks of, and its letters. */
export const boxOn = (ground: Ground, letters: ColorsTold): Boxed => {
	const colors = boxColors(ground, letters);
	const [color, ...others] = colors;
	const { down, ...form } = { down: 0, ...FORMS[ground.meaning.form] };
	const isFramed = ground.meaning.line === 'other' && others.length === 1;
	return {
		...lettersOn(ground, colors, letters),
		box: {
			...{ color, ...form, offset: { x: 0, y: down } },
			...(isFramed ? {} : paintOf(ground, colors)),
			...edgeOf(ground, color, isFramed ? others[0] : undefined),
		},
	};
};
