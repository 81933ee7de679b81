/** The transitions, animations, masks, blends and filters of the gallery: an example of each family. */
import type {
	BlendMode,
	ColorLook,
	MaskShape,
	MotionLook,
	TransitionLook,
} from '../../render-agent/src/timeline/looks';
import { FILTER_PRESETS } from '../../render-agent/src/draft/looks/filterPresets';
import type { Face } from './faces';

const BLACK = { red: 0, green: 0, blue: 0, alpha: 1 };
const WHITE = { red: 1, green: 1, blue: 1, alpha: 1 };

/** Every face of transitions: the compiler asks for those that are missing. */
const CROSSINGS: Readonly<Record<Face<TransitionLook>, TransitionLook>> = {
	dissolve: { family: 'dissolve' },
	fadeThrough: { family: 'fadeThrough', color: BLACK },
	slide: { family: 'slide', direction: 'left' },
	push: { family: 'push', direction: 'left' },
	wipe: { family: 'wipe', direction: 'right' },
	'iris circle': { family: 'iris', opening: true, shape: 'circle' },
	'iris rectangle': { family: 'iris', opening: true, shape: 'rectangle' },
	'iris square': { family: 'iris', opening: true, shape: 'square' },
	'iris diamond': { family: 'iris', opening: true, shape: 'diamond' },
	'iris triangle': { family: 'iris', opening: true, shape: 'triangle' },
	'iris hexagon': { family: 'iris', opening: true, shape: 'hexagon' },
	'iris heart': { family: 'iris', opening: true, shape: 'heart' },
	'iris star': { family: 'iris', opening: true, shape: 'star' },
	blinds: { family: 'blinds', axis: 'horizontal' },
	doors: { family: 'doors', axis: 'horizontal', opening: true },
	diagonal: { family: 'diagonal', corner: 'topLeft' },
	clock: { family: 'clock' },
	zoom: { family: 'zoom', inward: true },
	spin: { family: 'spin', clockwise: true },
	blur: { family: 'blur' },
	zoomBlur: { family: 'zoomBlur' },
	glitch: { family: 'glitch' },
	pixelate: { family: 'pixelate' },
	shake: { family: 'shake' },
	burn: { family: 'burn' },
	ripple: { family: 'ripple' },
	flash: { family: 'flash', color: WHITE },
	flip: { family: 'flip', axis: 'horizontal' },
	whip: { family: 'whip', direction: 'left' },
	pageTurn: { family: 'pageTurn', direction: 'left' },
	cube: { family: 'cube', direction: 'left' },
	tear: { family: 'tear' },
	through: {
		...{ family: 'through', blend: 'cut' },
		look: { family: 'kaleidoscope', slices: 8, rate: 0.05 },
	},
};

/** Transitions by their face. */
export const TRANSITIONS: readonly (readonly [face: string, look: TransitionLook])[] =
	Object.entries(CROSSINGS);

/** Every face of animations: of each the example that the pictures show. */
const ANIMATED: Readonly<Record<Face<MotionLook>, MotionLook>> = {
	fade: { family: 'fade' },
	slide: { family: 'slide', direction: 'right' },
	zoom: { family: 'zoom', from: 0 },
	spin: { family: 'spin', degrees: 360 },
	pan: { family: 'pan', direction: 'right' },
	pieces: { family: 'pieces', columns: 3, rows: 1, way: 'sides' },
	cube: { family: 'cube', direction: 'left', turns: 1 },
	wipe: { family: 'wipe', direction: 'right' },
	bounce: { family: 'bounce', direction: 'up' },
	train: { family: 'train', direction: 'left' },
	'iris circle': { family: 'iris', shape: 'circle' },
	'iris heart': { family: 'iris', shape: 'heart' },
	'iris star': { family: 'iris', shape: 'star' },
	doors: { family: 'doors', axis: 'horizontal' },
	blinds: { family: 'blinds', axis: 'horizontal' },
	clock: { family: 'clock' },
	karaoke: { family: 'karaoke' },
	shake: { family: 'shake', axis: 'x' },
	pulse: { family: 'pulse' },
	blink: { family: 'blink' },
	flashZoom: { family: 'flashZoom' },
	flip: { family: 'flip', axis: 'horizontal' },
	typewriter: { family: 'typewriter' },
	swing: { family: 'swing', degrees: 40 },
	jelly: { family: 'jelly' },
	drop: { family: 'drop' },
	blur: { family: 'blur' },
	zoomBlur: { family: 'zoomBlur' },
	hinge: { family: 'hinge', corner: 'bottomLeft' },
	through: { family: 'through', look: { family: 'pixelate', size: 0.08 } },
};

/** Animations. */
export const MOTIONS: readonly MotionLook[] = Object.values(ANIMATED);

const KEPT: Readonly<Record<MaskShape, true>> = {
	...{ line: true, mirror: true, circle: true, rectangle: true, heart: true, star: true },
};
const MIXED: Readonly<Record<Exclude<BlendMode, 'normal'>, true>> = {
	...{ darken: true, screen: true, overlay: true, multiply: true, lighten: true },
	...{ hardLight: true, softLight: true, linearBurn: true, colorBurn: true, colorDodge: true },
};

const isMask = (name: string): name is MaskShape => name in KEPT;
const isBlend = (name: string): name is keyof typeof MIXED => name in MIXED;

/** Every shape of masks. */
export const MASKS: readonly MaskShape[] = Object.keys(KEPT).filter(isMask);

/** Every blend mode but the normal one. */
export const BLENDS: readonly Exclude<BlendMode, 'normal'>[] = Object.keys(MIXED).filter(isBlend);

const tonedBy = ({ toned = 0 }: ColorLook): number => toned;

/** The filter of each family that shows it best: the most toned one, else the first. */
export const FILTERS: readonly ColorLook[] = [
	...Object.values<ColorLook>(FILTER_PRESETS)
		.reduce((found, look) => {
			const before = found.get(look.family);
			return before && tonedBy(before) >= tonedBy(look) ? found : found.set(look.family, look);
		}, new Map<string, ColorLook>())
		.values(),
];
