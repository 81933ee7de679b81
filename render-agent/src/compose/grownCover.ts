/** Coverage whose edge lies further out or in, all around: by the distance of each sample from the edge. */
import { share } from '../timeline/painting';
import type { Size } from '../timeline/geometry';

const FULL = 255;
/** Squares of distances that nobody asks for. */
const FAR = 1e12;

/** A part of a plane, half open. */
interface Window {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** The samples that anything covers, with some room around, within the plane; undefined where nothing is covered. */
const coveredIn = (
	bytes: Uint8Array,
	{ width, height }: Size,
	room: number,
): Window | undefined => {
	let [left, top, right, bottom] = [width, height, 0, 0];
	for (let y = 0; y < height; y++) {
		const row = bytes.subarray(y * width, (y + 1) * width);
		const first = row.findIndex((value) => value > 0);
		if (first < 0) continue;
		const last = row.findLastIndex((value) => value > 0);
		left = Math.min(left, first);
		right = Math.max(right, last + 1);
		top = Math.min(top, y);
		bottom = y + 1;
	}
	if (right <= left) return undefined;
	return {
		left: Math.max(0, left - room),
		top: Math.max(0, top - room),
		right: Math.min(width, right + room),
		bottom: Math.min(height, bottom + room),
	};
};

/** A line of squared distances, and the parabolas that are lowest somewhere on it: whose they are, and from where on. */
interface Hull {
	readonly line: Float64Array;
	/** The sample that each place of the line has as its nearest so far. */
	readonly nearest: Int32Array;
	readonly owners: Int32Array;
	readonly starts: Float64Array;
}

const hullFor = (length: number): Hull => ({
	...{ line: new Float64Array(length), nearest: new Int32Array(length) },
	...{ owners: new Int32Array(length), starts: new Float64Array(length) },
});

/** The entry of a list that is known to have it. */
const of = (list: Float64Array | Int32Array | Uint8Array, at: number): number => list[at] ?? 0;

/** Where the parabola of `to` begins to lie below that of `from`. */
const meeting = (line: Float64Array, from: number, to: number): number =>
	(of(line, to) + to * to - of(line, from) - from * from) / (2 * (to - from));

/** Finds the parabolas of the first `count` places of the line; gives the number of the last one. */
const findHull = ({ line, owners, starts }: Hull, count: number): number => {
	let last = 0;
	owners[0] = 0;
	starts[0] = -Infinity;
	for (let i = 1; i < count; i++) {
		let begins = meeting(line, of(owners, last), i);
		while (begins <= of(starts, last)) begins = meeting(line, of(owners, --last), i);
		last++;
		owners[last] = i;
		starts[last] = begins;
	}
	return last;
};

/** How far the samples of a window are from the nearest of some, squared, and which that is. */
interface Field extends Size {
	readonly squares: Float64Array;
	readonly nearest: Int32Array;
}

/** Some places of a field, one after another. */
interface Row {
	readonly at: number;
	readonly step: number;
	readonly count: number;
}

/** Goes on from what is nearest across a row or column to what is nearest along it, too. */
const lowered = ({ squares, nearest }: Field, { at, step, count }: Row, hull: Hull): void => {
	for (let i = 0; i < count; i++) {
		hull.line[i] = of(squares, at + i * step);
		hull.nearest[i] = of(nearest, at + i * step);
	}
	const last = findHull(hull, count);
	let own = 0;
	for (let i = 0; i < count; i++) {
		while (own < last && of(hull.starts, own + 1) < i) own++;
		const owner = of(hull.owners, own);
		squares[at + i * step] = (i - owner) ** 2 + of(hull.line, owner);
		nearest[at + i * step] = of(hull.nearest, owner);
	}
};

/** The field of the samples whose own squared distances are given. */
const fieldOf = (squares: Float64Array, { width, height }: Size): Field => {
	const nearest = Int32Array.from(squares, (_, i) => i);
	const field = { squares, nearest, width, height };
	const hull = hullFor(Math.max(width, height));
	for (let x = 0; x < width; x++) lowered(field, { at: x, step: width, count: height }, hull);
	for (let y = 0; y < height; y++) lowered(field, { at: y * width, step: 1, count: width }, hull);
	return field;
};

/** A window of a plane as shares, row by row. */
const sharesIn = (
	bytes: Uint8Array,
	width: number,
	{ left, top, right, bottom }: Window,
): Float64Array => {
	const shares = new Float64Array((right - left) * (bottom - top));
	let at = 0;
	for (let y = top; y < bottom; y++)
		for (let x = left; x < right; x++) shares[at++] = of(bytes, y * width + x) / FULL;
	return shares;
};

/** One side of the edge: how much of each sample lies on it. */
type Side = (covered: number) => number;

const INSIDE: Side = (covered) => covered;
const OUTSIDE: Side = (covered) => 1 - covered;

/** A side of the edge within a window. */
interface Sided {
	readonly side: Side;
	readonly shares: Float64Array;
	readonly size: Size;
}

/** How far a sample is from the edge in another one; nowhere near where that has nothing of the side. */
const fromEdge = ({ side, shares, size: { width } }: Sided, at: number, to: number): number => {
	const within = side(of(shares, to));
	if (within <= 0) return FAR;
	const across = (at % width) - (to % width);
	const down = Math.floor(at / width) - Math.floor(to / width);
	return Math.sqrt(across * across + down * down) + 0.5 - within;
};

/** How far samples are from a side of the edge, where that is about `reach`. */
const distancesFrom = (sided: Sided, reach: number): ((at: number) => number) => {
	const { side, shares, size } = sided;
	const own = shares.map((covered) => {
		const within = side(covered);
		return within <= 0 ? FAR : Math.max(0, 0.5 - within) ** 2;
	});
	const { squares, nearest } = fieldOf(own, size);
	const [least, most] = [Math.max(0, reach - 2) ** 2, (reach + 2) ** 2];
	return (at) => {
		const square = of(squares, at);
		if (square > most || square < least) return Math.sqrt(square);
		// The nearest in squares is not always the nearest edge: one of those of its neighbors may be nearer.
		const distance = (to: number): number => fromEdge(sided, at, of(nearest, to));
		const { width } = size;
		return Math.min(
			...([distance(at), distance(at - 1), distance(at + 1)] as const),
			...([distance(at - width), distance(at + width)] as const),
		);
	};
};

/** Moves the edge of coverage by so many samples: outwards above 0, inwards below. Corners become round. */
export const growCover = (bytes: Uint8Array, plane: Size, by: number): void => {
	const { width } = plane;
	const window = by === 0 ? undefined : coveredIn(bytes, plane, Math.max(0, Math.ceil(by)) + 2);
	if (!window) return;
	const { left, top, right, bottom } = window;
	const shares = sharesIn(bytes, width, window);
	const place = { shares, size: { width: right - left, height: bottom - top } };
	const reach = Math.abs(by);
	// On the other side all is covered, or nothing, however far from the edge it lies.
	const beyond = (): number => reach + 1;
	const outside = by > -1 ? distancesFrom({ side: INSIDE, ...place }, reach) : beyond;
	const inside = by < 1 ? distancesFrom({ side: OUTSIDE, ...place }, reach) : beyond;
	let at = 0;
	for (let y = top; y < bottom; y++)
		for (let x = left; x < right; x++, at++) {
			const away = of(shares, at) < 0.5 ? outside(at) : -inside(at);
			bytes[y * width + x] = Math.round(share(0.5 - away + by) * FULL);
		}
};
