// What mixes two pictures color by color: blend modes of layers, and chroma keys. Planes as in kernels.as.ts.
import { straight } from './color.as';

const DARKEN = 1;
const SCREEN = 2;
const OVERLAY = 3;
const MULTIPLY = 4;
const LIGHTEN = 5;
const HARD_LIGHT = 6;
const SOFT_LIGHT = 7;
const LINEAR_BURN = 8;
const COLOR_BURN = 9;
const COLOR_DODGE = 10;

// @ts-ignore: decorator
@inline
function unit(value: f32): f32 {
	return max<f32>(0, min<f32>(1, value));
}

function hardLight(under: f32, over: f32): f32 {
	return over <= 0.5 ? under * over * 2 : 1 - (1 - under) * (2 - over * 2);
}

function softLight(under: f32, over: f32): f32 {
	if (over <= 0.5) return under - (1 - 2 * over) * under * (1 - under);
	const d: f32 = under <= 0.25 ? ((16 * under - 12) * under + 4) * under : Mathf.sqrt(under);
	return under + (2 * over - 1) * (d - under);
}

/** One channel of a layer over what lies beneath, 0…1. */
function blended(mode: i32, under: f32, over: f32): f32 {
	if (mode == DARKEN) return min(under, over);
	if (mode == SCREEN) return under + over - under * over;
	if (mode == OVERLAY) return hardLight(over, under);
	if (mode == MULTIPLY) return under * over;
	if (mode == LIGHTEN) return max(under, over);
	if (mode == HARD_LIGHT) return hardLight(under, over);
	if (mode == SOFT_LIGHT) return softLight(under, over);
	if (mode == LINEAR_BURN) return max<f32>(0, under + over - 1);
	if (mode == COLOR_BURN) {
		if (under >= 1) return 1;
		return over <= 0 ? 0 : 1 - min<f32>(1, (1 - under) / over);
	}
	if (mode == COLOR_DODGE) {
		if (under <= 0) return 0;
		return over >= 1 ? 1 : min<f32>(1, under / (1 - over));
	}
	return over;
}

/** The straight color of a sample: red, green, blue. */
let red: f32 = 0;
let green: f32 = 0;
let blue: f32 = 0;

function toRgb(y: i32, u: i32, v: i32): void {
	const luma: f32 = (<f32>y - 16) / 219;
	const cb: f32 = (<f32>u - 128) / 224;
	const cr: f32 = (<f32>v - 128) / 224;
	red = unit(luma + 1.5748 * cr);
	green = unit(luma - 0.187324 * cb - 0.468124 * cr);
	blue = unit(luma + 1.8556 * cb);
}

// @ts-ignore: decorator
@inline
function sampleOf(plane: usize, alpha: i32): i32 {
	return alpha == 255 ? <i32>load<u8>(plane) : alpha == 0 ? 128 : straight(load<u8>(plane), alpha);
}

/**
 * Blends a layer into what lies beneath, in place, between columns [x0, x1) and rows [y0, y1), all even. The layer has
 * alpha and is of the same size; `a` and `ca` of what lies beneath may be 0.
 */
