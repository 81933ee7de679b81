/** Blurred backgrounds: the picture covering the canvas, made small, blurred there, and drawn large again. */
import { covering, type Size } from '../timeline/geometry';
import { boxBlur } from './boxBlur';
import type { Arena } from './kernels';
import { half, type Planes, takePlanes } from './surface';

/** How large a Gaussian may be at the size at which it is computed. More makes it slower, less makes it blocky. */
export const WORKING_SIGMA = 4;
const BOXES = 3;

/** The radii of three box blurs that together come nearest to a Gaussian. */
export const radiiOf = (sigma: number): readonly number[] => {
	const ideal = Math.sqrt((12 * sigma * sigma) / BOXES + 1);
	const lower = Math.floor((ideal - 1) / 2);
	const narrow = lower * 2 + 1;
	const narrowOnes = Math.round(
		(12 * sigma * sigma - BOXES * narrow * narrow - 4 * BOXES * narrow - 3 * BOXES) /
			(-4 * narrow - 4),
	);
	return Array.from({ length: BOXES }, (_, i) => (i < narrowOnes ? lower : lower + 1));
};

/** The radii of as many box blurs alike, fractions and all, whose spread is that of a Gaussian: they grow as steadily as it does. */
export const steadyRadiiOf = (sigma: number): readonly number[] => {
	const spread = (sigma * sigma) / BOXES;
	// The spread of a box of a whole radius r is r(r + 1) / 3.
	const whole = Math.floor((Math.sqrt(12 * spread + 1) - 1) / 2);
	const size = whole * 2 + 1;
	const missing = spread * size - (whole * (whole + 1) * size) / 3;
	const fraction = missing / (2 * ((whole + 1) ** 2 - spread));
	return new Array<number>(BOXES).fill(whole + fraction);
};

/** How a blurred background is made: how often the picture is halved first, its size then, and the Gaussian there. */
interface Softening extends Size {
	readonly levels: number;
	readonly sigma: number;
}

/** The softening that looks as a Gaussian of `sigma` canvas pixels once the picture covers the canvas. */
export const softeningOf = (
	picture: Size,
	{ canvas, sigma }: { canvas: Size; sigma: number },
): Softening => {
	const full = covering(picture, canvas);
	let { width, height } = picture;
	let levels = 0;
	while (
		half(width) > 8 &&
		half(height) > 8 &&
		(sigma * half(width)) / full.width >= WORKING_SIGMA / 2
	) {
		if ((sigma * width) / full.width <= WORKING_SIGMA) break;
		width = half(width);
		height = half(height);
		levels++;
	}
	return { width, height, levels, sigma: (sigma * width) / full.width };
};

/** Where the first chroma sample lies once a picture is halved: each halving makes one of two, between which it lies. Pixels. */
export const chromaAfter = (levels: number): number => 1 - 0.5 / 2 ** levels;

/** Makes blurred backgrounds. */
export class Backgrounds {
	private readonly arena: Arena;

	constructor(arena: Arena) {
		this.arena = arena;
	}

	/**
	 * The picture at a reduced size, blurred as a Gaussian of `sigma` canvas pixels is once it covers the canvas.
	 * The caller gives the planes back. Alpha is not kept.
	 */
	blurred(picture: Planes, { canvas, sigma }: { canvas: Size; sigma: number }): Planes {
		const { width, height, levels, sigma: local } = softeningOf(picture, { canvas, sigma });
		const small = takePlanes(this.arena, { width, height }, false);
		this.plane(picture.y, picture, { out: small.y, levels, sigma: local });
		const chroma = { width: half(picture.width), height: half(picture.height) };
		const chromaOut = { levels, sigma: local / 2 };
		this.plane(picture.u, chroma, { out: small.u, ...chromaOut });
		this.plane(picture.v, chroma, { out: small.v, ...chromaOut });
		return { ...small, chromaX: chromaAfter(levels) };
	}

	private plane(
		at: number,
		size: Size,
		{ out, levels, sigma }: { out: number; levels: number; sigma: number },
	): void {
		let { width, height } = size;
		let here = at;
		const taken: { at: number; bytes: number }[] = [];
		for (let i = 0; i < levels; i++) {
			const bytes = half(width) * half(height);
			const next = this.arena.take(bytes);
			taken.push({ at: next, bytes });
			this.arena.kernels.halve(here, width, height, width, next);
			here = next;
			width = half(width);
			height = half(height);
		}
		boxBlur(this.arena, { at: here, width, height }, { out, radii: radiiOf(sigma) });
		for (const block of taken) this.arena.give(block.at, block.bytes);
	}
}
