/** The effects of the gallery: one example of each family, with the landscape that shows it best and a telling moment. */
import type { EffectLook, ParticleKind } from '../../render-agent/src/timeline/effectLooks';
import type { Color } from '../../render-agent/src/timeline/text';
import type { SOURCES } from './studio';

/** An example of an effect. */
export interface EffectPicture {
	readonly name: string;
	readonly look: EffectLook;
	readonly over: keyof typeof SOURCES;
	/** Seconds into the effect. */
	readonly at: number;
}

const rgb = (red: number, green: number, blue: number): Color => ({ red, green, blue, alpha: 1 });
const BLACK = rgb(0, 0, 0);
const WHITE = rgb(1, 1, 1);

const flying = (
	...[kind, density, size, color]: readonly [ParticleKind, number, number, Color?]
): EffectLook => ({ family: 'particles', kind, density, size, ...(color && { color }) });

const bordered = (more: { radius?: number; foot?: number; rough?: number }): EffectLook => ({
	...{ family: 'frame', size: 0.05, radius: 0, foot: 0, rough: 0, color: WHITE },
	...more,
});

type Row = readonly [name: string, over: keyof typeof SOURCES, at: number, look: EffectLook];

const ROWS: readonly Row[] = [
	[
		'film',
		'sea',
		1,
		{ family: 'film', grain: 0.55, scratches: 1, flicker: 0.5, sepia: 0.6, fade: 0.7 },
	],
	['vhs', 'city', 1, { family: 'vhs', lines: 0.5, shift: 0.014, noise: 0.4, jitter: 0.5 }],
	['glitch', 'city', 0.1, { family: 'glitch', rows: 0.4, reach: 0.16, split: 0.03, rate: 0 }],
	['chromatic', 'city', 0, { family: 'chromatic', shift: 0.014, angle: 0, rate: 0 }],
	['blur', 'sea', 0, { family: 'blur', sigma: 0.02, rate: 0 }],
	['motionBlur', 'city', 0, { family: 'motionBlur', angle: 20, length: 0.15 }],
	['zoomBlur', 'city', 0, { family: 'zoomBlur', length: 0.3 }],
	['sharpen', 'mountains', 0, { family: 'sharpen', strength: 2 }],
	['focus', 'city', 0, { family: 'focus', shape: 'circle', size: 0.2, sigma: 0.02 }],
	['tilt shift', 'city', 0, { family: 'focus', shape: 'band', size: 0.12, sigma: 0.02 }],
	['zoomPulse', 'lanterns', 0.06, { family: 'zoomPulse', by: 0.25, rate: 2 }],
	['shake', 'lanterns', 0.5, { family: 'shake', reach: 0.06, turn: 4, rate: 14, smooth: false }],
	['ghost', 'lanterns', 0.35, { family: 'ghost', by: 0.6, rate: 1 }],
	['flash', 'city', 0.1, { family: 'flash', color: WHITE, rate: 1.5 }],
	[
		'strobe',
		'city',
		0.01,
		{ family: 'strobe', color: { ...WHITE, alpha: 0.75 }, rate: 5, share: 0.4 },
	],
	['vignette', 'sea', 0, { family: 'vignette', color: BLACK, size: 0.3 }],
	['lightLeak', 'sea', 2, { family: 'lightLeak', color: rgb(1, 0.5, 0.15), rate: 0.2 }],
	['rays', 'mountains', 1, { family: 'rays', color: rgb(1, 0.9, 0.6), x: 0.2, y: -0.1, rate: 0.3 }],
	['flames', 'city', 1, { family: 'flames', color: rgb(1, 0.35, 0.05), height: 0.6, rate: 1 }],
	['lightning', 'city', 0.05, { family: 'lightning', color: rgb(0.7, 0.8, 1), rate: 1 }],
	['rainbow', 'sea', 0, { family: 'spectrum', style: 'arc', strength: 0.75, rate: 0 }],
	['spectrum', 'city', 0, { family: 'spectrum', style: 'bands', strength: 0.5, rate: 0 }],
	['window light', 'sea', 0, { family: 'shadows', style: 'window', depth: 0.6, rate: 0 }],
	['shade of leaves', 'sea', 0, { family: 'shadows', style: 'leaves', depth: 0.55, rate: 0 }],
	['foil', 'city', 0, { family: 'shadows', style: 'foil', depth: 0.8, rate: 0 }],
	['colorBlocks', 'city', 0.5, { family: 'colorBlocks', style: 'squares', density: 1, rate: 4 }],
	['glow', 'lanterns', 0, { family: 'glow', sigma: 0.035, threshold: 0.4, strength: 0.9 }],
	['pixelate', 'lanterns', 0, { family: 'pixelate', size: 0.045 }],
	['mirror', 'city', 0, { family: 'mirror', axis: 'x' }],
	['kaleidoscope', 'lanterns', 0, { family: 'kaleidoscope', slices: 8, rate: 0 }],
	['split', 'lanterns', 0, { family: 'split', columns: 3, rows: 3, fit: 'whole' }],
	['split middle', 'city', 0, { family: 'split', columns: 1, rows: 3, fit: 'middle' }],
	[
		'letterbox',
		'mountains',
		0,
		{ family: 'letterbox', axis: 'horizontal', size: 0.13, color: BLACK },
	],
	['frame', 'sea', 0, bordered({ radius: 0.06 })],
	['polaroid', 'sea', 0, bordered({ foot: 0.12 })],
	['torn paper', 'sea', 0, bordered({ rough: 0.06 })],
	['sprockets', 'sea', 1, { family: 'sprockets', size: 0.11, rate: 1.5 }],
	['viewfinder', 'city', 7.2, { family: 'viewfinder', color: WHITE }],
	['player', 'sea', 3, { family: 'player', color: WHITE }],
	['window', 'sea', 0, { family: 'window', color: rgb(0.98, 0.95, 0.88) }],
	['countdown', 'city', 2.3, { family: 'countdown', rate: 1 }],
	['negative', 'mountains', 0, { family: 'negative' }],
	['pencil', 'lanterns', 0, { family: 'sketch', style: 'pencil' }],
	['neon', 'lanterns', 0, { family: 'sketch', style: 'neon' }],
	[
		'grade',
		'sea',
		0,
		{ family: 'grade', brightness: 0.1, contrast: 0, saturation: 0.1, warmth: 0.8 },
	],
	[
		'thermal',
		'city',
		0,
		{
			family: 'ramp',
			colors: [rgb(0.1, 0, 0.4), rgb(0.85, 0.1, 0.45), rgb(1, 0.6, 0.1), rgb(1, 1, 0.8)],
		},
	],
	['hueTurn', 'sea', 0, { family: 'hueTurn', degrees: 120, rate: 0 }],
	['selective', 'sea', 0, { family: 'selective', color: rgb(1, 0.5, 0.15) }],
	['halftone', 'sea', 0, { family: 'halftone', size: 0.018 }],
	['paint', 'sea', 0, { family: 'paint', size: 0.014 }],
	['outline', 'lanterns', 0, { family: 'outline', color: WHITE, width: 0.006, rate: 0 }],
	['posterize', 'mountains', 0, { family: 'posterize', levels: 5 }],
	['fog', 'mountains', 1, { family: 'fog', density: 0.9, color: rgb(0.9, 0.92, 0.95), rate: 0.2 }],
	['ripple', 'sea', 0.3, { family: 'ripple', shape: 'rings', reach: 0.025, length: 0.16, rate: 1 }],
	['waves', 'city', 0.3, { family: 'ripple', shape: 'waves', reach: 0.025, length: 0.3, rate: 1 }],
	['reeded glass', 'lanterns', 0, { family: 'glass', style: 'reeded', size: 0.09 }],
	['drops', 'city', 0, { family: 'glass', style: 'drops', size: 0.12 }],
	['shards', 'lanterns', 0, { family: 'glass', style: 'shards', size: 0.2 }],
	['frosted glass', 'lanterns', 0, { family: 'glass', style: 'frosted', size: 0.04 }],
	['fisheye', 'city', 0, { family: 'lens', strength: 0.9, reach: 1 }],
	['pinch', 'city', 0, { family: 'lens', strength: -0.9, reach: 1 }],
	['bulge', 'city', 0, { family: 'lens', strength: 1, reach: 0.45 }],
	['magnifying glass', 'city', 0.6, { family: 'loupe', size: 0.28, zoom: 2, rate: 0.12 }],
	['collage', 'lanterns', 0, { family: 'collage', count: 5, color: WHITE, rate: 0 }],
	['record', 'city', 0.7, { family: 'record', rate: 0.2 }],
	['slice', 'city', 0, { family: 'slice', angle: -28, reach: 0.14, rate: 0 }],
	['spin', 'lanterns', 0.5, { family: 'spin', rate: 0.1 }],
	[
		'curtain',
		'sea',
		0.5,
		{ family: 'curtain', shape: 'horizontal', way: 'open', seconds: 1, color: BLACK },
	],
	[
		'blinds',
		'sea',
		0.5,
		{ family: 'curtain', shape: 'blinds', way: 'open', seconds: 1, color: BLACK },
	],
	['sweep', 'city', 0.5, { family: 'sweep', direction: 'down', color: rgb(0.5, 0.95, 1), rate: 1 }],
	[
		'duotone',
		'mountains',
		0,
		{ family: 'duotone', dark: rgb(0.12, 0.02, 0.35), light: rgb(1, 0.75, 0.45) },
	],
	['snow', 'mountains', 2, flying('snow', 0.9, 0.022, WHITE)],
	['rain', 'city', 2, flying('rain', 0.9, 0.004, rgb(0.85, 0.9, 1))],
	['sparkle', 'lanterns', 2, flying('sparkle', 1, 0.16, rgb(1, 0.97, 0.85))],
	['bokeh', 'city', 2, flying('bokeh', 0.9, 0.2, rgb(1, 0.82, 0.55))],
	['dust', 'mountains', 2, flying('dust', 1, 0.026, rgb(1, 0.84, 0.42))],
	['firework', 'city', 2.3, flying('firework', 0.7, 0.02, rgb(1, 0.84, 0.42))],
	['heart', 'sea', 2, flying('heart', 0.9, 0.08, rgb(1, 0.3, 0.42))],
	['star', 'city', 2, flying('star', 0.9, 0.06, rgb(1, 0.93, 0.5))],
	['bubble', 'sea', 2, flying('bubble', 0.9, 0.13, rgb(0.85, 0.95, 1))],
	['petal', 'sea', 2, flying('petal', 0.9, 0.06, rgb(1, 0.62, 0.74))],
	['ember', 'mountains', 2, flying('ember', 1, 0.035, rgb(1, 0.55, 0.15))],
	['confetti', 'sea', 2, flying('confetti', 1, 0.03)],
	['butterfly', 'mountains', 2, flying('butterfly', 0.9, 0.13)],
	['leaf', 'mountains', 2, flying('leaf', 0.9, 0.1)],
	['feather', 'city', 2, flying('feather', 0.9, 0.16)],
	['flake', 'city', 2, flying('flake', 0.9, 0.09)],
	['note', 'sea', 2, flying('note', 0.9, 0.11)],
	['coin', 'city', 2, flying('coin', 0.9, 0.06, rgb(1, 0.8, 0.32))],
	['balloon', 'sea', 2, flying('balloon', 0.9, 0.2)],
];

/** Every family of effects. */
export const EFFECT_PICTURES: readonly EffectPicture[] = ROWS.map(([name, over, at, look]) => ({
	name,
	look,
	over,
	at,
}));
