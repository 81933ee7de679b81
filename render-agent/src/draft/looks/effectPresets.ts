/** Looks that scene effects share, by a word each: parameters chosen so that the default strength looks like its name. */
import type { EffectLook, ParticleKind } from '../../timeline/looks';
import type { Color } from '../../timeline/text';

const rgb = (red: number, green: number, blue: number): Color => ({ red, green, blue, alpha: 1 });

const BLACK = rgb(0, 0, 0);
const WHITE = rgb(1, 1, 1);
const WARM = rgb(1, 0.62, 0.25);
const GOLD = rgb(1, 0.84, 0.42);
const PINK = rgb(1, 0.55, 0.68);
const SKY = rgb(0.5, 0.8, 1);
const MIST = rgb(0.9, 0.92, 0.95);

/** `size` in shorter sides. */
const flying = (
	kind: ParticleKind,
	{ density, size, color }: { density: number; size: number; color: Color },
): EffectLook => ({ family: 'particles', kind, density, size, color });

const curtain = (
	shape: Extract<EffectLook, { family: 'curtain' }>['shape'],
	way: 'open' | 'close',
): EffectLook => ({ family: 'curtain', shape, way, seconds: 1, color: BLACK });

const BARS: EffectLook = { family: 'letterbox', axis: 'horizontal', size: 0.12, color: BLACK };
const FILM: EffectLook = { family: 'film', grain: 0.45, scratches: 0.6, flicker: 0.4, sepia: 0.15 };
const OLD_FILM: EffectLook = { family: 'film', grain: 0.6, scratches: 1, flicker: 0.8, sepia: 1 };
const VHS: EffectLook = { family: 'vhs', lines: 0.5, shift: 0.012, noise: 0.35, jitter: 0.4 };
const MONOCHROME: EffectLook = { family: 'duotone', dark: BLACK, light: WHITE };
const LEAK: EffectLook = { family: 'lightLeak', color: WARM, rate: 0.15 };
const CORNERS: EffectLook = { family: 'vignette', color: BLACK, size: 0.35 };
const SOFT_GLOW: EffectLook = { family: 'glow', sigma: 0.03, threshold: 0.45, strength: 0.8 };

