/** The looks of scene effects that show the picture again elsewhere, or in what shows pictures: a finder, a player, a disc. */
import type { Color } from './text';

/** Lengths are shares of the shorter side, rates times a second. */
export type StagingLook =
	/** A magnifying glass of radius `size` that wanders over the picture and enlarges `zoom` times. */
	| {
			readonly family: 'loupe';
			readonly size: number;
			readonly zoom: number;
			readonly rate: number;
	  }
	/** Paper prints of the picture that lie on it, up to `count`, one more with each beat. */
	| {
			readonly family: 'collage';
			readonly count: number;
			readonly color: Color;
			readonly rate: number;
	  }
	/** A round disc of the picture that turns, before the picture out of focus. */
	| { readonly family: 'record'; readonly rate: number }
	/** Cut in two along a line, `angle` degrees clockwise; the halves slip by `reach` with each beat. */
	| {
			readonly family: 'slice';
			readonly angle: number;
			readonly reach: number;
			readonly rate: number;
	  }
	/** What a camera shows its owner: corners, a cross, a light that blinks, a battery. */
	| { readonly family: 'viewfinder'; readonly color: Color }
	/** A player of videos: a bar that runs, a button. */
	| { readonly family: 'player'; readonly color: Color }
	/** A window of a desktop: a bar with three buttons, an edge. */
	| { readonly family: 'window'; readonly color: Color }
	/** The leader of a film: rings, a cross, a hand that goes round once a second and figures from 5 to 1. */
	| { readonly family: 'countdown'; readonly rate: number }
	/** The edges of a strip of film with holes, `size` high, running `rate` holes a second. */
	| { readonly family: 'sprockets'; readonly size: number; readonly rate: number };
