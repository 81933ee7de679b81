/** Where a layer lies on the canvas, for contenders that are told rectangles over time. */
import { type Keyed, type Layer, type Timeline, valueAt, type View } from '../timelines';
import { sizeOf } from '../draftMotion';

/** Left, top, width and height in pixels of the canvas, opacity. */
export type Rectangle = readonly [
	left: number,
	top: number,
	width: number,
	height: number,
	opacity: number,
];

const WHOLE: View = [1, 0.5, 0.5];

/** Frames of a clip at which one of several keyed values has a keyframe, and its first. */
export const momentsOf = (values: readonly Keyed[]): readonly number[] => {
	const keyed = values.flatMap((one) => (typeof one === 'number' ? [] : one.map(([at]) => at)));
	return [...new Set([0, ...keyed])].sort((a, b) => a - b);
};

/** The greatest of the values of something keyed. */
export const greatest = (value: Keyed): number =>
	typeof value === 'number' ? value : Math.max(...value.map(([, one]) => one));

/** The width of a layer at scale 1. */
export const widthOf = ({ w, h }: Timeline, { kind }: Layer): number => (kind === 'image' ? h : w);

/** Where a layer lies at a frame of its clip, before it is turned about its middle. */
export const rectangleAt = (timeline: Timeline, layer: Layer, frame: number): Rectangle => {
	const { w, h } = timeline;
	const { sc = 1, x = w / 2, y = h / 2, al = 1 } = layer;
	const scale = valueAt(sc, frame);
	const [width, height] = [widthOf(timeline, layer) * scale, h * scale];
	const [left, top] = [valueAt(x, frame) - width / 2, valueAt(y, frame) - height / 2];
	return [left, top, width, height, valueAt(al, frame)];
};

/** The views of a still at its first and last frame: the whole of it where it does not move. */
export const viewsOf = ({ kb }: Layer): readonly [View, View] => kb ?? [WHOLE, WHOLE];

/** Where a still lies of which the canvas shows a view. */
export const viewRectangle = (
	{ w, h }: Timeline,
	layer: Layer,
	[zoom, focusX, focusY]: View,
): Rectangle => {
	const [across, down] = sizeOf(layer);
	const cover = Math.max(w / across, h / down) * zoom;
	const [width, height] = [across * cover, down * cover];
	const place = (focus: number, length: number, canvas: number): number =>
		Math.min(0, Math.max(canvas - length, canvas / 2 - focus * length));
	return [place(focusX, width, w), place(focusY, height, h), width, height, 1];
};
