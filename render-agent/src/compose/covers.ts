/** Shapes that keep part of a picture: masks of clips, and the moving edges of wipes. */
import { type Affine, after, type Size, scaled, shifted, turned } from '../timeline/geometry';
import type { Direction, Mask } from '../timeline/looks';
import { type Curve, valueAt } from '../timeline/curve';
import type { Cover, ShapeCover } from './draws';

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
	/** How the clip is stretched, of which the greater is 1: shapes are turned in its undistorted pixels. Default 1 and 1. */
	readonly stretch?: Stretch;
	/** The words or the picture that its mask is made of. */
	readonly matte?: MatteSource;
}

/** Shares of a length on each axis. Above 0, at most 1. */
interface Stretch {
	readonly x: number;
	readonly y: number;
}

const EVEN: Stretch = { x: 1, y: 1 };
/** What a clip that is scaled to nothing has left. */
const LEAST = 1e-6;

/** How a clip is stretched whose axes are scaled by these. */
export const stretchOf = (scaleX: number, scaleY: number): Stretch => {
	const most = Math.max(Math.abs(scaleX), Math.abs(scaleY), LEAST);
	return {
		x: Math.max(LEAST, Math.abs(scaleX) / most),
		y: Math.max(LEAST, Math.abs(scaleY) / most),
	};
};

/** A source that a mask is made of: how large it is at scale 1, where its middle lies from its place, and how much larger its clip is. */
export interface MatteSource extends Size {
	readonly source: number;
	readonly dx: number;
	readonly dy: number;
	readonly scaleX: number;
	readonly scaleY: number;
}

/** The same shape with its edge this many pixels further out. */
export const widened = (cover: Cover, by: number): Cover =>
	cover.shape === 'path' || cover.shape === 'picture'
		? { ...cover, ...grownBy(by + (cover.grow ?? 0)) }
		: widenedShape(cover, by);

const grownBy = (by: number): Pick<Cover, 'grow'> => (by === 0 ? {} : { grow: by });

const widenedShape = (cover: ShapeCover, by: number): ShapeCover => {
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

const UNIT = shifted(-0.5, -0.5);

/** How much larger keyframes of its size make what has a size of its own. */
const sizedBy = (size: Curve, at: number): number => {
	const first = size.kind === 'keyed' ? size.keys[0].value : 0;
	return first === 0 ? 1 : valueAt(size, at) / first;
};

/** The unit square of what a mask is made of, on the canvas: words as large as they are, pictures as large as the mask. */
const matteMatrix = (
	mask: Mask,
	{ matrix, halfWidth, halfHeight }: ShapeCover,
	{ at, matte, stretch = EVEN }: Standing,
): Affine => {
	if (!matte || mask.matte?.kind === 'picture')
		return after(matrix, after(scaled(2 * halfWidth, 2 * halfHeight), UNIT));
	const { width, height, dx, dy, scaleX, scaleY } = matte;
	const grown = scaled(
		(scaleX / stretch.x) * sizedBy(mask.width, at),
		(scaleY / stretch.y) * sizedBy(mask.height, at),
	);
	return after(matrix, after(grown, after(shifted(dx, dy), after(scaled(width, height), UNIT))));
};

/** A clip's mask at one moment. */
export const maskCover = (mask: Mask, standing: Standing): Cover => {
	const { plain, shorter } = boxCover(mask, standing);
	const by = mask.expansion ? valueAt(mask.expansion, standing.at) * shorter : 0;
	const { matrix, halfWidth, halfHeight, soft, inverted } = plain;
	const edge = { soft, inverted, ...grownBy(by) };
	if (mask.matte?.kind === 'path') {
		const { points } = mask.matte;
		return { shape: 'path', points, matrix, halfWidth, halfHeight, ...edge };
	}
	if (!standing.matte) return widenedShape(plain, by);
	const unit = matteMatrix(mask, plain, standing);
	return { shape: 'picture', source: standing.matte.source, matrix: unit, ...edge };
};

/** The shape of a mask, which is the box of what else it is made of, and half its shorter side. */
const boxCover = (
	mask: Mask,
	{ at, size: seen, frame, stretch = EVEN }: Standing,
): { readonly plain: ShapeCover; readonly shorter: number } => {
	const size = { width: seen.width / stretch.x, height: seen.height / stretch.y };
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
	const plain: ShapeCover = {
		shape: mask.shape,
		matrix: after(
			after(frame, scaled(stretch.x, stretch.y)),
			after(place, turned(valueAt(mask.rotation, at))),
		),
		halfWidth: Math.max(halfWidth, 1e-3),
		halfHeight: Math.max(halfHeight, 1e-3),
		radius: valueAt(mask.roundness, at) * Math.min(halfWidth, halfHeight),
		soft: Math.max(SHARP, softness),
		inverted: mask.inverted,
	};
	return { plain, shorter };
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
	shape: ShapeCover['shape'],
	{
		canvas,
		halfWidth,
		halfHeight,
		turn = 0,
	}: { canvas: Size; halfWidth: number; halfHeight: number; turn?: number },
): ShapeCover => ({
	shape,
	matrix: after(shifted(canvas.width / 2, canvas.height / 2), turned(turn)),
	halfWidth: Math.max(halfWidth, 1e-3),
	halfHeight: Math.max(halfHeight, 1e-3),
	radius: 0,
	soft: SHARP,
	inverted: false,
});
