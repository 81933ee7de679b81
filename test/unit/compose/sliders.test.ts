import { microseconds } from '../../../render-agent/src/kernel/units';
import { constant, type Curve } from '../../../render-agent/src/timeline/curve';
import {
	brightened,
	contrasted,
	highlighted,
	leveled,
	lookChange,
	lumaOf,
	type Rgb,
	shadowed,
	type Sliders,
	slidersChange,
} from '../../../render-agent/src/compose/color/sliders';
import { stagesOf } from '../../../render-agent/src/compose/color/stages';
import { stepsChange } from '../../../render-agent/src/compose/color/table';
import type { Grading } from '../../../render-agent/src/timeline/scene';

const changed = (color: Rgb, sliders: Sliders): Rgb => {
	const own: Rgb = [...color];
	slidersChange(sliders)(own);
	return own;
};
const near = (color: Rgb, wanted: Rgb): void => {
	color.forEach((value, i) => {
		expect(value).toBeCloseTo(wanted[i] ?? NaN, 4);
	});
};
const orange: Rgb = [0.8, 0.5, 0.2];

describe('each slider', () => {
	it.each([
		[0.5, 0.3, 1 - 0.7 ** 3.5],
		[1, 0.25, 1 - 0.75 ** 6],
		[-0.4, 0.3, 1 - (1 - 0.296) ** 0.5],
		[-1, 0.001, 0],
	])('brightness %p takes %p to %p', (v, c, wanted) => {
		expect(brightened(v)(c)).toBeCloseTo(wanted, 9);
	});

	it('contrast below 0 goes straight to gray', () => {
		expect(contrasted(-0.5)(0.9)).toBeCloseTo(0.7, 9);
		expect(contrasted(-1)(0.9)).toBeCloseTo(0.5, 9);
	});

	it('contrast above 0 is a logistic curve from black to white', () => {
		const logistic = (c: number): number => 1 / (1 + Math.exp(-8 * (c - 0.5)));
		const wanted = (logistic(0.3) - logistic(0)) / (logistic(1) - logistic(0));
		expect(contrasted(0.5)(0.3)).toBeCloseTo(wanted, 9);
		expect([contrasted(0.5)(0), contrasted(0.5)(1)]).toEqual([0, 1]);
	});

	it('contrast leaves 0 without a jump', () => {
		expect(Math.abs(contrasted(0.001)(0.25) - 0.25)).toBeLessThan(0.002);
	});

	it('highlights, shadows, whites and blacks follow their formulas', () => {
		expect(highlighted(0.6)(0.7)).toBeCloseTo(1 - 0.3 ** 0.7 + 0.3 * (0.09 - 0.027), 9);
		expect(shadowed(-0.6)(0.2)).toBeCloseTo(0.2 ** 1.3 + 0.3 * (0.04 - 0.008), 9);
		expect(leveled(0.5, 0)(0.425)).toBeCloseTo(0.5, 9);
		expect(leveled(0, 1)(0)).toBeCloseTo(0.2 / 1.2, 9);
	});

	it('saturation stretches from the gray of its own weights', () => {
		const gray = 0.20854 * 0.8 + 0.702086 * 0.5 + 0.089374 * 0.2;
		near(changed(orange, { saturation: -1 }), [gray, gray, gray]);
		near(changed([0.5, 0.4, 0.3], { saturation: 0.5 }), [
			...([0.5, 0.4, 0.3].map((c) => {
				const own = 0.20854 * 0.5 + 0.702086 * 0.4 + 0.089374 * 0.3;
				return own + 1.5 * (c - own);
			}) as Rgb),
		]);
	});

	it('temperature and tint weigh the channels and keep the luma', () => {
		const warm = changed([0.4, 0.4, 0.4], { temperature: 1 });
		expect(warm[0] / warm[2]).toBeCloseTo(1.22 / 0.78, 4);
		expect(lumaOf(warm)).toBeCloseTo(0.4, 6);
		const magenta = changed([0.4, 0.4, 0.4], { tint: 1 });
		expect(magenta[0] / magenta[1]).toBeCloseTo(1.09 / 0.82, 4);
		expect(magenta[0]).toBeCloseTo(magenta[2], 6);
	});

	it('hue turns once around and comes back', () => {
		near(changed(changed([0.5, 0.4, 0.45], { hue: 1 }), { hue: 1 }), [0.5, 0.4, 0.45]);
		const [red, , blue] = changed([0.6, 0.4, 0.4], { hue: 1 });
		expect(red).toBeLessThan(blue);
	});

	it('fade lifts black and lowers white', () => {
		expect(changed([0, 0, 0], { fade: 1 })[0]).toBeCloseTo(0.16, 4);
		expect(changed([1, 1, 1], { fade: 1 })[0]).toBeCloseTo(0.92, 4);
	});

	it('light moves the middle tones and leaves black and white', () => {
		const change = slidersChange({ light: 1 });
		const of = (value: number): number => {
			const color: Rgb = [value, value, value];
			change(color);
			return color[0];
		};
		expect([of(0), of(1)]).toEqual([0, 1]);
		expect(of(0.5)).toBeCloseTo(0.5 ** (2 ** -0.6), 3);
	});

	it('vibrance gives pale colors more than strong ones, and gray none', () => {
		const spread = (color: Rgb): number => {
			const before = Math.max(...color) - Math.min(...color);
			slidersChange({ vibrance: 1 })(color);
			return (Math.max(...color) - Math.min(...color)) / before;
		};
		expect(spread([0.5, 0.45, 0.45])).toBeCloseTo(1.9, 2);
		expect(spread([0.5, 0.25, 0.25])).toBeCloseTo(1.5, 2);
		expect(spread([0.6, 0, 0])).toBeCloseTo(1, 2);
		const gray: Rgb = [0.4, 0.4, 0.4];
		slidersChange({ vibrance: -1 })(gray);
		expect(gray[0]).toBeCloseTo(0.4, 5);
	});

	it('at rest changes nothing', () => {
		near(changed(orange, { brightness: 0, contrast: 0, saturation: 0, tint: 0 }), orange);
	});
});

