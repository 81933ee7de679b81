// Color of planes: tables of luma and chroma that are looked up, and what changes by place (sharpness, vignette, grain).
// Planes are premultiplied by their alpha where there is any (a, ca ≠ 0); BT.709 limited.

// @ts-ignore: decorator
@inline
function clampByte(value: i32): i32 {
	return value < 0 ? 0 : value > 255 ? 255 : value;
}

// @ts-ignore: decorator
@inline
function over255(p: i32): i32 {
	const q = p + 128;
	return (q + (q >> 8)) >> 8;
}

/** A premultiplied sample as it was before; alpha above 0. */
// @ts-ignore: decorator
@inline
export function straight(value: i32, alpha: i32): i32 {
	return min(255, (value * 255 + (alpha >> 1)) / alpha);
}

const NODES: i32 = 33;
const CELLS: i32 = 32;
/** Bytes of one cell: its eight corners. */
const CELL: usize = 16;
const COMPONENT: usize = 32 * 32 * 32 * 16;

/**
 * Packs a table of 33³ nodes ([v][u][y], three 16-bit values each) by cells, so that the corners of a cell are one load.
 * `out` takes three times 32³ cells of 16 bytes.
 */
export function packTable(nodes: usize, out: usize): void {
	for (let c = 0; c < 3; c++) {
		for (let v = 0; v < CELLS; v++) {
			for (let u = 0; u < CELLS; u++) {
				for (let y = 0; y < CELLS; y++) {
					const cell = out + <usize>c * COMPONENT + <usize>((v * CELLS + u) * CELLS + y) * CELL;
					for (let corner = 0; corner < 4; corner++) {
						const cu = u + (corner & 1);
						const cv = v + (corner >> 1);
						const at = nodes + <usize>(((cv * NODES + cu) * NODES + y) * 3 + c) * 2;
						store<u16>(cell + corner * 4, load<u16>(at));
						store<u16>(cell + corner * 4 + 2, load<u16>(at + 6));
					}
				}
			}
		}
	}
}

