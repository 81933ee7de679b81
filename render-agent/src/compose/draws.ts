/** What is drawn in one frame, as data: a small tree that `paint` executes and that two frames can be compared by. */
import type { Affine } from '../timeline/geometry';
import type { SingleLook } from '../timeline/effectLooks';
import type { BlendMode } from '../timeline/looks';
import type { Color, Gradient } from '../timeline/text';
import type { Stage } from './color/stages';

/** What every cover has. `matrix` takes its own frame (pixels, origin in its middle) to the canvas. */
interface Covering {
	readonly matrix: Affine;
	/** Half the width of its soft edge. */
	readonly soft: number;
	readonly inverted: boolean;
	/** By how much its edge lies further out. Default 0. */
	readonly grow?: number;
}

/** A shape that keeps part of what is drawn. */
export interface ShapeCover extends Covering {
	readonly shape: 'line' | 'mirror' | 'circle' | 'rectangle' | 'clock' | 'heart' | 'star';
	readonly halfWidth: number;
	readonly halfHeight: number;
	/** Corner radius of a rectangle; of a clock the angle between two of its hands in radians, 0 where there is one. */
	readonly radius: number;
}

/** A closed line that keeps what lies inside. Its points are halves of its box, from the middle, y down. */
export interface PathCover extends Covering {
	readonly shape: 'path';
	readonly points: readonly (readonly [x: number, y: number])[];
	readonly halfWidth: number;
	readonly halfHeight: number;
}

/** A picture that keeps what lies under its opaque part, or under its light where it is opaque all over. `matrix` takes the unit square to the canvas. */
export interface PictureCover extends Covering {
	readonly shape: 'picture';
	readonly source: number;
}

/** What keeps part of what is drawn. */
export type Cover = ShapeCover | PathCover | PictureCover;

/** A part of a picture in shares of its size. */
export interface Part {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** A character of a text: its part of the picture, and where it starts in the whole text, in UTF-16 units. */
export interface TextPart extends Part {
	readonly offset: number;
}

/** How something is laid over what is there. */
interface Laid {
	/** 0…1. */
	readonly opacity: number;
	readonly covers: readonly Cover[];
}

/** An effect at one moment, in one step. */
export interface EffectDraw {
	readonly look: SingleLook;
	/** Above 0, at most 1. */
	readonly amount: number;
	/** Seconds at the look's own speed, 0 for looks that stand still. Of curtains: how far open they are, 0…1. */
	readonly phase: number;
}

/** A stage, or some that change only what lies within all covers: those take their own frame to the unit square of the picture. */
export type Step =
	| Stage
	| {
			readonly kind: 'within';
			readonly covers: readonly Cover[];
			readonly stages: readonly Stage[];
	  };

/** One step of painting a frame. `matrix` takes the unit square to canvas pixels. */
export type Draw =
	| (Laid & {
			readonly kind: 'picture';
			readonly source: number;
			readonly matrix: Affine;
			readonly parts?: readonly Part[];
			/** On the source's own picture, before its effects. */
			readonly stages?: readonly Step[];
			/** On the source's own picture, before it is laid. */
			readonly effects?: readonly EffectDraw[];
			/** Absent: normal. */
			readonly blend?: BlendMode;
	  })
	| (Laid & {
			readonly kind: 'fill';
			readonly color: Color;
			/** Instead of the color, over the whole canvas. */
			readonly gradient?: Gradient;
	  })
	| (Laid & {
			readonly kind: 'blurred';
			readonly source: number;
			readonly sigma: number;
			/** On the blurred picture. */
			readonly stages?: readonly Stage[];
	  })
	| (Laid & {
			readonly kind: 'group';
			readonly draws: readonly Draw[];
			readonly matrix: Affine;
			readonly opaque: boolean;
			/** Absent: normal. */
			readonly blend?: BlendMode;
	  })
	| {
			readonly kind: 'mix';
			readonly from: readonly Draw[];
			readonly to: readonly Draw[];
			readonly amount: number;
			readonly opaque: boolean;
			/** Each of both is painted over what has been painted so far, and the mix replaces it. Default: each by itself, the mix is laid over it. */
			readonly onBackdrop?: true;
			/** Both add up, whatever `amount` is: what one leaves free the other takes, and nothing shines through the soft edge between them. Never opaque. */
			readonly joined?: true;
	  }
	| {
			/** What has been painted so far turns to a color where there is something; its alpha stays. */
			readonly kind: 'tint';
			readonly color: Color;
			readonly amount: number;
	  }
	/** Changes what has been painted so far. */
	| (EffectDraw & {
			readonly kind: 'effect';
			/** What it brings is seen where nothing is, too. Absent: it is cut to what is there. */
			readonly spreads?: true;
	  })
	| { readonly kind: 'stages'; readonly stages: readonly Step[] };
