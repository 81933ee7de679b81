/** Blend modes: every mode against its formula on red, green and blue. */
import type { Draw } from '../../render-agent/src/compose/draws';
import { Painter } from '../../render-agent/src/compose/paint';
import { takePlanes } from '../../render-agent/src/compose/surface';
import { after, scaled, shifted } from '../../render-agent/src/timeline/geometry';
import type { BlendMode } from '../../render-agent/src/timeline/looks';
import { apart, codesAt, colorAt, flat, type Triple } from '../support/colors';
import { freshArena } from '../support/engine';

const arena = freshArena();
const CANVAS = { width: 16, height: 8 };
/** Both colors are rounded to limited code values before, and the result after. */
const NEAR = 4;

type Channel = (under: number, over: number) => number;

const hardLight: Channel = (b, s) => (s <= 0.5 ? 2 * b * s : 1 - 2 * (1 - b) * (1 - s));
const softBase = (b: number): number => (b <= 0.25 ? ((16 * b - 12) * b + 4) * b : Math.sqrt(b));
const FORMULAS: Readonly<Record<BlendMode, Channel>> = {
	normal: (_, s) => s,
	darken: Math.min,
	lighten: Math.max,
	screen: (b, s) => 1 - (1 - b) * (1 - s),
	multiply: (b, s) => b * s,
	hardLight,
	overlay: (b, s) => hardLight(s, b),
	softLight: (b, s) =>
		s <= 0.5 ? b - (1 - 2 * s) * b * (1 - b) : b + (2 * s - 1) * (softBase(b) - b),
	linearBurn: (b, s) => Math.max(0, b + s - 1),
	colorBurn: (b, s) => (b >= 1 ? 1 : s <= 0 ? 0 : 1 - Math.min(1, (1 - b) / s)),
	colorDodge: (b, s) => (b <= 0 ? 0 : s >= 1 ? 1 : Math.min(1, b / (1 - s))),
};
const MODES = Object.keys(FORMULAS) as readonly BlendMode[];

const PAIRS: readonly (readonly [under: Triple, over: Triple])[] = [
	[
		[0.6, 0.4, 0.5],
		[0.3, 0.7, 0.55],
	],
	[
		[0.85, 0.2, 0.3],
		[0.7, 0.6, 0.35],
	],
	[
		[0.15, 0.3, 0.7],
		[0.45, 0.25, 0.4],
	],
];

const blended = (
	mode: BlendMode,
	[under, over]: readonly [Triple, Triple],
	opacity: number,
): Triple => {
	const [r = 0, g = 0, b = 0] = under.map((value, i) => {
		const mixed = FORMULAS[mode](value, over[i] ?? 0);
		return value + (mixed - value) * opacity;
	});
	return [r, g, b];
};

const paint = (under: Triple, over: Triple, draw: Partial<Extract<Draw, { kind: 'picture' }>>) => {
	const target = flat(arena, under, CANVAS);
	const picture = flat(arena, over, CANVAS);
	const laid = { kind: 'picture', source: 0, opacity: 1, covers: [] } as const;
	const matrix = scaled(CANVAS.width, CANVAS.height);
	new Painter(arena, CANVAS).over(target, [{ ...laid, matrix, ...draw }], () => picture);
	return target;
};

describe.each(MODES)('%s', (mode) => {
	it.each(PAIRS)('of %p and %p is its formula on each channel', (under, over) => {
		for (const opacity of [1, 0.5]) {
			const target = paint(under, over, { blend: mode, opacity });
			const wanted = blended(mode, [under, over], opacity);
			expect(apart(colorAt(arena, target, [4, 4]), wanted)).toBeLessThanOrEqual(NEAR);
		}
	});
});

it('a blended layer changes nothing beside itself', () => {
	const under: Triple = [0.6, 0.4, 0.5];
	const matrix = after(shifted(8, 0), scaled(8, 8));
	const target = paint(under, [0.2, 0.2, 0.9], { blend: 'multiply', matrix });
	const untouched = codesAt(arena, flat(arena, under, CANVAS), [0, 0]);
	expect(codesAt(arena, target, [3, 4])).toEqual(untouched);
	expect(codesAt(arena, target, [12, 4])).not.toEqual(untouched);
});

it('a blended layer over nothing is itself', () => {
	const target = takePlanes(arena, CANVAS, true);
	const over: Triple = [0.7, 0.6, 0.35];
	const draw: Draw = {
		kind: 'picture',
		source: 0,
		matrix: scaled(CANVAS.width, CANVAS.height),
		opacity: 1,
		covers: [],
		blend: 'multiply',
	};
	new Painter(arena, CANVAS).frame(target, [draw], () => flat(arena, over, CANVAS));
	expect(apart(colorAt(arena, target, [4, 4]), over)).toBeLessThanOrEqual(NEAR);
});
