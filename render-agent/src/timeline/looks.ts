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
	/** Both sides blurred most in the middle, where one gives way to the other. */
	| { readonly family: 'blur' | 'zoomBlur' }
	/** A cut in the middle of torn rows, blocks, trembling, or the light of burning film. */
	| { readonly family: 'glitch' | 'pixelate' | 'shake' | 'burn' }
	/** A dissolve through rings of water. */
	| { readonly family: 'ripple' }
	/** A cut within a flash of a color. */
	| { readonly family: 'flash'; readonly color: Color }
	/** The picture turns over like a page, about its middle. */
	| { readonly family: 'flip'; readonly axis: 'horizontal' | 'vertical' }
	/** A push so fast that it smears. */
	| { readonly family: 'whip'; readonly direction: Direction };

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
	| { readonly family: 'typewriter' }
	/** Hangs from its upper edge and swings, at first by this many degrees. */
	| { readonly family: 'swing'; readonly degrees: number }
	/** Wobbles in width and height; falls and bounces; comes out of a blur, still or rushing. */
	| { readonly family: 'jelly' | 'drop' | 'blur' | 'zoomBlur' }
	/** Turns by a quarter about a corner of the canvas. */
	| {
			readonly family: 'hinge';
			readonly corner: 'topLeft' | 'topRight' | 'bottomLeft' | 'bottomRight';
	  };

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
}

/**
 * What a scene effect does to the whole picture beneath it, at full amount. Lengths are shares of the canvas's shorter
 * side unless said otherwise, rates are times a second at speed 1, everything else runs 0…1 where no unit stands.
 */