describe('a look', () => {
	const through = (color: Rgb, look: Parameters<typeof lookChange>[0]): Rgb => {
		const own: Rgb = [...color];
		lookChange(look)(own);
		return own;
	};

	it('in black and white has the luma of the picture', () => {
		const luma = lumaOf(orange);
		near(through(orange, { family: 'monochrome', monochrome: 1 }), [luma, luma, luma]);
	});

	it('in two colors gives black the dark and white the light one', () => {
		const dark = { red: 0.1, green: 0, blue: 0.3, alpha: 1 };
		const light = { red: 1, green: 0.9, blue: 0.2, alpha: 1 };
		const look = { family: 'duotone', toned: 1, tone: { dark, light } } as const;
		near(through([0, 0, 0], look), [0.1, 0, 0.3]);
		near(through([1, 1, 1], look), [1, 0.9, 0.2]);
	});

	it('at half strength is half way', () => {
		const own: Rgb = [...orange];
		const look = { family: 'monochrome', monochrome: 1 } as const;
		stepsChange([{ kind: 'look', look, strength: 0.5 }], () => undefined)(own);
		const luma = lumaOf(orange);
		near(own, [(0.8 + luma) / 2, (0.5 + luma) / 2, (0.2 + luma) / 2]);
	});
});

describe('stages of a grading', () => {
	const plain: Grading = { luts: [], adjustments: {}, filters: [] };

	it('follow keyframes', () => {
		const brightness: Curve = {
			kind: 'keyed',
			keys: [
				{ at: microseconds(0), value: 0 },
				{ at: microseconds(1_000_000), value: 1 },
			],
		};
		const at = (moment: number) => stagesOf({ ...plain, adjustments: { brightness } }, moment, 0);
		expect(at(0)).toEqual([]);
		expect(at(500_000)).toEqual([
			{ kind: 'color', steps: [{ kind: 'sliders', sliders: { brightness: 0.5 } }] },
		]);
	});

	it('put what changes by place behind what changes colors, and grain last', () => {
		const look = { family: 'film', vignette: 0.5, grain: 0.4, fade: 0.1 } as const;
		const graded: Grading = {
			...plain,
			adjustments: { sharpness: constant(0.3), vignette: constant(0.2) },
			filters: [{ look, strength: 0.5 }],
		};
		expect(stagesOf(graded, 0, 7)).toEqual([
			{ kind: 'color', steps: [{ kind: 'look', look, strength: 0.5 }] },
			{ kind: 'sharpen', amount: 0.3 },
			{ kind: 'vignette', amount: 0.45 },
			{ kind: 'grain', amount: 0.2, seed: 7 },
		]);
	});
});
