/** The timeline: everything that is seen and heard, in our own words. Foreign words stop in `draft/`. */
import type { FrameRate, Frames, Microseconds, Pixels } from '../kernel/units';
import type { AssetId, AssetReference } from './asset';
import { constant, type Curve } from './curve';
import type { Effect } from './effectLooks';
import type { Grade } from './grades';
import type {
	BlendMode,
	ColorLook,
	Filter,
	Mask,
	MotionLook,
	Shade,
	TransitionLook,
} from './looks';
import type { TimeRange } from './range';
import type { SoundChange } from './soundLooks';
import type { Paced } from './tempo';
import type { Color, Gradient, Spoken, TextBlock } from './text';
import type { TextChanges } from './textChanges';

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

/** Whether a clip keeps its place, size and turn of its own accord: no keyframes move it. */
export const staysPut = ({ x, y, scaleX, scaleY, rotation }: Placement): boolean =>
	[x, y, scaleX, scaleY, rotation].every(({ kind }) => kind === 'constant');

/** In the middle, as large as fits, neither turned nor flipped, opaque. */
export const UNMOVED: Placement = {
	x: constant(0),
	y: constant(0),
	scaleX: constant(1),
	scaleY: constant(1),
	rotation: constant(0),
	opacity: constant(1),
	flipX: false,
	flipY: false,
};

/** A motion on top of the placement, in a window of the clip's own time. */
export interface Animation {
	readonly phase: 'in' | 'out' | 'group' | 'loop';
	readonly look: MotionLook;
	/** From the clip's start. For `loop`: the first of the repetitions, which go on to the end of the clip. */
	readonly window: TimeRange;
	/** `character`: those of a caption move one after another. Absent: all at once. */
	readonly by?: 'character';
}

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
	readonly hue?: Curve;
	/** The middle tones. */
	readonly light?: Curve;
	/** Saturation of pale colors more than of strong ones. */
	readonly vibrance?: Curve;
	readonly fade?: Curve;
	readonly sharpness?: Curve;
	readonly vignette?: Curve;
	readonly grain?: Curve;
}

/** A LUT file and how far the picture goes to what it gives, 0…1. */
export interface Lut {
	readonly asset: AssetId;
	/** The nearest look by its name, drawn where the file is not there. Absent: nothing is. */
	readonly near?: ColorLook;
	readonly strength: number;
	/** Keyframes of the strength: what it is over the clip's time, instead. */
	readonly keyed?: Curve;
}

/** A color that is made transparent. All but the color 0…1, as the sliders. */
export interface ChromaKey {
	readonly color: Color;
	/** How far from the color something may be and still go. 0: nothing goes. */
	readonly intensity: number;
	/** How much of the shadows on the color is kept. */
	readonly shadow: number;
	/** How soft the edge is. */
	readonly softness: number;
	/** How much of the color's reflection is taken out of what is kept. */
	readonly spill: number;
	/** Keyframes: what a slider is over the clip's time, instead. */
	readonly keyed?: Readonly<Partial<Record<'intensity' | 'shadow' | 'softness' | 'spill', Curve>>>;
}

/** What is done to the color of a clip or of what lies beneath: LUTs, then sliders, then grades, then filters. */
export interface Graded {
	readonly luts?: readonly Lut[];
	readonly adjustments?: Adjustments;
	readonly grades?: readonly Grade[];
	readonly filters?: readonly Filter[];
	/** LUTs, sliders and grades change only what lies within it. Absent: all of it. */
	readonly gradedWithin?: Mask;
}

/** What every visible clip has. `layer` orders them, low below high; equal layers never overlap in time. */
interface Visible extends Graded {
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
	readonly outline?: Outline;
	/** Comes before all other color. */
	readonly key?: ChromaKey;
	/** Effects on this clip alone, the first one drawn first. */
	readonly effects?: readonly Effect[];
}

/** A place in a picture, in shares of its width and height from the top left. */
interface Spot {
	readonly x: number;
	readonly y: number;
}

/** Four places of a picture. */
export interface Corners {
	readonly topLeft: Spot;
	readonly topRight: Spot;
	readonly bottomLeft: Spot;
	readonly bottomRight: Spot;
}

