import { half } from '../../../render-agent/src/compose/surface';
import { EXAMPLES, PARTICLE_KINDS } from '../../support/effectExamples';
import {
	SIZE,
	arena,
	freshPicture,
	flatPicture,
	apply,
	after,
	before,
	mean,
	at,
	window,
} from '../../support/effectPictures';
import { lumaOf, pictureOf } from '../../support/engine';

describe('mirrors and lenses', () => {
	it('a mirror is the same left and right', () => {
		const mirrored = after(EXAMPLES.mirror);
		mirrored.forEach((value, i) => {
			const [x, y] = [i % SIZE.width, Math.floor(i / SIZE.width)];
			expect(value).toBe(at(mirrored, SIZE.width - 1 - x, y));
		});
	});

	it('a mirror both ways is the same in all four quarters', () => {
		const mirrored = after({ family: 'mirror', axis: 'both' });
		expect(at(mirrored, 30, 10)).toBe(at(before, 30, 10));
		expect(at(mirrored, 97, 85)).toBe(at(before, 30, 10));
	});

	it('a lens keeps the middle and the corners, and enlarges in between', () => {
		const bulged = after(EXAMPLES.lens);
		expect(Math.abs(at(bulged, 0, 0) - at(before, 0, 0))).toBeLessThan(6);
		expect(Math.abs(at(bulged, 64, 48) - at(before, 64, 48))).toBeLessThan(6);
		// The square's left edge, at 41 before, has moved outwards.
		expect(at(bulged, 34, 36)).toBeGreaterThan(at(before, 34, 36) + 20);
	});

	it('a split screen shows the whole picture in each cell', () => {
		const cells = after(EXAMPLES.split);
		for (const [x, y] of window(10, 10, 30)) {
			expect(Math.abs(at(cells, x, y) - at(cells, x + 64, y))).toBeLessThanOrEqual(1);
			expect(Math.abs(at(cells, x, y) - at(cells, x, y + 48))).toBeLessThanOrEqual(1);
		}
	});
});

describe('light and shade', () => {
	it('a flash is bright at its beat and gone before the next', () => {
		const flashed = (phase: number): number => mean(after(EXAMPLES.flash, { phase }));
		expect(flashed(0.01)).toBeGreaterThan(mean(before) + 60);
		expect(after(EXAMPLES.flash, { phase: 0.9 })).toEqual(before);
		expect(flashed(1.01)).toBeGreaterThan(mean(before) + 60);
	});

	it('a strobe is black for its share of the period and absent for the rest', () => {
		expect(Math.max(...after(EXAMPLES.strobe, { phase: 0.1 }))).toBe(16);
		expect(after(EXAMPLES.strobe, { phase: 0.4 })).toEqual(before);
	});

	it('a vignette darkens the corners and not the middle', () => {
		const shaded = after(EXAMPLES.vignette);
		expect(at(shaded, 1, 1)).toBeLessThan(at(before, 1, 1) - 40);
		expect(at(shaded, 64, 48)).toBe(at(before, 64, 48));
	});

	it('letterbox rows are black and the others untouched', () => {
		const barred = after(EXAMPLES.letterbox);
		barred.forEach((value, i) => {
			const y = Math.floor(i / SIZE.width);
			expect(value).toBe(y < 12 || y >= 84 ? 16 : before[i]);
		});
	});

	it('a border covers the edge only', () => {
		const framed = after(EXAMPLES.frame);
		expect(at(framed, 2, 50)).toBe(235);
		expect(at(framed, 64, 3)).toBe(235);
		expect(at(framed, 64, 48)).toBe(at(before, 64, 48));
	});

	it('a glow brightens around what is bright', () => {
		const glowing = after(EXAMPLES.glow);
		expect(mean(glowing)).toBeGreaterThan(mean(before) + 5);
		glowing.forEach((value, i) => {
			expect(value).toBeGreaterThanOrEqual(before[i] ?? 0);
		});
	});

	it('a curtain half open shows the middle rows only', () => {
		const half = after(EXAMPLES.curtain, { phase: 0.5 });
		expect(at(half, 30, 10)).toBe(16);
		expect(at(half, 30, 48)).toBe(at(before, 30, 48));
		expect(at(half, 30, 90)).toBe(16);
	});

	it('a light sweep moves down', () => {
		const brightest = (phase: number): number => {
			const column = Array.from({ length: SIZE.height }, (_, y) => y);
			const swept = after(EXAMPLES.sweep, { phase });
			const gain = (y: number): number => at(swept, 100, y) - at(before, 100, y);
			return column.reduce((best, y) => (gain(y) > gain(best) ? y : best), 0);
		};
		expect(brightest(0.6)).toBeGreaterThan(brightest(0.3) + 20);
	});
});

