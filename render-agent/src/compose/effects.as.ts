// The kernels of scene effects: planes of 8-bit samples changed in place or from a copy. Part of kernels.wasm.
// Places are sample coordinates as in kernels.as.ts. Nothing here is random: noise comes from hashes of what is given.

// @ts-ignore: decorator
@inline
function clamped(value: i32): i32 {
	return value < 0 ? 0 : value > 255 ? 255 : value;
}

// @ts-ignore: decorator
@inline
function held(at: i32, count: i32): i32 {
	return at < 0 ? 0 : at >= count ? count - 1 : at;
}

/** 32 bits that look random, always the same for the same two numbers. */
// @ts-ignore: decorator
@inline
function hashed(a: i32, b: i32): u32 {
	let h = <u32>(a * 374761393 + b * 668265263);
	h = (h ^ (h >> 13)) * 1274126177;
	return h ^ (h >> 16);
}

/** Sends every sample through a table of 256 bytes. */
export function mapSamples(at: usize, count: i32, table: usize): void {
	for (let i = 0; i < count; i++) store<u8>(at + i, load<u8>(table + <usize>load<u8>(at + i)));
}

/** Moves each chroma sample towards what a table says of the mean luma there. weight: 0…256. */
export function chromaFromLuma(luma: usize, width: i32, height: i32, out: usize, table: usize, weight: i32): void {
	const w = (width + 1) >> 1;
	const h = (height + 1) >> 1;
	for (let y = 0; y < h; y++) {
		const upper = luma + y * 2 * width;
		const lower = luma + min(y * 2 + 1, height - 1) * width;
		for (let x = 0; x < w; x++) {
			const i = x * 2;
			const j = min(i + 1, width - 1);
			const sum = <i32>load<u8>(upper + i) + <i32>load<u8>(upper + j) + <i32>load<u8>(lower + i) + <i32>load<u8>(lower + j);
			const wanted = <i32>load<u8>(table + ((sum + 2) >> 2));
			const p = out + y * w + x;
			const now = <i32>load<u8>(p);
			store<u8>(p, clamped(now + (((wanted - now) * weight + 128) >> 8)));
		}
	}
}

/** Adds a tile of 512 × 512 signed samples, laid anew for every block of that size. Least in blacks and whites. */
export function addNoise(at: usize, width: i32, height: i32, tile: usize, seed: i32, strength: i32): void {
	for (let y = 0; y < height; y++) {
		for (let from = 0; from < width; from += 512) {
			const h = hashed(seed * 64 + (from >> 9), y >> 9);
			const row = tile + ((<usize>y + (h & 511)) & 511) * 512;
			const shift = <i32>((h >> 9) & 511);
			const to = min(from + 512, width);
			for (let x = from; x < to; x++) {
				const p = at + y * width + x;
				const value = <i32>load<u8>(p);
				const room = max(0, (value - 16) * (235 - value));
				const k = (strength * (48 + ((room * 71) >> 12))) >> 8;
				const noise = <i32>load<i8>(row + ((x + shift) & 511));
				store<u8>(p, clamped(value + ((noise * k + 128) >> 8)));
			}
		}
	}
}

/** Copies rows, each shifted to the right by its own number of samples; what leaves on one side comes back on the other. */
export function shiftRows(src: usize, width: i32, height: i32, out: usize, offsets: usize): void {
	for (let y = 0; y < height; y++) {
		let by = load<i32>(offsets + y * 4) % width;
		if (by < 0) by += width;
		const from = src + y * width;
		const to = out + y * width;
		memory.copy(to + by, from, width - by);
		memory.copy(to, from + (width - by), by);
	}
}

/** Half a code value at 20 bits. */
const HALF: i32 = 1 << 19;

/** Moves red by (rx, ry) and blue by (-rx, -ry) luma samples, green stays. Sources and targets are three planes each. */
export function splitChannels(
	y: usize, u: usize, v: usize, width: i32, height: i32,
	outY: usize, outU: usize, outV: usize,
	rx: i32, ry: i32,
): void {
	const cw = (width + 1) >> 1;
	const ch = (height + 1) >> 1;
	for (let j = 0; j < height; j++) {
		const jr = held(j - ry, height);
		const jb = held(j + ry, height);
		for (let i = 0; i < width; i++) {
			const ir = held(i - rx, width);
			const ib = held(i + rx, width);
			const own = y + j * width + i;
			const c = (j >> 1) * cw + (i >> 1);
			const value = <i32>load<u8>(own);
			const cr = (jr >> 1) * cw + (ir >> 1);
			const cb = (jb >> 1) * cw + (ib >> 1);
			// Changes of red and blue, 8-bit full range times 256.
			const dr = 298 * (<i32>load<u8>(y + jr * width + ir) - value) + 459 * (<i32>load<u8>(v + cr) - <i32>load<u8>(v + c));
			const db = 298 * (<i32>load<u8>(y + jb * width + ib) - value) + 541 * (<i32>load<u8>(u + cb) - <i32>load<u8>(u + c));
			// They are weighed with 12 bits: with 8 the roundings of the weights would show.
			store<u8>(outY + j * width + i, clamped(value + ((748 * dr + 254 * db + HALF) >> 20)));
			if ((i & 1) == 0 && (j & 1) == 0) {
				store<u8>(outU + c, clamped(<i32>load<u8>(u + c) + ((-412 * dr + 1799 * db + HALF) >> 20)));
				store<u8>(outV + c, clamped(<i32>load<u8>(v + c) + ((1799 * dr - 165 * db + HALF) >> 20)));
			}
		}
	}
}

