/** The looks of scene effects that move, bend, smear or multiply the picture, each under a word of ours. */
import {
	type EffectMaker,
	frame,
	grade,
	INK,
	leak,
	outline,
	passing,
	shake,
	split,
	stack,
	sway,
} from './effectParts';

/** What moves the picture or smears it. */
const MOVES: Readonly<Record<string, EffectMaker>> = {
	blur: () => ({ family: 'blur', sigma: 0.02, rate: 0 }),
	blurBeat: () => ({ family: 'blur', sigma: 0.025, rate: 0.8 }),
	openBlur: () => passing({ family: 'blur', sigma: 0.045, rate: 0 }, 'open', 1.5),
	closeBlur: () => passing({ family: 'blur', sigma: 0.045, rate: 0 }, 'close', 1.5),
	levelBlur: () => ({ family: 'motionBlur', angle: 0, length: 0.12 }),
	uprightBlur: () => ({ family: 'motionBlur', angle: 90, length: 0.12 }),
	slantBlur: () => ({ family: 'motionBlur', angle: 45, length: 0.12 }),
	zoomBlur: () => ({ family: 'zoomBlur', length: 0.25 }),
	openRush: () => passing({ family: 'zoomBlur', length: 0.6 }, 'open', 0.9),
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
	jumps: () => ({ family: 'shake', reach: 0.05, turn: 0, rate: 4, smooth: false }),
	sway: () => sway(0.03, 3, 0.5),
	swing: () => sway(0.02, 9, 0.6),
	sideways: () => sway(0.07, 0, 1),
	spin: () => ({ family: 'spin', rate: 0.15 }),
	fisheye: () =>
		stack(
			{ family: 'lens', strength: 0.95, reach: 1 },
			{ family: 'vignette', color: INK.black, size: 0.62 },
		),
	wide: () => ({ family: 'lens', strength: 0.4, reach: 1 }),
	swirl: () => ({ family: 'lens', strength: 0, reach: 1, twist: 540 }),
	melt: () =>
		stack(
			{ family: 'ripple', shape: 'waves', reach: 0.09, length: 0.45, rate: 0.4 },
			{ family: 'motionBlur', angle: 90, length: 0.22 },
		),
	bulge: () => ({ family: 'lens', strength: 1, reach: 0.45 }),
	pinch: () => ({ family: 'lens', strength: -0.6, reach: 1 }),
	magnify: () => ({ family: 'loupe', size: 0.26, zoom: 1.9, rate: 0.12 }),
	waves: () => ({ family: 'ripple', shape: 'waves', reach: 0.014, length: 0.22, rate: 0.6 }),
	rings: () => ({ family: 'ripple', shape: 'rings', reach: 0.012, length: 0.16, rate: 0.8 }),
	shockwave: () => ({ family: 'ripple', shape: 'rings', reach: 0.03, length: 0.3, rate: 1.5 }),
	distort: () => ({ family: 'ripple', shape: 'waves', reach: 0.03, length: 0.5, rate: 0.5 }),
	reeded: () => ({ family: 'glass', style: 'reeded', size: 0.05 }),
	frosted: () =>
		stack(
			{ family: 'glass', style: 'frosted', size: 0.02 },
			{ family: 'blur', sigma: 0.005, rate: 0 },
		),
	drops: () => ({ family: 'glass', style: 'drops', size: 0.12 }),
	shards: () => ({ family: 'glass', style: 'shards', size: 0.2 }),
};

/** The picture more than once, or in parts. */
const COPIES: Readonly<Record<string, EffectMaker>> = {
	mirror: () => ({ family: 'mirror', axis: 'x' }),
	mirrorDown: () => ({ family: 'mirror', axis: 'y' }),
	mirrorAll: () => ({ family: 'mirror', axis: 'both' }),
	kaleidoscope: () => ({ family: 'kaleidoscope', slices: 8, rate: 0.05 }),
	two: () => split(1, 2, 'middle'),
	three: () => split(1, 3, 'middle'),
	four: () => split(2, 2, 'whole'),
	six: () => split(2, 3, 'middle'),
	nine: () => split(3, 3, 'whole'),
	collage: (color = INK.cream) => ({ family: 'collage', count: 5, color, rate: 2 }),
	record: () => ({ family: 'record', rate: 0.2 }),
	slice: () => ({ family: 'slice', angle: -28, reach: 0.12, rate: 0.7 }),
	torn: (color = INK.cream) => frame(color, { size: 0.03, rough: 0.05 }),
	zine: (color = INK.cream) =>
		stack(grade(0.06, 0.12, 0.12, 0), frame(color, { size: 0.05, foot: 0.03 })),
	doodle: (color = INK.white) => outline(color, 0.004, 8),
	negativeDoodle: () => stack({ family: 'negative' }, outline(INK.black, 0.004, 8)),
	electric: (color = INK.cyan) => stack(outline(color, 0.003, 12), leak(color, 0.5)),
};

/** By their word. */
export const MOVE_PRESETS: Readonly<Record<string, EffectMaker>> = { ...MOVES, ...COPIES };
