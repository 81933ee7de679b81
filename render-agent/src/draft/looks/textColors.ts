/** Reads from names of text effects which color is whose: the letters', their line's, their light's, their side's. */
import type { Color, LetterGradient } from '../../timeline/text';
import {
	BLACK,
	colorCalled,
	colorIn,
	colorsCalled,
	colorsIn,
	evenStops,
	INK,
	RAINBOW,
	WHITE,
} from './colorWords';

const DARK = 0.4;
/** How dense letters are that are said to be clear. */
const CLEAR = 0.55;

const darker = ({ red, green, blue, alpha }: Color): Color => ({
	...{ red: red * DARK, green: green * DARK, blue: blue * DARK, alpha },
});

/** The colors that a name gives to parts of letters. */
export interface Roles {
	readonly fill?: Color | undefined;
	readonly stroke?: Color | undefined;
	/** Around the letters. */
	readonly light?: Color | undefined;
	/** Beside the letters: their shadow or their body. */
	readonly side?: Color | undefined;
	/** In the letters, in this order: two or more, or none. */
	readonly several?: readonly Color[] | undefined;
}

/** The words right before a line or its color: 黄字红边, 白色粗描边. */
const OUTLINE = /(.{0,2}?)色?(?:粗|细|双层|多层|立体|渐变)*(?:描边?|(?<!无)边)/u;
/** Letters whose own color grows lighter or darker, with a line around them: 蓝色渐变描边, 渐变黄色立体描边, 绿字描边. */
const OUTLINED =
	/^(?!.*[^花]字.*描).*渐变(?:立体|多层)*描(?!.*黑色花字)|^渐变[^黑白]色(?:立体|多层)*描|字描/u;

/** Letters of variety shows, comics and old games have a dark line around them, whether or not their name speaks of it. */
const DRAWN = /综艺|韩综|漫画|卡通|涂鸦|像素|游戏/u;

/** Whether a name speaks of a line around the letters. */
export const saysOutline = (name: string): boolean => OUTLINE.test(name);

/** The color of the line that a name speaks of; `any` where it does not say which. */
const outlineIn = (name: string): Color | 'any' | undefined => {
	const found = OUTLINE.exec(name);
	if (!found) return DRAWN.test(name) ? 'any' : undefined;
	if (OUTLINED.test(name)) return 'any';
	return colorIn(name.slice(0, found.index + (found[1] ?? '').length).slice(-2)) ?? 'any';
};

/** The color of the light that a name speaks of: 紫光. */
const lightIn = (name: string): Color | undefined => {
	const said = /(.)色?(?:发|外)?光(?![斑泽影感滑])/u.exec(name)?.[1];
	return said === undefined ? undefined : colorIn(said);
};

/** The color of the shadow that a name speaks of: 蓝阴影. The only one of a name is the letters', unless it is black. */
const sideIn = (name: string, colors: readonly Color[]): Color | undefined => {
	const said = /(.)色?(?:阴影|投影|影)/u.exec(name)?.[1];
	const shadow = said === undefined ? undefined : colorIn(said);
	return shadow === BLACK || colors.some((color) => color !== shadow) ? shadow : undefined;
};

/** The color of “…字”. */
const lettersIn = (name: string): Color | undefined => {
	const said = /([^字花]{1,2})色?字/u.exec(name)?.[1];
	return said === undefined ? undefined : colorIn(said);
};

const BLENDED = /渐变|弥散|晕染|混合|渐隐/u;
const SOLID = /立体|3D|伪三维/iu;

/** Two colors that do not run into each other: black or white is the line around the other, else the second is the side or the line. */
const pairOf = (name: string, colors: readonly [Color, Color, ...Color[]]): Roles => {
	const [first, second, third] = colors;
	const neutral = [first, second].filter((one) => one === BLACK || one === WHITE);
	if (neutral.length === 2) return { fill: third ?? WHITE, stroke: BLACK };
	const [line] = neutral;
	if (line) return { fill: line === first ? second : first, stroke: line };
	if (/撞色/u.test(name)) return { fill: first, stroke: second };
	if (SOLID.test(name)) return { fill: first, side: second };
	return { fill: first, several: [first, second] };
};

/** The roles of the colors that are neither the line's nor the light's nor the shadow's. */
const rolesOf = (name: string, colors: readonly Color[]): Roles => {
	const [first, second, ...more] = colors;
	const said = lettersIn(name);
	const letters = colors.find((color) => color === said);
	const fill = letters ?? first;
	if (!first || !second) return { fill };
	if (BLENDED.test(name) && fill === first) return { fill, several: [first, second] };
	const isPlain = letters !== undefined && !/配色|双色|拼色/u.test(name);
	return isPlain ? { fill } : pairOf(name, [first, second, ...more]);
};

/** Which color of a name is whose. */
export const rolesIn = (name: string): Roles => {
	const [outline, light] = [outlineIn(name), lightIn(name)];
	const stroke = outline === 'any' ? undefined : outline;
	const letters = lettersIn(name);
	const free = colorsIn(name).filter(
		(color) => color !== stroke && (color !== light || color === letters),
	);
	const side = sideIn(name, free);
	const roles = rolesOf(
		name,
		free.filter((color) => color !== side),
	);
	const bare = roles.fill === BLACK ? WHITE : BLACK;
	return {
		...roles,
		stroke: stroke ?? roles.stroke ?? (outline && bare),
		light,
		side: side ?? roles.side,
	};
};

