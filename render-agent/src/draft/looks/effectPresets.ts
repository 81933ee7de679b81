/** The looks that scene effects of the apps are drawn with, each under a word of ours. The color is the one that the name speaks of. */
import type { EffectLook, ParticleKind } from '../../timeline/effectLooks';
import type { Color } from '../../timeline/text';
import { OPENING_PRESETS } from './openingPresets';
import { colorCalled } from './colorWords';

/** A look, given the color that the name of the effect speaks of. */
export type EffectMaker = (color: Color | undefined) => EffectLook;

const WHITE: Color = { red: 1, green: 1, blue: 1, alpha: 1 };
const BLACK: Color = { red: 0, green: 0, blue: 0, alpha: 1 };
const NEAR_BLACK: Color = { red: 0.04, green: 0.05, blue: 0.12, alpha: 1 };
const CREAM = colorCalled('cream') ?? WHITE;
const GOLD = colorCalled('gold') ?? WHITE;
const PINK = colorCalled('pink') ?? WHITE;
const ORANGE = colorCalled('orange') ?? WHITE;
const CYAN = colorCalled('cyan') ?? WHITE;
const PURPLE = colorCalled('purple') ?? WHITE;
const RED = colorCalled('red') ?? WHITE;
const WARM_WHITE: Color = { red: 1, green: 0.97, blue: 0.85, alpha: 1 };
const MIST: Color = { red: 0.9, green: 0.92, blue: 0.95, alpha: 1 };
const SKY: Color = { red: 0.5, green: 0.8, blue: 1, alpha: 1 };
const FIRE: Color = { red: 1, green: 0.35, blue: 0.05, alpha: 1 };
const HOT_PINK: Color = { red: 1, green: 0.15, blue: 0.65, alpha: 1 };
const BLUE: Color = { red: 0.15, green: 0.5, blue: 1, alpha: 1 };

const film = (grain: number, scratches: number, sepia: number): EffectLook => ({
	family: 'film',
	grain,
	scratches,
	flicker: scratches * 0.7,
	sepia,
});
const vhs = (lines: number, shift: number, noise: number): EffectLook => ({
	family: 'vhs',
	lines,
	shift,
	noise,
	jitter: Math.min(1, noise * 1.1),
});
const glitch = (rows: number, reach: number, rate: number): EffectLook => ({
	family: 'glitch',
	rows,
	reach,
	split: 0.012 + rows * 0.02,
	rate,
});
const chromatic = (shift: number, rate: number): EffectLook => ({
	family: 'chromatic',
	shift,
	angle: 0,
	rate,
});
const shake = (reach: number, turn: number, rate: number): EffectLook => ({
	family: 'shake',
	reach,
	turn,
	rate,
	smooth: false,
});
const sway = (reach: number, turn: number, rate: number): EffectLook => ({
	family: 'shake',
	reach,
	turn,
	rate,
	smooth: true,
});
const split = (columns: number, rows: number, fit: 'whole' | 'middle'): EffectLook => ({
	family: 'split',
	columns,
	rows,
	fit,
});
const particles = (
	kind: ParticleKind,
	[size, density = 0.8]: readonly [size: number, density?: number],
	color: Color,
): EffectLook => ({
	family: 'particles',
	kind,
	density,
	size,
	color,
});
const frame = (size: number, radius: number, color: Color): EffectLook => ({
	family: 'frame',
	size,
	radius,
	color,
});
const stack = (...looks: readonly EffectLook[]): EffectLook => ({ family: 'stack', looks });
const leak = (color: Color, rate: number): EffectLook => ({ family: 'lightLeak', color, rate });
const GRAYED: EffectLook = { family: 'duotone', dark: BLACK, light: WHITE };
const CORNERS: EffectLook = { family: 'vignette', color: BLACK, size: 0.35 };
const BARS: EffectLook = { family: 'letterbox', axis: 'horizontal', size: 0.12, color: BLACK };

/** Film, tape and broken signals. */
const TAPES: Readonly<Record<string, EffectMaker>> = {
	film: () => film(0.45, 0.6, 0.15),
	lightFilm: () => film(0.35, 0.2, 0),
	oldFilm: () => stack(film(0.6, 1, 1), CORNERS),
	silentFilm: () => stack(GRAYED, film(0.6, 1, 0), CORNERS),
	sepia: () => film(0.25, 0.1, 0.8),
	grain: () => film(0.7, 0, 0),
	roll: () => ({ family: 'shake', reach: 0.04, turn: 0, rate: 8, smooth: false }),
	vhs: () => vhs(0.5, 0.012, 0.35),
	dv: () => vhs(0.25, 0.006, 0.2),
	ccd: () => vhs(0, 0.003, 0.25),
	oldScreen: () => stack(vhs(0.8, 0.012, 0.6), CORNERS),
	badSignal: () => vhs(0.6, 0.03, 0.8),
	scanlines: () => vhs(0.9, 0, 0.1),
	glitch: () => glitch(0.4, 0.12, 1.8),
	lightGlitch: () => glitch(0.2, 0.05, 1.2),
	strongGlitch: () => glitch(0.7, 0.22, 3),
	chromatic: () => chromatic(0.012, 0),
	chromaticBeat: () => chromatic(0.025, 2),
	gray: () => GRAYED,
};

