/** The looks of scene effects: what they are called here, and the parameters that they are drawn with. */
import type { Curve } from './curve';
import type { LightLook } from './lightLooks';
import type { TimeRange } from './range';
import type { StagingLook } from './stagingLooks';
import type { Color } from './text';
import type { ToneLook } from './toneLooks';

/**
 * What a scene effect does to the whole picture beneath it, at full amount. Lengths are shares of the canvas's shorter
 * side unless said otherwise, rates are times a second at speed 1, everything else runs 0…1 where no unit stands.
 */
export type EffectLook =
	| ToneLook
	| LightLook
	| StagingLook
	/** Old film: grain, scratches and dust, brightness that flickers, how far the color goes to sepia, faded blacks; it never stands quite still. */
	| {
			readonly family: 'film';
			readonly grain: number;
			readonly scratches: number;
			readonly flicker: number;
			readonly sepia: number;
			readonly fade: number;
	  }
	/** Tape and old screens: dark lines, smeared color beside its place (`shift`, at most 0.05), noise and lost specks, rows that tremble. */
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
	/** Corners go to a color, from the radius `size` (1 = the corner) outwards; `twin`: all but two circles side by side does. */
	| {
			readonly family: 'vignette';
			readonly color: Color;
			readonly size: number;
			/** Default false. */
			readonly twin?: boolean;
	  }
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
	/** A border of width `size`, whose inner corners are rounded by `radius`; at the bottom it is `foot` wider, and torn by `rough`. */
	| {
			readonly family: 'frame';
			readonly size: number;
			readonly radius: number;
			readonly foot: number;
			readonly rough: number;
			readonly color: Color;
	  }
	/** Colors turned into their opposite. */
	| { readonly family: 'negative' }
	/** Outlines: dark on paper, or bright in their own color on black. */
	| { readonly family: 'sketch'; readonly style: 'pencil' | 'neon' }
	/** `levels` (2…16) steps of brightness, as in a comic. */
	| { readonly family: 'posterize'; readonly levels: number }
	/** Small things that move over the picture; `size` of one, `density` 0…1 of how many; without a `color` they have their own ones, else white. */
	| {
			readonly family: 'particles';
			readonly kind: ParticleKind;
			readonly density: number;
			readonly size: number;
			readonly color?: Color;
	  }
	/** Drifting clouds of a color; above a `density` of 1 they close. */
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
	/** Seen through glass: ribs, frosted grains, drops of water or shards, `size` wide. */
	| {
			readonly family: 'glass';
			readonly style: 'reeded' | 'frosted' | 'drops' | 'shards';
			readonly size: number;
	  }
	/** A lens in the middle, `reach` times as far as the corners: above 0 bulges (fisheye), below pinches. −1…1. */
	| {
			readonly family: 'lens';
			readonly strength: number;
			readonly reach: number;
			/** Degrees by which its middle is turned, its rim not at all. Default 0. */
			readonly twist?: number;
	  }
	/** The picture runs upwards or to the left and comes again from the other side, `rate` times a second, and rests in between. */
	| { readonly family: 'scroll'; readonly direction: 'up' | 'left'; readonly rate: number }
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
	/** Another look that goes away in the first seconds, or comes in the last ones. */
	| {
			readonly family: 'passing';
			readonly look: EffectLook;
			readonly way: 'open' | 'close';
			readonly seconds: number;
	  }
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
	| 'confetti'
	| 'butterfly'
	| 'leaf'
	| 'feather'
	| 'flake'
	| 'note'
	| 'coin'
	| 'balloon'
	| 'bat'
	| 'question'
	| 'thumb'
	/** Figures that change as they fall. */
	| 'figure'
	/** Sums, such as 7+2=9. */
	| 'sum';

/** A look that is drawn in one step. */
export type SingleLook = Exclude<EffectLook, { readonly family: 'stack' | 'passing' }>;

/** An effect with how strongly and how fast it works. */
export interface Effect {
	readonly look: EffectLook;
	/** 0…1; 0 leaves the picture untouched to the bit. */
	readonly amount: number;
	/** Keyframes of the amount: what it is over the clip's time, instead. */
	readonly keyed?: Curve;
	/** Factor of all rates; 1 as the look says. */
	readonly speed: number;
	/** Keyframes of its other sliders, as factors of what the look says: of its lengths, of its blurs; of `speed` instead of that. */
	readonly sliders?: Partial<Readonly<Record<'size' | 'blur' | 'speed', Curve>>>;
	/** The part of the clip's own time in which it is seen, where its clock begins. Absent: all of it. */
	readonly during?: TimeRange;
}
