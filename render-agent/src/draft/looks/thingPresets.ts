/** The looks of scene effects of borders and of what floats over the picture, each under a word of ours. */
import {
	type EffectMaker,
	frame,
	grade,
	INK,
	leak,
	particles,
	passing,
	stack,
} from './effectParts';

/** Borders. */
const BORDERS: Readonly<Record<string, EffectMaker>> = {
	frame: (color = INK.white) => frame(color, { size: 0.045, radius: 0.04 }),
	thinFrame: (color = INK.white) => frame(color, { size: 0.012 }),
	blackFrame: () => frame(INK.black, { size: 0.05, radius: 0.08 }),
	tornBlack: () => frame(INK.black, { size: 0.025, rough: 0.05 }),
	paperFrame: (color = INK.cream) => frame(color, { size: 0.06 }),
	kraftFrame: () => frame(INK.brown, { size: 0.06, rough: 0.012 }),
	porthole: (color = INK.mist) => frame(color, { size: 0.09, radius: 0.36 }),
	polaroid: () => frame(INK.cream, { size: 0.05, foot: 0.12 }),
	festive: () =>
		stack(
			frame(INK.red, { size: 0.03, radius: 0.03 }),
			frame(INK.gold, { size: 0.012 }),
			particles('coin', [0.03, 0.35], INK.gold),
			particles('sparkle', [0.1, 0.5], INK.gold),
		),
	christmas: () =>
		stack(
			frame({ red: 0.05, green: 0.36, blue: 0.2, alpha: 1 }, { size: 0.03, radius: 0.03 }),
			frame(INK.red, { size: 0.012 }),
			particles('flake', [0.06, 0.7], INK.white),
			particles('snow', [0.014, 0.5], INK.white),
		),
};

/** Small things. */
const THINGS: Readonly<Record<string, EffectMaker>> = {
	snow: (color = INK.white) =>
		stack(particles('snow', [0.016], color), particles('flake', [0.05, 0.5], color)),
	heavySnow: () => particles('snow', [0.022, 1], INK.white),
	rain: () => particles('rain', [0.003], INK.mist),
	sparkle: (color = INK.warmWhite) => particles('sparkle', [0.13, 1], color),
	bokeh: (color = INK.sunlight) => particles('bokeh', [0.17, 1], color),
	dust: (color = INK.gold) =>
		stack(particles('dust', [0.028, 1], color), particles('sparkle', [0.07, 0.6], color)),
	firework: (color = INK.gold) => particles('firework', [0.016, 0.9], color),
	heart: (color = INK.red) => particles('heart', [0.07], color),
	star: (color = INK.warmWhite) => particles('star', [0.05], color),
	bubble: (color = INK.sky) => particles('bubble', [0.1], color),
	balloon: (color) => particles('balloon', [0.15, 0.9], color),
	petal: (color = INK.pink) => particles('petal', [0.05, 0.9], color),
	feather: (color = INK.white) => particles('feather', [0.13, 0.9], color),
	leaf: () => particles('leaf', [0.08, 0.8]),
	butterfly: (color) => particles('butterfly', [0.11, 0.9], color),
	note: (color = INK.white) => particles('note', [0.08, 0.9], color),
	coin: (color = INK.gold) => particles('coin', [0.05, 0.9], color),
	envelope: () =>
		stack(particles('confetti', [0.07, 0.35], INK.red), particles('coin', [0.03, 0.5], INK.gold)),
	ember: (color = INK.orange) => particles('ember', [0.024, 1], color),
	fire: (color = INK.fire) =>
		stack(
			{ family: 'flames', color, height: 0.5, rate: 1 },
			particles('ember', [0.012, 0.8], INK.orange),
		),
	colorfulFire: () =>
		stack(
			{ family: 'flames', color: INK.purple, height: 0.6, rate: 0.9 },
			{ family: 'flames', color: INK.cyan, height: 0.42, rate: 1.1 },
			{ family: 'flames', color: INK.hotPink, height: 0.26, rate: 1.3 },
			particles('ember', [0.012, 0.8], INK.gold),
		),
	confetti: (color) => particles('confetti', [0.022, 1], color),
	dots: () =>
		stack(
			...[INK.pink, INK.sky, INK.gold].map((color, i) =>
				particles('bokeh', [0.1 + i * 0.03, 0.6], color),
			),
		),
	shapes: () => particles('confetti', [0.06, 0.35]),
	firefly: () => particles('dust', [0.045, 0.22], INK.firefly),
	lanterns: () => stack(grade(-0.1, 0, 0, 0.2), particles('dust', [0.07, 0.12], INK.orange)),
	bats: () => stack(grade(-0.35, 0.05, -0.3, -0.2), particles('bat', [0.13, 0.9])),
	meteors: () =>
		stack(
			grade(-0.12, 0, 0, -0.2),
			particles('star', [0.02, 0.3], INK.white),
			particles('rain', [0.008, 0.12], INK.storm),
		),
	binoculars: (color = INK.black) => ({ family: 'vignette', color, size: 1, twin: true }),
	question: (color) => particles('question', [0.1, 0.9], color),
	like: (color) => particles('thumb', [0.1, 0.9], color),
	sums: (color = INK.white) => particles('sum', [0.06, 0.9], color),
	fog: (color = INK.mist) => ({ family: 'fog', density: 0.75, color, rate: 0.12 }),
	smokeBurst: (color = INK.mist) =>
		stack(
			passing({ family: 'fog', density: 1.6, color, rate: 1.2 }, 'open', 1.6),
			passing({ family: 'zoomBlur', length: 0.35 }, 'open', 0.6),
		),
	haze: (color = INK.mist) => ({ family: 'fog', density: 0.4, color, rate: 0.1 }),
	explosion: () =>
		stack({ family: 'fog', density: 0.9, color: INK.orange, rate: 0.5 }, leak(INK.fire, 0.8)),
};

/** By their word. */
export const THING_PRESETS: Readonly<Record<string, EffectMaker>> = { ...BORDERS, ...THINGS };