/** Looks by word. */
export const EFFECT_PRESETS = {
	film: FILM,
	oldFilm: { family: 'stack', looks: [OLD_FILM, CORNERS] },
	silentFilm: { family: 'stack', looks: [MONOCHROME, { ...OLD_FILM, sepia: 0 }, CORNERS] },
	grain: { family: 'film', grain: 0.7, scratches: 0, flicker: 0, sepia: 0 },
	vhs: VHS,
	dv: {
		family: 'stack',
		looks: [VHS, { family: 'letterbox', axis: 'vertical', size: 0.1, color: BLACK }],
	},
	oldTv: { family: 'stack', looks: [{ ...VHS, lines: 0.8, noise: 0.6 }, CORNERS] },
	scanLines: { family: 'vhs', lines: 0.9, shift: 0, noise: 0.1, jitter: 0 },
	glitch: { family: 'glitch', rows: 0.35, reach: 0.12, split: 0.02, rate: 1.6 },
	chromatic: { family: 'chromatic', shift: 0.012, angle: 0, rate: 0 },
	chromaticBeat: { family: 'chromatic', shift: 0.025, angle: 0, rate: 2 },
	blur: { family: 'blur', sigma: 0.02, rate: 0 },
	blurPulse: { family: 'blur', sigma: 0.03, rate: 0.8 },
	motionBlur: { family: 'motionBlur', angle: 0, length: 0.12 },
	motionBlurVertical: { family: 'motionBlur', angle: 90, length: 0.12 },
	motionBlurDiagonal: { family: 'motionBlur', angle: 45, length: 0.12 },
	zoomBlur: { family: 'zoomBlur', length: 0.25 },
	tiltShift: { family: 'focus', shape: 'band', size: 0.16, sigma: 0.014 },
	focus: { family: 'focus', shape: 'circle', size: 0.25, sigma: 0.016 },
	sharpen: { family: 'sharpen', strength: 1.2 },
	zoomPulse: { family: 'zoomPulse', by: 0.15, rate: 2 },
	heartbeat: { family: 'zoomPulse', by: 0.1, rate: 1.2 },
	shake: { family: 'shake', reach: 0.02, turn: 0.6, rate: 14, smooth: false },
	sway: { family: 'shake', reach: 0.03, turn: 3, rate: 0.5, smooth: true },
	ghost: { family: 'ghost', by: 0.5, rate: 1 },
	flash: { family: 'flash', color: WHITE, rate: 1.5 },
	flashBlack: { family: 'flash', color: BLACK, rate: 1.5 },
	strobe: { family: 'strobe', color: BLACK, rate: 5, share: 0.35 },
	vignette: CORNERS,
	lightLeak: LEAK,
	rainbowLight: {
		family: 'stack',
		looks: [
			{ family: 'lightLeak', color: rgb(1, 0.3, 0.6), rate: 0.2 },
			{ family: 'lightLeak', color: rgb(0.3, 0.6, 1), rate: 0.27 },
		],
	},
	discoLight: {
		family: 'stack',
		looks: [
			{ family: 'lightLeak', color: rgb(1, 0.1, 0.7), rate: 0.7 },
			{ family: 'lightLeak', color: rgb(0.1, 0.5, 1), rate: 0.9 },
		],
	},
	glow: SOFT_GLOW,
	dream: {
		family: 'stack',
		looks: [SOFT_GLOW, { family: 'focus', shape: 'circle', size: 0.3, sigma: 0.01 }],
	},
	pixelate: { family: 'pixelate', size: 0.03 },
	pixelateSmall: { family: 'pixelate', size: 0.012 },
	mirror: { family: 'mirror', axis: 'x' },
	mirrorVertical: { family: 'mirror', axis: 'y' },
	kaleidoscope: { family: 'kaleidoscope', slices: 8, rate: 0.05 },
	splitTwo: { family: 'split', columns: 1, rows: 2, fit: 'middle' },
	splitThree: { family: 'split', columns: 1, rows: 3, fit: 'middle' },
	splitFour: { family: 'split', columns: 2, rows: 2, fit: 'whole' },
	splitSix: { family: 'split', columns: 2, rows: 3, fit: 'whole' },
	splitNine: { family: 'split', columns: 3, rows: 3, fit: 'whole' },
	letterbox: BARS,
	cinema: { family: 'stack', looks: [CORNERS, BARS] },
	frame: { family: 'frame', size: 0.04, radius: 0, color: WHITE },
	frameRound: { family: 'frame', size: 0.035, radius: 0.06, color: WHITE },
	frameBlack: { family: 'frame', size: 0.05, radius: 0.03, color: BLACK },
	negative: { family: 'negative' },
	monochrome: MONOCHROME,
	duotone: { family: 'duotone', dark: rgb(0.12, 0.02, 0.35), light: rgb(1, 0.72, 0.45) },
	thermal: { family: 'duotone', dark: rgb(0.05, 0.05, 0.6), light: rgb(1, 0.85, 0.1) },
	nightVision: {
		family: 'stack',
		looks: [{ family: 'duotone', dark: rgb(0, 0.06, 0.02), light: rgb(0.45, 1, 0.5) }, CORNERS],
	},
	sketch: { family: 'sketch', style: 'pencil' },
	neon: { family: 'sketch', style: 'neon' },
	comic: {
		family: 'stack',
		looks: [
			{ family: 'posterize', levels: 5 },
			{ family: 'sharpen', strength: 1.5 },
		],
	},
	snow: flying('snow', { density: 0.8, size: 0.016, color: WHITE }),
	rain: flying('rain', { density: 0.8, size: 0.003, color: MIST }),
	sparkle: flying('sparkle', { density: 0.8, size: 0.09, color: rgb(1, 0.97, 0.85) }),
	goldDust: flying('dust', { density: 1, size: 0.014, color: GOLD }),
	bokeh: flying('bokeh', { density: 0.8, size: 0.17, color: rgb(1, 0.86, 0.6) }),
	fireflies: flying('dust', { density: 0.4, size: 0.03, color: rgb(0.85, 1, 0.45) }),
	fireworks: flying('firework', { density: 0.6, size: 0.012, color: GOLD }),
	hearts: flying('heart', { density: 0.8, size: 0.06, color: rgb(1, 0.3, 0.42) }),
	stars: flying('star', { density: 0.8, size: 0.045, color: rgb(1, 0.93, 0.5) }),
	bubbles: flying('bubble', { density: 0.8, size: 0.09, color: SKY }),
	petals: flying('petal', { density: 0.8, size: 0.035, color: PINK }),
	leaves: flying('petal', { density: 0.6, size: 0.05, color: rgb(0.9, 0.6, 0.2) }),
	feathers: flying('petal', { density: 0.3, size: 0.06, color: WHITE }),
	confetti: flying('confetti', { density: 0.8, size: 0.016, color: WHITE }),
	fire: {
		family: 'stack',
		looks: [
			{ family: 'lightLeak', color: rgb(1, 0.35, 0.05), rate: 0.6 },
			flying('ember', { density: 1, size: 0.014, color: rgb(1, 0.6, 0.15) }),
		],
	},
	fog: { family: 'fog', density: 0.75, color: MIST, rate: 0.12 },
	ripple: { family: 'ripple', shape: 'rings', reach: 0.012, length: 0.16, rate: 0.8 },
	waves: { family: 'ripple', shape: 'waves', reach: 0.015, length: 0.3, rate: 0.5 },
	fisheye: { family: 'lens', strength: 0.7 },
	pinch: { family: 'lens', strength: -0.6 },
	reededGlass: { family: 'glass', style: 'reeded', size: 0.05 },
	frostedGlass: { family: 'glass', style: 'frosted', size: 0.02 },
	spin: { family: 'spin', rate: 0.15 },
	open: curtain('horizontal', 'open'),
	openVertical: curtain('vertical', 'open'),
	openFade: curtain('fade', 'open'),
	openCircle: curtain('circle', 'open'),
	close: curtain('horizontal', 'close'),
	closeVertical: curtain('vertical', 'close'),
	closeFade: curtain('fade', 'close'),
	blinds: curtain('blinds', 'open'),
	scan: { family: 'sweep', direction: 'down', color: rgb(0.55, 0.95, 1), rate: 0.5 },
	lightSweep: { family: 'sweep', direction: 'right', color: rgb(1, 0.97, 0.85), rate: 0.5 },
} as const satisfies Readonly<Record<string, EffectLook>>;

/** A word of the table. */
export type EffectPreset = keyof typeof EFFECT_PRESETS;
