/** The color kernels against the slow way: every sample through the formulas, in floating point. */
import fc from 'fast-check';
import { StagePainter } from '../../render-agent/src/compose/color/stagePainter';
import {
	type ColorStep,
	rgbFrom,
	stepsChange,
	yuvFrom,
} from '../../render-agent/src/compose/color/table';
import { givePlanes, planesOf, type Planes } from '../../render-agent/src/compose/surface';
import { apart, codesAt, flat, type Triple } from '../support/colors';
import { freshArena } from '../support/engine';

const arena = freshArena();
const stages = new StagePainter(arena, () => undefined);
const BOX = { width: 4, height: 2 };

/** The table has a node every 8 code values: where a curve bends hard, it is this far from the formula at most. */
const CODE_VALUES = 3;

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const color = fc.tuple(unit, unit, unit);
const some = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
const sliders = fc.record(
	{
		brightness: some(0.4),
		contrast: some(0.5),
		saturation: some(0.6),
		highlights: some(0.8),
		shadows: some(0.8),
		whites: some(0.5),
		blacks: some(0.5),
		temperature: some(1),
		tint: some(1),
		fade: unit,
	},
	{ requiredKeys: [] },
);

/** The code values that a color becomes, by the formulas. */
const slowly = (codes: Triple, steps: readonly ColorStep[]): Triple => {
	const [red, green, blue] = rgbFrom(...codes).map((c) => Math.min(1, Math.max(0, c)));
	const own: [number, number, number] = [red ?? 0, green ?? 0, blue ?? 0];
	stepsChange(steps, () => undefined)(own);
	return yuvFrom(own);
};

const codesOf = (picture: Planes): Triple => codesAt(arena, picture, [0, 0]);

it('one slider at a time on any color is what its formula says', () => {
	fc.assert(
		fc.property(
			color,
			sliders.chain((all) => {
				const names = Object.keys(all) as (keyof typeof all)[];
				return names.length === 0
					? fc.constant({})
					: fc.constantFrom(...names).map((name) => ({ [name]: all[name] }));
			}),
			(own, one) => {
				const picture = flat(arena, own, BOX);
				const steps: readonly ColorStep[] = [{ kind: 'sliders', sliders: one }];
				const wanted = slowly(codesOf(picture), steps);
				stages.apply(picture, [{ kind: 'color', steps }]);
				expect(apart(codesOf(picture), wanted) / 255).toBeLessThanOrEqual(CODE_VALUES + 0.5);
				givePlanes(arena, picture);
			},
		),
		{ numRuns: 300 },
	);
});

it('a table that changes nothing changes no sample of any color, with and without alpha', () => {
	fc.assert(
		fc.property(color, fc.option(fc.integer({ min: 1, max: 255 })), (own, alpha) => {
			const picture = flat(arena, own, { ...BOX, alpha: alpha ?? undefined });
			const before = codesOf(picture);
			const steps: readonly ColorStep[] = [{ kind: 'sliders', sliders: { fade: 0 } }];
			stages.apply(picture, [{ kind: 'color', steps }]);
			expect(apart(codesOf(picture), before) / 255).toBeLessThanOrEqual(1);
		}),
		{ numRuns: 200 },
	);
});

it('a premultiplied picture is graded as its own color is', () => {
	fc.assert(
		fc.property(color, fc.integer({ min: 60, max: 254 }), (own, alpha) => {
			const picture = flat(arena, own, { ...BOX, alpha });
			const steps: readonly ColorStep[] = [
				{ kind: 'sliders', sliders: { saturation: -0.5, temperature: 0.5 } },
			];
			const wanted = slowly(yuvFrom([...own]), steps).map((code) => (code * alpha) / 255);
			stages.apply(picture, [{ kind: 'color', steps }]);
			const [y = 0, u = 0, v = 0] = wanted;
			expect(apart(codesOf(picture), [y, u, v]) / 255).toBeLessThanOrEqual(3);
			const [, , , plane] = planesOf(picture);
			expect(plane && arena.bytes(plane.at, 1)[0]).toBe(alpha);
		}),
		{ numRuns: 200 },
	);
});
