/** The effects of the gallery: one example of each family, with the landscape that shows it best and a telling moment. */
import type { EffectLook } from '../../render-agent/src/timeline/effectLooks';
import type { Face } from './faces';
import { flying, PARTICLES, rgb, type Row } from './particlePictures';
import type { SOURCES } from './studio';

/** An example of an effect. */
export interface EffectPicture {
	readonly face: string;
	readonly name: string;
	readonly look: EffectLook;
	readonly over: keyof typeof SOURCES;
	/** Seconds into the effect: of what moves, several. */
	readonly at: readonly number[];
}

const BLACK = rgb(0, 0, 0);
const WHITE = rgb(1, 1, 1);

const bordered = (more: { radius?: number; foot?: number; rough?: number }): EffectLook => ({
	...{ family: 'frame', size: 0.05, radius: 0, foot: 0, rough: 0, color: WHITE },
	...more,
});

type Shape = Extract<EffectLook, { readonly family: 'curtain' }>['shape'];

const opening = (shape: Shape): EffectLook => ({
	...{ family: 'curtain', shape, way: 'open', seconds: 1, color: BLACK },
});

/** Rows of each face: the compiler asks for those that are missing. */
const ROWS: Readonly<Record<Face<EffectLook>, readonly [Row, ...Row[]]>> = {
	film: [
		[
			'film',
			'sea',
			1,
			{ family: 'film', grain: 0.55, scratches: 1, flicker: 0.5, sepia: 0.6, fade: 0.7 },
		],
	],
	vhs: [['vhs', 'city', 1, { family: 'vhs', lines: 0.5, shift: 0.014, noise: 0.4, jitter: 0.5 }]],
	glitch: [
		['glitch', 'city', 0.1, { family: 'glitch', rows: 0.4, reach: 0.16, split: 0.03, rate: 0 }],
	],
	chromatic: [['chromatic', 'city', 0, { family: 'chromatic', shift: 0.014, angle: 0, rate: 0 }]],
	blur: [['blur', 'sea', 0, { family: 'blur', sigma: 0.02, rate: 0 }]],
	motionBlur: [['motionBlur', 'city', 0, { family: 'motionBlur', angle: 20, length: 0.15 }]],
	zoomBlur: [['zoomBlur', 'city', 0, { family: 'zoomBlur', length: 0.3 }]],
	sharpen: [['sharpen', 'mountains', 0, { family: 'sharpen', strength: 2 }]],
	'focus circle': [
		['focus', 'city', 0, { family: 'focus', shape: 'circle', size: 0.2, sigma: 0.02 }],
	],
	'focus band': [
		['tilt shift', 'city', 0, { family: 'focus', shape: 'band', size: 0.12, sigma: 0.02 }],
	],
	zoomPulse: [
		['zoomPulse', 'lanterns', [0, 0.06, 0.25], { family: 'zoomPulse', by: 0.25, rate: 2 }],
	],
	scroll: [['scroll', 'sea', [0.5, 0.65, 0.8], { family: 'scroll', direction: 'up', rate: 1 }]],
	shake: [
		[
			'shake',
			'lanterns',
			[0.4, 0.5, 0.6],
			{ family: 'shake', reach: 0.06, turn: 4, rate: 14, smooth: false },
		],
	],
	ghost: [['ghost', 'lanterns', 0.35, { family: 'ghost', by: 0.6, rate: 1 }]],
	flash: [['flash', 'city', [0, 0.2, 0.5], { family: 'flash', color: WHITE, rate: 1.5 }]],
	strobe: [
		[
			'strobe',
			'city',
			[0.01, 0.12, 0.21],
			{ family: 'strobe', color: { ...WHITE, alpha: 0.75 }, rate: 5, share: 0.4 },
		],
	],
	vignette: [['vignette', 'sea', 0, { family: 'vignette', color: BLACK, size: 0.3 }]],
	lightLeak: [
		['lightLeak', 'sea', 2, { family: 'lightLeak', color: rgb(1, 0.5, 0.15), rate: 0.2 }],
	],
	rays: [
		[
			'rays',
			'mountains',
			1,
			{ family: 'rays', color: rgb(1, 0.9, 0.6), x: 0.2, y: -0.1, rate: 0.3 },
		],
	],
	flames: [
		['flames', 'city', 1, { family: 'flames', color: rgb(1, 0.35, 0.05), height: 0.6, rate: 1 }],
	],
	lightning: [
		['lightning', 'city', 0.05, { family: 'lightning', color: rgb(0.7, 0.8, 1), rate: 1 }],
	],
	'spectrum arc': [
		['rainbow', 'sea', 0, { family: 'spectrum', style: 'arc', strength: 0.75, rate: 0 }],
	],
	'spectrum bands': [
		['spectrum', 'city', 0, { family: 'spectrum', style: 'bands', strength: 0.5, rate: 0 }],
	],
	'spectrum across': [
		['colors across', 'city', 0, { family: 'spectrum', style: 'across', strength: 1, rate: 0 }],
	],
	'spectrum down': [
		['colors down', 'city', 0, { family: 'spectrum', style: 'down', strength: 1, rate: 0 }],
	],
	'shadows window': [
		['window light', 'sea', 0, { family: 'shadows', style: 'window', depth: 0.6, rate: 0 }],
	],
	'shadows leaves': [
		['shade of leaves', 'sea', 0, { family: 'shadows', style: 'leaves', depth: 0.55, rate: 0 }],
	],
	'shadows folds': [
		['folds', 'sea', 0, { family: 'shadows', style: 'folds', depth: 0.5, rate: 0 }],
	],
	'shadows foil': [['foil', 'city', 0, { family: 'shadows', style: 'foil', depth: 0.8, rate: 0 }]],
	'colorBlocks squares': [
		['colorBlocks', 'city', 0.5, { family: 'colorBlocks', style: 'squares', density: 1, rate: 4 }],
	],
	glow: [['glow', 'lanterns', 0, { family: 'glow', sigma: 0.035, threshold: 0.4, strength: 0.9 }]],
	pixelate: [['pixelate', 'lanterns', 0, { family: 'pixelate', size: 0.045 }]],
	mirror: [['mirror', 'city', 0, { family: 'mirror', axis: 'x' }]],
	kaleidoscope: [['kaleidoscope', 'lanterns', 0, { family: 'kaleidoscope', slices: 8, rate: 0 }]],
	split: [
		['split', 'lanterns', 0, { family: 'split', columns: 3, rows: 3, fit: 'whole' }],
		['split middle', 'city', 0, { family: 'split', columns: 1, rows: 3, fit: 'middle' }],
	],
	letterbox: [
		[
			'letterbox',
			'mountains',
			0,
			{ family: 'letterbox', axis: 'horizontal', size: 0.13, color: BLACK },
		],
	],
	frame: [
		['frame', 'sea', 0, bordered({ radius: 0.06 })],
		['polaroid', 'sea', 0, bordered({ foot: 0.12 })],
		['torn paper', 'sea', 0, bordered({ rough: 0.06 })],
	],
	sprockets: [['sprockets', 'sea', 1, { family: 'sprockets', size: 0.11, rate: 1.5 }]],
	viewfinder: [['viewfinder', 'city', 3.2, { family: 'viewfinder', color: WHITE }]],
	player: [['player', 'sea', 3, { family: 'player', color: WHITE }]],
	window: [['window', 'sea', 0, { family: 'window', color: rgb(0.98, 0.95, 0.88) }]],
	countdown: [['countdown', 'city', 2.3, { family: 'countdown', rate: 1 }]],
	negative: [['negative', 'mountains', 0, { family: 'negative' }]],
	'sketch pencil': [['pencil', 'lanterns', 0, { family: 'sketch', style: 'pencil' }]],
	'sketch neon': [['neon', 'lanterns', 0, { family: 'sketch', style: 'neon' }]],
	grade: [
		[
			'grade',
			'sea',
			0,
			{ family: 'grade', brightness: 0.1, contrast: 0, saturation: 0.1, warmth: 0.8 },
		],
	],
	ramp: [
		[
			'thermal',
			'city',
			0,
			{
				family: 'ramp',
				colors: [rgb(0.1, 0, 0.4), rgb(0.85, 0.1, 0.45), rgb(1, 0.6, 0.1), rgb(1, 1, 0.8)],
			},
		],
	],
	hueTurn: [['hueTurn', 'sea', 0, { family: 'hueTurn', degrees: 120, rate: 0 }]],
	selective: [['selective', 'sea', 0, { family: 'selective', color: rgb(1, 0.5, 0.15) }]],
	halftone: [['halftone', 'sea', 0, { family: 'halftone', size: 0.018 }]],
	paint: [['paint', 'city', 0, { family: 'paint', size: 0.014 }]],
	outline: [['outline', 'lanterns', 0, { family: 'outline', color: WHITE, width: 0.006, rate: 0 }]],
	posterize: [['posterize', 'mountains', 0, { family: 'posterize', levels: 5 }]],
	fog: [
		[
			'fog',
			'mountains',
			1,
			{ family: 'fog', density: 0.9, color: rgb(0.9, 0.92, 0.95), rate: 0.2 },
		],
	],
	'ripple rings': [
		[
			'ripple',
			'sea',
			0.3,
			{ family: 'ripple', shape: 'rings', reach: 0.025, length: 0.16, rate: 1 },
		],
	],
	'ripple waves': [
		[
			'waves',
			'city',
			0.3,
			{ family: 'ripple', shape: 'waves', reach: 0.025, length: 0.3, rate: 1 },
		],
	],
	'glass reeded': [
		['reeded glass', 'lanterns', 0, { family: 'glass', style: 'reeded', size: 0.09 }],
	],
	'glass drops': [['drops', 'city', 0, { family: 'glass', style: 'drops', size: 0.12 }]],
	'glass shards': [['shards', 'lanterns', 0, { family: 'glass', style: 'shards', size: 0.2 }]],
	'glass frosted': [
		['frosted glass', 'lanterns', 0, { family: 'glass', style: 'frosted', size: 0.04 }],
	],
	lens: [
		['fisheye', 'city', 0, { family: 'lens', strength: 0.9, reach: 1 }],
		['pinch', 'city', 0, { family: 'lens', strength: -0.9, reach: 1 }],
		['bulge', 'city', 0, { family: 'lens', strength: 1, reach: 0.45 }],
	],
	loupe: [['magnifying glass', 'city', 0.6, { family: 'loupe', size: 0.28, zoom: 2, rate: 0.12 }]],
	collage: [['collage', 'lanterns', 0, { family: 'collage', count: 5, color: WHITE, rate: 0 }]],
	record: [['record', 'city', 0.7, { family: 'record', rate: 0.2 }]],
	slice: [['slice', 'city', 0, { family: 'slice', angle: -28, reach: 0.14, rate: 0 }]],
	spin: [['spin', 'lanterns', [0, 0.7, 1.4], { family: 'spin', rate: 0.1 }]],
	'curtain horizontal': [['curtain', 'sea', 0.5, opening('horizontal')]],
	'curtain blinds': [['blinds', 'sea', 0.5, opening('blinds')]],
	sweep: [
		[
			'sweep',
			'city',
			0.5,
			{ family: 'sweep', direction: 'down', color: rgb(0.5, 0.95, 1), rate: 1 },
		],
	],
	duotone: [
		[
			'duotone',
			'mountains',
			0,
			{ family: 'duotone', dark: rgb(0.12, 0.02, 0.35), light: rgb(1, 0.75, 0.45) },
		],
	],
	...PARTICLES,
	'colorBlocks stripes': [
		[
			'color stripes',
			'city',
			0.5,
			{ family: 'colorBlocks', style: 'stripes', density: 1, rate: 4 },
		],
	],
	'curtain fade': [['fade from black', 'sea', [0.1, 0.5, 0.9], opening('fade')]],
	'curtain vertical': [['curtain from the sides', 'sea', 0.5, opening('vertical')]],
	'curtain circle': [['curtain, round', 'sea', 0.5, opening('circle')]],
	passing: [
		[
			'passing, a blur that goes away',
			'city',
			[0.1, 0.6, 1.2],
			{
				family: 'passing',
				look: { family: 'blur', sigma: 0.045, rate: 0 },
				...{ way: 'open', seconds: 1.5 },
			},
		],
	],
	stack: [
		[
			'stack, several at once',
			'sea',
			1,
			{
				family: 'stack',
				looks: [
					{ family: 'grade', brightness: -0.3, contrast: 0, saturation: -0.3, warmth: -0.5 },
					flying('snow', 0.9, 0.022, WHITE),
					{ family: 'letterbox', axis: 'horizontal', size: 0.1, color: BLACK },
				],
			},
		],
	],
};

/** Every face of effects. */
export const EFFECT_PICTURES: readonly EffectPicture[] = Object.entries(ROWS).flatMap(
	([face, rows]) =>
		rows.map(([name, over, at, look]) => ({ face, name, look, over, at: [at].flat() })),
);
