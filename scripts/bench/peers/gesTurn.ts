/** Clips that turn, which GStreamer Editing Services leave to an effect: `c0rners` of frei0r, which is told where the corners of a picture go. */
import { type Layer, type Timeline, valueAt } from '../timelines';
import { moving } from './gesClips';
import { type Clip, type Motion, nanoseconds, type Points } from './gesProject';
import { greatest, momentsOf, rectangleAt, widthOf } from './rectangles';

/** The size of a layer where it is largest, and the side of a square in which it turns without being cut. Pixels. */
interface Box {
	readonly width: number;
	readonly height: number;
	readonly side: number;
}

const even = (value: number): number => Math.ceil(value / 2) * 2;

const boxOf = (timeline: Timeline, layer: Layer): Box => {
	const most = greatest(layer.sc ?? 1);
	const [width, height] = [even(widthOf(timeline, layer) * most), even(timeline.h * most)];
	return { width, height, side: even(Math.hypot(width, height)) };
};

/** A place in the square, as a share of its side, in the words of c0rners: a third of its range is the left or upper edge, two thirds the other. */
const worded = (share: number): number => (share + 1) / 3;

const CORNERS = [1, 2, 3, 4] as const;
const UPPER_LEFT_DEGREES = -135;

/** Where the corners of the square go as the layer in it turns and grows, from the upper left one clockwise, for each frame: between two it would not be a circle. */
const cornersOf = (timeline: Timeline, layer: Layer, { width }: Box): Motion => {
	const { rot = 0, sc = 1, dur } = layer;
	const cornerAt = (corner: number, frame: number): readonly [x: number, y: number] => {
		const degrees = UPPER_LEFT_DEGREES + 90 * (corner - 1) + valueAt(rot, frame);
		const reach = (Math.SQRT1_2 * widthOf(timeline, layer) * valueAt(sc, frame)) / width;
		const angle = (degrees * Math.PI) / 180;
		return [0.5 + reach * Math.cos(angle), 0.5 + reach * Math.sin(angle)];
	};
	const along = (corner: number, axis: 0 | 1): Points =>
		Array.from({ length: Math.round(dur) + 1 }, (_, frame) => [
			// An effect counts from the beginning of its clip.
			nanoseconds(frame, timeline.fps),
			worded(cornerAt(corner, frame)[axis]),
		]);
	return Object.fromEntries(
		CORNERS.flatMap((corner) => [
			[`corner-${String(corner)}-x`, along(corner, 0)],
			[`corner-${String(corner)}-y`, along(corner, 1)],
		]),
	);
};

/** The way of c0rners to give its result an alpha (`alpha-operation`): the lesser of the picture's own and that of its edges. */
const LEAST = 0.5;

/** A clip that turns about its middle: its picture at its largest size in the middle of a square, which is turned and laid. */
export const turning = (timeline: Timeline, layer: Layer, clip: Clip): Clip => {
	const { x = 0, y = 0, al = 1 } = layer;
	const box = boxOf(timeline, layer);
	const [beside, above] = [box.side - box.width, box.side - box.height].map((one) =>
		String(-one / 2),
	);
	const elements = [
		'videoscale',
		`video/x-raw,width=${String(box.width)},height=${String(box.height)},pixel-aspect-ratio=1/1`,
		'videoconvert',
		'video/x-raw,format=RGBA',
		`videobox border-alpha=0 left=${String(beside)} right=${String(beside)} top=${String(above)} bottom=${String(above)}`,
		`frei0r-filter-c0rners transparent-background=true alpha-operation=${String(LEAST)}`,
	].join(' ! ');
	const rectangles = momentsOf([x, y, al]).map((frame) => {
		const [left, top, width, height, opacity] = rectangleAt(timeline, layer, frame);
		const [toLeft, toTop] = [(width - box.side) / 2, (height - box.side) / 2];
		return [frame, [left + toLeft, top + toTop, box.side, box.side, opacity]] as const;
	});
	return {
		...moving(clip, layer, { fps: timeline.fps, rectangles }),
		effects: [{ elements, motion: cornersOf(timeline, layer, box) }],
	};
};
