/** Coverage planes of closed lines: each sample by how much of it lies inside, by the even-odd rule. */
import type { Affine } from '../timeline/geometry';
import type { PathCover } from './draws';
import type { Plane } from './surface';

/** Rows within a row of samples. */
const FINE = 4;
const FULL = 255;

interface Place {
	readonly x: number;
	readonly y: number;
}

/** Where a place of the canvas lies, in samples: sample i reaches from i to i + 1. */
const inSamples = (
	{ xx, xy, yx, yy, dx, dy }: Affine,
	plane: Plane,
	[x, y]: PathCover['points'][number],
): Place => ({
	x: (xx * x + xy * y + dx - plane.x0) / plane.step + 0.5,
	y: (yx * x + yy * y + dy - plane.y0) / plane.step + 0.5,
});

/** Where a line of samples is crossed, from left to right. */
const crossings = (places: readonly Place[], y: number): readonly number[] => {
	const found: number[] = [];
	let from = places.at(-1);
	for (const to of places) {
		if (from && from.y <= y !== to.y <= y)
			found.push(from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x));
		from = to;
	}
	return found.sort((a, b) => a - b);
};

/** Adds what lies between two places of a line. */
const addSpan = (row: Float32Array, start: number, end: number): void => {
	const from = Math.max(0, start);
	const to = Math.min(row.length, end);
	for (let x = Math.floor(from); x < to; x++)
		row[x] = (row[x] ?? 0) + Math.min(x + 1, to) - Math.max(x, from);
};

/** The share of each sample of a row that lies inside. */
const fillRow = (row: Float32Array, places: readonly Place[], y: number): void => {
	row.fill(0);
	for (let fine = 0; fine < FINE; fine++) {
		const found = crossings(places, y + (fine + 0.5) / FINE);
		for (let i = 0; i + 1 < found.length; i += 2) addSpan(row, found[i] ?? 0, found[i + 1] ?? 0);
	}
};

/** Fills a plane with what lies inside closed lines. */
export const drawPath = (
	out: Uint8Array,
	plane: Plane,
	{ points, matrix, halfWidth, halfHeight }: PathCover,
): void => {
	const { width, height } = plane;
	out.fill(0);
	if (points.length === 0) return;
	const places = points.map(([x, y]) => inSamples(matrix, plane, [x * halfWidth, y * halfHeight]));
	const row = new Float32Array(width);
	const ys = places.map(({ y }) => y);
	const end = Math.min(height, Math.max(...ys));
	for (let y = Math.max(0, Math.floor(Math.min(...ys))); y < end; y++) {
		fillRow(row, places, y);
		for (const [x, share] of row.entries())
			out[y * width + x] = Math.min(FULL, Math.round((share * FULL) / FINE));
	}
};
