/** The timeline: everything that is seen and heard, in our own words. Foreign words stop in `draft/`. */
import type { FrameRate, Frames, Microseconds, Pixels } from '../kernel/units';
import type { AssetId, AssetReference } from './asset';
import type { Curve } from './curve';
import type { BlendMode, Mask, MotionLook, TransitionLook } from './looks';
import type { TimeRange } from './range';
import type { Paced } from './tempo';
import type { Color, TextBlock } from './text';

/** Size and rate of the output. */
export interface Canvas {
	readonly width: Pixels;
	readonly height: Pixels;
	readonly rate: FrameRate;
}

/**
 * Where a clip stands. Origin is the middle of the canvas, y runs down, lengths are canvas pixels;
 * scale 1 fits the whole (cropped) picture into the canvas, for texts it is the size as laid out.
 */
export interface Placement {
	readonly x: Curve;
	readonly y: Curve;
	readonly scaleX: Curve;
	readonly scaleY: Curve;
	/** Degrees clockwise about the clip's center. */
	readonly rotation: Curve;
	/** 0…1. */
	readonly opacity: Curve;
	readonly flipX: boolean;
	readonly flipY: boolean;
}

/** A motion on top of the placement, in a window of the clip's own time. */
export interface Animation {
	readonly phase: 'in' | 'out' | 'group' | 'loop';
	readonly look: MotionLook;
	/** From the clip's start. For `loop`: the first of the repetitions, which go on to the end of the clip. */
	readonly window: TimeRange;
}

/** What every visible clip has. `layer` orders them, low below high; equal layers never overlap in time. */
interface Visible {
	/** The segment's id in the draft. */
	readonly id: string;
	/** Index of its track in the draft, from 0. */
	readonly track: number;
	readonly layer: number;
	readonly target: TimeRange;
	readonly placement: Placement;
	readonly animations: readonly Animation[];
	readonly blend: BlendMode;
	readonly mask?: Mask;
}

/** The part of a picture that is used: shares of its width and height, from the top left. */
export interface Crop {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** What fills the canvas behind a clip. `blur`: the clip itself, covering, with a Gaussian of `sigma` canvas pixels. */
export type Backdrop =
	| { readonly kind: 'color'; readonly color: Color }
	| { readonly kind: 'blur'; readonly sigma: number }
	| { readonly kind: 'picture'; readonly asset: AssetId };

/** Sliders of the draft, −1…1 each; 0 changes nothing. */
export interface Adjustments {
	readonly brightness?: Curve;
	readonly contrast?: Curve;
	readonly saturation?: Curve;
	readonly temperature?: Curve;
	readonly tint?: Curve;
	readonly highlights?: Curve;
	readonly shadows?: Curve;
	readonly whites?: Curve;
	readonly blacks?: Curve;
	readonly sharpness?: Curve;
	readonly vignette?: Curve;
	readonly fade?: Curve;
}

/** A use of a video, photo or animation. */
export interface PictureClip extends Visible, Paced {
	readonly kind: 'picture';
	readonly asset: AssetId;
	readonly crop: Crop;
	readonly backdrop?: Backdrop;
	readonly adjustments: Adjustments;
}

/** A caption or title. */
export interface TextClip extends Visible {
	readonly kind: 'text';
	readonly text: TextBlock;
}

/** A flat colored rectangle of the canvas's size. */
export interface ColorClip extends Visible {
	readonly kind: 'color';
	readonly color: Color;
}

/** A timeline within the timeline, at its own canvas, fitted like a video of that size. */
export interface NestedClip extends Visible, Paced {
	readonly kind: 'nested';
	readonly timeline: Timeline;
	readonly backdrop?: Backdrop;
}

/** Anything that is seen. */
export type VisualClip = PictureClip | TextClip | ColorClip | NestedClip;

/** How two clips that touch give way to each other. The window is centered on the cut. */
export interface Transition {
	readonly left: string;
	readonly right: string;
	readonly cut: Microseconds;
	/** Length of the window; half of it before the cut. */
	readonly duration: Microseconds;
	readonly look: TransitionLook;
}

/** A use of the sound of an asset. */
export interface SoundClip extends Paced {
	readonly id: string;
	readonly track: number;
	readonly asset: AssetId;
	/** Linear gain over the clip's time; 1 leaves it as it is. */
	readonly gain: Curve;
	/** Linear fades at the clip's ends, on top of the gain. */
	readonly fadeIn: Microseconds;
	readonly fadeOut: Microseconds;
	/** Whether a changed speed keeps the pitch, or the pitch follows. */
	readonly pitch: 'keep' | 'follow';
}

/** All that is seen and heard. `visuals` are sorted by `layer`, then by start. */
export interface Timeline {
	readonly canvas: Canvas;
	/** Length of the output. */
	readonly frames: Frames;
	readonly visuals: readonly VisualClip[];
	readonly transitions: readonly Transition[];
	readonly sounds: readonly SoundClip[];
	readonly assets: readonly AssetReference[];
}
