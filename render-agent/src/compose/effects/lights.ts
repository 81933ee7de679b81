/** Effects of light and shade laid over the picture: flashes, vignettes, glow, fog, curtains, sweeps. */
import { type Size, shifted } from '../../timeline/geometry';
import type { Color } from '../../timeline/text';
import { centerCover } from '../covers';
import type { Cover } from '../draws';
import { giveCover, takeCover } from '../coverPlanes';
import { lumaChroma } from '../lumaChroma';
import { half } from '../surface';
import { blurred } from './blurs';
import {
	type Brush,
	fieldFor,
	mapped,
	washed,
	weightOf,
	withBlock,
	withCopy,
	type LookOf,
} from './brush';
import { clouds, hash } from './noise';

const BLACK = 16;
const WHITE = 235;
const NEUTRAL = 128;

/** Lays a color over the part of the picture that shapes keep. */
export const washedWithin = (
	{ arena, target, amount }: Brush,
	color: Color,
	covers: readonly Cover[],
): void => {
	const planes = takeCover(arena, covers, target);
	const values = lumaChroma(color);
	const weight = weightOf(amount * color.alpha);
	withBlock(arena, target.width, (row) => {
		[target.y, target.u, target.v].forEach((at, i) => {
			const width = i === 0 ? target.width : half(target.width);
			const height = i === 0 ? target.height : half(target.height);
			const cover = i === 0 ? planes.large : planes.small;
			arena.bytes(row, width).fill(values[i] ?? 0);
			arena.kernels.overlay(row, 0, 0, at, width, cover, width, width, height, weight);
		});
	});
	giveCover(arena, planes, target);
};

const flash = ({ color, rate }: LookOf<'flash'>, brush: Brush): void => {
	const into = (brush.phase * rate) % 1;
	washed(brush, color, { share: brush.amount * 0.95 * Math.max(0, 1 - into * 1.6) ** 2 });
};

const strobe = ({ color, rate, share }: LookOf<'strobe'>, brush: Brush): void => {
	if ((brush.phase * rate) % 1 < share) washed(brush, color, { share: brush.amount });
};

/** How far the middles of two circles lie from that of the picture, how large they are, and how soft; shares of its shorter side. */
const TWINS = { apart: 0.29, radius: 0.42, soft: 0.03 } as const;

/** All but two circles side by side, as through field glasses. */
const twins = ({ width, height }: Size) => {
	const unit = Math.min(width, height);
	const fit = Math.min(1, width / unit / (2 * (TWINS.apart + TWINS.radius)));
	return (x: number, y: number): number => {
		const across = Math.abs(((x - 0.5) * width) / unit) / fit - TWINS.apart;
		const away = Math.hypot(across, ((y - 0.5) * height) / unit / fit) - TWINS.radius;
		return Math.min(1, Math.max(0, 0.5 + away / TWINS.soft));
	};
};

const vignette = ({ color, size, twin = false }: LookOf<'vignette'>, brush: Brush): void => {
	if (twin) {
		washed(brush, color, { share: brush.amount, field: fieldFor(brush, twins(brush.target)) });
		return;
	}
	const start = Math.min(size, 0.98);
	const field = fieldFor(brush, (x, y) => {
		const away = Math.hypot(x - 0.5, y - 0.5) / Math.SQRT1_2;
		const t = Math.max(0, (away - start) / (1.05 - start));
		return t * t * (3 - 2 * Math.min(1, t));
	});
	washed(brush, color, { share: brush.amount, field });
};

const glow = ({ sigma, threshold, strength }: LookOf<'glow'>, brush: Brush): void => {
	const { arena, target, unit, amount } = brush;
	const { width, height } = target;
	const edge = BLACK + threshold * 219;
	withCopy(brush, (copy) => {
		const light = { ...brush, target: copy };
		mapped(light, { luma: (value) => Math.max(0, value - edge) * 1.6 });
		blurred(light, sigma * unit);
		// Light upon light: what is bright already grows less, so that nothing burns out.
		withBlock(arena, width, (row) => {
			arena.bytes(row, width).fill(WHITE);
			const weight = weightOf(strength * amount);
			arena.kernels.overlay(
				...([row, 0, 0, target.y, width, copy.y, width, width, height, weight] as const),
			);
		});
		const shine = Math.round(strength * amount * 40);
		for (const [at, from] of [
			[target.u, copy.u],
			[target.v, copy.v],
		] as const)
			arena.kernels.addPlane(at, from, half(width) * half(height), NEUTRAL, shine);
	});
};

