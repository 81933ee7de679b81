/** Effects of old and broken machines: film, tape, glitches, colors beside their place. */
import type { Color } from '../../timeline/text';
import type { Arena } from '../kernels';
import { half, type Plane, planesOf } from '../surface';
import { type Brush, mapped, weightOf, withBlock, withCopy, type LookOf } from './brush';
import { scratched } from './lights';
import { grainTile, hash, signed, TILE } from './noise';
import { barred } from './stamps';

const BLACK = 16;
const NEUTRAL = 128;
/** Frames a second of old film and of what imitates it. */
const FILM_RATE = 24;
/** Above this many lines grains are two samples wide, or they would be too fine to be seen. */
const COARSE_FROM = 700;

/** Tiles of grain that lie in a memory already. */
const tiles = new WeakMap<Arena, Map<boolean, number>>();

const tileOf = (arena: Arena, isCoarse: boolean): number => {
	const known = tiles.get(arena) ?? new Map<boolean, number>();
	tiles.set(arena, known);
	const there = known.get(isCoarse);
	if (there !== undefined) return there;
	const at = arena.take(TILE * TILE);
	arena.bytes(at, TILE * TILE).set(new Uint8Array(grainTile(isCoarse).buffer));
	known.set(isCoarse, at);
	return at;
};

/** Grain over luma; `strength` 1 is heavy. */
const grained = ({ arena, target, unit }: Brush, strength: number, seed: number): void => {
	const tile = tileOf(arena, unit > COARSE_FROM);
	const { y, width, height } = target;
	arena.kernels.addNoise(y, width, height, tile, seed, Math.round(strength * 256));
};

/** Rows shifted by `by(row)` luma samples. */
const shiftedRows = (
	{ arena }: Brush,
	{ at, width, height, step }: Pick<Plane, 'at' | 'width' | 'height' | 'step'>,
	by: (row: number) => number,
): void => {
	const offsets = Int32Array.from({ length: height }, (_, row) =>
		Math.round(by(row * step) / step),
	);
	withBlock(arena, offsets.byteLength, (table) => {
		withBlock(arena, width * height, (copy) => {
			arena.bytes(copy, width * height).set(arena.bytes(at, width * height));
			arena.bytes(table, offsets.byteLength).set(new Uint8Array(offsets.buffer));
			arena.kernels.shiftRows(copy, width, height, at, table);
		});
	});
};

const parted = (brush: Brush, dx: number, dy: number): void => {
	const { arena, target } = brush;
	const [x, y] = [Math.round(dx), Math.round(dy)];
	if (x === 0 && y === 0) return;
	withCopy(brush, (copy) => {
		const { width, height } = target;
		arena.kernels.splitChannels(
			...([copy.y, copy.u, copy.v, width, height, target.y, target.u, target.v, x, y] as const),
		);
	});
};

/** Color gives way to brown; in the dark there is less of it, as on old prints. */
const browned = ({ arena, target }: Brush, share: number): void => {
	for (const [at, by] of [
		[target.u, -17],
		[target.v, 12],
	] as const)
		withBlock(arena, 256, (table) => {
			const tone = (value: number): number =>
				NEUTRAL + by * Math.min(1, 0.25 + Math.max(0, value - BLACK) / 110);
			arena
				.bytes(table, 256)
				.set(Uint8ClampedArray.from({ length: 256 }, (_, value) => tone(value)));
			const { y, width, height } = target;
			arena.kernels.chromaFromLuma(y, width, height, at, table, weightOf(share));
		});
};

const film = ({ grain, scratches, flicker, sepia, fade }: LookOf<'film'>, brush: Brush): void => {
	const { amount } = brush;
	const step = Math.floor(brush.phase * FILM_RATE);
	const gain = 1 + flicker * amount * 0.18 * signed(step, 51);
	const faded = fade * amount;
	// Faded film: blacks are gray and warm, whites a little dull, colors pale.
	const pale = (tone: number) => (value: number) =>
		NEUTRAL + (value - NEUTRAL) * (1 - 0.22 * faded) + tone * faded;
	mapped(brush, {
		luma: (value) => BLACK + 30 * faded + (value - BLACK) * gain * (1 - 0.2 * faded),
		...(faded > 0 && { u: pale(-5), v: pale(3) }),
	});
	if (sepia > 0) browned(brush, sepia * amount);
	grained(brush, grain * amount, step);
	scratched(brush, step, scratches * amount);
};

const LOST: Color = { red: 1, green: 1, blue: 1, alpha: 1 };

