/** A scene: the layers and sources of a stretch of frames, as plain data. Compiled from a timeline, drawn by `compose/`. */
import type { FrameRate, Frames, Microseconds, Pixels } from '../kernel/units';
import type { Curve } from './curve';
import type { Effect } from './effectLooks';
import type { Size } from './geometry';
import type { Grade } from './grades';
import type { BlendMode, Filter, Mask, TransitionLook } from './looks';
import type { TimeRange } from './range';
import type { Paced } from './tempo';
import type { Color, Gradient, SpokenWord, TextBlock } from './text';
import type { TextChanges } from './textChanges';
import type {
	Adjustments,
	Animation,
	Canvas,
	ChromaKey,
	Corners,
	Outline,
	Placement,
} from './timeline';

/** A file that a source reads: where it is, how it is to be opened, and what it is known by. */
export interface MediaFile {
	readonly file: string;
	readonly demuxer: string;
	readonly sha256: string;
	/** The decoder to force; absent: the one that ffmpeg takes for the codec. */
	readonly decoder?: string;
	/** The name that people know it by, for messages. */
	readonly label: string;
}

/** A rectangle of whole pixels in the displayed picture of a file. */
export interface PixelRect {
	readonly x: Pixels;
	readonly y: Pixels;
	readonly width: Pixels;
	readonly height: Pixels;
}

/** How a decoder turns a file's picture into planes: crop, flip, size, and the file's own color. */
export interface PictureShape {
	readonly media: MediaFile;
	/** Size as displayed, before the crop. */
	readonly displayed: { readonly width: Pixels; readonly height: Pixels };
	readonly crop?: PixelRect;
	/** Instead of `crop`: the corners that become those of the picture. */
	readonly corners?: Corners;
	readonly flipX: boolean;
	readonly flipY: boolean;
	/** Size of the planes that the decoder delivers. */
	readonly width: Pixels;
	readonly height: Pixels;
	readonly alpha: boolean;
	readonly matrix: 'bt709' | 'bt601' | 'bt2020' | 'rgb' | 'unknown';
	readonly fullRange: boolean;
	readonly hdr: boolean;
	/** Size on the canvas at scale 1. */
	readonly box: Size;
}

/**
 * Moving pictures. `even`: the decoder resamples to the output's rate, picture k belongs to scene frame `first + k`.
 * `own`: the decoder keeps the file's `rate`; which picture a scene frame shows follows from `paced`.
 */
export interface VideoSource extends PictureShape {
	readonly kind: 'video';
	/** Repeats to fill its clip, as GIFs do. */
	readonly loops: boolean;
	/** How many pictures it has, where it is an animation whose header tells. */
	readonly pictures?: number;
	/** Length of the file's picture stream. */
	readonly length: Microseconds;
	/** Average rate of the file. */
	readonly rate: FrameRate;
	/** Rate of its pictures that are closest together, where they are not evenly spaced. Absent: `rate`. */
	readonly densest?: FrameRate;
	/** What of a damaged file is passed over: the picture before it stands. The file's own time, ascending. Default: nothing. */
	readonly spoiled?: readonly TimeRange[];
	readonly paced: Paced;
	readonly sampling: 'even' | 'own';
	/** The scene frames that may show it. */
	readonly first: Frames;
	readonly count: Frames;
}

/** One picture. */
export interface StillSource extends PictureShape {
	readonly kind: 'still';
}

/** A caption, drawn at `scale` times its size on the canvas: once, or anew whenever it looks different. */
export interface TextSource {
	readonly kind: 'text';
	readonly segment: string;
	readonly block: TextBlock;
	readonly scale: number;
	/** What letters are filled with; styles name them by their `sha256`. Absent: none are. */
	readonly pictures?: readonly StillSource[];
	/** How its look moves, in time since `start`. Absent: not at all. */
	readonly moving?: { readonly changes: TextChanges; readonly start: Microseconds };
}

/** A run of frames of a nested timeline: `from` is inside, `to` is not. */
export interface NestedPiece {
	readonly from: Frames;
	readonly to: Frames;
	/** Of one that is shown backwards: its frames that are shown, ascending. Absent: they are drawn as they are asked for. */
	readonly drawn?: readonly Frames[];
	readonly scene: Scene;
}

/** A timeline within the scene, on a canvas and in frames of its own, as near to each other as they are shown: the inner frame is the one at the paced time. */
export interface NestedSource {
	readonly kind: 'nested';
	/** The inner frames that may be shown, in pieces one after another. One that runs backwards has many short ones. */
	readonly pieces: readonly NestedPiece[];
	readonly window: { readonly from: Frames; readonly to: Frames };
	readonly rate: FrameRate;
	readonly canvas: Size;
	/** What it is drawn on: clear where something may be seen through it. */
	readonly ground: 'black' | 'clear';
	readonly paced: Paced;
	readonly box: Size;
}