export function blendPlanes(
	y: usize, u: usize, v: usize, a: usize, ca: usize,
	ly: usize, lu: usize, lv: usize, la: usize, lca: usize,
	width: i32, height: i32, x0: i32, y0: i32, x1: i32, y1: i32, mode: i32,
): void {
	const chromaWidth = (width + 1) >> 1;
	for (let cy = y0 >> 1; cy < (y1 + 1) >> 1; cy++) {
		for (let cx = x0 >> 1; cx < (x1 + 1) >> 1; cx++) {
			const c = <usize>(cy * chromaWidth + cx);
			const smallOver = <i32>load<u8>(lca + c);
			const smallUnder = ca == 0 ? 255 : <i32>load<u8>(ca + c);
			const uu = sampleOf(u + c, smallUnder);
			const uv = sampleOf(v + c, smallUnder);
			const ou = sampleOf(lu + c, smallOver);
			const ov = sampleOf(lv + c, smallOver);
			let sumRed: f32 = 0;
			let sumGreen: f32 = 0;
			let sumBlue: f32 = 0;
			let sumAlpha: f32 = 0;
			let count: f32 = 0;
			let touched = false;
			for (let j = 0; j < 2 && cy * 2 + j < height; j++) {
				for (let i = 0; i < 2 && cx * 2 + i < width; i++) {
					const at = <usize>((cy * 2 + j) * width + cx * 2 + i);
					const overAlpha = <i32>load<u8>(la + at);
					const underAlpha = a == 0 ? 255 : <i32>load<u8>(a + at);
					const ao: f32 = <f32>overAlpha / 255;
					const au: f32 = <f32>underAlpha / 255;
					toRgb(underAlpha == 0 ? 16 : sampleOf(y + at, underAlpha), uu, uv);
					const ur = red;
					const ug = green;
					const ub = blue;
					toRgb(overAlpha == 0 ? 16 : sampleOf(ly + at, overAlpha), ou, ov);
					const both = ao * au;
					const under = au * (1 - ao);
					const over = ao * (1 - au);
					const r = under * ur + over * red + both * blended(mode, ur, red);
					const g = under * ug + over * green + both * blended(mode, ug, green);
					const b = under * ub + over * blue + both * blended(mode, ub, blue);
					const alpha = ao + au - both;
					sumRed += r;
					sumGreen += g;
					sumBlue += b;
					sumAlpha += alpha;
					count += 1;
					if (overAlpha == 0) continue;
					touched = true;
					store<u8>(y + at, <u8>(16 * alpha + 219 * (0.2126 * r + 0.7152 * g + 0.0722 * b) + 0.5));
					if (a != 0) store<u8>(a + at, <u8>(alpha * 255 + 0.5));
				}
			}
			if (!touched) continue;
			const r = sumRed / count;
			const g = sumGreen / count;
			const b = sumBlue / count;
			const alpha = sumAlpha / count;
			const luma: f32 = 0.2126 * r + 0.7152 * g + 0.0722 * b;
			store<u8>(u + c, <u8>(128 * alpha + (224 * (b - luma)) / 1.8556 + 0.5));
			store<u8>(v + c, <u8>(128 * alpha + (224 * (r - luma)) / 1.5748 + 0.5));
			if (ca != 0) store<u8>(ca + c, <u8>(alpha * 255 + 0.5));
		}
	}
}

/** Undoes the premultiplication of planes by their alpha, in place. */
export function straighten(y: usize, u: usize, v: usize, a: usize, ca: usize, width: i32, height: i32): void {
	const chroma = ((width + 1) >> 1) * ((height + 1) >> 1);
	for (let i = 0; i < width * height; i++) {
		const alpha = <i32>load<u8>(a + i);
		store<u8>(y + i, alpha == 0 ? 16 : straight(load<u8>(y + i), alpha));
	}
	for (let i = 0; i < chroma; i++) {
		const alpha = <i32>load<u8>(ca + i);
		store<u8>(u + i, alpha == 0 ? 128 : straight(load<u8>(u + i), alpha));
		store<u8>(v + i, alpha == 0 ? 128 : straight(load<u8>(v + i), alpha));
	}
}

// @ts-ignore: decorator
@inline
function held(value: i32, length: i32): i32 {
	return max(0, min(length - 1, value));
}

/** Chroma samples around one that is keyed out in which what is kept is taken for an edge. */
const NEAR = 3;
/** Share of the furthest color from which on others are of one area with it. */
const FILLED: f32 = 0.9;
/** Chroma distance from what is keyed out in which an edge comes up, so that noise makes no dots. */
const RISE: f32 = 10;
/** Luma, in code values, that says little of how much of the key is in a sample. */
const LITTLE: f32 = 24;

