import { Painter } from '../../../render-agent/src/compose/paint';
import { steadyRadiiOf } from '../../../render-agent/src/compose/blur';
import { freshArena, pictureOf } from '../../support/engine';

const FRAMES = 60;
/** Stripes with a hard edge, hills, and the checkers of single samples. */
const sample = (x: number, y: number): number => {
	if (x > 30 && x < 60 && y > 12 && y < 36) return (x + y) % 2 ? 90 : 170;
	return Math.round(60 + 40 * Math.sin(x / 5 + y / 7) + (y % 24 < 12 ? 80 : 0));
};

const meanOf = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;

/** How far each frame lies from the one before as a blur grows from nothing: means over the luma. */
const stepsOf = (size: { readonly width: number; readonly height: number }): readonly number[] => {
	const arena = freshArena();
	const painter = new Painter(arena, size);
	const frames = Array.from({ length: FRAMES }, (_, i) => {
		const planes = pictureOf(arena, size, { sample });
		const look = { family: 'blur', sigma: 0.02, rate: 0 } as const;
		painter.over(planes, [{ kind: 'effect', look, amount: i / FRAMES, phase: 0 }], () => {
			throw new RangeError('a blur draws no source');
		});
		return arena.bytes(planes.y, size.width * size.height).slice();
	});
	return frames.slice(1).map((luma, i) => {
		const last = frames[i] ?? luma;
		return luma.reduce((sum, value, k) => sum + Math.abs(value - (last[k] ?? 0)), 0) / luma.length;
	});
};

it('a blur that grows has no two frames alike, on a small canvas neither', () => {
	for (const size of [
		{ width: 96, height: 54 },
		{ width: 64, height: 36 },
	])
		expect(Math.min(...stepsOf(size))).toBeGreaterThan(0);
});

it('a blur that grows takes no step above twice the mean', () => {
	const steps = stepsOf({ width: 320, height: 180 });
	expect(Math.max(...steps) / meanOf(steps)).toBeLessThan(2);
});

it('three boxes of the radii spread as their Gaussian does', () => {
	const spreadOf = (radius: number): number => {
		const whole = Math.floor(radius);
		const weights = [...Array.from({ length: whole }, () => 1), radius - whole];
		const far = weights.reduce((sum, weight, i) => sum + weight * (i + 1) ** 2, 0);
		return (2 * far) / (1 + 2 * weights.reduce((sum, weight) => sum + weight, 0));
	};
	for (const sigma of [0, 0.3, 1, Math.SQRT2, 1.9, 4, 7.7]) {
		const spread = steadyRadiiOf(sigma).reduce((sum, radius) => sum + spreadOf(radius), 0);
		expect(spread).toBeCloseTo(sigma ** 2, 6);
	}
});
