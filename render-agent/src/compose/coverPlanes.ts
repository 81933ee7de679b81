/** Coverage planes of a draw: its shapes, multiplied, at luma and at chroma size. */
import { inverse } from '../timeline/geometry';
import type { Cover } from './draws';
import type { Arena } from './kernels';
import { samplingOf } from './sampling';
import { half, type Plane, type Planes, planesOf } from './surface';

/** Where the coverage lies; 0 where all is covered. */
export interface CoverPlanes {
	readonly large: number;
	readonly small: number;
}

const ALL: CoverPlanes = { large: 0, small: 0 };

/** Numbers of shapes, as `shapes.as.ts` has them. */
const SHAPES: Readonly<Record<Cover['shape'], number>> = {
	line: 0,
	mirror: 1,
	circle: 2,
	rectangle: 3,
	clock: 4,
	heart: 5,
	star: 6,
};

/** A shape's own frame is measured in whole pixels from its middle. */
const OWN_FRAME = { step: 1, x0: 0, y0: 0 } as const;

const drawCover = (
	arena: Arena,
	cover: Cover,
	{ target, out }: { target: Plane; out: number },
): void => {
	const back = inverse(cover.matrix);
	if (!back) {
		arena.bytes(out, target.width * target.height).fill(cover.inverted ? 255 : 0);
		return;
	}
	const { ux, uy, a, b, c, d } = samplingOf(back, target, OWN_FRAME);
	arena.kernels.drawShape(
		...([out, target.width, target.height, target.width] as const),
		...([ux, uy, a, b, c, d] as const),
		...([SHAPES[cover.shape], cover.halfWidth, cover.halfHeight, cover.radius] as const),
		...([cover.soft, cover.grow ?? 0, cover.inverted ? 1 : 0] as const),
	);
};

const drawAll = (arena: Arena, covers: readonly Cover[], target: Plane): number => {
	const bytes = target.width * target.height;
	const out = arena.take(bytes);
	covers.forEach((cover, i) => {
		if (i === 0) {
			drawCover(arena, cover, { target, out });
			return;
		}
		const other = arena.take(bytes);
		drawCover(arena, cover, { target, out: other });
		arena.kernels.multiplyCover(out, other, bytes);
		arena.give(other, bytes);
	});
	return out;
};

/** The coverage of all shapes together over a target. The caller gives it back. */
export const takeCover = (arena: Arena, covers: readonly Cover[], target: Planes): CoverPlanes => {
	const [luma, chroma] = planesOf(target);
	if (covers.length === 0 || !luma || !chroma) return ALL;
	return { large: drawAll(arena, covers, luma), small: drawAll(arena, covers, chroma) };
};

/** Gives coverage planes back. */
export const giveCover = (
	arena: Arena,
	{ large, small }: CoverPlanes,
	{ width, height }: Planes,
): void => {
	if (large !== 0) arena.give(large, width * height);
	if (small !== 0) arena.give(small, half(width) * half(height));
};
