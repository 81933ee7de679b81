// Coverage planes of shapes: lines, ellipses, boxes, hearts, stars. Part of kernels.wasm.

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
		const around = angle < 0 ? angle + 2 * Math.PI : angle;
		// The hands are so far apart; each sweeps from where the one before it began.
		return halfWidth - (radius > 0 ? around - Math.floor(around / radius) * radius : around);
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

/** How high a pixel is in the frame of a heart against how wide it is, or the other way about: at most 1. */
function evenness(halfWidth: f64, halfHeight: f64): f64 {
	const bow = Math.SQRT2 / 4;
	const ratio = ((0.75 + bow) / 2 / halfHeight) / ((0.25 + bow) / halfWidth);
	return min(ratio, 1 / ratio);
}

/** By how much rounding might move an edge. */
const NEAR = 1e-6;

/**
 * How many pixels around a place of a shape, which lies so far inside, are as whole or as empty as it; below 0 near the edge.
 * One pixel further on most distances are no more than one pixel others. A hand's edge is an angle away.
 */
function alike(shape: i32, inside: f64, x: f64, y: f64, halfWidth: f64, radius: f64, soft: f64): f64 {
	if (shape != CLOCK) return Math.abs(inside) - soft - NEAR;
	const period = radius > 0 ? radius : 2 * Math.PI;
	const around = halfWidth - inside;
	const angle = min(Math.abs(inside) - soft, min(around, period - around)) - NEAR;
	// A chord is at least that much longer than its share of the half circle.
	return Math.sqrt(x * x + y * y) * min(1, (angle * 2) / Math.PI);
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
	const step = Math.sqrt(a * a + c * c);
	// Distances of a heart are those of its own frame, in which a pixel is not as high as it is wide.
	const even = evenness(halfWidth, halfHeight);
	for (let y = 0; y < height; y++) {
		const row = out + y * stride;
		let x = 0;
		while (x < width) {
			const px = ux + <f64>x * a + <f64>y * b;
			const py = uy + <f64>x * c + <f64>y * d;
			const inside = grow + insideOf(shape, px, py, halfWidth, halfHeight, radius);
			let t = max(0, min(1, (inside / soft + 1) / 2));
			t = t * t * (3 - 2 * t);
			const whole = <i32>(t * 255 + 0.5);
			const cover = inverted != 0 ? 255 - whole : whole;
			const near = shape == HEART ? max(0, Math.abs(inside - grow) * even - Math.abs(grow)) : inside;
			const same = step > 0 ? alike(shape, near, px, py, halfWidth + grow, radius, soft) / step : 0;
			if (same >= 1) {
				const count = min(width - x, 1 + <i32>min(<f64>width, same));
				memory.fill(row + x, <u8>cover, count);
				x += count;
			} else {
				store<u8>(row + x, <u8>cover);
				x++;
			}
		}
	}
}
