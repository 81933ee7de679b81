/** One example of every family of effects, at a moment at which it shows. */
import type { EffectDraw } from '../../render-agent/src/compose/draws';
import type { EffectLook, ParticleKind } from '../../render-agent/src/timeline/effectLooks';

const BLACK = { red: 0, green: 0, blue: 0, alpha: 1 };
const WHITE = { red: 1, green: 1, blue: 1, alpha: 1 };
const ORANGE = { red: 1, green: 0.5, blue: 0.1, alpha: 1 };

/** A look without others in it. */
export type Single = EffectDraw['look'];
type LookOf<F extends EffectLook['family']> = Extract<Single, { readonly family: F }>;

/** An example of each family. */
export const EXAMPLES: { readonly [F in Single['family']]: LookOf<F> } = {
	film: { family: 'film', grain: 0.6, scratches: 1, flicker: 0.5, sepia: 0.5, fade: 0.5 },
	vhs: { family: 'vhs', lines: 0.6, shift: 0.05, noise: 0.4, jitter: 1 },
	glitch: { family: 'glitch', rows: 0.5, reach: 0.3, split: 0.05, rate: 0 },
	chromatic: { family: 'chromatic', shift: 0.05, angle: 0, rate: 0 },
	blur: { family: 'blur', sigma: 0.05, rate: 0 },
	motionBlur: { family: 'motionBlur', angle: 0, length: 0.4 },
	zoomBlur: { family: 'zoomBlur', length: 0.6 },
	sharpen: { family: 'sharpen', strength: 2 },
	ghost: { family: 'ghost', by: 0.5, rate: 1 },
	focus: { family: 'focus', shape: 'circle', size: 0.15, sigma: 0.08 },
	zoomPulse: { family: 'zoomPulse', by: 0.3, rate: 1 },
	scroll: { family: 'scroll', direction: 'up', rate: 1.7 },
	shake: { family: 'shake', reach: 0.1, turn: 5, rate: 10, smooth: false },
	flash: { family: 'flash', color: WHITE, rate: 1 },
	strobe: { family: 'strobe', color: BLACK, rate: 2, share: 0.7 },
	vignette: { family: 'vignette', color: BLACK, size: 0.3 },
	lightLeak: { family: 'lightLeak', color: ORANGE, rate: 0.3 },
	glow: { family: 'glow', sigma: 0.03, threshold: 0.3, strength: 1 },
	pixelate: { family: 'pixelate', size: 0.125 },
	mirror: { family: 'mirror', axis: 'x' },
	kaleidoscope: { family: 'kaleidoscope', slices: 6, rate: 0 },
	split: { family: 'split', columns: 2, rows: 2, fit: 'whole' },
	letterbox: { family: 'letterbox', axis: 'horizontal', size: 0.125, color: BLACK },
	frame: { family: 'frame', size: 0.0625, radius: 0, foot: 0, rough: 0, color: WHITE },
	negative: { family: 'negative' },
	sketch: { family: 'sketch', style: 'pencil' },
	posterize: { family: 'posterize', levels: 4 },
	particles: { family: 'particles', kind: 'snow', density: 1, size: 0.06, color: WHITE },
	fog: { family: 'fog', density: 1, color: WHITE, rate: 0.2 },
	ripple: { family: 'ripple', shape: 'rings', reach: 0.05, length: 0.3, rate: 1 },
	glass: { family: 'glass', style: 'frosted', size: 0.1 },
	lens: { family: 'lens', strength: 0.8, reach: 1 },
	spin: { family: 'spin', rate: 0.2 },
	curtain: { family: 'curtain', shape: 'horizontal', way: 'open', seconds: 1, color: BLACK },
	sweep: { family: 'sweep', direction: 'down', color: WHITE, rate: 1 },
	grade: { family: 'grade', brightness: 0.5, contrast: 0.1, saturation: 0.5, warmth: 0.5 },
	ramp: { family: 'ramp', colors: [BLACK, ORANGE, WHITE] },
	hueTurn: { family: 'hueTurn', degrees: 90, rate: 0 },
	selective: { family: 'selective', color: ORANGE },
	halftone: { family: 'halftone', size: 0.08 },
	paint: { family: 'paint', size: 0.03 },
	outline: { family: 'outline', color: WHITE, width: 0.01, rate: 0 },
	rays: { family: 'rays', color: WHITE, x: 0.2, y: 0, rate: 0.5 },
	flames: { family: 'flames', color: ORANGE, height: 0.5, rate: 1 },
	lightning: { family: 'lightning', color: WHITE, rate: 3 },
	spectrum: { family: 'spectrum', style: 'arc', strength: 1, rate: 0 },
	shadows: { family: 'shadows', style: 'window', depth: 0.8, rate: 0.1 },
	colorBlocks: { family: 'colorBlocks', style: 'squares', density: 1, rate: 4 },
	loupe: { family: 'loupe', size: 0.3, zoom: 2, rate: 0 },
	collage: { family: 'collage', count: 4, color: WHITE, rate: 0 },
	record: { family: 'record', rate: 0.2 },
	slice: { family: 'slice', angle: 0, reach: 0.2, rate: 0 },
	viewfinder: { family: 'viewfinder', color: WHITE },
	player: { family: 'player', color: WHITE },
	window: { family: 'window', color: WHITE },
	countdown: { family: 'countdown', rate: 1 },
	sprockets: { family: 'sprockets', size: 0.125, rate: 1 },
	duotone: { family: 'duotone', dark: BLACK, light: ORANGE },
};

/** Every kind of particles. */
export const PARTICLE_KINDS: readonly ParticleKind[] = [
	...(['snow', 'rain', 'sparkle', 'bokeh', 'dust', 'firework'] as const),
	...(['heart', 'star', 'bubble', 'petal', 'ember', 'confetti'] as const),
	...(['butterfly', 'leaf', 'feather', 'flake', 'note', 'coin', 'balloon'] as const),
	...(['bat', 'question', 'thumb', 'figure', 'sum'] as const),
];