/** Looks up a cell: `weights` are those of its four columns, y the luma. */
// @ts-ignore: decorator
@inline
function look(column: usize, weights: v128, y: i32): i32 {
	const f = y & 7;
	const corners = v128.load(column + <usize>(y >> 3) * CELL);
	const w = i16x8.mul(weights, i32x4.splat((8 - f) | (f << 16)));
	const sums = i32x4.dot_i16x8_s(corners, w);
	const pairs = i32x4.add(sums, i8x16.shuffle(sums, sums, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
	return clampByte((i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1) + 16384) >> 15);
}

/** The four sums of a cell's corners, two by two in the lower and upper half, for one luma. */
// @ts-ignore: decorator
@inline
function sums(column: usize, weights: v128, y: i32): v128 {
	const f = y & 7;
	const corners = v128.load(column + <usize>(y >> 3) * CELL);
	return i32x4.dot_i16x8_s(corners, i16x8.mul(weights, i32x4.splat((8 - f) | (f << 16))));
}

/** Looks up four lumas of a block at once: those of the upper row, then those of the lower. */
// @ts-ignore: decorator
@inline
function lookFour(column: usize, weights: v128, upper: i32, lower: i32): v128 {
	const a = sums(column, weights, upper & 255);
	const b = sums(column, weights, upper >> 8);
	const c = sums(column, weights, lower & 255);
	const d = sums(column, weights, lower >> 8);
	const ab = i32x4.add(
		v128.shuffle<i32>(a, b, 0, 2, 4, 6),
		v128.shuffle<i32>(a, b, 1, 3, 5, 7),
	);
	const cd = i32x4.add(
		v128.shuffle<i32>(c, d, 0, 2, 4, 6),
		v128.shuffle<i32>(c, d, 1, 3, 5, 7),
	);
	const all = i32x4.add(
		v128.shuffle<i32>(ab, cd, 0, 2, 4, 6),
		v128.shuffle<i32>(ab, cd, 1, 3, 5, 7),
	);
	const rounded = i32x4.shr_s(i32x4.add(all, i32x4.splat(16384)), 15);
	const words = i16x8.narrow_i32x4_s(rounded, rounded);
	return i8x16.narrow_i16x8_u(words, words);
}

/** Changes a picture's color, in place, by a packed table. Chroma follows the mean luma of its four samples. */
export function applyTable(
	packed: usize,
	y: usize, u: usize, v: usize, a: usize, ca: usize,
	width: i32, height: i32,
): void {
	const chromaWidth = (width + 1) >> 1;
	const chromaHeight = (height + 1) >> 1;
	for (let cy = 0; cy < chromaHeight; cy++) {
		const rows = min(2, height - cy * 2);
		for (let cx = 0; cx < chromaWidth; cx++) {
			const chroma = <usize>(cy * chromaWidth + cx);
			const small = ca == 0 ? 255 : <i32>load<u8>(ca + chroma);
			let cb = <i32>load<u8>(u + chroma);
			let cr = <i32>load<u8>(v + chroma);
			if (small == 0) {
				cb = 128;
				cr = 128;
			} else if (small < 255) {
				cb = straight(cb, small);
				cr = straight(cr, small);
			}
			const fu = cb & 7;
			const fv = cr & 7;
			const w00 = <i16>((8 - fu) * (8 - fv));
			const w10 = <i16>(fu * (8 - fv));
			const w01 = <i16>((8 - fu) * fv);
			const w11 = <i16>(fu * fv);
			let weights = i16x8.splat(w00);
			weights = i32x4.replace_lane(weights, 1, <i32>w10 * 65537);
			weights = i32x4.replace_lane(weights, 2, <i32>w01 * 65537);
			weights = i32x4.replace_lane(weights, 3, <i32>w11 * 65537);
			const column = packed + <usize>(((cr >> 3) * CELLS + (cb >> 3)) * CELLS) * CELL;
			const columns = min(2, width - cx * 2);
			if (a == 0 && columns + rows == 4) {
				const top = y + <usize>(cy * 2 * width + cx * 2);
				const upper = <i32>load<u16>(top);
				const lower = <i32>load<u16>(top + width);
				const four = lookFour(column, weights, upper, lower);
				v128.store16_lane(top, four, 0);
				v128.store16_lane(top + width, four, 1);
				const mean = ((upper & 255) + (upper >> 8) + (lower & 255) + (lower >> 8) + 2) >> 2;
				store<u8>(u + chroma, look(column + COMPONENT, weights, mean));
				store<u8>(v + chroma, look(column + 2 * COMPONENT, weights, mean));
				continue;
			}
			let sum = 0;
			let count = 0;
			for (let j = 0; j < rows; j++) {
				for (let i = 0; i < columns; i++) {
					const at = <usize>((cy * 2 + j) * width + cx * 2 + i);
					let luma = <i32>load<u8>(y + at);
					if (a == 0) {
						store<u8>(y + at, look(column, weights, luma));
					} else {
						const alpha = <i32>load<u8>(a + at);
						if (alpha == 0) continue;
						luma = straight(luma, alpha);
						store<u8>(y + at, over255(look(column, weights, luma) * alpha));
					}
					sum += luma;
					count++;
				}
			}
			if (count == 0 || small == 0) continue;
			const mean = (sum + (count >> 1)) / count;
			cb = look(column + COMPONENT, weights, mean);
			cr = look(column + 2 * COMPONENT, weights, mean);
			store<u8>(u + chroma, small == 255 ? cb : over255(cb * small));
			store<u8>(v + chroma, small == 255 ? cr : over255(cr * small));
		}
	}
}

/**
 * Moves luma away from the mean of its neighbors (below 0: towards it), in place. `copy` is scratch for a whole plane.
 * `amount` in 1/256.
 */
export function sharpen(y: usize, a: usize, copy: usize, width: i32, height: i32, amount: i32): void {
	memory.copy(copy, y, width * height);
	for (let row = 0; row < height; row++) {
		const above = copy + max(0, row - 1) * width;
		const here = copy + row * width;
		const below = copy + min(height - 1, row + 1) * width;
		for (let x = 0; x < width; x++) {
			const l = max(0, x - 1);
			const r = min(width - 1, x + 1);
			const sum =
				<i32>load<u8>(above + l) + 2 * <i32>load<u8>(above + x) + <i32>load<u8>(above + r) +
				2 * <i32>load<u8>(here + l) + 4 * <i32>load<u8>(here + x) + 2 * <i32>load<u8>(here + r) +
				<i32>load<u8>(below + l) + 2 * <i32>load<u8>(below + x) + <i32>load<u8>(below + r);
			const own = <i32>load<u8>(here + x);
			const at = y + row * width + x;
			const alpha = a == 0 ? 255 : <i32>load<u8>(a + row * width + x);
			// What is 16 and 235 here: sharpening makes nothing blacker than black or whiter than white.
			const low = min(own, over255(16 * alpha));
			const high = max(own, over255(235 * alpha));
			const moved = own + (((own * 16 - sum) * amount + 2048) >> 12);
			store<u8>(at, max(low, min(high, moved)));
		}
	}
}

/** How dark a place is: 0 in the middle, 1 in the corners. */
// @ts-ignore: decorator
@inline
function corner(x: f32, y: f32): f32 {
	const r = Mathf.sqrt((x * x + y * y) * 0.5);
	const t = max<f32>(0, min<f32>(1, (r - 0.3) / 0.7));
	return t * t * (3 - 2 * t);
}

/** One plane of a vignette: samples go to `goal` (black or white there) as far as the place is in a corner. */
function shade(plane: usize, alpha: usize, width: i32, height: i32, rest: f32, goal: f32, amount: f32): void {
	const stepX: f32 = 2 / <f32>width;
	const stepY: f32 = 2 / <f32>height;
	const aim = amount >= 0 ? rest : goal;
	const strength = Mathf.abs(amount);
	for (let row = 0; row < height; row++) {
		const dy: f32 = (<f32>row + 0.5) * stepY - 1;
		for (let x = 0; x < width; x++) {
			const dx: f32 = (<f32>x + 0.5) * stepX - 1;
			const k = corner(dx, dy);
			if (k == 0) continue;
			const at = <usize>(row * width + x);
			const own = <f32>load<u8>(plane + at);
			const there = alpha == 0 ? aim : (aim * <f32>load<u8>(alpha + at)) / 255;
			store<u8>(plane + at, <u8>(own + (there - own) * k * strength + 0.5));
		}
	}
}

/** Darkens the corners of a picture, in place; below 0 makes them lighter. `amount` −1…1. */
export function vignette(
	y: usize, u: usize, v: usize, a: usize, ca: usize,
	width: i32, height: i32, amount: f32,
): void {
	const chromaWidth = (width + 1) >> 1;
	const chromaHeight = (height + 1) >> 1;
	shade(y, a, width, height, 16, 235, amount);
	shade(u, ca, chromaWidth, chromaHeight, 128, 128, amount);
	shade(v, ca, chromaWidth, chromaHeight, 128, 128, amount);
}

/** A number that looks like chance, from a place and a seed. */
// @ts-ignore: decorator
@inline
function chance(x: i32, y: i32, seed: i32): i32 {
	let h = <u32>(x * 374761393 + y * 668265263 + seed * 1274126177);
	h = (h ^ (h >> 13)) * 1274126177;
	h = (h ^ (h >> 16)) * 2246822519;
	return <i32>(h >> 24) - 128 + (<i32>((h >> 16) & 255) - 128);
}

/** Film grain on luma, in place: strongest in middle grays. `amount` in 1/256; grains are `size` samples wide. */
export function grain(y: usize, a: usize, width: i32, height: i32, amount: i32, size: i32, seed: i32): void {
	for (let row = 0; row < height; row++) {
		for (let x = 0; x < width; x++) {
			const at = <usize>(row * width + x);
			const alpha = a == 0 ? 255 : <i32>load<u8>(a + at);
			if (alpha == 0) continue;
			const own = <i32>load<u8>(y + at);
			const level = alpha == 255 ? own : straight(own, alpha);
			// 0 at black and white, 64 in the middle.
			const weight = max(16, 64 - ((level - 125) * (level - 125)) / 200);
			const moved = level + ((chance(x / size, row / size, seed) * weight * amount) >> 17);
			const kept = max(min(level, 16), min(max(level, 235), moved));
			store<u8>(y + at, alpha == 255 ? kept : over255(kept * alpha));
		}
	}
}
