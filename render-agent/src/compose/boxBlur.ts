/** Blurs a plane by boxes one after another, which together come near to a Gaussian. */
import type { Size } from '../timeline/geometry';
import type { Arena } from './kernels';

/** What the kernel's sums hold. */
const WIDEST = 127;

/**
 * Blurs the plane at `at` into `out`, which may be the same place. Edges are held. What a radius has beyond a whole number
 * is the weight of the samples just outside of its box.
 */
export const boxBlur = (
	arena: Arena,
	{ at, width, height }: Size & { readonly at: number },
	{ out, radii }: { readonly out: number; readonly radii: readonly number[] },
): void => {
	const { transpose, boxBlurColumns } = arena.kernels;
	const bytes = width * height;
	let [here, there] = [arena.take(bytes), arena.take(bytes)];
	const blocks = [here, there];
	const pass = (across: number, down: number): void => {
		for (const radius of radii) {
			const most = Math.min(WIDEST, width - 1, height - 1);
			boxBlurColumns(here, across, down, there, Math.max(0, Math.min(radius, most)));
			[here, there] = [there, here];
		}
	};
	transpose(at, width, height, here);
	pass(height, width);
	transpose(here, height, width, there);
	[here, there] = [there, here];
	pass(width, height);
	arena.bytes(out, bytes).set(arena.bytes(here, bytes));
	for (const block of blocks) arena.give(block, bytes);
};
