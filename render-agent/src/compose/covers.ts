/** Shapes that keep part of a picture: masks of clips, and the moving edges of wipes. */
import { type Affine, after, type Size, shifted, turned } from '../timeline/geometry';
import type { Direction, Mask } from '../timeline/looks';
import { valueAt } from '../timeline/curve';
import type { Cover } from './draws';

/** An edge as sharp as the pixels allow. */
const SHARP = 0.5;

/**
 * Half the soft edge of an ellipse, in units of its radius.
 * @source fitted against the app's exports: docs/draft-format.md, masks
 */
const ellipseSoftness = (feather: number): number => 4.86 * feather ** 1.866;

/** A clip's own pixels (origin in its middle, `size` large) on the canvas, at a moment of its time. */
export interface Standing {
	readonly at: number;
	readonly size: Size;
	readonly frame: Affine;
}

/** The same shape with its edge this many pixels further out. */
export const widened = (cover: Cover, by: number): Cover => {
	const { shape, matrix, halfWidth, halfHeight, radius } = cover;
	if (by === 0) return cover;
	// What a line keeps lies above it.
	if (shape === 'line') return { ...cover, matrix: after(matrix, shifted(0, by)) };
	if (shape === 'heart' || shape === 'star') return { ...cover, grow: (cover.grow ?? 0) + by };
	return {
		...cover,
		halfWidth: Math.max(1e-3, shape === 'mirror' ? halfWidth : halfWidth + by),
		halfHeight: Math.max(1e-3, halfHeight + by),
		radius: radius > 0 ? Math.max(0, radius + by) : 0,
	};
};

/** A clip's mask at one moment. */
export const maskCover = (mask: Mask, { at, size, frame }: Standing): Cover => {
	const halfWidth = (valueAt(mask.width, at) * size.width) / 2;
	const halfHeight = (valueAt(mask.height, at) * size.height) / 2;
	const feather = valueAt(mask.feather, at);
	const place = shifted(
		(valueAt(mask.x, at) * size.width) / 2,
		(-valueAt(mask.y, at) * size.height) / 2,
	);
	const flat = mask.shape === 'line' || mask.shape === 'mirror';
	const shorter = mask.shape === 'mirror' ? halfHeight : Math.min(halfWidth, halfHeight);
	const softness = flat
		? feather ** 2 * size.height
		: ellipseSoftness(feather) * Math.min(halfWidth, halfHeight);
	const plain: Cover = {
		shape: mask.shape,
		matrix: after(frame, after(place, turned(valueAt(mask.rotation, at)))),
		halfWidth: Math.max(halfWidth, 1e-3),
		halfHeight: Math.max(halfHeight, 1e-3),
		radius: valueAt(mask.roundness, at) * Math.min(halfWidth, halfHeight),
		soft: Math.max(SHARP, softness),
		inverted: mask.inverted,
	};
	return mask.expansion ? widened(plain, valueAt(mask.expansion, at) * shorter) : plain;
};

/** Degrees by which the half plane above a line is turned so that it uncovers in a direction. */
const TURNS: Readonly<Record<Direction, number>> = { down: 0, left: 90, up: 180, right: 270 };

/**
 * What a moving edge has uncovered of a rectangle when it has come `share` of the way in a direction.
 * `frame` takes the rectangle's pixels (origin in its middle) to the canvas.
 */
export const wipeCover = (
	direction: Direction,
	share: number,
	{ size, frame }: { size: Size; frame: Affine },
): Cover => {
	const length = direction === 'left' || direction === 'right' ? size.width : size.height;
	// In the turned frame the edge runs along x and uncovers what lies above it.
	const edge = shifted(0, (share - 0.5) * length);
	return lineCover(after(frame, after(turned(TURNS[direction]), edge)));
};

/** The half plane above the x axis of a frame. */
export const lineCover = (matrix: Affine): Cover => ({
	shape: 'line',
	matrix,
	halfWidth: 1,
	halfHeight: 1,
	radius: 0,
	soft: SHARP,
	inverted: false,
});

/** A shape in the middle of the canvas, for transitions. */
export const centerCover = (
	shape: Cover['shape'],
	{
		canvas,
		halfWidth,
		halfHeight,
		turn = 0,
	}: { canvas: Size; halfWidth: number; halfHeight: number; turn?: number },
): Cover => ({
	shape,
	matrix: after(shifted(canvas.width / 2, canvas.height / 2), turned(turn)),
	halfWidth: Math.max(halfWidth, 1e-3),
	halfHeight: Math.max(halfHeight, 1e-3),
	radius: 0,
	soft: SHARP,
	inverted: false,
});
