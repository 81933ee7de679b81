// How a row of 8-bit samples is laid over another: with alpha, coverage and a weight. Part of kernels.wasm.

/** Bytes kept free before and after each scratch row, so that a row may be read a vector beyond its ends. */
export const PAD: usize = 32;

// @ts-ignore: decorator
@inline
function clampByte(value: i32): i32 {
	return value < 0 ? 0 : value > 255 ? 255 : value;
}

/** p / 255 rounded, for p in 0…65025. */
// @ts-ignore: decorator
@inline
export function over255(p: i32): i32 {
	const q = p + 128;
	return (q + (q >> 8)) >> 8;
}

// @ts-ignore: decorator
@inline
export function over255v(p: v128): v128 {
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
export function mixRow(src: usize, dst: usize, count: i32, weight: i32): void {
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
export function blendRow(src: usize, alpha: usize, cover: usize, dst: usize, count: i32, weight: i32): void {
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
