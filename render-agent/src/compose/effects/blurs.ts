/** Effects that soften or coarsen: blur, focus, motion, zoom, pixels. They work on color and alpha alike. */
import { type Affine, after, scaled, shifted } from '../../timeline/geometry';
import { radiiOf, steadyRadiiOf, WORKING_SIGMA } from '../blur';
import { boxBlur } from '../boxBlur';
import { half, type Plane, type Planes, planesOf } from '../surface';
import {
	type Brush,
	enlarge,
	fieldFor,
	layMoved,
	weightOf,
	withBlock,
	withCopy,
	withField,
	type LookOf,
} from './brush';

/**
 * The least Gaussian that is computed, in samples: that of boxes of one sample to each side. What less would change is lost
 * in the rounding of each box; a softer one is a share of it, which grows evenly from the first.
 */
const LEAST_SIGMA = Math.SQRT2;

/** A plane blurred at the size at which the blur is small, and laid back over itself. */
const blurPlane = (
	{ arena }: Brush,
	{ at, width, height }: Plane,
	{ sigma: wanted, weight, cover }: { sigma: number; weight: number; cover: number },
): void => {
	const sigma = Math.max(LEAST_SIGMA, wanted);
	const share = Math.round(weight * Math.min(1, wanted / sigma));
	if (share === 0) return;
	let levels = 0;
	while (sigma / 2 ** levels > WORKING_SIGMA && Math.min(width, height) >> (levels + 1) > 8)
		levels++;
	const taken: { at: number; bytes: number }[] = [];
	const take = (bytes: number): number => {
		const block = arena.take(bytes);
		taken.push({ at: block, bytes });
		return block;
	};
	let here = { at, width, height };
	for (let i = 0; i < levels; i++) {
		const next = { at: 0, width: half(here.width), height: half(here.height) };
		next.at = take(next.width * next.height);
		arena.kernels.halve(here.at, here.width, here.height, here.width, next.at);
		here = next;
	}
	const bytes = here.width * here.height;
	const out = { ...here, at: take(bytes) };
	// A plane made small and large again is softened by that already: by a Gaussian of half a sample of the small one.
	const local = (sigma / 2 ** levels) ** 2 - (levels > 0 ? 0.25 : 0);
	boxBlur(arena, here, { out: out.at, radii: steadyRadiiOf(Math.sqrt(Math.max(0, local))) });
	enlarge(arena, out, { at, width, height, weight: share, cover });
	for (const block of taken) arena.give(block.at, block.bytes);
};

/** Blurs the picture by a Gaussian of `sigma` luma samples, everywhere or where covers say. */
export const blurred = (
	brush: Brush,
	sigma: number,
	covers: { large: number; small: number; weight?: number } = { large: 0, small: 0 },
): void => {
	for (const plane of planesOf(brush.target))
		blurPlane(brush, plane, {
			sigma: sigma / plane.step,
			weight: covers.weight ?? 256,
			cover: plane.step === 1 ? covers.large : covers.small,
		});
};

const focus = ({ shape, size, sigma }: LookOf<'focus'>, brush: Brush): void => {
	const { width, height } = brush.target;
	const soft = 0.25;
	const field = fieldFor(brush, (x, y) => {
		const dx = ((x - 0.5) * width) / brush.unit;
		const dy = ((y - 0.5) * height) / brush.unit;
		const away = shape === 'circle' ? Math.hypot(dx, dy) : Math.abs(dy);
		return (away - size) / soft;
	});
	withField(brush, field, (large, small) => {
		blurred(brush, sigma * brush.unit * brush.amount, { large, small });
	});
};

