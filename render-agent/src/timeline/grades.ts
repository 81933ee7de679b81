/** Grades: what the color pages of the apps do beyond sliders. Plain data; straight sRGB, 0…1 a channel. */

/** A band of hues that is changed, about its own color. */
export interface HueBand {
	/** Degrees: 0 red, 120 green, 240 blue. */
	readonly center: number;
	/** −1…1: turned towards the next band. */
	readonly turn: number;
	/** −1…1: how much more colorful, and how much lighter. */
	readonly saturation: number;
	readonly lightness: number;
}

/** A point of a tone curve: what goes in, what comes out. */
export interface TonePoint {
	readonly x: number;
	readonly y: number;
}

/** Amounts of red, green and blue, −1…1 each. */
export interface Push {
	readonly red: number;
	readonly green: number;
	readonly blue: number;
}

/** A change of color that is no slider. Curves have their points in ascending order; none: straight. */
export type Grade =
	| { readonly kind: 'bands'; readonly bands: readonly HueBand[] }
	| {
			readonly kind: 'curves';
			/** For all channels, before their own. */
			readonly all: readonly TonePoint[];
			readonly red: readonly TonePoint[];
			readonly green: readonly TonePoint[];
			readonly blue: readonly TonePoint[];
	  }
	/** Shadows, middle tones, highlights and everything, each pushed towards a color. */
	| {
			readonly kind: 'wheels';
			readonly lift: Push;
			readonly gamma: Push;
			readonly gain: Push;
			readonly offset: Push;
	  };
