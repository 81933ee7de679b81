/** Openings in whose shape the next clip appears, or the one before goes: circles, rectangles, polygons, hearts, stars. */
import { shifted, type Size } from '../timeline/geometry';
import type { IrisShape } from '../timeline/looks';
import { centerCover } from './covers';
import type { Cover } from './draws';
import type { LookOf, Sides } from './sides';

/** Sides of the shapes that are regular polygons; one corner points up. */
const SIDES: Partial<Readonly<Record<IrisShape, number>>> = { triangle: 3, diamond: 4, hexagon: 6 };

/** How much larger than a circle a shape must be to cover the corners. */
const ROOMY: Partial<Readonly<Record<IrisShape, number>>> = { heart: 2.1, star: 2.7 };

/** Roomy shapes would have come too early: they grow slowly at first, so that halfway they are about as large as a circle. */
const HESITATION = 1.8;

/** Half the soft edge of an opening, as a share of the shorter side. */
const VELVET = 0.08;

const EDGE = 0.5;

/** How far the corners of a regular polygon lie from its middle when it just covers the canvas. */
const polygonReach = (sides: number, { width, height }: Size): number => {
	// The outermost place of the canvas along the normal of each side.
	const needs = Array.from({ length: sides }, (_, i): number => {
		const angle = ((i + 0.5) * 2 * Math.PI) / sides;
		return (width / 2) * Math.abs(Math.sin(angle)) + (height / 2) * Math.abs(Math.cos(angle));
	});
	return Math.max(...needs) / Math.cos(Math.PI / sides);
};

const polygon = (sides: number, canvas: Size, open: number): Cover => {
	const reach = Math.max(1e-3, polygonReach(sides, canvas) * open);
	const points = Array.from({ length: sides }, (_, i): readonly [number, number] => {
		const angle = (i * 2 * Math.PI) / sides;
		return [Math.sin(angle), -Math.cos(angle)];
	});
	const matrix = shifted(canvas.width / 2, canvas.height / 2);
	const size = { halfWidth: reach, halfHeight: reach };
	return { shape: 'path', points, matrix, ...size, soft: EDGE, inverted: false };
};

const shaped = (shape: IrisShape, canvas: Size, open: number): Cover => {
	const sides = SIDES[shape];
	if (sides !== undefined) return polygon(sides, canvas, open);
	const { width, height } = canvas;
	if (shape === 'rectangle' || shape === 'square') {
		const longer = Math.max(width, height);
		const [halfWidth, halfHeight] = shape === 'square' ? [longer, longer] : [width, height];
		const size = { halfWidth: (halfWidth / 2) * open, halfHeight: (halfHeight / 2) * open };
		return centerCover('rectangle', { canvas, ...size });
	}
	const room = ROOMY[shape];
	const grown = room === undefined ? open : room * open ** HESITATION;
	const reach = (Math.hypot(width, height) / 2) * grown;
	const round = shape === 'heart' || shape === 'star' ? shape : 'circle';
	return centerCover(round, { canvas, halfWidth: reach, halfHeight: reach });
};

/** What of the canvas an opening, or one that closes, has given to the next clip. */
export const iris = (
	{ opening, shape, soft = false }: LookOf<'iris'>,
	{ share, canvas }: Pick<Sides, 'canvas' | 'share'>,
): Cover => ({
	...shaped(shape, canvas, opening ? share : 1 - share),
	...(soft && { soft: Math.max(1, Math.min(canvas.width, canvas.height) * VELVET) }),
	inverted: !opening,
});
