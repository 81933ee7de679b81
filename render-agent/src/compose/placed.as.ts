// Pictures laid over others: sample for sample, scaled, or turned. Part of kernels.wasm.
// Places are sample coordinates as in kernels.as.ts.
import { blendRow, over255, PAD } from './rows.as';

/** Lays a picture over another, sample for sample. `alpha` and `cover` may be 0. */
export function overlay(
	src: usize, alpha: usize, srcStride: i32,
	dst: usize, dstStride: i32,
	cover: usize, coverStride: i32,
	width: i32, height: i32, weight: i32,
): void {
	for (let y = 0; y < height; y++) {
		blendRow(
			src + y * srcStride,
			alpha == 0 ? 0 : alpha + y * srcStride,
			cover == 0 ? 0 : cover + y * coverStride,
			dst + y * dstStride,
			width,
			weight,
		);
	}
}

/** Mixes two rows of a picture into a scratch row that is padded with its first and last sample. f: 0…256. */
function lerpRows(upper: usize, lower: usize, f: i32, out: usize, from: i32, to: i32, width: i32): void {
	let x = from;
	if (f == 0) {
		memory.copy(out + from, upper + from, to - from);
	} else {
		const w = i16x8.splat(<i16>f);
		for (; x + 8 <= to; x += 8) {
			const a = v128.load8x8_u(upper + x);
			const rest = i16x8.sub(v128.load8x8_u(lower + x), a);
			const mixed = i16x8.add(a, i16x8.q15mulr_sat_s(i16x8.shl(rest, 7), w));
			v128.store64_lane(out + x, i8x16.narrow_i16x8_u(mixed, mixed), 0);
		}
		for (; x < to; x++) {
			const a = <i32>load<u8>(upper + x);
			store<u8>(out + x, a + (((<i32>load<u8>(lower + x) - a) * f + 128) >> 8));
		}
	}
	if (from == 0) store<u8>(out - 1, load<u8>(out));
	if (to == width) {
		store<u8>(out + width, load<u8>(out + width - 1));
		store<u8>(out + width + 1, load<u8>(out + width - 1));
	}
}

/** Samples a padded row at u, u + step, … (16.16) into `out`; step below 2. */
function sampleRow(row: usize, u: i32, step: i32, out: usize, count: i32): void {
	let x = 0;
	const ramp = i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(step));
	const four = i32x4.splat(step * 4);
	const mask = i32x4.splat(255);
	for (; x + 8 <= count; x += 8) {
		const base = u >> 16;
		const lo = i32x4.add(i32x4.splat(u - (base << 16)), ramp);
		const hi = i32x4.add(lo, four);
		const index = i16x8.narrow_i32x4_u(i32x4.shr_u(lo, 16), i32x4.shr_u(hi, 16));
		const lanes = i8x16.narrow_i16x8_u(index, index);
		const f = i16x8.narrow_i32x4_u(v128.and(i32x4.shr_u(lo, 8), mask), v128.and(i32x4.shr_u(hi, 8), mask));
		const bytes = v128.load(row + base);
		const a = i16x8.extend_low_i8x16_u(i8x16.swizzle(bytes, lanes));
		const b = i16x8.extend_low_i8x16_u(i8x16.swizzle(bytes, i8x16.add(lanes, i8x16.splat(1))));
		const mixed = i16x8.add(a, i16x8.q15mulr_sat_s(i16x8.shl(i16x8.sub(b, a), 7), f));
		v128.store64_lane(out + x, i8x16.narrow_i16x8_u(mixed, mixed), 0);
		u += step * 8;
	}
	for (; x < count; x++) {
		const p = row + (u >> 16);
		const a = <i32>load<u8>(p);
		store<u8>(out + x, a + (((<i32>load<u8>(p + 1) - a) * ((u >> 8) & 255) + 128) >> 8));
		u += step;
	}
}

/** How much of sample `at` lies between two edges, 0…1. */
// @ts-ignore: decorator
@inline
function covered(at: f64, low: f64, high: f64): f64 {
	return max(0, min(at + 0.5, high) - max(at - 0.5, low));
}

/**
 * Draws a plane scaled and shifted, never turned: target sample (x, y) shows source place (ux + x · sx, uy + y · sy).
 * sx, sy > 0 and below 2. `scratch` holds four rows of `rowBytes`.
 */
