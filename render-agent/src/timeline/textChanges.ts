/** What of a caption's look moves over the time of its clip, and the caption at a moment of it. Pure. */
import { constant, type Curve } from './curve';
import {
	atOr,
	type ColorCurve,
	lengthAt,
	type PaintChanges,
	paintedAt,
	type ShadeChanges,
	shadedAt,
	share,
} from './painting';
import type { TextBackground, TextBlock, TextStyle } from './text';

/** What changes of one stop of a gradient. */
export interface StopChanges {
	readonly at?: Curve;
	readonly color?: Readonly<Record<'red' | 'green' | 'blue', Curve>>;
	/** In place of the alpha of its color. */
	readonly alpha?: Curve;
}

/** What changes of a caption, in the units of the block itself; what is absent stays as it is. Each change is the whole text's. */
export interface TextChanges {
	readonly fill?: PaintChanges & {
		/** Degrees of the gradients in letters. */
		readonly angle?: Curve;
		/** Of the gradients in letters, stop by stop. */
		readonly stops?: readonly StopChanges[];
	};
	readonly stroke?: PaintChanges & { readonly width?: Curve };
	readonly shadow?: ShadeChanges;
	readonly background?: PaintChanges & {
		readonly rounding?: Curve;
		readonly padding?: Partial<Readonly<Record<'x' | 'y', Curve>>>;
		readonly offset?: Partial<Readonly<Record<'x' | 'y', Curve>>>;
	};
	/** Degrees of the arc on which rows stand; 0: straight. */
	readonly arc?: Curve;
}

const CLEAR: ColorCurve = {
	...{ red: constant(0), green: constant(0), blue: constant(0), alpha: constant(0) },
};

type Stroke = TextStyle['strokes'][number];

const strokeAt = (
	{ gradient, texture, ...stroke }: Stroke,
	changes: NonNullable<TextChanges['stroke']>,
	at: number,
): Stroke => ({
	color: paintedAt(stroke.color, changes, at),
	width: lengthAt(changes.width, at, stroke.width),
	...(gradient && !changes.color && { gradient }),
	...(texture && !changes.color && { texture }),
});

type Gradient = NonNullable<TextStyle['gradient']>;

const stopAt = (
	{ at: place, color }: Gradient['stops'][number],
	changes: StopChanges,
	at: number,
): Gradient['stops'][number] => {
	const part = (name: 'red' | 'green' | 'blue'): number =>
		share(atOr(changes.color?.[name], at, color[name]));
	return {
		at: share(atOr(changes.at, at, place)),
		color: {
			...{ red: part('red'), green: part('green'), blue: part('blue') },
			alpha: share(atOr(changes.alpha, at, color.alpha)),
		},
	};
};

/** A gradient at a moment; its stops may pass each other. */
const gradientAt = (
	gradient: Gradient,
	{ angle, stops }: NonNullable<TextChanges['fill']>,
	at: number,
): Gradient => {
	const moved =
		stops?.length === gradient.stops.length
			? gradient.stops.map((stop, i) => stopAt(stop, stops[i] ?? {}, at))
			: gradient.stops;
	return {
		...gradient,
		angle: atOr(angle, at, gradient.angle),
		stops: moved.toSorted((one, other) => one.at - other.at),
	};
};

const styleAt = (
	{ gradient, texture, ...style }: TextStyle,
	{ fill = {}, stroke, shadow }: TextChanges,
	at: number,
): TextStyle => ({
	...style,
	fill: paintedAt(style.fill, fill, at),
	...(gradient && !fill.color && { gradient: gradientAt(gradient, fill, at) }),
	...(texture && !fill.color && { texture }),
	...(stroke && { strokes: style.strokes.map((one) => strokeAt(one, stroke, at)) }),
	...(shadow &&
		style.shadow && {
			shadow: shadedAt(style.shadow, shadow, at),
		}),
});

const backgroundAt = (
	{ shape, others, gradient, line, ...box }: TextBackground,
	changes: NonNullable<TextChanges['background']>,
	at: number,
): TextBackground => ({
	shape,
	...(others && !changes.color && { others }),
	...(gradient && !changes.color && { gradient }),
	...(line && { line }),
	color: paintedAt(box.color, changes, at),
	rounding: share(atOr(changes.rounding, at, box.rounding)),
	padding: {
		x: lengthAt(changes.padding?.x, at, box.padding.x),
		y: lengthAt(changes.padding?.y, at, box.padding.y),
	},
	offset: {
		x: atOr(changes.offset?.x, at, box.offset.x),
		y: atOr(changes.offset?.y, at, box.offset.y),
	},
});

/** A whole circle at most: longer words would lie over their own beginning. Degrees. */
export const ROUND = 360;

/** The caption at a moment, in microseconds from the start of its clip (fractions allowed). */
export const blockAt = (block: TextBlock, changes: TextChanges, at: number): TextBlock => {
	const { arc: usual = 0, background, runs, ...rest } = block;
	const arc = Math.min(ROUND, Math.max(-ROUND, atOr(changes.arc, at, usual)));
	return {
		...rest,
		runs: runs.map(({ text, style }) => ({ text, style: styleAt(style, changes, at) })),
		...(arc !== 0 && { arc }),
		...(background && {
			background: changes.background
				? backgroundAt(background, changes.background, at)
				: background,
		}),
	};
};

/** What changes of words that have a color of their own and no box: lengths, lines and shadows stay as those of the others. */
export const changesOfLit = ({ fill, background, ...rest }: TextChanges): TextChanges => ({
	...rest,
	...(fill?.opacity && { fill: { opacity: fill.opacity } }),
	...(background && { background: { ...background, color: CLEAR, opacity: constant(0) } }),
});
