// The pixel kernels: planes of 8-bit samples in linear memory, drawn row by row. Built by scripts/build-kernels into kernels.wasm.
// Places are given in sample coordinates: the middle of sample 0 is 0, so a picture of n samples reaches from -0.5 to n - 0.5.
// A layer is opaque (alpha = 0) or premultiplied by its alpha plane. Weights run 0…256, coverage and alpha 0…255.

/** Bytes kept free before and after each scratch row, so that a row may be read a vector beyond its ends. */
const PAD: usize = 32;

// @ts-ignore: decorator
@inline
function clampByte(value: i32): i32 {
	return value < 0 ? 0 : value > 255 ? 255 : value;
}

/** p / 255 rounded, for p in 0…65025. */
// @ts-ignore: decorator
@inline
function over255(p: i32): i32 {
	const q = p + 128;
	return (q + (q >> 8)) >> 8;
}

// @ts-ignore: decorator
@inline
function over255v(p: v128): v128 {
	const q = i16x8.add(p, i16x8.splat(128));
	return i16x8.shr_u(i16x8.add(q, i16x8.shr_u(q, 8)), 8);
}

/** One sample of a row: dst + (src - dst · alpha) · k. */
// @ts-ignore: decorator
@inline
function blendSample(dst: usize, src: i32, alpha: i32, k: i32): void {
	const under = <i32>load<u8>(dst);
	const rest = src - over255(under * alpha);
	store<u8>(dst, clampByte(under + ((rest * k + 128) >> 8)));
}

/** Turns coverage 0…255 and a weight 0…256 into one weight 0…256. */
// @ts-ignore: decorator
@inline
function weighed(cover: i32, weight: i32): i32 {
	return ((cover + (cover >> 7)) * weight + 128) >> 8;
}

/** Lays a row of samples over another: opaque, all with one weight. */
function mixRow(src: usize, dst: usize, count: i32, weight: i32): void {
	if (weight >= 256) {
		memory.copy(dst, src, count);
		return;
	}
	const w = i16x8.splat(<i16>weight);
	let x = 0;
	for (; x + 8 <= count; x += 8) {
		const under = v128.load8x8_u(dst + x);
		const rest = i16x8.sub(v128.load8x8_u(src + x), under);
		const mixed = i16x8.add(under, i16x8.q15mulr_sat_s(i16x8.shl(rest, 7), w));
		v128.store64_lane(dst + x, i8x16.narrow_i16x8_u(mixed, mixed), 0);
	}
	for (; x < count; x++) blendSample(dst + x, load<u8>(src + x), 255, weight);
}

/** Lays a row over another with alpha and coverage planes, either of which may be absent (0). */
function blendRow(src: usize, alpha: usize, cover: usize, dst: usize, count: i32, weight: i32): void {
	if (alpha == 0 && cover == 0) {
		mixRow(src, dst, count, weight);
		return;
	}
	const full = i16x8.splat(255);
	const w = i16x8.splat(<i16>weight);
	let x = 0;
	for (; x + 8 <= count; x += 8) {
		const under = v128.load8x8_u(dst + x);
		const a = alpha == 0 ? full : v128.load8x8_u(alpha + x);
		const rest = i16x8.sub(v128.load8x8_u(src + x), over255v(i16x8.mul(under, a)));
		let k = w;
		if (cover != 0) {
			const c = v128.load8x8_u(cover + x);
			k = i16x8.shr_u(i16x8.add(i16x8.mul(i16x8.add(c, i16x8.shr_u(c, 7)), w), i16x8.splat(128)), 8);
			// 256 · 256 wraps to 0 in 16 bits: there the weight is whole.
			if (weight == 256) k = i16x8.add(c, i16x8.shr_u(c, 7));
		}
		const mixed = i16x8.add(under, i16x8.q15mulr_sat_s(i16x8.shl(rest, 7), k));
		v128.store64_lane(dst + x, i8x16.narrow_i16x8_u(mixed, mixed), 0);
	}
	for (; x < count; x++) {
		const k = cover == 0 ? weight : weighed(load<u8>(cover + x), weight);
		blendSample(dst + x, load<u8>(src + x), alpha == 0 ? 255 : <i32>load<u8>(alpha + x), k);
	}
}

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