export function drawScaled(
	src: usize, alpha: usize, srcWidth: i32, srcHeight: i32, srcStride: i32,
	dst: usize, width: i32, height: i32, dstStride: i32,
	ux: f64, uy: f64, sx: f64, sy: f64,
	weight: i32, cover: usize, coverStride: i32,
	scratch: usize, rowBytes: i32,
): void {
	const left = (-0.5 - ux) / sx;
	const right = (<f64>srcWidth - 0.5 - ux) / sx;
	const top = (-0.5 - uy) / sy;
	const bottom = (<f64>srcHeight - 0.5 - uy) / sy;
	const x0 = max(0, <i32>Math.floor(left + 0.5));
	const x1 = min(width, <i32>Math.ceil(right + 0.5));
	const y0 = max(0, <i32>Math.floor(top + 0.5));
	const y1 = min(height, <i32>Math.ceil(bottom + 0.5));
	if (x0 >= x1 || y0 >= y1) return;
	const count = x1 - x0;
	const u0 = <i32>Math.floor(max(-0.999, min(<f64>srcWidth - 0.001, ux + <f64>x0 * sx)) * 65536);
	const step = <i32>Math.round(sx * 65536);
	const from = max(0, u0 >> 16);
	const to = min(srcWidth, ((u0 + step * count) >> 16) + 3);
	const blended = scratch + PAD;
	const colors = blended + rowBytes;
	const alphas = colors + rowBytes;
	const covers = alphas + rowBytes;
	const coverLeft = covered(<f64>x0, left, right);
	const coverRight = covered(<f64>(x1 - 1), left, right);
	const soft = coverLeft < 1 || coverRight < 1;
	for (let y = y0; y < y1; y++) {
		const v = max(0, min(<f64>(srcHeight - 1), uy + <f64>y * sy));
		const row = <i32>Math.floor(v);
		const f = <i32>((v - <f64>row) * 256);
		const upper = row * srcStride;
		const lower = min(row + 1, srcHeight - 1) * srcStride;
		lerpRows(src + upper, src + lower, f, blended, from, to, srcWidth);
		sampleRow(blended, u0, step, colors, count);
		if (alpha != 0) {
			lerpRows(alpha + upper, alpha + lower, f, blended, from, to, srcWidth);
			sampleRow(blended, u0, step, alphas, count);
		}
		let mask: usize = cover == 0 ? 0 : cover + y * coverStride + x0;
		if (soft) {
			if (mask == 0) memory.fill(covers, 255, count);
			else memory.copy(covers, mask, count);
			store<u8>(covers, <u8>(<f64>load<u8>(covers) * coverLeft + 0.5));
			if (count > 1) store<u8>(covers + count - 1, <u8>(<f64>load<u8>(covers + count - 1) * coverRight + 0.5));
			mask = covers;
		}
		const w = <i32>(<f64>weight * covered(<f64>y, top, bottom) + 0.5);
		if (w > 0) blendRow(colors, alpha == 0 ? 0 : alphas, mask, dst + y * dstStride + x0, count, w);
	}
}

/** One place of a plane, bilinear, held at the edges. */
// @ts-ignore: decorator
@inline
function sampleAt(src: usize, width: i32, height: i32, stride: i32, u: f64, v: f64): i32 {
	const cu = max(0, min(<f64>(width - 1), u));
	const cv = max(0, min(<f64>(height - 1), v));
	const x = <i32>cu;
	const y = <i32>cv;
	const fx = <i32>((cu - <f64>x) * 256);
	const fy = <i32>((cv - <f64>y) * 256);
	const p = src + y * stride + x;
	const right: usize = x + 1 < width ? 1 : 0;
	const below: usize = y + 1 < height ? <usize>stride : 0;
	const upper = <i32>load<u8>(p) * (256 - fx) + <i32>load<u8>(p + right) * fx;
	const lower = <i32>load<u8>(p + below) * (256 - fx) + <i32>load<u8>(p + below + right) * fx;
	return (upper * (256 - fy) + lower * fy + 32768) >> 16;
}

/** Samples a turned row where all four neighbors exist. u, v, du, dv: 16.16. */
function sampleTurned(src: usize, stride: i32, u: i32, v: i32, du: i32, dv: i32, out: usize, count: i32): void {
	for (let x = 0; x < count; x++) {
		const p = src + (v >> 16) * stride + (u >> 16);
		const fx = (u >> 8) & 255;
		const fy = (v >> 8) & 255;
		const upper = <i32>load<u8>(p) * (256 - fx) + <i32>load<u8>(p + 1) * fx;
		const lower = <i32>load<u8>(p + stride) * (256 - fx) + <i32>load<u8>(p + stride + 1) * fx;
		store<u8>(out + x, (upper * (256 - fy) + lower * fy + 32768) >> 16);
		u += du;
		v += dv;
	}
}

let runFrom: i32 = 0;
let runTo: i32 = 0;

/** A place far beyond every row, as far as an integer that others are added to may be: a turn of 180° leads some 1e16 away. */
// @ts-ignore: decorator
@inline
function within(place: f64): f64 {
	return max(-1e9, min(1e9, place));
}

