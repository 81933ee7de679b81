/** Kernels called by themselves: planes go in and come out as lists of numbers. */
import { freshArena } from './engine';

const arena = freshArena();

/** The kernels of the sources as they are now. */
export const { kernels } = arena;

/** Runs a kernel on copies of some planes and gives what is in the last `results` of them afterwards. */
export const through = (
	inputs: readonly (readonly number[])[],
	results: number,
	run: (addresses: readonly number[]) => void,
): readonly (readonly number[])[] => {
	const places = inputs.map((values) => {
		const at = arena.take(values.length);
		arena.bytes(at, values.length).set(values);
		return at;
	});
	run(places);
	const after = inputs.map((values, i) => [...arena.bytes(places[i] ?? 0, values.length)]);
	inputs.forEach((values, i) => {
		arena.give(places[i] ?? 0, values.length);
	});
	return after.slice(inputs.length - results);
};

/** Fails where a sample is further than `worst` code values from what it should be. */
export const expectNear = (
	seen: readonly number[] = [],
	wanted: readonly number[] = [],
	worst = 1,
): void => {
	const furthest = Math.max(0, ...wanted.map((value, i) => Math.abs(value - (seen[i] ?? NaN))));
	expect(furthest).toBeLessThanOrEqual(worst);
	expect(seen).toHaveLength(wanted.length);
};
