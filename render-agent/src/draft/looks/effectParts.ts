/** What the looks of scene effects are put together from: colors, and families with their usual values. */
import type { EffectLook, ParticleKind } from '../../timeline/effectLooks';
import type { Color } from '../../timeline/text';
import { colorCalled } from './colorWords';

/** A look, given the color that the name of the effect speaks of. */
export type EffectMaker = (color: Color | undefined) => EffectLook;

const rgb = (red: number, green: number, blue: number): Color => ({ red, green, blue, alpha: 1 });

/** Colors of things. */
export const INK = {
	white: rgb(1, 1, 1),
	black: rgb(0, 0, 0),
	cream: colorCalled('cream') ?? rgb(1, 1, 1),
	gold: colorCalled('gold') ?? rgb(1, 1, 1),
	pink: colorCalled('pink') ?? rgb(1, 1, 1),
	orange: colorCalled('orange') ?? rgb(1, 1, 1),
	cyan: colorCalled('cyan') ?? rgb(1, 1, 1),
	purple: colorCalled('purple') ?? rgb(1, 1, 1),
	red: colorCalled('red') ?? rgb(1, 1, 1),
	brown: colorCalled('brown') ?? rgb(1, 1, 1),
	nearBlack: rgb(0.04, 0.05, 0.12),
	warmWhite: rgb(1, 0.97, 0.85),
	mist: rgb(0.9, 0.92, 0.95),
	sky: rgb(0.5, 0.8, 1),
	fire: rgb(1, 0.35, 0.05),
	hotPink: rgb(1, 0.15, 0.65),
	blue: rgb(0.15, 0.5, 1),
	firefly: rgb(0.85, 1, 0.45),
	sunlight: rgb(1, 0.86, 0.55),
	storm: rgb(0.7, 0.8, 1),
} as const;

/** Several looks, the first at the bottom. */
export const stack = (...looks: readonly EffectLook[]): EffectLook => ({ family: 'stack', looks });

/** A look that goes away in the first seconds, or comes in the last ones. */
export const passing = (look: EffectLook, way: 'open' | 'close', seconds = 1.2): EffectLook => ({
	family: 'passing',
	look,
	way,
	seconds,
});

/** Brightness, contrast, saturation and warmth, −1…1. */
export const grade = (
	...[brightness, contrast, saturation, warmth]: readonly [number, number, number, number]
): EffectLook => ({ family: 'grade', brightness, contrast, saturation, warmth });

/** Old film. */
export const film = (
	...[grain, scratches, sepia, fade]: readonly [number, number, number, number]
): EffectLook => ({ family: 'film', grain, scratches, flicker: scratches * 0.7, sepia, fade });

/** Tape and screens. */
export const vhs = (lines: number, shift: number, noise: number): EffectLook => ({
	family: 'vhs',
	lines,
	shift,
	noise,
	jitter: Math.min(1, noise * 1.1),
});

/** Torn rows. */
export const glitch = (rows: number, reach: number, rate: number): EffectLook => ({
	family: 'glitch',
	rows,
	reach,
	split: 0.012 + rows * 0.02,
	rate,
});

/** Parted colors. */
export const chromatic = (shift: number, rate: number): EffectLook => ({
	family: 'chromatic',
	shift,
	angle: 0,
	rate,
});

/** Trembling. */
export const shake = (reach: number, turn: number, rate: number): EffectLook => ({
	family: 'shake',
	reach,
	turn,
	rate,
	smooth: false,
});

/** Swinging. */
export const sway = (reach: number, turn: number, rate: number): EffectLook => ({
	family: 'shake',
	reach,
	turn,
	rate,
	smooth: true,
});

/** The picture in cells. */
export const split = (columns: number, rows: number, fit: 'whole' | 'middle'): EffectLook => ({
	family: 'split',
	columns,
	rows,
	fit,
});

/** What flies over the picture; without a color in its own ones. */
export const particles = (
	kind: ParticleKind,
	[size, density = 0.8]: readonly [size: number, density?: number],
	color?: Color,
): EffectLook => ({ family: 'particles', kind, density, size, ...(color && { color }) });

/** A border; `foot`: how much wider at the bottom, `rough`: how far torn. */
export const frame = (
	color: Color,
	{
		size,
		radius = 0,
		foot = 0,
		rough = 0,
	}: { size: number; radius?: number; foot?: number; rough?: number },
): EffectLook => ({ family: 'frame', size, radius, foot, rough, color });

/** Light of a color that came in at the edges. */
export const leak = (color: Color, rate: number): EffectLook => ({
	family: 'lightLeak',
	color,
	rate,
});

/** A glow of what is bright. */
export const glow = (sigma: number, threshold: number, strength: number): EffectLook => ({
	family: 'glow',
	sigma,
	threshold,
	strength,
});

/** Lines along edges. */
export const outline = (color: Color, width: number, rate = 0): EffectLook => ({
	family: 'outline',
	color,
	width,
	rate,
});

/** Beams from a place. */
export const rays = (color: Color, x: number, y: number): EffectLook => ({
	family: 'rays',
	color,
	x,
	y,
	rate: 0.25,
});

/** Without color. */
export const GRAYED: EffectLook = { family: 'duotone', dark: INK.black, light: INK.white };
/** Corners somewhat darker, from a share of the way out. */
export const corners = (size = 0.4): EffectLook => ({
	family: 'vignette',
	color: { ...INK.black, alpha: 0.75 },
	size,
});
/** Bars of the cinema. */
export const BARS: EffectLook = {
	family: 'letterbox',
	axis: 'horizontal',
	size: 0.12,
	color: INK.black,
};