/** What moves the picture or smears it. */
const MOVES: Readonly<Record<string, EffectMaker>> = {
	blur: () => ({ family: 'blur', sigma: 0.02, rate: 0 }),
	blurBeat: () => ({ family: 'blur', sigma: 0.025, rate: 0.8 }),
	softBlur: () => ({ family: 'blur', sigma: 0.006, rate: 0 }),
	levelBlur: () => ({ family: 'motionBlur', angle: 0, length: 0.12 }),
	uprightBlur: () => ({ family: 'motionBlur', angle: 90, length: 0.12 }),
	slantBlur: () => ({ family: 'motionBlur', angle: 45, length: 0.12 }),
	zoomBlur: () => ({ family: 'zoomBlur', length: 0.25 }),
	sharpen: () => ({ family: 'sharpen', strength: 1.2 }),
	strongSharpen: () => ({ family: 'sharpen', strength: 2.5 }),
	ghost: () => ({ family: 'ghost', by: 0.5, rate: 1 }),
	fastGhost: () => ({ family: 'ghost', by: 0.22, rate: 2.6 }),
	focus: () => ({ family: 'focus', shape: 'circle', size: 0.25, sigma: 0.016 }),
	miniature: () => ({ family: 'focus', shape: 'band', size: 0.16, sigma: 0.014 }),
	zoom: () => ({ family: 'zoomPulse', by: 0.18, rate: 1.6 }),
	slowZoom: () => ({ family: 'zoomPulse', by: 0.1, rate: 0.35 }),
	heartbeat: () => ({ family: 'zoomPulse', by: 0.12, rate: 1.3 }),
	shake: () => shake(0.02, 0.6, 14),
	lightShake: () => shake(0.01, 0.3, 10),
	strongShake: () => shake(0.04, 1.2, 16),
	sway: () => sway(0.03, 3, 0.5),
	swing: () => sway(0.02, 9, 0.6),
	handheld: () => sway(0.014, 0.8, 0.9),
	sideways: () => sway(0.07, 0, 1),
	spin: () => ({ family: 'spin', rate: 0.15 }),
	fastSpin: () => ({ family: 'spin', rate: 0.6 }),
	fisheye: () => ({ family: 'lens', strength: 0.7 }),
	wide: () => ({ family: 'lens', strength: 0.4 }),
	magnify: () => ({ family: 'lens', strength: 0.5 }),
	pinch: () => ({ family: 'lens', strength: -0.6 }),
	waves: () => ({ family: 'ripple', shape: 'waves', reach: 0.014, length: 0.22, rate: 0.6 }),
	rings: () => ({ family: 'ripple', shape: 'rings', reach: 0.012, length: 0.16, rate: 0.8 }),
	shockwave: () => ({ family: 'ripple', shape: 'rings', reach: 0.03, length: 0.3, rate: 1.5 }),
	distort: () => ({ family: 'ripple', shape: 'waves', reach: 0.03, length: 0.5, rate: 0.5 }),
	reeded: () => ({ family: 'glass', style: 'reeded', size: 0.05 }),
	frosted: () => ({ family: 'glass', style: 'frosted', size: 0.02 }),
};

