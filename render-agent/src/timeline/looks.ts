/** The looks that the engine can draw: what transitions, animations, masks and effects of drafts are mapped to. */
import type { EffectLook } from './effectLooks';
import type { LineChanges, ShadeChanges } from './painting';
import type { AssetId } from './asset';
import type { Color, TextBlock } from './text';
import type { Curve } from './curve';

/** Where something comes from or goes to. */
export type Direction = 'left' | 'right' | 'up' | 'down';

/** The shape of an opening; a rectangle has the sides of the canvas, a diamond is a square that stands on its corner. */
export type IrisShape =
	'circle' | 'rectangle' | 'square' | 'diamond' | 'triangle' | 'hexagon' | 'heart' | 'star';

/** How one clip gives way to the next. `direction` is where the picture moves to. */
export type TransitionLook =
	| { readonly family: 'dissolve' }
	| { readonly family: 'fadeThrough'; readonly color: Color }
	| { readonly family: 'slide' | 'push' | 'wipe'; readonly direction: Direction }
	| {
			readonly family: 'iris';
			readonly opening: boolean;
			readonly shape: IrisShape;
			/** Whether its edge is wide and soft, as that of a dissolve. Default false. */
			readonly soft?: boolean;
	  }
	/** Slats that turn, as wide as a tenth of the picture. */
	| { readonly family: 'blinds'; readonly axis: 'horizontal' | 'vertical' }
	| {
			readonly family: 'doors';
			/** Which way they open; along the diagonal from the top left. */
			readonly axis: 'horizontal' | 'vertical' | 'diagonal';
			readonly opening: boolean;
	  }
	| {
			readonly family: 'diagonal';
			readonly corner: 'topLeft' | 'topRight' | 'bottomLeft' | 'bottomRight';
	  }
	/** So many hands sweep clockwise, each its part of the circle. Default 1. */
	| { readonly family: 'clock'; readonly hands?: number }
	/** `direction`: where the clip that grows or shrinks goes besides. Default: nowhere. */
	| { readonly family: 'zoom'; readonly inward: boolean; readonly direction?: Direction }
	| { readonly family: 'spin'; readonly clockwise: boolean }
	/** Both sides blurred most in the middle, where one gives way to the other. */
	| { readonly family: 'blur' | 'zoomBlur' }
	/** A cut in the middle of torn rows, blocks, or the light of burning film. */
	| { readonly family: 'glitch' | 'pixelate' | 'burn' }
	/** A cut in the middle of trembling, along one axis or every way; with a direction a push, with a zoom one side grows or shrinks. */
	| {
			readonly family: 'shake';
			readonly axis?: 'horizontal' | 'vertical';
			readonly direction?: Direction;
			readonly zoom?: 'inward' | 'outward';
	  }
	/** A dissolve through rings of water; with a direction a push through waves. */
	| { readonly family: 'ripple'; readonly direction?: Direction }
	/** A cut within a flash of a color. */
	| { readonly family: 'flash'; readonly color: Color }
	/** The picture turns over like a page, about its middle. */
	| { readonly family: 'flip'; readonly axis: 'horizontal' | 'vertical' }
	/** A cut or a dissolve beneath an effect that is strongest in the middle. */
	| { readonly family: 'through'; readonly look: EffectLook; readonly blend: 'cut' | 'mix' }
	/** A page turns over along a fold that moves in a direction: its white back, and shadows on both sides. */
	| { readonly family: 'pageTurn'; readonly direction: Direction }
	/** Two faces of a box that turns; the one that turns away grows narrow and dark. */
	| { readonly family: 'cube'; readonly direction: Direction }
	/** The first clip tears along a rough edge of paper; both halves fall. */
	| { readonly family: 'tear' }
	/** A push so fast that it smears. */
	| { readonly family: 'whip'; readonly direction: Direction };

