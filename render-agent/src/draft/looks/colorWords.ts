/** Colors that names speak of, in Chinese and English. */
import type { Color } from '../../timeline/text';

const rgb = (red: number, green: number, blue: number): Color => ({ red, green, blue, alpha: 1 });

/** Of letters that are not colored. */
export const WHITE = rgb(1, 1, 1);
/** Of lines around letters that are not. */
export const BLACK = rgb(0, 0, 0);
/** Of letters that stand out from something pale, and of grounds that pale letters do. */
export const INK = rgb(0.1, 0.1, 0.1);

/** The colors that looks are set with by hand. */
const COLORS: Readonly<Record<string, Color>> = {
	white: WHITE,
	black: BLACK,
	gray: rgb(0.55, 0.55, 0.55),
	silver: rgb(0.85, 0.88, 0.92),
	gold: rgb(1, 0.8, 0.32),
	yellow: rgb(1, 0.88, 0.2),
	orange: rgb(1, 0.55, 0.15),
	red: rgb(0.95, 0.16, 0.18),
	pink: rgb(1, 0.56, 0.74),
	purple: rgb(0.64, 0.38, 0.95),
	blue: rgb(0.25, 0.52, 1),
	cyan: rgb(0.3, 0.9, 0.92),
	green: rgb(0.3, 0.82, 0.4),
	brown: rgb(0.48, 0.32, 0.2),
	cream: rgb(0.98, 0.95, 0.88),
};

/** The more telling words first: 金色 is gold, whatever else the name says. */
const WORDS: readonly (readonly [RegExp, string])[] = [
	[/牛皮纸|kraft|棕|咖|巧克力|brown/iu, 'brown'],
	[/金|gold/iu, 'gold'],
	[/粉红|粉色|(?<!闪|金|银|散)粉(?!笔|末|丝)|樱(?!桃)|(?<!樱)桃|少女|甜|pink|rose/iu, 'pink'],
	[/橙|橘|orange/iu, 'orange'],
	[/红|玫瑰|赤|\bred\b/iu, 'red'],
	[/黄|yellow/iu, 'yellow'],
	[/绿|green/iu, 'green'],
	[/青|cyan|teal/iu, 'cyan'],
	[/蓝|\bblu(?:e|-ray)\b/iu, 'blue'],
	[/紫|purple|violet/iu, 'purple'],
	[/银|silver/iu, 'silver'],
	[/米白|米色|奶油|cream/iu, 'cream'],
	[/白|white/iu, 'white'],
	[/灰|gr[ae]y/iu, 'gray'],
	[/黑|暗(?!红|蓝|绿|紫|金|黄|橙|角)|black|dark/iu, 'black'],
];

/** The color of an English word for one. */
export const colorCalled = (word: string | undefined): Color | undefined =>
	word === undefined ? undefined : COLORS[word];

/** The colors of English words for some. */
export const colorsCalled = (words: readonly string[]): readonly Color[] =>
	words.flatMap((word) => colorCalled(word) ?? []);

/** All colors, as far as looks are concerned. */
export const RAINBOW = colorsCalled(['red', 'orange', 'yellow', 'green', 'blue', 'purple']);

/** Colors one after another, as far from each other, from 0 to 1. */
export const evenStops = (
	colors: readonly Color[],
): readonly { readonly at: number; readonly color: Color }[] =>
	colors.map((color, i) => ({ at: i / (colors.length - 1), color }));

/** The colors that a name speaks of, in the order of its words. */
export const colorsIn = (name: string): readonly Color[] =>
	WORDS.flatMap(([words, color]) => {
		const found = words.exec(name);
		return found ? [{ at: found.index, color: colorCalled(color) }] : [];
	})
		.sort((a, b) => a.at - b.at)
		.flatMap(({ color }) => color ?? []);

/** The color that a name speaks of, if any: the first of several. */
export const colorIn = (name: string): Color | undefined => colorsIn(name)[0];