/** Narrows [runFrom, runTo) to where low ≤ at + x · by ≤ high. */
function narrow(at: f64, by: f64, low: f64, high: f64): void {
	if (by == 0) {
		if (at < low || at > high) runTo = runFrom;
		return;
	}
	const a = (low - at) / by;
	const b = (high - at) / by;
	runFrom = max(runFrom, <i32>Math.ceil(max(-1e9, min(a, b))));
	runTo = min(runTo, <i32>Math.floor(min(1e9, max(a, b))) + 1);
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

/** BT.709 limited range, 16-bit fixed point. */
// @ts-ignore: decorator
@inline
function lumaOf(r: i32, g: i32, b: i32): i32 {
	return (r * 11966 + g * 40254 + b * 4064 + (16 << 16) + 32768) >> 16;
}

/**
 * Turns straight RGBA into premultiplied planes, BT.709 limited, chroma sited left as MPEG-2 does. `a` and `ca` (alpha at
 * chroma size) may be 0 for pictures without alpha.
 */
export function rgbaToPlanes(
	rgba: usize, width: i32, height: i32,
	y: usize, u: usize, v: usize, a: usize, ca: usize,
): void {
	const chromaWidth = (width + 1) >> 1;
	const chromaHeight = (height + 1) >> 1;
	for (let i = 0; i < width * height; i++) {
		const p = rgba + i * 4;
		const luma = lumaOf(load<u8>(p), load<u8>(p, 1), load<u8>(p, 2));
		if (a == 0) {
			store<u8>(y + i, luma);
		} else {
			const alpha = <i32>load<u8>(p, 3);
			store<u8>(y + i, over255(luma * alpha));
			store<u8>(a + i, alpha);
		}
	}
	for (let cy = 0; cy < chromaHeight; cy++) {
		for (let cx = 0; cx < chromaWidth; cx++) {
			let r = 0;
			let g = 0;
			let b = 0;
			let weight = 0;
			for (let j = 0; j < 2; j++) {
				const row = min(cy * 2 + j, height - 1) * width;
				for (let i = -1; i < 2; i++) {
					const p = rgba + (row + max(0, min(width - 1, cx * 2 + i))) * 4;
					const w = (i == 0 ? 2 : 1) * (a == 0 ? 255 : <i32>load<u8>(p, 3));
					r += <i32>load<u8>(p) * w;
					g += <i32>load<u8>(p, 1) * w;
					b += <i32>load<u8>(p, 2) * w;
					weight += w;
				}
			}
			// r, g, b hold 8 · 255 times the premultiplied average.
			const alpha = (weight + 4) >> 3;
			const R = <f64>r / 2040;
			const G = <f64>g / 2040;
			const B = <f64>b / 2040;
			const neutral = (<f64>weight / 2040) * 128;
			const at = cy * chromaWidth + cx;
			store<u8>(u + at, <u8>(neutral - 0.1006437 * R - 0.3385720 * G + 0.4392157 * B + 0.5));
			store<u8>(v + at, <u8>(neutral + 0.4392157 * R - 0.3989422 * G - 0.0402735 * B + 0.5));
			if (ca != 0) store<u8>(ca + at, alpha);
		}
	}
}

/** Premultiplies decoded planes by their alpha, in place, and writes alpha at chroma size to `ca`. */
export function premultiply(y: usize, u: usize, v: usize, a: usize, ca: usize, width: i32, height: i32): void {
	const chromaWidth = (width + 1) >> 1;
	const chromaHeight = (height + 1) >> 1;
	for (let i = 0; i < width * height; i++) {
		store<u8>(y + i, over255(<i32>load<u8>(y + i) * <i32>load<u8>(a + i)));
	}
	for (let cy = 0; cy < chromaHeight; cy++) {
		const upper = a + cy * 2 * width;
		const lower = a + min(cy * 2 + 1, height - 1) * width;
		for (let cx = 0; cx < chromaWidth; cx++) {
			const left = max(0, cx * 2 - 1);
			const right = min(width - 1, cx * 2 + 1);
			const sum =
				<i32>load<u8>(upper + left) + 2 * <i32>load<u8>(upper + cx * 2) + <i32>load<u8>(upper + right) +
				<i32>load<u8>(lower + left) + 2 * <i32>load<u8>(lower + cx * 2) + <i32>load<u8>(lower + right);
			const alpha = (sum + 4) >> 3;
			const at = cy * chromaWidth + cx;
			store<u8>(u + at, over255(<i32>load<u8>(u + at) * alpha));
			store<u8>(v + at, over255(<i32>load<u8>(v + at) * alpha));
			store<u8>(ca + at, alpha);
		}
	}
}

/** Halves a plane: each sample the rounded mean of four. `out` is ceil(width / 2) wide. */
export function halve(src: usize, width: i32, height: i32, stride: i32, out: usize): void {
	const w = (width + 1) >> 1;
	const h = (height + 1) >> 1;
	const two = i16x8.splat(2);
	for (let y = 0; y < h; y++) {
		const upper = src + y * 2 * stride;
		const lower = src + min(y * 2 + 1, height - 1) * stride;
		const to = out + y * w;
		let x = 0;
		for (; x * 2 + 16 <= width; x += 8) {
			const a = i16x8.extadd_pairwise_i8x16_u(v128.load(upper + x * 2));
			const b = i16x8.extadd_pairwise_i8x16_u(v128.load(lower + x * 2));
			const mean = i16x8.shr_u(i16x8.add(i16x8.add(a, b), two), 2);
			v128.store64_lane(to + x, i8x16.narrow_i16x8_u(mean, mean), 0);
		}
		for (; x < w; x++) {
			const i = x * 2;
			const j = min(i + 1, width - 1);
			const sum = <i32>load<u8>(upper + i) + <i32>load<u8>(upper + j) + <i32>load<u8>(lower + i) + <i32>load<u8>(lower + j);
			store<u8>(to + x, (sum + 2) >> 2);
		}
	}
}

/** Turns rows into columns. */
export function transpose(src: usize, width: i32, height: i32, out: usize): void {
	let y = 0;
	for (; y + 8 <= height; y += 8) {
		let x = 0;
		for (; x + 8 <= width; x += 8) {
			const p = src + y * width + x;
			// Bytes, then pairs, then fours of neighbors in a column come together.
			const a0 = eachByte(v128.load64_zero(p), v128.load64_zero(p + width));
			const a1 = eachByte(v128.load64_zero(p + width * 2), v128.load64_zero(p + width * 3));
			const a2 = eachByte(v128.load64_zero(p + width * 4), v128.load64_zero(p + width * 5));
			const a3 = eachByte(v128.load64_zero(p + width * 6), v128.load64_zero(p + width * 7));
			const b0 = i16x8.shuffle(a0, a1, 0, 8, 1, 9, 2, 10, 3, 11);
			const b1 = i16x8.shuffle(a0, a1, 4, 12, 5, 13, 6, 14, 7, 15);
			const b2 = i16x8.shuffle(a2, a3, 0, 8, 1, 9, 2, 10, 3, 11);
			const b3 = i16x8.shuffle(a2, a3, 4, 12, 5, 13, 6, 14, 7, 15);
			const q = out + x * height + y;
			storeTwo(q, height, i32x4.shuffle(b0, b2, 0, 4, 1, 5));
			storeTwo(q + height * 2, height, i32x4.shuffle(b0, b2, 2, 6, 3, 7));
			storeTwo(q + height * 4, height, i32x4.shuffle(b1, b3, 0, 4, 1, 5));
			storeTwo(q + height * 6, height, i32x4.shuffle(b1, b3, 2, 6, 3, 7));
		}
		for (; x < width; x++) {
			for (let j = 0; j < 8; j++) store<u8>(out + x * height + y + j, load<u8>(src + (y + j) * width + x));
		}
	}
	for (; y < height; y++) {
		for (let x = 0; x < width; x++) store<u8>(out + x * height + y, load<u8>(src + y * width + x));
	}
}

// @ts-ignore: decorator
@inline
function eachByte(a: v128, b: v128): v128 {
	return i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

// @ts-ignore: decorator
@inline
function storeTwo(at: usize, stride: i32, rows: v128): void {
	v128.store64_lane(at, rows, 0);
	v128.store64_lane(at + stride, rows, 1);
}

/** Sums of eight samples divided by `1 / inverse`, rounded: a quarter more than a half keeps exact halves from falling. */
// @ts-ignore: decorator
@inline
function meanOf(sum: v128, half: v128, inverse: v128): v128 {
	const low = f32x4.mul(f32x4.add(f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(sum)), half), inverse);
	const high = f32x4.mul(f32x4.add(f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(sum)), half), inverse);
	return i16x8.narrow_i32x4_u(i32x4.trunc_sat_f32x4_u(low), i32x4.trunc_sat_f32x4_u(high));
}

