/** The color looks that filters of the apps are drawn with, each under a word of ours. Values only, no names of filters. */
import type { ColorLook } from '../../timeline/looks';
import { FILM_PRESETS, GRAY_PRESETS } from './filmPresets';

const color = (red: number, green: number, blue: number) => ({ red, green, blue, alpha: 1 });
const TEAL_ORANGE = { dark: color(0, 0.1, 0.15), light: color(1, 0.92, 0.78) };
const NIGHT_BLUE = { dark: color(0, 0.03, 0.14), light: color(0.86, 0.95, 1) };
const CYBER = { dark: color(0.22, 0, 0.34), light: color(0.5, 1, 1) };
const VAPOR = { dark: color(0.2, 0.05, 0.4), light: color(1, 0.78, 0.9) };
const PURPLE = { dark: color(0.12, 0.04, 0.24), light: color(1, 0.9, 1) };
const BLACK_GOLD = { dark: color(0, 0, 0), light: color(1, 0.82, 0.45) };
const BLACK_RED = { dark: color(0, 0, 0), light: color(1, 0.55, 0.42) };
const CREAM = { dark: color(0.16, 0.12, 0.08), light: color(1, 0.98, 0.92) };
const ROSE = { dark: color(0.2, 0.06, 0.1), light: color(1, 0.93, 0.94) };

/** Clear and plain. */
const PLAIN = {
	natural: { family: 'natural', saturation: 0.08, contrast: 0.015 },
	clear: { family: 'natural', saturation: 0.14, contrast: 0.035, shadows: 0.15 },
	dehaze: { family: 'contrasty', saturation: 0.18, contrast: 0.055, shadows: -0.25 },
	bright: { family: 'natural', brightness: 0.035, saturation: 0.1, highlights: 0.15 },
	rescue: { family: 'natural', brightness: 0.04, shadows: 0.8, saturation: 0.12 },
	vivid: { family: 'vivid', saturation: 0.38, contrast: 0.03 },
	contrasty: { family: 'contrasty', contrast: 0.08, saturation: 0.08 },
	overexposed: { family: 'soft', brightness: 0.085, highlights: 0.3, saturation: -0.08 },
	flash: { family: 'contrasty', brightness: 0.045, contrast: 0.07, vignette: 0.25 },
} satisfies Record<string, ColorLook>;

/** Warm and cool, landscapes and seasons. */
const SEASONS = {
	warm: { family: 'warm', temperature: 0.45, saturation: 0.08 },
	sunset: { family: 'warm', temperature: 0.8, tint: 0.15, saturation: 0.22, contrast: 0.02 },
	orange: { family: 'warm', temperature: 0.65, saturation: 0.2, tint: 0.08 },
	autumn: { family: 'warm', temperature: 0.65, tint: 0.1, contrast: 0.025, saturation: 0.06 },
	cool: { family: 'cool', temperature: -0.45, saturation: -0.05 },
	blue: { family: 'cool', temperature: -0.7, saturation: 0.14 },
	cyan: { family: 'cool', temperature: -0.45, tint: -0.25, saturation: 0.08 },
	winter: { family: 'cool', temperature: -0.4, brightness: 0.03, saturation: -0.15 },
	snow: { family: 'cool', temperature: -0.25, brightness: 0.05, contrast: 0.02, saturation: -0.1 },
	green: { family: 'landscape', tint: -0.35, saturation: 0.1, temperature: -0.1 },
	olive: { family: 'landscape', tint: -0.28, temperature: 0.25, saturation: -0.08, fade: 0.12 },
	landscape: { family: 'landscape', saturation: 0.28, contrast: 0.035, temperature: -0.08 },
	sky: { family: 'landscape', temperature: -0.25, saturation: 0.24, brightness: 0.025 },
	sea: { family: 'landscape', temperature: -0.5, tint: -0.12, saturation: 0.2, brightness: 0.02 },
	desert: { family: 'landscape', temperature: 0.55, saturation: -0.06, contrast: 0.03, fade: 0.1 },
	spring: { family: 'soft', brightness: 0.035, tint: 0.08, saturation: 0.12, contrast: -0.05 },
	summer: { family: 'vivid', brightness: 0.03, saturation: 0.24, temperature: -0.15 },
} satisfies Record<string, ColorLook>;

