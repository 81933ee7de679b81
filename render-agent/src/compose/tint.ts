/** Turns what has been painted to a color, within its own alpha. */
import type { Color } from '../timeline/text';
import type { Arena } from './kernels';
import { lumaChroma } from './lumaChroma';
import { copyPlanes, givePlanes, type Planes, planesOf, takePlanes } from './surface';

const WHOLE = 256;

/** Mixes a color into a picture by `amount` (0…1) where there is something; its alpha stays. */
export const tint = (
	arena: Arena,
	target: Planes,
	{ color, amount }: { color: Color; amount: number },
): void => {
	const colored = takePlanes(arena, target, target.a !== 0);
	copyPlanes(arena, target, colored);
	const planes = planesOf(colored);
	const row = arena.take(target.width);
	for (const [i, value] of lumaChroma(color).entries()) {
		const plane = planes[i];
		if (!plane) continue;
		const { at, alpha, width, height } = plane;
		arena.bytes(at, width * height).fill(0);
		arena.bytes(row, width).fill(value);
		arena.kernels.overlay(...([row, 0, 0, at, width, alpha, width, width, height, WHOLE] as const));
	}
	arena.give(row, target.width);
	const weight = Math.round(amount * color.alpha * WHOLE);
	arena.kernels.mix(target.y, colored.y, target.bytes, weight);
	givePlanes(arena, colored);
};