/** One pass of a box blur along columns, held at the edges. `radius` at most 127; `out` is another block. */
export function boxBlurColumns(src: usize, width: i32, height: i32, out: usize, radius: i32): void {
	const size = radius * 2 + 1;
	const half = f32x4.splat(<f32>(size >> 1) + 0.25);
	const inverse = f32x4.splat(<f32>1 / <f32>size);
	const last = height - 1;
	const edge = i16x8.splat(<i16>(radius + 1));
	let x = 0;
	while (x + 8 <= width) {
		const p = src + x;
		let sum = i16x8.mul(v128.load8x8_u(p), edge);
		for (let k = 1; k <= radius; k++) sum = i16x8.add(sum, v128.load8x8_u(p + min(k, last) * width));
		for (let y = 0; y < height; y++) {
			const mean = meanOf(sum, half, inverse);
			v128.store64_lane(out + y * width + x, i8x16.narrow_i16x8_u(mean, mean), 0);
			const enters = v128.load8x8_u(p + min(y + radius + 1, last) * width);
			sum = i16x8.sub(i16x8.add(sum, enters), v128.load8x8_u(p + max(y - radius, 0) * width));
		}
		// The last eight columns may lie over some that are done: they come out the same.
		x = x + 8 < width && x + 16 > width ? width - 8 : x + 8;
	}
	for (; x < width; x++) {
		const p = src + x;
		let sum = <i32>load<u8>(p) * (radius + 1);
		for (let k = 1; k <= radius; k++) sum += <i32>load<u8>(p + min(k, last) * width);
		for (let y = 0; y < height; y++) {
			store<u8>(out + y * width + x, (sum + (size >> 1)) / size);
			sum += <i32>load<u8>(p + min(y + radius + 1, last) * width) - <i32>load<u8>(p + max(y - radius, 0) * width);
		}
	}
}

