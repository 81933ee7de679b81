/** The looks that the engine can draw: what transitions, animations, masks and effects of drafts are mapped to. */
import type { Color } from './text';
import type { Curve } from './curve';

/** Where something comes from or goes to. */
export type Direction = 'left' | 'right' | 'up' | 'down';

/** How one clip gives way to the next. `direction` is where the picture moves to. */
export type TransitionLook =
	| { readonly family: 'dissolve' }
	| { readonly family: 'fadeThrough'; readonly color: Color }
	| { readonly family: 'slide' | 'push' | 'wipe'; readonly direction: Direction }
	| { readonly family: 'iris'; readonly opening: boolean }
	| {
			readonly family: 'doors';
			readonly axis: 'horizontal' | 'vertical';
			readonly opening: boolean;
	  }
	| {
			readonly family: 'diagonal';
			readonly corner: 'topLeft' | 'topRight' | 'bottomLeft' | 'bottomRight';
	  }
	| { readonly family: 'clock' }
	| { readonly family: 'zoom'; readonly inward: boolean }
	| { readonly family: 'spin'; readonly clockwise: boolean }
	| { readonly family: 'blur' };

/** How a clip or text moves in, out, or all the time. */
export type MotionLook =
	| { readonly family: 'fade' }
	| { readonly family: 'slide'; readonly direction: Direction }
	| { readonly family: 'zoom'; readonly from: number }
	| { readonly family: 'spin'; readonly degrees: number }
	| { readonly family: 'wipe'; readonly direction: Direction }
	| { readonly family: 'bounce'; readonly direction: Direction }
	| { readonly family: 'shake'; readonly axis: 'x' | 'y' | 'rotation' }
	| { readonly family: 'pulse' }
	| { readonly family: 'blink' }
	| { readonly family: 'flip'; readonly axis: 'horizontal' | 'vertical' }
	| { readonly family: 'typewriter' };

/** The shape that a mask keeps. */
export type MaskShape = 'line' | 'mirror' | 'circle' | 'rectangle' | 'heart' | 'star';

/** A mask in the clip's own rectangle (after crop and fit, before scale and rotation). */
export interface Mask {
	readonly shape: MaskShape;
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
