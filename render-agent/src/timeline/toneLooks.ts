/** The looks of scene effects that change colors, or draw the picture anew with dots, strokes and lines. */
import type { Color } from './text';

/** Lengths are shares of the shorter side, rates times a second, the rest −1…1 or 0…1 where no unit stands. */
export type ToneLook =
	/** Brightness, contrast, saturation and warmth, each −1…1. */
	| {
			readonly family: 'grade';
			readonly brightness: number;
			readonly contrast: number;
			readonly saturation: number;
			readonly warmth: number;
	  }
	/** Brightness shown as colors, from those of black to those of white; at least two. */
	| { readonly family: 'ramp'; readonly colors: readonly Color[] }
	/** All hues turned by `degrees`, and on by `rate` turns a second. */
	| { readonly family: 'hueTurn'; readonly degrees: number; readonly rate: number }
	/** Only what has about the hue of `color` keeps its color. */
	| { readonly family: 'selective'; readonly color: Color }
	/** Printed in dots, `size` apart, the larger the darker. */
	| { readonly family: 'halftone'; readonly size: number }
	/** Strokes of a brush, `size` wide: each place takes the calmest of the colors around it. */
	| { readonly family: 'paint'; readonly size: number }
	/** Lines of a color along the edges of what is seen, `width` wide; `rate` above 0: drawn anew so often, by a hand that trembles. */
	| {
			readonly family: 'outline';
			readonly color: Color;
			readonly width: number;
			readonly rate: number;
	  };
