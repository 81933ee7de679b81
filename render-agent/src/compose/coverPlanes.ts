/** Coverage planes of a draw: its shapes, multiplied, at luma and at chroma size. */
import { inverse } from '../timeline/geometry';
import { BrokenInvariant } from '../kernel/errors';
import type { Cover, ShapeCover } from './draws';
import type { Arena } from './kernels';
import { drawMatte, type LayMatte } from './mattePlanes';
import { samplingOf } from './sampling';
import { half, type Plane, type Planes, planesOf } from './surface';

/** Where the coverage lies; 0 where all is covered. */
export interface CoverPlanes {
	readonly large: number;
	readonly small: number;
}

const ALL: CoverPlanes = { large: 0, small: 0 };

/** Numbers of shapes, as `shapes.as.ts` has them. */
const SHAPES: Readonly<Record<ShapeCover['shape'], number>> = {
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

const drawShape = (
	arena: Arena,
	cover: ShapeCover,
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

/** What covers are drawn with: `lay` is asked for those that are pictures. */
export interface Covering {
	readonly arena: Arena;
	readonly lay: LayMatte;
}

const taken = (arena: Arena, { width, height }: Planes): CoverPlanes => ({
	large: arena.take(width * height),
	small: arena.take(half(width) * half(height)),
});

const drawCover = (
	{ arena, lay }: Covering,
	cover: Cover,
	{ target, outs }: { target: Planes; outs: CoverPlanes },
): void => {
	if (cover.shape === 'path' || cover.shape === 'picture') {
		drawMatte(arena, cover, { target, outs, lay });
		return;
	}
	const [luma, chroma] = planesOf(target);
	if (luma) drawShape(arena, cover, { target: luma, out: outs.large });
	if (chroma) drawShape(arena, cover, { target: chroma, out: outs.small });
};

/** The coverage of all covers together over a target. The caller gives it back. */
export const takeCovers = (
	covering: Covering,
	covers: readonly Cover[],
	target: Planes,
): CoverPlanes => {
	const { arena } = covering;
	if (covers.length === 0) return ALL;
	const outs = taken(arena, target);
	covers.forEach((cover, i) => {
		if (i === 0) {
			drawCover(covering, cover, { target, outs });
			return;
		}
		const others = taken(arena, target);
		drawCover(covering, cover, { target, outs: others });
		arena.kernels.multiplyCover(outs.large, others.large, target.width * target.height);
		arena.kernels.multiplyCover(outs.small, others.small, half(target.width) * half(target.height));
		giveCover(arena, others, target);
	});
	return outs;
};

const noMatte = (): boolean => {
	throw new BrokenInvariant('a picture covers where there are only shapes');
};

/** The same for covers without pictures. */
export const takeCover = (arena: Arena, covers: readonly Cover[], target: Planes): CoverPlanes =>
	takeCovers({ arena, lay: noMatte }, covers, target);

/** Gives coverage planes back. */
export const giveCover = (
	arena: Arena,
	{ large, small }: CoverPlanes,
	{ width, height }: Planes,
): void => {
	if (large !== 0) arena.give(large, width * height);
	if (small !== 0) arena.give(small, half(width) * half(height));
};
