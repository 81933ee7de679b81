/** Where a picture that never moves rests: on whole pixels, when it is so near to them that nobody sees the difference. */
import type { Curve } from './curve';
import type { Size } from './geometry';
import type { Placement } from './timeline';

/** A rectangle of whole canvas pixels, all numbers even so that chroma rests too. */
interface RestingPlace extends Size {
	readonly x: number;
	readonly y: number;
}

/** How far an edge is moved at most. Pixels. */
const NEAR = 0.5;

const constantOf = (curve: Curve): number | undefined =>
	curve.kind === 'constant' ? curve.value : undefined;

/** The even place next to each of two edges; undefined where one of them is far from it. */
const edges = (middle: number, length: number): readonly [number, number] | undefined => {
	const both = [middle - length / 2, middle + length / 2] as const;
	const [begin, end] = both.map((edge) => Math.round(edge / 2) * 2);
	const isNear = both.every((edge, i) => Math.abs(edge - ([begin, end][i] ?? 0)) <= NEAR);
	return isNear && begin !== undefined && end !== undefined && end > begin
		? [begin, end]
		: undefined;
};

/**
 * The place of a picture, neither turned nor moved, whose edges lie at most half a pixel from even ones; undefined for others.
 * @param box its size on the canvas at scale 1
 */
export const restingPlace = (
	{ x, y, scaleX, scaleY, rotation }: Placement,
	box: Size,
	canvas: Size,
): RestingPlace | undefined => {
	const [dx, dy, sx, sy, turn] = [x, y, scaleX, scaleY, rotation].map(constantOf);
	if (dx === undefined || dy === undefined || turn !== 0) return undefined;
	const across = edges(canvas.width / 2 + dx, box.width * (sx ?? 0));
	const down = edges(canvas.height / 2 + dy, box.height * (sy ?? 0));
	if (!across || !down) return undefined;
	return {
		...{ x: across[0], y: down[0] },
		...{ width: across[1] - across[0], height: down[1] - down[0] },
	};
};
