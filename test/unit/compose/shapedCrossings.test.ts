import { crossingDraws } from '../../../render-agent/src/compose/crossing';
import type { Draw } from '../../../render-agent/src/compose/draws';
import { Painter } from '../../../render-agent/src/compose/paint';
import { type Planes, takePlanes } from '../../../render-agent/src/compose/surface';
import type { TransitionLook } from '../../../render-agent/src/timeline/looks';
import { freshArena, lumaOf, pictureOf } from '../../support/engine';

// Above a gray background a dark square gives way to a light clip that is wider and higher: parts of each lie where the other is not.
const SIZE = { width: 192, height: 108 };
const GRAY = 120;
const DARK = 40;
const LIGHT = 200;
const arena = freshArena();
const painter = new Painter(arena, SIZE);
const background = pictureOf(arena, SIZE, { sample: () => GRAY });
const dark = pictureOf(arena, { width: 48, height: 96 }, { sample: () => DARK });
const light = pictureOf(arena, { width: 144, height: 48 }, { sample: () => LIGHT });
const PICTURES: readonly Planes[] = [background, dark, light];

const laid = (source: number, width: number, height: number): Draw => ({
	...{ kind: 'picture', source, opacity: 1, covers: [] },
	matrix: {
		...{ xx: width, xy: 0, yx: 0, yy: height },
		...{ dx: (SIZE.width - width) / 2, dy: (SIZE.height - height) / 2 },
	},
});
const FROM = laid(1, 48, 96);
const TO = laid(2, 144, 48);

const painted = (draws: readonly Draw[]): readonly number[] => {
	const target = takePlanes(arena, SIZE, false);
	const below = laid(0, SIZE.width, SIZE.height);
	painter.frame(target, [below, ...draws], (source) => PICTURES[source] ?? background);
	return lumaOf(arena, target);
};

const at = (look: TransitionLook, share: number): readonly number[] =>
	painted(crossingDraws(look, { from: [FROM], to: [TO], share, canvas: SIZE, opaque: false }));

const apart = (one: readonly number[], other: readonly number[]): number =>
	one.reduce((sum, value, i) => sum + Math.abs(value - (other[i] ?? 0)), 0) / one.length;

const pixel = (picture: readonly number[], x: number, y: number): number =>
	picture[y * SIZE.width + x] ?? NaN;

const white = { red: 1, green: 1, blue: 1, alpha: 1 };
const LOOKS: readonly TransitionLook[] = [
	{ family: 'wipe', direction: 'left' },
	{ family: 'wipe', direction: 'down' },
	{ family: 'slide', direction: 'left' },
	{ family: 'slide', direction: 'up' },
	{ family: 'iris', opening: true, shape: 'circle' },
	{ family: 'iris', opening: false, shape: 'heart' },
	{ family: 'iris', opening: true, shape: 'star', soft: true },
	{ family: 'doors', axis: 'horizontal', opening: true },
	{ family: 'doors', axis: 'vertical', opening: false },
	{ family: 'diagonal', corner: 'topLeft' },
	{ family: 'clock' },
	{ family: 'blinds', axis: 'vertical' },
	{ family: 'blinds', axis: 'horizontal' },
	{ family: 'zoom', inward: true },
	{ family: 'zoom', inward: false },
	{ family: 'spin', clockwise: true },
	{ family: 'fadeThrough', color: white },
	{ family: 'pageTurn', direction: 'left' },
	{ family: 'tear' },
];

describe.each(LOOKS.map((look) => [JSON.stringify(look), look] as const))('%s', (_, look) => {
	it('begins as the first clip and ends as the second', () => {
		expect(apart(at(look, 0), painted([FROM]))).toBeLessThan(1);
		expect(apart(at(look, 0.999), painted([TO]))).toBeLessThan(1.5);
	});

	it('neither clip comes or goes in one picture', () => {
		// Whole, the one that is in the way differs by 10 (what only the first covers) or 20 and more.
		for (const [one, next] of [
			[0, 0.02],
			[0.02, 0.04],
			[0.96, 0.98],
			[0.98, 0.999],
		] as const)
			expect(apart(at(look, one), at(look, next))).toBeLessThan(6);
	});
});

