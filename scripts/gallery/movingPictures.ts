/** The transitions, animations, masks, blends and filters of the gallery: an example of each family. */
import type {
	BlendMode,
	ColorLook,
	MaskShape,
	MotionLook,
	TransitionLook,
} from '../../render-agent/src/timeline/looks';
import { FILTER_PRESETS } from '../../render-agent/src/draft/looks/filterPresets';

const BLACK = { red: 0, green: 0, blue: 0, alpha: 1 };
const WHITE = { red: 1, green: 1, blue: 1, alpha: 1 };

/** Every family of transitions. */
export const TRANSITIONS: readonly TransitionLook[] = [
	{ family: 'dissolve' },
	{ family: 'fadeThrough', color: BLACK },
	{ family: 'slide', direction: 'left' },
	{ family: 'push', direction: 'left' },
	{ family: 'wipe', direction: 'right' },
	{ family: 'iris', opening: true, shape: 'circle' },
	{ family: 'iris', opening: true, shape: 'heart' },
	{ family: 'blinds', axis: 'horizontal' },
	{ family: 'doors', axis: 'horizontal', opening: true },
	{ family: 'diagonal', corner: 'topLeft' },
	{ family: 'clock' },
	{ family: 'zoom', inward: true },
	{ family: 'spin', clockwise: true },
	{ family: 'blur' },
	{ family: 'zoomBlur' },
	{ family: 'glitch' },
	{ family: 'pixelate' },
	{ family: 'shake' },
	{ family: 'burn' },
	{ family: 'ripple' },
	{ family: 'flash', color: WHITE },
	{ family: 'flip', axis: 'horizontal' },
	{ family: 'whip', direction: 'left' },
	{ family: 'through', look: { family: 'kaleidoscope', slices: 8, rate: 0.05 }, blend: 'cut' },
];

/** Every family of animations that a picture can have. */
export const MOTIONS: readonly MotionLook[] = [
	{ family: 'fade' },
	{ family: 'slide', direction: 'right' },
	{ family: 'zoom', from: 0 },
	{ family: 'spin', degrees: 360 },
	{ family: 'wipe', direction: 'right' },
	{ family: 'bounce', direction: 'up' },
	{ family: 'shake', axis: 'x' },
	{ family: 'pulse' },
	{ family: 'flip', axis: 'horizontal' },
	{ family: 'swing', degrees: 40 },
	{ family: 'jelly' },
	{ family: 'drop' },
	{ family: 'blur' },
	{ family: 'zoomBlur' },
	{ family: 'hinge', corner: 'bottomLeft' },
	{ family: 'through', look: { family: 'pixelate', size: 0.08 } },
];

/** Every shape of masks. */
export const MASKS: readonly MaskShape[] = [
	'line',
	'mirror',
	'circle',
	'rectangle',
	'heart',
	'star',
];

/** Every blend mode but the normal one. */
export const BLENDS: readonly Exclude<BlendMode, 'normal'>[] = [
	'darken',
	'screen',
	'overlay',
	'multiply',
	'lighten',
	'hardLight',
	'softLight',
	'linearBurn',
	'colorBurn',
	'colorDodge',
];

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