const fog = ({ density, color, rate }: LookOf<'fog'>, brush: Brush): void => {
	const { width, height } = brush.target;
	const drift = brush.phase * rate;
	const field = fieldFor(brush, (x, y) => {
		const thick = clouds(((x * width) / height) * 2.2 + drift, y * 2.2 - drift * 0.15, 0);
		// Thicker towards the ground.
		return (thick - 0.32) * 1.9 * (0.45 + 0.7 * y) * Math.max(1, density);
	});
	washed(brush, color, { share: brush.amount * Math.min(1, density), field });
};

const BLINDS = 8;

const curtainCovers = (
	shape: LookOf<'curtain'>['shape'],
	open: number,
	{ target }: Brush,
): readonly Cover[] => {
	const { width, height } = target;
	if (shape === 'circle') {
		const reach = (Math.hypot(width, height) / 2) * open;
		const circle = centerCover('circle', { canvas: target, halfWidth: reach, halfHeight: reach });
		return [{ ...circle, inverted: true }];
	}
	if (shape === 'blinds') {
		const slat = height / BLINDS;
		const band = centerCover('mirror', {
			canvas: target,
			halfWidth: width,
			halfHeight: (slat / 2) * open,
		});
		return Array.from({ length: BLINDS }, (_, i) => ({
			...band,
			matrix: shifted(width / 2, slat * (i + 0.5)),
			inverted: true,
		}));
	}
	const length = shape === 'horizontal' ? height : width;
	const band = centerCover('mirror', {
		canvas: target,
		halfWidth: Math.max(width, height),
		halfHeight: (length / 2) * open,
		turn: shape === 'horizontal' ? 0 : 90,
	});
	return [{ ...band, inverted: true }];
};

const curtain = ({ shape, color }: LookOf<'curtain'>, brush: Brush): void => {
	const open = brush.phase;
	if (shape === 'fade') washed(brush, color, { share: brush.amount * (1 - open) });
	else washedWithin(brush, color, curtainCovers(shape, open, brush));
};

const sweep = ({ direction, color, rate }: LookOf<'sweep'>, brush: Brush): void => {
	const at = ((brush.phase * rate) % 1) * 1.4 - 0.2;
	const field = fieldFor(brush, (x, y) => {
		const away = (direction === 'down' ? y : x + (y - 0.5) * 0.2) - at;
		// A bright front with a trail behind it.
		return away > 0 ? Math.exp(-((away / 0.012) ** 2)) : Math.exp(away / 0.07);
	});
	washed(brush, color, { share: brush.amount * 0.85, field });
};

/** Vertical scratches and specks of dust, here one moment and gone the next. */
export const scratched = (brush: Brush, step: number, scratches: number): void => {
	const { arena, target, unit } = brush;
	const { width, height, y } = target;
	const lines = Math.round(4 * scratches);
	for (let i = 0; i < lines; i++) {
		if (hash(step, i * 3 + 1) < 0.35) continue;
		// A scratch stays near its place for half a second.
		const x = (hash(Math.floor(step / 12), i * 3 + 2) + 0.004 * hash(step, i)) * width;
		const value = hash(i, 17) < 0.7 ? 225 : 30;
		const half = [Math.max(0.6, unit / 900), height * (0.4 + hash(step, i * 5))] as const;
		arena.kernels.sprite(
			...([
				y,
				width,
				height,
				x,
				hash(step, i * 7) * height,
				...half,
				1,
				0,
				5,
				value,
				0.45,
			] as const),
		);
	}
	const specks = Math.round(10 * scratches);
	for (let i = 0; i < specks; i++) {
		const size = unit * (0.001 + 0.005 * hash(step, 100 + i) ** 3);
		const value = hash(step, 200 + i) < 0.5 ? 24 : 230;
		const place = [hash(step, 300 + i) * width, hash(step, 400 + i) * height] as const;
		arena.kernels.sprite(
			...([y, width, height, ...place, size, size * 0.7, 1, 0, 1, value, 0.7] as const),
		);
	}
};

/** How each family is drawn. */
export const LIGHTS = {
	flash,
	strobe,
	vignette,
	glow,
	fog,
	curtain,
	sweep,
};
