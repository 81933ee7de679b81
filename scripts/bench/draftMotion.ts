/** How a layer runs and stands, in the words of a draft: speeds, halves of the canvas, scales. */
import type { Piece } from '../demo/draftParts';
import { type Keyed, type Layer, type Timeline, valueAt, type View } from './timelines';

/** What the draft must know of each file. */
const SIZES: Readonly<Record<string, readonly [width: number, height: number]>> = {
	'sticker.png': [400, 400],
};
const STILL = [3000, 2000] as const;
const FILM = [1920, 1080] as const;

/** Width and height of a layer's file. */
export const sizeOf = ({ kind, src }: Layer): readonly [number, number] =>
	SIZES[src] ?? (kind === 'image' ? STILL : FILM);

/** How far the file has run, in frames of it, when a clip has come to a frame: the integral of its speed. */
export const ran = ({ ramp, speed = 1 }: Layer, frame: number): number => {
	if (!ramp) return frame * speed;
	return ramp.slice(1).reduce((sum, [end, to], i) => {
		const [begin, from] = ramp[i] ?? [0, to];
		const until = Math.min(frame, end);
		if (until <= begin) return sum;
		const reached = from + ((to - from) * (until - begin)) / (end - begin);
		return sum + ((from + reached) / 2) * (until - begin);
	}, 0);
};

/** The speed of a clip between two of its frames, as points over the share of the file that it uses. */
export const speedPoints = (layer: Layer, begin: number, end: number): readonly Piece[] => {
	const { ramp = [] } = layer;
	const inside = ramp.filter(([frame]) => frame > begin && frame < end).map(([frame]) => frame);
	const from = ran(layer, begin);
	const whole = ran(layer, end) - from;
	return [begin, ...inside, end].map((frame) => ({
		...{ x: (ran(layer, frame) - from) / whole, y: valueAt(ramp, frame) },
	}));
};

/** The place and scale of a layer at a frame, as a draft counts them. */
interface Stand {
	readonly x: number;
	readonly y: number;
	readonly scale: number;
}

/** Keyed by the frames of the clip: the view of a still that is moved over. Its edges never come into the canvas. */
const viewStand = ({ w, h }: Timeline, layer: Layer, [zoom, focusX, focusY]: View): Stand => {
	const [width, height] = sizeOf(layer);
	const cover = Math.max(w / width, h / height);
	const contain = Math.min(w / width, h / height);
	const drawn = [width * cover * zoom, height * cover * zoom] as const;
	const held = (focus: number, length: number, canvas: number): number =>
		Math.max(-1, Math.min(1, ((0.5 - focus) * length) / ((length - canvas) / 2 || 1))) *
		((length - canvas) / 2);
	return {
		x: held(focusX, drawn[0], w) / (w / 2),
		y: -held(focusY, drawn[1], h) / (h / 2),
		scale: (cover / contain) * zoom,
	};
};

/** Values by the draft's names. */
export type Properties = Readonly<Record<string, Keyed>>;

/** A layer's place, scale, turn and opacity by the draft's names. */
export const propertiesOf = (timeline: Timeline, layer: Layer): Properties => {
	const { w, h } = timeline;
	const { kb, x = w / 2, y = h / 2, sc = 1, rot = 0, al = 1 } = layer;
	const moved = (value: Keyed, change: (one: number) => number): Keyed =>
		typeof value === 'number'
			? change(value)
			: value.map(([frame, one]) => [frame, change(one)] as const);
	if (kb) {
		const [from, to] = [viewStand(timeline, layer, kb[0]), viewStand(timeline, layer, kb[1])];
		const along = (part: keyof Stand): Keyed => [
			[0, from[part]],
			[layer.dur, to[part]],
		];
		return {
			...{ KFTypePositionX: along('x'), KFTypePositionY: along('y'), KFTypeScaleX: along('scale') },
			...{ KFTypeRotation: 0, KFTypeAlpha: 1 },
		};
	}
	return {
		KFTypePositionX: moved(x, (one) => (one - w / 2) / (w / 2)),
		KFTypePositionY: moved(y, (one) => -(one - h / 2) / (h / 2)),
		KFTypeScaleX: sc,
		KFTypeRotation: rot,
		KFTypeAlpha: al,
	};
};