export type EffectLook =
	/** Old film: grain, vertical scratches and dust, brightness that flickers, and how far the color goes to sepia. */
	| {
			readonly family: 'film';
			readonly grain: number;
			readonly scratches: number;
			readonly flicker: number;
			readonly sepia: number;
	  }
	/** Tape and old screens: dark lines, color beside its place (`shift`, at most 0.05), noise, rows that tremble. */
	| {
			readonly family: 'vhs';
			readonly lines: number;
			readonly shift: number;
			readonly noise: number;
			readonly jitter: number;
	  }
	/** Bursts in which `rows` of the rows jump sideways by up to `reach` and the colors part by up to `split`. */
	| {
			readonly family: 'glitch';
			readonly rows: number;
			readonly reach: number;
			readonly split: number;
			readonly rate: number;
	  }
	/** Red and blue part by `shift` each way along `angle` (degrees clockwise); `rate` 0 stays, above 0 beats. */
	| {
			readonly family: 'chromatic';
			readonly shift: number;
			readonly angle: number;
			readonly rate: number;
	  }
	/** A Gaussian of `sigma`; `rate` above 0: comes and goes. */
	| { readonly family: 'blur'; readonly sigma: number; readonly rate: number }
	/** Smeared along `angle` (degrees clockwise) over `length`, or from the middle outwards. */
	| { readonly family: 'motionBlur'; readonly angle: number; readonly length: number }
	| { readonly family: 'zoomBlur'; readonly length: number }
	/** Edges made sharper, `strength` times. */
	| { readonly family: 'sharpen'; readonly strength: number }
	/** A transparent copy that grows by the share `by` and fades with every beat. */
	| { readonly family: 'ghost'; readonly by: number; readonly rate: number }
	/** Sharp only inside a circle or a level band of half size `size`, blurred by `sigma` around it. */
	| {
			readonly family: 'focus';
			readonly shape: 'circle' | 'band';
			readonly size: number;
			readonly sigma: number;
	  }
	/** Grows by the share `by` with every beat and falls back. */
	| { readonly family: 'zoomPulse'; readonly by: number; readonly rate: number }
	/** Moves by up to `reach` and `turn` degrees: to a new place `rate` times a second, or swinging `smooth`ly. */
	| {
			readonly family: 'shake';
			readonly reach: number;
			readonly turn: number;
			readonly rate: number;
			readonly smooth: boolean;
	  }
	/** Pulses of a color that fade away. */
	| { readonly family: 'flash'; readonly color: Color; readonly rate: number }
	/** Hard changes between the picture and a color; `share` of each period shows the color. */
	| {
			readonly family: 'strobe';
			readonly color: Color;
			readonly rate: number;
			readonly share: number;
	  }
	/** Corners go to a color, from the radius `size` (1 = the corner) outwards. */
	| { readonly family: 'vignette'; readonly color: Color; readonly size: number }
	/** A soft glow of a color that wanders over the picture, added like light. */
	| { readonly family: 'lightLeak'; readonly color: Color; readonly rate: number }
	/** What is brighter than `threshold` shines `sigma` wide, `strength` times. */
	| {
			readonly family: 'glow';
			readonly sigma: number;
			readonly threshold: number;
			readonly strength: number;
	  }
	/** Blocks of one color, `size` long. */
	| { readonly family: 'pixelate'; readonly size: number }
	/** One half shown again, turned over: `x` left and right, `y` top and bottom, `both` all quarters. */
	| { readonly family: 'mirror'; readonly axis: 'x' | 'y' | 'both' }
	/** `slices` (2…24) mirrored wedges around the middle, turning `rate` times a second. */
	| { readonly family: 'kaleidoscope'; readonly slices: number; readonly rate: number }
	/** The picture again in `columns` × `rows` cells (1…8 each): the whole fitted in, or its middle. */
	| {
			readonly family: 'split';
			readonly columns: number;
			readonly rows: number;
			readonly fit: 'whole' | 'middle';
	  }
	/** Bars at top and bottom, or left and right; `size` is the share of that side that each takes, 0…0.5. */
	| {
			readonly family: 'letterbox';
			readonly axis: 'horizontal' | 'vertical';
			readonly size: number;
			readonly color: Color;
	  }
	/** A border of width `size`, whose inner corners are rounded by `radius`. */
	| {
			readonly family: 'frame';
			readonly size: number;
			readonly radius: number;
			readonly color: Color;
	  }
	/** Colors turned into their opposite. */
	| { readonly family: 'negative' }
	/** Outlines: dark on paper, or bright in their own color on black. */
	| { readonly family: 'sketch'; readonly style: 'pencil' | 'neon' }
	/** `levels` (2…16) steps of brightness, as in a comic. */
	| { readonly family: 'posterize'; readonly levels: number }
	/** Small things that move over the picture; `size` of one, `density` 0…1 of how many, `color` where they have none. */
	| {
			readonly family: 'particles';
			readonly kind: ParticleKind;
			readonly density: number;
			readonly size: number;
			readonly color: Color;
	  }
	/** Drifting clouds of a color. */
	| {
			readonly family: 'fog';
			readonly density: number;
			readonly color: Color;
			readonly rate: number;
	  }
	/** The picture bends: level waves, or rings around the middle, `reach` high and `length` apart. */
	| {
			readonly family: 'ripple';
			readonly shape: 'waves' | 'rings';
			readonly reach: number;
			readonly length: number;
			readonly rate: number;
	  }
	/** Seen through glass: level-edged ribs or frosted grains, `size` wide. */
	| {
			readonly family: 'glass';
			readonly style: 'reeded' | 'frosted';
			readonly size: number;
	  }
	/** A lens over the whole picture: above 0 bulges (fisheye), below pinches. −1…1. */
	| { readonly family: 'lens'; readonly strength: number }
	/** The picture turns about its middle, `rate` turns a second, filling the canvas all the time. */
	| { readonly family: 'spin'; readonly rate: number }
	/** A color gives way to the picture (`open`) or takes it (`close`) in the first or last `seconds` of the time. */
	| {
			readonly family: 'curtain';
			readonly shape: 'fade' | 'horizontal' | 'vertical' | 'circle' | 'blinds';
			readonly way: 'open' | 'close';
			readonly seconds: number;
			readonly color: Color;
	  }
	/** A bright line that runs over the picture, down or to the right. */
	| {
			readonly family: 'sweep';
			readonly direction: 'down' | 'right';
			readonly color: Color;
			readonly rate: number;
	  }
	/** The picture's brightness between two colors. */
	| { readonly family: 'duotone'; readonly dark: Color; readonly light: Color }
	/** Several one after another, the first at the bottom. */
	| { readonly family: 'stack'; readonly looks: readonly EffectLook[] };

/** What moves over a picture. */
export type ParticleKind =
	| 'snow'
	| 'rain'
	| 'sparkle'
	| 'bokeh'
	| 'dust'
	| 'firework'
	| 'heart'
	| 'star'
	| 'bubble'
	| 'petal'
	| 'ember'
	| 'confetti';

/** An effect with how strongly and how fast it works. */
export interface Effect {
	readonly look: EffectLook;
	/** 0…1; 0 leaves the picture untouched to the bit. */
	readonly amount: number;
	/** Factor of all rates; 1 as the look says. */
	readonly speed: number;
}
