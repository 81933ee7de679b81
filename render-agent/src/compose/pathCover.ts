/** Coverage planes of closed lines: each sample by how much of it lies inside, by the even-odd rule. */
import type { Affine } from '../timeline/geometry';
import type { PathCover } from './draws';
import type { Plane } from './surface';

/** Rows within a row of samples. */
const FINE = 4;
const ROWS_WITHIN = Array.from({ length: FINE }, (_, i) => i);
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

/** Adds what lies between two places of a line, of the samples in [first, last). */
const addSpan = (
	row: Float32Array,
	[start, end]: readonly [number, number],
	[first, last]: readonly [number, number],
): void => {
	const from = Math.max(first, start);
	const to = Math.min(last, end);
	for (let x = Math.floor(from); x < to; x++)
		row[x] = (row[x] ?? 0) + Math.min(x + 1, to) - Math.max(x, from);
};

/** Writes the shares of the samples in [first, last) of a row that lie inside; `lines` are its crossings, one list for each row within it. */
const drawStretch = (
	out: Uint8Array,
	row: Float32Array,
	{ lines, at, first, last }: Lines & { readonly first: number; readonly last: number },
): void => {
	if (first >= last) return;
	row.fill(0, first, last);
	for (const found of lines)
		for (let i = 0; i + 1 < found.length; i += 2)
			addSpan(row, [found[i] ?? 0, found[i + 1] ?? 0], [first, last]);
	for (let x = first; x < last; x++)
		out[at + x] = Math.min(FULL, Math.round(((row[x] ?? 0) * FULL) / FINE));
};

/** Where a row of samples is crossed, in each of the rows within it, and where it begins in the plane. */
interface Lines {
	readonly lines: readonly (readonly number[])[];
	readonly at: number;
}

/** Where the edges of one row lie, from left to right: between them it is whole or empty. Undefined where they do not follow each other alike in all rows within it. */
const edgesOf = (
	lines: Lines['lines'],
	width: number,
): readonly (readonly [first: number, last: number])[] | undefined => {
	const count = lines[0]?.length ?? 0;
	if (lines.some(({ length }) => length !== count)) return undefined;
	const edges = Array.from({ length: count }, (_, i): readonly [number, number] => {
		const places = lines.map((found) => Math.min(width, Math.max(0, found[i] ?? 0)));
		return [Math.floor(Math.min(...places)), Math.ceil(Math.max(...places))];
	});
	return edges.every(([first], i) => first >= (edges[i - 1]?.[1] ?? 0)) ? edges : undefined;
};

const drawRow = (out: Uint8Array, row: Float32Array, { lines, at }: Lines): void => {
	const width = row.length;
	const edges = edgesOf(lines, width);
	if (!edges) {
		drawStretch(out, row, { lines, at, first: 0, last: width });
		return;
	}
	edges.forEach(([first, last], i) => {
		drawStretch(out, row, { lines, at, first, last });
		const next = edges[i + 1];
		if (i % 2 === 0 && next) out.fill(FULL, at + last, at + next[0]);
	});
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
		const lines = ROWS_WITHIN.map((fine) => crossings(places, y + (fine + 0.5) / FINE));
		drawRow(out, row, { lines, at: y * width });
	}
};