/** What a layer shows. */
export type Source = VideoSource | StillSource | TextSource | NestedSource;

/** A transition as one of its two layers sees it. */
export interface Crossing {
	readonly look: TransitionLook;
	/** The window in scene frames: `from` is inside, `to` is not. */
	readonly from: Frames;
	readonly to: Frames;
	/** The frame of the cut, where the two are never shown at once. Absent: they are. */
	readonly apart?: Frames;
	/** Index of the layer that gives way, and of the one that comes. */
	readonly left: number;
	readonly right: number;
}

/** What fills the canvas behind a layer. */
export type LayerBackdrop =
	| { readonly kind: 'color'; readonly color: Color }
	| { readonly kind: 'blur'; readonly sigma: number }
	| { readonly kind: 'picture'; readonly source: number };

/** What is done to the color of a layer, in this order. */
export interface Grading {
	readonly key?: ChromaKey;
	readonly luts: readonly {
		readonly media: MediaFile;
		readonly strength: number;
		readonly keyed?: Curve;
	}[];
	readonly adjustments: Adjustments;
	readonly grades?: readonly Grade[];
	readonly filters: readonly Filter[];
	/** LUTs, sliders and grades change only what lies within it. Absent: all of it. */
	readonly within?: Mask;
}

/** A clip as placed in the scene. Layers are listed back to front. */
export interface Layer {
	readonly id: string;
	/** Index into the scene's sources, a color or gradient of the canvas's size, or a change of what lies beneath. */
	readonly content:
		| { readonly kind: 'source'; readonly source: number }
		| { readonly kind: 'fill'; readonly color: Color; readonly gradient?: Gradient }
		| { readonly kind: 'effect'; readonly effect: Effect }
		| { readonly kind: 'filter' };
	/** Scene frames in which it is seen, transitions included: `from` is inside, `to` is not. */
	readonly from: Frames;
	readonly to: Frames;
	/** Where its own time begins, and how long its clip is. */
	readonly start: Microseconds;
	readonly duration: Microseconds;
	readonly placement: Placement;
	readonly animations: readonly Animation[];
	readonly mask?: Mask;
	/** Index of the source that its mask is made of. Absent: of none. */
	readonly matte?: number;
	readonly outline?: Outline;
	/** Effects on this layer alone, the first one drawn first. */
	readonly effects?: readonly Effect[];
	/** What is done to its color; for `filter`, to the color of what lies beneath. */
	readonly grading?: Grading;
	/** Absent: normal. */
	readonly blend?: BlendMode;
	readonly backdrop?: LayerBackdrop;
	/** Words that appear as they are spoken, or, with a source, are shown from it while they are. */
	readonly spoken?: { readonly words: readonly SpokenWord[]; readonly lit?: number };
	readonly crossings: readonly Crossing[];
	/** Whether nothing can lie beneath it: transitions then move the canvas with the clip. */
	readonly bottom: boolean;
	/** Whether it is among the lowest of a timeline that is seen through: what transitions draw there is over all of its canvas. Default: no. */
	readonly spreads?: true;
}

/** Everything that is drawn in a stretch of frames. */
export interface Scene {
	readonly canvas: Canvas;
	readonly sources: readonly Source[];
	readonly layers: readonly Layer[];
}

/** All codecs, the one that is made unless another is asked for first. */
export const CODECS = ['h264', 'h265', 'av1'] as const;

/** How a chunk is encoded. */
export interface Encoding {
	readonly codec: (typeof CODECS)[number];
	readonly preset: string;
	/** Constant quality, in the codec's own scale. */
	readonly crf: number;
	/** Frames between key frames, at most. */
	readonly gop: Frames;
	/** Id of its parameter sets (H.264 in software). Default 0. */
	readonly sets?: number;
}

/** Samples of a file's picture stream that are taken as they are. */
export interface CopiedSamples {
	readonly media: MediaFile;
	/** Number of the first of them, in the order in which they are decoded: it can be decoded by itself. */
	readonly first: number;
}

/** A run of output frames that one encoder process draws, with everything it needs. */
export interface ChunkPlan {
	readonly first: Frames;
	readonly count: Frames;
	readonly scene: Scene;
	readonly encoding: Encoding;
	/** Its frames as they are in a file, as many samples as it has frames. Absent: they are encoded. */
	readonly copy?: CopiedSamples;
}