/** How a clip or text moves in, out, or all the time. */
export type MotionLook =
	| { readonly family: 'fade' }
	| { readonly family: 'slide'; readonly direction: Direction }
	| { readonly family: 'zoom'; readonly from: number }
	/** `from`: the size at first. Default 1. `direction`: where it moves to as it turns. Default: nowhere. */
	| {
			readonly family: 'spin';
			readonly degrees: number;
			readonly from?: number;
			readonly direction?: Direction;
	  }
	/** Goes over a picture that is larger than the canvas. */
	| { readonly family: 'pan'; readonly direction: Direction }
	/** Strips or tiles that come from sides of their own, meet, turn, or flip. */
	| {
			readonly family: 'pieces';
			readonly columns: number;
			readonly rows: number;
			readonly way: 'sides' | 'meet' | 'turn' | 'flip';
	  }
	/** Turns as a cube that has the picture on all faces, so many quarters a period. */
	| { readonly family: 'cube'; readonly direction: Direction; readonly turns: number }
	| { readonly family: 'wipe'; readonly direction: Direction }
	/** Uncovered within a shape that grows from its middle. */
	| { readonly family: 'iris'; readonly shape: Extract<IrisShape, 'circle' | 'heart' | 'star'> }
	/** Uncovered from its middle line to both sides; `axis`: the way that they part. */
	| { readonly family: 'doors'; readonly axis: 'horizontal' | 'vertical' }
	/** Uncovered in slats that open, level ones or upright ones. */
	| { readonly family: 'blinds'; readonly axis: 'horizontal' | 'vertical' }
	/** Uncovered clockwise by the hand of a clock. */
	| { readonly family: 'clock' }
	/** Dim at first, and lit in its full color: of a caption, one character after another. */
	| { readonly family: 'karaoke' }
	/** `reach`: how many times as far as usual. Default 1. */
	| { readonly family: 'bounce'; readonly direction: Direction; readonly reach?: number }
	/** Passes by as the cars of a train: off on one side, and in again on the other. */
	| { readonly family: 'train'; readonly direction: Direction }
	/** `reach`: how many times as far as usual. Default 1. */
	| { readonly family: 'shake'; readonly axis: 'x' | 'y' | 'rotation'; readonly reach?: number }
	| { readonly family: 'pulse' }
	| { readonly family: 'blink' }
	/** Grows and comes back, white for a moment at its height; it is never away. */
	| { readonly family: 'flashZoom' }
	| { readonly family: 'flip'; readonly axis: 'horizontal' | 'vertical' }
	| { readonly family: 'typewriter' }
	/** Hangs from its upper edge and swings, at first by this many degrees. */
	| { readonly family: 'swing'; readonly degrees: number }
	/** Wobbles in width and height; falls and bounces; comes out of a blur, still or rushing. */
	| { readonly family: 'jelly' | 'drop' | 'blur' | 'zoomBlur' }
	/** Comes out of an effect on its own picture; in between: goes into it and back. */
	| { readonly family: 'through'; readonly look: EffectLook }
	/** Turns by a quarter about a corner of the canvas. */
	| {
			readonly family: 'hinge';
			readonly corner: 'topLeft' | 'topRight' | 'bottomLeft' | 'bottomRight';
	  };

/** A shadow of a clip. Lengths are shares of its shorter side; `angle` in degrees counter-clockwise from the right. */
export interface Shade {
	readonly color: Color;
	readonly distance: number;
	readonly angle: number;
	readonly blur: number;
	/** Absent: it stays as it is. */
	readonly moving?: ShadeChanges;
}

/** The shape that a mask keeps. */
export type MaskShape = 'line' | 'mirror' | 'circle' | 'rectangle' | 'heart' | 'star';

/**
 * What a mask is made of where it is no plain shape: letters, in their own size about its center; a closed line, whose points
 * are halves of its box from the middle, y down; a picture as large as its box, which keeps what lies under its opaque part,
 * or under its light where all of it is opaque.
 */
export type Matte =
	| { readonly kind: 'text'; readonly block: TextBlock }
	| { readonly kind: 'path'; readonly points: readonly (readonly [x: number, y: number])[] }
	| { readonly kind: 'picture'; readonly asset: AssetId };

