/** Where the picture of a layer stands at a moment: its placement, and what its animations add to it. */
import { valueAt } from '../timeline/curve';
import {
	type Affine,
	after,
	IDENTITY,
	scaled,
	shifted,
	type Size,
	turned,
} from '../timeline/geometry';
import type { Layer } from '../timeline/scene';
import { staysPut } from '../timeline/timeline';
import { type Motion, STILL } from './moves';

type Placement = Layer['placement'];

/** What stands, and on what. */
interface Standing {
	/** The size of the picture at scale 1, and where its middle lies from the clip's place. */
	readonly box: Size & { readonly dx: number; readonly dy: number };
	readonly canvas: Size;
	readonly motion: Motion;
}

/** Where it stands. */
export interface Stand {
	readonly scaleX: number;
	readonly scaleY: number;
	readonly size: Size;
	/** Takes lengths about its place, turned as it is, to the canvas. */
	readonly frame: Affine;
	/** Takes the unit square of the picture to the canvas. */
	readonly unit: Affine;
}

/** Where a picture stands, wherever between pixels that is. */
export const standOf = (
	placement: Placement,
	at: number,
	{ box, canvas, motion }: Standing,
): Stand => {
	const scaleX = valueAt(placement.scaleX, at) * motion.scaleX;
	const scaleY = valueAt(placement.scaleY, at) * motion.scaleY;
	const center = shifted(
		canvas.width / 2 + valueAt(placement.x, at) + motion.dx,
		canvas.height / 2 + valueAt(placement.y, at) + motion.dy,
	);
	const rotation = valueAt(placement.rotation, at) + motion.rotation;
	const frame = after(center, rotation === 0 ? IDENTITY : turned(rotation));
	const flipped = scaled(placement.flipX ? -scaleX : scaleX, placement.flipY ? -scaleY : scaleY);
	const own = after(flipped, after(shifted(box.dx, box.dy), scaled(box.width, box.height)));
	return {
		...{ scaleX, scaleY, frame },
		size: { width: box.width * Math.abs(scaleX), height: box.height * Math.abs(scaleY) },
		unit: after(frame, after(own, shifted(-0.5, -0.5))),
	};
};

const evenly = (length: number): number => Math.round(length / 2) * 2;

type Shift = Pick<Affine, 'dx' | 'dy'>;

/** A map, and the way from one place to another after it. What lies on the first comes to the second exactly. */
const carried = (map: Affine, from: Shift, to: Shift): Affine => ({
	...map,
	dx: to.dx + (map.dx - from.dx),
	dy: to.dy + (map.dy - from.dy),
});

/**
 * Where a text stands. One that keeps its place, and is not turned, rests on whole pixels, where it is sharp; its animations move it
 * from there and to there.
 */
export const textStandOf = (
	{ placement, mask }: Pick<Layer, 'placement' | 'mask'>,
	at: number,
	standing: Standing,
): Stand => {
	const stand = standOf(placement, at, standing);
	if (mask || !staysPut(placement)) return stand;
	const { unit } = standOf(placement, at, { ...standing, motion: STILL });
	if (unit.xy !== 0 || unit.yx !== 0) return stand;
	const rest = { dx: evenly(unit.dx), dy: evenly(unit.dy) };
	return {
		...stand,
		unit: carried(stand.unit, unit, rest),
		frame: carried(stand.frame, unit, rest),
	};
};