const MANY_COLORED = /彩虹|多色|多彩|彩色|[三四五七]色|三原色|炫彩|镭射|缤纷|儿童节/u;
const PASTEL = colorsCalled(['pink', 'cream', 'cyan', 'purple']);

const gradientOver = (colors: readonly Color[]): LetterGradient => ({
	stops: evenStops(colors),
	angle: 270,
	over: 'words',
});

/** From a light shade of a color at the top of the words to a dark one. */
const shadesOf = (color: Color): LetterGradient => {
	const toward = (end: number, far: number): Color => ({
		red: color.red + (end - color.red) * far,
		green: color.green + (end - color.green) * far,
		blue: color.blue + (end - color.blue) * far,
		alpha: color.alpha,
	});
	return gradientOver([toward(1, 0.65), color, toward(0, 0.28)]);
};

/** The upper half of the words in one color, the lower in the other. */
const halves = (colors: readonly Color[]): LetterGradient => ({
	stops: colors.map((color) => ({ at: 0.5, color })),
	angle: 270,
	over: 'words',
});

/** The colors of letters that have several: those that the name speaks of, shades of the only one (`own`, whatever tells it), or all that there are. */
const gradientOf = (
	name: string,
	{ fill, several }: Roles,
	own: Color | undefined,
): LetterGradient | undefined => {
	if (several) return /拼色|拼接|双色|跳色/u.test(name) ? halves(several) : gradientOver(several);
	if (!fill && /马卡龙/u.test(name)) return gradientOver(PASTEL);
	if (!fill && MANY_COLORED.test(name)) return gradientOver(RAINBOW);
	if (!/渐变/u.test(name)) return undefined;
	return own ? shadesOf(own) : gradientOver(RAINBOW);
};

/** What a name tells of letters and the line around them. */
export interface Letters {
	readonly fill?: Color;
	readonly gradient?: LetterGradient;
	readonly stroke?: Color;
}

const HOLLOW = /镂空|空心/u;

/** Hollow letters are but their line: white where light is around it. */
const hollow = ({ fill, stroke, light }: Roles, other: Color | undefined): Letters => ({
	fill: { ...WHITE, alpha: 0 },
	stroke: light ? WHITE : (fill ?? stroke ?? other ?? WHITE),
});

/** How far two colors lie apart that letters and their line can be told by: the sum of their parts. */
const TOLD_APART = 0.5;
/** Lines that white letters cannot be told from. */
const PALE = 0.8;

/** A color of letters, unless their line has it as well: dark then, or white where the line is dark enough. */
const apart = (fill: Color, line: Color | undefined): Color => {
	if (!line) return fill;
	const parts = ['red', 'green', 'blue'] as const;
	const far = parts.reduce((sum, part) => sum + Math.abs(fill[part] - line[part]), 0);
	if (far >= TOLD_APART) return fill;
	return Math.min(line.red, line.green) > PALE ? INK : WHITE;
};

/** The color of letters: as their name says, whatever their line has; what only a thing stands for gives way to the line's. */
const inkOf = (roles: Roles, color: Color | undefined): Color | undefined =>
	color === undefined || color === roles.fill ? color : apart(color, roles.stroke);

const clearer = (name: string, ink: Color): Color =>
	/透明/u.test(name) ? { ...ink, alpha: CLEAR } : ink;

/** The letters, from the roles of the colors and what the name says of them. `fill`: their color, whatever tells it. */
export const lettersOf = (name: string, roles: Roles, fill: Color | undefined): Letters => {
	if (HOLLOW.test(name)) return hollow(roles, fill);
	const { stroke } = roles;
	const gradient = gradientOf(name, roles, fill);
	const own = inkOf(roles, fill ?? ((stroke ?? gradient) && WHITE));
	return {
		...(own && { fill: clearer(name, own) }),
		...(gradient && { gradient }),
		...(stroke && { stroke }),
	};
};

/** Words for letters that stand out; in two colors, those of a picture that is torn. */
const RAISED = /立体|3D|厚底|浮雕|投影|阴影|重影|膨胀|毛绒|层叠|伪三维|加厚/iu;
const TORN = /故障|错位|位移|裂开|glitch/iu;
const SHINING = /发光|霓虹|荧光|光花|外光|闪光|光芒|火焰|科技|赛博/u;

/** What lies beside the letters. */
const depthOf = (name: string, { fill, side }: Roles): Color | undefined => {
	if (HOLLOW.test(name)) return undefined;
	if (TORN.test(name)) return colorCalled('cyan');
	if (side) return side;
	return RAISED.test(name) ? darker(fill ?? colorCalled('gray') ?? BLACK) : undefined;
};

/** What a name tells of the light or the body of the letters. */
export const bodyOf = (
	name: string,
	roles: Roles,
): { readonly glow?: Color; readonly depth?: Color } => {
	const { fill, light } = roles;
	const shines = light !== undefined || SHINING.test(name);
	const depth = depthOf(name, roles);
	return { ...(shines && { glow: light ?? fill ?? WHITE }), ...(depth && { depth }) };
};