/** Light, color and outlines. */
const LIGHTS: Readonly<Record<string, EffectMaker>> = {
	flash: (color = WHITE) => ({ family: 'flash', color, rate: 1.5 }),
	flashFast: (color = WHITE) => ({ family: 'flash', color, rate: 3 }),
	flashBlack: () => ({ family: 'flash', color: BLACK, rate: 1.5 }),
	strobe: (color = WHITE) => ({ family: 'strobe', color, rate: 5, share: 0.35 }),
	strobeBlack: () => ({ family: 'strobe', color: BLACK, rate: 4, share: 0.4 }),
	flicker: () => ({ family: 'flash', color: BLACK, rate: 2 }),
	vignette: (color = BLACK) => ({ family: 'vignette', color, size: 0.35 }),
	night: () => ({ family: 'vignette', color: NEAR_BLACK, size: 0.15 }),
	spotlight: () => ({ family: 'vignette', color: BLACK, size: 0.1 }),
	leak: (color = ORANGE) => leak(color, 0.15),
	sun: (color = GOLD) => leak(color, 0.08),
	disco: () => stack(leak(HOT_PINK, 0.7), leak(BLUE, 0.9)),
	colorLight: (color = PURPLE) => leak(color, 0.7),
	rainbow: () => stack(leak(HOT_PINK, 0.2), leak(BLUE, 0.27)),
	halo: (color = CREAM) => leak(color, 0.12),
	glow: () => ({ family: 'glow', sigma: 0.03, threshold: 0.45, strength: 0.8 }),
	dream: () =>
		stack(
			{ family: 'glow', sigma: 0.03, threshold: 0.45, strength: 0.8 },
			{ family: 'focus', shape: 'circle', size: 0.3, sigma: 0.01 },
		),
	overexpose: () => ({ family: 'glow', sigma: 0.06, threshold: 0.35, strength: 1.2 }),
	sweep: (color = WHITE) => ({ family: 'sweep', direction: 'right', color, rate: 0.7 }),
	scan: (color = CYAN) => ({ family: 'sweep', direction: 'down', color, rate: 0.6 }),
	negative: () => ({ family: 'negative' }),
	pencil: () => ({ family: 'sketch', style: 'pencil' }),
	neonEdges: () => ({ family: 'sketch', style: 'neon' }),
	comic: () => stack({ family: 'posterize', levels: 5 }, { family: 'sharpen', strength: 1.5 }),
	pop: () => ({ family: 'posterize', levels: 4 }),
	paint: () => ({ family: 'posterize', levels: 8 }),
	thermal: () => ({
		family: 'duotone',
		dark: { red: 0.15, green: 0, blue: 0.5, alpha: 1 },
		light: { red: 1, green: 0.85, blue: 0.1, alpha: 1 },
	}),
	nightVision: () =>
		stack(
			{
				family: 'duotone',
				dark: { red: 0, green: 0.06, blue: 0.02, alpha: 1 },
				light: { red: 0.45, green: 1, blue: 0.5, alpha: 1 },
			},
			CORNERS,
		),
	tint: (light = PINK) => ({ family: 'duotone', dark: NEAR_BLACK, light }),
	vaporwave: () => ({
		family: 'duotone',
		dark: { red: 0.2, green: 0.05, blue: 0.4, alpha: 1 },
		light: { red: 1, green: 0.75, blue: 0.9, alpha: 1 },
	}),
	silhouette: () => ({ family: 'posterize', levels: 2 }),
	pixelate: () => ({ family: 'pixelate', size: 0.03 }),
	finePixels: () => ({ family: 'pixelate', size: 0.012 }),
};

/** Copies, borders and what floats over the picture. */
const THINGS: Readonly<Record<string, EffectMaker>> = {
	mirror: () => ({ family: 'mirror', axis: 'x' }),
	mirrorDown: () => ({ family: 'mirror', axis: 'y' }),
	mirrorAll: () => ({ family: 'mirror', axis: 'both' }),
	kaleidoscope: () => ({ family: 'kaleidoscope', slices: 8, rate: 0.05 }),
	twoAcross: () => split(2, 1, 'middle'),
	two: () => split(1, 2, 'middle'),
	three: () => split(1, 3, 'middle'),
	four: () => split(2, 2, 'whole'),
	six: () => split(2, 3, 'middle'),
	nine: () => split(3, 3, 'whole'),
	letterbox: () => BARS,
	cinema: () => stack(CORNERS, BARS),
	frame: (color = WHITE) => frame(0.045, 0.04, color),
	thinFrame: (color = WHITE) => frame(0.012, 0, color),
	blackFrame: () => frame(0.05, 0.08, BLACK),
	paperFrame: () => frame(0.06, 0, CREAM),
	kraftFrame: () => frame(0.06, 0, colorCalled('brown') ?? CREAM),
	goldFrame: () => frame(0.03, 0.03, GOLD),
	polaroid: () => frame(0.07, 0, CREAM),
	snow: (color = WHITE) => particles('snow', [0.016], color),
	heavySnow: () => particles('snow', [0.022, 1], WHITE),
	rain: () => particles('rain', [0.003], MIST),
	sparkle: (color = WARM_WHITE) => particles('sparkle', [0.09], color),
	bokeh: (color = CREAM) => particles('bokeh', [0.17], color),
	dust: (color = GOLD) => particles('dust', [0.014, 1], color),
	firework: (color = GOLD) => particles('firework', [0.012, 0.6], color),
	heart: (color = RED) => particles('heart', [0.06], color),
	star: (color = WARM_WHITE) => particles('star', [0.045], color),
	bubble: (color = SKY) => particles('bubble', [0.09], color),
	petal: (color = PINK) => particles('petal', [0.035], color),
	feather: (color = WHITE) => particles('petal', [0.06, 0.3], color),
	leaf: () => particles('petal', [0.05, 0.6], ORANGE),
	ember: (color = ORANGE) => particles('ember', [0.014], color),
	fire: () => stack(particles('ember', [0.014, 1], ORANGE), leak(FIRE, 0.6)),
	confetti: (color = WHITE) => particles('confetti', [0.016], color),
	firefly: () => particles('dust', [0.03, 0.4], { red: 0.85, green: 1, blue: 0.45, alpha: 1 }),
	fog: (color = MIST) => ({ family: 'fog', density: 0.75, color, rate: 0.12 }),
	haze: (color = MIST) => ({ family: 'fog', density: 0.4, color, rate: 0.1 }),
};

/** Every effect look by its word. */
export const EFFECT_PRESETS: Readonly<Record<string, EffectMaker>> = {
	...TAPES,
	...MOVES,
	...LIGHTS,
	...THINGS,
	...OPENING_PRESETS,
};
