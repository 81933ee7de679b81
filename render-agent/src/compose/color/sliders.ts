/** The maths of color sliders and looks on straight sRGB, 0…1 a channel. Knows no planes; geometry and grain are not here. */
import type { ColorLook, Duotone } from '../../timeline/looks';

/** Red, green and blue, changed in place. May leave 0…1 between steps. */
export type Rgb = [red: number, green: number, blue: number];

/** A change of a color in place. */
export type Change = (color: Rgb) => void;

/** Sliders at one moment, −1…1 each; absent: at rest. */
export interface Sliders {
	readonly brightness?: number;
	readonly contrast?: number;
	readonly saturation?: number;
	readonly highlights?: number;
	readonly shadows?: number;
	readonly whites?: number;
	readonly blacks?: number;
	readonly temperature?: number;
	readonly tint?: number;
	readonly hue?: number;
	readonly light?: number;
	readonly vibrance?: number;
	/** 0…1. */
	readonly fade?: number;
}

/** 0…1. */
export const clamped = (value: number): number => (value < 0 ? 0 : value > 1 ? 1 : value);

/** Luma of BT.709. */
export const lumaOf = ([red, green, blue]: Readonly<Rgb>): number =>
	0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** A change of one channel by its own value alone. */
export type ToneCurve = (value: number) => number;

/**
 * Brightness. Every slider runs from -1 to 1; 0 changes nothing.
 * @source docs/color.md, sliders: 1
 */
export const brightened =
	(v: number): ToneCurve =>
	(c) => {
		const power = v >= 0 ? 1 + 5 * v : 1 / (1 - 2.5 * v);
		const from = v >= 0 ? c : Math.max(0, c + 0.01 * v);
		return 1 - (1 - from) ** power;
	};

/** Below this the steep curve comes in by and by: by its formula alone the picture would jump when the slider leaves 0. */
const CONTRAST_ONSET = 0.05;

/**
 * Contrast. Every slider runs from -1 to 1; 0 changes nothing.
 * @source docs/color.md, sliders: 2
 */
export const contrasted = (v: number): ToneCurve => {
	if (v <= 0) return (c) => (1 + v) * (c - 0.5) + 0.5;
	const slope = 4 + 8 * v;
	const logistic = (c: number): number => 1 / (1 + Math.exp(-slope * (c - 0.5)));
	const low = logistic(0);
	const high = logistic(1);
	const share = Math.min(1, v / CONTRAST_ONSET);
	return (c) => c + ((logistic(c) - low) / (high - low) - c) * share;
};

/**
 * Highlights. Every slider runs from -1 to 1; 0 changes nothing.
 * @source docs/color.md, sliders: 4
 */
export const highlighted =
	(v: number): ToneCurve =>
	(c) => {
		const p = 1 - v / 2;
		const q = 1 - c;
		return 1 - q ** p - (p - 1) * (q * q - q * q * q);
	};

/**
 * Shadows. Every slider runs from -1 to 1; 0 changes nothing.
 * @source docs/color.md, sliders: 5
 */
export const shadowed =
	(v: number): ToneCurve =>
	(c) => {
		const p = 1 - v / 2;
		return c ** p + (p - 1) * (c * c - c * c * c);
	};

/**
 * Whites and blacks. Every slider runs from -1 to 1; 0 changes nothing.
 * @source docs/color.md, sliders: 6
 */
export const leveled = (whites: number, blacks: number): ToneCurve => {
	const low = -0.2 * blacks;
	const high = 1 - 0.3 * whites;
	return (c) => (c - low) / (high - low);
};

/** Blacks lifted and whites lowered, as on a print that has hung in the sun. Our own law. */
export const washedOut =
	(v: number): ToneCurve =>
	(c) =>
		c + (0.16 + 0.76 * c - c) * Math.max(0, v);

/** How far the middle tones go: at both ends of the slider they are half as dark or light again. */
const LIGHTEST = 0.6;

/** Light: the middle tones, black and white stay. Our own law. */
export const lit =
	(v: number): ToneCurve =>
	(c) =>
		c ** (2 ** (-LIGHTEST * v));

const STEPS = 1024;

/** A tone curve for all three channels, looked up. */
const byChannel = (curve: ToneCurve): Change => {
	const table = Float64Array.from({ length: STEPS + 2 }, (_, i) =>
		clamped(curve(Math.min(1, i / STEPS))),
	);
	const at = (value: number): number => {
		const place = clamped(value) * STEPS;
		const index = Math.floor(place);
		const here = table[index] ?? 0;
		return here + ((table[index + 1] ?? here) - here) * (place - index);
	};
	return (color) => {
		color[0] = at(color[0]);
		color[1] = at(color[1]);
		color[2] = at(color[2]);
	};
};

/**
 * Saturation. Every slider runs from -1 to 1; 0 changes nothing.
 * @source docs/color.md, sliders: 3
 */