describe('colors', () => {
	it('a negative turns dark into bright, and twice gives the picture back', () => {
		const once = apply(freshPicture(), EXAMPLES.negative);
		expect(lumaOf(arena, once)).toEqual(before.map((value) => 251 - value));
		expect(lumaOf(arena, apply(once, EXAMPLES.negative))).toEqual(before);
	});

	it('steps of brightness leave as many values as there are steps', () => {
		expect(new Set(after(EXAMPLES.posterize)).size).toBeLessThanOrEqual(4);
	});

	it('two tones from black to white leave no color', () => {
		const white = { red: 1, green: 1, blue: 1, alpha: 1 };
		const planes = apply(freshPicture(), { ...EXAMPLES.duotone, light: white });
		const chroma = arena.bytes(planes.u, half(SIZE.width) * half(SIZE.height) * 2);
		expect(chroma.every((value) => value === 128)).toBe(true);
		expect(lumaOf(arena, planes)).toEqual(before);
	});

	it('a sketch is white where the picture is even and dark at edges', () => {
		const drawn = lumaOf(
			arena,
			apply(pictureOf(arena, SIZE, { sample: (x) => (x < 64 ? 60 : 200) }), EXAMPLES.sketch),
		);
		expect(at(drawn, 20, 40)).toBe(235);
		expect(at(drawn, 64, 40)).toBeLessThan(80);
	});
});

describe('motion', () => {
	it('a shake is at another place with every step', () => {
		expect(after(EXAMPLES.shake, { phase: 0.05 })).not.toEqual(
			after(EXAMPLES.shake, { phase: 0.15 }),
		);
		expect(after(EXAMPLES.shake, { phase: 0.11 })).toEqual(after(EXAMPLES.shake, { phase: 0.12 }));
	});

	it('what runs upwards rests, then leaves at the top and comes again from the bottom', () => {
		const ran = (phase: number): readonly number[] =>
			after({ family: 'scroll', direction: 'up', rate: 1 }, { phase });
		expect(ran(0.1)).toEqual(before);
		// Half of the way: the upper half lies below the lower one.
		const halfway = ran(0.575);
		for (const [x, y] of window(10, 10, 30)) {
			expect(Math.abs(at(halfway, x, y + 48) - at(before, x, y))).toBeLessThanOrEqual(1);
			expect(Math.abs(at(halfway, x, y) - at(before, x, y + 48))).toBeLessThanOrEqual(1);
		}
	});

	it.each(['shake', 'spin', 'zoomPulse', 'scroll'] as const)(
		'%s never shows what is beside the picture',
		(family) => {
			const white = lumaOf(arena, apply(flatPicture(200), EXAMPLES[family], { phase: 0.37 }));
			expect(Math.min(...white)).toBe(200);
		},
	);

	it('a beat is largest right after it falls', () => {
		const away = (phase: number): number =>
			mean(
				after(EXAMPLES.zoomPulse, { phase }).map((value, i) => Math.abs(value - (before[i] ?? 0))),
			);
		expect(away(0.12)).toBeGreaterThan(away(0.7));
	});
});

describe('particles', () => {
	it.each(PARTICLE_KINDS)('%s are seen against a dark picture and are elsewhere later', (kind) => {
		const look = { ...EXAMPLES.particles, kind };
		const at1 = lumaOf(arena, apply(flatPicture(30), look, { phase: 1.3 }));
		const at2 = lumaOf(arena, apply(flatPicture(30), look, { phase: 1.6 }));
		expect(Math.max(...at1)).toBeGreaterThan(45);
		expect(at1).not.toEqual(at2);
	});

	it('snow adds bright specks that fall', () => {
		const snowy = (phase: number): readonly number[] =>
			lumaOf(arena, apply(flatPicture(30), { ...EXAMPLES.particles, density: 0.004 }, { phase }));
		const heavy = (values: readonly number[]): number => {
			const light = values.map((value) => value - 30);
			const sum = light.reduce((all, value) => all + value, 0);
			return light.reduce((all, value, i) => all + value * Math.floor(i / SIZE.width), 0) / sum;
		};
		expect(Math.min(...snowy(1))).toBe(30);
		expect(heavy(snowy(1.2)) - heavy(snowy(1))).toBeGreaterThan(0.5);
	});
});
