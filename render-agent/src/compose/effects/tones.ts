/** Effects that grade, print, paint or outline the picture. */
import type { Color } from '../../timeline/text';
import { boxBlur } from '../boxBlur';
import { lumaChroma } from '../lumaChroma';
import { half, type Plane, planesOf } from '../surface';
import { blended, type Brush, enlarge, mapped, weightOf, withBlock, type LookOf } from './brush';
import { hash, signed } from './noise';

const BLACK = 16;
const RANGE = 219;
const NEUTRAL = 128;

const grade = (look: LookOf<'grade'>, brush: Brush): void => {
	const { amount } = brush;
	const [bright, steep] = [look.brightness * amount, look.contrast * amount];
	const colorful = 1 + look.saturation * amount;
	const warm = look.warmth * amount * 22;
	mapped(brush, {
		luma: (value) => {
			const light = (value - BLACK) / RANGE;
			// Brightness bends the curve and leaves black and white where they are; contrast turns it about the middle.
			const bent = Math.max(0, light) ** (2 ** -bright);
			return BLACK + RANGE * (0.5 + (bent - 0.5) * (1 + steep));
		},
		u: (value) => NEUTRAL + (value - NEUTRAL) * colorful - warm,
		v: (value) => NEUTRAL + (value - NEUTRAL) * colorful + warm * 0.8,
	});
};

/** A color between several, evenly spaced over 0…1. */
const colorAt = (colors: readonly Color[], share: number): Color => {
	const place = Math.min(1, Math.max(0, share)) * (colors.length - 1);
	const from = Math.min(colors.length - 2, Math.floor(place));
	const [a, b] = [colors[from], colors[from + 1]];
	if (!a || !b) return colors[0] ?? { red: 0, green: 0, blue: 0, alpha: 1 };
	const mixed = (key: keyof Color): number => a[key] + (b[key] - a[key]) * (place - from);
	return { red: mixed('red'), green: mixed('green'), blue: mixed('blue'), alpha: 1 };
};

const ramp = ({ colors }: LookOf<'ramp'>, brush: Brush): void => {
	const { arena, amount, target } = brush;
	const toned = Array.from({ length: 256 }, (_, value) =>
		lumaChroma(colorAt(colors, (value - BLACK) / RANGE)),
	);
	([target.u, target.v] as const).forEach((at, i) => {
		withBlock(arena, 256, (table) => {
			arena
				.bytes(table, 256)
				.set(Uint8ClampedArray.from(toned, (values) => values[i === 0 ? 1 : 2]));
			const { width, height, y } = target;
			arena.kernels.chromaFromLuma(y, width, height, at, table, weightOf(amount));
		});
	});
	mapped(brush, {
		luma: (value) => value + ((toned[Math.round(value)]?.[0] ?? value) - value) * amount,
	});
};

const hueTurn = ({ degrees, rate }: LookOf<'hueTurn'>, brush: Brush): void => {
	const { arena, target, amount, phase } = brush;
	const angle = ((degrees + phase * rate * 360) * amount * Math.PI) / 180;
	const [cos, sin] = [Math.round(Math.cos(angle) * 256), Math.round(Math.sin(angle) * 256)];
	const count = half(target.width) * half(target.height);
	arena.kernels.turnHues(target.u, target.v, count, cos, sin);
};

const selective = ({ color }: LookOf<'selective'>, { arena, target, amount }: Brush): void => {
	const [, u, v] = lumaChroma(color);
	const length = Math.hypot(u - NEUTRAL, v - NEUTRAL) || 1;
	const count = half(target.width) * half(target.height);
	const way = [(u - NEUTRAL) / length, (v - NEUTRAL) / length] as const;
	arena.kernels.keepHue(target.u, target.v, count, ...way, amount);
};

const halftone = ({ size }: LookOf<'halftone'>, brush: Brush): void => {
	const { arena, target, unit, amount } = brush;
	blended(brush, amount, () => {
		arena.kernels.dots(target.y, target.width, target.height, Math.max(3, size * unit));
	});
};

/** Above this many samples along its shorter side a plane is painted at half its size: strokes hide more than that. */
const LARGE = 700;

const daubed = ({ arena }: Brush, { at, width, height }: Plane, reach: number): void => {
	const count = width * height;
	withBlock(arena, count, (means) => {
		withBlock(arena, count * 2, (spreads) => {
			const blocks = Math.max(1, Math.min(6, Math.round(reach)));
			arena.kernels.blockSpreads(at, width, height, means, spreads, blocks);
			arena.kernels.calmest(means, spreads, width, height, at, blocks);
		});
	});
};

const paint = ({ size }: LookOf<'paint'>, brush: Brush): void => {
	const { arena, target, unit, amount } = brush;
	blended(brush, amount, () => {
		for (const plane of planesOf(target)) {
			const reach = (size * unit) / plane.step;
			const { at, width, height } = plane;
			if (Math.min(width, height) <= LARGE) daubed(brush, plane, reach);
			else {
				const small = { ...plane, width: half(width), height: half(height) };
				withBlock(arena, small.width * small.height, (block) => {
					arena.kernels.halve(at, width, height, width, block);
					daubed(brush, { ...small, at: block }, reach / 2);
					enlarge(arena, { ...small, at: block }, { at, width, height });
				});
			}
		}
	});
};

/** How far a hand trembles, in widths of its line. */
const TREMBLE = 1.2;

/** How fine what has no outline is, as a share of the shorter side. */
const TEXTURE = 0.006;

const outline = (look: LookOf<'outline'>, brush: Brush): void => {
	const { arena, target, unit, amount, phase } = brush;
	const { width, height, u, v, y } = target;
	const count = width * height;
	const [w, h] = [half(width), half(height)];
	const thick = Math.max(1, Math.round(look.width * unit));
	const values = lumaChroma(look.color);
	// Lines that are drawn anew lie beside their place by a little, another way each time.
	const step = look.rate === 0 ? 0 : Math.floor(phase * look.rate);
	const off = look.rate === 0 ? 0 : Math.round(signed(step, 71) * TREMBLE * thick);
	withBlock(arena, count, (edges) => {
		// Of a softened picture: along the outlines of things, not along every leaf.
		const radius = Math.max(1, Math.round(unit * TEXTURE));
		withBlock(arena, count, (soft) => {
			boxBlur(arena, { at: y, width, height }, { out: soft, radii: [radius, radius] });
			arena.kernels.edges(soft, width, height, edges, thick);
		});
		withBlock(arena, 256, (table) => {
			const faint = look.rate === 0 ? 26 : 30 + 16 * hash(step, 72);
			arena
				.bytes(table, 256)
				.set(Uint8ClampedArray.from({ length: 256 }, (_, value) => (value - faint) * 5));
			arena.kernels.mapSamples(edges, count, table);
		});
		withBlock(arena, w * h, (small) => {
			arena.kernels.halve(edges, width, height, width, small);
			withBlock(arena, width, (row) => {
				const weight = weightOf(amount * look.color.alpha);
				[y, u, v].forEach((at, i) => {
					const [wide, high, cover] = i === 0 ? [width, height, edges] : [w, h, small];
					const shift = Math.min(Math.max(0, off), wide - 1) >> (i === 0 ? 0 : 1);
					arena.bytes(row, wide).fill(values[i] ?? 0);
					arena.kernels.overlay(
						...([row, 0, 0, at + shift, wide, cover, wide, wide - shift, high, weight] as const),
					);
				});
			});
		});
	});
};

/** How each family is drawn. */
export const TONES = { grade, ramp, hueTurn, selective, halftone, paint, outline };
