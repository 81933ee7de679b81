/** The looks of scene effects of light, color and drawing, each under a word of ours. */
import type { Color } from '../../timeline/text';
import {
	chromatic,
	corners,
	type EffectMaker,
	film,
	frame,
	glow,
	grade,
	GRAYED,
	INK,
	leak,
	outline,
	particles,
	passing,
	rays,
	shake,
	stack,
} from './effectParts';

/** Light and shade. */
const LIGHTS: Readonly<Record<string, EffectMaker>> = {
	flash: (color = INK.white) => ({ family: 'flash', color, rate: 1.5 }),
	flashFast: (color = INK.white) => ({ family: 'flash', color, rate: 3 }),
	glowFlash: (color = INK.white) =>
		stack(glow(0.06, 0.35, 0.9), { family: 'flash', color: { ...color, alpha: 0.6 }, rate: 2 }),
	flashBlack: () => ({ family: 'flash', color: INK.black, rate: 1.5 }),
	alarm: () => ({ family: 'flash', color: { ...INK.red, alpha: 0.7 }, rate: 1.6 }),
	hit: () => stack(shake(0.03, 0.8, 16), { family: 'flash', color: INK.red, rate: 1.2 }),
	strike: () =>
		stack({ family: 'zoomBlur', length: 0.3 }, { family: 'flash', color: INK.white, rate: 2 }),
	strobe: (color = INK.white) => ({ family: 'strobe', color, rate: 5, share: 0.35 }),
	strobeBlack: () => ({ family: 'strobe', color: INK.black, rate: 4, share: 0.4 }),
	flicker: () => ({ family: 'flash', color: INK.black, rate: 2 }),
	lightning: (color = INK.storm) => ({ family: 'lightning', color, rate: 0.8 }),
	vignette: (color = INK.black) => ({ family: 'vignette', color, size: 0.35 }),
	night: () =>
		stack(grade(-0.55, 0.06, -0.35, -0.55), {
			family: 'vignette',
			color: INK.nearBlack,
			size: 0.3,
		}),
	spotlight: () => ({ family: 'vignette', color: INK.black, size: 0.1 }),
	leak: (color = INK.orange) => leak(color, 0.15),
	sun: (color = INK.sunlight) => stack(grade(0.1, 0, 0.05, 0.3), rays(color, 0.05, -0.05)),
	beams: (color = INK.warmWhite) => rays(color, 0.15, -0.1),
	rainbowRays: () =>
		stack(
			...[INK.red, INK.orange, INK.gold, INK.cyan, INK.blue, INK.purple].map((color, i) =>
				rays({ ...color, alpha: 0.7 }, i / 5, -0.1),
			),
		),
	angel: () => stack(rays(INK.warmWhite, 0.5, -0.15), particles('feather', [0.07, 0.5], INK.white)),
	disco: () => stack(leak(INK.hotPink, 0.7), leak(INK.blue, 0.9)),
	spectrum: () => ({ family: 'spectrum', style: 'bands', strength: 0.26, rate: 0.15 }),
	rainbow: () => ({ family: 'spectrum', style: 'arc', strength: 0.75, rate: 0 }),
	windowLight: () =>
		stack(grade(0.08, 0.04, 0, 0.25), {
			family: 'shadows',
			...{ style: 'window', depth: 0.6, rate: 0.1 },
		}),
	treeShade: () =>
		stack(grade(0.1, 0.04, 0, 0.2), {
			family: 'shadows',
			...{ style: 'leaves', depth: 0.55, rate: 0.2 },
		}),
	folds: () =>
		stack(film(0.35, 0.3, 0.15, 0.6), {
			family: 'shadows',
			...{ style: 'folds', depth: 0.5, rate: 0 },
		}),
	foil: () => ({ family: 'shadows', style: 'foil', depth: 0.75, rate: 0.3 }),
	halo: (color = INK.cream) =>
		stack(glow(0.05, 0.35, 0.6), rays({ ...color, alpha: 0.6 }, 0.5, -0.1)),
	glow: () => glow(0.03, 0.45, 0.75),
	dream: () =>
		stack(
			{ family: 'blur', sigma: 0.0025, rate: 0 },
			glow(0.035, 0.25, 0.4),
			grade(0.1, -0.06, 0.04, 0.06),
		),
	overexpose: () => stack(grade(0.55, 0.08, -0.15, 0.02), glow(0.06, 0.5, 0.5)),
	sweep: (color = INK.white) => ({ family: 'sweep', direction: 'right', color, rate: 0.7 }),
	scan: (color = INK.cyan) => ({ family: 'sweep', direction: 'down', color, rate: 0.6 }),
	blocks: () => ({ family: 'colorBlocks', style: 'squares', density: 0.9, rate: 4 }),
	stripes: () => ({ family: 'colorBlocks', style: 'stripes', density: 0.8, rate: 5 }),
};