/** The least among `NEAR` samples on both sides, along rows or columns. */
function leastAround(from: usize, to: usize, width: i32, height: i32, across: bool): void {
	const length = across ? width : height;
	const step = across ? 1 : width;
	for (let row = 0; row < height; row++) {
		for (let x = 0; x < width; x++) {
			const place = across ? x : row;
			const at = row * width + x;
			const last = at + min(NEAR, length - 1 - place) * step;
			let low: u8 = 255;
			for (let i = at - min(NEAR, place) * step; i <= last && low > 0; i += step) low = min(low, load<u8>(from + i));
			store<u8>(to + at, low);
		}
	}
}

/** Whether a sample and those next to it are no less than `least`. */
function isFilled(plane: usize, x: i32, row: i32, width: i32, height: i32, least: f32): bool {
	for (let j = max(0, row - 1); j <= min(height - 1, row + 1); j++) {
		for (let i = max(0, x - 1); i <= min(width - 1, x + 1); i++) {
			if (<f32>load<u8>(plane + j * width + i) < least) return false;
		}
	}
	return true;
}

/**
 * How far from the key a color is that nothing of the key is mixed with, as seen around a sample: as far as the furthest of an area,
 * at least as far as gray (`gray`) where there are but lines and soft edges.
 */
function wholeAround(apart: usize, x: i32, row: i32, width: i32, height: i32, gray: f32): f32 {
	const top = max(0, row - NEAR);
	const bottom = min(height - 1, row + NEAR);
	const left = max(0, x - NEAR);
	const right = min(width - 1, x + NEAR);
	let most: u8 = 0;
	for (let j = top; j <= bottom; j++) {
		for (let i = left; i <= right; i++) most = max(most, load<u8>(apart + j * width + i));
	}
	const farthest = <f32>most;
	if (farthest >= gray) return farthest;
	for (let j = top; j <= bottom; j++) {
		for (let i = left; i <= right; i++) {
			if (isFilled(apart, i, j, width, height, farthest * FILLED)) return farthest;
		}
	}
	return gray;
}

/** How far a luma is from the key's. */
// @ts-ignore: decorator
@inline
function off(y: usize, at: i32, keyY: f32): f32 {
	return abs<f32>(<f32>load<u8>(y + at) - keyY);
}

/** How far lumas around a sample, which its chroma stands for, are from the key's. */
// @ts-ignore: decorator
@inline
function offAround(y: usize, row: i32, x: i32, width: i32, height: i32, keyY: f32): f32 {
	const left = max(0, x - 1);
	const right = min(width - 1, x + 1);
	const upper = (row & ~1) * width;
	const lower = min(row | 1, height - 1) * width;
	const sides = off(y, upper + left, keyY) + off(y, upper + right, keyY) + off(y, lower + left, keyY) + off(y, lower + right, keyY);
	return (sides + 2 * (off(y, upper + x, keyY) + off(y, lower + x, keyY))) / 8;
}

// @ts-ignore: decorator
@inline
function byteOf(value: f32): u8 {
	return <u8>(max<f32>(0, min<f32>(255, value)) + 0.5);
}

/**
 * Makes what has the color of the key transparent: multiplies alpha by how far the chroma lies from the key's, 0 up to
 * `inner`, whole from `outer`. Next to what is keyed out, where colors are mixed with the key, they are whole only as far away
 * as the area next to them, or gray, is: there the key is taken out of them again, and lumas say where in a sample of chroma the edge
 * runs. `shadow` keeps that share of what is darker than the key, `spill` takes that share of the key's tint out of what is kept. Planes are
 * straight before and after; `keep` is scratch of three times the chroma's size, `luma` of the luma's.
 */
