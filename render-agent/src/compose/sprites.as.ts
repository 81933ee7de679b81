// Small pictures of light and paper that effects scatter: glows, discs, rings, glints. Part of kernels.wasm.
// Places are sample coordinates as in kernels.as.ts.

const GLOW = 0;
const DISC = 1;
const RING = 2;
const GLINT = 3;
const HEART = 4;
const BAR = 5;
const PETAL = 6;
const STAR = 7;
const BUTTERFLY = 8;
const LEAF = 9;
const FEATHER = 10;
const FLAKE = 11;
const NOTE = 12;
const BALLOON = 13;
const BAT = 14;
const QUESTION = 15;
const THUMB = 16;

/** How far inside an ellipse a place is: above 0 inside, about in the measure of the frame. */
// @ts-ignore: decorator
@inline
function inEllipse(x: f64, y: f64, rx: f64, ry: f64): f64 {
	return (1.0 - Math.sqrt((x / rx) * (x / rx) + (y / ry) * (y / ry))) * min(rx, ry);
}

/** How far inside the shapes of animals, plants and things a place is. */
function thingAt(shape: i32, x: f64, y: f64): f64 {
	if (shape == BUTTERFLY) {
		const w = abs(x);
		const upper = inEllipse((w - 0.5) * 0.8 + (y + 0.35) * 0.6, (y + 0.35) * 0.8 - (w - 0.5) * 0.6, 0.36, 0.52);
		const lower = inEllipse(w - 0.36, y - 0.42, 0.3, 0.4);
		return max(max(upper, lower), inEllipse(w, y, 0.08, 0.6));
	}
	if (shape == LEAF) {
		const blade = 0.45 * (1.0 - x * x) * (1.15 + x * 0.5) - abs(y);
		// The rib stays free.
		return x > -0.8 && x < 0.7 ? min(blade, abs(y) - 0.03) : blade;
	}
	if (shape == FEATHER) {
		const bent = y - 0.18 * x * x + 0.1;
		const vane = 0.24 * Math.sqrt(max(0.0, 1.0 - x * x)) * (x < -0.6 ? 0.15 : 1.1 - 0.35 * x) - abs(bent);
		return min(vane, abs(bent) - 0.015 + max(0.0, -x - 0.4));
	}
	if (shape == FLAKE) {
		const sixth = Math.PI / 3;
		const angle = Math.atan2(y, x);
		const off = angle - sixth * Math.round(angle / sixth);
		const r = Math.sqrt(x * x + y * y);
		const along = r * Math.cos(off);
		const beside = abs(r * Math.sin(off));
		const spoke = min(0.055 - beside, 1.0 - along);
		const inner = min(0.05 - abs(beside - (along - 0.42) * 1.2) * 0.64, 0.26 - beside);
		const outer = min(0.05 - abs(beside - (along - 0.68) * 1.2) * 0.64, 0.2 - beside);
		return max(spoke, max(inner, outer));
	}
	if (shape == NOTE) {
		const head = inEllipse((x + 0.2) * 0.94 - (y - 0.62) * 0.34, (y - 0.62) * 0.94 + (x + 0.2) * 0.34, 0.36, 0.25);
		const stem = min(0.05 - abs(x - 0.1), 0.76 - abs(y + 0.14));
		const tail = min(0.13 - abs(y + 0.72 - (x - 0.1) * 0.9), min(x - 0.06, 0.55 - x));
		return max(head, max(stem, tail));
	}
	const skin = inEllipse(x, y + 0.3, 0.58, 0.68);
	const shine = inEllipse(x + 0.22, y + 0.52, 0.13, 0.17);
	const string = min(0.025 - abs(x - 0.05 * Math.sin(y * 9)), min(y - 0.35, 1.0 - y));
	return max(min(skin, -shine), string);
}

/** How far inside a bar with round ends from (ax, ay) to (bx, by) a place is. */
// @ts-ignore: decorator
@inline
function inBar(x: f64, y: f64, ax: f64, ay: f64, bx: f64, by: f64, radius: f64): f64 {
	const dx = bx - ax;
	const dy = by - ay;
	const along = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
	const ox = x - ax - along * dx;
	const oy = y - ay - along * dy;
	return radius - Math.sqrt(ox * ox + oy * oy);
}

