import type { ShapeCover } from '../../../render-agent/src/compose/draws';
import { uncovered } from '../../../render-agent/src/compose/uncovered';
import { applied, shifted } from '../../../render-agent/src/timeline/geometry';

/** A clip of 200 × 100 whose middle is at 500, 300. */
const stand = { size: { width: 200, height: 100 }, frame: shifted(500, 300) };
const bands = (...[look, share]: [Parameters<typeof uncovered>[0], number]) =>
	uncovered(look, share, stand).map((cover) => {
		const { matrix, halfHeight, inverted } = cover as ShapeCover;
		return { middle: applied(matrix, 0, 0), halfHeight, inverted };
	});

it('doors show a band about the middle of the clip, as wide as they are open', () => {
	const [band] = bands({ family: 'doors', axis: 'horizontal' }, 0.25);
	expect(band).toMatchObject({ middle: { x: 500, y: 300 }, halfHeight: 25, inverted: false });
	expect(bands({ family: 'doors', axis: 'vertical' }, 0.5)[0]?.halfHeight).toBe(25);
});

it('blinds hide bands about the borders of ten slats, thinner as they open', () => {
	const hidden = bands({ family: 'blinds', axis: 'horizontal' }, 0.75);
	expect(hidden.map(({ middle }) => Math.round(middle.y))).toEqual(
		Array.from({ length: 11 }, (_, i) => 250 + i * 10),
	);
	for (const { halfHeight, inverted } of hidden)
		expect([halfHeight, inverted]).toEqual([1.25, true]);
});

it('a clock has swept its share of the circle about the middle of the clip', () => {
	const [swept] = uncovered({ family: 'clock' }, 0.25, stand) as readonly ShapeCover[];
	expect(swept).toMatchObject({ shape: 'clock', halfWidth: Math.PI / 2 });
	expect(applied(swept?.matrix ?? shifted(0, 0), 0, 0)).toEqual({ x: 500, y: 300 });
});
