import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { boxBlur } from '../../../render-agent/src/compose/boxBlur';
import { Arena } from '../../../render-agent/src/compose/kernels';
import { KERNELS } from '../../../render-agent/src/render/places';

const arena = new Arena(new WebAssembly.Module(readFileSync(KERNELS)));

interface Plane {
	readonly width: number;
	readonly height: number;
	readonly samples: readonly number[];
}

const sampleAt = ({ width, height, samples }: Plane, x: number, y: number): number =>
	samples[Math.max(0, Math.min(height - 1, y)) * width + Math.max(0, Math.min(width - 1, x))] ?? 0;

/** The plainest box blur: the rounded mean of the samples around each, along one axis. */
const plainPass = (plane: Plane, radius: number, [dx, dy]: readonly [number, number]): Plane => ({
	...plane,
	samples: plane.samples.map((_, i) => {
		const [x, y] = [i % plane.width, Math.floor(i / plane.width)];
		let sum = 0;
		for (let k = -radius; k <= radius; k++) sum += sampleAt(plane, x + k * dx, y + k * dy);
		return Math.floor((sum + radius) / (radius * 2 + 1));
	}),
});

const plain = (plane: Plane, radii: readonly number[]): readonly number[] => {
	const passes = (
		[
			[1, 0],
			[0, 1],
		] as const
	).flatMap((axis) => radii.map((r) => [r, axis] as const));
	return passes.reduce((at, [r, axis]) => plainPass(at, r, axis), plane).samples;
};

const blurred = (
	{ width, height, samples }: Plane,
	radii: readonly number[],
): readonly number[] => {
	const bytes = width * height;
	const at = arena.take(bytes);
	arena.bytes(at, bytes).set(samples);
	boxBlur(arena, { at, width, height }, { out: at, radii });
	const result = [...arena.bytes(at, bytes)];
	arena.give(at, bytes);
	return result;
};

const planes = fc
	.record({ width: fc.integer({ min: 2, max: 40 }), height: fc.integer({ min: 2, max: 40 }) })
	.chain(({ width, height }) =>
		fc.record({
			width: fc.constant(width),
			height: fc.constant(height),
			samples: fc.array(fc.constantFrom(0, 1, 17, 128, 254, 255), {
				minLength: width * height,
				maxLength: width * height,
			}),
		}),
	);

describe('a box blur', () => {
	it('is the rounded mean of the samples around, to the bit, for any size of plane', () => {
		fc.assert(
			fc.property(
				planes,
				fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
				(plane, radii) => {
					const most = Math.min(plane.width, plane.height) - 1;
					expect(blurred(plane, radii)).toEqual(
						plain(
							plane,
							radii.map((radius) => Math.min(radius, most)),
						),
					);
				},
			),
			{ numRuns: 60 },
		);
	});

	it('leaves a flat plane as it is, at the widest radius too', () => {
		const plane = { width: 300, height: 260, samples: Array<number>(300 * 260).fill(255) };
		expect(blurred(plane, [127])).toEqual(plane.samples);
	});
});