/** How far inside bats and signs a place is. */
function signAt(shape: i32, x: f64, y: f64): f64 {
	if (shape == BAT) {
		const w = abs(x);
		const upper = y + 0.12 + 0.42 * Math.sin(w * 2.2);
		const lower = 0.26 - 0.5 * w - 0.17 * abs(Math.sin(w * 3 * Math.PI)) - y;
		const wing = min(min(upper, lower) * 0.8, 1.0 - w);
		const ear = min(0.06 - abs(w - 0.09), y + 0.52);
		return max(max(wing, inEllipse(x, y - 0.02, 0.15, 0.38)), min(ear, -y));
	}
	if (shape == QUESTION) {
		const fromTop = y + 0.45;
		const r = Math.sqrt(x * x + fromTop * fromTop);
		// Three quarters of a ring: the lower left one is open.
		const bow = min(0.14 - abs(r - 0.38), max(x + 0.1, -fromTop));
		const stem = inBar(x, y, 0, -0.07, 0, 0.28, 0.14);
		return max(max(bow, stem), inEllipse(x, y - 0.74, 0.18, 0.18));
	}
	const cuff = min(0.22 - abs(x + 0.68), 0.42 - abs(y - 0.46));
	const fist = inBar(x, y, 0.05, 0.46, 0.45, 0.46, 0.42);
	const thumb = inBar(x, y, -0.08, 0.2, 0.16, -0.72, 0.2);
	return max(cuff, max(fist, thumb));
}

/** How much of a sprite covers a place of its own frame, where it reaches from -1 to 1. `edge`: one sample there. */
function spriteAt(shape: i32, x: f64, y: f64, edge: f64): f64 {
	const r2 = x * x + y * y;
	if (shape == GLOW) return r2 >= 1 ? 0.0 : (1.0 - r2) * (1.0 - r2);
	if (shape == GLINT) {
		if (r2 >= 1) return 0;
		const ray = max(0.0, 1.0 - Math.sqrt(Math.sqrt(abs(x * y))) * 2.4);
		const fall = (1.0 - r2) * (1.0 - r2);
		return min(1.0, ray * fall + max(0.0, 1.0 - r2 * 30));
	}
	let inside: f64 = 0;
	const r = Math.sqrt(r2);
	if (shape == DISC) inside = 1.0 - r;
	else if (shape == RING) {
		if (r > 1 + edge) return 0;
		const rim = max(0.0, 1.0 - abs(r - 0.92) / max(edge, 0.07));
		const shine = max(0.0, 1.0 - ((x + 0.4) * (x + 0.4) + (y + 0.4) * (y + 0.4)) * 18);
		return min(1.0, rim * 0.8 + shine * 0.9 + (r < 0.95 ? 0.1 : 0.0));
	} else if (shape == HEART) {
		const hx = x * 1.2;
		const hy = -y * 1.15 + 0.1;
		const q = hx * hx + hy * hy - 1;
		inside = -(q * q * q - hx * hx * hy * hy * hy) * 0.4;
	} else if (shape == PETAL) {
		// A drop: round at one end, pointed at the other.
		const wide = 0.55 * (1.0 - x) * Math.sqrt(max(0.0, 1.0 - x * x));
		inside = wide - abs(y);
	} else if (shape == STAR) {
		const turn = Math.PI / 5;
		let angle = Math.atan2(x, -y);
		angle = Math.abs(angle - 2 * turn * Math.round(angle / (2 * turn)));
		const nx = 0.382 * Math.sin(turn);
		const ny = 0.382 * Math.cos(turn) - 1;
		const ex = r * Math.sin(angle);
		const ey = r * Math.cos(angle) - 1;
		inside = (-(nx * ey - ny * ex) / Math.sqrt(nx * nx + ny * ny));
	} else inside = shape > BALLOON ? signAt(shape, x, y) : thingAt(shape, x, y);
	return max(0.0, min(1.0, inside / edge + 0.5));
}

/** Draws a small shape on a plane: middle (cx, cy), half sizes rx and ry in samples, turned. weight: 0…1. */
export function sprite(
	at: usize, width: i32, height: i32,
	cx: f64, cy: f64, rx: f64, ry: f64, cos: f64, sin: f64,
	shape: i32, value: i32, weight: f64,
): void {
	const reachX = abs(rx * cos) + abs(ry * sin) + 1;
	const reachY = abs(rx * sin) + abs(ry * cos) + 1;
	const x0 = max(0, <i32>Math.floor((cx - reachX)));
	const x1 = min(width, <i32>Math.ceil((cx + reachX)) + 1);
	const y0 = max(0, <i32>Math.floor((cy - reachY)));
	const y1 = min(height, <i32>Math.ceil((cy + reachY)) + 1);
	const edge = 1.0 / max(0.5, min(rx, ry));
	for (let y = y0; y < y1; y++) {
		for (let x = x0; x < x1; x++) {
			const dx = <f64>x - cx;
			const dy = <f64>y - cy;
			const u = (dx * cos + dy * sin) / rx;
			const v = (dy * cos - dx * sin) / ry;
			const cover = shape == BAR
				? max(0.0, min(1.0, (1.0 - abs(u)) * rx + 0.5)) * max(0.0, min(1.0, (1.0 - abs(v)) * ry + 0.5))
				: spriteAt(shape, u, v, edge);
			if (cover <= 0) continue;
			const p = at + y * width + x;
			const now = <f64>load<u8>(p);
			store<u8>(p, <u8>(now + (<f64>value - now) * cover * weight + 0.5));
		}
	}
}
