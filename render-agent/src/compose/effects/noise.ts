/** Numbers that look random and are always the same: hashes, grain and clouds. */

/** A number in 0…1 that belongs to two whole numbers. */
export const hash = (a: number, b: number): number => {
	let h = Math.imul(a | 0, 374_761_393) + Math.imul(b | 0, 668_265_263);
	h = Math.imul(h ^ (h >>> 13), 1_274_126_177);
	h ^= h >>> 16;
	return (h >>> 0) / 4_294_967_296;
};

/** The same in −1…1. */
export const signed = (a: number, b: number): number => hash(a, b) * 2 - 1;

/** Side of the tile of grain. */
export const TILE = 512;
const DEVIATION = 26;

const SMOOTHING = 3;

/** A tile of grain as signed bytes: no mean, a deviation of 26, grains of about one sample or of two. */
export const grainTile = (isCoarse: boolean): Int8Array => {
	const fine = Float32Array.from({ length: TILE * TILE }, (_, i) => signed(i, 7) + signed(i, 11));
	const at = (x: number, y: number): number =>
		fine[((y + TILE) % TILE) * TILE + ((x + TILE) % TILE)] ?? 0;
	const side = isCoarse ? SMOOTHING : 1;
	const smooth = fine.map((_, i) => {
		const x = i % TILE;
		const y = Math.floor(i / TILE);
		let sum = 0;
		for (let j = 0; j < side; j++) for (let k = 0; k < side; k++) sum += at(x + k, y + j);
		return sum;
	});
	const count = smooth.length;
	const mean = smooth.reduce((sum, value) => sum + value, 0) / count;
	const variance = smooth.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
	const factor = DEVIATION / Math.sqrt(variance);
	return Int8Array.from(smooth, (value) =>
		Math.max(-127, Math.min(127, Math.round((value - mean) * factor))),
	);
};

/** From 0 to 1 with no corner at either end. */
export const smoothed = (t: number): number => t * t * (3 - 2 * t);

/** Smooth noise in 0…1 over a plane, one hill a unit; `layer` makes another one. */
export const hills = (x: number, y: number, layer: number): number => {
	const x0 = Math.floor(x);
	const y0 = Math.floor(y);
	const fx = smoothed(x - x0);
	const fy = smoothed(y - y0);
	const at = (dx: number, dy: number): number => hash(x0 + dx + layer * 7919, y0 + dy);
	const upper = at(0, 0) * (1 - fx) + at(1, 0) * fx;
	const lower = at(0, 1) * (1 - fx) + at(1, 1) * fx;
	return upper * (1 - fy) + lower * fy;
};

/** Clouds in 0…1: hills upon hills. */
export const clouds = (x: number, y: number, layer: number): number =>
	(hills(x, y, layer) * 4 + hills(x * 2, y * 2, layer + 1) * 2 + hills(x * 4, y * 4, layer + 2)) /
	7;