const saturated =
	(v: number): Change =>
	(color) => {
		const gray = 0.20854 * color[0] + 0.702086 * color[1] + 0.089374 * color[2];
		color[0] = gray + (1 + v) * (color[0] - gray);
		color[1] = gray + (1 + v) * (color[1] - gray);
		color[2] = gray + (1 + v) * (color[2] - gray);
	};

/** Vibrance: saturation of which a color has the less, the more color it has. Our own law. */
const enlivened =
	(v: number): Change =>
	(color) => {
		const most = Math.max(...color);
		const had = most > 0 ? (most - Math.min(...color)) / most : 0;
		saturated(v * (1 - had))(color);
	};

/**
 * Temperature and tint. Every slider runs from -1 to 1; 0 changes nothing.
 * @source docs/color.md, sliders: 7
 */
const balanced = (temperature: number, tint: number): Change => {
	const t = temperature * 0.22;
	const n = tint * 0.18;
	return (color) => {
		const before = lumaOf(color);
		color[0] *= (1 + t) * (1 + n / 2);
		color[1] *= 1 - n;
		color[2] *= (1 - t) * (1 + n / 2);
		const now = lumaOf(color);
		const factor = now > 0 ? before / now : 1;
		color[0] *= factor;
		color[1] *= factor;
		color[2] *= factor;
	};
};

/** All hues turned by `v` half turns at the same luma. */
const turnedHues = (v: number): Change => {
	const cos = Math.cos(v * Math.PI);
	const sin = Math.sin(v * Math.PI);
	return (color) => {
		const luma = lumaOf(color);
		const u = (color[2] - luma) / 1.8556;
		const w = (color[0] - luma) / 1.5748;
		const blue = (u * cos - w * sin) * 1.8556;
		const red = (u * sin + w * cos) * 1.5748;
		color[0] = luma + red;
		color[1] = luma - (0.2126 * red + 0.0722 * blue) / 0.7152;
		color[2] = luma + blue;
	};
};

const grayed =
	(share: number): Change =>
	(color) => {
		const luma = lumaOf(color);
		color[0] += (luma - color[0]) * share;
		color[1] += (luma - color[1]) * share;
		color[2] += (luma - color[2]) * share;
	};

/** Old brown paper. */
const SEPIA: Duotone = {
	dark: { red: 0.13, green: 0.08, blue: 0.04, alpha: 1 },
	light: { red: 1, green: 0.94, blue: 0.8, alpha: 1 },
};

const toned =
	(share: number, { dark, light }: Duotone): Change =>
	(color) => {
		const luma = clamped(lumaOf(color));
		color[0] += (dark.red + (light.red - dark.red) * luma - color[0]) * share;
		color[1] += (dark.green + (light.green - dark.green) * luma - color[1]) * share;
		color[2] += (dark.blue + (light.blue - dark.blue) * luma - color[2]) * share;
	};

const when = (value: number | undefined, change: (value: number) => Change): readonly Change[] =>
	value === undefined || value === 0 ? [] : [change(value)];

const chained =
	(changes: readonly Change[]): Change =>
	(color) => {
		for (const change of changes) change(color);
		color[0] = clamped(color[0]);
		color[1] = clamped(color[1]);
		color[2] = clamped(color[2]);
	};

const tonesAndBalance = (sliders: Sliders): readonly Change[] => {
	const { whites = 0, blacks = 0, temperature = 0, tint = 0 } = sliders;
	return [
		...when(sliders.brightness, (v) => byChannel(brightened(v))),
		...when(sliders.contrast, (v) => byChannel(contrasted(v))),
		...when(sliders.saturation, saturated),
		...when(sliders.highlights, (v) => byChannel(highlighted(v))),
		...when(sliders.shadows, (v) => byChannel(shadowed(v))),
		...(whites === 0 && blacks === 0 ? [] : [byChannel(leveled(whites, blacks))]),
		...(temperature === 0 && tint === 0 ? [] : [balanced(temperature, tint)]),
		...when(sliders.hue, turnedHues),
	];
};

/** What the sliders of a clip do to a color. */
export const slidersChange = (sliders: Sliders): Change =>
	chained([
		...tonesAndBalance(sliders),
		...when(sliders.light, (v) => byChannel(lit(v))),
		...when(sliders.vibrance, enlivened),
		...when(sliders.fade, (v) => byChannel(washedOut(v))),
	]);

/** What a look does to a color at full strength. Vignette and grain are not colors. */
export const lookChange = (look: ColorLook): Change =>
	chained([
		...tonesAndBalance(look),
		...when(look.monochrome, grayed),
		...when(look.toned, (share) => toned(share, look.tone ?? SEPIA)),
		...when(look.fade, (v) => byChannel(washedOut(v))),
	]);