/** Clears where a see-through picture that was moved, but not turned, lies on its own canvas; beside that it goes on as it is. */
const clearUnder = ({ arena, target }: Brush, { xx, yy, dx, dy }: Affine): void => {
	const across = [Math.max(0, dx), Math.min(target.width, dx + xx)] as const;
	const down = [Math.max(0, dy), Math.min(target.height, dy + yy)] as const;
	for (const { at, width, step } of planesOf(target)) {
		const [left, right] = [Math.ceil(across[0] / step), Math.floor(across[1] / step)];
		const [top, bottom] = [Math.ceil(down[0] / step), Math.floor(down[1] / step)];
		for (let row = top; row < bottom && left < right; row++)
			arena.bytes(at + row * width + left, right - left).fill(0);
	}
};

/** Lays a moved picture half over itself: its edges, where it is half clear, become no denser by that, and where it leaves its canvas no fainter. */
const averaged = (brush: Brush, copy: Planes, map: (unit: Affine) => Affine): void => {
	const { arena, target } = brush;
	if (target.a === 0) {
		layMoved(brush, copy, { map, opacity: 0.5 });
		return;
	}
	clearUnder(brush, map(scaled(target.width, target.height)));
	layMoved(brush, copy, { map });
	arena.kernels.mix(target.y, copy.y, target.bytes, weightOf(0.5));
};

/** Sixteen steps of a small map averaged, by averaging with twice the step four times over. */
const smeared = (brush: Brush, step: (times: number) => (unit: Affine) => Affine): void => {
	for (const times of [1, 2, 4, 8])
		withCopy(brush, (copy) => {
			averaged(brush, copy, step(times));
		});
};

const motionBlur = ({ angle, length }: LookOf<'motionBlur'>, brush: Brush): void => {
	const radians = (angle * Math.PI) / 180;
	const by = (length * brush.unit * brush.amount) / 16;
	// Half of the way back first, so that the smear lies around its place.
	const x = Math.cos(radians) * by;
	const y = Math.sin(radians) * by;
	for (const side of [1, -1])
		smeared(
			brush,
			(times) => (unit) => after(shifted((side * x * times) / 2, (side * y * times) / 2), unit),
		);
};

const zoomBlur = ({ length }: LookOf<'zoomBlur'>, brush: Brush): void => {
	const { width, height } = brush.target;
	const factor = 1 + (length * brush.amount) / 16;
	for (const times of [1, 2, 4, 8]) {
		const scale = factor ** times;
		const map = after(
			shifted(width / 2, height / 2),
			after(scaled(scale, scale), shifted(-width / 2, -height / 2)),
		);
		withCopy(brush, (copy) => {
			averaged(brush, copy, (unit) => after(map, unit));
		});
	}
};

const pixelate = ({ size }: LookOf<'pixelate'>, brush: Brush): void => {
	const side = Math.max(2, Math.round((size * brush.unit * brush.amount) / 2) * 2);
	for (const { at, width, height, step } of planesOf(brush.target))
		brush.arena.kernels.blocks(at, width, height, side / step);
};

const sharpen = ({ strength }: LookOf<'sharpen'>, brush: Brush): void => {
	const { arena, target, unit } = brush;
	const count = target.width * target.height;
	withBlock(arena, count, (soft) => {
		arena.bytes(soft, count).set(arena.bytes(target.y, count));
		const radii = radiiOf(Math.max(0.8, unit / 500));
		boxBlur(arena, { at: soft, width: target.width, height: target.height }, { out: soft, radii });
		arena.kernels.awayFrom(target.y, soft, count, Math.round(strength * brush.amount * 256));
	});
};

const breath = (phase: number, rate: number): number =>
	rate === 0 ? 1 : 0.5 - 0.5 * Math.cos(phase * rate * 2 * Math.PI);

/** How each family is drawn. */
export const BLURS = {
	blur: ({ sigma, rate }: LookOf<'blur'>, brush: Brush): void => {
		blurred(brush, sigma * brush.unit * brush.amount * breath(brush.phase, rate));
	},
	focus,
	motionBlur,
	zoomBlur,
	pixelate,
};

/** Sharpening changes colors only; it needs a blur, so it lives here. */
export const SHARPEN = { sharpen };