const LINE = 0;
const BAND = 1;
const ELLIPSE = 2;
const BOX = 3;
const CLOCK = 4;
const HEART = 5;
const STAR = 6;

/**
 * A square that stands on its corner, with half a circle on each of its upper sides. Measured from the lower tip: the
 * sides end at (±0.5, 0.5), the circles have their middles at (±0.25, 0.75), the notch between them lies at (0, 1).
 */
function insideHeart(x: f64, y: f64, halfWidth: f64, halfHeight: f64): f64 {
	const bow = Math.SQRT2 / 4;
	const perX = (0.25 + bow) / halfWidth;
	const middle = (0.75 + bow) / 2;
	const perY = middle / halfHeight;
	const hx = Math.abs(x) * perX;
	const hy = middle - y * perY;
	// From the nearest place of the outline.
	let dx: f64;
	let dy: f64;
	let inside: bool;
	if (hx + hy > 1) {
		const cx = hx - 0.25;
		const cy = hy - 0.75;
		const far = max(Math.sqrt(cx * cx + cy * cy), 1e-9);
		dx = cx * (1 - bow / far);
		dy = cy * (1 - bow / far);
		inside = far < bow;
	} else {
		const along = max(0, (hx + hy) / 2);
		dx = hx - along;
		dy = hy - along;
		inside = hy > hx;
		if (hx * hx + (hy - 1) * (hy - 1) < dx * dx + dy * dy) {
			dx = hx;
			dy = hy - 1;
		}
	}
	const distance = Math.sqrt(dx * dx + dy * dy);
	if (distance < 1e-9) return 0;
	// In pixels: what one step towards the edge is in the frame's own unit.
	const step = Math.sqrt(dx * dx * perX * perX + dy * dy * perY * perY) / distance;
	return (inside ? distance : -distance) / step;
}