/** A coordinate brought back into 0…last by turning round at the ends. */
// @ts-ignore: decorator
@inline
function reflected(at: i32, last: i32): i32 {
	if (at >= 0 && at <= last) return at;
	if (last == 0) return 0;
	let r = at % (last * 2);
	if (r < 0) r += last * 2;
	return r > last ? last * 2 - r : r;
}

/**
 * Bends a plane: corner (i, j) of a grid of `cell` samples shows the source place in `grid` (pairs of f32, row by row, one
 * more than there are cells each way); between corners places are interpolated. Beyond its edges the source is mirrored.
 */
export function warp(src: usize, width: i32, height: i32, out: usize, grid: usize, columns: i32, cell: i32): void {
	const lastX = (width - 1) * 65536;
	const lastY = (height - 1) * 65536;
	for (let y = 0; y < height; y++) {
		const j = y / cell;
		const f = <f32>(y - j * cell) / <f32>cell;
		const upper = grid + <usize>(j * (columns + 1) * 8);
		const lower = upper + <usize>((columns + 1) * 8);
		for (let i = 0; i < columns; i++) {
			const a = upper + i * 8;
			const b = lower + i * 8;
			const u0 = load<f32>(a) + (load<f32>(b) - load<f32>(a)) * f;
			const v0 = load<f32>(a, 4) + (load<f32>(b, 4) - load<f32>(a, 4)) * f;
			const u1 = load<f32>(a, 8) + (load<f32>(b, 8) - load<f32>(a, 8)) * f;
			const v1 = load<f32>(a, 12) + (load<f32>(b, 12) - load<f32>(a, 12)) * f;
			let u = <i32>(u0 * 65536);
			let v = <i32>(v0 * 65536);
			const du = <i32>((u1 - u0) * 65536 / <f32>cell);
			const dv = <i32>((v1 - v0) * 65536 / <f32>cell);
			const to = min(width, (i + 1) * cell);
			for (let x = i * cell; x < to; x++) {
				const cu = reflected(u, lastX);
				const cv = reflected(v, lastY);
				const fx = (cu >> 8) & 255;
				const fy = (cv >> 8) & 255;
				const p = src + (cv >> 16) * width + (cu >> 16);
				const right: usize = fx == 0 ? 0 : 1;
				const below: usize = fy == 0 ? 0 : <usize>width;
				const top = <i32>load<u8>(p) * (256 - fx) + <i32>load<u8>(p + right) * fx;
				const low = <i32>load<u8>(p + below) * (256 - fx) + <i32>load<u8>(p + below + right) * fx;
				store<u8>(out + y * width + x, (top * (256 - fy) + low * fy + 32768) >> 16);
				u += du;
				v += dv;
			}
		}
	}
}

/** Shows for each sample another one up to `radius` away, the same in every frame. `step`: luma samples a sample. */
export function scatter(src: usize, width: i32, height: i32, out: usize, radius: i32, step: i32): void {
	const reach = radius * 2 + 1;
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const h = hashed(x * step, y * step);
			const u = held(x + (<i32>(h & 0xffff) * reach >> 16) - radius, width);
			const v = held(y + (<i32>(h >> 16) * reach >> 16) - radius, height);
			store<u8>(out + y * width + x, load<u8>(src + v * width + u));
		}
	}
}

/** Fills each block of `size` samples with its mean. */
export function blocks(at: usize, width: i32, height: i32, size: i32): void {
	for (let top = 0; top < height; top += size) {
		const bottom = min(top + size, height);
		for (let left = 0; left < width; left += size) {
			const right = min(left + size, width);
			let sum = 0;
			for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += <i32>load<u8>(at + y * width + x);
			const count = (bottom - top) * (right - left);
			const mean = <u8>((sum + (count >> 1)) / count);
			for (let y = top; y < bottom; y++) memory.fill(at + y * width + left, mean, right - left);
		}
	}
}

