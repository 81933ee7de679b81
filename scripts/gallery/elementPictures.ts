/** What clips and captions of a draft can be given, an example each: places, backgrounds, outlines, color, words. */
import { microseconds, SECOND } from '../../render-agent/src/kernel/units';
import { constant } from '../../render-agent/src/timeline/curve';
import type { Grade } from '../../render-agent/src/timeline/grades';
import type { Grading, Layer } from '../../render-agent/src/timeline/scene';
import type { Spoken, TextBlock, TextStyle } from '../../render-agent/src/timeline/text';
import {
	type Adjustments,
	type Animation,
	type Placement,
	UNMOVED,
} from '../../render-agent/src/timeline/timeline';

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
	{ name: 'brightness', more: slid({ brightness: constant(0.15) }) },
	{ name: 'contrast', more: slid({ contrast: constant(0.6) }) },
	{ name: 'saturation', more: slid({ saturation: constant(-0.7) }) },
	{ name: 'temperature', more: slid({ temperature: constant(0.9) }) },
	{
		name: 'highlights and shadows',
		more: slid({ highlights: constant(-1), shadows: constant(1) }),
	},
	{ name: 'vignette', more: slid({ vignette: constant(0.8) }) },
	{
		name: 'HSL, blue turned to violet',
		more: graded({
			kind: 'bands',
			bands: [{ center: 220, turn: 1, saturation: 0.5, lightness: 0 }],
		}),
	},
	{
		name: 'color curves',
		more: graded({
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
		}),
	},
	{
		name: 'color wheels',
		more: graded({
			kind: 'wheels',
			lift: { ...rest, blue: 0.25 },
			gamma: rest,
			gain: { red: 0.15, green: 0.03, blue: -0.2 },
			offset: rest,
		}),
	},
];

/** A caption, how it moves, and the seconds at which it is shown. */
export interface CaptionPicture {
	readonly name: string;
	readonly block: TextBlock;
	readonly animations?: readonly Animation[];
	readonly spoken?: Spoken;
	readonly at: readonly number[];
}

const styled = (changes: Partial<TextStyle> = {}): TextStyle => ({
	font: { resourceId: '', name: '' },
	...{ height: 56, bold: false, italic: false, underline: false },
	...{ fill: white, strokes: [{ color: black, width: 0.08 }], ...changes },
});

const block = (runs: TextBlock['runs'], changes: Partial<TextBlock> = {}): TextBlock => ({
	runs,
	...{ align: 'center', vertical: false, letterSpacing: 0, lineSpacing: 0.02, ...changes },
});

const PLAIN = block([{ text: '今天的海 Sea today', style: styled() }]);

const moving = (look: Animation['look'], by?: 'character'): readonly Animation[] => [
	{
		phase: 'in',
		look,
		window: { start: microseconds(0), duration: microseconds(2 * SECOND) },
		...(by && { by }),
	},
];

const spokenAt = (seconds: number, start: number, end: number): Spoken['words'][number] => ({
	from: microseconds(seconds * SECOND),
	to: microseconds((seconds + 1) * SECOND),
	...{ start, end },
});
const WORDS = [spokenAt(0, 0, 4), spokenAt(1, 5, 8), spokenAt(2, 9, 14)];
const EVENING = {
	angle: 0,
	stops: [
		{ at: 0, color: { red: 1, green: 0.3, blue: 0.3, alpha: 1 } },
		{ at: 0.5, color: { red: 1, green: 0.9, blue: 0.3, alpha: 1 } },
		{ at: 1, color: { red: 0.3, green: 0.7, blue: 1, alpha: 1 } },
	],
};
const gold = { red: 1, green: 0.87, blue: 0, alpha: 1 };

/** Captions. */
export const CAPTIONS: readonly CaptionPicture[] = [
	{
		name: 'runs of style, strokes and a shadow',
		at: [0],
		block: block([
			{ text: '早安 ', style: styled({ bold: true }) },
			{ text: 'Sea', style: styled({ italic: true, underline: true, fill: gold }) },
			{
				text: ' 🌊',
				style: styled({
					shadow: { color: { ...black, alpha: 0.8 }, distance: 0.08, angle: -45, blur: 0.06 },
				}),
			},
		]),
	},
	{
		name: 'a box behind the words',
		at: [0],
		block: block([{ text: '早安\n大海 Sea', style: styled({ strokes: [] }) }], {
			background: {
				color: { ...black, alpha: 0.6 },
				shape: 'lines',
				rounding: 0.4,
				padding: { x: 0.2, y: 0.05 },
				offset: { x: 0, y: 0 },
			},
		}),
	},
	{
		name: 'columns from right to left',
		at: [0],
		block: block([{ text: '海上生明月\n天涯共此时', style: styled() }], { vertical: true }),
	},
	{
		name: 'a gradient over the words',
		at: [0],
		block: block([
			{ text: '渐变文字 Sea', style: styled({ gradient: { ...EVENING, over: 'words' } }) },
		]),
	},
	{
		name: 'on an arc',
		at: [0],
		block: block([{ text: '海上生明月 Moonrise', style: styled() }], { arc: 120 }),
	},
	{
		name: 'typewriter',
		at: [0.4, 1, 1.6],
		block: PLAIN,
		animations: moving({ family: 'typewriter' }),
	},
	{
		name: 'character by character',
		at: [0.4, 1, 1.6],
		block: PLAIN,
		animations: moving({ family: 'bounce', direction: 'up' }, 'character'),
	},
	{
		name: 'words that light up',
		at: [0.5, 1.5, 2.5],
		block: block([{ text: '今天的海 Sea today', style: styled() }]),
		spoken: { way: 'light', color: gold, words: WORDS },
	},
];
