/** Clips that move in pieces: strips and tiles that come from their own sides, and the faces of a cube that turns. Pure. */
import { type Affine, after, applied, scaled, shifted, turned } from '../timeline/geometry';
import type { MotionLook } from '../timeline/looks';
import type { Cover, Draw, Part } from './draws';
import { easeOut } from './eases';

/** A part of a clip's picture and how it stands. */
export interface Piece {
	readonly part: Part;
	/** By how much it is moved, in shares of the picture's size. */
	readonly x: number;
	readonly y: number;
	/** By how much it is larger about its middle. */
	readonly wide: number;
	readonly high: number;
	/** Degrees clockwise about its middle. */
	readonly turn: number;
	readonly opacity: number;
}

type Pieces = Extract<MotionLook, { readonly family: 'pieces' }>;
type Cube = Extract<MotionLook, { readonly family: 'cube' }>;

const WHOLE: Part = { left: 0, top: 0, right: 1, bottom: 1 };
const RESTING = { x: 0, y: 0, wide: 1, high: 1, turn: 0, opacity: 1 };

/** The share of a period in which pieces come. */
const COMING = 0.4;
const QUARTER = 90;

/** Which side a piece comes from: −1 the left or above, 1 the right or beneath. */
const sideOf = ({ way }: Pieces, index: number, count: number): number => {
	if (way === 'meet') return index < count / 2 ? -1 : 1;
	return index % 2 === 0 ? -1 : 1;
};

const offsetOf = (look: Pieces, column: number, row: number): readonly [x: number, y: number] => {
	const { columns, rows, way } = look;
	if (columns > 1 && rows > 1)
		return column === row ? [sideOf(look, column, columns), 0] : [0, sideOf(look, row, rows)];
	const along = columns > 1 ? sideOf(look, column, columns) : sideOf(look, row, rows);
	// Strips come along their own length; halves that meet, across it.
	return columns > 1 === (way === 'meet') ? [along, 0] : [0, along];
};

const pieceOf = (look: Pieces, [column, row]: readonly [number, number], left: number): Piece => {
	const { columns, rows, way } = look;
	const part = {
		...{ left: column / columns, right: (column + 1) / columns },
		...{ top: row / rows, bottom: (row + 1) / rows },
	};
	if (way === 'turn')
		return { ...RESTING, part, turn: -QUARTER * left, wide: 1 - left, high: 1 - left };
	if (way === 'flip') return { ...RESTING, part, wide: Math.cos(left * Math.PI) };
	const [x, y] = offsetOf(look, column, row);
	return { ...RESTING, part, x: x * left, y: y * left };
};

/** The pieces of a clip at a share of its period; undefined once they lie together. */
export const piecesOf = (look: Pieces, share: number): readonly Piece[] | undefined => {
	const come = Math.min(1, share / COMING);
	if (come >= 1) return undefined;
	const left = 1 - easeOut(come);
	return Array.from({ length: look.columns * look.rows }, (_, i) =>
		pieceOf(look, [i % look.columns, Math.floor(i / look.columns)], left),
	);
};

/** How dark a face is that is seen from its side. */
const SHADE = 0.65;

const faceOf = (
	along: 'x' | 'y',
	{ light, off, wide, shrunk }: { light: number; off: number; wide: number; shrunk: number },
): Piece => {
	const moved = (off + wide / 2 - 0.5) * shrunk;
	const size = { wide: shrunk, high: shrunk };
	return {
		...{ ...RESTING, ...size, part: WHOLE, opacity: 1 - SHADE * (1 - light) },
		...(along === 'x' ? { x: moved, wide: wide * shrunk } : { y: moved, high: wide * shrunk }),
	};
};

/** Two faces of a cube that turns by a quarter, both with the whole picture. */
export const facesOf = (
	{ direction, turns }: Cube,
	share: number,
): readonly Piece[] | undefined => {
	const way = (share * turns) % 1;
	if (way === 0) return undefined;
	const [going, coming] = [Math.cos((way * Math.PI) / 2), Math.sin((way * Math.PI) / 2)];
	const wide = going / (going + coming);
	const along = direction === 'left' || direction === 'right' ? 'x' : 'y';
	const isBefore = direction === 'left' || direction === 'up';
	const shrunk = 1 - 0.16 * Math.sin(way * Math.PI);
	const [goes, comes] = isBefore ? [0, wide] : [1 - wide, 0];
	return [
		faceOf(along, { light: going, off: goes, wide, shrunk }),
		faceOf(along, { light: coming, off: comes, wide: 1 - wide, shrunk }),
	];
};

type Picture = Extract<Draw, { kind: 'picture' }>;
type Group = Extract<Draw, { kind: 'group' }>;

const placed = (matrix: Affine, { part, x, y, wide, high, turn }: Piece): Affine => {
	const [mx, my] = [(part.left + part.right) / 2, (part.top + part.bottom) / 2];
	const about = after(shifted(mx + x, my + y), after(scaled(wide, high), shifted(-mx, -my)));
	const laid = after(matrix, about);
	if (turn === 0) return laid;
	const middle = applied(laid, mx, my);
	const turning = after(turned(turn), shifted(-middle.x, -middle.y));
	return after(after(shifted(middle.x, middle.y), turning), laid);
};

/** What keeps a part of the unit square that a matrix takes to the canvas. */
const partCover = (matrix: Affine, { left, top, right, bottom }: Part): Cover => {
	const [across, down] = [
		Math.hypot(matrix.xx, matrix.yx) || 1,
		Math.hypot(matrix.xy, matrix.yy) || 1,
	];
	const middle = shifted((left + right) / 2, (top + bottom) / 2);
	return {
		...{ shape: 'rectangle', radius: 0, soft: 0.5, inverted: false },
		matrix: after(matrix, after(middle, scaled(1 / across, 1 / down))),
		halfWidth: ((right - left) * across) / 2,
		halfHeight: ((bottom - top) * down) / 2,
	};
};

/** The pieces of which anything is seen. */
const seenOf = (pieces: readonly Piece[]): readonly Piece[] =>
	pieces.filter(({ wide, high }) => Math.abs(wide * high) > 1e-6);

/** A clip's own canvas as its pieces stand. */
export const pieceGroups = (
	group: Group,
	pieces: readonly Piece[] | undefined,
): readonly Group[] => {
	if (!pieces) return [group];
	return seenOf(pieces).map((piece) => {
		const matrix = placed(group.matrix, piece);
		const covers =
			piece.part === WHOLE ? group.covers : [...group.covers, partCover(matrix, piece.part)];
		return { ...group, matrix, covers, opacity: group.opacity * piece.opacity };
	});
};

/** A clip's picture as its pieces stand. */
export const pieceDraws = (
	picture: Picture,
	pieces: readonly Piece[] | undefined,
): readonly Picture[] => {
	if (!pieces) return [picture];
	return seenOf(pieces).map((piece) => ({
		...picture,
		matrix: placed(picture.matrix, piece),
		opacity: picture.opacity * piece.opacity,
		parts: [piece.part],
	}));
};