/** How steep the picture is at each sample (Sobel, clamped), measured over `reach` samples each way. */
export function edges(src: usize, width: i32, height: i32, out: usize, reach: i32): void {
	for (let y = 0; y < height; y++) {
		const a = src + held(y - reach, height) * width;
		const b = src + y * width;
		const c = src + held(y + reach, height) * width;
		for (let x = 0; x < width; x++) {
			const l = held(x - reach, width);
			const r = held(x + reach, width);
			const gx =
				<i32>load<u8>(a + r) + 2 * <i32>load<u8>(b + r) + <i32>load<u8>(c + r) -
				<i32>load<u8>(a + l) - 2 * <i32>load<u8>(b + l) - <i32>load<u8>(c + l);
			const gy =
				<i32>load<u8>(c + l) + 2 * <i32>load<u8>(c + x) + <i32>load<u8>(c + r) -
				<i32>load<u8>(a + l) - 2 * <i32>load<u8>(a + x) - <i32>load<u8>(a + r);
			store<u8>(out + y * width + x, clamped((abs(gx) + abs(gy)) >> 1));
		}
	}
}

/** Adds (src − bias) · weight / 256 to a plane. */
export function addPlane(dst: usize, src: usize, count: i32, bias: i32, weight: i32): void {
	for (let i = 0; i < count; i++) {
		const more = ((<i32>load<u8>(src + i) - bias) * weight + 128) >> 8;
		store<u8>(dst + i, clamped(<i32>load<u8>(dst + i) + more));
	}
}

/** Drives a plane away from another: at + (at − other) · weight / 256. */
export function awayFrom(at: usize, other: usize, count: i32, weight: i32): void {
	for (let i = 0; i < count; i++) {
		const value = <i32>load<u8>(at + i);
		store<u8>(at + i, clamped(value + (((value - <i32>load<u8>(other + i)) * weight + 128) >> 8)));
	}
}

/** Darkens the first `thick` of every `period` rows towards black. keep: 0…256. */
export function darkenRows(at: usize, width: i32, height: i32, period: i32, thick: i32, keep: i32): void {
	for (let y = 0; y < height; y++) {
		if (y % period >= thick) continue;
		const row = at + y * width;
		for (let x = 0; x < width; x++) store<u8>(row + x, 16 + (((<i32>load<u8>(row + x) - 16) * keep + 128) >> 8));
	}
}

/** Lays a premultiplied plane over a color: at + (255 − alpha) · value. */
export function settle(at: usize, alpha: usize, count: i32, value: i32): void {
	for (let i = 0; i < count; i++) {
		const p = (255 - <i32>load<u8>(alpha + i)) * value + 128;
		store<u8>(at + i, clamped(<i32>load<u8>(at + i) + ((p + (p >> 8)) >> 8)));
	}
}

/** Undoes `settle`; what cannot be under that alpha is cut off. */
export function unsettle(at: usize, alpha: usize, count: i32, value: i32): void {
	for (let i = 0; i < count; i++) {
		const a = <i32>load<u8>(alpha + i);
		const p = (255 - a) * value + 128;
		store<u8>(at + i, max(0, min(a, <i32>load<u8>(at + i) - ((p + (p >> 8)) >> 8))));
	}
}

/** How much of the ground is seen, from how far apart a sample is on white and on black. No more than `most`. */
// @ts-ignore: decorator
@inline
function clear(black: usize, white: usize, at: i32, most: i32): i32 {
	const apart = <i32>load<u8>(white + at) - <i32>load<u8>(black + at);
	return min(most, clamped((apart * 255 + 109) / 219));
}

/**
 * Tells the alpha of a changed picture, at full and at chroma size, from its lumas on black and on white. `keeps`: 1 where none
 * gets less than it was; chroma then lets through as much less as luma does around it.
 */
export function coverBetween(
	black: usize, white: usize, width: i32, height: i32,
	alpha: usize, small: usize, keeps: i32,
): void {
	const across = (width + 1) >> 1;
	const down = (height + 1) >> 1;
	for (let y = 0; y < down; y++) {
		for (let x = 0; x < across; x++) {
			let before = 0;
			let after = 0;
			for (let i = 0; i < 6; i++) {
				const column = held(x * 2 + i % 3 - 1, width);
				const at = min(y * 2 + i / 3, height - 1) * width + column;
				const weight = i % 3 == 1 ? 2 : 1;
				const most = keeps ? 255 - <i32>load<u8>(alpha + at) : 255;
				before += most * weight;
				after += clear(black, white, at, most) * weight;
			}
			const own = small + y * across + x;
			const most = keeps ? 255 - <i32>load<u8>(own) : 255;
			store<u8>(own, 255 - (before == 0 ? most : (most * after + (before >> 1)) / before));
		}
	}
	for (let i = 0; i < width * height; i++) {
		const most = keeps ? 255 - <i32>load<u8>(alpha + i) : 255;
		store<u8>(alpha + i, 255 - clear(black, white, i, most));
	}
}
