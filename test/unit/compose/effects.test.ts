import { half } from '../../../render-agent/src/compose/surface';
import { EXAMPLES } from '../../support/effectExamples';
import {
	SIZE,
	arena,
	freshPicture,
	flatPicture,
	apply,
	bytesOf,
	after,
	before,
	mean,
	variance,
	at,
	roughness,
	window,
} from '../../support/effectPictures';
import { lumaOf, pictureOf } from '../../support/engine';

const LOOKS = Object.values(EXAMPLES);

describe.each(LOOKS.map((look) => [look.family, look] as const))('%s', (_, look) => {
	it('with an amount of 0 leaves the picture untouched to the bit', () => {
		expect(bytesOf(apply(freshPicture(), look, { amount: 0 }))).toEqual(bytesOf(freshPicture()));
	});

	it('changes the picture, and half as much changes it less', () => {
		const whole = bytesOf(freshPicture());
		const away = (amount: number): number =>
			mean(
				bytesOf(apply(freshPicture(), look, { amount })).map((value, i) =>
					Math.abs(value - (whole[i] ?? 0)),
				),
			);
		expect(away(1)).toBeGreaterThan(0.02);
		expect(away(0.05)).toBeLessThan(away(1));
	});

	it('draws the same moment the same way twice', () => {
		expect(bytesOf(apply(freshPicture(), look))).toEqual(bytesOf(apply(freshPicture(), look)));
	});

	it('never makes a transparent picture brighter than its alpha', () => {
		const planes = apply(
			freshPicture((x) => (x < 50 ? 0 : 200)),
			look,
		);
		const alpha = arena.bytes(planes.a, SIZE.width * SIZE.height);
		const small = arena.bytes(planes.ca, half(SIZE.width) * half(SIZE.height));
		const above = (color: number, cover: Uint8Array): number =>
			arena.bytes(color, cover.length).filter((value, i) => value > (cover[i] ?? 0) + 1).length;
		expect(above(planes.y, alpha)).toBe(0);
		expect(above(planes.u, small)).toBe(0);
	});
});

describe('film and tape', () => {
	it('grain raises the variance and keeps the mean', () => {
		const look = { ...EXAMPLES.film, scratches: 0, flicker: 0, sepia: 0, fade: 0 };
		const grainy = lumaOf(arena, apply(flatPicture(120), look));
		expect(variance(grainy)).toBeGreaterThan(20);
		expect(Math.abs(mean(grainy) - 120)).toBeLessThan(1);
	});

	it('grain is new with every frame of film and the same within one', () => {
		expect(after(EXAMPLES.film, { phase: 1 })).toEqual(after(EXAMPLES.film, { phase: 1.001 }));
		expect(after(EXAMPLES.film, { phase: 1 })).not.toEqual(after(EXAMPLES.film, { phase: 1.1 }));
	});

	it('sepia takes blue out and puts red in', () => {
		const planes = apply(flatPicture(128), {
			...EXAMPLES.film,
			grain: 0,
			flicker: 0,
			scratches: 0,
		});
		expect(arena.bytes(planes.u, 1)[0]).toBeLessThan(125);
		expect(arena.bytes(planes.v, 1)[0]).toBeGreaterThan(131);
	});

	it('tape darkens every other row', () => {
		const look = { ...EXAMPLES.vhs, noise: 0, jitter: 0, shift: 0 };
		const lined = lumaOf(arena, apply(flatPicture(120), look));
		expect(at(lined, 5, 0)).toBeLessThan(100);
		expect(at(lined, 5, 1)).toBe(120);
	});

	it('a glitch moves rows sideways without making up new values', () => {
		const torn = after({ ...EXAMPLES.glitch, split: 0 });
		const sorted = (values: readonly number[]): readonly number[] =>
			[...values].sort((a, b) => a - b);
		const rows = Array.from({ length: SIZE.height }, (_, y) => y * SIZE.width);
		const cut = (values: readonly number[], from: number) => values.slice(from, from + SIZE.width);
		expect(
			rows.filter((from) => cut(torn, from).join() !== cut(before, from).join()).length,
		).toBeGreaterThan(10);
		for (const from of rows) expect(sorted(cut(torn, from))).toEqual(sorted(cut(before, from)));
	});

	it('parted colors leave a gray plane alone and turn an edge blue on one side and cyan on the other', () => {
		const gray = pictureOf(arena, SIZE, { sample: () => 128 });
		expect(bytesOf(apply(gray, EXAMPLES.chromatic))).toEqual(bytesOf(flatPicture(128)));
		const edge = pictureOf(arena, SIZE, { sample: () => 128 });
		arena.bytes(edge.y, SIZE.width * SIZE.height).forEach((_, i, luma) => {
			luma[i] = i % SIZE.width < 64 ? 40 : 200;
		});
		const { u, v } = apply(edge, EXAMPLES.chromatic);
		const row = (plane: number): readonly number[] => [...arena.bytes(plane + 64 * 20, 64)];
		expect(Math.max(...row(u))).toBeGreaterThan(150);
		expect(Math.min(...row(v))).toBeLessThan(106);
	});
});

describe('soft and coarse', () => {
	it.each(['blur', 'motionBlur', 'zoomBlur'] as const)('%s makes neighbors alike', (family) => {
		expect(roughness(after(EXAMPLES[family]))).toBeLessThan(roughness(before) * 0.9);
		expect(Math.abs(mean(after(EXAMPLES[family])) - mean(before))).toBeLessThan(6);
	});

	it('a motion blur smears what is see-through along its way, and makes no more of it', () => {
		const alphaOf = (angle: number, amount: number) => {
			const bar = freshPicture((x) => (x >= 60 && x < 80 ? 200 : 0));
			const { a } = apply(bar, { ...EXAMPLES.motionBlur, angle }, { amount });
			return [...arena.bytes(a, SIZE.width * SIZE.height)];
		};
		const [still, along, across] = [alphaOf(0, 0), alphaOf(90, 1), alphaOf(0, 1)];
		expect(Math.abs(mean(across) / mean(still) - 1)).toBeLessThan(0.03);
		expect(at(across, 58, 40)).toBeGreaterThan(20);
		expect(Math.abs(at(along, 70, 40) - 200)).toBeLessThan(3);
		expect(at(along, 58, 40)).toBe(0);
	});

	it('sharpening makes neighbors differ more', () => {
		expect(roughness(after(EXAMPLES.sharpen))).toBeGreaterThan(roughness(before) * 1.2);
	});

	it('a focus keeps its middle and blurs the corners', () => {
		const focused = after(EXAMPLES.focus);
		for (const [x, y] of window(60, 44, 8)) expect(at(focused, x, y)).toBe(at(before, x, y));
		const off = window(0, 0, 24).filter(([x, y]) => at(focused, x, y) !== at(before, x, y));
		expect(off.length).toBeGreaterThan(300);
	});

	it('a mosaic has one value in each block', () => {
		const blocky = after(EXAMPLES.pixelate);
		for (const [left, top] of [
			[0, 0],
			[36, 24],
			[120, 84],
		] as const)
			for (let i = 0; i < 64; i++)
				expect(at(blocky, left + (i % 8), top + (i >> 3))).toBe(at(blocky, left, top));
	});
});
