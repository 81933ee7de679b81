/** Where a picture that never moves rests: on whole pixels, where it is next to them. */
import type { Curve } from './curve';
import type { Size } from './geometry';
import type { Placement } from './timeline';

/** A rectangle of whole canvas pixels, all numbers even so that chroma rests too. */
interface RestingPlace extends Size {
	readonly x: number;
	readonly y: number;
}

/**
 * How far an edge is moved at most, in pixels: its size comes to whole pixels where the picture was moved by such ones, or not at
 * all; what was moved by parts of a pixel stays where it is.
 */
const NEAR = { movedByPixels: 0.5, movedByParts: 1 / 16 };

/** Whether a shift is one of whole, even pixels. */
const isEven = (shift: number): boolean =>
	Math.abs(shift - Math.round(shift / 2) * 2) <= NEAR.movedByParts;

const constantOf = (curve: Curve): number | undefined =>
	curve.kind === 'constant' ? curve.value : undefined;

/** The even place next to each of two edges, given how far their middle is from the canvas's; undefined where one of them is far from it. */
const edges = (
	off: number,
	length: number,
	across: number,
): readonly [number, number] | undefined => {
	const near = isEven(off) ? NEAR.movedByPixels : NEAR.movedByParts;
	const both = [across / 2 + off - length / 2, across / 2 + off + length / 2] as const;
	const [begin, end] = both.map((edge) => Math.round(edge / 2) * 2);
	const isNear = both.every((edge, i) => Math.abs(edge - ([begin, end][i] ?? 0)) <= near);
	return isNear && begin !== undefined && end !== undefined && end > begin
		? [begin, end]
		: undefined;
};

/**
 * The place of a picture, neither turned nor moved, whose edges lie next to even pixels; undefined for others.
 * @param box its size on the canvas at scale 1
 */
export const restingPlace = (
	{ x, y, scaleX, scaleY, rotation }: Placement,
	box: Size,
	canvas: Size,
): RestingPlace | undefined => {
	const [dx, dy, sx, sy, turn] = [x, y, scaleX, scaleY, rotation].map(constantOf);
	if (dx === undefined || dy === undefined || turn !== 0) return undefined;
	const across = edges(dx, box.width * (sx ?? 0), canvas.width);
	const down = edges(dy, box.height * (sy ?? 0), canvas.height);
	if (!across || !down) return undefined;
	return {
		...{ x: across[0], y: down[0] },
		...{ width: across[1] - across[0], height: down[1] - down[0] },
	};
};