/** Narrows [runFrom, runTo) to where low ≤ at + x · by ≤ high. */
function narrow(at: f64, by: f64, low: f64, high: f64): void {
	if (by == 0) {
		if (at < low || at > high) runTo = runFrom;
		return;
	}
	const a = (low - at) / by;
	const b = (high - at) / by;
	runFrom = max(runFrom, <i32>Math.ceil(within(min(a, b))));
	runTo = min(runTo, <i32>Math.floor(within(max(a, b))) + 1);
}

/** Narrows [runFrom, runTo) to where a row of coverage is more than nothing at its ends. */
function trim(mask: usize): void {
	while (runTo - runFrom >= 16 && !v128.any_true(v128.load(mask + runFrom))) runFrom += 16;
	while (runFrom < runTo && load<u8>(mask + runFrom) == 0) runFrom++;
	while (runTo - runFrom >= 16 && !v128.any_true(v128.load(mask + runTo - 16))) runTo -= 16;
	while (runFrom < runTo && load<u8>(mask + runTo - 1) == 0) runTo--;
}

/**
 * Draws a plane through any affine map: target sample (x, y) shows source place (ux + x · a + y · b, uy + x · c + y · d).
 * Edges are smoothed over one target sample.
 */
export function drawAffine(
	src: usize, alpha: usize, srcWidth: i32, srcHeight: i32, srcStride: i32,
	dst: usize, width: i32, height: i32, dstStride: i32,
	ux: f64, uy: f64, a: f64, b: f64, c: f64, d: f64,
	weight: i32, cover: usize, coverStride: i32,
	scratch: usize, rowBytes: i32,
): void {
	const colors = scratch + PAD;
	const alphas = colors + rowBytes;
	const covers = alphas + rowBytes;
	// Source samples that one target sample spans across each pair of edges.
	const spanU = Math.sqrt(a * a + b * b);
	const spanV = Math.sqrt(c * c + d * d);
	const right = <f64>srcWidth - 0.5;
	const bottom = <f64>srcHeight - 0.5;
	for (let y = 0; y < height; y++) {
		const rowU = ux + <f64>y * b;
		const rowV = uy + <f64>y * d;
		runFrom = 0;
		runTo = width;
		narrow(rowU, a, -0.5 - spanU / 2, right + spanU / 2);
		narrow(rowV, c, -0.5 - spanV / 2, bottom + spanV / 2);
		if (cover != 0) trim(cover + y * coverStride);
		const x0 = runFrom;
		const x1 = runTo;
		if (x0 >= x1) continue;
		narrow(rowU, a, max(0, -0.5 + spanU / 2), min(<f64>(srcWidth - 1) - 0.01, right - spanU / 2));
		narrow(rowV, c, max(0, -0.5 + spanV / 2), min(<f64>(srcHeight - 1) - 0.01, bottom - spanV / 2));
		const inner0 = runFrom < runTo ? runFrom : x1;
		const inner1 = runFrom < runTo ? runTo : x1;
		for (let x = x0; x < x1; x++) {
			if (x == inner0) x = inner1;
			if (x >= x1) break;
			const u = rowU + <f64>x * a;
			const v = rowV + <f64>x * c;
			const cu = min(1, max(0, min(u + 0.5, right - u) / spanU + 0.5));
			const cv = min(1, max(0, min(v + 0.5, bottom - v) / spanV + 0.5));
			const at = x - x0;
			store<u8>(covers + at, <u8>(cu * cv * 255 + 0.5));
			store<u8>(colors + at, sampleAt(src, srcWidth, srcHeight, srcStride, u, v));
			if (alpha != 0) store<u8>(alphas + at, sampleAt(alpha, srcWidth, srcHeight, srcStride, u, v));
		}
		if (inner0 < inner1) {
			const at = inner0 - x0;
			const u = <i32>((rowU + <f64>inner0 * a) * 65536);
			const v = <i32>((rowV + <f64>inner0 * c) * 65536);
			const du = <i32>Math.round(a * 65536);
			const dv = <i32>Math.round(c * 65536);
			memory.fill(covers + at, 255, inner1 - inner0);
			sampleTurned(src, srcStride, u, v, du, dv, colors + at, inner1 - inner0);
			if (alpha != 0) sampleTurned(alpha, srcStride, u, v, du, dv, alphas + at, inner1 - inner0);
		}
		if (cover != 0) {
			const mask = cover + y * coverStride;
			for (let x = x0; x < x1; x++) {
				const p = covers + (x - x0);
				store<u8>(p, over255(<i32>load<u8>(p) * <i32>load<u8>(mask + x)));
			}
		}
		blendRow(colors, alpha == 0 ? 0 : alphas, covers, dst + y * dstStride + x0, x1 - x0, weight);
	}
}
