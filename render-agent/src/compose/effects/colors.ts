/** Effects that change colors sample by sample: negative, two tones, steps, outlines, sharpness. */
import { lumaChroma } from '../lumaChroma';
import { half } from '../surface';
import { SHARPEN } from './blurs';
import { blended, type Brush, mapped, weightOf, withBlock, type LookOf } from './brush';

const BLACK = 16;
const WHITE = 235;
const NEUTRAL = 128;
const RANGE = WHITE - BLACK;

/** From a value towards another by the amount. */
const towards = (amount: number, change: (value: number) => number) => (value: number) =>
	value + (change(value) - value) * amount;

const negative = (_: LookOf<'negative'>, brush: Brush): void => {
	const { amount } = brush;
	const opposite = towards(amount, (value) => 256 - value);
	mapped(brush, {
		luma: towards(amount, (value) => BLACK + WHITE - value),
		u: opposite,
		v: opposite,
	});
};

const duotone = ({ dark, light }: LookOf<'duotone'>, brush: Brush): void => {
	const { arena, amount, target } = brush;
	const from = lumaChroma(dark);
	const to = lumaChroma(light);
	const between =
		(plane: 0 | 1 | 2) =>
		(value: number): number =>
			from[plane] + ((to[plane] - from[plane]) * (value - BLACK)) / RANGE;
	([target.u, target.v] as const).forEach((at, i) => {
		const tone = between(i === 0 ? 1 : 2);
		withBlock(arena, 256, (table) => {
			arena
				.bytes(table, 256)
				.set(Uint8ClampedArray.from({ length: 256 }, (_, value) => tone(value)));
			const { width, height, y } = target;
			arena.kernels.chromaFromLuma(y, width, height, at, table, weightOf(amount));
		});
	});
	mapped(brush, { luma: towards(amount, between(0)) });
};

const posterize = ({ levels }: LookOf<'posterize'>, brush: Brush): void => {
	const steps = Math.max(2, Math.min(16, Math.round(levels))) - 1;
	mapped(brush, {
		luma: towards(
			brush.amount,
			(value) => BLACK + (Math.round(((value - BLACK) / RANGE) * steps) / steps) * RANGE,
		),
	});
};

const sketch = ({ style }: LookOf<'sketch'>, brush: Brush): void => {
	const { arena, target, unit } = brush;
	const { width, height } = target;
	const count = width * height;
	blended(brush, brush.amount, () => {
		withBlock(arena, count, (copy) => {
			arena.bytes(copy, count).set(arena.bytes(target.y, count));
			arena.kernels.edges(copy, width, height, target.y, Math.max(1, Math.round(unit / 540)));
		});
		const ink = (value: number): number => Math.min(1, Math.max(0, value - 8) / 120);
		if (style === 'neon') {
			const strong = (value: number): number => NEUTRAL + (value - NEUTRAL) * 3;
			mapped(brush, {
				luma: (value) => BLACK + ink(value * 2) * 0.72 * RANGE,
				u: strong,
				v: strong,
			});
			darkChroma(brush);
			return;
		}
		const paper = (): number => NEUTRAL;
		mapped(brush, { luma: (value) => WHITE - ink(value) * (RANGE - 24), u: paper, v: paper });
	});
};

/** Takes the color out where the picture has become dark. */
const darkChroma = ({ arena, target: { width, height, y, u, v } }: Brush): void => {
	const chroma = half(width) * half(height);
	withBlock(arena, chroma, (cover) => {
		withBlock(arena, chroma, (gray) => {
			arena.kernels.halve(y, width, height, width, cover);
			arena.bytes(gray, chroma).fill(NEUTRAL);
			const bytes = arena.bytes(cover, chroma);
			for (let i = 0; i < chroma; i++)
				bytes[i] = Math.max(0, 255 - Math.max(0, (bytes[i] ?? 0) - BLACK) * 3);
			const [w, h] = [half(width), half(height)];
			for (const at of [u, v]) arena.kernels.overlay(gray, 0, w, at, w, cover, w, w, h, 256);
		});
	});
};

/** How each family is drawn. */
export const COLORS = { negative, duotone, posterize, sketch, ...SHARPEN };
