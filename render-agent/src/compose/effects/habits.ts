/** How each kind of particles looks and moves: a row of numbers. Values only. */
import type { ParticleKind } from '../../timeline/effectLooks';
import type { Color } from '../../timeline/text';
import type { SPRITES } from './stamps';

/** How a kind looks and moves. Speeds are canvas heights a second, downwards positive. */
export interface Habit {
	readonly sprite: keyof typeof SPRITES;
	/** How many at density 1. */
	readonly count: number;
	readonly fall: number;
	/** Share of the speed that differs from one to another. */
	readonly spread: number;
	/** How far they swing sideways, in shorter sides. */
	readonly sway: number;
	/** Turns a second. */
	readonly spin: number;
	/** Length against width. */
	readonly long: number;
	readonly opacity: number;
	/** How far the sizes lie apart: 0 all alike; near 1 many small ones and a few three times as large. */
	readonly range: number;
	/** Blinks a second. */
	readonly twinkle: number;
	/** Beats of wings a second; absent: none. */
	readonly flap?: number;
	/** Written in figures instead of drawn as the sprite. */
	readonly text?: 'figure' | 'sum';
	/** Colors of their own, where the look has none. */
	readonly palette?: readonly Color[];
}

const rgb = (red: number, green: number, blue: number): Color => ({ red, green, blue, alpha: 1 });

/** White. */
export const WHITE = rgb(1, 1, 1);
/** Gold. */
export const GOLD = rgb(1, 0.8, 0.32);

/** What celebrations are made of. */
export const GAY = [
	rgb(1, 0.32, 0.42),
	rgb(1, 0.78, 0.2),
	rgb(0.3, 0.85, 0.55),
	rgb(0.3, 0.65, 1),
	rgb(0.8, 0.45, 1),
];

/** Warm colors of leaves in autumn, and the wings of butterflies. */
const AUTUMN = [
	rgb(0.86, 0.42, 0.12),
	rgb(0.95, 0.66, 0.18),
	rgb(0.72, 0.2, 0.12),
	rgb(0.8, 0.55, 0.2),
];
const WINGS = [rgb(0.55, 0.78, 1), rgb(1, 0.72, 0.35), rgb(0.95, 0.6, 0.85), rgb(0.98, 0.95, 0.85)];

const STILL = { fall: 0, spread: 0, sway: 0, spin: 0, long: 1, opacity: 1, twinkle: 0, range: 0 };

