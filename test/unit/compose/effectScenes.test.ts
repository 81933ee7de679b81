import { half } from '../../../render-agent/src/compose/surface';
import { lookDraws } from '../../../render-agent/src/compose/effects/effectDraws';
import { SECOND } from '../../../render-agent/src/kernel/units';
import type { EffectLook } from '../../../render-agent/src/timeline/effectLooks';
import { EXAMPLES } from '../../support/effectExamples';
import {
	SIZE,
	after,
	apply,
	arena,
	at,
	before,
	flatPicture,
	freshPicture,
	mean,
	variance,
	window,
} from '../../support/effectPictures';
import { lumaOf, pictureOf } from '../../support/engine';

const rows = (values: readonly number[], from: number, to: number): readonly number[] =>
	values.slice(from * SIZE.width, to * SIZE.width);
const chromaOf = (plane: number): readonly number[] => [
	...arena.bytes(plane, half(SIZE.width) * half(SIZE.height)),
];

describe('light with a shape', () => {
	it.each(['rays', 'lightLeak', 'spectrum', 'flames', 'lightning'] as const)(
		'%s never makes anything darker',
		(family) => {
			after(EXAMPLES[family]).forEach((value, i) => {
				expect(value).toBeGreaterThanOrEqual((before[i] ?? 0) - 1);
			});
		},
	);

	it('flames stand at the bottom and are new a moment later', () => {
		const burning = (phase: number) =>
			lumaOf(arena, apply(flatPicture(30), EXAMPLES.flames, { phase }));
		expect(mean(rows(burning(1), 88, 96))).toBeGreaterThan(90);
		expect(mean(rows(burning(1), 0, 20))).toBe(30);
		expect(burning(1)).not.toEqual(burning(1.2));
	});

	it('a bolt is there when it strikes and gone before the next', () => {
		const look = { ...EXAMPLES.lightning, rate: 1 };
		const struck = (phase: number) => lumaOf(arena, apply(flatPicture(30), look, { phase }));
		expect(Math.max(...struck(0.03))).toBeGreaterThan(220);
		expect(struck(0.8)).toEqual(lumaOf(arena, flatPicture(30)));
	});

	it('the light of a window is bright within its panes and dark around them', () => {
		const shaded = lumaOf(arena, apply(flatPicture(160), EXAMPLES.shadows));
		expect(Math.max(...shaded)).toBe(160);
		expect(at(shaded, 2, 2)).toBeLessThan(70);
	});
});

describe('pictures drawn anew', () => {
	it('false colors show black and white as the first and the last of them', () => {
		const color = (value: number): readonly number[] => {
			const planes = apply(flatPicture(value), {
				family: 'ramp',
				colors: [
					{ red: 1, green: 0, blue: 0, alpha: 1 },
					{ red: 0, green: 0, blue: 1, alpha: 1 },
				],
			});
			return [planes.y, planes.u, planes.v].map((plane) => arena.bytes(plane, 1)[0] ?? 0);
		};
		expect(color(16)).toEqual([63, 102, 240]);
		expect(color(235)).toEqual([32, 240, 118]);
	});

	it('paint calms what is rough and keeps an edge where it was', () => {
		const edge = pictureOf(arena, SIZE, {
			sample: (x, y) => (x < 64 ? 60 : 180) + ((x * 7 + y * 13) % 9),
		});
		const painted = lumaOf(arena, apply(edge, EXAMPLES.paint));
		expect(variance(window(70, 10, 30).map(([x, y]) => at(painted, x, y)))).toBeLessThan(1.5);
		expect(at(painted, 62, 40)).toBeLessThan(70);
		expect(at(painted, 65, 40)).toBeGreaterThan(176);
	});

	it('an outline lies on the edge and nowhere else', () => {
		const edge = pictureOf(arena, SIZE, { sample: (x) => (x < 64 ? 60 : 180) });
		const drawn = lumaOf(arena, apply(edge, EXAMPLES.outline));
		expect(at(drawn, 63, 40)).toBe(235);
		expect([at(drawn, 20, 40), at(drawn, 100, 40)]).toEqual([60, 180]);
	});

	it('one color is kept, the others are gray', () => {
		const planes = apply(pictureOf(arena, SIZE, { sample: () => 128 }), {
			family: 'grade',
			brightness: 0,
			contrast: 0,
			saturation: 0,
			warmth: 1,
		});
		const warm = [chromaOf(planes.u)[0], chromaOf(planes.v)[0]];
		expect(warm[0]).toBeLessThan(110);
		const orange = { red: 1, green: 0.5, blue: 0.1, alpha: 1 };
		apply(planes, { family: 'selective', color: orange });
		expect([chromaOf(planes.u)[0], chromaOf(planes.v)[0]]).toEqual(warm);
		apply(planes, { family: 'selective', color: { red: 0.2, green: 0.4, blue: 1, alpha: 1 } });
		expect([chromaOf(planes.u)[0], chromaOf(planes.v)[0]]).toEqual([128, 128]);
	});
});

