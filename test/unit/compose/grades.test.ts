/** Grades: what bands, curves and wheels do to single colors. */
import fc from 'fast-check';
import { gradeChange, toneCurve } from '../../../render-agent/src/compose/color/grades';
import type { Rgb } from '../../../render-agent/src/compose/color/sliders';
import type { Grade, HueBand } from '../../../render-agent/src/timeline/grades';

const through = (grade: Grade, color: Readonly<Rgb>): Rgb => {
	const own: Rgb = [...color];
	gradeChange(grade)(own);
	return own;
};
const band = (changes: Partial<HueBand>): Grade => ({
	kind: 'bands',
	bands: [{ center: 0, turn: 0, saturation: 0, lightness: 0, ...changes }],
});
const rounded = (color: Readonly<Rgb>): readonly number[] =>
	color.map((part) => Number(part.toFixed(3)));

const RED: Rgb = [0.8, 0.2, 0.2];
const BLUE: Rgb = [0.2, 0.2, 0.8];
const GRAY: Rgb = [0.5, 0.5, 0.5];

describe('a band of hues', () => {
	it('takes the color out of its own hue alone', () => {
		const pale = band({ saturation: -1 });
		expect(rounded(through(pale, RED))).toEqual([0.5, 0.5, 0.5]);
		expect(rounded(through(pale, BLUE))).toEqual(BLUE);
		expect(through(pale, GRAY)).toEqual(GRAY);
	});

	it('turned up, red goes towards orange', () => {
		const [red, green, blue] = through(band({ turn: 1 }), RED);
		expect(green).toBeGreaterThan(blue + 0.2);
		expect(red).toBeCloseTo(0.8);
	});

	it('lighter, its colors are lighter and grays are not', () => {
		expect(through(band({ lightness: 1 }), RED)[1]).toBeGreaterThan(0.4);
		expect(through(band({ lightness: 1 }), GRAY)).toEqual(GRAY);
	});

	it('at rest changes no color', () => {
		const part = fc.double({ min: 0, max: 1, noNaN: true });
		fc.assert(
			fc.property(fc.tuple(part, part, part), (color) => {
				through(band({}), color).forEach((value, i) => {
					expect(value).toBeCloseTo(color[i] ?? NaN, 6);
				});
			}),
		);
	});
});

describe('a tone curve', () => {
	it('goes through its points and never beyond them', () => {
		const point = fc.record({ x: fc.nat(255), y: fc.double({ min: 0, max: 1, noNaN: true }) });
		fc.assert(
			fc.property(fc.uniqueArray(point, { selector: ({ x }) => x, minLength: 1 }), (found) => {
				const points = found.map(({ x, y }) => ({ x: x / 255, y })).sort((a, b) => a.x - b.x);
				const curve = toneCurve(points);
				for (const { x, y } of points) expect(curve(x)).toBeCloseTo(y, 6);
				const [least, most] = [
					Math.min(...points.map(({ y }) => y)),
					Math.max(...points.map(({ y }) => y)),
				];
				for (let x = 0; x <= 1; x += 0.02) {
					expect(curve(x)).toBeGreaterThanOrEqual(least - 1e-9);
					expect(curve(x)).toBeLessThanOrEqual(most + 1e-9);
				}
			}),
		);
	});

	it('of one channel leaves the others, of all comes first', () => {
		const invert = [
			{ x: 0, y: 1 },
			{ x: 1, y: 0 },
		];
		const none = { kind: 'curves', all: [], red: [], green: [], blue: [] } as const;
		expect(rounded(through({ ...none, red: invert }, RED))).toEqual([0.2, 0.2, 0.2]);
		const both = through({ ...none, all: invert, blue: [{ x: 0, y: 0.4 }] }, RED);
		expect(rounded(both)).toEqual([0.2, 0.8, 0.4]);
	});
});

describe('color wheels', () => {
	const rest = { red: 0, green: 0, blue: 0 };
	const wheels = (changes: object): Grade => ({
		...{ kind: 'wheels', lift: rest, gamma: rest, gain: rest, offset: rest },
		...changes,
	});

	it('lift moves blacks, gain whites, gamma what is between', () => {
		const red = { ...rest, red: 0.5 };
		const at = (grade: Grade): readonly number[] =>
			[0, 0.5, 1].map((value) => Number(through(grade, [value, 0, 0])[0].toFixed(2)));
		expect(at(wheels({}))).toEqual([0, 0.5, 1]);
		expect(at(wheels({ lift: red }))).toEqual([0.25, 0.63, 1]);
		expect(at(wheels({ gain: { ...rest, red: -0.5 } }))).toEqual([0, 0.25, 0.5]);
		expect(at(wheels({ gamma: red }))).toEqual([0, 0.61, 1]);
		expect(at(wheels({ offset: red }))).toEqual([0.13, 0.63, 1]);
	});
});
