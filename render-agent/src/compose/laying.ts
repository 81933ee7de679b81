/** Lays one plane over another: as it is, scaled, or turned, whichever is the cheapest that is exact. */
import type { Arena } from './kernels';
import type { Sampling, View } from './sampling';
import type { Plane } from './surface';

/** How a plane is laid. */
export interface Laying {
	readonly sampling: Sampling;
	/** 0…256. */
	readonly weight: number;
	/** Coverage plane of the target's size, or 0. */
	readonly mask: number;
}

/** Samples beyond which a drift over a plane's length would show. */
const DRIFT = 1 / 256;
/** The scaling kernel steps over less than this many source samples a target sample. */
const WIDEST_STEP = 1.99;
const ROW_BYTES = 16_384;
const ROWS = 5;

type Way = 'copy' | 'scale' | 'turn';

const isWhole = (place: number): boolean => Math.abs(place - Math.round(place)) < DRIFT;

const wayOf = ({ ux, uy, a, b, c, d }: Sampling, { width, height }: Plane): Way => {
	if (Math.abs(b) * height >= DRIFT || Math.abs(c) * width >= DRIFT) return 'turn';
	const isUnscaled = Math.abs(a - 1) * width < DRIFT && Math.abs(d - 1) * height < DRIFT;
	if (isUnscaled && isWhole(ux) && isWhole(uy)) return 'copy';
	return Math.min(a, d) > 0 && Math.max(a, d) < WIDEST_STEP ? 'scale' : 'turn';
};

/** Lays planes over planes. Owns the rows that the kernels work in. */
export class Layer {
	private readonly arena: Arena;
	private readonly scratch: number;

	constructor(arena: Arena) {
		this.arena = arena;
		this.scratch = arena.take(ROW_BYTES * ROWS);
	}

	/** Gives the rows back. */
	release(): void {
		this.arena.give(this.scratch, ROW_BYTES * ROWS);
	}

	/** Lays a plane over the target. */
	lay(target: Plane, view: View, laying: Laying): void {
		const way = wayOf(laying.sampling, target);
		if (way === 'copy') this.copy(target, view, laying);
		else if (way === 'scale') this.scale(target, view, laying);
		else this.turn(target, view, laying);
	}

	private copy(target: Plane, { plane, stride }: View, { sampling, weight, mask }: Laying): void {
		const x = Math.round(sampling.ux);
		const y = Math.round(sampling.uy);
		const x0 = Math.max(0, -x);
		const y0 = Math.max(0, -y);
		const width = Math.min(target.width, plane.width - x) - x0;
		const height = Math.min(target.height, plane.height - y) - y0;
		if (width <= 0 || height <= 0) return;
		const from = (y0 + y) * stride + x0 + x;
		const to = y0 * target.width + x0;
		this.arena.kernels.overlay(
			...([plane.at + from, plane.alpha === 0 ? 0 : plane.alpha + from, stride] as const),
			...([target.at + to, target.width] as const),
			...([mask === 0 ? 0 : mask + to, target.width, width, height, weight] as const),
		);
	}

	private scale(target: Plane, { plane, stride }: View, { sampling, weight, mask }: Laying): void {
		const { ux, uy, a, d } = sampling;
		this.arena.kernels.drawScaled(
			...([plane.at, plane.alpha, plane.width, plane.height, stride] as const),
			...([target.at, target.width, target.height, target.width] as const),
			...([ux, uy, a, d] as const),
			...([weight, mask, target.width, this.scratch, ROW_BYTES] as const),
		);
	}

	private turn(target: Plane, { plane, stride }: View, { sampling, weight, mask }: Laying): void {
		const { ux, uy, a, b, c, d } = sampling;
		this.arena.kernels.drawAffine(
			...([plane.at, plane.alpha, plane.width, plane.height, stride] as const),
			...([target.at, target.width, target.height, target.width] as const),
			...([ux, uy, a, b, c, d] as const),
			...([weight, mask, target.width, this.scratch, ROW_BYTES] as const),
		);
	}
}