/** How each kind looks and moves; fireworks burst instead. */
export const HABITS: Readonly<Record<Exclude<ParticleKind, 'firework'>, Habit>> = {
	snow: {
		...STILL,
		...{
			sprite: 'glow',
			count: 320,
			fall: 0.16,
			spread: 0.6,
			sway: 0.03,
			opacity: 0.95,
			range: 0.6,
		},
	},
	flake: {
		...STILL,
		...{ sprite: 'flake', count: 46, fall: 0.12, spread: 0.5, sway: 0.05, spin: 0.12, range: 0.5 },
		opacity: 0.95,
	},
	rain: { ...STILL, sprite: 'bar', count: 260, fall: 1.7, spread: 0.25, long: 34, opacity: 0.55 },
	sparkle: { ...STILL, sprite: 'glint', count: 90, twinkle: 0.7, range: 0.6 },
	bokeh: {
		...STILL,
		...{ sprite: 'disc', count: 34, fall: -0.03, spread: 0.8, sway: 0.04, opacity: 0.48 },
		...{ twinkle: 0.2, range: 0.3 },
	},
	dust: {
		...STILL,
		...{ sprite: 'glow', count: 420, fall: -0.025, spread: 1, sway: 0.07, opacity: 0.95 },
		...{ twinkle: 0.3, range: 0.95 },
	},
	heart: {
		...STILL,
		...{
			sprite: 'heart',
			count: 44,
			fall: -0.18,
			spread: 0.5,
			sway: 0.04,
			opacity: 0.92,
			range: 0.5,
		},
	},
	star: {
		...STILL,
		...{ sprite: 'star', count: 56, fall: 0.16, spread: 0.5, sway: 0.02, spin: 0.2, opacity: 0.95 },
		range: 0.6,
	},
	bubble: {
		...STILL,
		...{
			sprite: 'ring',
			count: 44,
			fall: -0.13,
			spread: 0.5,
			sway: 0.04,
			opacity: 0.85,
			range: 0.6,
		},
	},
	petal: {
		...STILL,
		...{
			sprite: 'petal',
			count: 80,
			fall: 0.14,
			spread: 0.4,
			sway: 0.08,
			spin: 0.25,
			opacity: 0.92,
		},
		range: 0.5,
	},
	leaf: {
		...STILL,
		...{ sprite: 'leaf', count: 46, fall: 0.17, spread: 0.4, sway: 0.1, spin: 0.22, opacity: 0.96 },
		range: 0.5,
		palette: AUTUMN,
	},
	feather: {
		...STILL,
		...{
			sprite: 'feather',
			count: 26,
			fall: 0.08,
			spread: 0.4,
			sway: 0.09,
			spin: 0.08,
			opacity: 0.95,
		},
		range: 0.5,
	},
	butterfly: {
		...STILL,
		...{ sprite: 'butterfly', count: 22, fall: -0.07, spread: 0.6, sway: 0.16, opacity: 0.95 },
		range: 0.5,
		flap: 3,
		palette: WINGS,
	},
	note: {
		...STILL,
		...{
			sprite: 'note',
			count: 28,
			fall: -0.14,
			spread: 0.5,
			sway: 0.06,
			opacity: 0.95,
			range: 0.4,
		},
	},
	coin: {
		...STILL,
		...{ sprite: 'disc', count: 70, fall: 0.45, spread: 0.4, sway: 0.02, spin: 0.5, opacity: 0.96 },
		range: 0.3,
	},
	balloon: {
		...STILL,
		...{
			sprite: 'balloon',
			count: 20,
			fall: -0.12,
			spread: 0.5,
			sway: 0.03,
			long: 1.25,
			opacity: 0.9,
		},
		range: 0.4,
		palette: GAY,
	},
	bat: {
		...STILL,
		...{ sprite: 'bat', count: 20, fall: -0.06, spread: 0.6, sway: 0.2, opacity: 0.95 },
		range: 0.5,
		flap: 3.5,
		palette: [rgb(0.03, 0.02, 0.06)],
	},
	question: {
		...STILL,
		...{ sprite: 'question', count: 40, fall: -0.1, spread: 0.6, sway: 0.05, opacity: 0.95 },
		range: 0.5,
		palette: GAY,
	},
	thumb: {
		...STILL,
		...{ sprite: 'thumb', count: 36, fall: -0.16, spread: 0.5, sway: 0.05, opacity: 0.96 },
		range: 0.4,
		palette: [GOLD],
	},
	figure: {
		...STILL,
		...{ sprite: 'bar', count: 220, fall: 0.4, spread: 0.6, opacity: 0.9, text: 'figure' },
		...{ twinkle: 0.4, range: 0.3 },
	},
	sum: {
		...STILL,
		...{ sprite: 'bar', count: 30, fall: -0.08, spread: 0.7, sway: 0.03, opacity: 0.95 },
		...{ range: 0.4, text: 'sum' },
	},
	ember: {
		...STILL,
		...{
			sprite: 'glow',
			count: 240,
			fall: -0.3,
			spread: 0.6,
			sway: 0.06,
			twinkle: 1.2,
			range: 0.9,
		},
	},
	confetti: {
		...STILL,
		...{ sprite: 'bar', count: 170, fall: 0.3, spread: 0.5, sway: 0.05, spin: 0.7, long: 1.7 },
		range: 0.4,
		palette: GAY,
	},
};