it('a wipe has taken the first clip away where the second has come', () => {
	const half = at({ family: 'wipe', direction: 'left' }, 0.5);
	// Above and below the second clip: the first on the left of the middle only.
	expect(pixel(half, 84, 15)).toBe(DARK);
	expect(pixel(half, 108, 15)).toBe(GRAY);
	// Beside the first clip: the second on the right only.
	expect(pixel(half, 40, 54)).toBe(GRAY);
	expect(pixel(half, 150, 54)).toBe(LIGHT);
	expect(pixel(half, 84, 54)).toBe(DARK);
	expect(pixel(half, 108, 54)).toBe(LIGHT);
});

it('a page turn lays the second clip bare only behind its fold', () => {
	const half = at({ family: 'pageTurn', direction: 'left' }, 0.5);
	expect(pixel(half, 30, 54)).toBe(GRAY);
	expect(pixel(half, 160, 54)).toBe(LIGHT);
	// Its shadow falls on clips, not on the air between them.
	for (const x of [20, 90, 170]) expect(pixel(half, x, 2)).toBe(GRAY);
});

it('blinds show of both clips what belongs to each slat', () => {
	const half = at({ family: 'blinds', axis: 'vertical' }, 0.5);
	// The slats are 19.2 wide; their middles are the second clip's. The third slat lies beside the first clip.
	expect(pixel(half, 48, 54)).toBe(LIGHT);
	expect(pixel(half, 39, 54)).toBe(GRAY);
	// The fifth slat: within the first clip, above the second.
	expect(pixel(half, 86, 15)).toBe(GRAY);
	expect(pixel(half, 95, 15)).toBe(DARK);
});

it('a spin and a zoom dissolve both clips', () => {
	const half = at({ family: 'zoom', inward: true }, 0.5);
	expect(Math.abs(pixel(half, 96, 54) - (DARK + LIGHT) / 2)).toBeLessThanOrEqual(2);
	expect(Math.abs(pixel(half, 30, 54) - (GRAY + LIGHT) / 2)).toBeLessThanOrEqual(2);
});

it('nothing shines through the soft edge between two clips', () => {
	const both = [laid(1, SIZE.width, SIZE.height), laid(2, SIZE.width, SIZE.height)] as const;
	const look: TransitionLook = { family: 'iris', opening: true, shape: 'circle', soft: true };
	const sides = { from: [both[0]], to: [both[0]], share: 0.5, canvas: SIZE, opaque: false };
	for (const value of painted(crossingDraws(look, sides)))
		expect(Math.abs(value - DARK)).toBeLessThanOrEqual(2);
});

it('a fade through white turns the clips white, and nothing beside them', () => {
	const look: TransitionLook = { family: 'fadeThrough', color: white };
	const half = at(look, 0.5);
	expect(pixel(half, 96, 54)).toBe(235);
	// Of what only one of them covers, half.
	expect(Math.abs(pixel(half, 96, 10) - (GRAY + 235) / 2)).toBeLessThanOrEqual(1);
	expect(pixel(half, 20, 10)).toBe(GRAY);
	const quarter = at(look, 0.25);
	expect(Math.abs(pixel(quarter, 96, 10) - (DARK + 235) / 2)).toBeLessThanOrEqual(1);
	expect(pixel(quarter, 20, 54)).toBe(GRAY);
});

it('a color turns what shines through by its share, as strong as it was there', () => {
	const tint: Draw = { kind: 'tint', color: white, amount: 0.5 };
	const faint: Draw = { ...FROM, opacity: 0.5 } as Draw;
	const matrix = { xx: SIZE.width, xy: 0, yx: 0, yy: SIZE.height, dx: 0, dy: 0 };
	const group: Draw = {
		...{ kind: 'group', draws: [faint, tint], matrix },
		...{ opacity: 1, covers: [], opaque: false },
	};
	const expected = GRAY / 2 + (DARK + 235) / 4;
	expect(Math.abs(pixel(painted([group]), 96, 54) - expected)).toBeLessThanOrEqual(2);
	expect(pixel(painted([group]), 20, 54)).toBe(GRAY);
	// On what hides everything it is a plain veil.
	expect(pixel(painted([tint]), 20, 54)).toBe(Math.round((GRAY + 235) / 2));
});

it('a glitch tears a clip with its outline: no black beside it', () => {
	const half = at({ family: 'glitch' }, 0.34);
	const rows = half.filter((value) => value < DARK - 8);
	expect(rows).toHaveLength(0);
	// Rows of the clip lie beside its place, whole.
	const beside = half.filter((value, i) => {
		const x = i % SIZE.width;
		return (x < 70 || x > 121) && Math.abs(value - DARK) < 4;
	});
	expect(beside.length).toBeGreaterThan(50);
});