export function keyOut(
	y: usize, u: usize, v: usize, a: usize, keep: usize, luma: usize,
	width: i32, height: i32,
	keyY: f32, keyU: f32, keyV: f32,
	inner: f32, outer: f32, shadow: f32, spill: f32,
): void {
	const chromaWidth = (width + 1) >> 1;
	const chromaHeight = (height + 1) >> 1;
	const count = chromaWidth * chromaHeight;
	const apart = keep + count;
	const least = apart + count;
	const length = Mathf.sqrt(keyU * keyU + keyV * keyV);
	const dirU: f32 = length > 0 ? keyU / length : 0;
	const dirV: f32 = length > 0 ? keyV / length : 0;
	for (let i = 0; i < count; i++) {
		const du = <f32>load<u8>(u + i) - 128 - keyU;
		const dv = <f32>load<u8>(v + i) - 128 - keyV;
		const distance = Mathf.sqrt(du * du + dv * dv);
		const t = unit((distance - inner) / max<f32>(0.001, outer - inner));
		store<u8>(keep + i, <u8>(t * t * (3 - 2 * t) * 255 + 0.5));
		store<u8>(apart + i, byteOf(distance));
	}
	// The luma's copy is not in use yet.
	leastAround(keep, luma, chromaWidth, chromaHeight, true);
	leastAround(luma, least, chromaWidth, chromaHeight, false);
	for (let i = 0; i < count; i++) {
		const cb = <f32>load<u8>(u + i) - 128;
		const cr = <f32>load<u8>(v + i) - 128;
		let k = <f32>load<u8>(keep + i) / 255;
		const tint = max<f32>(0, cb * dirU + cr * dirV) * (k < 1 ? max(spill, shadow * (1 - k)) : spill);
		if (k > 0 && load<u8>(least + i) == 0) {
			const whole = max<f32>(outer, wholeAround(apart, i % chromaWidth, i / chromaWidth, chromaWidth, chromaHeight, length));
			const distance = <f32>load<u8>(apart + i);
			const share = unit(distance / whole);
			k = min<f32>(k, share * unit((distance - inner) / RISE));
			store<u8>(keep + i, byteOf(k * 255));
			const left: f32 = max<f32>(0.02, share);
			store<u8>(u + i, byteOf(128 + keyU + (cb - keyU) / left));
			store<u8>(v + i, byteOf(128 + keyV + (cr - keyV) / left));
			continue;
		}
		store<u8>(u + i, byteOf(128 + cb - tint * dirU));
		store<u8>(v + i, byteOf(128 + cr - tint * dirV));
	}
	memory.copy(luma, y, width * height);
	for (let row = 0; row < height; row++) {
		const near = row >> 1;
		// Chroma lies between two rows, level with the even columns.
		const far = held(near + ((row & 1) == 0 ? -1 : 1), chromaHeight);
		for (let x = 0; x < width; x++) {
			const left = x >> 1;
			const right = (x & 1) == 0 ? left : held(left + 1, chromaWidth);
			const nearSum = <i32>load<u8>(keep + near * chromaWidth + left) + <i32>load<u8>(keep + near * chromaWidth + right);
			const farSum = <i32>load<u8>(keep + far * chromaWidth + left) + <i32>load<u8>(keep + far * chromaWidth + right);
			let k: f32 = (<f32>(nearSum * 3 + farSum)) / 8;
			const at = row * width + x;
			if (k == 0 && shadow == 0) {
				store<u8>(a + at, 0);
				continue;
			}
			const isEdge = k > 0 && (load<u8>(least + near * chromaWidth + left) == 0 || load<u8>(least + near * chromaWidth + right) == 0);
			if (k == 255 && !isEdge) continue;
			if (isEdge) k = min<f32>(255, (k * (off(luma, at, keyY) + LITTLE)) / (offAround(luma, row, x, width, height, keyY) + LITTLE));
			const lumaHere = <f32>load<u8>(luma + at);
			if (isEdge && k > 0) store<u8>(y + at, byteOf(max<f32>(16, min<f32>(235, keyY + (lumaHere - keyY) * 255 / max<f32>(5, k)))));
			if (shadow > 0 && k < 255) {
				const dark = unit((keyY - lumaHere) / max<f32>(1, keyY - 16));
				k += (255 - k) * dark * shadow;
			}
			store<u8>(a + at, <u8>(<f32>load<u8>(a + at) * k / 255 + 0.5));
		}
	}
}
