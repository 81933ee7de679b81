// A box blur along columns. Part of kernels.wasm.

/** Four sums plus a half of what they are divided by, divided. */
// @ts-ignore: decorator
@inline
function quotient(sum: v128, half: v128, inverse: v128): v128 {
	return i32x4.trunc_sat_f32x4_u(f32x4.mul(f32x4.add(sum, half), inverse));
}

/** Sums of eight samples, and `fraction` of the two beyond them, divided by `1 / inverse`, rounded. */
// @ts-ignore: decorator
@inline
function meanOf(sum: v128, beyond: v128, fraction: v128, half: v128, inverse: v128): v128 {
	const low = f32x4.add(
		f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(sum)),
		f32x4.mul(f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(beyond)), fraction),
	);
	const high = f32x4.add(
		f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(sum)),
		f32x4.mul(f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(beyond)), fraction),
	);
	return i16x8.narrow_i32x4_u(quotient(low, half, inverse), quotient(high, half, inverse));
}

/**
 * One pass of a box blur along columns, held at the edges. `radius` at most 127; what it has beyond a whole number is the
 * weight of the two samples just outside of the box. `out` is another block.
 */
export function boxBlurColumns(src: usize, width: i32, height: i32, out: usize, radius: f32): void {
	const whole = <i32>radius;
	const fraction = radius - <f32>whole;
	const size = radius * 2 + 1;
	const half = size / 2;
	const fractions = f32x4.splat(fraction);
	const halves = f32x4.splat(half);
	const inverse = f32x4.splat(<f32>1 / size);
	const last = height - 1;
	const edge = i16x8.splat(<i16>(whole + 1));
	let x = 0;
	while (x + 8 <= width) {
		const p = src + x;
		let sum = i16x8.mul(v128.load8x8_u(p), edge);
		for (let k = 1; k <= whole; k++) sum = i16x8.add(sum, v128.load8x8_u(p + min(k, last) * width));
		for (let y = 0; y < height; y++) {
			const enters = v128.load8x8_u(p + min(y + whole + 1, last) * width);
			const beyond = i16x8.add(enters, v128.load8x8_u(p + max(y - whole - 1, 0) * width));
			const mean = meanOf(sum, beyond, fractions, halves, inverse);
			v128.store64_lane(out + y * width + x, i8x16.narrow_i16x8_u(mean, mean), 0);
			sum = i16x8.sub(i16x8.add(sum, enters), v128.load8x8_u(p + max(y - whole, 0) * width));
		}
		// The last eight columns may lie over some that are done: they come out the same.
		x = x + 8 < width && x + 16 > width ? width - 8 : x + 8;
	}
	for (; x < width; x++) {
		const p = src + x;
		let sum = <i32>load<u8>(p) * (whole + 1);
		for (let k = 1; k <= whole; k++) sum += <i32>load<u8>(p + min(k, last) * width);
		for (let y = 0; y < height; y++) {
			const enters = <i32>load<u8>(p + min(y + whole + 1, last) * width);
			const beyond = enters + <i32>load<u8>(p + max(y - whole - 1, 0) * width);
			store<u8>(out + y * width + x, <u8>((<f32>sum + <f32>beyond * fraction + half) / size));
			sum += enters - <i32>load<u8>(p + max(y - whole, 0) * width);
		}
	}
}