describe('film and tape', () => {
	it('faded film has gray blacks', () => {
		const look = { ...EXAMPLES.film, grain: 0, scratches: 0, flicker: 0, sepia: 0, fade: 1 };
		expect(lumaOf(arena, apply(flatPicture(16), look))[0]).toBe(46);
	});

	it('tape smears an edge of color to the right', () => {
		const planes = flatPicture(128);
		arena.bytes(planes.v, half(SIZE.width) * half(SIZE.height)).forEach((_, i, v) => {
			v[i] = i % half(SIZE.width) < 20 ? 200 : 128;
		});
		const look = { ...EXAMPLES.vhs, lines: 0, noise: 0, jitter: 0, shift: 0.012 };
		const row = chromaOf(apply(planes, look).v).slice(0, half(SIZE.width));
		expect(row[22]).toBeGreaterThan(129);
		expect(row[22]).toBeLessThan(200);
		expect(row[60]).toBeLessThan(132);
	});

	it('a strip of film has holes in black edges, and the picture between them', () => {
		const strip = after(EXAMPLES.sprockets, { phase: 0 });
		expect(Math.min(...rows(strip, 0, 11))).toBeLessThan(30);
		expect(Math.max(...rows(strip, 0, 11))).toBeGreaterThan(200);
		expect(at(strip, 64, 48)).toBe(at(before, 64, 48));
	});
});

describe('stages', () => {
	it('a magnifying glass enlarges what is in its middle and leaves the corners alone', () => {
		const seen = after({ ...EXAMPLES.loupe, size: 0.25 });
		expect(seen).not.toEqual(before);
		for (const [x, y] of [...window(0, 0, 14), ...window(112, 80, 14)])
			expect(at(seen, x, y)).toBe(at(before, x, y));
	});

	it('one print more lies on the table with each beat', () => {
		const white = (phase: number): number =>
			after({ ...EXAMPLES.collage, rate: 1 }, { phase }).filter((value) => value === 235).length;
		expect(white(1.5)).toBeGreaterThan(white(0.5));
	});

	it('a countdown counts: its figure is another one after a second', () => {
		const middle = (phase: number): readonly number[] => {
			const shown = after(EXAMPLES.countdown, { phase });
			return window(52, 30, 24).map(([x, y]) => at(shown, x, y));
		};
		expect(middle(0.9)).not.toEqual(middle(1.9));
	});

	it('the light of a viewfinder blinks', () => {
		const lamp = (phase: number): number => {
			const planes = apply(freshPicture(), EXAMPLES.viewfinder, { phase });
			return chromaOf(planes.v)[5 * half(SIZE.width) + 5] ?? 0;
		};
		expect(lamp(0.2)).not.toBe(lamp(0.8));
	});

	it('a border is wider by its foot at the bottom', () => {
		const framed = after({ ...EXAMPLES.frame, foot: 0.125 });
		expect(at(framed, 64, 96 - 15)).toBe(235);
		expect(at(framed, 64, 15)).toBe(at(before, 64, 15));
	});
});

describe('what passes', () => {
	const opening: EffectLook = {
		family: 'passing',
		look: { family: 'blur', sigma: 0.04, rate: 0 },
		way: 'open',
		seconds: 1,
	};
	const amounts = (way: 'open' | 'close', seconds: number): readonly number[] =>
		lookDraws(
			{ look: { ...opening, way }, amount: 1, speed: 1 },
			{ at: seconds * SECOND, duration: 4 * SECOND },
		).map(({ amount }) => amount);

	it('is whole at the start of an opening, half after half of it, and then gone', () => {
		expect(amounts('open', 0)).toEqual([1]);
		expect(amounts('open', 0.5)).toEqual([0.5]);
		expect(amounts('open', 1.2)).toEqual([]);
	});

	it('comes at the end of a closing', () => {
		expect(amounts('close', 1)).toEqual([]);
		expect(amounts('close', 3.5)).toEqual([0.5]);
	});
});
