/** Small builders of timelines: clips, sounds and places by example. Times are seconds; knows no file. */
import {
	type FrameRate,
	fromSeconds,
	nearestFrame,
	pixels,
} from '../../render-agent/src/kernel/units';
import type { AssetId } from '../../render-agent/src/timeline/asset';
import { constant, type Curve, type Keyframe } from '../../render-agent/src/timeline/curve';
import type { Mask, TransitionLook } from '../../render-agent/src/timeline/looks';
import { rangeBetween, type TimeRange } from '../../render-agent/src/timeline/range';
import type { Color, TextBlock } from '../../render-agent/src/timeline/text';
import type {
	Canvas,
	ColorClip,
	NestedClip,
	PictureClip,
	Placement,
	SoundClip,
	TextClip,
	Timeline,
	Transition,
} from '../../render-agent/src/timeline/timeline';

/** From one moment to another, in seconds. */
export type Span = readonly [from: number, to: number];

/** The rates that the engine must get right. */
export const RATES = {
	'23.976': { num: 24_000, den: 1001 },
	'24': { num: 24, den: 1 },
	'25': { num: 25, den: 1 },
	'29.97': { num: 30_000, den: 1001 },
	'30': { num: 30, den: 1 },
	'50': { num: 50, den: 1 },
	'59.94': { num: 60_000, den: 1001 },
	'60': { num: 60, den: 1 },
} as const satisfies Record<string, FrameRate>;

/** 64 × 36 at 30 frames a second, with changes. */
export const canvasOf = ({
	width = 64,
	height = 36,
	rate = RATES['30'],
}: {
	readonly width?: number;
	readonly height?: number;
	readonly rate?: FrameRate;
} = {}): Canvas => ({ width: pixels(width), height: pixels(height), rate });

/** A range of time from seconds. */
export const rangeOf = ([from, to]: Span): TimeRange =>
	rangeBetween(fromSeconds(from), fromSeconds(to));

/** A curve through points of [seconds, value], straight between them. */
export const keyed = (
	...points: readonly [Span, ...Span[]] | readonly (readonly [number, number])[]
): Curve => {
	const [first, ...rest] = points.map(([at, value]): Keyframe => ({ at: fromSeconds(at), value }));
	return first ? { kind: 'keyed', keys: [first, ...rest] } : constant(0);
};

/** Names an asset. */
export const assetId = (name: string): AssetId => name as AssetId;

/** An opaque color from its parts, 0…1. */
export const rgb = (red: number, green: number, blue: number): Color => ({
	...{ red, green, blue, alpha: 1 },
});

type Value = number | Curve;

/** Where a clip stands; what is not said is as a fresh clip has it. */
export interface Place {
	readonly x?: Value;
	readonly y?: Value;
	/** Both ways. */
	readonly scale?: Value;
	readonly rotation?: Value;
	readonly opacity?: Value;
	readonly flipX?: boolean;
	readonly flipY?: boolean;
}

const curveOf = (value: Value): Curve => (typeof value === 'number' ? constant(value) : value);

/** A placement: in the middle, whole, upright and opaque unless said otherwise. */
export const placementOf = (place: Place = {}): Placement => {
	const { x = 0, y = 0, scale = 1, rotation = 0, opacity = 1 } = place;
	return {
		x: curveOf(x),
		y: curveOf(y),
		scaleX: curveOf(scale),
		scaleY: curveOf(scale),
		rotation: curveOf(rotation),
		opacity: curveOf(opacity),
		flipX: place.flipX ?? false,
		flipY: place.flipY ?? false,
	};
};

const visible = (id: string, at: Span, { layer = 0, ...place }: Place & { layer?: number }) => ({
	...{ id, track: layer, layer, target: rangeOf(at), placement: placementOf(place) },
	...{ animations: [], blend: 'normal' as const },
});

interface Using extends Place {
	readonly layer?: number;
	/** The part of the asset, in seconds; the same length from its start unless said otherwise. */
	readonly source?: Span;
	readonly id?: string;
	readonly more?: Partial<PictureClip>;
}

/** A clip of a picture, video or animation, on screen in `at`. */
export const picture = (asset: AssetId, at: Span, using: Using = {}): PictureClip => {
	const { source = [0, at[1] - at[0]], id = `${asset}@${String(at[0])}`, more, ...place } = using;
	return {
		kind: 'picture',
		...visible(id, at, place),
		...{ asset, source: rangeOf(source), tempo: { kind: 'constant' }, reversed: false },
		...{ crop: { left: 0, top: 0, right: 1, bottom: 1 }, adjustments: {} },
		...more,
	};
};

/** A flat color of the canvas's size. */
export const fill = (
	color: Color,
	at: Span,
	{ more, ...place }: Place & { layer?: number; more?: Partial<ColorClip> } = {},
): ColorClip => ({
	kind: 'color',
	...visible(`color@${String(at[0])}`, at, place),
	color,
	...more,
});

/** A caption. */
export const words = (
	text: TextBlock,
	at: Span,
	{ more, ...place }: Place & { layer?: number; more?: Partial<TextClip> } = {},
): TextClip => ({ kind: 'text', ...visible(`text@${String(at[0])}`, at, place), text, ...more });

/** A timeline within the timeline. */
export const nested = (
	timeline: Timeline,
	at: Span,
	{ source = [0, at[1] - at[0]], ...place }: Place & { layer?: number; source?: Span } = {},
): NestedClip => ({
	kind: 'nested',
	...visible(`nested@${String(at[0])}`, at, place),
	...{ timeline, source: rangeOf(source), tempo: { kind: 'constant' }, reversed: false },
});

/** A use of an asset's sound. */
export const sound = (
	asset: AssetId,
	at: Span,
	{ source = [0, at[1] - at[0]], more }: { source?: Span; more?: Partial<SoundClip> } = {},
): SoundClip => ({
	...{ id: `sound@${String(at[0])}`, track: 0, asset, target: rangeOf(at) },
	...{ source: rangeOf(source), tempo: { kind: 'constant' }, reversed: false },
	...{ gain: constant(1), fadeIn: fromSeconds(0), fadeOut: fromSeconds(0), pitch: 'keep' },
	...more,
});

/** A transition of `seconds` at a cut between two clips. */
export const transition = (
	look: TransitionLook,
	[left, right]: readonly [{ readonly id: string }, PictureClip],
	seconds: number,
): Transition => ({
	...{ left: left.id, right: right.id, cut: right.target.start },
	...{ duration: fromSeconds(seconds), look },
});

/** A mask in the middle of its clip, half as large, sharp; with changes. */
export const mask = (shape: Mask['shape'], changes: Partial<Mask> = {}): Mask => ({
	...{ shape, x: constant(0), y: constant(0), width: constant(0.5), height: constant(0.5) },
	...{ rotation: constant(0), feather: constant(0), roundness: constant(0), inverted: false },
	...changes,
});

/** A timeline of `seconds`. */
export const timelineOf = (
	seconds: number,
	{ canvas = canvasOf(), ...parts }: Partial<Omit<Timeline, 'frames'>>,
): Timeline => ({
	canvas,
	frames: nearestFrame(fromSeconds(seconds), canvas.rate),
	...{ visuals: [], transitions: [], sounds: [], assets: [] },
	...parts,
});