/** Where the tape has lost its coat: short white streaks, most of them near the head switch at the bottom. */
const dropped = (brush: Brush, step: number, share: number): void => {
	const { target, unit, amount } = brush;
	const count = Math.round(34 * share);
	for (let i = 0; i < count; i++) {
		const low = hash(i, 93) < 0.55;
		const y = low ? 1 - 0.07 * hash(step, i + 94) : hash(step, i + 95);
		const width = unit * (0.01 + 0.12 * hash(step, i + 96) ** 2);
		const bar = {
			...{ left: hash(step, i + 97) * target.width - width / 2, top: y * target.height },
			...{ width, height: Math.max(1, unit / 420) },
		};
		barred(brush, bar, { color: LOST, opacity: amount * (0.35 + 0.5 * hash(step, i + 98)) });
	}
};

/** How far tape drags what was there before, in shorter sides: color far, brightness a little. */
const LINGERS = { color: 0.014, brightness: 0.0018 } as const;
/** What a row must hold on to, of 256, to drag it that many samples. */
const held = (samples: number): number => Math.round((256 * samples) / (1 + samples));
/** The shift of color of a usual tape, at which it smears fully. */
const USUAL_SHIFT = 0.012;

const vhs = ({ lines, shift, noise, jitter }: LookOf<'vhs'>, brush: Brush): void => {
	const { arena, target, outline, unit, amount, phase } = brush;
	const step = Math.floor(phase * FILM_RATE);
	const { width, height } = target;
	const small = { width: half(width), height: half(height), step: 2 as const };
	const beside = Math.min(0.05, shift) * unit * amount;
	const smear = Math.min(1, shift / USUAL_SHIFT) * amount * unit;
	// Tape carries color late and smears it: blue one way, red the other.
	shiftedRows(brush, { at: target.u, ...small }, () => beside);
	shiftedRows(brush, { at: target.v, ...small }, () => -beside);
	if (smear > 0) {
		for (const at of [target.u, target.v])
			arena.kernels.smearRows(at, small.width, small.height, held(LINGERS.color * smear));
		arena.kernels.smearRows(target.y, width, height, held(LINGERS.brightness * smear));
	}
	const tremble = jitter * amount * unit * 0.006;
	const tear = (phase * 0.23) % 1.3;
	const by = (row: number): number => {
		const near = Math.max(0, 1 - Math.abs(row / height - tear) * 14);
		// Below, where the heads change, rows are torn aside for good.
		const below = Math.max(0, row / height - 0.955) * 22;
		const rough = 0.6 + 0.4 * signed(step, row >> 3);
		return tremble * (signed(step, row >> 1) * 0.5 + (near * 8 + below * 10) * rough);
	};
	if (tremble > 0.3)
		for (const plane of [...planesOf(target), ...outline]) shiftedRows(brush, plane, by);
	grained(brush, noise * amount, step);
	dropped(brush, step, noise);
	const period = Math.max(2, Math.round(unit / 180));
	const keep = Math.round(256 * (1 - 0.45 * lines * amount));
	arena.kernels.darkenRows(target.y, width, height, period, Math.max(1, period >> 1), keep);
};

/** How strong a burst is now: most of a second nothing, then torn for a moment. */
const burst = (phase: number, rate: number): number => {
	if (rate === 0) return 1;
	const beat = Math.floor(phase * rate);
	const into = phase * rate - beat;
	const lasts = 0.35 + 0.3 * hash(beat, 3);
	return into < lasts ? 0.5 + 0.5 * hash(beat, 4) : 0;
};

const glitch = ({ rows, reach, split, rate }: LookOf<'glitch'>, brush: Brush): void => {
	const { target, outline, unit, amount, phase } = brush;
	const force = burst(phase, rate) * amount;
	if (force === 0) return;
	const step = Math.floor(phase * 12);
	parted(brush, split * unit * force, 0);
	const bands = 24;
	const torn = Array.from({ length: bands }, (_, i) =>
		hash(step, i) < rows ? signed(step, i + 50) * reach * unit * force : 0,
	);
	// Bands of uneven height: two grids of different pitch, the finer one inside the other.
	const by = (row: number): number => {
		const share = row / target.height;
		const coarse = torn[Math.floor(share * bands)] ?? 0;
		const fine =
			hash(step, Math.floor(share * 90) + 500) < rows / 3 ? reach * unit * 0.4 * force : 0;
		return coarse + fine * signed(step, 9);
	};
	for (const plane of [...planesOf(target), ...outline]) shiftedRows(brush, plane, by);
};

const chromatic = ({ shift, angle, rate }: LookOf<'chromatic'>, brush: Brush): void => {
	const { unit, amount, phase } = brush;
	const beat = rate === 0 ? 1 : 0.15 + 0.85 * (1 - ((phase * rate) % 1)) ** 2;
	const by = shift * unit * amount * beat;
	const radians = (angle * Math.PI) / 180;
	parted(brush, Math.cos(radians) * by, Math.sin(radians) * by);
};

/** How each family is drawn. */
export const TAPES = { film, vhs, glitch, chromatic };
