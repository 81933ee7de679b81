/** The looks of scene effects of light and shade that have a shape: rays, flames, lightning, shadows. */
import type { Color } from './text';

/** Lengths are shares of the picture's height, places of its sides; rates are times a second. */
export type LightLook =
	/** Beams that spread from a place and wander. */
	| {
			readonly family: 'rays';
			readonly color: Color;
			readonly x: number;
			readonly y: number;
			readonly rate: number;
	  }
	/** Tongues of fire along the lower edge, up to `height` high. */
	| {
			readonly family: 'flames';
			readonly color: Color;
			readonly height: number;
			readonly rate: number;
	  }
	/** Bolts from the sky that light up the picture. */
	| { readonly family: 'lightning'; readonly color: Color; readonly rate: number }
	/** All colors of the rainbow: in slanted bands of light that drift, as the arc in the sky, or in full colors across or down the picture. */
	| {
			readonly family: 'spectrum';
			readonly style: 'bands' | 'arc' | 'across' | 'down';
			readonly strength: number;
			readonly rate: number;
	  }
	/** Light through the panes of a window or through leaves, all else in shade; or the shine of folded foil. `depth` 0…1. */
	| {
			readonly family: 'shadows';
			readonly style: 'window' | 'leaves' | 'foil' | 'folds';
			readonly depth: number;
			readonly rate: number;
	  }
	/** Squares or stripes of bright colors, others `rate` times a second; `density` 0…1. */
	| {
			readonly family: 'colorBlocks';
			readonly style: 'squares' | 'stripes';
			readonly density: number;
			readonly rate: number;
	  };
