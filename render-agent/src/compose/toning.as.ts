// The kernels of effects that draw a picture anew: strokes, dots, hues kept or turned, smeared rows. Part of kernels.wasm.

// @ts-ignore: decorator
@inline
function within(at: i32, count: i32): i32 {
	return at < 0 ? 0 : at >= count ? count - 1 : at;
}

/** For each sample mean (u8) and variance (u16) of the block of reach + 1 samples each way that ends in it; edges are repeated. */
export function blockSpreads(src: usize, width: i32, height: i32, means: usize, spreads: usize, reach: i32): void {
	const count = (reach + 1) * (reach + 1);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			let sum = 0;
			let squares = 0;
			for (let j = y - reach; j <= y; j++) {
				const row = src + within(j, height) * width;
				for (let i = x - reach; i <= x; i++) {
					const value = <i32>load<u8>(row + within(i, width));
					sum += value;
					squares += value * value;
				}
			}
			const p = y * width + x;
			const mean = (sum + (count >> 1)) / count;
			store<u8>(means + p, mean);
			store<u16>(spreads + p * 2, squares / count - (sum * sum) / (count * count));
		}
	}
}

/** Each sample becomes the mean of the calmest of the four blocks that meet in it, as `blockSpreads` found them. */
export function calmest(means: usize, spreads: usize, width: i32, height: i32, out: usize, reach: i32): void {
	for (let y = 0; y < height; y++) {
		const lower = within(y + reach, height) * width;
		for (let x = 0; x < width; x++) {
			const right = within(x + reach, width);
			let best = y * width + x;
			let least = load<u16>(spreads + best * 2);
			for (let k = 1; k < 4; k++) {
				const p = (k < 2 ? y * width : lower) + (k == 2 ? x : right);
				const spread = load<u16>(spreads + p * 2);
				if (spread < least) {
					least = spread;
					best = p;
				}
			}
			store<u8>(out + y * width + x, load<u8>(means + best));
		}
	}
}

/** A wave of straight lines between -64 and 64, one period over 65536. */
// @ts-ignore: decorator
@inline
function zigzag(at: i32): i32 {
	return (abs((at & 0xffff) - 32768) >> 8) - 64;
}

/** Prints luma in dots on slanted rows, `cell` samples apart: black where it is darker than the screen of dots there, else white. */
export function dots(at: usize, width: i32, height: i32, cell: f64): void {
	const step = <i32>(65536.0 / (cell * Math.SQRT2));
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const p = at + y * width + x;
			const threshold = 126 + ((zigzag((x + y) * step) + zigzag((x - y) * step)) * 45 >> 6);
			const value = 126 + (<i32>load<u8>(p) - threshold) * 6;
			store<u8>(p, value < 16 ? 16 : value > 235 ? 235 : value);
		}
	}
}

/** Takes the color out of all chroma but that of a hue, given by its direction (length 1). weight: 0…1. */
export function keepHue(u: usize, v: usize, count: i32, towardsU: f32, towardsV: f32, weight: f32): void {
	for (let i = 0; i < count; i++) {
		const a = <f32>(<i32>load<u8>(u + i) - 128);
		const b = <f32>(<i32>load<u8>(v + i) - 128);
		const length = sqrt<f32>(a * a + b * b);
		const near = length < 1 ? <f32>0 : (a * towardsU + b * towardsV) / length;
		let t = (near - <f32>0.75) / <f32>0.15;
		t = t < 0 ? 0 : t > 1 ? 1 : t;
		const keep = <f32>1 - (<f32>1 - t * t * (<f32>3 - <f32>2 * t)) * weight;
		store<u8>(u + i, <u8>(<f32>128.5 + a * keep));
		store<u8>(v + i, <u8>(<f32>128.5 + b * keep));
	}
}

/** Turns all hues: (u, v) about gray, by an angle whose cosine and sine are given times 256. */
export function turnHues(u: usize, v: usize, count: i32, cos: i32, sin: i32): void {
	for (let i = 0; i < count; i++) {
		const a = <i32>load<u8>(u + i) - 128;
		const b = <i32>load<u8>(v + i) - 128;
		const x = 128 + ((a * cos - b * sin + 128) >> 8);
		const y = 128 + ((a * sin + b * cos + 128) >> 8);
		store<u8>(u + i, x < 0 ? 0 : x > 255 ? 255 : x);
		store<u8>(v + i, y < 0 ? 0 : y > 255 ? 255 : y);
	}
}

/** Smears each row to the right: every sample keeps `hold` / 256 of what was there before it. */
export function smearRows(at: usize, width: i32, height: i32, hold: i32): void {
	for (let y = 0; y < height; y++) {
		const row = at + y * width;
		let now = <i32>load<u8>(row) << 8;
		for (let x = 1; x < width; x++) {
			now += (((<i32>load<u8>(row + x) << 8) - now) * (256 - hold)) >> 8;
			store<u8>(row + x, (now + 128) >> 8);
		}
	}
}
