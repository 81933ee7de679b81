import { crossingDraws } from '../../../render-agent/src/compose/crossing';
import type { Draw } from '../../../render-agent/src/compose/draws';
import { Painter } from '../../../render-agent/src/compose/paint';
import { takePlanes } from '../../../render-agent/src/compose/surface';
import type { TransitionLook } from '../../../render-agent/src/timeline/looks';
import { freshArena, lumaOf, pictureOf } from '../../support/engine';

// Above something a high clip gives way to a wide one. What they cover is the same above white as above black.
const SIZE = { width: 192, height: 108 };
const BLACK = 16;
const WHITE = 235;
const arena = freshArena();
const painter = new Painter(arena, SIZE);
const [night, day, high, wide] = [
	pictureOf(arena, SIZE, { sample: () => BLACK }),
	pictureOf(arena, SIZE, { sample: () => WHITE }),
	pictureOf(arena, { width: 48, height: 96 }, { sample: () => 60 }),
	pictureOf(arena, { width: 144, height: 48 }, { sample: () => 180 }),
] as const;
const PICTURES = [night, day, high, wide] as const;

const laid = (source: number, width: number, height: number): Draw => ({
	...{ kind: 'picture', source, opacity: 1, covers: [] },
	matrix: {
		...{ xx: width, xy: 0, yx: 0, yy: height },
		...{ dx: (SIZE.width - width) / 2, dy: (SIZE.height - height) / 2 },
	},
});
const FROM = laid(2, 48, 96);
const TO = laid(3, 144, 48);

const paintedAbove = (below: 0 | 1, draws: readonly Draw[]): readonly number[] => {
	const target = takePlanes(arena, SIZE, false);
	const all = [laid(below, SIZE.width, SIZE.height), ...draws];
	painter.frame(target, all, (source) => PICTURES[source] ?? night);
	return lumaOf(arena, target);
};

const drawsAt = (look: TransitionLook, share: number): readonly Draw[] =>
	crossingDraws(look, { from: [FROM], to: [TO], share, canvas: SIZE, opaque: false });

/** How much of each place is covered, from 0 to 1. */
const coverage = (draws: readonly Draw[]): readonly number[] => {
	const above = paintedAbove(1, draws);
	return paintedAbove(0, draws).map((value, i) => 1 - ((above[i] ?? 0) - value) / (WHITE - BLACK));
};

const meanStep = (one: readonly number[], other: readonly number[]): number =>
	one.reduce((sum, value, i) => sum + Math.abs(value - (other[i] ?? 0)), 0) / one.length;

const pixel = (picture: readonly number[], x: number, y: number): number =>
	picture[y * SIZE.width + x] ?? NaN;

const white = { red: 1, green: 1, blue: 1, alpha: 1 };
const CUTTING: readonly TransitionLook[] = [
	{ family: 'fadeThrough', color: white },
	{ family: 'flash', color: white },
	{ family: 'glitch' },
	{ family: 'pixelate' },
	{ family: 'shake' },
	{ family: 'zoomBlur' },
	{ family: 'through', look: { family: 'negative' }, blend: 'cut' },
];

describe.each(CUTTING.map((look) => [look.family, look] as const))('%s', (_, look) => {
	it('leads the outline of one clip to that of the other, in no frame of thirty at once', () => {
		const steps = [14, 15, 16].map((frame) =>
			meanStep(coverage(drawsAt(look, frame / 30)), coverage(drawsAt(look, (frame + 1) / 30))),
		);
		// The two outlines differ in a third of the canvas. Some are torn, in blocks, shaken or rushing besides.
		const isMoved = ['glitch', 'pixelate', 'shake', 'zoomBlur'].includes(look.family);
		expect(Math.max(...steps)).toBeLessThan(isMoved ? 0.2 : 0.08);
	});

	it('cuts as before where nothing lies beneath', () => {
		const sides = { from: [FROM], to: [TO], canvas: SIZE, opaque: true };
		const before = crossingDraws(look, { ...sides, share: 0.49 });
		const after = crossingDraws(look, { ...sides, share: 0.5 });
		expect(JSON.stringify(before)).not.toContain('"source":3');
		expect(JSON.stringify(after)).not.toContain('"source":2');
	});
});

it.each(['flash', 'fadeThrough'] as const)(
	'a %s of white is as white as it gets on the clips, and nothing beside them',
	(family) => {
		const half = paintedAbove(0, drawsAt({ family, color: white }, 0.5));
		expect(pixel(half, 96, 54)).toBe(WHITE);
		expect([pixel(half, 4, 4), pixel(half, 188, 104)]).toEqual([BLACK, BLACK]);
		// Half of both at the middle of their way: above the wide clip, beside the high one.
		for (const [x, y] of [
			[96, 15],
			[36, 54],
		] as const)
			expect(Math.abs(pixel(half, x, y) - (BLACK + WHITE) / 2)).toBeLessThanOrEqual(4);
	},
);

it('a burn has its veil on the clips, and none beside them', () => {
	const half = paintedAbove(0, drawsAt({ family: 'burn' }, 0.5));
	expect(pixel(half, 96, 54)).toBeGreaterThan(200);
	expect(pixel(half, 4, 4)).toBe(BLACK);
});