/** Soft ones, skin and food. */
const SOFT = {
	fresh: { family: 'soft', brightness: 0.045, contrast: -0.08, temperature: -0.2, fade: 0.12 },
	cream: {
		family: 'soft',
		brightness: 0.065,
		contrast: -0.06,
		saturation: -0.06,
		temperature: 0.08,
		toned: 0.12,
		tone: CREAM,
		fade: 0.07,
	},
	dreamy: {
		family: 'soft',
		brightness: 0.065,
		contrast: -0.12,
		tint: 0.08,
		highlights: 0.4,
		shadows: 0.3,
		fade: 0.1,
	},
	mist: {
		family: 'soft',
		contrast: -0.1,
		saturation: -0.2,
		shadows: 0.7,
		highlights: 0.2,
		fade: 0.08,
		brightness: 0.07,
	},
	pink: { family: 'soft', tint: 0.32, brightness: 0.035, toned: 0.1, tone: ROSE },
	purple: { family: 'duotone', toned: 0.28, tone: PURPLE, tint: 0.2, temperature: -0.15 },
	mint: { family: 'soft', tint: -0.3, temperature: -0.15, brightness: 0.035, fade: 0.15 },
	portrait: {
		family: 'portrait',
		brightness: 0.04,
		shadows: 0.3,
		contrast: -0.03,
		saturation: -0.04,
	},
	fair: {
		family: 'portrait',
		brightness: 0.055,
		temperature: -0.2,
		shadows: 0.3,
		saturation: -0.08,
	},
	rosy: { family: 'portrait', brightness: 0.04, tint: 0.25, shadows: 0.25, saturation: 0.04 },
	tanned: { family: 'portrait', temperature: 0.45, contrast: 0.03, saturation: 0.06, tint: 0.05 },
	food: { family: 'food', temperature: 0.3, saturation: 0.28, brightness: 0.025, contrast: 0.025 },
	lightFood: { family: 'food', temperature: 0.12, saturation: 0.18, brightness: 0.045 },
	pet: {
		family: 'portrait',
		brightness: 0.04,
		temperature: 0.15,
		saturation: 0.12,
		contrast: -0.03,
	},
} satisfies Record<string, ColorLook>;

/** The cinema, lights and feasts. */
const STAGE = {
	cinema: {
		family: 'cinematic',
		contrast: 0.045,
		saturation: -0.08,
		fade: 0.12,
		toned: 0.12,
		tone: TEAL_ORANGE,
		vignette: 0.15,
	},
	tealOrange: {
		family: 'cinematic',
		contrast: 0.05,
		saturation: 0.2,
		toned: 0.28,
		tone: TEAL_ORANGE,
		vignette: 0.12,
	},
	warmCinema: { family: 'cinematic', temperature: 0.4, contrast: 0.04, fade: 0.12, vignette: 0.18 },
	coolCinema: {
		family: 'cinematic',
		temperature: -0.4,
		saturation: -0.1,
		contrast: 0.04,
		fade: 0.12,
		vignette: 0.15,
	},
	blueCinema: {
		family: 'cinematic',
		toned: 0.28,
		tone: NIGHT_BLUE,
		saturation: 0.05,
		contrast: 0.05,
		brightness: -0.04,
		vignette: 0.2,
	},
	darkCinema: {
		family: 'cinematic',
		brightness: -0.1,
		contrast: 0.05,
		saturation: -0.12,
		fade: 0.12,
		vignette: 0.3,
	},
	oldCinema: {
		family: 'cinematic',
		temperature: 0.3,
		saturation: -0.15,
		fade: 0.3,
		grain: 0.3,
		vignette: 0.25,
	},
	greenCinema: {
		family: 'cinematic',
		tint: -0.35,
		saturation: -0.12,
		contrast: 0.05,
		fade: 0.12,
		vignette: 0.15,
	},
	cyberpunk: { family: 'neon', toned: 0.34, tone: CYBER, saturation: 0.35, contrast: 0.05 },
	neon: { family: 'neon', saturation: 0.3, tint: 0.25, temperature: -0.2, contrast: 0.05 },
	redBlue: { family: 'neon', saturation: 0.25, tint: 0.3, contrast: 0.06, brightness: -0.04 },
	vaporwave: { family: 'duotone', toned: 0.38, tone: VAPOR, saturation: 0.2, fade: 0.1 },
	blackGold: { family: 'duotone', toned: 0.75, tone: BLACK_GOLD, contrast: 0.08 },
	blackRed: { family: 'duotone', toned: 0.7, tone: BLACK_RED, contrast: 0.08 },
	fireworks: { family: 'night', contrast: 0.05, saturation: 0.38, shadows: -0.25 },
	stage: { family: 'neon', saturation: 0.24, tint: 0.15, temperature: -0.12, contrast: 0.05 },
	festive: { family: 'warm', temperature: 0.35, tint: 0.15, saturation: 0.26, contrast: 0.02 },
	red: { family: 'vivid', tint: 0.32, temperature: 0.32, saturation: 0.2, contrast: 0.03 },
	gold: {
		family: 'warm',
		temperature: 0.5,
		toned: 0.15,
		tone: BLACK_GOLD,
		contrast: 0.035,
		saturation: 0.12,
	},
	guofeng: {
		family: 'faded',
		saturation: -0.15,
		temperature: 0.15,
		tint: -0.15,
		contrast: -0.03,
		fade: 0.22,
	},
	comic: {
		family: 'vivid',
		saturation: 0.34,
		brightness: 0.035,
		temperature: -0.12,
		contrast: 0.02,
	},
	american: {
		family: 'vintage',
		temperature: 0.3,
		tint: -0.12,
		saturation: 0.1,
		contrast: 0.04,
		fade: 0.18,
	},
} satisfies Record<string, ColorLook>;

/** Every color look by its word. */
export const FILTER_PRESETS: Readonly<Record<string, ColorLook>> = {
	...PLAIN,
	...SEASONS,
	...SOFT,
	...FILM_PRESETS,
	...GRAY_PRESETS,
	...STAGE,
};
