// A box blur along columns. Part of kernels.wasm.

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
