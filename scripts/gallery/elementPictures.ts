/** What clips and captions of a draft can be given, an example each: places, backgrounds, outlines, color, words. */
import { constant } from '../../render-agent/src/timeline/curve';
import type { Grade } from '../../render-agent/src/timeline/grades';
import type { Grading, Layer } from '../../render-agent/src/timeline/scene';
import {
	type Adjustments,
	type Placement,
	UNMOVED,
} from '../../render-agent/src/timeline/timeline';

import { SOURCES } from './studio';

/** Changes to a photo's layer, and what lies beneath it. */
export interface ElementPicture {
	readonly name: string;
	readonly over?: 'mountains';
	readonly more: Partial<Layer>;
}

const placed = (changes: Partial<Placement>): Placement => ({
	...UNMOVED,
	scaleX: constant(0.6),
	scaleY: constant(0.6),
	...changes,
});

const NO_GRADING: Grading = { luts: [], adjustments: {}, filters: [] };
const slid = (adjustments: Adjustments): Partial<Layer> => ({
	grading: { ...NO_GRADING, adjustments },
});
const graded = (grade: Grade): Partial<Layer> => ({ grading: { ...NO_GRADING, grades: [grade] } });

const rest = { red: 0, green: 0, blue: 0 };
const black = { ...rest, alpha: 1 };
const white = { red: 1, green: 1, blue: 1, alpha: 1 };

/** Every slider: the compiler asks for those that are missing. */
const SLIDERS: Readonly<Record<keyof Adjustments, Partial<Layer>>> = {
	brightness: slid({ brightness: constant(0.15) }),
	contrast: slid({ contrast: constant(0.6) }),
	saturation: slid({ saturation: constant(-0.7) }),
	temperature: slid({ temperature: constant(0.9) }),
	tint: slid({ tint: constant(0.9) }),
	highlights: slid({ highlights: constant(-1) }),
	shadows: slid({ shadows: constant(1) }),
	whites: slid({ whites: constant(-1) }),
	blacks: slid({ blacks: constant(1) }),
	hue: slid({ hue: constant(0.35) }),
	light: slid({ light: constant(-0.8) }),
	vibrance: slid({ vibrance: constant(1) }),
	fade: slid({ fade: constant(1) }),
	sharpness: slid({ sharpness: constant(1) }),
	vignette: slid({ vignette: constant(0.8) }),
	grain: slid({ grain: constant(1) }),
};

/** Every kind of grade. */
const GRADES: Readonly<Record<Grade['kind'], Grade>> = {
	bands: { kind: 'bands', bands: [{ center: 220, turn: 1, saturation: 0.5, lightness: 0 }] },
	curves: {
		kind: 'curves',
		all: [
			{ x: 0, y: 0 },
			{ x: 0.25, y: 0.12 },
			{ x: 0.75, y: 0.9 },
			{ x: 1, y: 1 },
		],
		red: [],
		green: [],
		blue: [
			{ x: 0, y: 0.2 },
			{ x: 1, y: 0.85 },
		],
	},
	wheels: {
		kind: 'wheels',
		lift: { ...rest, blue: 0.25 },
		gamma: rest,
		gain: { red: 0.15, green: 0.03, blue: -0.2 },
		offset: rest,
	},
};

/** Clips. */
export const ELEMENTS: readonly ElementPicture[] = [
	{
		name: 'placed and turned',
		over: 'mountains',
		more: { placement: placed({ x: constant(60), rotation: constant(12) }) },
	},
	{
		name: 'half as opaque, mirrored',
		over: 'mountains',
		more: { placement: placed({ opacity: constant(0.5), flipX: true }) },
	},
	{
		name: 'blurred background',
		more: { placement: placed({}), backdrop: { kind: 'blur', sigma: 12 } },
	},
	{
		name: 'colored background',
		more: {
			placement: placed({}),
			backdrop: { kind: 'color', color: { red: 0.95, green: 0.8, blue: 0.55, alpha: 1 } },
		},
	},
	{
		name: 'a picture as background',
		more: { placement: placed({}), backdrop: { kind: 'picture', source: SOURCES.lanterns } },
	},
	{
		name: 'rounded, with a line and a shadow',
		over: 'mountains',
		more: {
			placement: placed({}),
			outline: {
				rounding: constant(0.3),
				stroke: { color: white, width: 0.03 },
				shadow: { color: { ...black, alpha: 0.7 }, distance: 0.07, angle: -45, blur: 0.06 },
			},
		},
	},
	{
		name: 'a mask with a line and a shadow',
		over: 'mountains',
		more: {
			placement: placed({ scaleX: constant(0.8), scaleY: constant(0.8) }),
			mask: {
				shape: 'circle',
				...{ x: constant(0), y: constant(0), width: constant(0.5), height: constant(0.8) },
				...{ rotation: constant(0), feather: constant(0), roundness: constant(0), inverted: false },
				stroke: { color: white, width: 0.03, away: 0, shift: { x: 0, y: 0 } },
				shadow: { color: { ...black, alpha: 0.7 }, distance: 0.08, angle: -45, blur: 0.06 },
			},
		},
	},
	{
		name: 'a gradient',
		more: {
			content: {
				kind: 'fill',
				color: black,
				gradient: {
					angle: 30,
					stops: [
						{ at: 0, color: { red: 0.95, green: 0.35, blue: 0.2, alpha: 1 } },
						{ at: 0.5, color: { red: 0.98, green: 0.8, blue: 0.4, alpha: 1 } },
						{ at: 1, color: { red: 0.15, green: 0.35, blue: 0.75, alpha: 1 } },
					],
				},
			},
		},
	},
	...Object.entries(SLIDERS).map(([name, more]) => ({ name, more })),
	...Object.entries(GRADES).map(([name, grade]) => ({ name, more: graded(grade) })),
	{
		name: 'a chroma key, the blue taken out',
		over: 'mountains',
		more: {
			grading: {
				...NO_GRADING,
				key: {
					color: { red: 0.05, green: 0.25, blue: 0.42, alpha: 1 },
					...{ intensity: 0.35, shadow: 0, softness: 0.1, spill: 0 },
				},
			},
		},
	},
];