/** A mask in the clip's own rectangle (after crop and fit, before scale and rotation). */
export interface Mask {
	readonly shape: MaskShape;
	/** Instead of the shape, which is then a rectangle. */
	readonly matte?: Matte;
	/** Center, from the clip's center, in half clip sizes; y up. */
	readonly x: Curve;
	readonly y: Curve;
	/** Shares of the clip's width and height. */
	readonly width: Curve;
	readonly height: Curve;
	/** Degrees clockwise about its center. */
	readonly rotation: Curve;
	/** 0…1, as the slider. */
	readonly feather: Curve;
	/** 0…1 of half the shorter side. */
	readonly roundness: Curve;
	readonly inverted: boolean;
	/** By how much the shape is larger all around, or smaller: shares of half its shorter side. Absent: not at all. */
	readonly expansion?: Curve;
	/** A line along its edge, over the clip. Lengths are shares of the clip's shorter side; `away`: outwards. */
	readonly stroke?: {
		readonly color: Color;
		readonly width: number;
		readonly away: number;
		readonly shift: { readonly x: number; readonly y: number };
		/** Absent: it stays as it is. */
		readonly moving?: LineChanges;
	};
	/** What lies beneath the part that is kept. */
	readonly shadow?: Shade;
}

/** How a layer is mixed with what lies beneath. */
export type BlendMode =
	| 'normal'
	| 'darken'
	| 'screen'
	| 'overlay'
	| 'multiply'
	| 'lighten'
	| 'hardLight'
	| 'softLight'
	| 'linearBurn'
	| 'colorBurn'
	| 'colorDodge';

/** What kind of color a filter gives, as people name it. For reports and galleries; the values do the drawing. */
export type ColorFamily =
	| 'natural'
	| 'vivid'
	| 'warm'
	| 'cool'
	| 'soft'
	| 'faded'
	| 'contrasty'
	| 'film'
	| 'vintage'
	| 'sepia'
	| 'monochrome'
	| 'duotone'
	| 'cinematic'
	| 'portrait'
	| 'food'
	| 'landscape'
	| 'night'
	| 'neon';

/** Two colors that take the place of black and white; 0…1 sRGB each, as drafts write colors. */
export interface Duotone {
	readonly dark: Color;
	readonly light: Color;
}

/**
 * A color filter: a family and what it does at full strength. Every value that is absent is 0: no change.
 * Drawn in the order listed; the sliders are the ones of `Adjustments`.
 */
export interface ColorLook {
	readonly family: ColorFamily;
	/** −1…1, as the sliders of a clip. */
	readonly brightness?: number;
	readonly contrast?: number;
	readonly saturation?: number;
	readonly highlights?: number;
	readonly shadows?: number;
	/** −1…1: above 0 warmer. */
	readonly temperature?: number;
	/** −1…1: above 0 towards magenta, below towards green. */
	readonly tint?: number;
	/** Turn of all hues, −1…1 for −180…180 degrees. */
	readonly hue?: number;
	/** 0…1: how much of the color gives way to its gray. */
	readonly monochrome?: number;
	/** 0…1: how much of the picture is redrawn between the two colors, by its luma. */
	readonly toned?: number;
	/** What `toned` draws with; absent: sepia. */
	readonly tone?: Duotone;
	/** 0…1: blacks are lifted and whites lowered, as on an old print. */
	readonly fade?: number;
	/** −1…1: above 0 the corners grow dark, below light. */
	readonly vignette?: number;
	/** 0…1: how much film grain. */
	readonly grain?: number;
}

/** A color filter on a clip, or on everything beneath. */
export interface Filter {
	readonly look: ColorLook;
	/** 0…1: how far the picture goes from itself to the look. */
	readonly strength: number;
	/** Keyframes of the strength: what it is over the clip's time, instead. */
	readonly keyed?: Curve;
}
