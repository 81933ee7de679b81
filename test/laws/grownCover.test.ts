/** Coverage that is moved outwards or inwards, against shapes drawn so large from the start. */
import fc from 'fast-check';
import { growCover } from '../../render-agent/src/compose/grownCover';

const SIDE = 64;

/** A disc, each sample by how much of it lies inside. */
const disc = (x: number, y: number, radius: number): Uint8Array => {
	const FINE = 8;
	return Uint8Array.from({ length: SIDE * SIDE }, (_, i) => {
		let inside = 0;
		for (let v = 0; v < FINE; v++)
			for (let u = 0; u < FINE; u++) {
				const across = (i % SIDE) + (u + 0.5) / FINE - x;
				const down = Math.floor(i / SIDE) + (v + 0.5) / FINE - y;
				if (Math.hypot(across, down) < radius) inside++;
			}
		return Math.round((inside * 255) / FINE ** 2);
	});
};

const place = fc.double({ min: 24, max: 40, noNaN: true });

it('a disc becomes a larger or smaller one, nowhere further off than half a sample', () => {
	fc.assert(
		fc.property(
			fc.record({
				...{ x: place, y: place },
				radius: fc.double({ min: 8, max: 14, noNaN: true }),
				by: fc.double({ min: -6, max: 7, noNaN: true }),
			}),
			({ x, y, radius, by }) => {
				const grown = disc(x, y, radius);
				growCover(grown, { width: SIDE, height: SIDE }, by);
				const wanted = disc(x, y, radius + by);
				const [least, most] = [disc(x, y, radius + by - 0.5), disc(x, y, radius + by + 0.5)];
				const isWithin = (value: number, i: number): boolean =>
					value >= (least[i] ?? 0) - 1 && value <= (most[i] ?? 0) + 1;
				expect(grown.every(isWithin)).toBe(true);
				const sum = (all: Uint8Array): number => all.reduce((so, value) => so + value, 0) / 255;
				// On the whole it is as large as it should be: within a tenth of a sample all around.
				const allowed = 2 * Math.PI * (radius + by) * 0.1;
				expect(Math.abs(sum(grown) - sum(wanted))).toBeLessThan(allowed);
			},
		),
		{ numRuns: 25 },
	);
});

it('nothing stays nothing, by 0 all stays as it is, and the rest of a plane is not touched', () => {
	const empty = new Uint8Array(SIDE * SIDE);
	growCover(empty, { width: SIDE, height: SIDE }, 5);
	expect(Math.max(...empty)).toBe(0);
	const [same, before] = [disc(30, 30, 9.3), disc(30, 30, 9.3)];
	growCover(same, { width: SIDE, height: SIDE }, 0);
	expect(same).toEqual(before);
	growCover(same, { width: SIDE, height: SIDE }, 4);
	expect(same[0]).toBe(0);
	expect(same[30 * SIDE + 30]).toBe(255);
});
