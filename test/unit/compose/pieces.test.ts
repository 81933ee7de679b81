/** Clips in pieces: where each part of the picture is drawn, in shares of it. */
import {
	facesOf,
	type Piece,
	pieceDraws,
	piecesOf,
} from '../../../render-agent/src/compose/pieces';
import { applied } from '../../../render-agent/src/timeline/geometry';

const PICTURE = {
	...{ kind: 'picture' as const, source: 0, opacity: 1, covers: [] },
	matrix: { xx: 100, xy: 0, yx: 0, yy: 50, dx: 0, dy: 0 },
};

/** Where the middle of each piece is, in tenths of the picture. */
const middles = (pieces: readonly Piece[] = []): readonly string[] =>
	pieceDraws(PICTURE, pieces).map(({ matrix, parts = [] }) => {
		const [part = { left: 0, right: 0, top: 0, bottom: 0 }] = parts;
		const { x, y } = applied(matrix, (part.left + part.right) / 2, (part.top + part.bottom) / 2);
		return `${(x / 100).toFixed(2)} ${(y / 50).toFixed(2)}`;
	});

it.each([
	['columns from above and beneath', 3, 1, 'sides', ['0.17 -0.50', '0.50 1.50', '0.83 -0.50']],
	['rows from left and right', 1, 3, 'sides', ['-0.50 0.17', '1.50 0.50', '-0.50 0.83']],
	['halves that meet in the middle', 2, 1, 'meet', ['-0.75 0.50', '1.75 0.50']],
	['layers that meet in the middle', 1, 2, 'meet', ['0.50 -0.75', '0.50 1.75']],
	[
		'quarters from four sides',
		...([2, 2, 'sides'] as const),
		['-0.75 0.25', '0.75 -0.75', '0.25 1.75', '1.75 0.75'],
	],
] as const)('%s', (...[, columns, rows, way, at]) => {
	const look = { family: 'pieces', columns, rows, way } as const;
	expect(middles(piecesOf(look, 0))).toEqual(at);
	expect(piecesOf(look, 0.4)).toBeUndefined();
	expect(pieceDraws(PICTURE, undefined)).toEqual([PICTURE]);
});

it('tiles that turn grow from nothing in their places', () => {
	const look = { family: 'pieces', columns: 2, rows: 1, way: 'turn' } as const;
	expect(middles(piecesOf(look, 0))).toEqual([]);
	expect(middles(piecesOf(look, 0.2))).toEqual(['0.25 0.50', '0.75 0.50']);
});

it.each([
	['left', 'x', [true, false]],
	['right', 'x', [false, true]],
	['up', 'y', [true, false]],
	['down', 'y', [false, true]],
] as const)(
	'a cube that turns %s has the face that goes on that side',
	(direction, axis, first) => {
		const look = { family: 'cube', direction, turns: 2 } as const;
		const places = middles(facesOf(look, 0.2)).map((place) => place.split(' ').map(Number));
		const [along, across] = axis === 'x' ? [0, 1] : [1, 0];
		expect(places.map((place) => (place[along] ?? NaN) < 0.5)).toEqual(first);
		expect(places.map((place) => place[across])).toEqual([0.5, 0.5]);
		expect(facesOf(look, 0.5)).toBeUndefined();
	},
);
