// Planes made of others: of RGBA, premultiplied, halved, turned, mixed. Part of kernels.wasm.
import { mixRow, over255, over255v } from './rows.as';

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

/** Multiplies one coverage plane by another, in place. */
export function multiplyCover(target: usize, other: usize, count: i32): void {
	let i = 0;
	for (; i + 8 <= count; i += 8) {
		const product = i16x8.mul(v128.load8x8_u(target + i), v128.load8x8_u(other + i));
		v128.store64_lane(target + i, i8x16.narrow_i16x8_u(over255v(product), over255v(product)), 0);
	}
	for (; i < count; i++) {
		store<u8>(target + i, over255(<i32>load<u8>(target + i) * <i32>load<u8>(other + i)));
	}
}

/** Turns coverage inside out, in place. */
export function invertCover(target: usize, count: i32): void {
	let i = 0;
	for (; i + 16 <= count; i += 16) v128.store(target + i, v128.not(v128.load(target + i)));
	for (; i < count; i++) store<u8>(target + i, 255 - load<u8>(target + i));
}

/** Mixes plane `b` into plane `a`, in place: a + (b - a) · weight. */
export function mix(a: usize, b: usize, count: i32, weight: i32): void {
	mixRow(b, a, count, weight);
}
