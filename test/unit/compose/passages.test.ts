import { crossingDraws } from '../../../render-agent/src/compose/crossing';
import type { Draw } from '../../../render-agent/src/compose/draws';
import { Painter } from '../../../render-agent/src/compose/paint';
import { takePlanes } from '../../../render-agent/src/compose/surface';
import type { TransitionLook } from '../../../render-agent/src/timeline/looks';
import { freshArena, lumaOf, pictureOf } from '../../support/engine';

const SIZE = { width: 96, height: 64 };
const arena = freshArena();
const painter = new Painter(arena, SIZE);
const stripes = pictureOf(arena, SIZE, { sample: (x) => (x % 20 < 10 ? 60 : 100) });
const bands = pictureOf(arena, SIZE, { sample: (_, y) => (y % 20 < 10 ? 160 : 200) });

const side = (source: number): Draw => ({
	kind: 'picture',
	source,
	matrix: { xx: SIZE.width, xy: 0, yx: 0, yy: SIZE.height, dx: 0, dy: 0 },
	opacity: 1,
	covers: [],
});

const at = (look: TransitionLook, share: number, opaque = true): readonly number[] => {
	const target = takePlanes(arena, SIZE, false);
	const sides = { from: [side(0)], to: [side(1)], share, canvas: SIZE, opaque };
	painter.frame(target, crossingDraws(look, sides), (source) => (source === 0 ? stripes : bands));
	return lumaOf(arena, target);
};

const awayFrom = (values: readonly number[], other: readonly number[]): number =>
	values.reduce((sum, value, i) => sum + Math.abs(value - (other[i] ?? 0)), 0) / values.length;

const white = { red: 1, green: 1, blue: 1, alpha: 1 };
const LOOKS: readonly TransitionLook[] = [
	{ family: 'blur' },
	{ family: 'zoomBlur' },
	{ family: 'glitch' },
	{ family: 'pixelate' },
	{ family: 'shake' },
	{ family: 'burn' },
	{ family: 'ripple' },
	{ family: 'flash', color: white },
	{ family: 'flip', axis: 'horizontal' },
	{ family: 'whip', direction: 'left' },
	{ family: 'pageTurn', direction: 'left' },
	{ family: 'pageTurn', direction: 'up' },
	{ family: 'cube', direction: 'left' },
	{ family: 'cube', direction: 'down' },
	{ family: 'tear' },
];

describe.each(LOOKS.map((look) => [look.family, look] as const))('%s', (_, look) => {
	const from = lumaOf(arena, stripes);
	const to = lumaOf(arena, bands);

	it('begins as the first clip and ends as the second', () => {
		expect(awayFrom(at(look, 0), from)).toBeLessThan(0.5);
		expect(awayFrom(at(look, 0.999), to)).toBeLessThan(4);
	});

	it('is neither of the two nor their dissolve in the middle', () => {
		const middle = at(look, 0.48);
		expect(awayFrom(middle, from)).toBeGreaterThan(5);
		expect(awayFrom(middle, to)).toBeGreaterThan(5);
		expect(awayFrom(middle, at({ family: 'dissolve' }, 0.48))).toBeGreaterThan(2);
	});

	it('looks the same over black as with nothing beneath', () => {
		expect(awayFrom(at(look, 0.3, false), at(look, 0.3))).toBeLessThan(1.5);
	});
});

it('a blur transition has no edges left in its middle', () => {
	const row = at({ family: 'blur' }, 0.5).slice(32 * SIZE.width, 33 * SIZE.width);
	const steps = row.map((value, i) => Math.abs(value - (row[i - 1] ?? value)));
	expect(Math.max(...steps)).toBeLessThanOrEqual(6);
});