/** What is done to the outline of a clip's rectangle. Lengths are shares of its shorter side. */
export interface Outline {
	/** 0…1 of half the shorter side. */
	readonly rounding: Curve;
	/** A line around it. */
	readonly stroke?: { readonly color: Color; readonly width: number };
	readonly shadow?: Shade;
}

/** The part of a picture that is used: shares of its width and height, from the top left. */
export interface Crop {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
	/** Whether its left and right sides, its top and bottom, are the other way round. Default: they are not. */
	readonly mirroredX?: true;
	readonly mirroredY?: true;
	/** A slanted part: these corners become those of a rectangle, as long as its top and as high as its left side. */
	readonly corners?: Corners;
}

/** What fills the canvas behind a clip. `blur`: the clip itself, covering, with a Gaussian of `sigma` canvas pixels. */
export type Backdrop =
	| { readonly kind: 'color'; readonly color: Color }
	| { readonly kind: 'blur'; readonly sigma: number }
	| { readonly kind: 'picture'; readonly asset: AssetId };

/** A use of a video, photo or animation. */
export interface PictureClip extends Visible, Paced {
	readonly kind: 'picture';
	readonly asset: AssetId;
	readonly crop: Crop;
	/**
	 * What scale 1 means. Absent: the whole picture fits into the canvas. `natural`: so many canvas pixels a picture's
	 * pixel. `cover`: the picture fills the canvas.
	 */
	readonly fit?: { readonly kind: 'natural'; readonly factor: number } | { readonly kind: 'cover' };
	/** Whether it begins again when its file ends. Default: only GIFs and their like do. */
	readonly repeats?: boolean;
	readonly backdrop?: Backdrop;
}

/** A caption or title. */
export interface TextClip extends Visible {
	readonly kind: 'text';
	readonly text: TextBlock;
	/** Absent: it looks the same all the time. */
	readonly changes?: TextChanges;
	/** Absent: all words are there all the time. */
	readonly spoken?: Spoken;
}

/** A rectangle of the canvas's size in one color, or in several along a line. */
export interface ColorClip extends Visible {
	readonly kind: 'color';
	readonly color: Color;
	/** Instead of the color. */
	readonly gradient?: Gradient;
}

/** A timeline within the timeline, at its own canvas, fitted like a video of that size. */
export interface NestedClip extends Visible, Paced {
	readonly kind: 'nested';
	readonly timeline: Timeline;
	/** How loud the sounds inside are, over the clip's own time. Absent: as they are. */
	readonly gain?: Curve;
	readonly backdrop?: Backdrop;
}

/** An effect on everything beneath it, for its time. */
export interface EffectClip extends Effect {
	readonly kind: 'effect';
	readonly id: string;
	readonly track: number;
	readonly layer: number;
	readonly target: TimeRange;
}

/** A change of the color of everything beneath it, for its time: a filter, or an adjustment layer. */
export interface FilterClip extends Graded {
	readonly kind: 'filter';
	readonly id: string;
	readonly track: number;
	readonly layer: number;
	readonly target: TimeRange;
}

/** A clip with a picture of its own that stands somewhere. */
export type ShownClip = PictureClip | TextClip | ColorClip | NestedClip;

/** Anything that is seen: a picture, or a change of what lies beneath. */
export type VisualClip = ShownClip | EffectClip | FilterClip;

/** How two clips that touch give way to each other. The window is centered on the cut. */
export interface Transition {
	readonly left: string;
	readonly right: string;
	readonly cut: Microseconds;
	/** Length of the window; half of it before the cut. */
	readonly duration: Microseconds;
	readonly look: TransitionLook;
	/** The clips are never shown or heard at once: neither goes on beyond the cut. Default: they are. */
	readonly apart?: true;
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
	/** What becomes of it, the first change first. */
	readonly changes?: readonly SoundChange[];
	/** Both channels from the left one, the right one or their mean; absent: as they are. */
	readonly channels?: 'left' | 'right' | 'mean';
	/** LUFS that the used stretch of the file is brought to, before the gain. */
	readonly loudness?: number;
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
	/** Whether only some of its frames are shown, at uneven distances. Default: each is. */
	readonly isSparse?: true;
}