/** Signed distance to the edge of a shape at a place in its own frame, inside positive, in units of `halfWidth` and `halfHeight`. */
function insideOf(shape: i32, x: f64, y: f64, halfWidth: f64, halfHeight: f64, radius: f64): f64 {
	if (shape == LINE) return -y;
	if (shape == BAND) return halfHeight - Math.abs(y);
	if (shape == ELLIPSE) {
		const r = Math.sqrt((x * x) / (halfWidth * halfWidth) + (y * y) / (halfHeight * halfHeight));
		return (1 - r) * min(halfWidth, halfHeight);
	}
	if (shape == CLOCK) {
		const angle = Math.atan2(x, -y);
		return halfWidth - (angle < 0 ? angle + 2 * Math.PI : angle);
	}
	if (shape == HEART) {
		return insideHeart(x, y, halfWidth, halfHeight);
	}
	if (shape == STAR) {
		const px = x / halfWidth;
		const py = y / halfHeight;
		const turn = Math.PI / 5;
		const r = Math.sqrt(px * px + py * py);
		let angle = Math.atan2(px, -py);
		angle = Math.abs(angle - 2 * turn * Math.round(angle / (2 * turn)));
		// The edge from a point of the star (radius 1, angle 0) to the notch (radius 0.382, angle 36°).
		const nx = 0.382 * Math.sin(turn);
		const ny = 0.382 * Math.cos(turn) - 1;
		const length = Math.sqrt(nx * nx + ny * ny);
		const ex = r * Math.sin(angle);
		const ey = r * Math.cos(angle) - 1;
		return ((nx * ey - ny * ex) / length) * -min(halfWidth, halfHeight);
	}
	const qx = Math.abs(x) - halfWidth + radius;
	const qy = Math.abs(y) - halfHeight + radius;
	const ox = max(0, qx);
	const oy = max(0, qy);
	return radius - Math.sqrt(ox * ox + oy * oy) - min(0, max(qx, qy));
}

/**
 * Fills a coverage plane with a shape. Target sample (x, y) lies at (ux + x · a + y · b, uy + x · c + y · d) in the shape's
 * own frame, whose unit is the pixel; `soft` is half the width of its edge there, at least half a target sample, and `grow`
 * by how much its edge lies further out.
 */
export function drawShape(
	out: usize, width: i32, height: i32, stride: i32,
	ux: f64, uy: f64, a: f64, b: f64, c: f64, d: f64,
	shape: i32, halfWidth: f64, halfHeight: f64, radius: f64, soft: f64, grow: f64, inverted: i32,
): void {
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const inside = insideOf(
				shape,
				ux + <f64>x * a + <f64>y * b,
				uy + <f64>x * c + <f64>y * d,
				halfWidth, halfHeight, radius,
			);
			let t = max(0, min(1, ((inside + grow) / soft + 1) / 2));
			t = t * t * (3 - 2 * t);
			const cover = <i32>(t * 255 + 0.5);
			store<u8>(out + y * stride + x, inverted != 0 ? 255 - cover : cover);
		}
	}
}

/** Multiplies one coverage plane by another, in place. */
export function multiplyCover(target: usize, other: usize, count: i32): void {
	for (let i = 0; i < count; i++) {
		store<u8>(target + i, over255(<i32>load<u8>(target + i) * <i32>load<u8>(other + i)));
	}
}

/** Mixes plane `b` into plane `a`, in place: a + (b - a) · weight. */
export function mix(a: usize, b: usize, count: i32, weight: i32): void {
	mixRow(b, a, count, weight);
}

export { applyTable, grain, packTable, sharpen, vignette } from './color.as';
export { blendPlanes, keyOut, straighten } from './blend.as';

export {
	mapSamples, chromaFromLuma, addNoise, shiftRows, splitChannels, warp, scatter, blocks, edges,
	addPlane, awayFrom, darkenRows, settle, unsettle, sprite,
} from './effects.as';
