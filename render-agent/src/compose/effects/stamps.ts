/** Small shapes put on the picture one by one: sprites, bars, figures of seven strokes. */
import type { Color } from '../../timeline/text';
import { lumaChroma } from '../lumaChroma';
import { half } from '../surface';
import type { Brush } from './brush';

/** Numbers of the sprites in `sprites.as.ts`. */
export const SPRITES = {
	glow: 0,
	disc: 1,
	ring: 2,
	glint: 3,
	heart: 4,
	bar: 5,
	petal: 6,
	star: 7,
	butterfly: 8,
	leaf: 9,
	feather: 10,
	flake: 11,
	note: 12,
	balloon: 13,
	bat: 14,
	question: 15,
	thumb: 16,
} as const;

/** A shape and its place. Lengths are luma samples; `wide` and `long` are half sizes. */
export interface Speck {
	readonly x: number;
	readonly y: number;
	readonly wide: number;
	readonly long: number;
	/** Radians. */
	readonly turn: number;
	readonly opacity: number;
	readonly color: Color;
	readonly sprite: keyof typeof SPRITES;
}

/** Puts a shape on the picture. */
export const stamped = ({ arena, target }: Brush, speck: Speck): void => {
	const values = lumaChroma(speck.color);
	const [cos, sin] = [Math.cos(speck.turn), Math.sin(speck.turn)];
	[target.y, target.u, target.v].forEach((at, i) => {
		const step = i === 0 ? 1 : 2;
		const width = i === 0 ? target.width : half(target.width);
		const height = i === 0 ? target.height : half(target.height);
		// Middles of luma samples lie at .5; chroma is level with even columns, between two rows.
		const place = [(speck.x - 0.5) / step, (speck.y - (i === 0 ? 0.5 : 1)) / step] as const;
		const size = [speck.wide / step, speck.long / step] as const;
		arena.kernels.sprite(
			...([at, width, height, ...place, ...size, cos, sin] as const),
			...([SPRITES[speck.sprite], values[i] ?? 0, speck.opacity] as const),
		);
	});
};

/** A bar by its edges. */
export interface Bar {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
}

/** Puts a level bar of a color on the picture. */
export const barred = (
	brush: Brush,
	{ left, top, width, height }: Bar,
	{ color, opacity }: { color: Color; opacity: number },
): void => {
	stamped(brush, {
		x: left + width / 2,
		y: top + height / 2,
		wide: width / 2,
		long: height / 2,
		turn: 0,
		opacity,
		color,
		sprite: 'bar',
	});
};

/** Which strokes each figure has. */
const FIGURES: readonly (readonly number[])[] = [
	...[
		[0, 1, 2, 4, 5, 6],
		[2, 5],
		[0, 2, 3, 4, 6],
		[0, 2, 3, 5, 6],
		[1, 2, 3, 5],
	],
	...[
		[0, 1, 3, 5, 6],
		[0, 1, 3, 4, 5, 6],
		[0, 2, 5],
		[0, 1, 2, 3, 4, 5, 6],
		[0, 1, 2, 3, 5, 6],
	],
];
/** Each stroke in a figure 1 wide and 2 high: left, top and whether it is level. */
const STROKES: readonly (readonly [left: number, top: number, level: boolean])[] = [
	[0, 0, true],
	[0, 0, false],
	[1, 0, false],
	[0, 1, true],
	[0, 1, false],
	[1, 1, false],
	[0, 2, true],
];

/** The strokes of signs between figures: left, top, width and height in the same measure. */
const SIGNS: Readonly<Record<string, readonly (readonly [number, number, number, number])[]>> = {
	':': [
		[0.5, 0.45, 0, 0],
		[0.5, 1.35, 0, 0],
	],
	'=': [
		[0.1, 0.7, 0.8, 0],
		[0.1, 1.3, 0.8, 0],
	],
	'+': [
		[0.1, 1, 0.8, 0],
		[0.5, 0.6, 0, 0.8],
	],
};

/** The bars of a figure or a sign, from its upper left corner. */
const barsOf = (
	sign: string,
	[left, top]: readonly [number, number],
	side: number,
): readonly Bar[] => {
	const thick = Math.max(1, side / 4.5);
	const strokes = SIGNS[sign];
	if (strokes)
		return strokes.map(([dx, dy, width, height]) => ({
			left: left + dx * side - thick / 2,
			top: top + dy * side - thick / 2,
			width: width * side + thick,
			height: height * side + thick,
		}));
	return (FIGURES[Number(sign)] ?? []).map((number) => {
		const [dx, dy, level] = STROKES[number] ?? [0, 0, true];
		return {
			left: left + dx * side - thick / 2,
			top: top + dy * side - thick / 2,
			width: level ? side + thick : thick,
			height: level ? thick : side + thick,
		};
	});
};

/** Writes figures of seven strokes and the signs `:`, `+` and `=`, `height` high, from their upper left corner. */
export const figured = (
	brush: Brush,
	text: string,
	{ x, y, height, ...ink }: { x: number; y: number; height: number; color: Color; opacity: number },
): void => {
	const side = height / 2;
	for (const [place, sign] of Array.from(text).entries())
		for (const bar of barsOf(sign, [x + place * side * 1.7, y], side)) barred(brush, bar, ink);
};