const rgb = (red: number, green: number, blue: number): Color => ({ red, green, blue, alpha: 1 });
const HEAT = [
	rgb(0.03, 0, 0.2),
	rgb(0.25, 0, 0.6),
	rgb(0.85, 0.1, 0.45),
	rgb(1, 0.45, 0.05),
	rgb(1, 0.9, 0.2),
	rgb(1, 1, 0.9),
];
const COLD = [rgb(0, 0.03, 0.12), rgb(0.05, 0.3, 0.55), rgb(0.5, 0.85, 0.95), rgb(0.95, 1, 1)];

/** Colors, and pictures drawn anew. */
const COLORS: Readonly<Record<string, EffectMaker>> = {
	negative: () => ({ family: 'negative' }),
	pencil: () => ({ family: 'sketch', style: 'pencil' }),
	neonEdges: () => ({ family: 'sketch', style: 'neon' }),
	outline: (color = INK.white) => outline(color, 0.0035),
	colorOutline: (color = INK.hotPink) => stack(outline(color, 0.0035), chromatic(0.008, 0)),
	flowingOutline: (color = INK.cyan) =>
		stack(outline(color, 0.005, 3), outline(INK.hotPink, 0.002, 5), glow(0.012, 0.6, 0.5)),
	electricOutline: (color = INK.cyan) =>
		stack(outline(color, 0.005, 10), outline(INK.white, 0.0015, 10), glow(0.012, 0.6, 0.5)),
	negativeOutline: () => stack({ family: 'negative' }, outline(INK.black, 0.0035)),
	glitterOutline: (color = INK.warmWhite) =>
		stack(outline(color, 0.003), particles('sparkle', [0.08], color)),
	comic: () =>
		stack(
			{ family: 'paint', size: 0.005 },
			grade(0.12, 0.15, 0.35, 0),
			{ family: 'posterize', levels: 6 },
			outline(INK.black, 0.003),
		),
	pop: () => stack(grade(0.1, 0.1, 0.6, 0), { family: 'halftone', size: 0.016 }),
	newspaper: () =>
		stack(
			GRAYED,
			grade(0.3, 0, 0, 0),
			{ family: 'halftone', size: 0.011 },
			{
				family: 'duotone',
				dark: rgb(0.13, 0.12, 0.11),
				light: rgb(0.93, 0.89, 0.8),
			},
		),
	paint: () => stack({ family: 'paint', size: 0.009 }, grade(0.04, 0.06, 0.22, 0.04)),
	watercolor: () =>
		stack(
			{ family: 'paint', size: 0.012 },
			grade(0.3, -0.15, -0.05, 0.02),
			frame(INK.cream, { size: 0.01, rough: 0.05 }),
		),
	inkWash: () =>
		stack(
			GRAYED,
			{ family: 'paint', size: 0.012 },
			grade(0.35, 0.1, 0, 0.05),
			frame(INK.cream, { size: 0.01, rough: 0.05 }),
		),
	thermal: () => ({ family: 'ramp', colors: HEAT }),
	matrix: () =>
		stack(
			{ family: 'duotone', dark: rgb(0, 0.04, 0.01), light: rgb(0.25, 0.75, 0.36) },
			particles('figure', [0.045], rgb(0.5, 1, 0.6)),
		),
	cold: () => stack({ family: 'ramp', colors: COLD }, corners()),
	nightVision: () =>
		stack({ family: 'duotone', dark: rgb(0, 0.06, 0.02), light: rgb(0.45, 1, 0.5) }, corners()),
	tint: (light = INK.pink) => ({ family: 'duotone', dark: INK.nearBlack, light }),
	vaporwave: () =>
		stack(
			grade(0.05, -0.05, 0.1, -0.35),
			leak(rgb(1, 0.3, 0.75), 0.15),
			leak(rgb(0.3, 0.45, 1), 0.2),
		),
	silhouette: () => ({ family: 'posterize', levels: 2 }),
	selective: (color = INK.red) => ({ family: 'selective', color }),
	toColor: () => passing(GRAYED, 'open', 2),
	autumn: () => stack(grade(0, 0.05, 0.12, 0.75), particles('leaf', [0.06, 0.5])),
	winter: () => stack(grade(0.12, 0, -0.5, -0.5), particles('snow', [0.016, 0.7], INK.white)),
	hueTurn: () => ({ family: 'hueTurn', degrees: 0, rate: 0.35 }),
	trippy: () => stack(chromatic(0.02, 1.5), { family: 'hueTurn', degrees: 0, rate: 0.5 }),
	faded: () => grade(0.12, -0.22, -0.25, 0.08),
	clean: () => grade(0.16, 0.04, 0.1, 0),
	moody: () => grade(-0.15, 0.08, -0.3, -0.2),
	pixelate: () => ({ family: 'pixelate', size: 0.03 }),
	bigPixels: () => ({ family: 'pixelate', size: 0.09 }),
	finePixels: () => ({ family: 'pixelate', size: 0.012 }),
};

/** By their word. */
export const LIGHT_PRESETS: Readonly<Record<string, EffectMaker>> = { ...LIGHTS, ...COLORS };
